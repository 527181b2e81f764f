"""Sweeps, their pages as settle reads them, and their ledgers as rows."""

import datetime as dt
import json
import secrets
from collections.abc import Collection, Iterator
from statistics import median
from typing import Any, NamedTuple

import msgspec
from sqlalchemy import ColumnElement, Connection, RowMapping, and_, case, func, select, update

from govsweep.addresses import canonical, fingerprint
from govsweep.errors import InputError
from govsweep.facts import (
    Failure,
    LinkStatus,
    Page,
    PageState,
    Probe,
    Redated,
    Site,
    View,
)
from govsweep.findings import LIVING
from govsweep.store.connection import add_new
from govsweep.store.stored_facts import text_blocks, unpack, unpack_view
from govsweep.tables import block, finding, ledger, link, page, probe, sighting, sweep, view

_SAMPLE = 5_000  # pages
_ASKED = (PageState.FETCHED, PageState.UNCHANGED, PageState.FAILED, PageState.BLOCKED)
_FAILED = (PageState.FAILED.value, PageState.BLOCKED.value)


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


class StoredPage(NamedTuple):
    """A page's row with its facts, where it has any."""

    fingerprint: bytes
    url: str
    state: PageState
    reason: str
    status: int | None
    elapsed: float | None
    final_url: str
    facts_sweep: int | None  # where the facts were read, if not in this sweep
    page: Page | None


class StoredLink(NamedTuple):
    """What became of a link target in a sweep."""

    target: str
    status: LinkStatus
    failure: Failure | None
    http_status: int | None
    final_url: str
    kind: str


class LedgerRow(NamedTuple):
    """How many addresses of a site came to one end; `state` is a PageState or "known"."""

    site: str
    state: str
    reason: str
    addresses: int


def _sweep(row: RowMapping) -> Sweep:
    closed = row["closed_at"]
    return Sweep(
        **{name: row[name] for name in ("id", "night", "number", "as_of", "token", "indicators")},
        rules_version=row["rules_version"],
        sites=tuple(json.loads(row["sites"])),
        opened_at=_instant(row["opened_at"]),
        closed_at=_instant(closed) if closed is not None else None,
        balanced=row["balanced"],
        crashes=row["crashes"],
    )


def _instant(seconds: float) -> dt.datetime:
    return dt.datetime.fromtimestamp(seconds, dt.UTC).astimezone()


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
) -> tuple[Sweep, bool]:
    """Join the open sweep, or open one; tells whether it was joined.

    Raises `InputError` when the night's sweep is closed and `again` is not said.
    """
    last = newest_sweep(connection)
    if last is not None and last.closed_at is None:
        return last, True
    number = 1
    if last is not None and last.night >= night:
        if not again:
            raise InputError(
                f"{night} 当夜的巡检（第 {last.number} 次）已经结束；确要再做一次，请加 --again"
            )
        number = last.number + 1 if last.night == night else 1
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
    last = select(func.max(sweep.c.id)).where(sweep.c.id < number).scalar_subquery()
    left = select(page.c.site, page.c.url, page.c.depth).where(
        page.c.state == PageState.LEFT.value, page.c.site.in_(identifiers), page.c.sweep == last
    )
    standing = (
        select(page.c.site, page.c.url, page.c.depth)
        .join(
            sighting, and_(sighting.c.page == page.c.fingerprint, sighting.c.sweep == page.c.sweep)
        )
        .join(finding, finding.c.id == sighting.c.finding)
        .where(
            finding.c.state.in_([one.value for one in LIVING]),
            finding.c.sweep == sighting.c.sweep,
            finding.c.site == page.c.site,
            page.c.site.in_(identifiers),
        )
    )
    homes = [(one.identifier, canonical(one.url), 0) for one in sites]
    first = [*homes, *connection.execute(left).all(), *connection.execute(standing).all()]
    rows = {url: _first_page(number, site, url, depth) for site, url, depth in reversed(first)}
    add_new(connection, page, list(rows.values()))


def _first_page(number: int, site: str, url: str, depth: int) -> dict[str, Any]:
    return {
        "sweep": number,
        "fingerprint": fingerprint(url),
        "site": site,
        "url": url,
        "depth": depth,
        "state": PageState.QUEUED.value,
    }


def leave_rest(connection: Connection, number: int, reason: str) -> int:
    """Turn what is still queued into what was left, and say how many pages that is."""
    queued = and_(page.c.sweep == number, page.c.state == PageState.QUEUED.value)
    # A page that failed once and waited for its second try is known to have failed.
    connection.execute(
        update(page).where(queued, page.c.reason != "").values(state=PageState.FAILED.value)
    )
    return connection.execute(
        update(page).where(queued).values(state=PageState.LEFT.value, reason=reason)
    ).rowcount


