"""What is gathered from the whole store is told until something is written."""

import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from tests.web.conftest import FINE, WORST, fill, finding

from govsweep.reports import Office
from govsweep.store import Store
from govsweep.web.gathered import Gathered
from govsweep.web.trends import quarter
from govsweep.web.warming import Warming


@pytest.fixture
def written(tmp_path: Path) -> Iterator[Store]:
    """The store that others write through."""
    store = Store(f"sqlite:///{tmp_path}/govsweep.db")
    store.upgrade()
    fill(store)
    yield store
    store.close()


@pytest.fixture
def read(written: Store) -> Iterator[Store]:
    """The store that the pages read."""
    store = Store(written.engine.url.render_as_string(), read_only=True)
    yield store
    store.close()


def findings(store: Store) -> int:
    """What takes long to gather."""
    return len(store.findings.all())


def test_it_is_gathered_once(read: Store) -> None:
    calls = []
    gathered = Gathered()

    def gather(store: Store) -> int:
        calls.append(store)
        return findings(store)

    first = gathered.of(read, "findings", gather)
    assert gathered.of(read, "findings", gather) == first > 0
    assert len(calls) == 1


def test_it_is_gathered_before_somebody_asks_once_nothing_is_written(
    read: Store, written: Store, until: Callable[..., None]
) -> None:
    gathered, office = Gathered(), Office()
    warming = Warming(read, gathered, lambda: office, glance=0.05, quiet=0.5)
    warming.start()
    try:
        until(lambda: kept(gathered, "board") and kept(gathered, "quarter"))
        first = kept(gathered, "quarter")
        assert quarter(read, gathered, office) is first
        written.findings.save(1, [finding(subject="另一处")])
        until(lambda: kept(gathered, "quarter") is not first)
        standing = [kept(gathered, "quarter").trends.city.standing, first.trends.city.standing]
        assert standing[0] == standing[1] + 1
    finally:
        warming.close()
    assert not warming.is_alive()


def kept(gathered: Gathered, name: str) -> Any:
    """What is kept under a name, whether it is old or not."""
    return next((one.value for key, one in gathered._kept.items() if key[0] == name), None)


def test_what_is_written_is_seen_at_once(read: Store, written: Store) -> None:
    gathered = Gathered()
    before = gathered.of(read, "findings", findings)
    written.findings.save(1, [finding(subject="另一处")])
    assert gathered.of(read, "findings", findings) == before + 1


def test_what_is_written_while_it_is_gathered_makes_it_old(read: Store, written: Store) -> None:
    gathered = Gathered()

    def meanwhile(store: Store) -> int:
        found = findings(store)
        written.findings.save(1, [finding(subject="另一处")])
        return found

    before = gathered.of(read, "findings", meanwhile)
    assert gathered.of(read, "findings", findings) == before + 1


def test_a_unit_is_told_its_own(read: Store) -> None:
    gathered = Gathered()
    whole = gathered.of(read, "findings", findings)
    worst = gathered.of(read.scoped(frozenset({WORST})), "findings", findings)
    assert gathered.of(read.scoped(frozenset({FINE})), "findings", findings) == 0
    assert 0 < worst < whole


def test_what_failed_is_tried_again(read: Store) -> None:
    gathered = Gathered()

    def fail(_: Store) -> int:
        raise RuntimeError

    with pytest.raises(RuntimeError):
        gathered.of(read, "findings", fail)
    assert gathered.of(read, "findings", findings) > 0


def test_two_who_ask_at_a_time_wait_for_one_answer(read: Store) -> None:
    gathered, calls, told = Gathered(), [], []
    begun, go_on = threading.Event(), threading.Event()

    def gather(store: Store) -> int:
        calls.append(store)
        begun.set()
        assert go_on.wait(30)
        return findings(store)

    def ask() -> None:
        told.append(gathered.of(read, "findings", gather))

    threads = [threading.Thread(target=ask) for _ in range(2)]
    for thread in threads:
        thread.start()
    assert begun.wait(30)
    go_on.set()
    for thread in threads:
        thread.join()
    assert len(calls) == 1
    assert told[0] == told[1] > 0
