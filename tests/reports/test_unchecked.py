"""Nothing is called clean that nobody could see."""

import dataclasses
import datetime as dt
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
    Site,
    SiteDuties,
    Surveyed,
)
from govsweep.findings import Certainty, Severity
from govsweep.indicators import Measure
from govsweep.reports import Choices, Office, brief, census
from govsweep.reports.assessing import cases
from govsweep.reports.papers import filling, selfcheck
from govsweep.reports.snapshot import ColumnDuty, Snapshot
from govsweep.reports.unchecked import unchecked_in_words, unchecked_items, why_unchecked
from govsweep.store import StoredHome

ALL = tuple(checks())
READ = tuple(
    Surveyed(topic=one, asked=1)
    for one in (Measure.DISCLOSURE_REPORTS, Measure.LETTERS_ANSWERED, Measure.LETTERS_EMPTY)
)
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
        homes = (StoredHome(site=site.identifier, seen=True, survey=READ, duties=OWED),)
        before = {site.identifier: 1}
        fields = {
            "checks": ALL,
            "columns": columns,
            "homes": homes,
            "first_sweeps": before,
        } | changes
        snapshot: Snapshot = make_snapshot(site, **fields)
        return snapshot

    return make


def test_where_all_was_seen_every_check_ran(seen: Callable[..., Snapshot]) -> None:
    snapshot = seen(ColumnKind.NEWS, ColumnKind.INTERACTION, ColumnKind.REPOST)
    assert {code: why_unchecked(snapshot, code) for code in ALL} == dict.fromkeys(ALL, "")


def test_what_was_read_of_a_closed_site_says_nothing(
    make_site: Make, make_snapshot: Make, make_ledger: Make
) -> None:
    closed, kept = make_site(1, status="closed"), make_site(2)
    snapshot = make_snapshot(closed, kept, ledger=make_ledger(closed), checks=ALL)
    assert set(unchecked_items(snapshot)) == {"没有读到页面"}
    assert brief.of(snapshot).worst == ["没有检查到网站，不作结论。"]
    assert selfcheck.context(snapshot, Choices())["pages"] == 0


def test_where_no_page_was_read_none_did(seen: Callable[..., Snapshot]) -> None:
    snapshot = seen(ColumnKind.NEWS, ledger=())
    why = {code: why_unchecked(snapshot, code) for code in ALL}
    assert why == dict.fromkeys(ALL, "没有读到页面")


