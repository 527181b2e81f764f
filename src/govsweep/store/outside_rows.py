"""What sweeps read of hosts that are no registered site's, and what is remembered of them."""

import datetime as dt
import json
from collections.abc import Collection, Iterable, Mapping
from typing import Any, NamedTuple

from sqlalchemy import Connection, Select, delete, select, update

from govsweep.addresses import registrable
from govsweep.crawl import queue_of_host
from govsweep.facts import KnownHost, LinkStatus, OutsidePage
from govsweep.store.statements import among, upsert
from govsweep.store.stored_facts import pack_outside, unpack_outside
from govsweep.tables import link, outward_host, sweep

_AT_ONCE = 500


class OutsideLook(NamedTuple):
    """A tested link of which a page was read."""

    queue: str
    target: str
    page: OutsidePage


class StoredHost(NamedTuple):
    """What is remembered of a host, since which sweep, and which site tells of it."""

    known: KnownHost
    sweep: int
    told_by: str


def outside_looks(connection: Connection, number: int) -> list[OutsideLook]:
    """What a sweep read of pages that are no swept site's, in the order of their addresses."""
    query = (
        select(link.c.queue, link.c.target, link.c.outside)
        .where(link.c.sweep == number, link.c.outside.is_not(None))
        .order_by(link.c.target)
    )
    return [
        OutsideLook(queue, target, unpack_outside(packed))
        for queue, target, packed in connection.execute(query)
    ]


def outward_queues(connection: Connection, number: int) -> set[str]:
    """The hosts, as queues, to which links of a sweep lead."""
    outside = link.c.queue.startswith(queue_of_host(""))
    query = select(link.c.queue).where(link.c.sweep == number, outside).distinct()
    return set(connection.execute(query).scalars())


def targets_of(connection: Connection, number: int, queues: Collection[str]) -> list[str]:
    """The targets of a sweep's links on some hosts."""
    named = sorted(queues)
    found: list[str] = []
    for start in range(0, len(named), _AT_ONCE):
        some = named[start : start + _AT_ONCE]
        query = select(link.c.target).where(
            link.c.sweep == number, among(connection, link.c.queue, some)
        )
        found += connection.execute(query).scalars()
    return sorted(found)


def asked_of(connection: Connection, number: int, keys: Collection[bytes]) -> dict[bytes, bool]:
    """Of some addresses, those that a sweep asked for, and whether they answered."""
    query = select(link.c.fingerprint, link.c.state).where(
        link.c.sweep == number,
        link.c.at.is_not(None),
        link.c.state != LinkStatus.UNTRIED.value,
        link.c.fingerprint.in_(sorted(keys)),
    )
    return {bytes(key): state == LinkStatus.FINE.value for key, state in connection.execute(query)}


def asked_since(connection: Connection, since: dt.date, keys: Collection[bytes]) -> set[bytes]:
    """Of some addresses, those that sweeps of a night or later asked for.

    What a sweep asked for of a site that it swept was a link to that, not the place of one that is
    no more.
    """
    nights = select(sweep.c.id, sweep.c.sites).where(sweep.c.night >= since)
    swept = {number: set(json.loads(sites)) for number, sites in connection.execute(nights)}
    query = select(link.c.sweep, link.c.queue, link.c.fingerprint).where(
        link.c.sweep.in_(swept), link.c.at.is_not(None), link.c.fingerprint.in_(sorted(keys))
    )
    return {
        bytes(key) for number, queue, key in connection.execute(query) if queue not in swept[number]
    }


def outward_hosts(connection: Connection, before: int) -> dict[str, StoredHost]:
    """What sweeps before one knew of each host, with what it was until it turned last."""
    return _folded(connection, select(outward_host).where(outward_host.c.sweep < before))


def turned_hosts(connection: Connection, since: dt.date | None = None) -> list[KnownHost]:
    """Hosts that turned, on a night or later, the latest first, as they are and as they were."""
    turned = outward_host.c.turned
    names = select(outward_host.c.host).where(turned.is_not(None)).distinct()
    if since is not None:
        names = names.where(turned >= since)
    found = _folded(connection, select(outward_host).where(outward_host.c.host.in_(names)))
    known = [one.known for one in found.values() if one.known.turned is not None]
    return sorted(known, key=lambda one: (one.turned or dt.date.min, one.host), reverse=True)


def _folded(connection: Connection, rows: Select[Any]) -> dict[str, StoredHost]:
    """The newest row of each host, with the page of the one before it."""
    found: dict[str, StoredHost] = {}
    ordered = rows.order_by(outward_host.c.host, outward_host.c.sweep)
    for row in connection.execute(ordered).mappings():
        earlier = found.get(row["host"])
        known = _known(row, unpack_outside(row["facts"]), earlier.known.page if earlier else None)
        found[row["host"]] = StoredHost(known, row["sweep"], row["told_by"])
    return found


def _known(row: Any, page: OutsidePage, before: OutsidePage | None) -> KnownHost:
    return KnownHost(
        host=row["host"],
        page=page,
        first_seen=row["first_seen"],
        last_seen=row["last_seen"],
        turned=row["turned"],
        before=before if row["turned"] is not None else None,
    )


def remember_hosts(
    connection: Connection, number: int, hosts: Iterable[StoredHost], told_by: Mapping[str, str]
) -> None:
    """Keep what a sweep saw of hosts; done again, it changes nothing.

    Those that it saw turn get a row of their own. `told_by` is the site that tells of each.
    """
    connection.execute(delete(outward_host).where(outward_host.c.sweep == number))
    rows = [
        {
            "host": one.known.host,
            "sweep": one.sweep,
            "domain": registrable(one.known.host),
            "title": one.known.page.title,
            "spam": one.known.page.score,
            "first_seen": one.known.first_seen,
            "last_seen": one.known.last_seen,
            "turned": one.known.turned,
            "facts": pack_outside(one.known.page),
            "told_by": one.told_by,
        }
        for one in sorted(hosts, key=lambda one: one.known.host)
    ]
    upsert(connection, outward_host, rows)
    for name in sorted(told_by):
        connection.execute(
            update(outward_host).where(outward_host.c.host == name).values(told_by=told_by[name])
        )
