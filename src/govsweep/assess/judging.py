"""A site under one row of the table: what is found is held against its limit."""

from dataclasses import replace
from decimal import Decimal

from govsweep.assess import looking, register, surveyed
from govsweep.assess.blindness import NOT_LOOKED_FOR, NOT_SEEN, NOT_WHOLE, blind
from govsweep.assess.matching import about, count, idle, matches, unseen
from govsweep.assess.outcome import (
    AssessedSite,
    Evidence,
    OfficeJudgement,
    OfficeWords,
    Outcome,
    Result,
    counts,
)
from govsweep.facts import Column
from govsweep.indicators import (
    Automatable,
    IndicatorGroup,
    IndicatorRow,
    IndicatorScope,
    Lapsed,
    Measure,
    Part,
    Scoring,
    Some,
)

_FEW_VISITS = "一周探测次数不足，无法判断"
_BY_HAND = "须由人核查"
_CANDIDATES = "有待核实的问题或线索，须由人核实"
_IDLE = "有一年以上没有更新、又没有登记更新期限的栏目，是否应更新须由人判定"
_LONG_SILENT = "有这样的栏目，但没有内容或长期没有更新，须由人核查"
_NO_COLUMN = "没有找到这样的栏目，须由人核查"
_COLUMN_UNSEEN = "有这类栏目没有读到，无法判断"
_SILENT = "没有查到问题；程序看不全，须由人核查"


def is_portal(case: AssessedSite, words: OfficeWords) -> bool:
    """Whether points are counted of a site: the office says so, or the registry does."""
    if words.portal is not None:
        return words.portal
    return case.site.is_portal


def is_central(case: AssessedSite) -> bool:
    """Whether a site belongs to a department of the State Council."""
    return case.site.identifier.startswith("bm")


def cap_of(group: IndicatorGroup, case: AssessedSite) -> Decimal | None:
    """The ceiling of a line for this site."""
    central = is_central(case) and group.central_cap is not None
    return group.central_cap if central else group.cap


def judge(
    group: IndicatorGroup,
    row: IndicatorRow,
    case: AssessedSite,
    words: OfficeWords,
    scoring: Scoring,
) -> Outcome:
    """The outcome of a row."""
    if not _applies(group, case, words, scoring):
        return Outcome(group=group, row=row, result=Result.NOT_APPLICABLE)
    said = words.on(row.id)
    if said is not None:
        return _as_said(group, row, said, case)
    result, evidence = _judged(row, case, portal=is_portal(case, words))
    points = _points(group, row, case, result, evidence.count)
    return Outcome(group=group, row=row, result=result, points=points, evidence=evidence)


def _applies(
    group: IndicatorGroup, case: AssessedSite, words: OfficeWords, scoring: Scoring
) -> bool:
    if group.scope not in (IndicatorScope.SITE, IndicatorScope.PORTAL):
        return False
    if group.scope is IndicatorScope.PORTAL and not is_portal(case, words):
        return False
    if cap_of(group, case) == 0:
        return False
    rest = scoring.without_services
    if words.services or rest is None:
        return True
    return group.theme not in rest.skip and group.name not in rest.skip


def _as_said(
    group: IndicatorGroup, row: IndicatorRow, said: OfficeJudgement, case: AssessedSite
) -> Outcome:
    points = said.points if said.points is not None else _points(group, row, case, said.result, 1)
    evidence = Evidence(note=said.why)
    return Outcome(
        group=group, row=row, result=said.result, points=points, evidence=evidence, by_office=True
    )


def _points(
    group: IndicatorGroup, row: IndicatorRow, case: AssessedSite, result: Result, count: int
) -> Decimal:
    each = row.central_points if is_central(case) and row.central_points else row.points
    counted = Result.PASS if group.part is Part.BONUS else Result.FAIL
    if each is None or result is not counted or group.part not in (Part.DEDUCT, Part.BONUS):
        return Decimal(0)
    return each * (1 if row.once or group.part is Part.BONUS else max(count, 1))


def _judged(row: IndicatorRow, case: AssessedSite, *, portal: bool) -> tuple[Result, Evidence]:
    if row.fact in (Measure.WEEK, Measure.FAILED_PERCENT):
        return _by_week(row, case)
    if row.fact is not None and row.fact.is_surveyed and not row.codes:
        return surveyed.judge(row, case)
    if row.fact in register.RULES:
        result, note = register.RULES[row.fact](case, portal)
        return result, Evidence(note=note)
    if row.codes:
        return _by_findings(row, case)
    if row.shown is not None:
        return _by_shown(row.shown, case)
    if row.lapsed is not None:
        return _by_lapsed(row.lapsed, case)
    if row.automatable is Automatable.FULL:
        return Result.UNKNOWN, Evidence(note=NOT_LOOKED_FOR)
    return Result.MANUAL, Evidence(note=_BY_HAND)


