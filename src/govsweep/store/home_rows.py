"""Home pages as sweeps saw them, as rows: what is counted from there is told a day ahead."""

import datetime as dt
import json
from collections.abc import Collection

import msgspec
from sqlalchemy import Connection, RowMapping, and_, bindparam, exists, select, update

from govsweep.facts import (
    Fact,
    HomeBaseline,
    Ipv6,
    Letter,
    PagesSeen,
    SiteAccess,
    SiteDuties,
    Surveyed,
)
from govsweep.store.statements import among, upsert
from govsweep.store.stored_facts import deflate, inflate
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


class _Told(msgspec.Struct, array_like=True):
    """What is packed of a row, each as JSON: addresses and names come again and again."""

    survey: str
    letters: str
    access: str
    ipv6: str
    duties: str
    untested: int = 0  # older releases kept none of these
    files: int = 0
    files_unread: int = 0
    pages: str = ""


_told_decoder = msgspec.msgpack.Decoder(_Told)
_NOT_TOLD = {"survey": "[]", "letters": "[]", "access": "", "ipv6": "", "duties": ""}


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
    untested: int = 0  # targets on the site's pages that waited when the sweep ended
    files: int = 0  # that its pages offer
    files_unread: int = 0  # of these, whose words nobody read
    pages: PagesSeen | None = None  # None: nobody counted, an older release settled it


def save_home(connection: Connection, number: int, one: StoredHome) -> None:
    """Keep what a sweep saw of a home page; settled again, it is replaced."""
    row = {"sweep": number, "site": one.site, "seen": one.seen, "newest": one.newest}
    row |= {"week": json.dumps(one.week), "baseline": _written(one.baseline)}
    told = _Told(
        msgspec.json.encode(one.survey).decode(),
        msgspec.json.encode(one.letters).decode(),
        _written(one.access),
        _written(one.ipv6),
        _written(one.duties),
        one.untested,
        one.files,
        one.files_unread,
        _written(one.pages),
    )
    upsert(connection, home, [row | _NOT_TOLD | {"packed": _pack(told)}])


def pack_old(connection: Connection, number: int, sites: Collection[str]) -> None:
    """Pack what an older release kept of some sites' home pages, as it stands."""
    own = and_(home.c.sweep == number, home.c.site.in_(sorted(sites)))
    rows = connection.execute(select(home).where(own, home.c.packed.is_(None))).mappings().all()
    for row in rows:
        told = _Told(*(row[name] for name in _NOT_TOLD))
        where = and_(home.c.sweep == number, home.c.site == row["site"])
        connection.execute(update(home).where(where).values(_NOT_TOLD | {"packed": _pack(told)}))


def not_packed(connection: Connection) -> list[tuple[int, str]]:
    """The home pages that an older release kept."""
    query = select(home.c.sweep, home.c.site).where(home.c.packed.is_(None)).order_by(home.c.sweep)
    return [(number, site) for number, site in connection.execute(query)]


def _pack(told: _Told) -> bytes:
    return deflate(msgspec.msgpack.encode(told))


def _told(row: RowMapping) -> _Told:
    """What is kept of a home page, in whichever way."""
    if row["packed"] is not None:
        return _told_decoder.decode(inflate(row["packed"]))
    return _Told(*(row[name] for name in _NOT_TOLD))


def homes(
    connection: Connection, number: int, only: Collection[str] | None = None
) -> list[StoredHome]:
    """The home pages of a sweep, or of `only` some of its sites."""
    query = select(home).where(home.c.sweep == number).order_by(home.c.site)
    if only is not None:
        query = query.where(among(connection, home.c.site, sorted(only)))
    return [_home(row) for row in connection.execute(query).mappings()]


def _home(row: RowMapping) -> StoredHome:
    told = _told(row)
    return StoredHome(
        site=row["site"],
        seen=row["seen"],
        newest=row["newest"],
        week=tuple((visits, failed) for visits, failed in json.loads(row["week"])),
        survey=msgspec.json.decode(told.survey, type=tuple[Surveyed, ...]),
        access=msgspec.json.decode(told.access, type=SiteAccess) if told.access else None,
        ipv6=msgspec.json.decode(told.ipv6, type=Ipv6) if told.ipv6 else None,
        letters=msgspec.json.decode(told.letters, type=tuple[Letter, ...]),
        duties=msgspec.json.decode(told.duties, type=SiteDuties) if told.duties else None,
        baseline=_baseline(row["baseline"]),
        untested=told.untested,
        files=told.files,
        files_unread=told.files_unread,
        pages=msgspec.json.decode(told.pages, type=PagesSeen) if told.pages else None,
    )


def baseline_before(connection: Connection, site: str, number: int) -> HomeBaseline | None:
    """The baseline of a site's home page that sweeps before one left."""
    words = {"before": number, "of": site}
    return _baseline(connection.execute(_BASELINE, words).scalar_one_or_none() or "")


def _baseline(written: str) -> HomeBaseline | None:
    return msgspec.json.decode(written, type=HomeBaseline) if written else None


def _written(fact: Fact | None) -> str:
    return msgspec.json.encode(fact).decode() if fact is not None else ""
