"""Findings for one who looks around: a page of them at a time, counts, and whom they concern."""

import datetime as dt
from collections.abc import Collection, Sequence
from enum import StrEnum
from typing import Any, Literal, NamedTuple, TypedDict, Unpack

from sqlalchemy import (
    ColumnElement,
    Connection,
    Label,
    and_,
    case,
    func,
    literal,
    or_,
    select,
    true,
    union_all,
)

from govsweep import clock
from govsweep.checking import places
from govsweep.findings import LIVING, Certainty, Finding, Severity, State
from govsweep.lifecycle import DecisionKind, DecisionScope
from govsweep.store.finding_rows import OWNER, findings, is_part, whole_of
from govsweep.store.registers import REGISTERS
from govsweep.tables import decision, finding, media_account, sighting, site, sweep

_RANKS = {severity.value: rank for rank, severity in enumerate(reversed(Severity))}


class FindingCount(NamedTuple):
    """How many findings are alike in what tells where they stand."""

    site: str
    column: str  # "" unless columns are told apart
    check: str
    severity: Severity
    certainty: Certainty
    state: State
    held: str | None  # "" where they are, whatever the reason
    is_part: bool  # of another finding, which owns their cause
    findings: int
    sweep: int = 0  # that saw them last; 0 unless sweeps are told apart


class Subjects(StrEnum):
    """Whose findings are asked for."""

    SITES = "sites"  # of registered sites that are not closed, as figures count them
    MEDIA = "media"  # of media accounts
    KEPT = "kept"  # of all that somebody answers for, see `facts.Subject.is_kept`


class FindingTerms(TypedDict, total=False):
    """Which findings are asked for: those that fit every term given."""

    site: Collection[str]
    check: Collection[str]
    state: Collection[str]
    severity: Collection[str]
    certainty: str | None
    owner: str | None
    column: str | None
    sweep: int | None  # that saw it
    key: str | None  # how its id begins
    keys: Collection[str] | None  # whole ids
    held: bool | None
    overdue: dt.date | None  # a day by which a notice wanted it mended, and it is not
    mended_since: dt.date | None  # leaves out what was fixed, and last seen, before that day
    lately: dt.date | None  # leaves out what ended, and was neither seen nor changed from then on
    subject: str | None
    first_sweep: int | None  # that saw it first
    undecided: bool | None  # that the office has said nothing of yet, or has
    part: bool | None  # of another finding, which owns their cause
    among: Subjects | None
    told: bool | None  # more than a notice, or not
    words: str | None  # parted by white space: each must stand somewhere in the finding


_ONE_OF: tuple[Literal["site", "check", "state", "severity"], ...] = (
    *("site", "check", "state", "severity"),
)
_EQUAL: tuple[Literal["certainty", "owner", "column", "subject", "first_sweep"], ...] = (
    *("certainty", "owner", "column", "subject", "first_sweep"),
)


_SUBJECTS = {
    Subjects.SITES: select(site.c.identifier).where(site.c.status != "closed"),
    Subjects.MEDIA: select(media_account.c.identifier),
    Subjects.KEPT: union_all(*(one.keys().where(one.is_kept) for one in REGISTERS)),
}


def narrowed(terms: FindingTerms) -> ColumnElement[bool]:
    """The condition for findings that fit."""
    found: list[ColumnElement[bool]] = [true()]
    found += [finding.c[name].in_(list(terms[name])) for name in _ONE_OF if terms.get(name)]
    found += [finding.c[name] == terms[name] for name in _EQUAL if terms.get(name) is not None]
    sweep_, held, since = terms.get("sweep"), terms.get("held"), terms.get("mended_since")
    if sweep_ is not None:
        seen = select(sighting.c.finding).where(sighting.c.sweep == sweep_)
        found.append(or_(finding.c.sweep == sweep_, finding.c.id.in_(seen)))
    if key := terms.get("key"):
        found.append(finding.c.id.startswith(key, autoescape=True))
    if (keys := terms.get("keys")) is not None:
        found.append(finding.c.id.in_(list(keys)))
    if (overdue := terms.get("overdue")) is not None:
        found += [finding.c.state == State.NOTIFIED.value, finding.c.due < overdue]
    if held is not None:
        found.append(finding.c.held.is_not(None) if held else finding.c.held.is_(None))
    if since is not None:
        found.append(_alive_or_mended(since))
    if (lately := terms.get("lately")) is not None:
        found.append(_alive_or_changed(lately))
    if (part := terms.get("part")) is not None:
        found.append(is_part() if part else ~is_part())
    if (among := terms.get("among")) is not None:
        found.append(finding.c.site.in_(_SUBJECTS[among]))
    if (told := terms.get("told")) is not None:
        notice = Severity.NOTICE.value
        found.append(finding.c.severity != notice if told else finding.c.severity == notice)
    found += [_says(word) for word in (terms.get("words") or "").split()]
    if (undecided := terms.get("undecided")) is not None:
        found.append(~_is_decided() if undecided else _is_decided())
    return and_(*found)


def matching(connection: Connection, **terms: Unpack[FindingTerms]) -> list[Finding]:
    """Findings that fit, with their pages, by site and check."""
    return findings(connection, narrowed(terms))


