"""Sweeps as rows: opened, judged by some rules, closed."""

import datetime as dt
import json
import secrets
from collections.abc import Collection
from functools import lru_cache
from typing import Any

import msgspec
from sqlalchemy import Connection, RowMapping, Select, and_, func, literal, select, update

from govsweep.addresses import fingerprint, href
from govsweep.errors import InputError
from govsweep.facts import (
    LinkStatus,
    PageState,
    Site,
)
from govsweep.findings import LIVING
from govsweep.store.alone import one_at_a_time
from govsweep.store.connection import instant
from govsweep.store.statements import add_new
from govsweep.tables import finding, link, page, sighting, sweep

# Why a sweep went on, or ended, without some links: each is tested the next night.
_LEFT = ("trouble", "maintenance", "time", "until", "lost", "broken")


class Sweep(msgspec.Struct, frozen=True, kw_only=True):
    """One pass over the registry (巡检)."""

    id: int
    night: dt.date
    number: int
    as_of: dt.date
    token: str
    indicators: str
    rules_version: str
    sites: tuple[str, ...]
    opened_at: dt.datetime
    closed_at: dt.datetime | None = None
    balanced: bool | None = None
    crashes: int = 0
    closing_at: dt.datetime | None = None  # from then on no worker writes in it
    closing_by: str = ""  # machine and process
    refused: int = 0  # answers that came too late to be written
    seed: str = ""  # that drew its sites; "": none did
    drawn_from: int = 0  # so many sites

    @property
    def is_open(self) -> bool:
        """Whether workers may still write in it."""
        return self.closing_at is None and self.closed_at is None

    @property
    def is_look_again(self) -> bool:
        """Whether it only looks again at some addresses, in a store of its own."""
        return self.number == 0


def _sweep(row: RowMapping) -> Sweep:
    closed, closing = row["closed_at"], row["closing_at"]
    return Sweep(
        **{name: row[name] for name in ("id", "night", "number", "as_of", "token", "indicators")},
        rules_version=row["rules_version"],
        sites=_identifiers(row["sites"]),
        opened_at=instant(row["opened_at"]),
        closed_at=instant(closed) if closed is not None else None,
        balanced=row["balanced"],
        crashes=row["crashes"],
        closing_at=instant(closing) if closing is not None else None,
        closing_by=row["closing_by"],
        refused=row["refused"],
        seed=row["seed"],
        drawn_from=row["drawn_from"],
    )


@lru_cache(maxsize=16)
def _identifiers(written: str) -> tuple[str, ...]:
    """The sites of a sweep; night after night they are the same, and held once."""
    return tuple(json.loads(written))


def newest_sweep(connection: Connection, number: int | None = None) -> Sweep | None:
    """A sweep by its id, or the newest; None where there is none."""
    query = select(sweep).order_by(sweep.c.id.desc()).limit(1)
    if number is not None:
        query = query.where(sweep.c.id == number)
    row = connection.execute(query).mappings().first()
    return _sweep(row) if row else None


def sweeps(connection: Connection) -> list[Sweep]:
    """All sweeps, oldest first."""
    rows = connection.execute(select(sweep).order_by(sweep.c.id)).mappings()
    return [_sweep(row) for row in rows]


def open_sweep(
    connection: Connection,
    *,
    night: dt.date,
    as_of: dt.date,
    sites: Collection[Site],
    indicators: str,
    rules_version: str,
    at: float,
    again: bool,
    reader: str = "",
    seed: str = "",
    drawn_from: int = 0,
) -> tuple[Sweep, bool]:
    """Join the open sweep, or open one; tells whether it was joined.

    Pages that another `reader` read are read again. `seed` drew its sites, where they are a
    sample, of `drawn_from` ones.

    Raises `InputError` when the night's sweep is closed and `again` is not said.
    """
    one_at_a_time(connection, "open")
    last = newest_sweep(connection)
    if last is not None and last.closed_at is None:
        return last, True
    if last is not None and last.night >= night and not again:
        clock = f"，而本机时钟在 {night} 夜，请先核对时钟" if last.night > night else ""
        raise InputError(
            f"{last.night} 当夜的巡检（第 {last.number} 次）已经结束{clock}；"
            "确要再做一次，请加 --again"
        )
    # Where the clock was set back, it need not be the last sweep's night.
    count = connection.scalar(select(func.max(sweep.c.number)).where(sweep.c.night == night))
    number = (count or 0) + 1
    identifier: int = connection.execute(
        sweep.insert()
        .values(
            night=night,
            number=number,
            as_of=as_of,
            token=secrets.token_hex(16),
            indicators=indicators,
            rules_version=rules_version,
            sites=json.dumps([one.identifier for one in sites]),
            opened_at=at,
            reader=reader,
            seed=seed,
            drawn_from=drawn_from,
        )
        .returning(sweep.c.id)
    ).scalar_one()
    _queue_first_pages(connection, identifier, sites)
    opened = newest_sweep(connection, identifier)
    assert opened is not None  # noqa: S101 - inserted above
    return opened, False


