"""Days until veto, proved by travelling: what is forecast for a day is that day's verdict."""

import dataclasses
import datetime as dt
from collections.abc import Callable
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from govsweep.assess import AssessedSite, Outlook, Result, Threat, assess, forecast
from govsweep.assess.forecast import week_ahead
from govsweep.assess.looking import is_home_stale
from govsweep.facts import Column, ColumnKind, Context, TermStanding
from govsweep.findings import Finding, State
from govsweep.indicators import load_indicators
from govsweep.judging import FactJudge

INDICATORS = load_indicators("2019")
DAY = dt.date(2026, 11, 20)
AT = dt.datetime(2026, 11, 20, 22, tzinfo=dt.UTC)
JUDGE = FactJudge(sweep=2, rule_version="1")
Maker = Callable[..., Any]


def travel(case: AssessedSite, days: int) -> AssessedSite:
    """The case as the sweep of a later day will find it, nothing having changed meanwhile."""
    day = case.day + dt.timedelta(days=days)
    context = Context(site=case.site, day=day)
    columns = tuple(msgspec.structs.replace(one, context=context) for one in case.columns)
    findings = tuple(
        finding for column in columns
        for finding in JUDGE(column, AT).findings
    )  # fmt: skip
    if case.home_newest is not None and is_home_stale(case.site, case.home_newest, day):
        findings += (_stale_home(case),)
    return AssessedSite(
        site=case.site, day=day, columns=columns, findings=findings, checks=case.checks,
        read=case.read, home_seen=case.home_seen, home_newest=case.home_newest,
        week=week_ahead(case.week, days),
    )  # fmt: skip


def _stale_home(case: AssessedSite) -> Finding:
    return next(one for one in case.findings if one.check == "stale-home")


@pytest.fixture
def aging(
    make_case: Maker, make_columns: Maker, make_finding: Maker
) -> Callable[..., AssessedSite]:
    """A portal whose home page will be found stale one day; until then the finding is fixed."""

    def make(*columns: Column, home: int = 1, **more: Any) -> AssessedSite:
        finding = make_finding("stale-home", "http://www.qinghe.gov.cn/", state=State.FIXED)
        newest = DAY - dt.timedelta(days=home)
        return make_case(make_columns(*columns), finding, home_newest=newest, **more)

    return make


def opened(case: AssessedSite) -> AssessedSite:
    findings = tuple(one.model_copy(update={"state": State.OPEN}) for one in case.findings)
    fields = {name: getattr(case, name) for name in case.__dataclass_fields__}
    return AssessedSite(**(fields | {"findings": findings}))


def result(case: AssessedSite, row: str) -> Result:
    outcomes = assess(case, INDICATORS).outcomes
    return next(one.result for one in outcomes if one.row.id == row)


def of(row: str, outlooks: list[Outlook]) -> Outlook | None:
    return next((one for one in outlooks if one.row == row), None)


def assert_comes_true(case: AssessedSite, row: str) -> int:
    """The row holds on the day before the one forecast, and fails on it."""
    outlook = of(row, forecast([case], INDICATORS))
    assert outlook is not None
    assert outlook.days is not None
    assert outlook.on == DAY + dt.timedelta(days=outlook.days)
    lasting = opened(case)
    assert result(travel(lasting, outlook.days - 1), row) is Result.PASS
    assert result(travel(lasting, outlook.days), row) is Result.FAIL
    return outlook.days


