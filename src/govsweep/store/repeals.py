"""What decisions on sites did away with."""

from collections.abc import Collection, Sequence

from sqlalchemy import Connection, delete, select

from govsweep.addresses import digest
from govsweep.facts import Repeal
from govsweep.store.repository import Reads, Repository, Writes
from govsweep.store.statements import upsert
from govsweep.tables import repeal

_FIELDS = Repeal.__struct_fields__


def repeals(connection: Connection) -> list[Repeal]:
    """All that is known of documents that hold no more."""
    query = select(*(repeal.c[name] for name in _FIELDS)).order_by(repeal.c.url, repeal.c.title)
    return [Repeal(**dict(row)) for row in connection.execute(query).mappings()]


def save_repeals(
    connection: Connection, site: str, found: Sequence[Repeal], read: Collection[str]
) -> None:
    """Keep what a site's decisions say; what one that was `read` says no more is forgotten."""
    own = select(repeal.c.url).where(repeal.c.site == site).distinct()
    for url in sorted(set(connection.execute(own).scalars()) & set(read)):
        connection.execute(delete(repeal).where(repeal.c.site == site, repeal.c.url == url))
    rows = {}
    for one in found:
        key = digest(f"{one.url}\0{one.title}\0{one.number}")
        rows[key] = {name: getattr(one, name) for name in _FIELDS} | {"key": key, "site": site}
    upsert(connection, repeal, [rows[key] for key in sorted(rows)])


class RepealRepository(Repository):
    """Documents that hold no more, by decisions on sites."""

    all = Reads(repeals)
    save = Writes(save_repeals)