def _is_decided() -> ColumnElement[bool]:
    """Whether a decision that was not taken back reaches a finding: see `lifecycle.grounds`."""
    same = {name: decision.c[name] == finding.c[name] for name in ("check", "rule", "site")}
    reaching = or_(
        and_(decision.c.scope == DecisionScope.FINDING.value, decision.c.finding == finding.c.id),
        and_(decision.c.scope == DecisionScope.SITE.value, *same.values()),
        and_(
            decision.c.scope == DecisionScope.CITY.value,
            same["check"],
            decision.c.subject == finding.c.subject,
        ),
        and_(
            decision.c.scope == DecisionScope.RULE.value,
            same["check"],
            same["rule"],
            finding.c.rule != "",
        ),
    )
    standing = decision.c.revoked_at.is_(None), decision.c.verdict != DecisionKind.RELEASE.value
    return select(literal(1)).where(*standing, reaching).correlate(finding).exists()


def _says(word: str) -> ColumnElement[bool]:
    places = (finding.c.message, finding.c.quote, finding.c.suggestion, finding.c.subject)
    where = (*places, finding.c.url, finding.c.column, finding.c.owner)
    return or_(*(place.icontains(word, autoescape=True) for place in where))


def _alive_or_mended(since: dt.date) -> ColumnElement[bool]:
    instant = clock.end_of_night(since - dt.timedelta(days=1)).timestamp()
    seen = select(sweep.c.id).where(sweep.c.as_of >= since)
    return or_(
        finding.c.state != State.FIXED.value,
        finding.c.fixed_at >= instant,
        finding.c.sweep.in_(seen),
    )


def _alive_or_changed(since: dt.date) -> ColumnElement[bool]:
    instant = clock.end_of_night(since - dt.timedelta(days=1)).timestamp()
    return or_(
        finding.c.state.in_([one.value for one in LIVING]),
        finding.c.last_seen >= instant,
        finding.c.fixed_at >= instant,
        finding.c.changed_at >= instant,
    )


def urgency() -> tuple[ColumnElement[Any], ...]:
    """The order of a list: what stands and counts first, the gravest of it on top."""
    standing = case(
        (finding.c.state.in_((State.DISMISSED.value, State.WITHDRAWN.value)), 4),
        (finding.c.state == State.FIXED.value, 3),
        (finding.c.held.is_not(None), 2),
        (finding.c.certainty == Certainty.SUSPECTED.value, 1),
        else_=0,
    )
    severity = case(_RANKS, value=finding.c.severity, else_=len(_RANKS))
    order = places()
    check = case(dict(order), value=finding.c.check, else_=len(order))
    return standing, severity, check, finding.c.site, finding.c.url, finding.c.id


def page_of(
    connection: Connection, *, limit: int, offset: int = 0, **terms: Unpack[FindingTerms]
) -> tuple[int, list[Finding]]:
    """How many findings fit, and some of them, the most urgent first."""
    where = narrowed(terms)
    counted = select(func.count()).select_from(finding).where(where)
    chosen = select(finding.c.id).where(where)
    chosen = chosen.order_by(*urgency()).limit(limit).offset(offset)
    total = connection.scalar(counted) or 0
    keys = list(connection.execute(chosen).scalars()) if offset < total else []
    found = {one.id: one for one in findings(connection, finding.c.id.in_(keys))} if keys else {}
    return total, [found[key] for key in keys if key in found]


def counts(
    connection: Connection,
    *,
    columns: bool = False,
    sweeps: bool = False,
    **terms: Unpack[FindingTerms],
) -> list[FindingCount]:
    """Count the findings that fit, by site and by all that tells where they stand."""
    column: Label[str] = (finding.c.column if columns else literal("")).label("place")
    held = case((finding.c.held.is_(None), None), else_="").label("held")
    last: Label[int] = (finding.c.sweep if sweeps else literal(0)).label("last_sweep")
    alike = [
        *(finding.c.site, column, finding.c.check),
        *(finding.c.severity, finding.c.certainty, finding.c.state, held),
        *((whole_of() != "").label("is_part"), last),
    ]
    rows = (
        select(*alike)
        .select_from(finding.outerjoin(OWNER, OWNER.c.id == finding.c.part_of))
        .where(narrowed(terms))
        .subquery()
    )  # so that the groups are named, which every database understands
    query = select(*rows.c, func.count()).group_by(*rows.c).order_by(*rows.c)
    return [_count(row) for row in connection.execute(query)]


def _count(row: Sequence[Any]) -> FindingCount:
    site, place, check, severity, certainty, state, held, is_part, last, number = row
    return FindingCount(
        site=site,
        column=place,
        check=check,
        severity=Severity(severity),
        certainty=Certainty(certainty),
        state=State(state),
        held=held,
        is_part=bool(is_part),
        findings=number,
        sweep=last,
    )


def owners(connection: Connection, *, sites: Collection[str] | None = None) -> list[str]:
    """Whom any finding concerns; of these sites where given."""
    named = select(finding.c.owner).where(finding.c.owner != "").distinct()
    if sites is not None:
        named = named.where(finding.c.site.in_(sorted(sites)))
    return list(connection.execute(named.order_by(finding.c.owner)).scalars())