class TestColumns:
    def test_each_column_against_its_own_limit(
        self, aging: Callable[..., AssessedSite], make_column: Maker
    ) -> None:
        case = aging(
            make_column("要闻", ColumnKind.NEWS, 10), make_column("老闻", ColumnKind.NEWS, 20)
        )
        days = {
            one.name: one.days
            for one in forecast([case], INDICATORS)
            if one.threat is Threat.COLUMN
        }
        assert days["要闻"] == 5  # on its 15th day
        assert days["老闻"] == -5
        assert days["通知公告"] == 171
        assert "机构职能" not in days

    def test_the_fifth_column_vetoes(
        self, aging: Callable[..., AssessedSite], make_column: Maker
    ) -> None:
        case = aging(*(make_column("要闻", ColumnKind.NEWS, 8 + age, age) for age in range(5)))
        outlook = of("V19-S4-1", forecast([case], INDICATORS))
        assert (outlook.count, outlook.limit) == (0, 5)
        assert assert_comes_true(case, "V19-S4-1") == 7  # the youngest of them is 8 days old

    def test_a_year_later_the_tenth_vetoes(
        self, aging: Callable[..., AssessedSite], make_column: Maker
    ) -> None:
        some = (make_column("转载", ColumnKind.REPOST, 300 + age, age) for age in range(10))
        assert assert_comes_true(aging(*some), "V19-S4-2") == 66

    def test_blank_columns_stay_as_they_are(
        self, aging: Callable[..., AssessedSite], make_column: Maker
    ) -> None:
        def outlook(blank: int) -> Outlook | None:
            some = (make_column("栏目", ColumnKind.OTHER, None, number) for number in range(blank))
            return of("V19-S4-3", forecast([aging(*some)], INDICATORS))

        assert outlook(0) is None
        assert (outlook(4).days, outlook(4).count) == (None, 4)
        assert outlook(5).days == 0

    def test_a_column_without_duty_or_unseen_threatens_nobody(
        self, make_case: Maker, make_column: Maker
    ) -> None:
        free = make_column("机构职能", ColumnKind.STATIC, 900)
        unseen = make_column("要闻", ColumnKind.NEWS, 10)
        case = make_case((free, msgspec.structs.replace(unseen, seen=False)))
        assert [one for one in forecast([case], INDICATORS) if one.threat is Threat.COLUMN] == []

    @pytest.mark.parametrize("words", [{"state": State.DISMISSED}, {"held": "数量异常"}])
    def test_what_was_dismissed_or_held_back_threatens_nobody(
        self, words: dict[str, Any], make_case: Maker, make_column: Maker, make_finding: Maker
    ) -> None:
        column = make_column("要闻", ColumnKind.NEWS, 20)
        case = make_case((column,))
        case = AssessedSite(
            site=case.site, day=DAY, columns=(column,),
            findings=(make_finding("stale-column", column.url, **words),),
        )  # fmt: skip
        assert forecast([case], INDICATORS) == []

    @settings(max_examples=60, deadline=None)
    @given(ages=st.lists(st.integers(0, 400), min_size=5, max_size=14), data=st.data())
    def test_any_forecast_comes_true(
        self, make_column: Maker, ages: list[int], data: st.DataObject
    ) -> None:
        kinds = st.sampled_from([ColumnKind.NEWS, ColumnKind.NOTICE, ColumnKind.REPOST])
        columns = tuple(
            make_column("栏目", data.draw(kinds), age, number) for number, age in enumerate(ages)
        )
        site = columns[0].context.site
        case = AssessedSite(
            site=site, day=DAY, columns=columns, read=1, home_seen=True,
            checks=frozenset({"stale-column", "blank-column"}),
        )  # fmt: skip
        for outlook in forecast([case], INDICATORS):
            if outlook.threat is Threat.COLUMNS and outlook.days is not None:
                before = result(travel(case, outlook.days - 1), outlook.row)
                assert before is not Result.FAIL
                assert result(travel(case, outlook.days), outlook.row) is Result.FAIL


