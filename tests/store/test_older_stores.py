"""A store that an older release made opens today: what it holds is read, and its life goes on."""

import datetime as dt
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from govsweep.findings import Finding, State
from govsweep.lifecycle import DecisionKind, DecisionScope
from govsweep.rectification import decide
from govsweep.rectification.deciding import Words
from govsweep.reports.gather import gather
from govsweep.store import EventKind, Store, StoredPage

STORES = Path(__file__).parent / "stores"  # made-up data, dumped by the release that wrote it
RELEASED = sorted(path.stem for path in STORES.glob("*.sql"))
DAY = dt.date(2026, 11, 22)
LATER = dt.datetime(2026, 11, 24, 14, tzinfo=dt.UTC)


@pytest.fixture(params=RELEASED)
def older(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    """A store of an older release, brought up to date."""
    path = tmp_path / "govsweep.db"
    with closing(sqlite3.connect(path)) as database:
        database.executescript((STORES / f"{request.param}.sql").read_text("utf-8"))
    store = Store(f"sqlite:///{path}")
    store.upgrade()
    yield store
    store.close()


def typos(findings: list[Finding] | tuple[Finding, ...]) -> dict[str, State]:
    return {one.subject: one.state for one in findings if one.check == "typo"}


def test_its_findings_stand_where_they_stood(older: Store) -> None:
    assert typos(older.findings.all()) == {
        "登陆网站": State.FIXED,
        "按步就班": State.RELAPSED,
        "登陆系统": State.DISMISSED,
        "布署": State.NOTIFIED,
        "登陆平台": State.OPEN,
    }
    assert {one.withdrawn_sweep for one in older.findings.all()} == {None}


def test_what_was_said_and_issued_is_there(older: Store) -> None:
    (said,) = older.decisions.all()
    assert (said.verdict, said.scope, said.author) == (
        DecisionKind.DISMISS,
        DecisionScope.FINDING,
        "王工",
    )
    (notice,) = older.notices.all()
    assert (notice.number, len(notice.findings)) == ("整改〔2026〕1号", 2)
    assert [sweep.balanced for sweep in older.sweeps.all()] == [True, True, True]
    assert len(list(older.pages.of_site(3, "5118000001", texts=True))) == 6


def test_its_sweeps_are_folded_and_come_back(older: Store) -> None:
    def seen() -> list[list[StoredPage]]:
        return [
            sorted(older.pages.of_site(number, "5118000001", texts=True), key=repr)
            for number in (1, 2, 3)
        ]

    before = seen()
    assert older.retention.fold(hot_nights=1).rows
    assert seen() != before
    for number in (1, 2, 3):
        older.retention.unfold(number)
    assert seen() == before


def test_papers_of_then_say_what_they_said(older: Store) -> None:
    before = gather(older, DAY - dt.timedelta(days=1))
    assert typos(before.findings)["按步就班"] is State.FIXED
    assert typos(gather(older, DAY).findings) == typos(older.findings.all())


def test_its_life_goes_on(older: Store) -> None:
    found = {one.subject: one for one in older.findings.all(check=["typo"])}
    decide(older, [found["登陆系统"]], DecisionKind.REOPEN, Words("李工", "确是错字"), LATER)
    (site,) = older.sites.all()
    opened, _ = older.sweeps.open(
        night=LATER.date(), as_of=LATER.date(), sites=[site], indicators="2019",
        rules_version="r2", at=LATER.timestamp(), again=False,
    )  # fmt: skip
    seen = [found[name] for name in ("登陆网站", "登陆系统")]
    older.findings.save(
        opened.id,
        [one.model_copy(update={"sweep": opened.id, "state": State.OPEN}) for one in seen],
    )
    older.findings.mark_fixed([found["布署"].id], LATER, opened.id)
    older.findings.mark_withdrawn([found["登陆平台"].id], LATER, opened.id)
    older.sweeps.close(opened.id, reason="until", finished=False)
    assert typos(older.findings.all()) == {
        "登陆网站": State.RELAPSED,
        "按步就班": State.RELAPSED,
        "登陆系统": State.OPEN,
        "布署": State.FIXED,
        "登陆平台": State.WITHDRAWN,
    }
    last = [one.kind for one in older.outbox.events()][-5:]
    assert sorted(last[:-1]) == sorted(
        [EventKind.FIXED, EventKind.DISMISSED, EventKind.RELAPSED, EventKind.OPENED]
    )
    assert last[-1] is EventKind.CLOSED
