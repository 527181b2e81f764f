"""The dashboard as text, and in a real browser where Debian's Chromium is installed."""

import dataclasses
import datetime as dt
import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from selectolax.lexbor import LexborHTMLParser

from govsweep import reports
from govsweep.checking import checks
from govsweep.facts import ColumnKind, Surveyed
from govsweep.findings import Certainty, State
from govsweep.indicators import Measure
from govsweep.rectification import RuleFigure
from govsweep.reports import charts, dashboard, overview
from govsweep.reports.snapshot import ColumnDuty, Snapshot, TrendRow
from govsweep.store import StoredHome

READ = tuple(
    Surveyed(topic=one, asked=1)
    for one in (Measure.DISCLOSURE_REPORTS, Measure.LETTERS_ANSWERED, Measure.LETTERS_EMPTY)
)


@pytest.fixture
def busy(
    make_site: Callable[..., Any],
    make_finding: Callable[..., Any],
    make_ledger: Callable[..., Any],
    make_snapshot: Callable[..., Any],
) -> Snapshot:
    """Four sites in the four conditions, with findings of every standing."""
    fine, troubled, gone, walled = (make_site(number) for number in range(1, 5))
    many = tuple(
        make_finding("dead-link", of=troubled, subject=f"http://x.cn/{number}", quote="")
        for number in range(60)
    )
    return make_snapshot(
        fine,
        troubled,
        gone,
        walled,
        make_site(5, status="closed"),
        findings=(
            make_finding("hidden-link", of=troubled),
            make_finding("typo", of=troubled, certainty=Certainty.SUSPECTED),
            make_finding("typo", of=fine, state=State.FIXED),
            make_finding("sensitive-word", of=fine, held="命中数比平时多12倍"),
            make_finding("undated-article", of=fine),
            make_finding("site-unreachable", of=gone),
            *many,
        ),
        columns=(
            _column(troubled.identifier, "超期栏目", -9),
            _column(fine.identifier, "及时栏目", 5),
            _column(gone.identifier, "没看到的栏目", -50, seen=False),
        ),
        ledger=(
            *make_ledger(fine),
            *make_ledger(troubled, known=10, fetched=7),
            *make_ledger(gone, known=1, failed=1),
            *make_ledger(walled, known=3, blocked=3),
        ),
        earlier=(
            TrendRow(
                night=dt.date(2026, 11, 19), number=1, sites=4, troubled=3, unresolved=70, pages=17
            ),
        ),
    )


def _column(site: str, name: str, left: int, *, seen: bool = True) -> ColumnDuty:
    return ColumnDuty(
        site=site,
        url=f"http://c.gov.cn/{name}/",
        name=name,
        kind="news",
        owner="办公室",
        max_age_days=14,
        newest=None,
        days_left=left,
        seen=seen,
    )


class TestFigures:
    def test_sites_are_told_apart_by_condition(self, busy: Snapshot) -> None:
        counts = {row["name"]: row["count"] for row in charts.conditions(busy)}
        assert counts == {"正常": 1, "有突出问题": 1, "无法访问": 1, "未检查，也没有旧问题": 1}

    def test_the_parts_add_up_to_the_whole(self, busy: Snapshot) -> None:
        view = overview.of(busy)
        assert dict(view.standings) == {"unresolved": 62, "suspected": 1, "held": 1, "fixed": 1}
        assert sum(view.unresolved.values()) == view.standings["unresolved"]
        assert sum(line.unresolved for line in view.sites) == view.standings["unresolved"]
        in_chart = sum(row["unresolved"] for row in charts.checks(busy))
        assert in_chart == view.standings["unresolved"]
        assert view.notices == 1

    def test_the_worst_site_comes_first(self, busy: Snapshot) -> None:
        order = [line.condition_name for line in overview.of(busy).sites]
        assert order == ["无法访问", "有突出问题", "未知", "正常"]

    def test_columns_that_were_not_seen_are_not_judged(self, busy: Snapshot) -> None:
        view = overview.of(busy)
        assert [line.name for line in view.columns] == ["超期栏目", "及时栏目"]
        assert view.overdue == 1

    def test_the_trend_ends_with_this_sweep(self, busy: Snapshot) -> None:
        assert [row["unresolved"] for row in charts.trend(busy)] == [70, 62]

    def test_without_earlier_sweeps_there_is_no_trend(
        self, make_snapshot: Callable[..., Any]
    ) -> None:
        assert charts.trend(make_snapshot()) == []
        assert "历次巡检走势" not in dashboard.html(make_snapshot())

    def test_the_list_is_capped_and_says_how_many_are_left_out(
        self, make_finding: Callable[..., Any], make_snapshot: Callable[..., Any]
    ) -> None:
        found = tuple(make_finding(subject=str(number)) for number in range(2_007))
        page = dashboard.html(make_snapshot(findings=found))
        assert page.count('<li class="finding ') == 2_000
        assert "其余 7 条" in page


