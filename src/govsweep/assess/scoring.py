"""A site's score and verdict: vetoes first, then points, then the bonus."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum

from govsweep.assess.judging import cap_of, is_portal, judge
from govsweep.assess.outcome import AssessedSite, OfficeWords, Outcome, Result
from govsweep.assess.rounds import RoundRule, united
from govsweep.facts import Site
from govsweep.indicators import (
    IndicatorGroup,
    IndicatorRow,
    Indicators,
    IndicatorScope,
    Part,
    Scoring,
)

_HUNDREDTH = Decimal("0.01")
_NOTHING = Decimal(0)


class SiteVerdict(StrEnum):
    """What a site is found to be; open while too much is undecided."""

    VETOED = "vetoed"
    BELOW = "below"  # too few points
    PASSED = "passed"
    OPEN = "open"

    @property
    def fails(self) -> bool:
        """Whether the site is unqualified (不合格)."""
        return self in (SiteVerdict.VETOED, SiteVerdict.BELOW)


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """Points of a site: as they stand, and the least that undecided rows may leave of them."""

    deducted: Decimal  # after ceilings, before any scaling
    base: Decimal  # what is left, scaled where no services are judged
    lowest: Decimal
    bonus: Decimal
    stakes: tuple[tuple[IndicatorGroup, Decimal], ...] = ()  # what undecided lines may still cost

    @property
    def total(self) -> Decimal:
        """What is left and what is given."""
        return self.base + self.bonus

    @property
    def shown(self) -> Decimal:
        """The total to two decimals."""
        return rounded(self.total)


def rounded(points: Decimal) -> Decimal:
    """Points to two decimals, without idle noughts."""
    near = points.quantize(_HUNDREDTH, ROUND_HALF_UP).normalize()
    return near if near.as_tuple().exponent <= 0 else near.quantize(Decimal(1))  # type: ignore[operator]


@dataclass(frozen=True, slots=True, kw_only=True)
class Assessment:
    """A site under all indicators of an edition."""

    site: Site
    edition: str
    outcomes: tuple[Outcome, ...]
    score: Score | None  # None: vetoed, or its points are not counted
    verdict: SiteVerdict
    holding: tuple[Outcome, ...] = ()  # the undecided rows that hold an open verdict up

    @property
    def judged(self) -> list[Outcome]:
        """The rows that the verdict and the score rest on."""
        return [
            one
            for one in self.outcomes
            if one.result is not Result.NOT_APPLICABLE
            and one.group.part in (Part.VETO, Part.DEDUCT, Part.BONUS)
        ]

    @property
    def vetoes(self) -> list[Outcome]:
        """The rows that veto it."""
        return [
            one
            for one in self.outcomes
            if one.group.part is Part.VETO and one.result is Result.FAIL
        ]

    def having(self, result: Result) -> int:
        """How many of the rows judged came out so."""
        return sum(one.result is result for one in self.judged)

    @property
    def undecided_share(self) -> float:
        """The share of unknown and manual rows: a score without it is no score."""
        judged = self.judged
        return sum(one.result.undecided for one in judged) / len(judged) if judged else 1.0


def assess(
    case: AssessedSite,
    indicators: Indicators,
    words: OfficeWords | None = None,
    *,
    earlier: Sequence[AssessedSite] = (),
    rounds: Mapping[str, RoundRule] | None = None,
) -> Assessment:
    """A site under every indicator.

    `earlier` is the same site as earlier rounds of the period saw it, newest first; the rows that
    `rounds` names are judged of all of them together.
    """
    words = words or OfficeWords()
    scoring = indicators.scoring
    rules = rounds or {}

    def judged(group: IndicatorGroup, row: IndicatorRow) -> Outcome:
        now = judge(group, row, case, words, scoring)
        if row.id not in rules:
            return now
        before = [(_looked(one), judge(group, row, one, words, scoring)) for one in earlier]
        return united([(_looked(case), now), *before], rules[row.id])

    outcomes = [judged(group, row) for group, row in indicators.rows()]
    outcomes = [_instead(one, outcomes) for one in outcomes]
    vetoed = any(one.group.part is Part.VETO and one.result is Result.FAIL for one in outcomes)
    scored = _is_scored(case, indicators, words)
    score = None
    if scored and not vetoed:
        score = _deduct(case, outcomes, indicators, words)
    above = scoring.bonus_above
    if score is None or above is None or score.base <= above:
        outcomes = [_without_bonus(one) for one in outcomes]
    else:
        score = replace(score, bonus=_bonus(case, outcomes, scoring))
    verdict = _verdict(outcomes, score, scoring, vetoed=vetoed)
    return Assessment(
        site=case.site,
        edition=indicators.edition,
        outcomes=tuple(outcomes),
        score=score,
        verdict=verdict,
        holding=_holding(outcomes, score, scoring) if verdict is SiteVerdict.OPEN else (),
    )


def _looked(case: AssessedSite) -> dt.date:
    return case.looked or case.day


def _is_scored(case: AssessedSite, indicators: Indicators, words: OfficeWords) -> bool:
    scopes = {group.scope for group in indicators.group if group.part is Part.DEDUCT}
    return IndicatorScope.SITE in scopes or is_portal(case, words)


def _instead(outcome: Outcome, outcomes: Sequence[Outcome]) -> Outcome:
    """A row that earns only where another does not."""
    other = outcome.row.instead_of
    if other and any(one.row.id == other and one.result is Result.PASS for one in outcomes):
        return replace(outcome, result=Result.NOT_APPLICABLE, points=_NOTHING)
    return outcome


def _without_bonus(outcome: Outcome) -> Outcome:
    if outcome.group.part is not Part.BONUS:
        return outcome
    return replace(outcome, result=Result.NOT_APPLICABLE, points=_NOTHING)


def _capped(points: Decimal, cap: Decimal | None) -> Decimal:
    return points if cap is None else min(points, cap)


def _by_group(
    outcomes: Iterable[Outcome], part: Part
) -> list[tuple[IndicatorGroup, list[Outcome]]]:
    lines: dict[int, tuple[IndicatorGroup, list[Outcome]]] = {}
    for one in outcomes:
        if one.group.part is part:
            lines.setdefault(id(one.group), (one.group, []))[1].append(one)
    return list(lines.values())


def _deduct(
    case: AssessedSite, outcomes: Sequence[Outcome], indicators: Indicators, words: OfficeWords
) -> Score:
    """Take points from the start, line by line, never more than a line has."""
    scoring = indicators.scoring
    rest = scoring.without_services if not words.services else None
    skipped = _skipped(indicators) if rest is not None else _NOTHING
    deducted = _NOTHING
    stakes: list[tuple[IndicatorGroup, Decimal]] = []
    for group, rows in _by_group(outcomes, Part.DEDUCT):
        cap = cap_of(group, case)
        taken = _capped(sum((one.points for one in rows), _NOTHING), cap)
        deducted += taken
        if any(one.result.undecided for one in rows):
            stakes.append((group, _at_stake(rows, scoring.start if cap is None else cap, taken)))
    left = scoring.start - skipped
    multiply, divide = (rest.multiply, rest.divide) if rest is not None else (1, 1)

    def scaled(points: Decimal) -> Decimal:
        return max(points, _NOTHING) * multiply / divide

    return Score(
        deducted=deducted,
        base=scaled(left - deducted),
        lowest=scaled(left - deducted - sum((one for _, one in stakes), _NOTHING)),
        bonus=_NOTHING,
        stakes=tuple((group, one * multiply / divide) for group, one in stakes),
    )


def _at_stake(rows: Sequence[Outcome], cap: Decimal, taken: Decimal) -> Decimal:
    """What the undecided rows of a line may still cost: those taken once no more than that."""
    most = _NOTHING
    for one in rows:
        if one.result.undecided:
            once = one.row.once or one.row.shown is not None or one.row.lapsed is not None
            points = one.row.central_points or one.row.points
            most += points if once and points is not None else cap
    return min(cap - taken, most)


def _holding(
    outcomes: Sequence[Outcome], score: Score | None, scoring: Scoring
) -> tuple[Outcome, ...]:
    """The fewest rows that a person has to judge before the verdict can be good.

    All vetoes; then the lines that free most points by row, until what the others may cost
    still leaves enough.
    """
    open_rows = [one for one in outcomes if one.result.undecided]
    held = [one for one in open_rows if one.group.part is Part.VETO]
    if score is None:
        return tuple(held)

    def of_line(group: IndicatorGroup) -> list[Outcome]:
        return [one for one in open_rows if one.group is group]

    by_row = sorted(score.stakes, key=lambda one: one[1] / len(of_line(one[0])), reverse=True)
    short = scoring.fail_below - score.base + sum((one for _, one in score.stakes), _NOTHING)
    for group, points in by_row:
        if short <= 0:
            break
        held += of_line(group)
        short -= points
    return tuple(held)


def _skipped(indicators: Indicators) -> Decimal:
    rest = indicators.scoring.without_services
    return sum(
        (
            group.cap or _NOTHING
            for group in indicators.group
            if rest is not None
            and group.part is Part.DEDUCT
            and (group.theme in rest.skip or group.name in rest.skip)
        ),
        _NOTHING,
    )


def _bonus(case: AssessedSite, outcomes: Sequence[Outcome], scoring: Scoring) -> Decimal:
    given = [
        _capped(sum((one.points for one in rows), _NOTHING), cap_of(group, case))
        for group, rows in _by_group(outcomes, Part.BONUS)
    ]
    return min(sum(given, _NOTHING), scoring.bonus_most)


def _verdict(
    outcomes: Sequence[Outcome], score: Score | None, scoring: Scoring, *, vetoed: bool
) -> SiteVerdict:
    if vetoed:
        return SiteVerdict.VETOED
    if score is not None and score.base < scoring.fail_below:
        return SiteVerdict.BELOW
    undecided = any(one.group.part is Part.VETO and one.result.undecided for one in outcomes)
    if undecided or (score is not None and score.lowest < scoring.fail_below):
        return SiteVerdict.OPEN
    return SiteVerdict.PASSED
