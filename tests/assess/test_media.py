"""A media account under the sheet: good, bad and unseen for each row."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest

from govsweep.assess import (
    AssessedMedia,
    MediaAssessment,
    OfficeJudgement,
    OfficeWords,
    Result,
    SiteVerdict,
    assess_media,
)
from govsweep.checking import checks
from govsweep.facts import Context, DaySpan, MediaAccount, MediaLook, Platform
from govsweep.findings import Certainty, Finding
from govsweep.indicators import load_indicators

DAY = dt.date(2026, 11, 20)
BEGINS = dt.date(2026, 10, 1)
WHOLE = (DaySpan(BEGINS, DAY),)
WORDS, STALE, APP, TALK, TRICKS = "V19-M1", "V19-M2-1", "V19-M2-2", "V19-M3-1", "V19-M3-2"
PASS = OfficeJudgement(result=Result.PASS)


@pytest.fixture
def judge(a_media_account: Callable[..., MediaAccount]) -> Callable[..., MediaAssessment]:
    def make(
        *findings: Finding,
        spans: tuple[DaySpan, ...] = WHOLE,
        newest: dt.date | None = DAY,
        words: OfficeWords | None = None,
        of_all: OfficeWords | None = None,
        looked_for: frozenset[str] | None = None,
        **account: Any,
    ) -> MediaAssessment:
        own = a_media_account(**account)
        look = MediaLook(
            account=own, context=Context(site=own, day=DAY), spans=spans, newest=newest
        )
        case = AssessedMedia(
            look=look,
            begins=BEGINS,
            findings=findings,
            checks=frozenset(checks()) if looked_for is None else looked_for,
        )
        return assess_media(case, load_indicators("2019"), words, of_all)

    return make


def results(found: MediaAssessment) -> dict[str, Result]:
    return {one.row.id: one.result for one in found.outcomes}


def notes(found: MediaAssessment, row: str) -> str:
    return next(one.evidence.note for one in found.outcomes if one.row.id == row)


class TestEveryRow:
    def test_of_an_account_that_is_kept_a_person_says_the_rest(
        self, judge: Callable[..., MediaAssessment]
    ) -> None:
        found = judge(interactive=True)
        assert results(found) == {
            WORDS: Result.MANUAL,
            STALE: Result.PASS,
            APP: Result.NOT_APPLICABLE,
            TALK: Result.PASS,
            TRICKS: Result.MANUAL,
        }
        assert found.verdict is SiteVerdict.OPEN

    def test_it_is_good_once_a_person_has(self, judge: Callable[..., MediaAssessment]) -> None:
        said = OfficeWords(rows={WORDS: PASS, TRICKS: PASS})
        assert judge(interactive=True, of_all=said).verdict is SiteVerdict.PASSED
        assert judge(interactive=True, words=said).verdict is SiteVerdict.PASSED

    def test_the_office_s_word_is_told_with_its_reason(
        self, judge: Callable[..., MediaAssessment]
    ) -> None:
        said = OfficeJudgement(result=Result.FAIL, why="有奖转发")
        found = judge(interactive=True, words=OfficeWords(rows={TRICKS: said}))
        (told,) = [one for one in found.outcomes if one.row.id == TRICKS]
        assert (told.result, told.evidence.note, told.by_office) == (Result.FAIL, "有奖转发", True)

    @pytest.mark.parametrize("check", ["serious-expression", "sensitive-word", "spam-text"])
    def test_a_grave_word_is_a_veto(
        self,
        judge: Callable[..., MediaAssessment],
        a_finding: Callable[..., Finding],
        check: str,
    ) -> None:
        found = judge(a_finding(check))
        assert results(found)[WORDS] is Result.FAIL
        assert found.verdict is SiteVerdict.VETOED

    def test_a_suspected_one_waits_for_a_person_whatever_is_said_of_all(
        self, judge: Callable[..., MediaAssessment], a_finding: Callable[..., Finding]
    ) -> None:
        suspected = a_finding("serious-expression", certainty=Certainty.SUSPECTED)
        found = judge(suspected, of_all=OfficeWords(rows={WORDS: PASS}))
        assert results(found)[WORDS] is Result.MANUAL

    def test_a_typo_is_no_veto(
        self, judge: Callable[..., MediaAssessment], a_finding: Callable[..., Finding]
    ) -> None:
        assert results(judge(a_finding("typo")))[WORDS] is Result.MANUAL

    def test_two_weeks_of_silence_are_a_veto(
        self, judge: Callable[..., MediaAssessment], a_finding: Callable[..., Finding]
    ) -> None:
        assert results(judge(a_finding("media-stale")))[STALE] is Result.FAIL

    def test_an_app_is_tried_by_a_person(self, judge: Callable[..., MediaAssessment]) -> None:
        assert results(judge(platform=Platform.APP))[APP] is Result.MANUAL

    @pytest.mark.parametrize(
        ("said", "result"), [(None, Result.MANUAL), (True, Result.PASS), (False, Result.FAIL)]
    )
    def test_interaction_is_what_the_register_says(
        self, judge: Callable[..., MediaAssessment], said: bool | None, result: Result
    ) -> None:
        assert results(judge(interactive=said))[TALK] is result


class TestWhatNobodyImported:
    def test_no_posts_at_all(self, judge: Callable[..., MediaAssessment]) -> None:
        said = OfficeWords(rows={WORDS: PASS, STALE: PASS, TALK: PASS, TRICKS: PASS})
        found = judge(spans=(), newest=None, of_all=said)
        assert results(found)[WORDS] is results(found)[STALE] is Result.UNKNOWN
        assert found.verdict is SiteVerdict.OPEN
        assert not found.seen

    def test_posts_up_to_a_day_too_long_past(self, judge: Callable[..., MediaAssessment]) -> None:
        found = judge(spans=(DaySpan(BEGINS, DAY - dt.timedelta(days=15)),))
        assert results(found)[STALE] is Result.UNKNOWN
        assert notes(found, STALE) == "发布内容只到 2026-11-05，不足以判断"

    def test_a_part_of_the_period(self, judge: Callable[..., MediaAssessment]) -> None:
        found = judge(spans=(DaySpan(dt.date(2026, 11, 1), DAY),))
        assert results(found)[STALE] is Result.PASS
        assert results(found)[WORDS] is Result.UNKNOWN
        assert "没有导入完整" in notes(found, WORDS)

    def test_an_account_opened_in_the_period_has_no_gap(
        self, judge: Callable[..., MediaAssessment]
    ) -> None:
        opened = dt.date(2026, 11, 1)
        found = judge(spans=(DaySpan(opened, DAY),), opened=opened)
        assert results(found)[WORDS] is Result.MANUAL

    def test_what_was_not_looked_for(self, judge: Callable[..., MediaAssessment]) -> None:
        assert results(judge(looked_for=frozenset()))[STALE] is Result.UNKNOWN