class TestWhatNobodyLookedFor:
    def words(self, page: str, selector: str) -> list[str]:
        return [node.text(strip=True) for node in LexborHTMLParser(page).css(selector)]

    def test_what_did_not_run_is_named_and_not_called_clean(
        self, make_snapshot: Callable[..., Any]
    ) -> None:
        page = dashboard.html(make_snapshot(checks=("typo",)))
        (told,) = self.words(page, "p.unchecked")
        assert told.startswith("未检查的项目：") and "转载信息更新不及时" in told
        empty = self.words(page, "p.empty")
        assert "检查过的项目没有发现问题。" in empty
        assert "未检查（没有读到栏目）。" in empty

    def test_where_all_was_looked_for_nothing_is_said(
        self, make_snapshot: Callable[..., Any], make_site: Callable[..., Any]
    ) -> None:
        site = make_site(1)
        columns = tuple(
            dataclasses.replace(_column(site.identifier, kind, 5), kind=kind, entries=3)
            for kind in (ColumnKind.NEWS, ColumnKind.INTERACTION, ColumnKind.REPOST)
        )
        homes = (StoredHome(site=site.identifier, seen=True, survey=READ),)
        before = {site.identifier: 1}
        page = dashboard.html(
            make_snapshot(
                site, checks=tuple(checks()), columns=columns, homes=homes, first_sweeps=before
            )
        )
        assert self.words(page, "p.unchecked") == []
        assert {"没有发现问题。", "没有问题。"} <= set(self.words(page, "p.empty"))

    def test_a_site_that_nobody_saw_has_no_zeros(self, busy: Snapshot) -> None:
        rows = {
            row.css("td")[0].text(strip=True): [
                cell.text(strip=True) for cell in row.css("td")[1:5]
            ]
            for row in LexborHTMLParser(dashboard.html(busy)).css(
                "[aria-labelledby=h-sites] tbody tr"
            )
        }
        assert rows["未知"] == ["未检查", "—", "—", "—"]
        assert rows["正常"] == ["0", "0", "0", "0"]
        assert rows["无法访问"] == ["1", "1", "—", "—"]  # that it does not open was seen

    def test_where_no_site_was_seen_no_conclusion_is_drawn(
        self, make_snapshot: Callable[..., Any]
    ) -> None:
        (lede,) = self.words(dashboard.html(make_snapshot(ledger=())), "p.lede")
        assert "没有发现" not in lede
        assert "1个本期没有检查、不作结论" in lede


class TestRulesInForce:
    def test_the_office_s_own_pack_is_named(
        self, make_snapshot: Callable[..., Any], tmp_path: Path
    ) -> None:
        (tmp_path / "own.toml").write_text(
            'over = "2019"\nedition = "清禾"\nclause = "清政办〔2024〕1号"\n'
            'title = "清禾市检查指标"\nsince = 2024-01-01\n', "utf-8",
        )  # fmt: skip
        (tmp_path / "office.toml").write_text('packs = ["own.toml"]\n', "utf-8")
        path = tmp_path / "总览.html"
        office = reports.read_office(tmp_path / "office.toml")
        reports.write("dashboard", make_snapshot(), path, reports.Choices(office=office))
        assert "清禾市检查指标（清禾，以国家 2019 版为底）" in path.read_text("utf-8")

    def test_else_the_national_one(self, make_snapshot: Callable[..., Any]) -> None:
        assert "政府网站与政务新媒体检查指标（2019）" in dashboard.html(make_snapshot())


