"""Catches are stored in batches, acknowledged afterwards, and none is lost or stored half."""

import asyncio
import datetime as dt
from collections.abc import Callable, Sequence
from types import SimpleNamespace
from typing import Any

from govsweep.addresses import fingerprint
from govsweep.errors import ClosedError, ServiceError
from govsweep.facts import PageState, Site, Visit
from govsweep.frontier import Claim, Ticket
from govsweep.pipelines.storing import Writer
from govsweep.spiders.assignment import Catch
from govsweep.spiders.lease import Lease, of_site
from govsweep.spiders.traps import Caps

DAY = dt.date(2026, 11, 20)
SITE = Site(identifier="1301000001", name="清禾", url="http://www.qinghe.gov.cn/")


def lease() -> Lease:
    claim = Claim(SITE.identifier, "w:1", None, {})
    return of_site(claim, SITE, Caps(SITE.budget, DAY), sharing=1, base=60.0)


def catch(name: str, holder: Lease, state: PageState = PageState.FETCHED) -> Catch:
    url = f"http://www.qinghe.gov.cn/{name}"
    ticket = Ticket(url, fingerprint(url))
    visit = Visit(
        queue=SITE.identifier,
        url=url,
        fingerprint=ticket.fingerprint,
        state=state,
        at=dt.datetime.now(dt.UTC),
    )
    return Catch(holder, ticket, visit)


def write(
    catches: Sequence[Catch],
    commit: Callable[[Sequence[Catch]], Sequence[Catch]],
    *,
    patience: float = 60.0,
) -> Any:
    """Run a writer over catches; gives the assignment it wrote for."""
    settled: list[Catch] = []
    lost: list[Lease] = []
    assignment = SimpleNamespace(
        commit=commit,
        settle=settled.extend,
        settled=settled,
        lose=lost.extend,
        lost=lost,
        failure=None,
        give_up=lambda error: setattr(assignment, "failure", error),
    )

    async def run() -> None:
        writer = Writer(assignment, lambda: False, patience)  # type: ignore[arg-type]
        writer.start()
        for one in catches:
            await writer.room()
            writer.put(one)
        await writer.stop()

    asyncio.run(run())
    return assignment


def test_many_catches_are_few_transactions_in_their_order() -> None:
    batches: list[list[str]] = []
    catches = [catch(f"{number:04d}", lease()) for number in range(1_200)]

    def commit(some: Sequence[Catch]) -> Sequence[Catch]:
        batches.append([one.ticket.url for one in some])
        return ()

    written = write(catches, commit)
    assert [url for batch in batches for url in batch] == [one.ticket.url for one in catches]
    assert len(batches) < 10
    assert written.settled == catches


def test_a_catch_is_acknowledged_only_when_it_is_stored() -> None:
    seen: list[int] = []
    holder: dict[str, Any] = {}

    def commit(some: Sequence[Catch]) -> Sequence[Catch]:
        seen.append(len(holder.get("settled", ())))
        return ()

    written = write([catch("a", lease())], commit)
    assert seen == [0]
    assert len(written.settled) == 1


def test_a_database_that_comes_back_gets_everything() -> None:
    tries = iter((ServiceError("away"), ServiceError("away"), None))
    stored: list[str] = []

    def commit(some: Sequence[Catch]) -> Sequence[Catch]:
        error = next(tries)
        if error is not None:
            raise error
        stored.extend(one.ticket.url for one in some)
        return ()

    written = write([catch("a", lease())], commit)
    assert stored == ["http://www.qinghe.gov.cn/a"]
    assert written.failure is None


def test_a_database_that_stays_away_ends_the_worker() -> None:
    def commit(some: Sequence[Catch]) -> Sequence[Catch]:
        raise ServiceError("away")

    written = write([catch("a", lease())], commit, patience=0.0)
    assert isinstance(written.failure, ServiceError)
    assert written.settled == []


def test_a_catch_that_cannot_be_stored_spoils_itself_only() -> None:
    stored: dict[str, PageState] = {}

    def commit(some: Sequence[Catch]) -> Sequence[Catch]:
        if any("bad" in one.visit.url and one.visit.reason == "" for one in some if one.visit):
            raise ValueError("no such character")
        stored.update({one.visit.url[-4:]: one.visit.state for one in some if one.visit})
        return ()

    holder = lease()
    written = write([catch(name, holder) for name in ("a001", "_bad", "a002")], commit)
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
    catches = [catch("seen", holder), catch("failed", holder, PageState.FAILED)]

    def commit(some: Sequence[Catch]) -> Sequence[Catch]:
        stored.extend(one.ticket.url for one in some)
        return ()

    write(catches, commit)
    assert stored == ["http://www.qinghe.gov.cn/seen"]


def test_what_goes_on_in_another_queue_needs_no_transaction() -> None:
    onward = catch("a", lease())
    onward.visit = None
    batches: list[Sequence[Catch]] = []

    def commit(some: Sequence[Catch]) -> Sequence[Catch]:
        batches.append(some)
        return ()

    written = write([onward], commit)
    assert batches == []
    assert written.settled == [onward]


def test_what_another_lease_has_overtaken_is_not_acknowledged_and_its_lease_is_dropped() -> None:
    mine, lost = lease(), lease()
    catches = [catch("a", mine), catch("b", lost)]
    written = write(catches, lambda some: [one for one in some if one.lease is lost])
    assert written.settled == catches[:1]
    assert written.lost == [lost]


def test_a_sweep_that_was_closed_ends_the_worker() -> None:
    tries: list[int] = []

    def commit(some: Sequence[Catch]) -> Sequence[Catch]:
        tries.append(len(some))
        raise ClosedError("closed")

    written = write([catch(name, lease()) for name in "ab"], commit)
    assert isinstance(written.failure, ClosedError)
    assert (written.settled, tries) == ([], [2])  # and it is not tried again, nor apart
