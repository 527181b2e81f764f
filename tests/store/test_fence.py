"""What comes too late is refused by the store itself, counted, and changes nothing."""

import datetime as dt
import sqlite3
import threading
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
import sqlalchemy as sa

from govsweep.addresses import fingerprint
from govsweep.errors import ClosedError, ServiceError
from govsweep.facts import Address, PageState, Site, Visit
from govsweep.findings import Finding, State
from govsweep.store import Delivery, Store, Sweep, TakenError, crawl, engine
from govsweep.store.transactions import Transactions

NIGHT = dt.date(2026, 11, 20)
DAY = dt.timedelta(days=1)
URL = "http://www.qinghe.gov.cn/art/1.html"
SITE = "5118000001"


def delivery(*found: Finding, fence: int | None = None, url: str = URL) -> Delivery:
    visit = Visit(
        queue=SITE, url=url, fingerprint=fingerprint(url), at=dt.datetime.now(dt.UTC), status=200
    )
    return Delivery(visit, found, (), fence)


@pytest.fixture
def night(
    store: Store, a_site: Callable[..., Site], open_sweep: Callable[..., Sweep]
) -> Callable[[dt.date], Sweep]:
    """Opens the sweep of a night."""
    store.sites.save([a_site()])
    return lambda day: open_sweep(store, day)


def read(store: Store, sweep: Sweep) -> list[str]:
    return [
        page.url for page in store.pages.of_site(sweep.id, SITE) if page.state is PageState.FETCHED
    ]


