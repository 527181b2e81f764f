"""A snapshot under the indicators: the same outcomes in every paper."""

import dataclasses
from collections import Counter
from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Any

from govsweep.assess import (
    ALL_MEDIA,
    AssessedSite,
    Assessment,
    OfficeWords,
    Outcome,
    Result,
    SiteVerdict,
    assess,
    complaints,
    rounded,
)
from govsweep.facts import Column, Context, Site
from govsweep.indicators import Indicators, Part, load_pack, pack_in_force
from govsweep.reports import figures
from govsweep.reports.choices import Office
from govsweep.reports.figures import Coverage
from govsweep.reports.inert import one_line
from govsweep.reports.snapshot import ColumnDuty, Snapshot
from govsweep.store import StoredHome

RESULTS = {
    Result.PASS: "符合",
    Result.FAIL: "不符合",
    Result.NOT_APPLICABLE: "不适用",
    Result.UNKNOWN: "未知",
    Result.MANUAL: "待人工判定",
}
VERDICTS = {
    SiteVerdict.VETOED: "不合格（单项否决）",
    SiteVerdict.BELOW: "不合格（得分过低）",
    SiteVerdict.PASSED: "合格",
    SiteVerdict.OPEN: "未定",
}
PARTS = {
    Part.VETO: "单项否决",
    Part.DEDUCT: "扣分",
    Part.BONUS: "加分",
    Part.GUIDELINE: "发展指引",
    Part.ANNUAL: "年度考核",
}
_AWAY = ("suspended", "closed")  # not visited, and not judged
_EARNED = {Result.PASS: "加分", Result.FAIL: "不加分"}


def indicators_of(
    snapshot: Snapshot, edition: str = "", office: Office | None = None
) -> Indicators:
    """The pack that the user names, else the one in force on the period's last day told of.

    The office's own packs go before the edition that was set when the sweep was made, and that
    before the national one in force.
    """
    own = office.own_packs if office is not None else ()
    named = edition or ("" if own else snapshot.sweep.indicators)
    if named:
        return load_pack(named)
    return pack_in_force(min(snapshot.as_of, snapshot.period.span.ends), own)


def pack_in_words(pack: Indicators) -> str:
    """A pack of rules as pages name it; one laid over another names that one too."""
    over = f"，以国家 {pack.over} 版为底" if pack.over else ""
    return f"{one_line(pack.title)}（{one_line(pack.edition)}{over}）"


def cases(snapshot: Snapshot) -> list[AssessedSite]:
    """What is known of each site in operation."""
    return cases_of(snapshot, [site for site in snapshot.sites if site.status not in _AWAY])


def cases_of(snapshot: Snapshot, sites: Iterable[Site]) -> list[AssessedSite]:
    """What is known of each of some sites."""
    coverage = figures.coverage_by_site(snapshot.ledger)
    findings = figures.by_site(snapshot.findings)
    homes = {home.site: home for home in snapshot.homes}
    columns: dict[str, list[ColumnDuty]] = {}
    for column in snapshot.columns:
        columns.setdefault(column.site, []).append(column)
    registered = tuple(site for site in snapshot.registered if site.status not in _AWAY)
    return [
        _case(
            snapshot,
            site,
            registered,
            coverage.get(site.identifier),
            homes.get(site.identifier),
            columns.get(site.identifier, []),
            tuple(findings.get(site.identifier, [])),
        )
        for site in sites
    ]


def _case(
    snapshot: Snapshot,
    site: Site,
    registered: tuple[Site, ...],
    coverage: Coverage | None,
    home: StoredHome | None,
    columns: Sequence[ColumnDuty],
    findings: tuple[Any, ...],
) -> AssessedSite:
    context = Context(site=site, day=snapshot.as_of)
    look = snapshot.period.look_at(site.identifier)
    return AssessedSite(
        site=site,
        day=snapshot.as_of,
        looked=look.as_of if look is not None else None,
        home_on=look.home_seen if look is not None else None,
        week_on=look.week_seen if look is not None else None,
        columns_on={one.url: one.seen_on for one in columns if one.seen_on is not None},
        columns=tuple(_column(one, context) for one in columns),
        findings=findings,
        checks=frozenset(snapshot.looked_for(site.identifier)),
        read=coverage.read if coverage is not None else 0,
        whole=coverage is not None and coverage.whole,
        home_seen=home is not None and home.seen,
        home_newest=home.newest if home is not None else None,
        week=home.week if home is not None else (),
        survey=home.survey if home is not None else (),
        registered=registered,
        pages=home.pages if home is not None else None,
        duties=home.duties if home is not None else None,
        known_before=_is_known_before(snapshot, site.identifier),
    )


def _is_known_before(snapshot: Snapshot, site: str) -> bool:
    """Whether a sweep before that of the look that counts went to a site."""
    look = snapshot.period.look_at(site)
    return look is not None and snapshot.first_sweeps.get(site, look.sweep) < look.sweep


def _column(row: ColumnDuty, context: Context) -> Column:
    entries = row.entries if row.entries is not None else 1
    return Column(
        url=row.url,
        name=row.name,
        kind=row.kind,
        context=context,
        owner=row.owner,
        max_age_days=row.max_age_days,
        newest=row.newest,
        entries=entries,
        dated=row.dated if row.dated is not None else entries,
        seen=row.seen,
    )


def judged_strangers(snapshot: Snapshot, office: Office) -> list[str]:
    """What the office judged that is not registered: a slip, or a site that is gone."""
    known = {one.identifier for one in snapshot.subjects} | {ALL_MEDIA}
    return sorted({*office.judgements} - known)