def close_sweep(connection: Connection, number: int, at: float, balanced: bool) -> None:
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


def write_ledger(connection: Connection, number: int) -> bool:
    """Count what became of every known address, per site; tells whether the sums balance.

    They do not when an address came to no end, failed without a reason, or counts as read
    without any facts to show for it.
    """
    ends = connection.execute(
        select(page.c.site, page.c.state, page.c.reason, func.count())
        .where(page.c.sweep == number)
        .group_by(page.c.site, page.c.state, page.c.reason)
    ).all()
    rows = [LedgerRow(*row) for row in ends]
    known = connection.execute(
        select(page.c.site, func.count(page.c.fingerprint.distinct()))
        .where(page.c.sweep == number)
        .group_by(page.c.site)
    )
    rows += [LedgerRow(site, "known", "", count) for site, count in known]
    connection.execute(ledger.delete().where(ledger.c.sweep == number))
    add_new(connection, ledger, [_ledger_row(number, row) for row in rows])
    return not any(
        row.state == PageState.QUEUED.value
        or (row.state in (PageState.FAILED, PageState.CUT, PageState.LEFT) and not row.reason)
        for row in rows
    )


def _ledger_row(number: int, row: LedgerRow) -> dict[str, Any]:
    return {
        "sweep": number,
        "site": row.site,
        "state": row.state,
        "reason": row.reason,
        "count": row.addresses,
    }


def ledger_rows(connection: Connection, number: int) -> list[LedgerRow]:
    """The ledger of a closed sweep."""
    rows = connection.execute(
        select(ledger.c.site, ledger.c.state, ledger.c.reason, ledger.c.count)
        .where(ledger.c.sweep == number)
        .order_by(ledger.c.site, ledger.c.state, ledger.c.reason)
    )
    return [LedgerRow(*row) for row in rows]


class Progress(NamedTuple):
    """How far a sweep is."""

    pages: dict[str, int]  # by state
    links_tried: int
    links_waiting: int
    sites_waiting: int  # with a page still to be read
    findings: int

    @property
    def read(self) -> int:
        """Pages that came to an end by being asked for."""
        return sum(self.pages.get(state.value, 0) for state in _ASKED)

    @property
    def done(self) -> int:
        """Addresses that came to an end."""
        return sum(self.pages.values()) - self.waiting_pages + self.links_tried

    @property
    def waiting_pages(self) -> int:
        """Pages still to be read."""
        return self.pages.get(PageState.QUEUED.value, 0)

    @property
    def waiting(self) -> int:
        """Addresses still to be asked for."""
        return self.waiting_pages + self.links_waiting


def progress(connection: Connection, number: int) -> Progress:
    """How far a sweep is."""
    states = connection.execute(
        select(page.c.state, func.count().label("addresses"))
        .where(page.c.sweep == number)
        .group_by(page.c.state)
    )
    untried = case((link.c.state == LinkStatus.UNTRIED.value, 1), else_=0)
    links, waiting = connection.execute(
        select(func.count(), func.sum(untried)).where(link.c.sweep == number, link.c.cut == "")
    ).one()
    return Progress(
        pages={row.state: row.addresses for row in states},
        links_tried=links - (waiting or 0),
        links_waiting=waiting or 0,
        sites_waiting=connection.scalar(
            select(func.count(page.c.site.distinct())).where(
                page.c.sweep == number, page.c.state == PageState.QUEUED.value
            )
        )
        or 0,
        findings=connection.scalar(
            select(func.count()).select_from(finding).where(finding.c.sweep == number)
        )
        or 0,
    )


def usual_seconds(connection: Connection, number: int) -> float:
    """How long a page took in a sweep, in the median of a sample over all sites; 0.0 for none."""
    sample = (
        select(page.c.elapsed)
        .where(page.c.sweep == number, page.c.elapsed.is_not(None))
        .order_by(page.c.fingerprint)  # a hash: as good as drawn by lot, and the same each time
        .limit(_SAMPLE)
    )
    seconds = connection.execute(sample).scalars().all()
    return median(seconds) if seconds else 0.0


