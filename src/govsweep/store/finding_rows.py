"""Findings and their sightings as rows."""

import datetime as dt
from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import cache
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Select,
    and_,
    case,
    false,
    func,
    literal,
    literal_column,
    null,
    or_,
    select,
    update,
)

from govsweep.addresses import fingerprint
from govsweep.facts import PageState
from govsweep.findings import LIVING, Certainty, Finding, Severity, State
from govsweep.lifecycle import INITIAL, MEMORY, MOVES, LifeEvent, sources
from govsweep.one_cause import CausePart
from govsweep.store import registers
from govsweep.store.connection import instant
from govsweep.store.settling_rows import before, saw_the_same
from govsweep.store.sighting_rows import is_shown_elsewhere
from govsweep.store.statements import add_new, add_plain, upsert
from govsweep.tables import finding, page, recheck, sighting, site

_PAGES_LISTED = 20
OWNER = finding.alias("owner")  # the finding whose part another one is
_SIGHTING = tuple(one.name for one in sighting.columns)
_PLAIN = (  # the fields that are stored as they are
    *("id", "check", "site", "owner", "url", "subject", "column", "message", "quote", "before"),
    *("after", "suggestion", "clause", "variant", "held", "rule_version", "sightings", "sweep"),
    *("rule", "withdrawn_sweep"),
)
_OF_A_PAGE = (  # what a finding says of the page that it is shown on: all of it is of one page
    *("owner", "url", "column", "message", "quote", "before", "after", "suggestion", "variant"),
    "judged",
)
_BORN = ("first_seen", "first_sweep", "state", "held", "withdrawn_sweep")  # kept, or changed below


def save_findings(
    connection: Connection,
    number: int,
    found: Sequence[tuple[Finding, bytes | None]],
    *,
    again: bool = False,
) -> None:
    """Write findings with the page each stands on, or with the pages that it lists itself.

    One that is there already lives on: see `lifecycle.LifeEvent.SEEN`. Of the pages that a sweep
    finds it on it is shown on the one with the shortest address, whichever is read first; judged
    `again`, on the one that it was shown on, while it stands there.
    """
    shown = sorted(found, key=lambda pair: (len(pair[0].url), pair[0].url), reverse=True)
    rows = {one.id: _finding_row(one) for one, _ in shown}
    is_of_pages = any(key is not None for _, key in found)
    stays = is_shown_elsewhere(number, again=again) if is_of_pages else false()
    confirmed = or_(
        stays,
        and_(  # by a person, where its check merely suspected
            finding.c.certainty == Certainty.CONFIRMED.value,
            finding.c.judged == Certainty.SUSPECTED.value,
        ),
    )
    upsert(
        connection,
        finding,
        [rows[key] for key in sorted(rows)],
        keep=_BORN,
        change={
            **_seen(number),
            # What a later sweep has seen is not unseen because an earlier one is judged again.
            **{name: _latest(name) for name in ("sweep", "last_seen")},
            **{
                name: case((stays, finding.c[name]), else_=literal_column(f"excluded.{name}"))
                for name in _OF_A_PAGE
            },
            "certainty": case(
                (confirmed, finding.c.certainty), else_=literal_column("excluded.certainty")
            ),
        },
    )
    sightings = {}
    for one, key in found:
        for url in one.pages if key is None else (one.url,):
            where = key or fingerprint(url)
            words = (_clean(url), *(_clean(text) for text in (one.quote, one.before, one.after)))
            sightings[one.id, where] = (one.id, number, where, *words)
    add_plain(connection, sighting, [sightings[key] for key in sorted(sightings)])


def save_listed(connection: Connection, number: int, found: Collection[Finding]) -> None:
    """Write findings that list their pages themselves."""
    if found:
        save_findings(connection, number, [(one, None) for one in found])


def changed_by(event: LifeEvent, number: int | None = None) -> ColumnElement[bool]:
    """Whether an event changes a finding's state; what a later sweep has seen does not end."""
    changed = finding.c.state.in_([one.value for one in sources(event)])
    return changed if number is None else and_(changed, finding.c.sweep <= number)