def _queue_first_pages(connection: Connection, number: int, sites: Collection[Site]) -> None:
    """Home pages, what the last sweep left, and pages whose findings still stand.

    A page that no other page names any more must be looked at again all the same, or its
    findings could never be fixed.
    """
    identifiers = [one.identifier for one in sites]
    # At no depth, what was left goes before all that the night itself will find.
    left = [
        row
        for last, its in last_sweeps(connection, number, identifiers).items()
        for row in connection.execute(
            select(page.c.site, page.c.url, literal(0)).where(
                page.c.sweep == last, page.c.site.in_(its), page.c.state == PageState.LEFT.value
            )
        )
    ]
    homes = [(one.identifier, href(one.url), 0) for one in sites]
    first = [*homes, *left, *connection.execute(_standing(identifiers)).all()]
    rows = [_first_page(number, site, url, depth) for site, url, depth in reversed(first)]
    by_page = {row["fingerprint"]: row for row in rows}  # one may be written in several ways
    add_new(connection, page, list(by_page.values()))
    _queue_untested_links(connection, number, identifiers)


def _queue_untested_links(
    connection: Connection, number: int, identifiers: Collection[str]
) -> None:
    """Links that the last sweep did not come to wait from the beginning, before all others.

    Those that a rule cut are found, and cut, again.
    """
    last = connection.execute(
        select(sweep.c.id, sweep.c.sites)
        .where(sweep.c.id < number)
        .order_by(sweep.c.id.desc())
        .limit(1)
    ).first()
    if last is None or set(json.loads(last.sites)) - set(identifiers):
        return  # of a sweep of some sites only, foreign hosts are not its own
    left = connection.execute(
        select(link.c.fingerprint, link.c.queue, link.c.target, link.c.kind).where(
            link.c.sweep == last.id,
            link.c.state == LinkStatus.UNTRIED.value,
            link.c.cut.in_(_LEFT),
        )
    ).mappings()
    add_new(
        connection,
        link,
        [dict(row) | {"sweep": number, "state": LinkStatus.UNTRIED.value} for row in left],
    )


def _standing(identifiers: Collection[str]) -> Select[tuple[str, str, int]]:
    """The pages of some sites on which a finding stands."""
    # The places come first, and once: SQLite would walk all pages of a site for each finding.
    places = (
        select(sighting.c.sweep, sighting.c.page, finding.c.site)
        .join(finding, finding.c.id == sighting.c.finding)
        .where(
            finding.c.state.in_([one.value for one in LIVING]),
            finding.c.sweep == sighting.c.sweep,
            finding.c.site.in_(identifiers),
        )
        .distinct()
        .subquery()
    )
    return select(page.c.site, page.c.url, page.c.depth).join(
        places,
        and_(
            page.c.sweep == places.c.sweep,
            page.c.fingerprint == places.c.page,
            page.c.site == places.c.site,
        ),
    )


def last_sweeps(
    connection: Connection, number: int, identifiers: Collection[str]
) -> dict[int, set[str]]:
    """The sweeps before one that each of these sites was in last, with those sites."""
    wanted, found = set(identifiers), {}
    query = select(sweep.c.id, sweep.c.sites).where(sweep.c.id < number)
    for last, sites in connection.execute(query.order_by(sweep.c.id.desc())):
        its = wanted.intersection(json.loads(sites))
        if its:
            found[last] = its
            wanted -= its
        if not wanted:
            break
    return found


def last_before(connection: Connection, number: int) -> list[int]:
    """The sweeps before one that its sites were in last."""
    own = newest_sweep(connection, number)
    return sorted(last_sweeps(connection, number, own.sites)) if own is not None else []


def _first_page(number: int, site: str, url: str, depth: int) -> dict[str, Any]:
    return {
        "sweep": number,
        "fingerprint": fingerprint(url),
        "site": site,
        "url": url,
        "depth": depth,
        "state": PageState.QUEUED.value,
    }


def mark_closing(connection: Connection, number: int, at: float, by: str) -> None:
    """Let no worker write in a sweep any more."""
    connection.execute(
        update(sweep)
        .where(sweep.c.id == number, sweep.c.closed_at.is_(None))
        .values(closing_at=at, closing_by=by)
    )


def reopen(connection: Connection, number: int) -> None:
    """Let workers write again in a sweep whose closing broke off."""
    connection.execute(
        update(sweep)
        .where(sweep.c.id == number, sweep.c.closed_at.is_(None))
        .values(closing_at=None, closing_by="")
    )


def mark_closed(connection: Connection, number: int, at: float, balanced: bool) -> None:
    """Mark a sweep as closed."""
    connection.execute(
        update(sweep).where(sweep.c.id == number).values(closed_at=at, balanced=balanced)
    )


def add_crashes(connection: Connection, number: int, crashes: int) -> None:
    """Count checks that raised."""
    connection.execute(
        update(sweep).where(sweep.c.id == number).values(crashes=sweep.c.crashes + crashes)
    )


def set_rules_version(connection: Connection, number: int, version: str) -> None:
    """Record by which rules a sweep was judged last."""
    connection.execute(update(sweep).where(sweep.c.id == number).values(rules_version=version))