def site_pages(
    connection: Connection, number: int, identifier: str, *, texts: bool = False
) -> Iterator[StoredPage]:
    """Every page of a site in a sweep with its facts, the failed ones first.

    So whoever reads on knows which addresses failed before the pages that name them come.
    `texts` asks for the texts of the blocks too.
    """
    older = page.alias()
    query = (
        select(page, older.c.facts.label("older_facts"))
        .join(
            older,
            and_(older.c.sweep == page.c.facts_sweep, older.c.fingerprint == page.c.fingerprint),
            isouter=True,
        )
        .where(page.c.sweep == number, page.c.site == identifier)
        .order_by(case((page.c.state.in_(_FAILED), 0), else_=1), page.c.url)
    )
    for row in connection.execute(query).mappings():
        stored = row["facts"] or row["older_facts"]
        facts = unpack(stored) if stored else None
        if texts and facts is not None and stored:
            facts = with_texts(connection, facts)
        yield StoredPage(
            row["fingerprint"],
            row["url"],
            PageState(row["state"]),
            row["reason"],
            row["status"],
            row["elapsed"],
            row["final_url"],
            row["facts_sweep"],
            facts,
        )


def with_texts(connection: Connection, facts: Page) -> Page:
    """A page with the texts of its blocks."""
    hashes = list({one.hash for one in facts.blocks})
    texts: dict[bytes, str] = {}
    for start in range(0, len(hashes), 500):
        some = hashes[start : start + 500]
        rows = connection.execute(select(block.c.hash, block.c.text).where(block.c.hash.in_(some)))
        texts.update((key, text) for key, text in rows)
    return text_blocks(facts, texts)


def redated(connection: Connection, number: int, identifier: str) -> list[Redated]:
    """Articles whose day of publication moved since the site's last sweep, their text the same."""
    last = connection.scalar(
        select(func.max(page.c.sweep)).where(page.c.site == identifier, page.c.sweep < number)
    )
    if last is None:
        return []
    older, facts = page.alias(), page.alias()
    read_in = func.coalesce(older.c.facts_sweep, older.c.sweep)
    rows = connection.execute(
        select(page.c.url, facts.c.published.label("before"), page.c.published, sweep.c.as_of)
        .join(older, and_(older.c.sweep == last, older.c.fingerprint == page.c.fingerprint))
        .join(facts, and_(facts.c.sweep == read_in, facts.c.fingerprint == page.c.fingerprint))
        .join(sweep, sweep.c.id == facts.c.sweep)
        .where(
            page.c.sweep == number,
            page.c.site == identifier,
            page.c.main_hash == facts.c.main_hash,
            page.c.published != facts.c.published,
        )
        .order_by(page.c.url)
    )
    return [Redated(url=url, before=old, after=new, seen=seen) for url, old, new, seen in rows]


def tried_links(connection: Connection, number: int, *, bad: bool = False) -> dict[str, StoredLink]:
    """The link targets tried in a sweep; only those not fine if asked for."""
    query = select(link).where(link.c.sweep == number, link.c.cut == "")
    if bad:
        query = query.where(link.c.state != LinkStatus.FINE.value)
    return {
        row["target"]: StoredLink(
            row["target"],
            LinkStatus(row["state"]),
            Failure(row["failure"]) if row["failure"] in set(Failure) else None,
            row["http_status"],
            row["final_url"],
            row["kind"],
        )
        for row in connection.execute(query).mappings()
    }


def probes(connection: Connection, identifier: str, number: int) -> tuple[Probe, ...]:
    """The timed visits to a site's home page in a sweep."""
    return _probes(connection, probe.c.site == identifier, probe.c.sweep == number)


def timer_probes(
    connection: Connection, identifier: str, since: float, until: float
) -> tuple[Probe, ...]:
    """The timed visits to a site's home page that the timer paid between two instants."""
    return _probes(
        connection,
        probe.c.site == identifier,
        probe.c.sweep.is_(None),
        probe.c.at > since,
        probe.c.at <= until,
    )


def _probes(connection: Connection, *terms: ColumnElement[bool]) -> tuple[Probe, ...]:
    query = select(probe).where(*terms).order_by(probe.c.at)
    return tuple(
        Probe(
            url=row["url"],
            at=_instant(row["at"]),
            elapsed=row["elapsed"],
            status=row["status"],
            failure=Failure(row["failure"]) if row["failure"] else None,
            certificate=row["certificate"],
        )
        for row in connection.execute(query).mappings()
    )


def views(connection: Connection, number: int, identifier: str) -> tuple[View, ...]:
    """A site's home page as other visitors than a browser got it in a sweep."""
    rows = connection.execute(
        select(view.c.facts)
        .where(view.c.sweep == number, view.c.site == identifier)
        .order_by(view.c.agent)
    )
    return tuple(map(unpack_view, rows.scalars()))


def save_probes(connection: Connection, rows: Collection[tuple[str, Probe]]) -> None:
    """Keep probes of the timer, apart from any sweep."""
    add_new(
        connection,
        probe,
        [
            {
                "site": identifier,
                "at": one.at.timestamp(),
                "url": one.url,
                "elapsed": one.elapsed,
                "status": one.status,
                "failure": one.failure.value if one.failure else "",
            }
            for identifier, one in rows
        ],
    )
