"""What workers write and read: visits with all that came of them, and the addresses that wait."""

import datetime as dt
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from sqlalchemy import Connection, delete, func, select, update

from govsweep.checking import Crash
from govsweep.facts import Address, DateSource, LinkStatus, Page, PageState, TargetKind, Visit
from govsweep.findings import Finding
from govsweep.store.connection import add_new, upsert
from govsweep.store.finding_rows import save_findings
from govsweep.store.stored_facts import Outline, pack, pack_body, pack_view, unpack, unpack_outline
from govsweep.tables import block, link, page, probe, sighting, sweep, view

_NOT_TOLD = (None, DateSource.LIST, DateSource.URL)


class Delivery(NamedTuple):
    """A visit with what was judged of it: stored in one transaction, then acknowledged."""

    visit: Visit
    findings: tuple[Finding, ...] = ()
    crashes: tuple[Crash, ...] = ()


class Earlier(NamedTuple):
    """What an earlier sweep knows of a page, for a conditional request."""

    etag: str
    last_modified: str
    body_hash: bytes


class KnownPage(NamedTuple):
    """A page's address as a sweep knows it."""

    fingerprint: bytes
    url: str
    state: PageState
    reason: str
    final_url: str


def commit(
    connection: Connection, number: int, deliveries: Sequence[Delivery], stored_blocks: set[bytes]
) -> None:
    """Write deliveries of one sweep; delivered twice, they change nothing.

    `stored_blocks` are hashes of blocks that this process knows to be stored; it is not changed.
    Rows go in the order of their keys, so that two workers' transactions cannot deadlock.
    """
    deliveries = sorted(deliveries, key=lambda one: one.visit.fingerprint)
    pages = [one for one in deliveries if not one.visit.probe]
    visits = [one.visit for one in deliveries]
    _save_blocks(connection, pages, stored_blocks)
    _save_pages(connection, number, pages)
    _save_links(connection, number, [visit for visit in visits if visit.probe])
    _save_found(connection, number, [one for visit in visits for one in visit.found])
    _save_timings(connection, number, visits)
    _save_views(connection, number, visits)
    _save_findings(connection, number, pages)
    crashes = sum(len(one.crashes) for one in deliveries)
    if crashes:
        connection.execute(
            update(sweep).where(sweep.c.id == number).values(crashes=sweep.c.crashes + crashes)
        )


def _save_blocks(connection: Connection, pages: list[Delivery], stored: set[bytes]) -> None:
    texts = {
        one.hash: one.text
        for delivery in pages
        if delivery.visit.page is not None
        for one in delivery.visit.page.blocks
        if one.hash not in stored
    }
    add_new(connection, block, [{"hash": key, "text": texts[key]} for key in sorted(texts)])


def _save_pages(connection: Connection, number: int, pages: list[Delivery]) -> None:
    rows = {one.visit.fingerprint: _page_row(number, one) for one in pages}
    upsert(connection, page, list(rows.values()), keep=("site", "url", "depth"))
    unchanged = [one.visit.fingerprint for one in pages if one.visit.state is PageState.UNCHANGED]
    if unchanged:
        older = page.alias()
        newest = (
            select(func.max(older.c.sweep))
            .where(
                older.c.fingerprint == page.c.fingerprint,
                older.c.sweep < number,
                older.c.facts.is_not(None),
            )
            .scalar_subquery()
        )
        connection.execute(
            update(page)
            .where(page.c.sweep == number, page.c.fingerprint.in_(unchanged))
            .values(facts_sweep=newest)
        )


def _page_row(number: int, delivery: Delivery) -> dict[str, Any]:
    visit = delivery.visit
    return {
        "sweep": number,
        "fingerprint": visit.fingerprint,
        "site": visit.queue,
        "url": visit.url,
        "depth": 0,
        "state": visit.state.value,
        "reason": visit.reason,
        "tries": visit.tries,
        "due": visit.due,
        "status": visit.status,
        "elapsed": visit.elapsed,
        "at": visit.at.timestamp(),
        "final_url": visit.final_url,
        "etag": visit.etag,
        "last_modified": visit.last_modified,
        "body_hash": visit.body_hash or None,
        "kind": visit.page.kind.value if visit.page else "",
        "facts": pack(visit.page) if visit.page else None,
        "body": pack_body(visit.body) if visit.body and delivery.findings else None,
        "published": _told_day(visit.page),
        "main_hash": visit.page.main_hash or None if visit.page else None,
    }


