"""Rows that go by several rounds of a period: each outcome by hand."""

import datetime as dt
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest

from govsweep.assess import (
    OfficeJudgement,
    OfficeWords,
    Outcome,
    Result,
    RoundRule,
    SiteVerdict,
    assess,
    parse_rounds,
)
from govsweep.assess.rounds import united
from govsweep.indicators import load_indicators

INDICATORS = load_indicators("2019")
DAY = dt.date(2026, 11, 20)
Maker = Callable[..., Any]
P, F, U, M = Result.PASS, Result.FAIL, Result.UNKNOWN, Result.MANUAL
WORST = RoundRule(1)


def outcome(rule: RoundRule, *results: Result | tuple[Result, str]) -> Outcome:
    """What comes of rounds, newest first; a failed one may say how many points it takes."""
    group, row = next(pair for pair in INDICATORS.rows() if pair[1].id == "D19-22a")
    rounds = []
    for number, one in enumerate(results):
        result, points = one if isinstance(one, tuple) else (one, "0")
        day = DAY - dt.timedelta(days=30 * number)
        rounds.append((day, Outcome(group=group, row=row, result=result, points=Decimal(points))))
    return united(rounds, rule)


@pytest.mark.parametrize(
    ("rule", "results", "expected"),
    [
        (WORST, [P, P, P], P),
        (WORST, [P, P, F], F),  # mended since: the worst counts all the same
        (WORST, [P, U, F], F),
        (WORST, [P, U, U], P),  # what a round did not see is neither good nor bad
        (WORST, [U, P], P),
        (WORST, [U, U], U),
        (WORST, [P, M], M),
        (RoundRule(2, 3), [F, P, P], P),
        (RoundRule(2, 3), [F, P, F], F),
        (RoundRule(2, 3), [F, P, P, F, F], P),  # the latest three
        (RoundRule(2, 3), [F, U, P, F], F),
        (RoundRule(2, 3), [F, P], U),  # the third may still fail
        (RoundRule(2, 3), [P], U),
        (RoundRule(3, 3), [P], P),  # three cannot fail any more
        (RoundRule(2, 3), [F, F], F),
        (RoundRule(2, 3), [F, M, P], M),
        (RoundRule(2, 3), [U, U], U),
    ],
)
def test_of_several_rounds(rule: RoundRule, results: list[Result], expected: Result) -> None:
    assert outcome(rule, *results).result is expected


def test_the_worst_takes_what_the_worst_round_took() -> None:
    one = outcome(WORST, (F, "0.2"), P, (F, "0.8"))
    assert one.points == Decimal("0.8")
    assert one.evidence.note == "3次中2次不符合（2026-09-21、2026-11-20）"


def test_k_of_n_takes_what_at_least_k_rounds_took() -> None:
    assert outcome(RoundRule(2, 3), (F, "0.2"), (F, "1"), (F, "0.6")).points == Decimal("0.6")


def test_what_is_missing_is_told() -> None:
    assert outcome(RoundRule(2, 6), F, P).evidence.note == "2次中1次不符合，应看6次，还差4次"


def test_a_veto_that_one_round_saw_vetoes_only_where_the_office_says_so(
    make_case: Maker, make_finding: Maker, make_words: Maker
) -> None:
    then = make_case(None, make_finding("serious-expression", "某处"), looked=dt.date(2026, 10, 8))
    now, words = make_case(), make_words()
    assert assess(now, INDICATORS, words, earlier=[then]).verdict is SiteVerdict.PASSED
    rounds = parse_rounds({"V19-S1-1": "最差"})
    worst = assess(now, INDICATORS, words, earlier=[then], rounds=rounds)
    assert worst.verdict is SiteVerdict.VETOED
    (veto,) = worst.vetoes
    assert veto.evidence.note == "2次中1次不符合（2026-10-08）"
    twice = parse_rounds({"V19-S1-1": "2次中2次"})
    assert assess(now, INDICATORS, words, earlier=[then], rounds=twice).vetoes == []


def test_the_offices_own_word_goes_before_all_rounds(make_case: Maker, make_finding: Maker) -> None:
    then = make_case(None, make_finding("serious-expression", "某处"))
    said = OfficeWords(rows={"V19-S1-1": OfficeJudgement(result=Result.PASS, why="已核")})
    rounds = parse_rounds({"V19-S1-1": "worst"})
    assert assess(make_case(), INDICATORS, said, earlier=[then], rounds=rounds).vetoes == []


def test_how_it_is_written() -> None:
    table = {"V19-S4-1": "最差", "D19-22a": "6 次中 2 次", "D19-22b": "最近"}
    assert parse_rounds(table) == {"V19-S4-1": RoundRule(1), "D19-22a": RoundRule(2, 6)}


@pytest.mark.parametrize(
    ("table", "message"),
    [
        ({"D19-22a": "6次中7次"}, "D19-22a：“6次中7次”里，后一个次数应在 1 到 6 之间"),
        ({"D19-22a": "6次中0次"}, "D19-22a：“6次中0次”里，后一个次数应在 1 到 6 之间"),
        ({"D19-22a": "两次"}, "D19-22a：“两次”应为 最近、最差，或者“6次中2次”一类"),
        ({"D19-22a": 2}, "D19-22a：“2”应为 最近"),
        ({"D19-99": "最差"}, "没有“D19-99”这个指标"),
        ("最差", r"应写成 \[rounds\] 一段"),
    ],
)
def test_other_words_are_refused_with_the_row(table: object, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        parse_rounds(table)
