"""Findings for one who looks around: a page of them at a time, counts, and whom they concern."""

import datetime as dt
from collections.abc import Collection
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Connection, Label, and_, case, func, literal, or_, select

from govsweep.checking import places
from govsweep.findings import Certainty, Finding, Severity, State
from govsweep.store.finding_rows import findings, matching
from govsweep.tables import finding, sweep

_NOON = dt.time(12)  # a night begins here: see INTERFACE, sweeps belong to nights
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
    findings: int


def narrowed(
    *,
    severity: Collection[str] = (),
    owner: str | None = None,
    column: str | None = None,
    held: bool | None = None,
    words: str | None = None,
    mended_since: dt.date | None = None,
    **terms: Any,
) -> Any:
    """The condition of `finding_rows.matching` with more terms.

    Every one of `words`, which are parted by white space, must stand somewhere in the finding.
    `mended_since` leaves out what was fixed, and last seen, before that day.
    """
    narrow: list[ColumnElement[bool]] = []
    if severity:
        narrow.append(finding.c.severity.in_(list(severity)))
    for name, value in (("owner", owner), ("column", column)):
        if value is not None:
            narrow.append(finding.c[name] == value)
    if held is not None:
        narrow.append(finding.c.held.is_not(None) if held else finding.c.held.is_(None))
    narrow += [_says(word) for word in (words or "").split()]
    if mended_since is not None:
        narrow.append(_alive_or_mended(mended_since))
    found = matching(**terms)
    return and_(*narrow, *([] if found is None else [found])) if narrow else found


def _says(word: str) -> ColumnElement[bool]:
    places = (finding.c.message, finding.c.quote, finding.c.suggestion, finding.c.subject)
    where = (*places, finding.c.url, finding.c.column, finding.c.owner)
    return or_(*(place.icontains(word, autoescape=True) for place in where))


def _alive_or_mended(since: dt.date) -> ColumnElement[bool]:
    instant = dt.datetime.combine(since, _NOON).astimezone().timestamp()
    seen = select(sweep.c.id).where(sweep.c.as_of >= since)
    return or_(
        finding.c.state != State.FIXED.value,
        finding.c.fixed_at >= instant,
        finding.c.sweep.in_(seen),
    )


def urgency() -> tuple[ColumnElement[Any], ...]:
    """The order of a list: what stands and counts first, the gravest of it on top."""
    standing = case(
        (finding.c.state == State.DISMISSED.value, 4),
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
    connection: Connection, where: Any, *, limit: int, offset: int
) -> tuple[int, list[Finding]]:
    """How many findings match, and some of them, the most urgent first."""
    counted = select(func.count()).select_from(finding)
    chosen = select(finding.c.id).order_by(*urgency()).limit(limit).offset(offset)
    if where is not None:
        counted, chosen = counted.where(where), chosen.where(where)
    total = connection.scalar(counted) or 0
    keys = list(connection.execute(chosen).scalars()) if offset < total else []
    found = {one.id: one for one in findings(connection, finding.c.id.in_(keys))} if keys else {}
    return total, [found[key] for key in keys if key in found]


def counts(connection: Connection, where: Any, *, columns: bool = False) -> list[FindingCount]:
    """Count the findings that match, by site and by all that tells where they stand."""
    column: Label[str] = (finding.c.column if columns else literal("")).label("place")
    held = case((finding.c.held.is_(None), None), else_="").label("held")
    terms = [
        *(finding.c.site, column, finding.c.check),
        *(finding.c.severity, finding.c.certainty, finding.c.state, held),
    ]
    inner = select(*terms)
    if where is not None:
        inner = inner.where(where)
    rows = inner.subquery()  # so that the groups are named, which every database understands
    query = select(*rows.c, func.count()).group_by(*rows.c).order_by(*rows.c)
    return [
        FindingCount(
            site, place, check, Severity(severity), Certainty(certainty), State(state), *rest
        )
        for site, place, check, severity, certainty, state, *rest in connection.execute(query)
    ]


def owners(connection: Connection) -> list[str]:
    """Whom any finding concerns."""
    named = select(finding.c.owner).where(finding.c.owner != "").distinct()
    return list(connection.execute(named.order_by(finding.c.owner)).scalars())
