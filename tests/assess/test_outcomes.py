"""One row at a time: what is found, what is only suspected, what nobody has seen."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import msgspec
import pytest

from govsweep.assess import (
    Assessment,
    OfficeJudgement,
    OfficeWords,
    Outcome,
    Result,
    SiteVerdict,
    assess,
)
from govsweep.facts import ColumnKind, Site
from govsweep.findings import Certainty, State
from govsweep.indicators import Part, load_indicators

INDICATORS = load_indicators("2019")
HOME = "http://www.qinghe.gov.cn/"
DAY = dt.date(2026, 11, 20)
DEPARTMENT = Site(identifier="5118000002", name="清禾市水利局", url=HOME, kind="部门网站")
Maker = Callable[..., Any]


def row(assessment: Assessment, identifier: str) -> Outcome:
    return next(one for one in assessment.outcomes if one.row.id == identifier)


class TestFindings:
    def test_a_confirmed_one_fails_the_row(self, make_case: Maker, make_finding: Maker) -> None:
        found = make_finding("serious-expression", "某处")
        outcome = row(assess(make_case(None, found), INDICATORS), "V19-S1-1")
        assert outcome.result is Result.FAIL
        assert outcome.evidence.findings == (found.id,)

    @pytest.mark.parametrize("words", [{"certainty": Certainty.SUSPECTED}, {"held": "数量异常"}])
    def test_a_suspected_or_held_one_is_for_a_person(
        self, words: dict[str, Any], make_case: Maker, make_finding: Maker
    ) -> None:
        found = make_finding("serious-expression", "某处", **words)
        outcome = row(assess(make_case(None, found), INDICATORS), "V19-S1-1")
        assert (outcome.result, outcome.evidence.candidates) == (Result.MANUAL, 1)
        assert outcome.evidence.findings == (found.id,)

    @pytest.mark.parametrize("state", [State.FIXED, State.DISMISSED, State.WITHDRAWN])
    def test_a_fixed_or_dismissed_one_is_none(
        self, state: State, make_case: Maker, make_finding: Maker
    ) -> None:
        found = make_finding("serious-expression", "某处", state=state)
        assert row(assess(make_case(None, found), INDICATORS), "V19-S1-1").result is Result.PASS

    def test_none_passes(self, make_case: Maker) -> None:
        assert row(assess(make_case(), INDICATORS), "V19-S1-1").result is Result.PASS

    def test_a_hint_is_for_a_person_however_sure(
        self, make_case: Maker, make_finding: Maker
    ) -> None:
        found = make_finding("falsified-date", "某文")
        assert row(assess(make_case(None, found), INDICATORS), "V19-S1-5").result is Result.MANUAL

    def test_a_check_that_did_not_run_makes_unknown(self, make_case: Maker) -> None:
        outcome = row(assess(make_case(checks=frozenset()), INDICATORS), "V19-S1-1")
        assert (outcome.result, outcome.evidence.note) == (Result.UNKNOWN, "没有检查")


class TestColumns:
    def test_long_stale_is_longer_than_stale(
        self, make_case: Maker, make_columns: Maker, make_column: Maker
    ) -> None:
        """Ten reposting columns over their 14 days: nine for a year and a day, one for a year."""

        def verdict(last: int) -> Result:
            some = [make_column("转载", ColumnKind.REPOST, 366, number) for number in range(9)]
            some.append(make_column("转载", ColumnKind.REPOST, last, 9))
            return row(assess(make_case(make_columns(*some)), INDICATORS), "V19-S4-2").result

        assert verdict(365) is Result.PASS
        assert verdict(366) is Result.FAIL

    def test_unseen_columns_make_unknown_where_they_could_tip_it(
        self, make_case: Maker, make_columns: Maker, make_column: Maker
    ) -> None:
        """Three stale and two unseen could be five; three and one could not."""

        def outcome(unseen: int) -> Outcome:
            some = [make_column("动态", ColumnKind.NEWS, 20, number) for number in range(3)]
            for number in range(unseen):
                hidden = make_column("公告", ColumnKind.NOTICE, 1, number)
                some.append(msgspec.structs.replace(hidden, seen=False, reason="blocked"))
            return row(assess(make_case(make_columns(*some)), INDICATORS), "V19-S4-1")

        assert outcome(1).result is Result.PASS
        assert outcome(2).result is Result.UNKNOWN
        assert outcome(2).evidence.unseen == 2

    def test_a_missing_column_is_for_a_person_to_miss(
        self, make_case: Maker, make_columns: Maker
    ) -> None:
        without = tuple(one for one in make_columns() if one.kind is not ColumnKind.NEWS)
        assert row(assess(make_case(), INDICATORS), "D19-04a").result is Result.PASS
        assert row(assess(make_case(without), INDICATORS), "D19-04a").result is Result.MANUAL


class TestWeek:
    @pytest.mark.parametrize(
        ("week", "result"),
        [
            (((20, 0),) * 7, Result.PASS),
            (((20, 1),) * 7, Result.FAIL),  # 7 of 140: 5 %
            (((20, 0), *[(20, 1)] * 6), Result.PASS),  # 6 of 140: 4.3 %
            (((19, 19), *[(24, 24)] * 6), Result.UNKNOWN),  # a day with fewer than 20 visits
            ((), Result.UNKNOWN),
        ],
    )
    def test_five_percent_of_twenty_visits_a_day(
        self, week: tuple[tuple[int, int], ...], result: Result, make_case: Maker
    ) -> None:
        assert row(assess(make_case(week=week), INDICATORS), "V19-S2").result is result

    def test_one_night_alone_is_no_veto_and_is_told(
        self, make_case: Maker, make_finding: Maker
    ) -> None:
        found = make_finding("site-unreachable", HOME)
        outcome = row(assess(make_case(None, found, week=()), INDICATORS), "V19-S2")
        assert outcome.result is Result.UNKNOWN
        assert outcome.evidence.findings == (found.id,)


class TestNotSeen:
    def test_of_a_site_nobody_could_read_everything_is_unknown_or_manual(
        self, make_case: Maker
    ) -> None:
        site = assess(make_case((), read=0, whole=False, home_seen=False, week=()), INDICATORS)
        assert {one.result for one in site.judged} == {Result.UNKNOWN, Result.MANUAL}
        assert site.verdict is SiteVerdict.OPEN
        assert site.undecided_share == 1

    def test_what_was_found_before_still_stands(
        self, make_case: Maker, make_finding: Maker
    ) -> None:
        found = make_finding("serious-expression", "某处")
        site = assess(make_case((), found, read=0, home_seen=False), INDICATORS)
        assert site.verdict is SiteVerdict.VETOED

    def test_a_cut_sweep_leaves_pages_unknown_and_columns_known(self, make_case: Maker) -> None:
        site = assess(make_case(whole=False), INDICATORS)
        assert row(site, "V19-S1-1").result is Result.UNKNOWN
        assert row(site, "V19-S4-3").result is Result.PASS

    def test_a_home_page_without_any_date_is_unknown(self, make_case: Maker) -> None:
        site = assess(make_case(home_newest=None), INDICATORS)
        assert row(site, "V19-S3").result is Result.UNKNOWN


class TestWhoIsJudged:
    def test_points_are_for_portals(self, make_case: Maker) -> None:
        site = assess(make_case(site=DEPARTMENT), INDICATORS)
        deducted = {one.result for one in site.outcomes if one.group.part is Part.DEDUCT}
        assert deducted == {Result.NOT_APPLICABLE}
        assert site.score is None

    def test_the_office_says_what_is_a_portal(self, make_case: Maker) -> None:
        site = assess(make_case(site=DEPARTMENT), INDICATORS, OfficeWords(portal=True))
        assert site.score is not None

    def test_new_media_and_supervisors_are_no_sites(self, make_case: Maker) -> None:
        site = assess(make_case(), INDICATORS)
        assert row(site, "V19-M2-1").result is Result.NOT_APPLICABLE
        assert row(site, "Y19-1").result is Result.NOT_APPLICABLE

    def test_a_department_of_the_state_council_has_its_own_ceiling(self, make_case: Maker) -> None:
        ministry = Site(identifier="bm14000002", name="某部门户网站", url=HOME)
        said = OfficeWords(rows={"D19-02a": OfficeJudgement(result=Result.FAIL)})
        site = assess(make_case((), site=ministry), INDICATORS, said)
        assert row(site, "D19-01b").result is Result.NOT_APPLICABLE
        assert row(site, "D19-02a").points == 4


class TestOffice:
    def test_its_word_goes_before_what_was_found(
        self, make_case: Maker, make_finding: Maker
    ) -> None:
        said = OfficeWords(rows={"V19-S1-1": OfficeJudgement(result=Result.PASS, why="系引文")})
        case = make_case(None, make_finding("serious-expression", "某处"))
        outcome = row(assess(case, INDICATORS, said), "V19-S1-1")
        assert (outcome.result, outcome.by_office) == (Result.PASS, True)
        assert outcome.evidence.note == "系引文"

    def test_a_row_of_no_machine_waits_for_it(self, make_case: Maker) -> None:
        assert row(assess(make_case(), INDICATORS), "D19-16").result is Result.MANUAL


class TestUndecided:
    def test_the_share_is_told(self, make_case: Maker) -> None:
        site = assess(make_case(), INDICATORS)
        undecided = site.having(Result.UNKNOWN) + site.having(Result.MANUAL)
        assert site.undecided_share == undecided / len(site.judged) > 0.3
        assert site.verdict is SiteVerdict.OPEN

    def test_the_score_says_how_low_it_may_fall(self, make_case: Maker, make_words: Maker) -> None:
        said = make_words()
        rows = {name: word for name, word in said.rows.items() if name != "D19-16"}
        site = assess(make_case(), INDICATORS, OfficeWords(rows=rows))
        assert (site.score.base, site.score.lowest) == (100, 93)
        assert site.verdict is SiteVerdict.PASSED


class TestCountedUp:
    """Rows that want so many of something."""

    def test_what_a_person_must_confirm_is_told_with_its_number(self, make_case: Maker) -> None:
        outcome = row(assess(make_case(), INDICATORS), "B19-07a")
        assert (outcome.result, outcome.evidence.candidates) == (Result.MANUAL, 6)
        assert outcome.evidence.note == "读到6条，须由人核实"