def _by_week(row: IndicatorRow, case: AssessedSite) -> tuple[Result, Evidence]:
    week = case.availability
    living = [one.id for one in case.living if one.check in row.codes and counts(one)]
    if not looking.tells(week, case.site, case.day):
        return Result.UNKNOWN, Evidence(findings=tuple(living), note=_FEW_VISITS)
    told = f"一周探测 {week.visits} 次，{week.failed} 次打不开，占 {week.failed / week.visits:.1%}"
    if row.fact is Measure.FAILED_PERCENT:
        number = 100 * week.failed // week.visits
        fails = number >= row.limit
    else:
        number = week.failed
        fails = looking.is_unreachable(week, case.site, case.day)
    evidence = Evidence(findings=tuple(living), count=number, note=told)
    return (Result.FAIL if fails else Result.PASS), evidence


def _by_findings(row: IndicatorRow, case: AssessedSite) -> tuple[Result, Evidence]:
    found = [one for one in case.living if matches(row, one, case)]
    sure = [one for one in found if counts(one) and one.check in row.codes]
    number = count(row, sure, case)
    silent = idle(row, case)
    candidates = count(row, found, case) - number + len(silent)
    hidden = unseen(row, case)
    evidence = Evidence(
        findings=tuple(one.id for one in found),
        count=number,
        candidates=candidates,
        unseen=hidden,
        columns=tuple(
            sorted(
                {one.subject for one in found if about(one.check) is Column}
                | {one.url for one in silent}
            )
        ),
    )
    if number >= row.limit:
        return (Result.MANUAL if row.candidate else Result.FAIL), evidence
    if number + candidates >= row.limit:
        return Result.MANUAL, replace(evidence, note=_IDLE if silent else _CANDIDATES)
    dark = blind(row, case)
    if dark or number + candidates + hidden >= row.limit:
        return Result.UNKNOWN, replace(evidence, note=dark or NOT_WHOLE)
    if row.fact is not None and row.fact.is_surveyed and row.fact is not Measure.LETTERS_ANSWERED:
        return surveyed.judge(row, case)
    if row.silent == "manual":
        return Result.MANUAL, replace(evidence, note=_SILENT)
    return Result.PASS, evidence


def _by_shown(some: Some, case: AssessedSite) -> tuple[Result, Evidence]:
    asked = [one for one in case.columns if some.matches(one.kind, one.name)]
    found = [
        one
        for one in asked
        if one.seen
        and one.entries
        and (
            some.days is None
            or (one.newest is not None and (case.day - one.newest).days <= some.days)
        )
    ]
    evidence = Evidence(count=len(found), columns=tuple(one.url for one in found))
    if found:
        return Result.PASS, evidence
    return _none_found(asked, case, evidence)


def _by_lapsed(some: Lapsed, case: AssessedSite) -> tuple[Result, Evidence]:
    asked = [one for one in case.columns if some.matches(one.kind, one.name)]
    found = [one for one in asked if one.seen and one.newest is not None]
    late = [one for one in found if one.newest and (case.day - one.newest).days > some.days]
    evidence = Evidence(count=len(late), columns=tuple(one.url for one in late))
    if late:
        return Result.FAIL, evidence
    if found and len(found) == len(asked):
        return Result.PASS, evidence
    return _none_found(asked, case, evidence)


def _none_found(
    asked: list[Column], case: AssessedSite, evidence: Evidence
) -> tuple[Result, Evidence]:
    """What nobody read is unknown; what nobody found may be missing: a person looks."""
    if not case.read:
        return Result.UNKNOWN, replace(evidence, note=NOT_SEEN)
    hidden = sum(not one.seen or (one.entries > 0 and one.newest is None) for one in asked)
    if hidden:
        return Result.UNKNOWN, replace(evidence, unseen=hidden, note=_COLUMN_UNSEEN)
    if asked:
        return Result.MANUAL, replace(
            evidence, columns=tuple(one.url for one in asked), note=_LONG_SILENT
        )
    return Result.MANUAL, replace(evidence, note=_NO_COLUMN)
