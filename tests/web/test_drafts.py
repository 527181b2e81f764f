"""Drafts of the registry: whose they are, how often they are taken, and when they go."""

import pytest

from govsweep.registry_changes import RegistryChanges, RegistryTable
from govsweep.web import drafts as module
from govsweep.web.drafts import Drafts, RegistryDraft


def draft(by: str = "王工", rows: int = 1) -> RegistryDraft:
    return RegistryDraft(
        by=by,
        table=RegistryTable.SITES,
        source="表.csv",
        rows={str(number): {} for number in range(rows)},
        changes=RegistryChanges(),
    )


def test_a_draft_is_taken_once_by_whose_it_is() -> None:
    drafts = Drafts[RegistryDraft]()
    name = drafts.keep(draft())
    assert drafts.take(name, "李工") is None
    assert drafts.take(name, "王工") == draft()
    assert drafts.take(name, "王工") is None
    assert drafts.take("", "王工") is None


def test_a_draft_is_good_for_an_hour() -> None:
    time = [0.0]
    drafts = Drafts[RegistryDraft](lambda: time[0])
    one, two = drafts.keep(draft()), drafts.keep(draft())
    time[0] = 3_600.0
    assert drafts.take(one, "王工") is not None
    time[0] = 3_601.0
    assert drafts.take(two, "王工") is None


def test_the_oldest_go_first_and_the_newest_always_stays(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_MOST_ROWS", 10)
    drafts = Drafts[RegistryDraft]()
    names = [drafts.keep(draft(rows=6)), drafts.keep(draft(rows=4)), drafts.keep(draft(rows=5))]
    assert [drafts.take(name, "王工") is not None for name in names] == [False, True, True]
    assert drafts.take(drafts.keep(draft(rows=99)), "王工") is not None
