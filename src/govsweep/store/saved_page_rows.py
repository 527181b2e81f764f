"""The page that a finding stood on, as it came."""

from collections.abc import Collection
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Connection, Select, and_, select

from govsweep.store.stored_facts import unpack_body
from govsweep.tables import finding, page, sighting, sweep


class SavedPage(NamedTuple):
    """A page as it came, and the words on it."""

    url: str
    body: bytes
    quote: str
    before: str
    after: str


_earlier = page.alias("earlier")  # where its body is kept, if it did not change since


def has_saved_page(
    connection: Connection, key: str, *, sites: Collection[str] | None = None
) -> bool:
    """Whether the page that a finding stood on is kept; of these sites where given."""
    query = _kept(key, sites, sighting.c.finding)
    return connection.scalar(query) is not None


def saved_page(
    connection: Connection, key: str, *, sites: Collection[str] | None = None
) -> SavedPage | None:
    """The first page that a finding was last seen on, as it came; None where none is kept."""
    told = (sighting.c.url, _earlier.c.body, sighting.c.quote, sighting.c.before, sighting.c.after)
    row = connection.execute(_kept(key, sites, *told)).first()
    if row is None:
        return None
    url, body, *words = row
    return SavedPage(url, unpack_body(body), *words)


def _kept(key: str, sites: Collection[str] | None, *columns: ColumnElement[Any]) -> Select[Any]:
    where = [sighting.c.finding == key, _earlier.c.body.is_not(None)]
    if sites is not None:
        where.append(finding.c.site.in_(sorted(sites)))
    seen = and_(page.c.sweep == sighting.c.sweep, page.c.fingerprint == sighting.c.page)
    # By sweep and fingerprint a page is found by its key; by fingerprint alone, all are looked at.
    same = and_(
        _earlier.c.sweep.in_(select(sweep.c.id)),
        _earlier.c.fingerprint == page.c.fingerprint,
        _earlier.c.sweep <= page.c.sweep,
        _earlier.c.body_hash == page.c.body_hash,
    )
    return (
        select(*columns)
        .join(
            finding, and_(finding.c.id == sighting.c.finding, finding.c.sweep == sighting.c.sweep)
        )
        .join(page, seen)
        .join(_earlier, same)
        .where(*where)
        .order_by(sighting.c.url, _earlier.c.sweep.desc())
        .limit(1)
    )