class TestClosedSweeps:
    def test_they_take_nothing_and_count_it(
        self, store: Store, night: Callable[[dt.date], Sweep]
    ) -> None:
        sweep = night(NIGHT)
        store.sweeps.close(sweep.id, reason="until", finished=False)
        with pytest.raises(ClosedError, match="2 个应答来晚了"):
            store.pages.commit(sweep.id, [delivery(fence=1), delivery(url=f"{URL}?2", fence=1)])
        with pytest.raises(ClosedError):
            store.queue.add(sweep.id, [Address(SITE, f"{URL}?3", fingerprint(f"{URL}?3"))])
        with pytest.raises(ClosedError):
            store.queue.leave(sweep.id, SITE, "time")
        assert read(store, sweep) == []
        told = store.sweeps.get(sweep.id)
        assert told is not None
        assert told.refused == 2

    def test_nor_from_the_beginning_of_their_closing(
        self, store: Store, night: Callable[[dt.date], Sweep]
    ) -> None:
        sweep = night(NIGHT)
        store.sweeps.begin_closing(sweep.id, "elsewhere.1")
        with pytest.raises(ClosedError):
            store.pages.commit(sweep.id, [delivery(fence=1)])
        store.sweeps.reopen(sweep.id)  # its closing broke off
        assert store.pages.commit(sweep.id, [delivery(fence=1)]) == []
        assert read(store, sweep) == [URL]

    def test_a_late_write_turns_no_finding_fixed(
        self,
        store: Store,
        night: Callable[[dt.date], Sweep],
        a_finding: Callable[..., Finding],
    ) -> None:
        first = night(NIGHT)
        found = a_finding(url=URL, sweep=first.id)
        store.pages.commit(first.id, [delivery(found, fence=1)])
        store.sweeps.close(first.id, reason="until", finished=False)
        second = night(NIGHT + DAY)
        store.pages.commit(
            second.id, [delivery(found.model_copy(update={"sweep": second.id}), fence=2)]
        )
        with pytest.raises(ClosedError):  # a worker of the first night wakes up
            store.pages.commit(first.id, [delivery(found, fence=1)])
        assert store.findings.unseen(second.id, [SITE]) == []

    def test_nor_does_a_closing_that_wakes_up_or_an_earlier_sweep_judged_again(
        self,
        store: Store,
        night: Callable[[dt.date], Sweep],
        a_finding: Callable[..., Finding],
    ) -> None:
        first = night(NIGHT)
        found = a_finding(url=URL, sweep=first.id)
        store.pages.commit(first.id, [delivery(found)])
        store.sweeps.close(first.id, reason="until", finished=False)
        second = night(NIGHT + DAY)
        store.pages.commit(second.id, [delivery(found.model_copy(update={"sweep": second.id}))])
        store.findings.mark_fixed([found.id], dt.datetime.now(dt.UTC), first.id)
        store.pages.judge_again(first.id, [delivery(found)])
        assert [one.state for one in store.findings.all()] == [State.OPEN]
        assert store.findings.unseen(second.id, [SITE]) == []

    def test_closed_twice_they_stay_as_they_were_closed(
        self, store: Store, night: Callable[[dt.date], Sweep]
    ) -> None:
        sweep = night(NIGHT)
        store.sweeps.close(sweep.id, reason="until", finished=False)
        before = (store.sweeps.get(sweep.id), store.outbox.newest(), store.sweeps.ledger(sweep.id))
        store.sweeps.close(sweep.id, reason="lost", finished=True)
        assert (
            store.sweeps.get(sweep.id),
            store.outbox.newest(),
            store.sweeps.ledger(sweep.id),
        ) == before

    def test_a_closing_waits_for_what_is_being_written(
        self, store: Store, night: Callable[[dt.date], Sweep], database_url: str
    ) -> None:
        sweep = night(NIGHT)
        watched = sa.create_engine(database_url)
        order: list[str] = []

        def close() -> None:
            with closing(Store(database_url)) as other:
                other.sweeps.begin_closing(sweep.id, "elsewhere.1")
                order.append("closing")

        with watched.begin() as writing:  # as a worker that has asked and not yet committed
            if watched.dialect.name == "postgresql":
                writing.execute(
                    sa.text("SELECT id FROM sweep WHERE id = :id FOR KEY SHARE"), {"id": sweep.id}
                )
            writing.execute(sa.text("UPDATE site SET name = name"))
            thread = threading.Thread(target=close)
            thread.start()
            time.sleep(0.3)  # it could have closed by now
            order.append("written")
        thread.join()
        watched.dispose()
        assert order == ["written", "closing"]

    def test_nor_for_ever_for_a_worker_that_stands_still_while_it_writes(
        self,
        store: Store,
        night: Callable[[dt.date], Sweep],
        database_url: str,
        monkeypatch: pytest.MonkeyPatch,
        until: Callable[..., None],
    ) -> None:
        if not database_url.startswith("postgresql"):
            pytest.skip("whoever stands still in SQLite stands on this machine, and can be ended")
        sweep = night(NIGHT)
        monkeypatch.setattr(engine, "_STANDSTILL", 0.5)
        stalled, page = Transactions(database_url), delivery(fence=1)

        def is_undone(session: int) -> bool:
            lives = sa.text("SELECT 1 FROM pg_stat_activity WHERE pid = :session")
            with store.engine.connect() as asking:
                return asking.scalar(lives, {"session": session}) is None

        def write(into: sa.Connection) -> None:
            session = into.scalar(sa.text("SELECT pg_backend_pid()"))
            crawl.commit(into, sweep.id, [page], set())
            until(lambda: is_undone(session))  # its machine is suspended

        with pytest.raises(ServiceError):
            stalled.write(write)
        stalled.close()
        store.sweeps.begin_closing(sweep.id, "elsewhere.1")
        with pytest.raises(ClosedError):
            store.pages.commit(sweep.id, [page])
        assert read(store, sweep) == []


def test_it_is_known_where_the_queues_of_a_sweep_were_built(
    store: Store, night: Callable[[dt.date], Sweep]
) -> None:
    sweep = night(NIGHT)
    assert store.sweeps.begin_queues(sweep.id, "redis:6379/0") is False
    assert store.sweeps.begin_queues(sweep.id, "redis:6379/0") is True
    assert store.sweeps.begin_queues(sweep.id, "/tmp/another/redis.sock") is False


def test_of_a_sweep_that_takes_no_more_no_queues_are_built(
    store: Store, night: Callable[[dt.date], Sweep]
) -> None:
    sweep = night(NIGHT)
    store.sweeps.begin_closing(sweep.id, "elsewhere.1")
    with pytest.raises(ClosedError):
        store.sweeps.begin_queues(sweep.id, "redis:6379/0")


