"""Catches are stored in batches, acknowledged afterwards, and none is lost or stored half."""

import asyncio
import datetime as dt
from collections.abc import Callable, Sequence
from typing import Any

from govsweep.addresses import fingerprint
from govsweep.crawl import Delivery
from govsweep.errors import ClosedError, ServiceError
from govsweep.facts import PageState, Site, Visit
from govsweep.frontier import Claim, Task
from govsweep.pipelines.storing import Writer
from govsweep.spiders.assignment import WorkerProgress
from govsweep.spiders.engine.lease import Lease, of_site
from govsweep.spiders.outcome import FetchOutcome
from govsweep.spiders.traps import Caps

DAY = dt.date(2026, 11, 20)
SITE = Site(identifier="1301000001", name="清禾", url="http://www.qinghe.gov.cn/")


def lease() -> Lease:
    claim = Claim(SITE.identifier, "w:1", None, {})
    return of_site(claim, SITE, Caps(99, DAY), pace=2.0, sharing=1, base=60.0)


def outcome(name: str, holder: Lease, state: PageState = PageState.FETCHED) -> FetchOutcome:
    url = f"http://www.qinghe.gov.cn/{name}"
    task = Task(SITE.identifier, url, fingerprint(url))
    visit = Visit(
        queue=SITE.identifier,
        url=url,
        fingerprint=task.fingerprint,
        state=state,
        at=dt.datetime.now(dt.UTC),
    )
    return FetchOutcome(task, lease=holder, delivery=Delivery(visit))


def write(
    outcomes: Sequence[FetchOutcome],
    commit: Callable[[Sequence[FetchOutcome]], Sequence[FetchOutcome]],
    *,
    patience: float = 60.0,
) -> WorkerProgress:
    """Run a writer over outcomes; gives what it told the other parts."""
    progress = WorkerProgress()

    async def run() -> None:
        writer = Writer(commit, progress, patience=patience)
        writer.start(lambda: False)
        for one in outcomes:
            await writer.room()
            writer.put(one)
        await writer.stop()

    asyncio.run(run())
    return progress


def test_many_outcomes_are_few_transactions_in_their_order() -> None:
    batches: list[list[str]] = []
    outcomes = [outcome(f"{number:04d}", lease()) for number in range(1_200)]

    def commit(some: Sequence[FetchOutcome]) -> Sequence[FetchOutcome]:
        batches.append([one.task.url for one in some])
        return ()

    written = write(outcomes, commit)
    assert [url for batch in batches for url in batch] == [one.task.url for one in outcomes]
    assert len(batches) < 10
    assert written.settled == outcomes


def test_a_outcome_is_acknowledged_only_when_it_is_stored() -> None:
    seen: list[int] = []
    holder: dict[str, Any] = {}

    def commit(some: Sequence[FetchOutcome]) -> Sequence[FetchOutcome]:
        seen.append(len(holder.get("settled", ())))
        return ()

    written = write([outcome("a", lease())], commit)
    assert seen == [0]
    assert len(written.settled) == 1


def test_a_database_that_comes_back_gets_everything() -> None:
    tries = iter((ServiceError("away"), ServiceError("away"), None))
    stored: list[str] = []

    def commit(some: Sequence[FetchOutcome]) -> Sequence[FetchOutcome]:
        error = next(tries)
        if error is not None:
            raise error
        stored.extend(one.task.url for one in some)
        return ()

    written = write([outcome("a", lease())], commit)
    assert stored == ["http://www.qinghe.gov.cn/a"]
    assert written.failure is None


def test_a_database_that_stays_away_ends_the_worker() -> None:
    def commit(some: Sequence[FetchOutcome]) -> Sequence[FetchOutcome]:
        raise ServiceError("away")

    written = write([outcome("a", lease())], commit, patience=0.0)
    assert isinstance(written.failure, ServiceError)
    assert written.settled == []


def test_a_outcome_that_cannot_be_stored_spoils_itself_only() -> None:
    stored: dict[str, PageState] = {}

    def commit(some: Sequence[FetchOutcome]) -> Sequence[FetchOutcome]:
        if any("bad" in one.visit.url and one.visit.reason == "" for one in some if one.visit):
            raise ValueError("no such character")
        stored.update({one.visit.url[-4:]: one.visit.state for one in some if one.visit})
        return ()

    holder = lease()
    written = write([outcome(name, holder) for name in ("a001", "_bad", "a002")], commit)
    assert stored == {
        "a001": PageState.FETCHED,
        "_bad": PageState.FAILED,
        "a002": PageState.FETCHED,
    }
    assert len(written.settled) == 3


def test_what_a_lost_lease_did_not_see_is_left_to_the_next_holder() -> None:
    stored: list[str] = []
    holder = lease()
    holder.lost = True
    outcomes = [outcome("seen", holder), outcome("failed", holder, PageState.FAILED)]

    def commit(some: Sequence[FetchOutcome]) -> Sequence[FetchOutcome]:
        stored.extend(one.task.url for one in some)
        return ()

    write(outcomes, commit)
    assert stored == ["http://www.qinghe.gov.cn/seen"]


def test_what_goes_on_in_another_queue_needs_no_transaction() -> None:
    onward = outcome("a", lease())
    onward.delivery = None
    batches: list[Sequence[FetchOutcome]] = []

    def commit(some: Sequence[FetchOutcome]) -> Sequence[FetchOutcome]:
        batches.append(some)
        return ()

    written = write([onward], commit)
    assert batches == []
    assert written.settled == [onward]


def test_what_another_lease_has_overtaken_is_not_acknowledged_and_its_lease_is_dropped() -> None:
    mine, lost = lease(), lease()
    outcomes = [outcome("a", mine), outcome("b", lost)]
    written = write(outcomes, lambda some: [one for one in some if one.lease is lost])
    assert written.settled == outcomes[:1]
    assert written.lost == [lost]


def test_a_sweep_that_was_closed_ends_the_worker() -> None:
    tries: list[int] = []

    def commit(some: Sequence[FetchOutcome]) -> Sequence[FetchOutcome]:
        tries.append(len(some))
        raise ClosedError("closed")

    written = write([outcome(name, lease()) for name in "ab"], commit)
    assert isinstance(written.failure, ClosedError)
    assert (written.settled, tries) == ([], [2])  # and it is not tried again, nor apart
