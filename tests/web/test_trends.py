"""Trends and the leader's page: what the reports say, in the browser."""

import csv
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from tests.web.conftest import AT, FINE, NIGHT, WORST

from govsweep.cli import main
from govsweep.facts import ColumnKind
from govsweep.findings import fingerprint
from govsweep.rectification import issue
from govsweep.reports import brief
from govsweep.reports.ahead import outlooks
from govsweep.reports.gather import gather
from govsweep.store import Store, StoredColumn

TYPO = fingerprint("typo", WORST, "攻府")


@pytest.fixture
def reader(office: Any, log_in: Any) -> Any:
    return log_in(office, "reader")


def plain(text: str) -> str:
    return " ".join(text.split()).replace(",", "")


def test_the_figures_are_the_command_lines(
    office: Any, reader: Any, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("GOVSWEEP_DATABASE_URL", str(office.store.engine.url))
    path = tmp_path / "trends.csv"
    result = CliRunner().invoke(main, ["report", "trends", "-o", str(path)], catch_exceptions=False)
    assert result.exit_code == 0, result.output
    with path.open(encoding="utf-8-sig", newline="") as file:
        printed = list(csv.DictReader(file))
    page = reader.ask("/trends")
    for kind, head in (("类型", "h-kinds"), ("单位", "h-units"), ("网站", "h-sites")):
        rows = page.tree.css(f"section[aria-labelledby={head}] tbody tr")
        shown = [[plain(cell.text()) for cell in row.css("th, td")[:6]] for row in rows]
        heads = ("名称", "待整改", "本期新增", "本期整改", "现有复发", "整改天数（中位）")
        own = [[one[name] or "—" for name in heads] for one in printed if one["范围"] == kind]
        assert shown == own != []
    (city,) = (one for one in printed if one["范围"] == "全部网站")
    told = plain(page.tree.css_first("section[aria-labelledby=h-city] p").text())
    assert f"待整改 {city['待整改']} 个" in told and f"新增 {city['本期新增']} 个" in told
    assert int(city["待整改"]) == reader.ask("/api/v1/overview").json["findings"]["unresolved"]
    rates = {one["网站标识码"]: one["差错率（万分比）"] for one in printed}
    for one in reader.ask("/api/v1/sites?limit=500").json["sites"]:
        rate = one["error_rate"]
        assert bool(rates[one["identifier"]]) == bool(rate)
        assert rate is None or rates[one["identifier"]].startswith(f"{rate['rate']:.2f}（")


def test_the_leaders_page_is_the_brief(office: Any, reader: Any) -> None:
    made = brief.of(gather(office.store))
    page = reader.ask("/brief")
    shown = [plain(text) for text in page.texts(".figures.brief .value")]
    assert shown == [str(one.value) for one in made.headlines]
    lines = [*made.worst, *made.changed, *made.ahead, *made.unchecked]
    assert page.texts("main ul.pages li") == [" ".join(one.split()) for one in lines]


def test_what_is_due_and_what_breaks_in_two_weeks_is_told(office: Any, reader: Any) -> None:
    assert len(reader.ask("/trends").texts("[aria-labelledby=h-ahead] .empty")) == 2
    issue(office.store, WORST, {"办": [TYPO]}, number=None, at=AT, working_days=5)
    (notice,) = office.store.notices.all()
    office.store.columns.save(
        [
            StoredColumn(
                site=FINE, url=f"http://jyj.qinghe.gov.cn/{days}/", name=f"栏目{days}", sweep=1,
                kind=ColumnKind.NEWS, max_age_days=days, newest=NIGHT, entries=9,
            )
            for days in (10, 40)
        ]
    )  # fmt: skip
    page = reader.ask("/trends")
    due, ahead = page.tree.css("[aria-labelledby=h-ahead] table")
    assert [" ".join(one.text().split()) for one in due.css("tbody tr")] == [
        f"{notice.due}1清禾市人民政府"
    ]
    told = [one.text() for one in ahead.css("tbody td:nth-of-type(1)")]
    assert told == ["栏目“栏目10”超期"]
    (line,) = (one for one in outlooks(gather(office.store), 14) if one.name == "栏目10")
    assert f"{line.on}{line.days}天后" in "".join(ahead.text().split())


@pytest.mark.parametrize("path", ["/trends", "/brief"])
def test_before_the_first_sweep_it_is_said_so(
    serve: Callable[..., Any], tmp_path: Path, path: str
) -> None:
    url = f"sqlite:///{tmp_path}/empty.db"
    store = Store(url)
    store.upgrade()
    store.close()
    with serve(url) as server:
        assert server.ask(path).status == 503
