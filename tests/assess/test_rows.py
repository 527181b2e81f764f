"""Every row of both national tables on three sites: a good one, a bad one, and one not seen.

`rows.csv` says in words what is wrong with the bad site, what of the third nobody saw, and what
the sheet then asks for; a person can hold it against the sheet line by line.
"""

import csv
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec
import pytest

from govsweep.assess import AssessedSite, OfficeJudgement, OfficeWords, Outcome, Result, assess
from govsweep.facts import Column, ColumnKind, Site
from govsweep.indicators import EDITIONS, Part, load_indicators
from govsweep.reports.assessing import RESULTS

Maker = Callable[..., Any]
TABLE = Path(__file__).parent / "rows.csv"
ROWS = list(csv.DictReader(TABLE.read_text("utf-8").splitlines()))
HOME = "http://www.qinghe.gov.cn/"
PORTAL = Site(identifier="5118000001", name="清禾市人民政府门户网站", url=HOME, organizer="政府办")
WATER = Site(
    identifier="5118000002", name="清禾市水利局", url="http://slj.qinghe.gov.cn/",
    organizer="水利局",
)  # fmt: skip
OTHER = Site(identifier="5118000003", name="清禾水利", url="http://x.gov.cn/", organizer="水利局")
KINDS = {
    "政务动态": ColumnKind.NEWS,
    "通知公告": ColumnKind.NOTICE,
    "政策文件": ColumnKind.POLICY,
    "政策解读": ColumnKind.INTERPRETATION,
    "市长信箱": ColumnKind.INTERACTION,
}
UNREAD = {"seen": False, "reason": "shell", "newest": None, "entries": 0, "dated": 0}


class Sites:
    """The sites of a line of the table."""

    def __init__(self, site: str, case: Maker, columns: Maker, column: Maker, found: Maker) -> None:
        self.column, self.found, self.make = column, found, case
        self.columns: list[Column] = [
            *columns(),
            column("要闻转载", ColumnKind.REPOST, 1),
            column("民意征集", ColumnKind.OTHER, 1),
            column("在线访谈", ColumnKind.OTHER, 1),
        ]
        self.more: dict[str, Any] = {"site": PORTAL, "registered": (PORTAL, WATER)}
        if site == "部门":
            self.more["site"] = WATER
        self.findings: list[Any] = []

    def case(self) -> AssessedSite:
        return self.make(tuple(self.columns), *self.findings, **self.more)

    def spoil(self, what: str) -> None:
        word, _, rest = what.partition(" ")
        rest, _, times = rest.partition(" ×")
        number = int(times or 1)
        match word:
            case "问题" | "首页问题":
                check, _, subject = rest.partition(" ")
                url = HOME if word == "首页问题" else f"{HOME}art/1.html"
                for one in range(number):
                    self.findings.append(
                        self.found(check, subject or f"{one}", url=url, pages=(url,))
                    )
            case "栏目":
                name, age = rest.split("=")
                self.columns = [one for one in self.columns if one.name != name]
                kind = KINDS.get(name, ColumnKind.OTHER)
                days = None if age == "空白" else int(age)
                self.columns += [self.column(name, kind, days, one) for one in range(number)]
            case "抽查":
                self.survey(rest, bad=number)
            case "读到":
                topic, _, seen = rest.partition("=")
                self.survey(topic, asked=int(seen))
            case "缺":
                self.columns = [one for one in self.columns if one.name != rest]
            case "探测":
                self.more["week"] = ((24, 2),) * 7
            case "域名":
                site = msgspec.structs.replace(self.more["site"], url=f"http://{rest}/")
                self.more["site"] = site
            case "同一单位两个网站":
                self.more["registered"] = (PORTAL, WATER, OTHER)
            case _:
                raise AssertionError(what)

    def survey(self, topic: str, **words: Any) -> None:
        """Say otherwise of one thing that the sample was asked for."""
        told = self.more.get("survey", self.case().survey)
        self.more["survey"] = tuple(
            msgspec.structs.replace(one, **words) if one.topic == topic else one for one in told
        )

    def hide(self, what: str) -> None:
        word, _, name = what.partition(" ")
        match word:
            case "全部":
                self.columns = []
                self.more |= {"read": 0, "whole": False, "home_seen": False, "week": ()}
            case "抽查":
                self.survey(name, asked=0)
            case "图片":
                self.survey(name, unseen=1)
            case "页面":
                self.more["whole"] = False
            case "首页":
                self.more |= {"home_seen": False, "home_newest": None}
            case "探测":
                self.more["week"] = ((10, 0),) * 7
            case "登记表":
                self.more["registered"] = ()
            case "栏目":
                if name and all(one.name != name for one in self.columns):
                    self.columns.append(self.column(name, ColumnKind.OTHER, 1))
                self.columns = [
                    msgspec.structs.replace(one, **UNREAD) if name in ("", one.name) else one
                    for one in self.columns
                ]
            case "缺":
                self.spoil(what)
            case _:
                raise AssertionError(what)


