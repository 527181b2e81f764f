"""Home pages as sweeps saw them, as rows: what is counted from there is told a day ahead."""

import datetime as dt
import json
from collections.abc import Collection

import msgspec
from sqlalchemy import Connection, bindparam, exists, select

from govsweep.facts import Fact, HomeBaseline, Ipv6, Letter, SiteAccess, SiteDuties, Surveyed
from govsweep.store.connection import among, upsert
from govsweep.tables import home, sweep

# Sweep by sweep a site's row is found by its key; by site alone, those of all are looked at.
# Made once: every site is asked for it, and a statement costs more to make than to run.
_LAST = (
    select(sweep.c.id)
    .where(
        sweep.c.id < bindparam("before"),
        exists().where(
            home.c.sweep == sweep.c.id, home.c.site == bindparam("of"), home.c.baseline != ""
        ),
    )
    .order_by(sweep.c.id.desc())
    .limit(1)
    .scalar_subquery()
)
_BASELINE = select(home.c.baseline).where(home.c.sweep == _LAST, home.c.site == bindparam("of"))


class StoredHome(msgspec.Struct, frozen=True, kw_only=True):
    """A site's home page in one sweep, and the week of the timer's probes before it."""

    site: str
    seen: bool
    newest: dt.date | None = None  # the day of the newest information on it
    week: tuple[tuple[int, int], ...] = ()  # visits and failures a day, newest first
    survey: tuple[Surveyed, ...] = ()  # what samples of the site's pages say
    access: SiteAccess | None = None  # None: not looked at
    ipv6: Ipv6 | None = None
    letters: tuple[Letter, ...] = ()  # to the government, as the site publishes them
    duties: SiteDuties | None = None  # what it shows of what units owe; None: not looked at
    baseline: HomeBaseline | None = None  # for the nights to come; None: not known


def save_home(connection: Connection, number: int, one: StoredHome) -> None:
    """Keep what a sweep saw of a home page; settled again, it is replaced."""
    row = {"sweep": number, "site": one.site, "seen": one.seen, "newest": one.newest}
    told = {
        "week": json.dumps(one.week),
        "survey": msgspec.json.encode(one.survey).decode(),
        "letters": msgspec.json.encode(one.letters).decode(),
        "access": _written(one.access),
        "ipv6": _written(one.ipv6),
        "duties": _written(one.duties),
        "baseline": _written(one.baseline),
    }
    upsert(connection, home, [row | told])


def homes(
    connection: Connection, number: int, only: Collection[str] | None = None
) -> list[StoredHome]:
    """The home pages of a sweep, or of `only` some of its sites."""
    query = select(home).where(home.c.sweep == number).order_by(home.c.site)
    if only is not None:
        query = query.where(among(connection, home.c.site, sorted(only)))
    rows = connection.execute(query).mappings()
    return [
        StoredHome(
            site=row["site"],
            seen=row["seen"],
            newest=row["newest"],
            week=tuple((visits, failed) for visits, failed in json.loads(row["week"])),
            survey=msgspec.json.decode(row["survey"], type=tuple[Surveyed, ...]),
            access=msgspec.json.decode(row["access"], type=SiteAccess) if row["access"] else None,
            ipv6=msgspec.json.decode(row["ipv6"], type=Ipv6) if row["ipv6"] else None,
            letters=msgspec.json.decode(row["letters"], type=tuple[Letter, ...]),
            duties=msgspec.json.decode(row["duties"], type=SiteDuties) if row["duties"] else None,
            baseline=_baseline(row["baseline"]),
        )
        for row in rows
    ]


def baseline_before(connection: Connection, site: str, number: int) -> HomeBaseline | None:
    """The baseline of a site's home page that sweeps before one left."""
    words = {"before": number, "of": site}
    return _baseline(connection.execute(_BASELINE, words).scalar_one_or_none() or "")


def _baseline(written: str) -> HomeBaseline | None:
    return msgspec.json.decode(written, type=HomeBaseline) if written else None


def _written(fact: Fact | None) -> str:
    return msgspec.json.encode(fact).decode() if fact is not None else ""
