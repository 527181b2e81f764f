"""A media account under the rows of the table that are about accounts.

What nobody imported is unknown, and unknown is contagious: no account is good of whose posts
nobody knows. What no file can tell is for a person.
"""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from govsweep.assess.looking import check_of
from govsweep.assess.outcome import Evidence, OfficeWords, Outcome, Result, counts
from govsweep.assess.scoring import SiteVerdict
from govsweep.facts import MediaAccount, MediaLook
from govsweep.findings import LIVING, Finding
from govsweep.indicators import (
    IndicatorGroup,
    IndicatorRow,
    Indicators,
    IndicatorScope,
    Measure,
    Part,
)
from govsweep.media import covers

_NOT_IMPORTED = "没有导入发布内容，无法判断"
_TOO_OLD = "发布内容只到 {}，不足以判断"
_PARTLY = "本期的发布内容没有导入完整（从 {} 到 {}），无法判断"
_SUSPECTED = "有待核实的问题，须由人核实"
_SILENT = "没有查到问题；程序看不全，须由人核查"
_BY_HAND = "须由人核查"
_NOT_LOOKED_FOR = "没有检查"


@dataclass(frozen=True, slots=True, kw_only=True)
class AssessedMedia:
    """What is known of a running account at the end of a day."""

    look: MediaLook
    begins: dt.date  # of the period
    findings: tuple[Finding, ...] = ()
    checks: frozenset[str] = frozenset()  # the codes that were looked for

    @property
    def account(self) -> MediaAccount:
        """The account."""
        return self.look.account

    @property
    def day(self) -> dt.date:
        """The day that ages are counted to."""
        return self.look.context.day

    @property
    def blind(self) -> str:
        """Why its posts tell nothing of the days just past; "" where they do."""
        point = self.look.seen_through
        if point is None:
            return _NOT_IMPORTED
        if (self.day - point).days > self.account.max_age_days:
            return _TOO_OLD.format(point)
        return ""

    @property
    def gap(self) -> str:
        """Why the posts of the period are not all known; "" where they are."""
        point = self.look.seen_through
        if point is None or self.blind:
            return self.blind
        first = max(self.begins, self.account.opened or self.begins)
        if first > point or covers(self.look.spans, first, point):
            return ""
        return _PARTLY.format(first, point)


@dataclass(frozen=True, slots=True, kw_only=True)
class MediaAssessment:
    """An account under the indicators."""

    account: MediaAccount
    outcomes: tuple[Outcome, ...]
    verdict: SiteVerdict
    seen: bool  # whether its posts tell of the days just past, and were looked at

    @property
    def judged(self) -> list[Outcome]:
        """The rows that apply."""
        return [one for one in self.outcomes if one.result is not Result.NOT_APPLICABLE]

    @property
    def vetoes(self) -> list[Outcome]:
        """The rows that make it unqualified."""
        return [one for one in self.outcomes if one.result is Result.FAIL]

    @property
    def holding(self) -> list[Outcome]:
        """The rows that have to be judged before it can be good."""
        return [one for one in self.outcomes if one.result.undecided]


def assess_media(
    case: AssessedMedia,
    indicators: Indicators,
    words: OfficeWords | None = None,
    of_all: OfficeWords | None = None,
) -> MediaAssessment:
    """An account under each row that is about accounts.

    `words` are the office's on this account, `of_all` those on every account: these hold where the
    program found nothing and a person has to say so, never against what was found or not seen.
    """
    outcomes = tuple(
        _outcome(group, row, case, words or OfficeWords(), of_all or OfficeWords())
        for group, row in indicators.rows()
        if group.scope is IndicatorScope.NEW_MEDIA
    )
    vetoes = [one for one in outcomes if one.group.part is Part.VETO]
    if any(one.result is Result.FAIL for one in vetoes):
        verdict = SiteVerdict.VETOED
    elif not outcomes or any(one.result.undecided for one in vetoes):
        verdict = SiteVerdict.OPEN
    else:
        verdict = SiteVerdict.PASSED
    return MediaAssessment(
        account=case.account,
        outcomes=outcomes,
        verdict=verdict,
        seen=not case.blind and bool(case.checks),  # before a first sweep nothing is looked for
    )


def _outcome(
    group: IndicatorGroup,
    row: IndicatorRow,
    case: AssessedMedia,
    words: OfficeWords,
    of_all: OfficeWords,
) -> Outcome:
    if row.platforms and case.account.platform not in row.platforms:
        return Outcome(group=group, row=row, result=Result.NOT_APPLICABLE)
    said = words.on(row.id)
    result, evidence = _judged(row, case)
    if said is None and result is Result.MANUAL and not evidence.candidates:
        said = of_all.on(row.id)
    if said is None:
        return Outcome(group=group, row=row, result=result, evidence=evidence)
    told = Evidence(note=said.why)
    return Outcome(group=group, row=row, result=said.result, evidence=told, by_office=True)


def _judged(row: IndicatorRow, case: AssessedMedia) -> tuple[Result, Evidence]:
    if row.fact is Measure.MEDIA_INTERACTION:
        return _by_register(case.account)
    if not row.codes:
        return Result.MANUAL, Evidence(note=_BY_HAND)
    found = [one for one in case.findings if one.check in row.codes and one.state in LIVING]
    sure = [one for one in found if counts(one)]
    ids = tuple(one.id for one in found)
    if len(sure) >= row.limit:
        return Result.FAIL, Evidence(findings=ids, count=len(sure))
    if found:
        number = len(found) - len(sure)
        return Result.MANUAL, Evidence(findings=ids, candidates=number, note=_SUSPECTED)
    if not case.checks.issuperset(row.codes):
        return Result.UNKNOWN, Evidence(note=_NOT_LOOKED_FOR)
    why = case.blind if _is_of_accounts(row.codes) else case.gap
    if why:
        return Result.UNKNOWN, Evidence(note=why)
    if row.silent == "manual":
        return Result.MANUAL, Evidence(note=_SILENT)
    return Result.PASS, Evidence()


def _is_of_accounts(codes: Iterable[str]) -> bool:
    """Whether checks look at how an account is kept, and not at all that it published."""
    known = [check_of(code) for code in codes]
    return all(one is not None and one.about is MediaLook for one in known)


def _by_register(account: MediaAccount) -> tuple[Result, Evidence]:
    if account.interactive is None:
        return Result.MANUAL, Evidence(note="登记表没有写互动功能，须由人核查")
    told = Evidence(note=f"登记表：互动功能{'有' if account.interactive else '无'}")
    return (Result.PASS if account.interactive else Result.FAIL), told
