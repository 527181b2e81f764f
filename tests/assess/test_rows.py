"""Every row of both national tables on three sites: a good one, a bad one, and one not seen.

`rows.csv` says in words what is wrong with the bad site, what of the third nobody saw, and what
the sheet then asks for; a person can hold it against the sheet line by line. Beside each row stand
its points and the ceiling of its line, as the sheet has them.
"""

import csv
import datetime as dt
import re
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import msgspec
import pytest

from govsweep.assess import (
    AssessedMedia,
    AssessedSite,
    OfficeJudgement,
    OfficeWords,
    Outcome,
    Result,
    assess,
    assess_media,
)
from govsweep.checking import checks
from govsweep.facts import Column, ColumnKind, Context, DaySpan, MediaLook, Platform, Site
from govsweep.indicators import EDITIONS, Part, load_indicators
from govsweep.reports.assessing import RESULTS

Maker = Callable[..., Any]
TABLE = Path(__file__).parent / "rows.csv"
ROWS = list(csv.DictReader(TABLE.read_text("utf-8").splitlines()))
HOME = "http://www.qinghe.gov.cn/"
BEGINS, DAY = dt.date(2026, 10, 1), dt.date(2026, 11, 20)  # of the period of media accounts
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
UNKNOWN: dict[str, dict[str, Any]] = {
    "页面": {"whole": False},
    "首页": {"home_seen": False, "home_newest": None},
    "以前的首页": {"known_before": False},
    "探测": {"week": ((10, 0),) * 7},
    "登记表": {"registered": ()},
}
UNSHOWN: dict[str, dict[str, Any]] = {
    "内容页": {"articles": 0},
    "栏目页": {"lists": 0},
    "首页以外": {"lists": 0, "articles": 0, "others": 0},
    "页脚": {"home_foot": False, "feet": 0},
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
            case "内容页" | "栏目页" | "页脚" | "首页以外":
                seen = self.case().pages
                self.more["pages"] = msgspec.structs.replace(seen, **UNSHOWN[word])
            case _ if word in UNKNOWN:
                self.more |= UNKNOWN[word]
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


class Accounts:
    """The media accounts of a line of the table: kept well where nothing else is said."""

    def __init__(self, kind: str, account: Maker, found: Maker) -> None:
        self.make, self.found = account, found
        platform = Platform.APP if kind == "客户端" else Platform.WEIXIN
        self.words: dict[str, Any] = {"platform": platform, "interactive": True}
        self.findings: list[Any] = []
        self.spans: tuple[DaySpan, ...] = (DaySpan(BEGINS, DAY),)

    def case(self) -> AssessedMedia:
        own = self.make(**self.words)
        context = Context(site=own, day=DAY)
        look = MediaLook(account=own, context=context, spans=self.spans, newest=DAY)
        known = frozenset(checks())
        return AssessedMedia(look=look, begins=BEGINS, findings=(*self.findings,), checks=known)

    def spoil(self, what: str) -> None:
        if what == "登记 无互动":
            self.words["interactive"] = False
        else:
            self.findings.append(self.found(what.removeprefix("帖文 "), "一"))

    def hide(self, what: str) -> None:
        if what == "登记表":
            self.words["interactive"] = None
        else:
            self.spans = ()


Case = AssessedSite | AssessedMedia


def outcome(line: dict[str, str], case: Case, words: OfficeWords | None = None) -> Outcome:
    pack = load_indicators(line["版本"])
    media = isinstance(case, AssessedMedia)
    outcomes = (assess_media if media else assess)(case, pack, words).outcomes  # type: ignore[operator]
    return next(one for one in outcomes if one.row.id == line["指标"])


def result(line: dict[str, str], case: Case, words: OfficeWords | None = None) -> str:
    return RESULTS[outcome(line, case, words).result]


def office_says_bad(line: dict[str, str]) -> OfficeWords:
    """The row as a person judged it to be bad; a bonus is not given."""
    rows = load_indicators(line["版本"]).rows()
    group = next(group for group, row in rows if row.id == line["指标"])
    said = OfficeJudgement(result=Result.FAIL, points=0 if group.part is Part.BONUS else None)
    return OfficeWords(rows={line["指标"]: said})


@pytest.fixture
def a_maker(
    make_case: Maker, make_columns: Maker, make_column: Maker, make_finding: Maker,
    a_media_account: Maker,
) -> Callable[[str], Sites | Accounts]:  # fmt: skip
    def make(kind: str) -> Sites | Accounts:
        if kind in ("账号", "客户端"):
            return Accounts(kind, a_media_account, make_finding)
        return Sites(kind, make_case, make_columns, make_column, make_finding)

    return make


@pytest.mark.parametrize("line", ROWS, ids=[line["指标"] for line in ROWS])
def test_good_bad_and_unseen(
    line: dict[str, str], a_maker: Callable[[str], Sites | Accounts]
) -> None:
    good, bad, hidden = (a_maker(line["网站"]) for _ in range(3))
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


def one_less(what: str) -> str:
    """What is wrong, by a day or by one of them less: then nothing is."""
    if " ×" in what:
        return re.sub(r"×(\d+)", lambda found: f"×{int(found[1]) - 1}", what)
    return re.sub(r"=(\d+)", lambda found: f"={int(found[1]) - 1}", what)


LIMITS = [
    line
    for line in ROWS
    if (re.search(r"=\d+$", line["坏在哪里"]) and "读到" not in line["坏在哪里"])
    or re.search(r"×(?:5|10)$", line["坏在哪里"])
]  # fmt: skip


@pytest.mark.parametrize("line", LIMITS, ids=[line["指标"] for line in LIMITS])
def test_a_day_or_a_column_less_is_not_yet_bad(
    line: dict[str, str], a_maker: Callable[[str], Sites | Accounts]
) -> None:
    near = a_maker(line["网站"])
    near.spoil(one_less(line["坏在哪里"]))
    assert result(line, near.case()) in {"符合", line["好"]} - {line["坏"]}


def test_points_and_ceilings_are_those_of_the_sheet() -> None:
    def number(points: Decimal | None) -> str:
        return "" if points is None else f"{points:f}"

    packs = [
        (row.id, number(row.points), number(group.cap))
        for edition in EDITIONS
        for group, row in load_indicators(edition).rows()
    ]
    assert [(line["指标"], line["分值"], line["上限"]) for line in ROWS] == packs


@pytest.mark.parametrize("check", ["turned-host", "search-redirect", "home-tampered"])
def test_who_leads_visitors_elsewhere_is_for_a_person_to_judge(
    check: str, make_case: Maker, make_finding: Maker
) -> None:
    """What the clues find is no veto yet: a parked domain is none. But the row is not in order."""
    site = make_case(None, make_finding(check, "x.example"))
    of_old = assess(site, load_indicators("2015")).outcomes
    for one in (*assess(site, load_indicators("2019")).outcomes, *of_old):
        if one.row.id in ("V19-S1-3", "V15-4"):
            assert (one.result, one.evidence.candidates) == (Result.MANUAL, 1)


def test_an_attack_is_laid_before_a_person(make_case: Maker, make_finding: Maker) -> None:
    line = next(line for line in ROWS if line["指标"] == "V19-S1-4")
    for check in ("search-redirect", "home-tampered"):
        assert result(line, make_case(None, make_finding(check, "首页"))) == "待人工判定"


def test_what_clues_were_not_looked_for_tell_nothing(make_case: Maker) -> None:
    line = next(line for line in ROWS if line["指标"] == "V19-S1-3")
    assert result(line, make_case(checks=frozenset(checks()) - {"turned-host"})) == "未知"


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
        r"帖文 [a-z-]+|登记 无互动|"
        r"栏目 \w+=(?:\d+|空白)(?: ×\d+)?|缺 \w+|域名 [a-z.]+|抽查 [a-z0-9-]+ ×\d+|读到 [a-z-]+=\d+"
    )
    assert [line["坏在哪里"] for line in ROWS if not way.fullmatch(line["坏在哪里"])] == []
