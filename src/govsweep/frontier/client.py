"""The frontier: what is to be asked for next, shared by all workers of a sweep."""

import asyncio
import os
import secrets
import socket
from collections.abc import (
    AsyncIterable,
    Awaitable,
    Callable,
    Iterable,
    Iterator,
    Mapping,
    Sequence,
)
from contextlib import contextmanager, suppress
from typing import Any, cast

from redis.asyncio import Redis
from redis.commands.core import AsyncScript
from redis.exceptions import (
    ClusterDownError,
    MasterDownError,
    OutOfMemoryError,
    ReadOnlyError,
    RedisError,
    ResponseError,
)
from redis.exceptions import ConnectionError as RedisConnectionError
from redis.exceptions import TimeoutError as RedisTimeoutError

from govsweep import reasons
from govsweep.errors import ServiceError
from govsweep.frontier import scripts
from govsweep.frontier.connection import (
    CrawlSettings,
    check_policy,
    connect,
    connect_to,
    prefix,
    serializer,
)
from govsweep.frontier.messages import Acknowledgement, Claim, Pulled, Status
from govsweep.frontier.tasks import MessagePack, Serializer, Task, pack, unpack

_CHUNK = 500  # tasks in one script call: it must not hold Redis up
_ACKNOWLEDGEMENTS = 50  # each with what it revealed
_LOCK_SECONDS = 30
_LOCK_POLL_SECONDS = 0.1
_TTL_SECONDS = 604_800
# redis-py takes the code off the words of the errors that it knows; of the others it leaves it.
_FULL_OR_CLOSED = (OutOfMemoryError, ReadOnlyError, MasterDownError, ClusterDownError)
_OTHER_CODES = ("MISCONF", "BUSY", "NOREPLICAS")


class UnbuiltError(Exception):
    """Redis does not hold this sweep, or lost it since this worker looked.

    What the worker holds is void; the queues must be rebuilt, or were by another.
    """


async def _first_here(_: str) -> bool:
    return False