def _told_day(read: Page | None) -> dt.date | None:
    """The day of publication that an article itself tells."""
    if read is None or read.published is None or read.published_source in _NOT_TOLD:
        return None
    return read.published.date()


def _save_links(connection: Connection, number: int, visits: list[Visit]) -> None:
    rows = {visit.fingerprint: _link_row(number, visit) for visit in visits}
    upsert(connection, link, list(rows.values()), keep=("queue", "target", "kind"))


def _link_row(number: int, visit: Visit) -> dict[str, Any]:
    return {
        "sweep": number,
        "fingerprint": visit.fingerprint,
        "queue": visit.queue,
        "target": visit.url,
        "kind": TargetKind.PAGE.value,  # kept as it was found
        "state": visit.link_status.value,
        "failure": visit.reason,
        "http_status": visit.status,
        "elapsed": visit.elapsed,
        "tries": visit.tries,
        "due": visit.due,
        "at": visit.at.timestamp(),
        "final_url": visit.final_url,
    }


def _save_found(connection: Connection, number: int, found: list[Address]) -> None:
    pages: dict[bytes, dict[str, Any]] = {}
    links: dict[bytes, dict[str, Any]] = {}
    for address in sorted(found, key=lambda one: one.fingerprint):
        if address.probe:
            links[address.fingerprint] = _found_link(number, address)
        else:
            pages[address.fingerprint] = _found_page(number, address)
    add_new(connection, page, list(pages.values()))
    add_new(connection, link, list(links.values()))


def _found_page(number: int, address: Address) -> dict[str, Any]:
    return {
        "sweep": number,
        "fingerprint": address.fingerprint,
        "site": address.queue,
        "url": address.url,
        "depth": address.depth,
        "state": (PageState.CUT if address.cut else PageState.QUEUED).value,
        "reason": address.cut,
    }


def _found_link(number: int, address: Address) -> dict[str, Any]:
    return {
        "sweep": number,
        "fingerprint": address.fingerprint,
        "queue": address.queue,
        "target": address.url,
        "kind": address.kind.value,
        "state": LinkStatus.UNTRIED.value,
        "cut": address.cut,
    }


def _save_timings(connection: Connection, number: int, visits: list[Visit]) -> None:
    rows = [
        {
            "site": visit.queue,
            "at": visit.timing.at.timestamp(),
            "sweep": number,
            "url": visit.timing.url,
            "elapsed": visit.timing.elapsed,
            "status": visit.timing.status,
            "failure": visit.timing.failure.value if visit.timing.failure else "",
            "certificate": visit.timing.certificate,
        }
        for visit in visits
        if visit.timing is not None
    ]
    add_new(connection, probe, rows)


def _save_views(connection: Connection, number: int, visits: list[Visit]) -> None:
    rows = [
        {"sweep": number, "site": visit.queue, "agent": one.agent, "facts": pack_view(one)}
        for visit in visits
        for one in visit.views
    ]
    upsert(connection, view, rows)


def _save_findings(connection: Connection, number: int, pages: list[Delivery]) -> None:
    judge_again(
        connection,
        number,
        [one for one in pages if one.visit.state not in (PageState.QUEUED, PageState.UNCHANGED)],
    )


def judge_again(connection: Connection, number: int, pages: Sequence[Delivery]) -> None:
    """Replace what was found on pages in a sweep by what is found on them now."""
    judged = [one.visit.fingerprint for one in pages]
    if judged:  # a page read again may say less than it did before
        connection.execute(
            delete(sighting).where(sighting.c.sweep == number, sighting.c.page.in_(judged))
        )
    save_findings(
        connection,
        number,
        [(finding, one.visit.fingerprint) for one in pages for finding in one.findings],
    )