class TestText:
    def test_the_same_snapshot_gives_the_same_bytes(self, busy: Snapshot, tmp_path: Path) -> None:
        for name in ("a.html", "b.html"):
            reports.write("dashboard", busy, tmp_path / name)
        assert (tmp_path / "a.html").read_bytes() == (tmp_path / "b.html").read_bytes()

    def test_what_does_not_balance_is_red_and_said(self, busy: Snapshot) -> None:
        tree = LexborHTMLParser(dashboard.html(busy))
        broken = [row.css_first("th").text() for row in tree.css("#ledger tr.broken")]
        assert broken == ["合计", "清源市第2局"]
        assert "差 3" in tree.css_first("#ledger tr.broken").text()
        assert "账目不平" in tree.css_first("[role=alert]").text()

    def test_a_sound_sweep_raises_no_alarm(self, make_snapshot: Callable[..., Any]) -> None:
        tree = LexborHTMLParser(dashboard.html(make_snapshot()))
        assert tree.css_first("[role=alert]") is None
        assert tree.css_first("tr.broken") is None

    def test_a_sweep_that_still_runs_is_said_to(self, make_snapshot: Callable[..., Any]) -> None:
        sweep = dataclasses.replace(make_snapshot().sweep, closed_at=None, balanced=False)
        page = dashboard.html(make_snapshot(sweep=sweep))
        assert "巡检尚未结束" in page
        assert "账目不平" not in page

    def test_what_is_overdue_is_said_with_its_day(
        self, make_finding: Callable[..., Any], make_snapshot: Callable[..., Any]
    ) -> None:
        late, due = dt.date(2026, 11, 19), dt.date(2026, 11, 20)
        page = dashboard.html(
            make_snapshot(
                findings=(
                    make_finding(subject="甲", state=State.NOTIFIED, due=late),
                    make_finding(subject="乙", state=State.NOTIFIED, due=due),
                )
            )
        )
        assert "逾期未整改 <b>1</b> 条" in page
        assert "逾期未整改（限2026-11-19）" in page
        assert "已通知（限2026-11-20）" in page

    def test_what_the_office_said_of_rules_stands_there(
        self, make_snapshot: Callable[..., Any]
    ) -> None:
        assert "人工裁定" not in dashboard.html(make_snapshot())
        figure = RuleFigure(check="typo", rule="typo-<b>", confirmed=3, dismissed=1)
        page = dashboard.html(make_snapshot(rules=(figure,)))
        assert "人工裁定" in page
        assert "typo-&lt;b&gt;" in page
        assert "75.0%" in page
        assert "30.1%～95.4%" in page

    def test_crashes_are_said(self, make_snapshot: Callable[..., Any]) -> None:
        assert "程序出错 2 次" in dashboard.html(make_snapshot(crashes=2))

    def test_an_excerpt_is_marked_and_its_page_opens_at_the_words(
        self, make_finding: Callable[..., Any], make_snapshot: Callable[..., Any]
    ) -> None:
        tree = LexborHTMLParser(dashboard.html(make_snapshot(findings=(make_finding(),))))
        quote = tree.css_first("#list blockquote")
        assert quote.text() == "各县（区）人民攻府，市政府各部门"
        assert quote.css_first("mark").text() == "攻府"
        link = tree.css_first("#list a.open").attributes
        assert "#:~:text=%E4%BA%BA%E6%B0%91-,%E6%94%BB%E5%BA%9C" in str(link["href"])
        assert link["rel"] == "noopener noreferrer"

    def test_the_notice_on_suspected_findings_stands_there(
        self, make_snapshot: Callable[..., Any]
    ) -> None:
        assert "未经确认" in dashboard.html(make_snapshot())

    def test_it_names_no_address_to_load_from(self, busy: Snapshot) -> None:
        tree = LexborHTMLParser(dashboard.html(busy))
        assert not tree.css("[src], object, iframe, embed, form[action]")
        assert [node.attributes["href"] for node in tree.css("link")] == ["data:,"]
        assert not re.search(r"url\(|@import", tree.css_first("style").text())

    def test_hostile_strings_are_text(self, hostile: Snapshot) -> None:
        tree = LexborHTMLParser(dashboard.html(hostile))
        inline = tree.css("script")
        assert len(inline) == 3
        assert json.loads(inline[0].text())["checks"]
        assert not tree.css("img, body *[onerror], body *[onmouseover]")
        targets = {str(node.attributes["href"]).partition(":")[0] for node in tree.css("body a")}
        assert targets <= {"http", "#findings", "#ledger"}
        assert "{{ 7 * 7 }}" in "".join(quote.text() for quote in tree.css("blockquote"))
        assert "\u202e" not in tree.html


