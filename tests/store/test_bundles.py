"""Bundles as rows: taken in whole or not at all, in both databases."""

import datetime as dt
from typing import Any

import pytest

from govsweep.accounts import Actor, AuditAct
from govsweep.bundles import (
    SCHEMA,
    BundleFinding,
    BundleFindingState,
    BundleSite,
    Content,
    Manifest,
    Review,
    Sender,
    SiteCoverage,
    Verdict,
    figures_of,
)
from govsweep.errors import InputError
from govsweep.findings import Severity
from govsweep.store import Store, StoredBundle

AT = dt.datetime(2026, 11, 28, 9, tzinfo=dt.UTC)
LATER = AT + dt.timedelta(minutes=5)
BY = Actor(name="王")
EAST = Sender(name="东江县", key="A" * 43 + "=")
WEST = Sender(name="西江县", key="B" * 43 + "=")
QUARTER = (dt.date(2026, 10, 1), dt.date(2026, 12, 31))


def content(*sites: str, problems: int = 0) -> Content:
    """Sites of these numbers, the first with so many problems."""
    rows = tuple(
        BundleSite(
            site=one, name="局", url="http://x.gov.cn/", district="东江县",
            coverage=SiteCoverage.WHOLE, known=2, read=2, problems=0 if at else problems, fixed=0,
        )
        for at, one in enumerate(sites)
    )  # fmt: skip
    found = tuple(
        BundleFinding(
            id=f"{number:032x}", site=sites[0], check="typo", check_name="错别字", wording="错别字",
            severity=Severity.MINOR, state=BundleFindingState.OPEN, url="http://x.gov.cn/",
            message="错", first_seen=QUARTER[0], last_seen=QUARTER[0],
        )
        for number in range(problems)
    )  # fmt: skip
    return Content(rows, found, figures_of(rows))


def accept(store: Store, told: Content, **words: Any) -> StoredBundle | None:
    given: dict[str, Any] = {
        "schema_version": SCHEMA, "program": "1", "name": "东江县", "title": "2026年第4季度",
        "begins": QUARTER[0], "ends": QUARTER[1], "as_of": dt.date(2026, 11, 20),
        "exported_at": AT, "key": EAST.key, "files": {},
    }  # fmt: skip
    return store.bundles.accept(Manifest(**(given | words)), told, "0" * 64, BY, LATER)


@pytest.fixture
def known(store: Store) -> Store:
    store.bundles.set_senders([EAST, WEST], BY, AT)
    return store


def test_it_is_kept_as_it_came(known: Store) -> None:
    told = content("5118120001", "5118120002", problems=2)
    assert accept(known, told) is None
    (kept,) = known.bundles.of_period(*QUARTER)
    assert (kept.sender, kept.sites, kept.figures) == ("东江县", told.sites, told.figures)
    assert tuple(known.bundles.findings(kept.id)) == told.findings
    assert [one.sites for one in known.bundles.all()] == [()]
    assert known.bundles.of_period(QUARTER[0], dt.date(2026, 10, 31)) == []


def test_a_later_one_takes_its_place_and_the_audit_has_both(known: Store) -> None:
    accept(known, content("5118120001", problems=2))
    earlier = accept(known, content("5118120003"), exported_at=LATER)
    assert earlier is not None and earlier.figures.problems == 2
    (kept,) = known.bundles.of_period(*QUARTER)
    assert [one.site for one in kept.sites] == ["5118120003"]
    assert known.bundles.findings(kept.id) == []
    _, (last, *_) = known.audit.entries(act=AuditAct.BUNDLE_IMPORTED)
    assert last.before["figures"]["problems"] == 2 and last.subject == "东江县 2026年第4季度"


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ({}, "并不更晚"),
        ({"exported_at": AT - dt.timedelta(days=1)}, "并不更晚"),
        ({"exported_at": LATER + dt.timedelta(hours=2)}, "还没有到"),
        ({"key": "C" * 43 + "="}, "不在名单里"),
        ({"key": WEST.key, "name": "西江县"}, r"别家的网站或账号：5118120001（东江县）"),
    ],
)
def test_what_is_refused_changes_nothing(known: Store, words: dict[str, Any], told: str) -> None:
    accept(known, content("5118120001"))
    before = known.bundles.of_period(*QUARTER)
    with pytest.raises(InputError, match=told):
        accept(known, content("5118120001", "5118120009"), **words)
    assert known.bundles.of_period(*QUARTER) == before


def test_the_same_site_may_come_from_another_in_another_period(known: Store) -> None:
    accept(known, content("5118120001"))
    accept(
        known, content("5118120001"), key=WEST.key, name="西江县",
        begins=dt.date(2026, 7, 1), ends=dt.date(2026, 9, 30),
    )  # fmt: skip
    assert [one.sender for one in known.bundles.all()] == ["东江县", "西江县"]


def test_a_list_of_keys_takes_the_place_of_the_one_before(known: Store) -> None:
    assert known.bundles.senders() == [EAST, WEST]
    known.bundles.set_senders([WEST], BY, LATER)
    assert known.bundles.senders() == [WEST]
    _, (last, _) = known.audit.entries(act=AuditAct.BUNDLE_KEYS)
    assert set(last.before.values()) == {"东江县", "西江县"}


def test_what_reviewers_say_last_holds(known: Store) -> None:
    first = [Review("东江县", "f" * 32, Verdict.TRUE), Review("东江县", "5118120001", Verdict.TRUE)]
    known.bundles.keep_reviews(*QUARTER, first, BY, AT)
    again = Review("东江县", "f" * 32, Verdict.FALSE_ALARM, "地名")
    known.bundles.keep_reviews(*QUARTER, [again], BY, LATER)
    assert known.bundles.reviews(*QUARTER) == [first[1], again]


def test_no_number_is_given_twice(known: Store) -> None:
    given = []
    for minute in range(3):
        accept(known, content("5118120001"), exported_at=AT + dt.timedelta(minutes=minute))
        (one,) = known.bundles.all()
        given.append(one.id)
        if minute != 1:  # the second is replaced
            known.bundles.withdraw(one.id, BY, LATER, "导错了")
    accept(known, content("5118120001"))
    assert len({*given, known.bundles.all()[0].id}) == 4


def test_verdicts_are_kept_by_draw(known: Store) -> None:
    first = Review("东江县", "5118120001", Verdict.TRUE, draw="甲", bundles=(1, 2))
    other = first._replace(draw="乙", verdict=Verdict.MISSED)
    known.bundles.keep_reviews(*QUARTER, [first, other], BY, AT)
    known.bundles.keep_reviews(*QUARTER, [other._replace(note="看过")], BY, LATER)
    kept = {one.draw: one for one in known.bundles.reviews(*QUARTER)}
    assert kept == {"甲": first, "乙": other._replace(note="看过")}