def assessments(
    snapshot: Snapshot, office: Office | None = None, edition: str = ""
) -> list[Assessment]:
    """Each site in operation under the indicators, in the registry's order."""
    words = office.judgements if office is not None else {}
    indicators = indicators_of(snapshot, edition, office)
    rounds = office.rounds if office is not None else {}
    before = _earlier(snapshot) if rounds else {}
    return [
        assess(
            one,
            indicators,
            _with_complaints(words.get(one.site.identifier), office, one),
            earlier=before.get(one.site.identifier, ()),
            rounds=rounds,
        )
        for one in cases(snapshot)
    ]


def _with_complaints(
    words: OfficeWords | None, office: Office | None, case: AssessedSite
) -> OfficeWords | None:
    """The office's words with what its list of complaints says; its own word on a row stands."""
    if office is None or office.complaints is None:
        return words
    words = words or OfficeWords()
    told = complaints.judged(office.complaints, case.site.identifier, case.day)
    return dataclasses.replace(words, rows=told | dict(words.rows or {}))


def _earlier(snapshot: Snapshot) -> dict[str, list[AssessedSite]]:
    """Each site as the earlier whole looks of the period saw it, newest first.

    What was dismissed or withdrawn since was no fault then either.
    """
    aside = {one.id for one in snapshot.findings if one.state in figures.PUT_ASIDE}
    taken = {site: {look.sweep} for site, look in snapshot.period.looks.items()}
    found: dict[str, list[AssessedSite]] = {}
    for then in snapshot.rounds:
        looks = then.period.looks
        for one in cases(then):
            site = one.site.identifier
            look = looks.get(site)
            if look is None or not look.whole or look.sweep in taken.get(site, ()):
                continue
            taken.setdefault(site, set()).add(look.sweep)
            kept = tuple(fault for fault in one.findings if fault.id not in aside)
            found.setdefault(site, []).append(dataclasses.replace(one, findings=kept))
    return found


def result_name(outcome: Outcome) -> str:
    """What an outcome is called; a bonus is earned or not."""
    if outcome.group.part is Part.BONUS and outcome.result in _EARNED:
        return _EARNED[outcome.result]
    return RESULTS[outcome.result]


def number(points: Decimal) -> str:
    """Points as papers write them."""
    return f"{rounded(points):f}"


def score_in_words(assessment: Assessment) -> str:
    """The score, never as if complete: what is undecided stands beside it."""
    score = assessment.score
    if score is None:
        return "—"
    shown = number(score.total)
    if assessment.undecided_share and not assessment.verdict.fails:
        return f"暂计{shown}，最低{number(score.lowest)}"
    return f"暂计{shown}" if assessment.undecided_share else shown


def holding_in_words(assessment: Assessment) -> str:
    """The rows that a verdict waits for: how many, and their numbers."""
    held = assessment.holding
    return f"{len(held)}项：{'、'.join(one.row.id for one in held)}" if held else ""


def basis(outcome: Outcome) -> str:
    """What an outcome rests on, in words."""
    evidence = outcome.evidence
    parts = [
        f"{evidence.count}个" if evidence.count and not outcome.by_office else "",
        f"待核实{evidence.candidates}个" if evidence.candidates else "",
        f"未看到的栏目{evidence.unseen}个" if evidence.unseen else "",
        "本单位判定" if outcome.by_office else "",
        evidence.note,
    ]
    return "；".join(part for part in parts if part)


def pass_rate(found: Sequence[Assessment]) -> str:
    """The share of sites that pass; "" as long as one is open: nobody knows it then."""
    verdicts = [one.verdict for one in found]
    if not verdicts or SiteVerdict.OPEN in verdicts:
        return ""
    return f"{verdicts.count(SiteVerdict.PASSED) / len(verdicts):.1%}"


def pass_rate_in_words(found: Sequence[Assessment]) -> str:
    """How many sites came out how, and the share that passes."""
    verdicts = [one.verdict for one in found]
    failed = sum(one.fails for one in verdicts)
    passed, undecided = verdicts.count(SiteVerdict.PASSED), verdicts.count(SiteVerdict.OPEN)
    rate = pass_rate(found) or "待未定的判定之后才有"
    return (
        f"合计：网站{len(found)}个，合格{passed}个、不合格{failed}个、未定{undecided}个，"
        f"合格率{rate}"
    )


def verdict_figures(found: Iterable[Assessment]) -> dict[str, Any]:
    """How many sites came out how, and how much nobody has judged."""
    found = list(found)
    verdicts = Counter(one.verdict for one in found)
    judged = sum(len(one.judged) for one in found)
    undecided = sum(one.having(Result.UNKNOWN) + one.having(Result.MANUAL) for one in found)
    return {
        "assessed": len(found),
        "vetoed": verdicts[SiteVerdict.VETOED],
        "below": verdicts[SiteVerdict.BELOW],
        "passed": verdicts[SiteVerdict.PASSED],
        "open": verdicts[SiteVerdict.OPEN],
        "undecided_share": f"{undecided / judged:.1%}" if judged else "—",
    }


def site_rows(found: Iterable[Assessment]) -> list[dict[str, str]]:
    """A row a site, for tables in papers."""
    return [
        {
            "name": one_line(one.site.name),
            "verdict": VERDICTS[one.verdict],
            "score": score_in_words(one),
            "vetoes": "、".join(outcome.row.name for outcome in one.vetoes) or "—",
            "undecided": f"{one.undecided_share:.0%}",
        }
        for one in found
    ]


def outcome_rows(assessment: Assessment) -> list[dict[str, str]]:
    """A row an indicator that was judged of a site."""
    return [
        {
            "part": PARTS[one.group.part],
            "name": one.row.name,
            "result": result_name(one),
            "points": number(one.points) if one.points else "—",
            "basis": one_line(basis(one)) or "—",
        }
        for one in assessment.judged
    ]
