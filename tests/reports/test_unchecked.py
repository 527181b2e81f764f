"""Nothing is called clean that nobody could see."""

from collections.abc import Callable
from typing import Any

import pytest

from govsweep.checking import checks
from govsweep.facts import (
    CatalogueItem,
    ColumnKind,
    Duties,
    DutySeen,
    DutyState,
    SiteDuties,
    Surveyed,
)
from govsweep.indicators import Measure
from govsweep.reports import Choices, brief
from govsweep.reports.papers import selfcheck
from govsweep.reports.snapshot import ColumnDuty, Snapshot
from govsweep.reports.unchecked import unchecked_items, why_unchecked
from govsweep.store import StoredHome

ALL = tuple(checks())
REPORTED = Surveyed(topic=Measure.DISCLOSURE_REPORTS, asked=1)
OWED = SiteDuties(
    whole=True,
    items=(DutySeen("a", DutyState.MET),),
    entrances=(DutySeen("b", DutyState.MET),),
)
Make = Callable[..., Any]


@pytest.fixture
def seen(make_site: Make, make_snapshot: Make) -> Callable[..., Snapshot]:
    """A snapshot of one site that was read, with its home page and these columns."""

    def make(*kinds: ColumnKind, **changes: Any) -> Snapshot:
        site = make_site(1)
        columns = tuple(
            ColumnDuty(
                site=site.identifier, url=f"{site.url}{kind}/", name=kind, kind=kind, entries=3
            )
            for kind in kinds
        )
        homes = (StoredHome(site=site.identifier, seen=True, survey=(REPORTED,), duties=OWED),)
        fields = {"checks": ALL, "columns": columns, "homes": homes} | changes
        snapshot: Snapshot = make_snapshot(site, **fields)
        return snapshot

    return make


@pytest.mark.parametrize("code", ALL)
def test_where_all_was_seen_every_check_ran(code: str, seen: Callable[..., Snapshot]) -> None:
    assert why_unchecked(seen(ColumnKind.NEWS, ColumnKind.INTERACTION), code) == ""


def test_what_was_read_of_a_closed_site_says_nothing(
    make_site: Make, make_snapshot: Make, make_ledger: Make
) -> None:
    closed, kept = make_site(1, status="closed"), make_site(2)
    snapshot = make_snapshot(closed, kept, ledger=make_ledger(closed), checks=ALL)
    assert set(unchecked_items(snapshot)) == {"没有读到页面"}
    assert brief.of(snapshot).worst == ["没有检查到网站，不作结论。"]
    assert selfcheck.context(snapshot, Choices())["pages"] == 0


@pytest.mark.parametrize("code", ALL)
def test_where_no_page_was_read_none_did(code: str, seen: Callable[..., Snapshot]) -> None:
    assert why_unchecked(seen(ColumnKind.NEWS, ledger=()), code) == "没有读到页面"


@pytest.mark.parametrize(
    ("code", "changes", "why"),
    [
        ("late-repost", {"checks": ("typo",)}, "没有转载清单"),
        ("standing-order", {"checks": ("typo",)}, "没有登记专查用语"),
        ("outside-result", {"checks": ("typo",)}, "没有导入别处的检查结果"),
        ("typo", {"checks": ()}, "检查项没有启用"),
        ("no-such-check", {}, "检查项没有启用"),
        ("stale-home", {"homes": ()}, "没有看到首页"),
        (
            "annual-report-figures",
            {"homes": (StoredHome(site="3609000001", seen=True),)},
            "没有读到信息公开年度报告的网页",
        ),
    ],
)
def test_why_a_check_did_not_run(
    code: str, changes: dict[str, Any], why: str, seen: Callable[..., Snapshot]
) -> None:
    assert why_unchecked(seen(ColumnKind.NEWS, **changes), code) == why


def test_columns_and_messages_have_to_be_there(seen: Callable[..., Snapshot]) -> None:
    assert why_unchecked(seen(), "stale-column") == "没有读到栏目"
    assert why_unchecked(seen(ColumnKind.NEWS), "unanswered-message") == "没有读到留言栏目"


def test_a_list_that_was_not_imported_is_asked_of_nobody(seen: Callable[..., Snapshot]) -> None:
    why = "没有导入公开目录，或目录各项都没有看到"
    assert why_unchecked(seen(homes=()), "catalogue-gap") == why
    assert why not in unchecked_items(seen(homes=()))
    item = CatalogueItem(unit="某局", code="1", name="规划", site="3609000001")
    listed = seen(homes=(), duties=Duties(catalogue=(item,)))
    assert unchecked_items(listed)[why] == ["目录空项漏项"]
    none = unchecked_items(seen(checks=tuple(set(ALL) - {"standing-order", "outside-result"})))
    assert not {"没有登记专查用语", "没有导入别处的检查结果"} & none.keys()