Visit = Callable[[Snapshot, int], Any]


@pytest.fixture
def visit(a_tab: Callable[..., Any], tmp_path: Path) -> Visit:
    def visit(snapshot: Snapshot, width: int) -> Any:
        document = tmp_path / "dashboard.html"
        reports.write("dashboard", snapshot, document)
        tab = a_tab(width)
        tab.open(document.as_uri())
        return tab

    return visit


def shown(tab: Any) -> list[str]:
    """The names of the findings that are on show."""
    names: list[str] = tab.run(
        "[...document.querySelectorAll('#list > li')]"
        ".filter(li => li.offsetParent).map(li => li.querySelector('h3').textContent)"
    )
    return names


def choose(tab: Any, name: str, value: str) -> None:
    """Set a field of the filters."""
    tab.browser.execute_script(
        "const field = document.forms[0].elements[arguments[0]]; field.value = arguments[1];"
        "field.dispatchEvent(new Event('input', {bubbles: true}))",
        name,
        value,
    )


class TestInTheBrowser:
    @pytest.mark.parametrize("width", [390, 1280])
    def test_it_draws_its_charts_fits_and_asks_for_nothing(
        self, visit: Visit, busy: Snapshot, width: int
    ) -> None:
        tab = visit(busy, width)
        for chart in ("conditions", "checks", "trend"):
            assert tab.run(f"document.querySelectorAll('#chart-{chart} svg path').length > 1")
        assert tab.fits
        assert tab.complaints == []
        loaded = {url.partition(":")[0] for url in tab.requests if not url.endswith(".html")}
        assert loaded <= {"data"}

    def test_the_filters_narrow_the_list(self, visit: Visit, busy: Snapshot) -> None:
        tab = visit(busy, 1280)
        assert len(shown(tab)) == 50
        tab.browser.find_element("id", "next").click()
        assert len(shown(tab)) == 66
        choose(tab, "check", "typo")
        assert shown(tab) == ["错别字", "错别字"]
        choose(tab, "certainty", "suspected")
        assert shown(tab) == ["错别字"]
        choose(tab, "severity", "serious")
        assert shown(tab) == []
        assert "没有符合条件" in tab.run("document.getElementById('shown').textContent")
        tab.browser.find_element("css selector", "button[type=reset]").click()
        choose(tab, "words", "敏感 暂扣")
        assert shown(tab) == ["敏感信息"]

    def test_a_site_leads_to_its_findings(self, visit: Visit, busy: Snapshot) -> None:
        tab = visit(busy, 1280)
        tab.browser.find_element("css selector", "button.pick").click()
        assert shown(tab) == ["网站无法访问"]

    def test_a_bar_leads_to_its_findings(self, visit: Visit, busy: Snapshot) -> None:
        tab = visit(busy, 1280)
        actions = pytest.importorskip("selenium.webdriver").ActionChains(tab.browser)
        place = tab.browser.find_element("id", "chart-checks")
        tab.run("document.getElementById('chart-checks').scrollIntoView({block: 'center'})")
        first_bar = 34 + 13 - place.size["height"] / 2
        actions.move_to_element_with_offset(place, 0, int(first_bar)).click().perform()
        assert set(shown(tab)) == {"链接无法打开"}

    def test_hostile_strings_stay_inert(self, visit: Visit, hostile: Snapshot) -> None:
        tab = visit(hostile, 390)
        tab.browser.execute_script("window.stolen = 0; window.owned = () => { window.stolen += 1 }")
        choose(tab, "site", "3609000007")
        assert tab.run("window.stolen") == 0
        assert tab.run("document.title") == "政府网站巡检总览 2026-11-20"
        assert tab.run("document.querySelectorAll('#list img, #list script').length") == 0
        assert tab.fits
        assert tab.complaints == []

    def test_an_empty_snapshot_is_a_page_too(
        self, visit: Visit, make_snapshot: Callable[..., Any]
    ) -> None:
        tab = visit(make_snapshot(sites=(), ledger=()), 390)
        assert "没有问题" in tab.run("document.body.textContent")
        assert tab.complaints == []
