"""Hold-back: how often each rule spoke, what is held for that, and its release."""

import datetime as dt
from collections.abc import Collection, Sequence
from typing import Any, NamedTuple

from sqlalchemy import (
    ColumnElement,
    Connection,
    and_,
    case,
    delete,
    func,
    literal,
    select,
    true,
    update,
)

from govsweep.facts import PageState
from govsweep.findings import LIVING, Certainty, Finding
from govsweep.store.connection import instant
from govsweep.store.event_rows import tell, untold
from govsweep.store.finding_rows import findings
from govsweep.store.statements import add_new
from govsweep.tables import finding, hold, page, sighting, sweep, tally

_READ = (PageState.FETCHED.value, PageState.UNCHANGED.value)


class Tally(NamedTuple):
    """How often a rule spoke on a site in a sweep: confirmed findings that stand.

    With no check named, `findings` counts the pages of the site that were read.
    """

    site: str
    check: str
    rule: str
    findings: int
    waiting: int = 0  # of these, told to nobody before and not held yet
    by_rules: int = 0  # of the waiting ones, on pages that did not change


class Hold(NamedTuple):
    """A rule to be held: on one site, or in the whole city."""

    check: str
    rule: str  # empty: whatever rule
    site: str  # empty: the whole city
    reason: str
    id: int | None = None  # of the hold that stands already

    def covers(self, site: str, check: str, rule: str) -> bool:
        """Whether what a rule says on a site is in it; "" is all of them."""
        return check == self.check and self.rule in ("", rule) and self.site in ("", site)


class StoredHold(NamedTuple):
    """A hold as it stands, or stood until it was released."""

    hold: Hold
    rule_version: str
    sweep: int
    at: dt.datetime
    released_at: dt.datetime | None
    findings: int  # that it holds and that still stand


def tallies(
    connection: Connection, number: int, page_checks: Collection[str], *, rejudged: bool = False
) -> list[Tally]:
    """Count what each rule says in a sweep, site by site.

    What is fresh on pages that did not change is the rules' doing, and so is all of it where the
    sweep was judged again; of other facts than pages nobody can tell.
    """
    unchanged = true() if rejudged else _on_unchanged_pages(number, page_checks)
    waiting = and_(untold(), finding.c.held.is_(None))
    rows = connection.execute(
        select(
            *(finding.c.site, finding.c.check, finding.c.rule, func.count()),
            *(_sum(waiting), _sum(and_(waiting, unchanged))),
        )
        .where(_counted(number))
        .group_by(finding.c.site, finding.c.check, finding.c.rule)
        .order_by(finding.c.site, finding.c.check, finding.c.rule)
    )
    read = connection.execute(
        select(page.c.site, _sum(page.c.state.in_(_READ)))
        .where(page.c.sweep == number)
        .group_by(page.c.site)
        .order_by(page.c.site)
    )
    return [Tally(*row) for row in rows] + [Tally(site, "", "", pages) for site, pages in read]


def _sum(condition: ColumnElement[bool]) -> Any:
    return func.sum(case((condition, 1), else_=0))


def _counted(number: int) -> ColumnElement[bool]:
    seen = select(sighting.c.finding).where(sighting.c.sweep == number)
    return and_(
        finding.c.certainty == Certainty.CONFIRMED.value,
        finding.c.state.in_([one.value for one in LIVING]),
        finding.c.id.in_(seen),
    )


def _on_unchanged_pages(number: int, page_checks: Collection[str]) -> ColumnElement[bool]:
    """Whether a finding stands on a page that did not change, wherever else it stands."""
    unchanged = (
        select(literal(1))
        .join(page, and_(page.c.sweep == sighting.c.sweep, page.c.fingerprint == sighting.c.page))
        .where(
            sighting.c.finding == finding.c.id,
            sighting.c.sweep == number,
            page.c.state == PageState.UNCHANGED.value,
        )
    )
    return and_(finding.c.check.in_(list(page_checks)), unchanged.exists())


def earlier_tallies(connection: Connection, number: int, sweeps: int) -> dict[int, list[Tally]]:
    """The tallies of so many closed sweeps before one."""
    chosen = (
        select(sweep.c.id)
        .where(sweep.c.id < number, sweep.c.closed_at.is_not(None))
        .order_by(sweep.c.id.desc())
        .limit(sweeps)
    )
    found: dict[int, list[Tally]] = {}
    query = (
        select(
            *(tally.c.sweep, tally.c.site, tally.c.check, tally.c.rule, tally.c.findings),
        )
        .where(tally.c.sweep.in_(chosen))
        .order_by(tally.c.sweep)
    )
    for row in connection.execute(query):
        found.setdefault(row[0], []).append(Tally(*row[1:]))
    return found


