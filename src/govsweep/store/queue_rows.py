"""What workers ask: the addresses that wait, and what is known of a site."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from sqlalchemy import Connection, func, select

from govsweep.facts import Address, LinkStatus, PageState, TargetKind
from govsweep.store.stored_facts import Outline, unpack_outline
from govsweep.tables import link, page


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


def known_pages(connection: Connection, number: int, queue: str) -> list[KnownPage]:
    """The pages known of a site in a sweep, in no order."""
    fields = (page.c.fingerprint, page.c.url, page.c.state, page.c.reason, page.c.final_url)
    rows = connection.execute(select(*fields).where(page.c.sweep == number, page.c.site == queue))
    return [KnownPage(key, url, PageState(state), *rest) for key, url, state, *rest in rows]


def earlier(connection: Connection, number: int, queue: str) -> dict[bytes, Earlier]:
    """A site's pages as they were last fetched before a sweep."""
    rows = connection.execute(
        select(page.c.fingerprint, page.c.etag, page.c.last_modified, page.c.body_hash)
        .where(page.c.site == queue, page.c.sweep < number, page.c.body_hash.is_not(None))
        .order_by(page.c.sweep)
    )
    return {key: Earlier(etag, modified, body_hash) for key, etag, modified, body_hash in rows}


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
