"""What workers ask: the addresses that wait, and what is known of a site."""

from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import Connection, Select, and_, bindparam, func, select

from govsweep.crawl import Earlier, KnownPage, Outline
from govsweep.facts import Address, LinkStatus, Page, PageState, TargetKind
from govsweep.store.stored_facts import unpack, unpack_outline
from govsweep.tables import link, page, sweep

_AT_ONCE = 2_000  # addresses that wait, in one answer
_SWEEPS_BACK = 14  # a page that was not read in so many is read as if for the first time
_told = page.alias()  # where the facts of an unchanged page stand
# A statement costs more to make than to run: what is asked all night is made once.
# By sweep and fingerprint, a page is found by its key; by fingerprint alone, all are looked at.
_LATELY = (
    page.c.sweep.in_(
        select(sweep.c.id)
        .where(sweep.c.id < bindparam("before"))
        .order_by(sweep.c.id.desc())
        .limit(_SWEEPS_BACK)
        .scalar_subquery()
    ),
    page.c.fingerprint.in_(bindparam("keys", expanding=True)),
)
# A document that another version of the reader read is read again, though it is as it was: else
# whatever a version reads better would stay unread until the page changes.
_read_in = sweep.alias()
_IS_OF_THIS_READER = and_(
    _read_in.c.id == func.coalesce(page.c.facts_sweep, page.c.sweep),
    _read_in.c.reader
    == select(sweep.c.reader).where(sweep.c.id == bindparam("now")).scalar_subquery(),
)
_EARLIER = (
    select(page.c.fingerprint, page.c.etag, page.c.last_modified, page.c.body_hash)
    .join(_read_in, _IS_OF_THIS_READER)
    .where(*_LATELY, page.c.body_hash.is_not(None))
    .order_by(page.c.sweep)
)
_OUTLINES = (
    select(page.c.fingerprint, _told.c.facts)
    .join(
        _told,
        and_(
            _told.c.sweep == func.coalesce(page.c.facts_sweep, page.c.sweep),
            _told.c.fingerprint == page.c.fingerprint,
        ),
    )
    .where(*_LATELY, _told.c.facts.is_not(None))
    .order_by(page.c.sweep)
)
_READ_OF = _OUTLINES.join(_read_in, _IS_OF_THIS_READER).where(
    page.c.body_hash == bindparam("body_hash")
)


def waiting_after(
    connection: Connection, number: int, last: bytes, *, links: bool
) -> tuple[list[Address], bytes | None]:
    """Some queued pages, or untried links, beyond a fingerprint; and beyond which to go on.

    In the order of the key, so that a million of them are one walk and never all in hand.
    """
    rows = connection.execute(_untried(number, last) if links else _queued(number, last)).all()
    addresses = [
        Address(
            queue=row.queue,
            url=row.url,
            fingerprint=row.fingerprint,
            is_link=links,
            kind=TargetKind(row.kind) if links else TargetKind.PAGE,
            depth=0 if links else row.depth,
            tries=row.tries,
            due=row.due,
            referrer=row.referrer if links else "",
        )
        for row in rows
    ]
    return addresses, addresses[-1].fingerprint if len(rows) == _AT_ONCE else None


def _queued(number: int, last: bytes) -> Select[Any]:
    return (
        select(
            page.c.site.label("queue"),
            page.c.url,
            page.c.fingerprint,
            page.c.depth,
            page.c.tries,
            page.c.due,
        )
        .where(
            page.c.sweep == number,
            page.c.fingerprint > last,
            page.c.state == PageState.QUEUED.value,
        )
        .order_by(page.c.fingerprint)
        .limit(_AT_ONCE)
    )


def _untried(number: int, last: bytes) -> Select[Any]:
    return (
        select(
            link.c.queue,
            link.c.target.label("url"),
            link.c.fingerprint,
            link.c.kind,
            link.c.tries,
            link.c.due,
            link.c.referrer,
        )
        .where(
            link.c.sweep == number,
            link.c.fingerprint > last,
            link.c.state == LinkStatus.UNTRIED.value,
            link.c.cut == "",
        )
        .order_by(link.c.fingerprint)
        .limit(_AT_ONCE)
    )


def known_pages(connection: Connection, number: int, queue: str) -> Iterator[KnownPage]:
    """The pages known of a site in a sweep, in no order."""
    fields = (page.c.fingerprint, page.c.url, page.c.state, page.c.reason, page.c.final_url)
    tried = (page.c.tries, page.c.due, page.c.status)
    here = page.c.sweep == number, page.c.site == queue
    rows = connection.execute(select(*fields, *tried).where(*here))
    for key, url, state, *rest in rows:
        yield KnownPage(key, url, PageState(state), *rest)


def earlier(connection: Connection, number: int, keys: Sequence[bytes]) -> dict[bytes, Earlier]:
    """Pages as this version of the reader last read them, in the sweeps just before one."""
    rows = connection.execute(_EARLIER, {"before": number, "now": number, "keys": keys})
    return {key: Earlier(etag, modified, body_hash) for key, etag, modified, body_hash in rows}


def outlines(connection: Connection, number: int, keys: Sequence[bytes]) -> dict[bytes, Outline]:
    """What some pages reveal by their newest facts, of this sweep or just before."""
    rows = connection.execute(_OUTLINES, {"before": number + 1, "keys": keys}).all()
    return {key: unpack_outline(facts) for key, facts in dict(map(tuple, rows)).items()}


def read_of(connection: Connection, number: int, key: bytes, body_hash: bytes) -> Page | None:
    """What was read of a page when its document was this one, in this sweep or just before.

    Without the texts of its blocks.
    """
    named = {"before": number + 1, "now": number, "keys": [key], "body_hash": body_hash}
    rows = connection.execute(_READ_OF, named).all()
    return unpack(rows[-1].facts) if rows else None