class TestLastSeen:
    """A month after the last look, terms that ran out since are presumed, not found."""

    SEEN = DAY - dt.timedelta(days=30)

    def outlooks(self, case: AssessedSite, seen: dt.date | None = None) -> list[Outlook]:
        return forecast([dataclasses.replace(case, looked=seen or self.SEEN)], INDICATORS)

    @pytest.mark.parametrize(
        ("age", "standing", "count"),
        [
            (60, TermStanding.BROKEN, 1),  # 30 days old when it was seen
            (45, TermStanding.BROKEN, 1),  # on the very day
            (44, TermStanding.PRESUMED, 0),  # on the day after
            (15, TermStanding.PRESUMED, 0),  # today
            (14, TermStanding.COMING, 0),
        ],
    )
    def test_a_column(
        self, age: int, standing: TermStanding, count: int, make_case: Maker, make_column: Maker
    ) -> None:
        (told,) = [
            one
            for one in self.outlooks(make_case((make_column("要闻", ColumnKind.NEWS, age),)))
            if one.threat is Threat.COLUMN
        ]
        assert (told.standing, told.count) == (standing, count)
        assert told.on == DAY + dt.timedelta(days=15 - age)
        assert told.last_seen == self.SEEN

    def test_a_column_seen_later_than_the_rest_of_its_site(
        self, make_case: Maker, make_column: Maker
    ) -> None:
        column = make_column("要闻", ColumnKind.NEWS, 20)
        case = dataclasses.replace(make_case((column,)), columns_on={column.url: DAY})
        (told,) = [one for one in self.outlooks(case) if one.threat is Threat.COLUMN]
        assert (told.standing, told.count) == (TermStanding.BROKEN, 1)

    def test_columns_together_count_only_what_was_seen(
        self, make_case: Maker, make_column: Maker
    ) -> None:
        def told(*ages: int) -> Outlook | None:
            some = (make_column("要闻", ColumnKind.NEWS, age, n) for n, age in enumerate(ages))
            return of("V19-S4-1", self.outlooks(make_case(tuple(some))))

        one = told(60, 60, 60, 60, 40)
        assert one is not None
        assert (one.standing, one.count) == (TermStanding.PRESUMED, 4)
        one = told(60, 60, 60, 60, 60, 40)
        assert one is not None
        assert (one.standing, one.count) == (TermStanding.BROKEN, 5)
        one = told(20, 20, 20, 20, 20)
        assert one is not None
        assert (one.standing, one.count) == (TermStanding.PRESUMED, 0)

    @pytest.mark.parametrize(
        ("age", "standing"),
        [
            (60, TermStanding.BROKEN),
            (40, TermStanding.PRESUMED),
            (3, TermStanding.COMING),
        ],
    )
    def test_the_home_page(
        self, age: int, standing: TermStanding, aging: Callable[..., AssessedSite]
    ) -> None:
        told = of("V19-S3", self.outlooks(aging(home=age)))
        assert told is not None
        assert (told.standing, told.count) == (standing, int(standing is TermStanding.BROKEN))

    @pytest.mark.parametrize(
        ("failed", "standing"), [(24, TermStanding.BROKEN), (4, TermStanding.PRESUMED)]
    )
    def test_the_week(self, failed: int, standing: TermStanding, make_case: Maker) -> None:
        case = make_case(week=((24, failed), *((24, 0),) * 6))
        told = of("V19-S2", self.outlooks(case))
        assert told is not None
        assert told.standing is standing


class TestHome:
    @pytest.mark.parametrize(("age", "days"), [(0, 15), (14, 1), (15, 0), (20, -5)])
    def test_two_weeks(self, age: int, days: int, aging: Callable[..., AssessedSite]) -> None:
        case = aging(home=age)
        assert of("V19-S3", forecast([case], INDICATORS)).days == days
        assert assert_comes_true(case, "V19-S3") == days

    def test_a_home_page_not_seen_is_not_spoken_of(self, make_case: Maker) -> None:
        assert of("V19-S3", forecast([make_case(home_seen=False)], INDICATORS)) is None


class TestWeek:
    def test_a_site_that_goes_on_failing(self, aging: Callable[..., AssessedSite]) -> None:
        """Four failures a day: 4 of 168 today, 8 tomorrow, 12 the day after (7.1 %)."""
        case = aging(week=((24, 4), *[(24, 0)] * 6))
        assert assert_comes_true(case, "V19-S2") == 2

    def test_a_site_that_is_open_again_gets_better(
        self, aging: Callable[..., AssessedSite]
    ) -> None:
        outlook = of(
            "V19-S2", forecast([aging(week=((24, 0), (24, 5), *[(24, 0)] * 5))], INDICATORS)
        )
        assert (outlook.days, outlook.count) == (None, 5)

    def test_broken_today(self, aging: Callable[..., AssessedSite]) -> None:
        outlook = of(
            "V19-S2", forecast([aging(week=((24, 0), (24, 24), *[(24, 0)] * 5))], INDICATORS)
        )
        assert outlook.days == 0

    def test_a_quiet_week_is_not_spoken_of(self, make_case: Maker) -> None:
        assert of("V19-S2", forecast([make_case()], INDICATORS)) is None


class TestOrder:
    def test_who_must_act_first_stands_first(self, make_case: Maker, make_column: Maker) -> None:
        late = make_column("老闻", ColumnKind.NEWS, 20, owner="宣传科")
        soon = make_column("要闻", ColumnKind.NEWS, 12, owner="办公室")
        more = make_column("新闻", ColumnKind.NEWS, 1, owner="宣传科")
        rows = forecast([make_case((soon, more, late), home_seen=False)], INDICATORS)
        assert [(one.owner, one.name) for one in rows if one.threat is Threat.COLUMN] == [
            ("宣传科", "老闻"), ("宣传科", "新闻"), ("办公室", "要闻"),
        ]  # fmt: skip

    def test_only_what_breaks_soon(self, make_case: Maker, make_column: Maker) -> None:
        some = tuple(make_column("要闻", ColumnKind.NEWS, age, age) for age in (1, 10, 20))
        rows = forecast([make_case(some, home_seen=False)], INDICATORS, within=5)
        assert [one.days for one in rows if one.threat is Threat.COLUMN] == [-5, 5]
