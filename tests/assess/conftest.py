"""Makers of cases: columns are judged by the checks themselves, the rest is found by hand."""

import datetime as dt
from collections.abc import Callable, Iterable
from decimal import Decimal
from typing import Any

import pytest

from govsweep.assess import AssessedSite, OfficeJudgement, OfficeWords, Result
from govsweep.checking import checks
from govsweep.facts import Column, ColumnKind, Context, PagesSeen, Site, Surveyed
from govsweep.findings import Certainty, Finding, State, fingerprint
from govsweep.indicators import IndicatorScope, Measure, Part, load_indicators
from govsweep.judging import FactJudge
from govsweep.rules.model import DURATIONS

DAY = dt.date(2026, 11, 20)
AT = dt.datetime(2026, 11, 20, 22, tzinfo=dt.UTC)
PORTAL = Site(
    identifier="5118000001", name="清禾市人民政府门户网站", url="http://www.qinghe.gov.cn/",
    organizer="清禾市人民政府办公室",
)  # fmt: skip
QUIET_WEEK = ((24, 0),) * 7
JUDGE = FactJudge(sweep=1, rule_version="1")

# What a portal that lacks nothing has: the name of each column, its kind and the age of its news.
WHOLE = (
    ("市情概况", ColumnKind.STATIC, 300), ("机构职能", ColumnKind.STATIC, 300),
    ("领导之窗", ColumnKind.STATIC, 300), ("政务动态", ColumnKind.NEWS, 1),
    ("通知公告", ColumnKind.NOTICE, 10), ("政策文件", ColumnKind.POLICY, 30),
    ("政策解读", ColumnKind.INTERPRETATION, 30), ("市长信箱", ColumnKind.INTERACTION, 5),
    ("办事指南", ColumnKind.GUIDE, 90), ("办件统计", ColumnKind.OTHER, 7),
    ("数据发布", ColumnKind.OTHER, 20), ("信件统计", ColumnKind.OTHER, 20),
)  # fmt: skip


COUNTS = {Measure.HOME_RECENT: 12, Measure.CONSULTED: 6, Measure.INTERVIEWED: 6}
# What samples of its pages say: five guides and messages that lack nothing, a name on every page.
SURVEY = tuple(Surveyed(topic=one, asked=COUNTS.get(one, 5)) for one in Measure if one.is_surveyed)


SEEN = PagesSeen(home=True, lists=20, articles=400, others=79, home_foot=True, feet=20)


def column(name: str, kind: ColumnKind, age: int | None, number: int = 0, **more: Any) -> Column:
    """A column whose newest information is so many days old; None makes it blank."""
    fields: dict[str, Any] = {
        "url": f"{PORTAL.url}{kind}/{name}{number}/",
        "name": name,
        "kind": kind,
        "context": Context(site=PORTAL, day=DAY),
        "max_age_days": DURATIONS[kind],
        "newest": None if age is None else DAY - dt.timedelta(days=age),
        "entries": 0 if age is None else 20,
        "dated": 0 if age is None else 20,
    }
    return Column(**(fields | more))


def columns(*extra: Column, **ages: int | None) -> tuple[Column, ...]:
    """The columns of a whole portal, some of another age by their name, and some more."""
    return (*(column(name, kind, ages.get(name, age)) for name, kind, age in WHOLE), *extra)


def finding(check: str, subject: str, **more: Any) -> Finding:
    fields: dict[str, Any] = {
        "id": fingerprint(check, PORTAL.identifier, subject), "check": check,
        "severity": checks()[check].severity, "certainty": Certainty.CONFIRMED,
        "site": PORTAL.identifier, "site_name": PORTAL.name, "owner": PORTAL.organizer,
        "url": f"{PORTAL.url}art/1.html", "subject": subject, "column": "", "message": "有问题",
        "quote": "", "before": "", "after": "", "suggestion": "", "clause": "", "sightings": 1,
        "pages": (), "first_seen": AT, "last_seen": AT, "state": State.OPEN, "held": None,
        "rule_version": "1", "sweep": 1,
    }  # fmt: skip
    return Finding(**(fields | more))


def found_in(columns: Iterable[Column]) -> list[Finding]:
    """What the checks find in columns."""
    return [one for column in columns for one in JUDGE(column, AT).findings]


def case(
    some: tuple[Column, ...] | None = None, *findings: Finding, day: dt.date = DAY, **more: Any
) -> AssessedSite:
    """A portal seen whole on a day: these columns, what they are found to lack, and the rest."""
    some = columns() if some is None else some
    fields: dict[str, Any] = {
        "site": PORTAL, "day": day, "columns": some, "findings": (*found_in(some), *findings),
        "checks": frozenset(checks()), "read": 500, "home_seen": True,
        "home_newest": DAY - dt.timedelta(days=1), "week": QUIET_WEEK, "survey": SURVEY,
        "pages": SEEN, "known_before": True,
    }  # fmt: skip
    return AssessedSite(**(fields | more))


def words(edition: str = "2019", *, services: bool = True, **points: object) -> OfficeWords:
    """The office has judged by hand all that no machine judges, and found it in order.

    What it found otherwise is given by row: D19_16=7.
    """
    given = {name.replace("_", "-"): Decimal(str(value)) for name, value in points.items()}
    rows: dict[str, OfficeJudgement] = {}
    for group, row in load_indicators(edition).rows():
        if group.scope not in (IndicatorScope.SITE, IndicatorScope.PORTAL) or (
            row.id not in given and row.by_machine and row.silent == "pass"
        ):
            continue
        point = given.get(row.id, Decimal(0))
        good = (point > 0) if group.part is Part.BONUS else not point
        rows[row.id] = OfficeJudgement(result=Result.PASS if good else Result.FAIL, points=point)
    return OfficeWords(services=services, rows=rows)


@pytest.fixture(scope="session")
def make_column() -> Callable[..., Column]:
    return column


@pytest.fixture(scope="session")
def make_columns() -> Callable[..., tuple[Column, ...]]:
    return columns


@pytest.fixture(scope="session")
def make_finding() -> Callable[..., Finding]:
    return finding


@pytest.fixture(scope="session")
def make_case() -> Callable[..., AssessedSite]:
    return case


@pytest.fixture(scope="session")
def make_words() -> Callable[..., OfficeWords]:
    return words
