"""Opening: a claimed queue becomes a lease once the store has told what it knows of its site."""

import asyncio
from collections.abc import Callable
from time import monotonic
from typing import NamedTuple

from govsweep.crawl import is_foreign
from govsweep.frontier import Claim, Frontier
from govsweep.spiders.assignment import Assignment
from govsweep.spiders.engine import lease as leases
from govsweep.spiders.engine.lease import Lease
from govsweep.spiders.traps import Caps


class _Opening(NamedTuple):
    claim: Claim
    since: float
    task: asyncio.Task[None]


class LeaseOpener:
    """The queues that a worker claimed and does not ask yet.

    The store is asked beside the feeder's own work: while it is slow, or away, leases are renewed.
    """

    def __init__(
        self, assignment: Assignment, ready: Callable[[Lease], None], *, back_off: float
    ) -> None:
        self._assignment = assignment
        self._ready = ready
        self._back_off = back_off
        self._opener: dict[str, _Opening] = {}

    def start(self, claim: Claim, asked_at: float) -> None:
        """Make the lease of a claim, asked for at a moment; a foreign host's is ready at once."""
        lease = self._lease(claim)
        lease.sure_until = asked_at + self._assignment.frontier.notice
        if lease.site is None:
            self._ready(lease)
            return
        task = asyncio.get_running_loop().create_task(self._open(lease))
        self._opener[claim.queue] = _Opening(claim, monotonic(), task)

    def count(self, *, foreign: bool) -> int:
        """How many queues of a kind are claimed here."""
        return sum(is_foreign(queue) is foreign for queue in self._opener)

    def held(self) -> list[tuple[str, str, float]]:
        """Each queue with its owner and the seconds since its host was asked, to be renewed."""
        now = monotonic()
        return [
            (one.claim.queue, one.claim.owner, (one.claim.idle or 0.0) + now - one.since)
            for one in self._opener.values()
        ]

    def lose(self, queue: str) -> None:
        """Let a queue go that another holds now."""
        opening = self._opener.pop(queue, None)
        if opening is not None:
            opening.task.cancel()

    def lose_all(self) -> None:
        """Let all go."""
        for queue in tuple(self._opener):
            self.lose(queue)

    async def give_back(self, frontier: Frontier) -> None:
        """Let all go and tell the frontier so."""
        held = self.held()
        self.lose_all()
        for queue, owner, idle in held:
            await frontier.release(queue, owner, idle=idle)

    async def _open(self, lease: Lease) -> None:
        try:
            await self._assignment.memory.known(lease.queue, lease.learn)
        except Exception as error:  # the database was away for longer than anybody waits
            self._assignment.progress.give_up(error)
            return
        if self._opener.pop(lease.queue, None) is not None:
            self._ready(lease)

    def _lease(self, claim: Claim) -> Lease:
        assignment = self._assignment
        site = assignment.routes.sites.get(claim.queue)
        if site is None:
            return leases.of_host(claim, assignment.link_pace, base=self._back_off)
        limits = site.limits(assignment.site_limits)
        caps = Caps(limits.budget, assignment.day, capped=site.capped)
        sharing = assignment.routes.sharing(site)
        return leases.of_site(
            claim, site, caps, pace=limits.pace, sharing=sharing, base=self._back_off
        )
