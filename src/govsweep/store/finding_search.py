"""Findings for one who looks around: a page of them at a time, counts, and whom they concern."""

import datetime as dt
from collections.abc import Collection, Sequence
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
)

from govsweep import clock
from govsweep.checking import places
from govsweep.findings import Certainty, Finding, Severity, State
from govsweep.store.finding_rows import OWNER, findings, whole_of
from govsweep.tables import finding, sighting, sweep

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
    held: bool | None
    overdue: dt.date | None  # a day by which a notice wanted it mended, and it is not
    mended_since: dt.date | None  # leaves out what was fixed, and last seen, before that day
    words: str | None  # parted by white space: each must stand somewhere in the finding


_ONE_OF: tuple[Literal["site", "check", "state", "severity"], ...] = (
    *("site", "check", "state", "severity"),
)
_EQUAL: tuple[Literal["certainty", "owner", "column"], ...] = ("certainty", "owner", "column")


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
    if (overdue := terms.get("overdue")) is not None:
        found += [finding.c.state == State.NOTIFIED.value, finding.c.due < overdue]
    if held is not None:
        found.append(finding.c.held.is_not(None) if held else finding.c.held.is_(None))
    if since is not None:
        found.append(_alive_or_mended(since))
    found += [_says(word) for word in (terms.get("words") or "").split()]
    return and_(*found)


def matching(connection: Connection, **terms: Unpack[FindingTerms]) -> list[Finding]:
    """Findings that fit, with their pages, by site and check."""
    return findings(connection, narrowed(terms))


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


def urgency() -> tuple[ColumnElement[Any], ...]:
    """The order of a list: what stands and counts first, the gravest of it on top."""
    standing = case(
        (finding.c.state.in_((State.DISMISSED.value, State.WITHDRAWN.value)), 4),
        (finding.c.held.is_not(None), 2),
        (finding.c.state == State.FIXED.value, 3),
        (finding.c.certainty == Certainty.SUSPECTED.value, 1),
        else_=0,
    )
    severity = case(_RANKS, value=finding.c.severity, else_=len(_RANKS))
    order = places()
    check = case(order, value=finding.c.check, else_=len(order))
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


def owners(connection: Connection) -> list[str]:
    """Whom any finding concerns."""
    named = select(finding.c.owner).where(finding.c.owner != "").distinct()
    return list(connection.execute(named.order_by(finding.c.owner)).scalars())
