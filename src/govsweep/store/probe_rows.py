"""Timed visits to home pages, and home pages as different visitors got them, as rows."""

import datetime as dt
from collections.abc import Collection, Mapping
from typing import Any

from sqlalchemy import Connection, Select, bindparam, select

from govsweep.facts import (
    Failure,
    Probe,
    View,
)
from govsweep.store.connection import instant
from govsweep.store.statements import add_new
from govsweep.store.stored_facts import unpack_view
from govsweep.tables import probe, view

# Made once: every site is asked for these, and a statement costs more to make than to run.
_OF_SITE = select(probe).where(probe.c.site == bindparam("of")).order_by(probe.c.at)
_OF_SITE_SINCE = _OF_SITE.where(probe.c.at >= bindparam("since"))
_OF_SWEEP = _OF_SITE.where(probe.c.sweep == bindparam("number"))
_OF_TIMER = _OF_SITE.where(
    probe.c.sweep.is_(None), probe.c.at > bindparam("since"), probe.c.at <= bindparam("until")
)
_VIEWS = (
    select(view.c.facts)
    .where(view.c.sweep == bindparam("number"), view.c.site == bindparam("of"))
    .order_by(view.c.agent)
)


def probes(connection: Connection, identifier: str, number: int) -> tuple[Probe, ...]:
    """The timed visits to a site's home page in a sweep."""
    return _probes(connection, _OF_SWEEP, {"of": identifier, "number": number})


def probes_since(connection: Connection, identifier: str, since: dt.datetime) -> tuple[Probe, ...]:
    """All timed visits to a site's home page since an instant, a sweep's and the timer's."""
    return _probes(connection, _OF_SITE_SINCE, {"of": identifier, "since": since.timestamp()})


def timer_probes(
    connection: Connection, identifier: str, since: dt.datetime, until: dt.datetime
) -> tuple[Probe, ...]:
    """The timed visits to a site's home page that the timer paid between two instants."""
    between = {"since": since.timestamp(), "until": until.timestamp()}
    return _probes(connection, _OF_TIMER, {"of": identifier} | between)


def _probes(
    connection: Connection, query: Select[Any], words: Mapping[str, Any]
) -> tuple[Probe, ...]:
    return tuple(
        Probe(
            url=row["url"],
            at=instant(row["at"]),
            elapsed=row["elapsed"],
            status=row["status"],
            failure=Failure(row["failure"]) if row["failure"] else None,
            certificate=row["certificate"],
        )
        for row in connection.execute(query, words).mappings()
    )


def views(connection: Connection, number: int, identifier: str) -> tuple[View, ...]:
    """A site's home page as other visitors than a browser got it in a sweep."""
    rows = connection.execute(_VIEWS, {"number": number, "of": identifier})
    return tuple(map(unpack_view, rows.scalars()))


def views_of_all(connection: Connection, number: int, agent: str) -> tuple[View, ...]:
    """The home pages of all sites as one kind of visitor got them in a sweep."""
    query = select(view.c.facts).where(view.c.sweep == number, view.c.agent == agent)
    return tuple(map(unpack_view, connection.execute(query).scalars()))


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
