"""Days ahead as papers tell them."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest

from govsweep.assess import Threat
from govsweep.facts import ColumnKind
from govsweep.reports import overview
from govsweep.reports.ahead import days_in_words, limit_in_words, outlooks, soon
from govsweep.reports.snapshot import ColumnDuty, Snapshot
from govsweep.store import StoredHome

NIGHT = dt.date(2026, 11, 20)


def column(site: str, name: str, age: int, **more: Any) -> ColumnDuty:
    fields: dict[str, Any] = {
        "site": site, "url": f"http://c.gov.cn/{site}/{name}/", "name": name,
        "kind": ColumnKind.NEWS, "owner": "宣传科", "max_age_days": 14,
        "newest": NIGHT - dt.timedelta(days=age), "days_left": 14 - age,
    }  # fmt: skip
    return ColumnDuty(**(fields | more))


@pytest.fixture
def snapshot(make_site: Callable[..., Any], make_snapshot: Callable[..., Any]) -> Snapshot:
    first, second = make_site(1, organizer="市一局"), make_site(2, organizer="市二局")
    return make_snapshot(
        first,
        second,
        columns=(
            column(first.identifier, "超期栏目", 20),
            column(first.identifier, "将超期栏目", 12),
            column(first.identifier, "及时栏目", 1),
            column(second.identifier, "没看到的栏目", 13, seen=False),
        ),
        homes=(
            StoredHome(site=first.identifier, seen=True, newest=NIGHT - dt.timedelta(days=16)),
            StoredHome(site=second.identifier, seen=True, newest=NIGHT - dt.timedelta(days=9)),
        ),
    )


def test_each_limit_in_words(snapshot: Snapshot) -> None:
    told = {limit_in_words(one): days_in_words(one) for one in outlooks(snapshot, within=20)}
    assert told == {
        "栏目“超期栏目”超期": "已超期6天",  # as the table of columns says: 20 / 14 days
        "栏目“将超期栏目”超期": "3天后",
        "栏目“及时栏目”超期": "14天后",
        "单项否决：首页不更新": "6天后",
    }


def test_what_will_not_break_is_told_without_a_day(snapshot: Snapshot) -> None:
    (one,) = [one for one in outlooks(snapshot) if one.row == "V19-S4-1"]
    assert limit_in_words(one).endswith("（现有1个，满5个即否决）")
    assert (days_in_words(one), one.on) == ("照现状不会触发", None)


def test_a_site_speaks_for_itself(snapshot: Snapshot) -> None:
    """The home page of the first site has been stale for two days, that of the second is not."""
    told = {
        one.owner: days_in_words(one) for one in outlooks(snapshot) if one.threat is Threat.HOME
    }
    assert told == {"市一局": "已触发2天", "市二局": "6天后"}


def test_the_dashboard_shows_what_breaks_within_a_week(snapshot: Snapshot) -> None:
    lines = [(line.owner, line.days, line.veto) for line in soon(snapshot)]
    assert lines == [
        ("市一局", "已触发2天", True),
        ("宣传科", "3天后", False),
        ("市二局", "6天后", True),
    ]
    view = overview.of(snapshot)
    assert (len(view.outlooks), view.all_outlooks) == (3, 3)


def test_nothing_to_tell(make_snapshot: Callable[..., Any]) -> None:
    assert soon(make_snapshot()) == []
