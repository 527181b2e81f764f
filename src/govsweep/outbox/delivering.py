"""Delivering: each receiver at its own pace, none waiting for another."""

import asyncio
import ssl
from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple, TypeAlias

import aiohttp

from govsweep.outbox.channels import Channel, Parcel, Receipt, Webhook, failure
from govsweep.outbox.mail import Mail
from govsweep.outbox.pacing import Clock, pause
from govsweep.outbox.receivers import Kind, Receiver
from govsweep.outbox.robots import DingTalk, WeCom
from govsweep.store import Store, Tried, Waiting

PATIENCE = 15.0  # seconds that a receiver may take over one request
_LEASE = 900.0  # seconds for what was taken: longer than sending all of it can last
_GIVEN_UP_AFTER = 72 * 3_600.0  # seconds of trying: a weekend and the Monday after it
# Nor before so many tries: a machine that stood still for days, or whose clock was put right, has
# not tried for as long as its clock says. Ten take two hours at least.
_TRIES_AT_LEAST = 10
_REFUSED_AT_MOST = 3  # times; one event that is never taken must not stop those behind it
_SOONEST = 1.0  # seconds between two rounds
_CHANNELS: dict[Kind, type[Channel]] = {
    Kind.WEBHOOK: Webhook,
    Kind.WECOM: WeCom,
    Kind.DINGTALK: DingTalk,
    Kind.MAIL: Mail,
}


class Delivered(NamedTuple):
    """What came of one parcel."""

    receiver: str
    events: int
    answer: Receipt
    dead: bool  # given up


Watch: TypeAlias = Callable[[Delivered], None]


class Outbox:
    """The receivers of a store."""

    def __init__(
        self,
        store: Store,
        receivers: Iterable[Receiver],
        *,
        clock: Clock | None = None,
        patience: float = PATIENCE,
        watch: Watch = lambda delivered: None,
    ) -> None:
        """Raises `InputError` where an address or a secret is not to be had."""
        self._lines = [
            _ReceiverLine(store, one, clock or Clock(), patience, watch) for one in receivers
        ]

    async def deliver(self) -> None:
        """Send what is due; what fails is left for a later call."""
        await asyncio.gather(*(line.once() for line in self._lines))

    async def deliver_every(self, seconds: float) -> None:
        """Send what is due, and look again after so many seconds or when a retry is; never ends."""
        await asyncio.gather(*(line.forever(seconds) for line in self._lines))


class _ReceiverLine:
    """The way to one receiver, with what waits for it."""

    def __init__(
        self, store: Store, receiver: Receiver, clock: Clock, patience: float, watch: Watch
    ) -> None:
        self._store = store
        self._receiver = receiver
        self._clock = clock
        self._patience = patience
        self._watch = watch
        receiver.check()
        self._channel = _CHANNELS[receiver.kind](receiver, clock)
        self._turnstile = self._channel.turnstile()

    async def forever(self, seconds: float) -> None:
        """Rounds without end."""
        while True:
            again_at = await self.once()
            wait = seconds if again_at is None else min(seconds, again_at - self._clock.now())
            await self._clock.sleep(max(_SOONEST, wait))

    async def once(self) -> float | None:
        """Send until nothing is due; says when the next try is, None where nothing waits."""
        name, limit = self._receiver.name, self._channel.at_a_time
        await asyncio.to_thread(
            self._store.outbox.enrol, name, self._receiver.wants, self._clock.now()
        )
        async with self._session() as session:
            while True:
                now = self._clock.now()
                taken = await asyncio.to_thread(
                    self._store.outbox.take, name, now=now, lease=_LEASE, limit=limit
                )
                if not taken.events:
                    return taken.again_at
                await self._send_all(taken.events, session)

    def _session(self) -> aiohttp.ClientSession:
        # By the machine's authorities or the receiver's own; never by none.
        context = ssl.create_default_context(cafile=self._receiver.ca)
        return aiohttp.ClientSession(
            connector=aiohttp.TCPConnector(ssl=context),
            timeout=aiohttp.ClientTimeout(total=self._patience),
            trust_env=True,
        )

    async def _send_all(self, taken: Sequence[Waiting], session: aiohttp.ClientSession) -> None:
        """Send what was taken until something fails, and write down what came of it."""
        untried = {one.event.id for one in taken}
        tried: list[Tried] = []
        later = 0.0  # seconds that the rest is left alone
        try:
            for parcel in self._channel.parcels(taken):
                answer = await self._send(parcel, session)
                outcome, later = self._outcome(parcel, answer)
                tried += outcome
                untried -= {one.event for one in outcome}
                if later:
                    return
                if len(tried) >= self._channel.recorded_after:
                    await self._record(tried, (), 0.0)
                    tried = []
        finally:
            if tried or untried:
                await asyncio.shield(self._record(tried, untried, later))

    async def _record(self, tried: Sequence[Tried], untried: Iterable[str], later: float) -> None:
        now = self._clock.now()
        await asyncio.to_thread(
            self._store.outbox.record, self._receiver.name, tried, sorted(untried), now, now + later
        )

    async def _send(self, parcel: Parcel, session: aiohttp.ClientSession) -> Receipt:
        if self._turnstile is not None:
            await self._turnstile.turn()
        try:
            return await self._channel.send(parcel, session)
        except Exception as error:  # one receiver's trouble must not stop the others
            return failure(error)

    def _outcome(self, parcel: Parcel, answer: Receipt) -> tuple[list[Tried], float]:
        """What is written down of a parcel, and for how long what is behind it waits."""
        now = self._clock.now()
        if answer.taken:
            self._tell(parcel, answer, dead=False)
            done = [Tried(one.event.id, "done", now, answer.words) for one in parcel.waiting]
            return done, 0.0
        tries = 1 + max(one.tries for one in parcel.waiting)
        wait = pause(tries, answer.wait)
        refused = answer.refused and tries >= _REFUSED_AT_MOST
        tired = tries >= _TRIES_AT_LEAST
        outcome = [
            Tried(
                one.event.id,
                "dead" if refused or (tired and now - one.since >= _GIVEN_UP_AFTER) else "waiting",
                now + wait,
                answer.words,
            )
            for one in parcel.waiting
        ]
        self._tell(parcel, answer, dead=any(one.state == "dead" for one in outcome))
        # One that is refused for good stops nobody; a receiver that is down is left alone.
        return outcome, 0.0 if refused else wait

    def _tell(self, parcel: Parcel, answer: Receipt, *, dead: bool) -> None:
        self._watch(Delivered(self._receiver.name, len(parcel.waiting), answer, dead))