def _seen(number: int) -> dict[str, Any]:
    """What `lifecycle.LifeEvent.SEEN` changes on a row, in whatever state it is."""
    ended = {
        State.FIXED: func.coalesce(finding.c.fixed_sweep <= number, finding.c.sweep < number),
        State.WITHDRAWN: finding.c.withdrawn_sweep <= number,
    }
    moves = MOVES[LifeEvent.SEEN]
    relapsed = and_(finding.c.state == State.FIXED.value, ended[State.FIXED])
    return {
        "state": case(
            *(
                (
                    and_(finding.c.state == before.value, ended[before]),
                    after.value if after is not None else _remembered(before),
                )
                for before, after in moves.items()
            ),
            else_=finding.c.state,
        ),
        "relapses": finding.c.relapses + case((relapsed, 1), else_=0),
        "due": case((relapsed, null()), else_=finding.c.due),
        # Also of one that is dismissed: what it comes back to has not ended.
        "fixed_at": case((ended[State.FIXED], null()), else_=finding.c.fixed_at),
        "fixed_sweep": case((ended[State.FIXED], null()), else_=finding.c.fixed_sweep),
        "withdrawn_sweep": case((ended[State.WITHDRAWN], null()), else_=finding.c.withdrawn_sweep),
    }


def _remembered(ended: State) -> ColumnElement[str]:
    """Where a finding stands that has not ended after all: see `lifecycle.MEMORY`."""
    marks = [one for one in MEMORY if one.state is not ended]
    is_set = {"relapses": finding.c.relapses > 0}
    return case(
        *(
            (is_set.get(one.field, finding.c[one.field].is_not(None)), one.state.value)
            for one in marks
        ),
        else_=INITIAL.value,
    )


def _latest(name: str) -> ColumnElement[Any]:
    here = finding.c[name]
    new: ColumnElement[Any] = literal_column(f"excluded.{name}")
    return case((here > new, here), else_=new)


def _not_before(at: float) -> ColumnElement[float]:
    """When a finding was seen last, this instant among others: clocks of machines differ."""
    return case((finding.c.last_seen > at, finding.c.last_seen), else_=at)


def _clean(text: str) -> str:
    return text.replace("\x00", "�")  # PostgreSQL's texts hold no NUL


def _finding_row(one: Finding) -> dict[str, Any]:
    row = {
        name: _clean(value) if isinstance(value := getattr(one, name), str) else value
        for name in _PLAIN
    }
    return row | {
        "severity": one.severity.value,
        "certainty": one.certainty.value,
        "judged": one.certainty.value,
        "state": one.state.value,
        "first_seen": one.first_seen.timestamp(),
        "last_seen": one.last_seen.timestamp(),
        "first_sweep": one.sweep,
    }


def carry_on(
    connection: Connection, number: int, checks: Collection[str], last: int | None = None
) -> None:
    """See again, in a sweep, what these checks found on its unchanged pages.

    That is what was found in the sweep that read them, or in `last`, one judged by the rules of
    today, where it saw the same.
    """
    carried = connection.execute(
        select(sighting, page.c.at)
        # In this order: SQLite does not look for another where one table may be missing.
        .select_from(page.outerjoin(before, saw_the_same(last)))
        .join(
            sighting,
            and_(
                sighting.c.page == page.c.fingerprint,
                sighting.c.sweep == func.coalesce(before.c.sweep, page.c.facts_sweep),
            ),
        )
        .join(finding, finding.c.id == sighting.c.finding)
        .where(
            page.c.sweep == number,
            page.c.state == PageState.UNCHANGED.value,
            finding.c.check.in_(list(checks)),
        )
    ).mappings()
    rows = []
    seen: dict[str, float] = {}
    for row in carried:
        rows.append({name: row[name] for name in _SIGHTING} | {"sweep": number})
        seen[row["finding"]] = max(seen.get(row["finding"], 0.0), row["at"])
    add_new(connection, sighting, rows)
    for key, at in sorted(seen.items()):
        _see_in(connection, number, key, at)