def holds(connection: Connection) -> list[StoredHold]:
    """Every hold, oldest first, with how many findings it keeps back."""
    kept = (
        select(func.count())
        .where(
            finding.c.hold == hold.c.id,
            finding.c.held.is_not(None),
            finding.c.state.in_([one.value for one in LIVING]),
        )
        .scalar_subquery()
    )
    rows = connection.execute(select(hold, kept.label("kept")).order_by(hold.c.id)).mappings()
    return [
        StoredHold(
            Hold(row["check"], row["rule"], row["site"], row["reason"], row["id"]),
            row["rule_version"],
            row["sweep"],
            instant(row["at"]),
            instant(row["released_at"]) if row["released_at"] is not None else None,
            row["kept"],
        )
        for row in rows
    ]


def hold_back(
    connection: Connection,
    number: int,
    counted: Sequence[Tally],
    held: Sequence[Hold],
    *,
    version: str,
    at: dt.datetime,
) -> None:
    """Keep a sweep's tallies, and hold what is fresh of these rules.

    A sweep closed before, which was judged again, tells its changes here.
    """
    connection.execute(delete(tally).where(tally.c.sweep == number))
    add_new(connection, tally, [_tally_row(number, one) for one in counted])
    for one in held:
        key = one.id if one.id is not None else _add_hold(connection, one, number, version, at)
        connection.execute(
            update(finding)
            .where(_counted(number), untold(), finding.c.held.is_(None), *_scope(one))
            .values(held=one.reason, hold=key, changed_at=at.timestamp())
        )
    closed = select(sweep.c.closed_at).where(sweep.c.id == number)
    if connection.scalar(closed) is not None:
        tell(connection, at)


def _tally_row(number: int, one: Tally) -> dict[str, Any]:
    return {
        "sweep": number,
        "site": one.site,
        "check": one.check,
        "rule": one.rule,
        "findings": one.findings,
    }


def _add_hold(connection: Connection, one: Hold, number: int, version: str, at: dt.datetime) -> int:
    key: int = connection.execute(
        hold.insert()
        .values(
            check=one.check,
            rule=one.rule,
            site=one.site,
            reason=one.reason,
            rule_version=version,
            sweep=number,
            at=at.timestamp(),
        )
        .returning(hold.c.id)
    ).scalar_one()
    return key


def _scope(one: Hold) -> list[ColumnElement[bool]]:
    terms = [finding.c.check == one.check]
    if one.rule:
        terms.append(finding.c.rule == one.rule)
    if one.site:
        terms.append(finding.c.site == one.site)
    return terms


def held_findings(connection: Connection, key: int, limit: int = 3) -> list[Finding]:
    """Some of the findings that a hold keeps back, spread over its sites."""
    place = func.row_number().over(partition_by=finding.c.site, order_by=finding.c.id)
    numbered = (
        select(finding.c.id, place.label("place"))
        .where(finding.c.hold == key, finding.c.held.is_not(None), finding.c.state.in_(_standing()))
        .subquery()
    )
    chosen = select(numbered.c.id).order_by(numbered.c.place, numbered.c.id).limit(limit)
    return findings(connection, finding.c.id.in_(list(connection.execute(chosen).scalars())))


def _standing() -> list[str]:
    return [one.value for one in LIVING]


def release(connection: Connection, key: str, at: dt.datetime) -> list[str]:
    """Free all that is held together with a finding, and tell of it; says what is free.

    None is where the finding is not held.
    """
    row = connection.execute(
        select(finding.c.hold, finding.c.held).where(finding.c.id == key)
    ).one_or_none()
    if row is None or row.held is None:
        return []
    mine = finding.c.hold == row.hold if row.hold is not None else finding.c.id == key
    held = select(finding.c.id).where(mine, finding.c.held.is_not(None)).order_by(finding.c.id)
    keys = list(connection.execute(held.with_for_update()).scalars())
    connection.execute(
        update(finding)
        .where(mine, finding.c.held.is_not(None))
        .values(held=None, hold=None, changed_at=at.timestamp())
    )
    connection.execute(
        update(hold)
        .where(hold.c.id == row.hold, hold.c.released_at.is_(None))
        .values(released_at=at.timestamp())
    )
    tell(connection, at, keys)
    return keys