def outcome(line: dict[str, str], site: AssessedSite, words: OfficeWords | None = None) -> Outcome:
    assessment = assess(site, load_indicators(line["版本"]), words)
    return next(one for one in assessment.outcomes if one.row.id == line["指标"])


def result(line: dict[str, str], site: AssessedSite, words: OfficeWords | None = None) -> str:
    return RESULTS[outcome(line, site, words).result]


def office_says_bad(line: dict[str, str]) -> OfficeWords:
    """The row as a person judged it to be bad; a bonus is not given."""
    rows = load_indicators(line["版本"]).rows()
    group = next(group for group, row in rows if row.id == line["指标"])
    said = OfficeJudgement(result=Result.FAIL, points=0 if group.part is Part.BONUS else None)
    return OfficeWords(rows={line["指标"]: said})


@pytest.mark.parametrize("line", ROWS, ids=[line["指标"] for line in ROWS])
def test_good_bad_and_unseen(
    line: dict[str, str], make_case: Maker, make_columns: Maker, make_column: Maker,
    make_finding: Maker,
) -> None:  # fmt: skip
    def maker() -> Sites:
        return Sites(line["网站"], make_case, make_columns, make_column, make_finding)

    good, bad, hidden = maker(), maker(), maker()
    words = None
    if line["坏在哪里"] == "本单位判定":
        words = office_says_bad(line)
    else:
        bad.spoil(line["坏在哪里"])
    hidden.hide(line["没看到什么"])
    outcomes = (
        result(line, good.case()), result(line, bad.case(), words), result(line, hidden.case())
    )  # fmt: skip
    assert outcomes == (line["好"], line["坏"], line["没看到"])
    if (
        line["好"] == line["坏"] and words is None
    ):  # a person says; what is wrong is laid before them
        assert outcome(line, bad.case()).evidence != outcome(line, good.case()).evidence


def test_the_table_has_every_row_of_both_editions_once() -> None:
    every = [
        (edition, row.id, row.name)
        for edition in EDITIONS
        for _, row in load_indicators(edition).rows()
    ]
    assert [(line["版本"], line["指标"], line["名称"]) for line in ROWS] == every


def test_no_row_passes_on_what_nobody_saw() -> None:
    """Only the register's own words stand where nothing of the site was seen."""
    passed = [line["指标"] for line in ROWS if line["没看到"] == "符合"]
    assert passed == ["G17-02"]


def test_a_site_of_which_nothing_was_seen_passes_only_by_the_register(make_case: Maker) -> None:
    site = make_case(
        (), read=0, whole=False, home_seen=False, week=(), site=PORTAL, registered=(PORTAL,)
    )
    passed = [
        outcome.row.id
        for edition in EDITIONS
        for outcome in assess(site, load_indicators(edition)).outcomes
        if outcome.result is Result.PASS
    ]
    assert passed == ["G17-02"]


def test_what_is_wrong_is_written_in_one_of_a_few_ways() -> None:
    way = re.compile(
        r"本单位判定|探测|同一单位两个网站|(?:首页)?问题 [a-z-]+(?: [\w:/.]+)?(?: ×\d+)?|"
        r"栏目 \w+=(?:\d+|空白)(?: ×\d+)?|缺 \w+|域名 [a-z.]+|抽查 [a-z0-9-]+ ×\d+|读到 [a-z-]+=\d+"
    )
    assert [line["坏在哪里"] for line in ROWS if not way.fullmatch(line["坏在哪里"])] == []