class Frontier:
    """The queues of one sweep. Every method is one script or a few, atomic each.

    Methods raise `ServiceError` when Redis does not answer, and `UnbuiltError` when it does not
    hold the sweep.
    """

    def __init__(
        self,
        client: "Redis",
        *,
        prefix: str,
        token: str,
        lease: float = 60.0,
        serializer: Serializer | None = None,
    ) -> None:
        """Hold a client; nothing is asked of it yet."""
        self.client = client
        self.prefix = prefix
        self.lease = lease
        self.notice = lease / 3  # seconds after word of a lease by which there must be word again
        self.worker = f"{socket.gethostname()}.{os.getpid()}.{secrets.token_hex(4)}"
        self._token = token
        self._standing = ""  # the token with the era of the queues, once they were seen
        self._serializer = serializer or MessagePack()
        self._scripts: dict[str, AsyncScript] = {}

    @classmethod
    def from_settings(
        cls, settings: CrawlSettings, *, sweep: int, token: str, lease: float
    ) -> "Frontier":
        """A frontier by Scrapy's settings, those of scrapy-redis among them."""
        return cls(
            connect(settings),
            prefix=prefix(settings, sweep),
            token=token,
            lease=lease,
            serializer=serializer(settings),
        )

    @classmethod
    def at(cls, url: str, *, sweep: int, token: str) -> "Frontier":
        """A frontier by its address, where no settings of Scrapy say more; Scrapy is not loaded."""
        return cls(connect_to(url), prefix=prefix(None, sweep), token=token)

    async def check(self) -> None:
        """Refuse a server that does not answer or that may drop keys."""
        await check_policy(self.client)

    async def close(self) -> None:
        """Give the connections back."""
        await self.client.aclose()

    async def push(self, queued: Iterable[Task]) -> int:
        """Queue tasks that were never queued before; how many those are."""
        return await self._push(scripts.PUSH, queued)

    async def restore(self, queued: Iterable[Task]) -> int:
        """Queue tasks that are open by the store but missing here; how many those are."""
        return await self._push(scripts.RESTORE, queued)

    async def claim(self, sites: int, hosts: int) -> list[Claim]:
        """Lease up to so many queues of sites and of foreign hosts, the smallest first."""
        now, claimed = await self._run(scripts.CLAIM, self.worker, self.lease, sites, hosts)
        return [_claim(float(now), *one) for one in claimed]

    async def pull(self, wants: Sequence[tuple[str, str, int]], *, suspect: bool) -> list[Pulled]:
        """Take tasks of leased queues, each named with its owner and how many; renews leases.

        At most one task that a worker died with is among them, and only if `suspect` is said:
        taken one by one, the one that kills is told from those that stood beside it.
        """
        if not wants:
            return []
        flat = [part for want in wants for part in want]
        rows = await self._run(scripts.PULL, self.lease, int(suspect), *flat)
        return [self._pulled(row) for row in rows]

    async def acknowledge(self, acknowledgements: Sequence[Acknowledgement]) -> None:
        """Close tasks and queue what they revealed, both in one step."""
        for one in acknowledgements:
            if len(one.revealed) > _CHUNK:  # too much for one step: first this, then the task
                await self.push(one.revealed)
        for some in _chunks(acknowledgements, _ACKNOWLEDGEMENTS):
            closed: list[Any] = []
            opened: list[Any] = []
            for one in some:
                wait = -1 if one.wait is None else one.wait
                packed = b"" if one.wait is None else pack(one.task, self._serializer)
                closed += (one.task.queue, one.task.key, wait, packed)
                if len(one.revealed) <= _CHUNK:
                    opened += self._flat(one.revealed)
            await self._run(scripts.ACK, len(some), *closed, *opened)

    async def renew(self, leases: Sequence[tuple[str, str, float]]) -> set[str]:
        """Keep leases, each named with its owner and the seconds since it asked; those lost."""
        if not leases:
            return set()
        flat = [part for one in leases for part in one]
        return {queue.decode() for queue in await self._run(scripts.RENEW, self.lease, *flat)}

    async def release(
        self,
        queue: str,
        owner: str,
        *,
        idle: float,
        rest: float = 0.0,
        abandon: bool = False,
        notes: Mapping[str, str] | None = None,
    ) -> None:
        """Give a queue back with all in hand; nobody claims it for `rest` seconds.

        `abandon` gives it up: its tasks, and any that come later, are not asked for; the store
        knows them as left.
        """
        words = _flattened(notes or {})
        await self._run(scripts.RELEASE, queue, owner, idle, rest, int(abandon), *words)

    async def note(self, queue: str, owner: str, notes: Mapping[str, str]) -> None:
        """Keep with a leased queue what whoever holds it next must know, come what may."""
        await self._run(scripts.NOTE, queue, owner, *_flattened(notes))

    async def status(self) -> Status:
        """Where the sweep stands, by counts."""
        total, leased, queues, wait, finished = await self._run(scripts.STATUS)
        return Status(total, leased, queues, _seconds(wait), bool(finished))

    async def workers(self) -> set[str]:
        """The workers that hold a lease now, each by machine and process."""
        try:
            owners = await self._run(scripts.OWNERS)
        except UnbuiltError:
            return set()
        return {owner.decode().rpartition(".")[0] for owner in owners if owner}

    async def ensure(
        self,
        waiting: AsyncIterable[Sequence[Task]],
        fence: int = 0,
        begin: Callable[[str], Awaitable[bool]] = _first_here,
    ) -> bool:
        """Build the queues from what waits unless they stand; whether this worker built them.

        Leases given from then on have fences beyond `fence`. `begin` is told the server and says
        whether queues of the sweep stood there before.
        One worker builds, the others wait for it. If it dies, another begins anew. Raises
        `UnbuiltError` where another began anew in the middle of it.
        """
        while not await self._stands():
            if await self._lock():
                try:
                    if await self._stands():  # another built between the look and the lock
                        return False
                    await self._build(waiting, fence, begin)
                    return True
                finally:
                    await self._unlock()
            await asyncio.sleep(_LOCK_POLL_SECONDS)
        return False

    async def reconcile(self, waiting: AsyncIterable[Sequence[Task]]) -> bool | None:
        """Compare with the store when nothing seems left, and mark the sweep finished if it is so.

        What the store has open and Redis does not know is queued again: a restarted server may
        have lost its last second. None: another worker is at it.
        """
        if not await self._lock():
            return None
        try:
            restored = 0
            async for some in waiting:
                restored += await self.restore(some)
            if restored or (await self.status()).open:
                return False
            await self._answer(
                self.client.set(f"{self.prefix}:finished", self.worker, ex=_TTL_SECONDS)
            )
            return True
        finally:
            await self._unlock()

    async def clear(self) -> None:
        """Delete every key of the sweep."""
        pattern = _literal(self.prefix) + ":*"
        with _translated():
            keys = [key async for key in self.client.scan_iter(match=pattern, count=1000)]
            for some in _chunks(keys):
                await self.client.unlink(*some)

    async def seeds(self, key: str, count: int) -> list[bytes]:
        """The first entries of a list of start addresses; they stay there until dropped."""
        return cast("list[bytes]", await self._answer(self.client.lrange(key, 0, count - 1)))

    async def drop_seeds(self, key: str, seeds: Iterable[bytes]) -> None:
        """Take entries off a list of start addresses."""
        for seed in seeds:
            await self._answer(self.client.lrem(key, 1, cast("str", seed)))

    async def _build(
        self,
        waiting: AsyncIterable[Sequence[Task]],
        fence: int,
        begin: Callable[[str], Awaitable[bool]],
    ) -> None:
        stood = await begin(self._server)
        await self.clear()
        era = f"{self._token}:{secrets.token_hex(4)}"
        building = f"building {era}"
        await self._answer(self.client.set(f"{self.prefix}:token", building, ex=_TTL_SECONDS))
        await self._extend_lock()
        if stood or self._standing:
            await self._wait_for_holders()
        async for some in waiting:
            await self._push(scripts.PUSH, some, building)
            await self._extend_lock()
        await self._run(scripts.STAND, era, fence, token=building)
        self._standing = era

    async def _wait_for_holders(self) -> None:
        """Let whoever held a lease when the queues were lost learn that it is lost, too.

        Each asks its hosts as long after word of its lease (`notice`): beside a new holder's
        requests they would come too fast.
        """
        left = self.notice
        while left > 0:
            await asyncio.sleep(min(left, _LOCK_SECONDS / 3))
            if await self._answer(self.client.get(self._lock_key)) != self.worker.encode():
                raise UnbuiltError  # it stood still meanwhile, and another builds
            await self._extend_lock()
            left -= _LOCK_SECONDS / 3

    @property
    def _server(self) -> str:
        """Which server it is, without a password: an embedded one is another in each run."""
        its = self.client.connection_pool.connection_kwargs
        return str(its.get("path") or f"{its.get('host')}:{its.get('port')}/{its.get('db', 0)}")

    async def _stands(self) -> bool:
        """Whether the queues stand; then this worker takes part in their era."""
        found = (await self._get("token") or b"").decode()
        stands = found.startswith(f"{self._token}:")
        if stands:
            self._standing = found
        return stands

    async def _lock(self) -> bool:
        taken = self.client.set(self._lock_key, self.worker, nx=True, ex=_LOCK_SECONDS)
        return bool(await self._answer(taken))

    async def _extend_lock(self) -> None:
        await self._answer(self.client.set(self._lock_key, self.worker, ex=_LOCK_SECONDS))

    async def _unlock(self) -> None:
        with suppress(ServiceError):
            if await self._answer(self.client.get(self._lock_key)) == self.worker.encode():
                await self._answer(self.client.delete(self._lock_key))

    @property
    def _lock_key(self) -> str:
        return f"lock:{self.prefix}"  # outside the prefix: clearing must not free it

    async def _get(self, name: str) -> bytes | None:
        return cast("bytes | None", await self._answer(self.client.get(f"{self.prefix}:{name}")))

    async def _push(self, script: str, queued: Iterable[Task], token: str = "") -> int:
        new = 0
        for some in _chunks(list(queued)):
            new += await self._run(script, *self._flat(some), token=token)
        return new

    def _flat(self, queued: Iterable[Task]) -> list[Any]:
        words: list[Any] = []
        for task in queued:
            packed = pack(task, self._serializer)
            words += (task.queue, task.key, task.order, max(0.0, task.wait), packed)
        return words

    def _pulled(self, row: list[Any]) -> Pulled:
        queue = row[0].decode()
        if not row[1]:
            return Pulled(queue, lost=True)
        tasks = tuple(
            unpack(queue, key, packed, int(deaths), self._serializer)
            for key, packed, deaths in row[2]
            if packed is not None
        )
        return Pulled(queue, False, tasks, _seconds(row[3]))

    async def _run(self, script: str, *words: Any, token: str = "") -> Any:
        if not (token or self._standing or await self._stands()):
            raise UnbuiltError
        known = self._scripts.get(script)
        if known is None:
            known = self._scripts[script] = self.client.register_script(script)
        return await self._answer(known(keys=[self.prefix], args=[token or self._standing, *words]))

    async def _answer(self, command: Awaitable[Any]) -> Any:
        with _translated():
            return await command