@pytest.mark.parametrize(
    ("code", "changes", "why"),
    [
        ("late-repost", {"checks": ("typo",)}, "没有转载清单"),
        ("standing-order", {"checks": ("typo",)}, "没有登记专查用语"),
        ("outside-result", {"checks": ("typo",)}, "没有导入别处的检查结果"),
        ("typo", {"checks": ()}, "检查项没有启用"),
        ("no-such-check", {}, "检查项没有启用"),
        ("stale-home", {"homes": ()}, "没有看到首页"),
        ("home-tampered", {"first_sweeps": {}}, "没有以前的首页可比"),
        ("late-repost", {}, "没有读到转载栏目"),
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
    nothing = (StoredHome(site="3609000001", seen=True),)
    told = seen(ColumnKind.NEWS, ColumnKind.INTERACTION, homes=nothing)  # a column of it is none
    assert why_unchecked(told, "unanswered-message") == "没有读到写明时间的留言"
    assert why_unchecked(told, "empty-answer") == "没有读到留言的答复"


def test_a_list_that_was_not_imported_is_asked_of_nobody(seen: Callable[..., Snapshot]) -> None:
    why = "没有导入公开目录，或目录各项都没有看到"
    assert why_unchecked(seen(homes=()), "catalogue-gap") == why
    assert why not in unchecked_items(seen(homes=()))
    item = CatalogueItem(unit="某局", code="1", name="规划", site="3609000001")
    listed = seen(homes=(), duties=Duties(catalogue=(item,)))
    assert unchecked_items(listed)[why] == ["目录空项漏项"]
    none = unchecked_items(seen(checks=tuple(set(ALL) - {"standing-order", "outside-result"})))
    assert not {"没有登记专查用语", "没有导入别处的检查结果"} & none.keys()


class TwoSites:
    """A portal that was read by a night with the office's list, an office's site by one without."""

    def __init__(self, make_site: Make, make_snapshot: Make, make_ledger: Make) -> None:
        self.portal = make_site(1, name="清源市人民政府门户网站")
        self.other = make_site(2)
        self.make, self.ledger = make_snapshot, make_ledger

    def snapshot(self, *columns: ColumnDuty, portal: int = 11, **changes: Any) -> Snapshot:
        """`portal` is the sweep whose look at the portal counts."""
        homes = [StoredHome(site=one.identifier, seen=True) for one in (self.portal, self.other)]
        fields = {"checks": ALL, "homes": homes, "columns": columns} | changes
        found: Snapshot = self.make(self.portal, self.other, **fields)
        key = self.portal.identifier
        look = dataclasses.replace(found.period.looks[key], sweep=portal)
        looks = {**found.period.looks, key: look}
        return dataclasses.replace(
            found,
            period=dataclasses.replace(found.period, looks=looks),
            judged={11: tuple(code for code in ALL if code != "late-repost")},
        )

    def column(self, of: Site, kind: ColumnKind = ColumnKind.NEWS, **changes: Any) -> ColumnDuty:
        fields = {"seen": True, "entries": 3, "dated": 3, "newest": dt.date(2026, 11, 1)} | changes
        return ColumnDuty(
            site=of.identifier, url=f"{of.url}{kind}/", name=kind, kind=kind, **fields
        )  # fmt: skip


@pytest.fixture
def two(make_site: Make, make_snapshot: Make, make_ledger: Make) -> TwoSites:
    return TwoSites(make_site, make_snapshot, make_ledger)


def result(snapshot: Snapshot, name: str) -> str:
    """What the self-check says of a check."""
    rows = selfcheck.context(snapshot, Choices())["check_rows"]
    return next(str(row["result"]) for row in rows if row["name"] == name)


def test_a_list_that_came_after_the_look_was_not_held_against_it(two: TwoSites) -> None:
    """The newest sweep had the list; the look at the one site with reposts counts from another."""
    reposts = two.column(two.portal, ColumnKind.REPOST)
    before = two.snapshot(reposts)
    assert result(before, "转载信息更新不及时") == "未检查（没有转载清单）"
    portal = next(one for one in cases(before) if one.site == two.portal)
    assert "late-repost" not in portal.checks
    assert result(two.snapshot(reposts, portal=12), "转载信息更新不及时") == "未发现"


def test_reposts_are_looked_for_on_a_portal_that_was_read_whole(two: TwoSites) -> None:
    news = two.column(two.portal)
    assert why_unchecked(two.snapshot(news, portal=12), "late-repost") == ""
    ledger = (*two.ledger(two.portal, 10, fetched=4, left=6), *two.ledger(two.other))
    cut = two.snapshot(news, portal=12, ledger=ledger)
    assert why_unchecked(cut, "late-repost") == "没有看完，没有对照转载清单"


def test_what_was_not_seen_of_some_stands_beside_what_was_not_found(two: TwoSites) -> None:
    limit = {"max_age_days": 30}
    homes = (StoredHome(site=two.portal.identifier, seen=True),)
    columns = [
        two.column(two.portal, **limit),
        two.column(two.portal, ColumnKind.NOTICE, seen=False, **limit),
        two.column(two.portal, ColumnKind.POLICY, dated=1, **limit),
    ]
    ledger = (*two.ledger(two.portal, 10, fetched=4, left=6), *two.ledger(two.other))
    told = two.snapshot(*columns, homes=homes, ledger=ledger)
    assert result(told, "首页更新不及时") == "未发现（另有1个网站没有看到首页）"
    assert result(told, "栏目更新不及时") == "未发现（另有1个网站没有读到栏目、2个栏目没有读清）"
    assert result(told, "空白栏目") == "未发现（另有1个网站没有读到栏目、1个栏目没有读清）"
    assert result(told, "错别字") == "未发现"
    known = dataclasses.replace(told, first_sweeps={two.portal.identifier: 1})
    assert result(known, "首页被篡改嫌疑") == "未发现（另有1个网站没有看到首页）"
    known = two.snapshot(first_sweeps={two.portal.identifier: 1})
    assert result(known, "首页被篡改嫌疑") == "未发现（另有1个网站没有以前的首页可比）"
    note = "“未发现”只就读到的网页而言，1个网站没有看完。"
    assert selfcheck.context(told, Choices())["check_note"] == note


def test_files_whose_words_nobody_read_stand_beside_what_is_looked_for_in_words(
    two: TwoSites,
) -> None:
    def told(files: int, unread: int) -> Snapshot:
        home = StoredHome(site=two.portal.identifier, seen=True, files=files, files_unread=unread)
        other = StoredHome(site=two.other.identifier, seen=True)
        return two.snapshot(homes=(home, other))

    assert result(told(9, 4), "错别字") == "未发现（另有4个附件没有读到文字）"
    assert result(told(9, 4), "图片没有显示") == "未发现"
    assert result(told(9, 0), "错别字") == "未发现"
    note = "“未发现”只就读到的网页而言，网页上的附件9个，4个没有读到文字，图片里的文字没有看。"
    assert selfcheck.context(told(9, 4), Choices())["check_note"] == note
    assert "9个，都读到了文字" in selfcheck.context(told(9, 0), Choices())["check_note"]
    assert selfcheck.context(told(0, 0), Choices())["check_note"] == ""


def test_what_waits_for_a_look_stands_beside_what_was_not_found(
    two: TwoSites, make_finding: Make
) -> None:
    doubtful = make_finding(of=two.portal, certainty=Certainty.SUSPECTED)
    held = make_finding("dead-link", of=two.portal, held="一夜增多")
    sure = make_finding("dead-link", of=two.other)
    notice = make_finding(
        "falsified-date", of=two.other, severity=Severity.NOTICE, certainty=Certainty.SUSPECTED
    )
    told = two.snapshot(findings=(doubtful, held, sure, notice))
    assert result(told, "错别字") == "未发现；另有1条待核"
    assert result(told, "链接无法打开") == "发现1条；另有1条待核"
    context = selfcheck.context(told, Choices())
    said = "待核的（疑似或暂扣）共3条，没有计入，其中1条属于上表没有列的提示项目。"
    assert context["check_note"] == said
    assert selfcheck.context(two.snapshot(), Choices())["check_note"] == ""


def test_what_ran_on_one_site_says_nothing_of_the_others(
    make_site: Make, make_snapshot: Make
) -> None:
    sites = [make_site(number) for number in range(1, 5)]
    homes = [StoredHome(site=one.identifier, seen=True) for one in sites]
    snapshot = make_snapshot(*sites, checks=ALL, homes=homes, first_sweeps={sites[0].identifier: 1})
    told = "首页被篡改嫌疑（3个网站没有以前的首页可比）"
    assert told in unchecked_in_words(snapshot)
    assert any(told in line for line in census.notes(snapshot))
    assert told in filling.shared(snapshot, Office())["unchecked"]  # what every paper has
    (row,) = (
        one
        for one in selfcheck.context(snapshot, Choices())["check_rows"]
        if one["name"] == "首页被篡改嫌疑"
    )
    assert row["result"] == "未发现（另有3个网站没有以前的首页可比）"
    assert unchecked_items(snapshot)["3个网站没有以前的首页可比"] == ["首页被篡改嫌疑"]
    assert any("首页被篡改嫌疑" in line for line in brief.of(snapshot).unchecked)
    every = dataclasses.replace(snapshot, first_sweeps={one.identifier: 1 for one in sites})
    assert "首页被篡改嫌疑" not in unchecked_in_words(every)


def test_what_was_found_on_one_site_was_not_looked_for_on_the_others(
    make_site: Make, make_snapshot: Make, make_finding: Make
) -> None:
    first, second = make_site(1), make_site(2)
    homes = [StoredHome(site=one.identifier, seen=True) for one in (first, second)]
    found = make_finding("home-tampered", of=first)
    snapshot = make_snapshot(
        first, second, checks=ALL, homes=homes, findings=(found,),
        first_sweeps={first.identifier: 1},
    )  # fmt: skip
    assert "首页被篡改嫌疑（1个网站没有以前的首页可比）" in unchecked_in_words(snapshot)