class TestLostLeases:
    def test_once_a_later_lease_has_written_an_earlier_one_may_not(
        self, store: Store, night: Callable[[dt.date], Sweep]
    ) -> None:
        sweep = night(NIGHT)
        assert store.pages.commit(sweep.id, [delivery(fence=10)]) == []
        later = delivery(url=f"{URL}?later", fence=11)
        assert store.pages.commit(sweep.id, [later]) == []
        late = delivery(url=f"{URL}?late", fence=10)
        assert store.pages.commit(sweep.id, [late, later]) == [late]
        assert sorted(read(store, sweep)) == [URL, f"{URL}?later"]
        assert [one.refused for one in store.sweeps.all()] == [1]
        assert store.sweeps.newest_fence(sweep.id) == 11

    def test_nor_may_it_leave_what_the_other_is_reading(
        self, store: Store, night: Callable[[dt.date], Sweep]
    ) -> None:
        sweep = night(NIGHT)
        store.pages.commit(sweep.id, [delivery(fence=11)])
        waiting = store.sweeps.progress(sweep.id).waiting
        store.queue.leave(sweep.id, SITE, "time", 10)
        assert store.sweeps.progress(sweep.id).waiting == waiting == 1
        store.queue.leave(sweep.id, SITE, "time", 11)
        assert store.sweeps.progress(sweep.id).waiting == 0

    def test_of_two_leases_in_one_transaction_the_later_holds(
        self, store: Store, night: Callable[[dt.date], Sweep]
    ) -> None:
        sweep = night(NIGHT)
        old, new = delivery(url=f"{URL}?old", fence=1), delivery(url=f"{URL}?new", fence=2)
        assert store.pages.commit(sweep.id, [new, old]) == [old]


def at_once(url: str, act: Callable[[Store], object], times: int = 4) -> list[object]:
    """What several get that do the same at the same moment, each by a store of its own."""
    barrier = threading.Barrier(times)
    got: list[object] = []

    def run() -> None:
        with closing(Store(url)) as store:
            barrier.wait()
            try:
                got.append(act(store))
            except Exception as error:
                got.append(error)

    threads = [threading.Thread(target=run) for _ in range(times)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return got


class TestAtOnce:
    def test_an_empty_database_is_made_once(self, database_url: str) -> None:
        assert at_once(database_url, lambda store: store.upgrade()) == [None] * 4

    def test_whoever_opens_it_waits_for_another_that_is_making_it(self, tmp_path: Path) -> None:
        file = tmp_path / "govsweep.db"
        making = sqlite3.connect(file, isolation_level=None, check_same_thread=False)
        making.execute("BEGIN IMMEDIATE")
        making.execute("CREATE TABLE t (n)")  # the log that is kept ahead is not there yet
        done = threading.Timer(0.3, lambda: making.execute("COMMIT"))
        done.start()
        with closing(Store(f"sqlite:///{file}")) as store:
            store.upgrade()
            assert "sweep" in sa.inspect(store.engine).get_table_names()
        done.join()
        making.close()

    def test_one_sweep_is_opened_and_the_others_join_it(
        self,
        store: Store,
        database_url: str,
        a_site: Callable[..., Site],
        open_sweep: Callable[..., Sweep],
    ) -> None:
        store.sites.save([a_site()])
        for round_ in range(5):
            night = NIGHT + round_ * DAY

            def open_it(other: Store, night: dt.date = night) -> tuple[int, bool]:
                sweep, joined = other.sweeps.open(
                    night=night, as_of=night, sites=other.sites.all(), indicators="2019",
                    rules_version="1", at=time.time(), again=True,
                )  # fmt: skip
                return sweep.id, joined

            got = at_once(database_url, open_it)
            newest = store.sweeps.get()
            assert newest is not None
            assert sorted(got, key=str) == [(newest.id, False), *[(newest.id, True)] * 3]
            store.sweeps.close(newest.id, reason="until", finished=False)
        assert len(store.sweeps.all()) == 5

    def test_registers_are_imported_one_after_the_other(
        self, database_url: str, store: Store, a_site: Callable[..., Site]
    ) -> None:
        sites = [a_site(identifier=f"51180{number:05d}") for number in range(300)]
        turns = iter((sites, sites[::-1]) * 2)
        assert at_once(database_url, lambda other: other.sites.save(next(turns))) == [None] * 4
        assert len(store.sites.all()) == 300

    def test_what_one_process_at_a_time_may_do_is_refused_to_the_others(
        self, store: Store, database_url: str
    ) -> None:
        with closing(Store(database_url)) as other:
            with store.alone("closing"), pytest.raises(TakenError), other.alone("closing"):
                pass
            with other.alone("closing"), store.alone("lock"):
                pass
            waited: list[None] = []
            held = store.alone("closing")
            held.__enter__()
            threading.Timer(0.4, lambda: held.__exit__(None, None, None)).start()
            with other.alone("closing", wait=30.0, waits=lambda: waited.append(None)):
                assert waited == [None]