def waiting(connection: Connection, number: int, queue: str | None = None) -> Iterator[Address]:
    """Every queued page and untried link of a sweep, pages first."""
    pages = select(page).where(page.c.sweep == number, page.c.state == PageState.QUEUED.value)
    links = select(link).where(
        link.c.sweep == number, link.c.state == LinkStatus.UNTRIED.value, link.c.cut == ""
    )
    if queue is not None:
        pages = pages.where(page.c.site == queue)
        links = links.where(link.c.queue == queue)
    for row in connection.execute(pages).mappings():
        yield Address(
            queue=row["site"],
            url=row["url"],
            fingerprint=row["fingerprint"],
            depth=row["depth"],
            tries=row["tries"],
            due=row["due"],
        )
    for row in connection.execute(links).mappings():
        yield Address(
            queue=row["queue"],
            url=row["target"],
            fingerprint=row["fingerprint"],
            probe=True,
            kind=TargetKind(row["kind"]),
            tries=row["tries"],
            due=row["due"],
        )


def known(connection: Connection, number: int, queue: str) -> dict[bytes, PageState]:
    """The pages known of a site in a sweep, with what became of them."""
    rows = connection.execute(
        select(page.c.fingerprint, page.c.state).where(page.c.sweep == number, page.c.site == queue)
    )
    return {key: PageState(state) for key, state in rows}


def known_pages(connection: Connection, number: int, queue: str) -> list[KnownPage]:
    """The pages known of a site in a sweep, in no order."""
    fields = (page.c.fingerprint, page.c.url, page.c.state, page.c.reason, page.c.final_url)
    rows = connection.execute(select(*fields).where(page.c.sweep == number, page.c.site == queue))
    return [KnownPage(key, url, PageState(state), *rest) for key, url, state, *rest in rows]


def add(connection: Connection, number: int, addresses: Sequence[Address]) -> None:
    """Make addresses known that no page revealed; those known already stay as they are."""
    _save_found(connection, number, list(addresses))


def known_links(connection: Connection, number: int, queue: str) -> set[bytes]:
    """The link targets known of a queue in a sweep."""
    rows = connection.execute(
        select(link.c.fingerprint).where(link.c.sweep == number, link.c.queue == queue)
    )
    return set(rows.scalars())


def earlier(connection: Connection, number: int, queue: str) -> dict[bytes, Earlier]:
    """A site's pages as they were last fetched before a sweep."""
    rows = connection.execute(
        select(page.c.fingerprint, page.c.etag, page.c.last_modified, page.c.body_hash)
        .where(page.c.site == queue, page.c.sweep < number, page.c.body_hash.is_not(None))
        .order_by(page.c.sweep)
    )
    return {key: Earlier(etag, modified, body_hash) for key, etag, modified, body_hash in rows}


def facts_of(connection: Connection, number: int, key: bytes) -> Page | None:
    """The newest facts of a page, of this sweep or before; without the texts of its blocks."""
    stored = connection.scalar(
        select(page.c.facts)
        .where(page.c.fingerprint == key, page.c.sweep <= number, page.c.facts.is_not(None))
        .order_by(page.c.sweep.desc())
        .limit(1)
    )
    return unpack(stored) if stored else None


def outlines(connection: Connection, number: int, keys: Sequence[bytes]) -> dict[bytes, Outline]:
    """What some pages reveal by their newest facts, of this sweep or before."""
    newer = page.alias()
    newest = (
        select(func.max(newer.c.sweep))
        .where(
            newer.c.fingerprint == page.c.fingerprint,
            newer.c.sweep <= number,
            newer.c.facts.is_not(None),
        )
        .scalar_subquery()
    )
    rows = connection.execute(
        select(page.c.fingerprint, page.c.facts).where(
            page.c.fingerprint.in_(keys), page.c.sweep == newest
        )
    )
    return {key: unpack_outline(facts) for key, facts in rows}
