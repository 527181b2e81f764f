"""Exports that go on where the last one ended, whatever the clocks of machines say."""

import base64
import datetime as dt
from collections.abc import Callable

import pytest

from govsweep.clock import BEIJING
from govsweep.errors import InputError
from govsweep.exports import after, noted
from govsweep.facts import Site
from govsweep.findings import Finding, State
from govsweep.store import Store

SITE = Site(identifier="3609000001", name="清源市人民政府", url="http://www.qy.gov.cn/")
NOON = dt.datetime(2026, 11, 21, 12, 0, tzinfo=BEIJING)
MINUTE = dt.timedelta(minutes=1)


class Reader:
    """Another system, which takes what changed since it last asked."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._cursor = ""
        self.held: dict[str, Finding] = {}

    def take(self) -> list[str]:
        """What it is given now, by subject."""
        found = self._store.findings.all()
        cursor = noted(self._store, found)
        given = after(self._store, found, self._cursor) if self._cursor else found
        self._cursor = cursor
        self.held |= {one.id: one for one in given}
        return sorted(one.subject for one in given)


@pytest.fixture
def save(
    store: Store, open_sweep: Callable[..., object], make_finding: Callable[..., Finding]
) -> Callable[..., list[Finding]]:
    """Store findings as machines saw them, each by its own clock, minutes after noon."""
    store.sites.save([SITE])
    open_sweep(store)

    def save_them(**seen: float) -> list[Finding]:
        made = [
            make_finding(
                subject=subject, site=SITE.identifier, sweep=1, last_seen=NOON + at * MINUTE
            )
            for subject, at in seen.items()
        ]
        store.findings.save(1, made)
        return made

    return save_them


Save = Callable[..., list[Finding]]


def test_what_a_machine_whose_clock_is_behind_wrote_is_not_lost(store: Store, save: Save) -> None:
    reader = Reader(store)
    save(甲=0, 乙=5)  # the second by a clock that is five minutes ahead
    assert reader.take() == ["乙", "甲"]
    save(丙=2)  # later, by a clock that is right
    assert reader.take() == ["丙"]
    assert reader.take() == []


def test_what_changed_by_a_clock_behind_that_of_who_saw_it_is_given(
    store: Store, save: Save
) -> None:
    reader = Reader(store)
    (one, _) = save(甲=5, 乙=0)
    reader.take()
    store.findings.mark_fixed([one.id], NOON + 3 * MINUTE)
    assert reader.take() == ["甲"]
    assert reader.held[one.id].state is State.FIXED
    assert reader.take() == []


def test_readers_go_on_each_from_its_own_place(store: Store, save: Save) -> None:
    one, other = Reader(store), Reader(store)
    save(甲=0)
    assert one.take() == ["甲"]
    save(乙=-9)
    assert one.take() == ["乙"]
    assert other.take() == ["乙", "甲"]
    save(甲=1)
    assert other.take() == one.take() == ["甲"]


def test_every_reader_holds_in_the_end_what_the_store_holds(store: Store, save: Save) -> None:
    """Ten machines write in turn, each by a clock of its own, and readers come at odd times."""
    readers = [Reader(store), Reader(store)]
    for turn in range(12):
        save(**{f"题{turn % 5}": (turn * 7 % 10) - 5, f"目{turn}": -turn})
        readers[turn % 2].take()
    for one in readers:
        one.take()
        assert list(one.held.values()) != []
        assert {found.id: found for found in store.findings.all()} == one.held
        assert one.take() == []


def test_a_part_of_the_findings_may_be_taken_beside_all(store: Store, save: Save) -> None:
    found = save(甲=0, 乙=0)
    reader = Reader(store)
    reader.take()
    store.findings.mark_fixed([found[0].id], NOON)
    save(丙=0)
    living = store.findings.all(state=(State.OPEN,))
    noted(store, living)  # another system, which takes only those that stand
    assert reader.take() == ["丙", "甲"]


def test_nothing_at_all_and_nothing_new_give_a_cursor_that_goes_on(
    store: Store, save: Save
) -> None:
    cursor = noted(store, [])
    save(甲=0)
    found = store.findings.all()
    assert noted(store, found) != cursor
    assert after(store, found, cursor) == found
    assert noted(store, found) == noted(store, found)


def test_a_cursor_of_a_database_that_was_set_back_is_refused(store: Store, save: Save) -> None:
    save(甲=0)
    found = store.findings.all()
    other = Store("sqlite://")
    other.upgrade()
    mine, theirs = noted(store, found), noted(other, found)
    other.close()
    assert mine != theirs
    with pytest.raises(InputError, match="全部导出一次"):
        after(store, found, theirs)


def test_cursors_that_went_by_the_clock_are_still_understood(store: Store, save: Save) -> None:
    save(甲=0, 乙=5)
    found = {one.subject: one for one in store.findings.all()}
    words = f"{found['甲'].last_seen.astimezone(dt.UTC).isoformat()} {found['甲'].id}"
    cursor = base64.urlsafe_b64encode(words.encode()).decode().rstrip("=")
    assert after(store, list(found.values()), cursor) == [found["乙"]]


@pytest.mark.parametrize("cursor", ["", "12", "游标", "AAAA", "MjAyNi0xMS0yMSBhYg", "a b"])
def test_a_cursor_that_is_none_is_refused(store: Store, cursor: str) -> None:
    with pytest.raises(InputError, match="游标"):
        after(store, [], cursor)