@contextmanager
def _translated() -> Iterator[None]:
    try:
        yield
    except (RedisConnectionError, RedisTimeoutError, OSError) as error:
        raise ServiceError(_away(error)) from error
    except ResponseError as error:
        if "UNBUILT" in str(error):
            raise UnbuiltError from error
        if isinstance(error, _FULL_OR_CLOSED) or str(error).startswith(_OTHER_CODES):
            raise ServiceError(_away(error)) from error
        raise


def _flattened(notes: Mapping[str, str]) -> list[str]:
    return [word for pair in notes.items() for word in pair]


def _away(error: RedisError | OSError) -> str:
    return f"Redis 没有应答：{reasons.of_redis(error)}。请检查 GOVSWEEP_REDIS_URL、服务状态和内存"


def _claim(now: float, queue: bytes, owner: bytes, flat: list[bytes]) -> Claim:
    words = [word.decode() for word in flat]
    notes = dict(zip(words[::2], words[1::2], strict=True))
    asked = notes.pop("asked", None)
    notes.pop("until", None)
    idle = max(0.0, now - float(asked)) if asked else None
    return Claim(queue.decode(), owner.decode(), idle, notes)


def _seconds(text: bytes) -> float | None:
    seconds = float(text)
    return seconds if seconds >= 0 else None


def _literal(pattern: str) -> str:
    return "".join(f"\\{char}" if char in "*?[]^-\\" else char for char in pattern)


def _chunks(values: Sequence[Any], size: int = _CHUNK) -> Iterator[Sequence[Any]]:
    for start in range(0, len(values), size):
        yield values[start : start + size]