def see_in(connection: Connection, number: int, keys: Iterable[str]) -> None:
    """Say of findings that a sweep saw them as they were seen last."""
    for key in sorted(keys):
        _see_in(connection, number, key, 0.0)


def _see_in(connection: Connection, number: int, key: str, at: float) -> None:
    connection.execute(
        update(finding)
        .where(finding.c.id == key, finding.c.sweep < number)
        .values(sweep=number, last_seen=_not_before(at), **_seen(number))
    )


def assign_owners(
    connection: Connection, number: int, identifier: str, owners: Mapping[str, str]
) -> None:
    """Give what a sweep found on pages of a site's columns to who owns the column, by its name."""
    for name, owner in sorted(owners.items()):
        connection.execute(
            update(finding)
            .where(
                finding.c.site == identifier,
                finding.c.sweep == number,
                finding.c.column == name,
                finding.c.owner != owner,
            )
            .values(owner=owner)
        )


def assign_parts(connection: Connection, identifier: str, parts: Iterable[CausePart]) -> None:
    """Say which of a site's findings that stand are parts of others, and that the rest are none."""
    connection.execute(
        update(finding)
        .where(
            finding.c.site == identifier,
            finding.c.part_of != "",
            finding.c.state.in_([one.value for one in LIVING]),
        )
        .values(part_of="")
    )
    for part in sorted(parts):
        connection.execute(
            update(finding).where(finding.c.id == part.finding).values(part_of=part.owner)
        )


def whole_of() -> ColumnElement[str]:
    """Whose part a finding is by now, with `OWNER` joined; "" where it stands for itself."""
    return case((_holds(), finding.c.part_of), else_="")


def is_part() -> ColumnElement[bool]:
    """Whether a finding is part of another by now, whatever else is joined."""
    whole = select(literal(1)).select_from(OWNER).where(OWNER.c.id == finding.c.part_of, _holds())
    return and_(finding.c.part_of != "", whole.correlate(finding).exists())


def _holds() -> ColumnElement[bool]:
    """What `one_cause.holds` says of a finding and its `OWNER`."""
    living = [one.value for one in LIVING]
    both_fixed = and_(OWNER.c.state == State.FIXED.value, finding.c.state == State.FIXED.value)
    sure = Certainty.CONFIRMED.value
    as_sure = or_(
        and_(OWNER.c.held.is_(None), finding.c.held.is_not(None)),
        and_(
            OWNER.c.held.is_(None) == finding.c.held.is_(None),
            or_(OWNER.c.certainty == sure, finding.c.certainty != sure),
        ),
    )
    return and_(or_(OWNER.c.state.in_(living), both_fixed), as_sure)


def unseen(connection: Connection, number: int, sites: Collection[str]) -> list[Finding]:
    """The findings of some sites that still stand but were not seen in a sweep."""
    return findings(
        connection,
        where=and_(
            finding.c.sweep < number,
            finding.c.state.in_([one.value for one in LIVING]),
            finding.c.site.in_(list(sites)),
        ),
    )


def mark_fixed(
    connection: Connection, keys: Iterable[str], at: dt.datetime, number: int | None = None
) -> None:
    """Say of findings that they are fixed, as a sweep saw it or a look apart from any.

    Of one that stands no longer, that a person dismissed meanwhile, say, it is not said.
    """
    keys = sorted(keys)
    if number is None:  # a sweep tells of itself; this look has no other record
        looks = [{"finding": key, "at": at.timestamp(), "state": State.FIXED.value} for key in keys]
        add_new(connection, recheck, looks)
    for key in keys:
        connection.execute(
            update(finding)
            .where(finding.c.id == key, changed_by(LifeEvent.FIXED, number))
            .values(state=State.FIXED.value, fixed_at=at.timestamp(), fixed_sweep=number)
        )


def mark_withdrawn(
    connection: Connection, keys: Iterable[str], at: dt.datetime, number: int
) -> None:
    """Say of findings that their rule took them back in a sweep."""
    for key in sorted(keys):
        connection.execute(
            update(finding)
            .where(finding.c.id == key, changed_by(LifeEvent.WITHDRAWN, number))
            .values(withdrawal(number, at))
        )


def withdrawal(number: int, at: dt.datetime) -> dict[str, Any]:
    """What is written of a finding that its rule took back in a sweep."""
    return {
        "state": State.WITHDRAWN.value,
        "withdrawn_sweep": number,
        "changed_at": at.timestamp(),
    }


def see_again(connection: Connection, keys: Iterable[str], at: dt.datetime) -> None:
    """Say of findings that a look apart from any sweep saw them stand."""
    for key in sorted(keys):
        connection.execute(
            update(finding).where(finding.c.id == key).values(last_seen=_not_before(at.timestamp()))
        )


def findings(connection: Connection, where: Any = None) -> list[Finding]:
    """Findings with their pages, the gravest sites' own order left to the caller; by site, id."""
    query = _all()
    if where is not None:
        query = query.where(where)
    result = connection.execute(query)
    names = list(
        result.keys()
    )  # asked for each row by its mapping, it would cost half as much again
    rows = [dict(zip(names, row, strict=True)) for row in result]
    pages = _pages(connection, {row["id"]: row["sweep"] for row in rows})
    return [_finding(row, pages.get(row["id"], ())) for row in rows]


@cache
def _all() -> Select[Any]:
    """Made once: so many columns take longer to name than to ask for."""
    query = (
        select(
            *(one for one in finding.c if one.name != "part_of"),
            whole_of().label("part_of"),
            site.c.status.label("site_status"),
            *registers.NAMES,
        )
        .join(OWNER, OWNER.c.id == finding.c.part_of, isouter=True)
        .order_by(finding.c.site, finding.c.check, finding.c.id)
    )
    for one in registers.REGISTERS:
        query = query.join(one.table, one.table.c.identifier == finding.c.site, isouter=True)
    return query


def _pages(connection: Connection, newest: dict[str, int]) -> dict[str, tuple[str, ...]]:
    urls: dict[str, list[str]] = {}
    keys = sorted(newest)
    for start in range(0, len(keys), 500):
        some = keys[start : start + 500]
        query = (
            select(sighting.c.finding, sighting.c.url)
            .join(finding, finding.c.id == sighting.c.finding)
            .where(sighting.c.finding.in_(some), sighting.c.sweep == finding.c.sweep)
            .order_by(sighting.c.finding, sighting.c.url)
        )
        for key, url in connection.execute(query):
            listed = urls.setdefault(key, [])
            if len(listed) < _PAGES_LISTED:
                listed.append(url)
    return {key: tuple(listed) for key, listed in urls.items()}


def _finding(row: dict[str, Any], pages: tuple[str, ...]) -> Finding:
    fixed_at = row["fixed_at"]
    return Finding(
        **{name: row[name] for name in _PLAIN},
        site_name=registers.shown_name(row) or row["site"],
        severity=Severity(row["severity"]),
        certainty=Certainty(row["certainty"]),
        pages=pages or (row["url"],),
        first_seen=instant(row["first_seen"]),
        last_seen=instant(row["last_seen"]),
        state=State(row["state"]),
        first_sweep=row["first_sweep"],
        fixed_at=instant(fixed_at) if fixed_at is not None else None,
        fixed_sweep=row["fixed_sweep"],
        changed_at=instant(row["changed_at"]) if row["changed_at"] is not None else None,
        relapses=row["relapses"],
        until=row["until"],
        due=row["due"],
        part_of=row["part_of"],
        site_closed=row["site_status"] == "closed",
        judged=Certainty(row["judged"]) if row["judged"] is not None else None,
    )
