"""Bundles of other levels, as rows: taken in whole or not at all."""

import datetime as dt
import json
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from sqlalchemy import Column, Connection, RowMapping, delete, func, select

from govsweep.accounts import Actor, AuditAct, AuditEntry
from govsweep.bundles import (
    BundleAccount,
    BundleFigures,
    BundleFinding,
    BundleSite,
    Content,
    Manifest,
    Review,
    Sender,
    Verdict,
    sender_of,
)
from govsweep.clock import BEIJING
from govsweep.errors import InputError
from govsweep.facts import Site
from govsweep.store.alone import one_at_a_time
from govsweep.store.audit_rows import record
from govsweep.store.connection import instant
from govsweep.store.repository import Reads, Repository, Writes
from govsweep.store.site_rows import sites as own_sites
from govsweep.store.statements import upsert
from govsweep.tables import (
    audit,
    bundle,
    bundle_account,
    bundle_finding,
    bundle_sender,
    bundle_site,
    bundle_verdict,
)

_CLOCKS_APART = dt.timedelta(hours=1)  # of two machines that are thought to be right
_TOLD = 5


class StoredBundle(NamedTuple):
    """A bundle that was taken in; its findings, and often its sites, are asked for apart."""

    id: int
    sender: str
    manifest: Manifest
    figures: BundleFigures
    imported_at: dt.datetime
    digest: str
    sites: tuple[BundleSite, ...]
    accounts: tuple[BundleAccount, ...] | None = None  # None: it does not tell of accounts


def senders(connection: Connection) -> list[Sender]:
    """Whose bundles are taken in, in the order of the office's list."""
    query = select(bundle_sender).order_by(bundle_sender.c.place)
    return [
        Sender(name=row["name"], key=row["key"], since=row["since"], until=row["until"])
        for row in connection.execute(query).mappings()
    ]


def set_senders(
    connection: Connection, listed: Sequence[Sender], by: Actor, at: dt.datetime
) -> None:
    """Put a list of keys in the place of the one before; bundles that were taken in stay."""
    one_at_a_time(connection, "bundles")
    before = {one.key: one.name for one in senders(connection)}
    connection.execute(delete(bundle_sender))
    rows = [{"place": place, **one.model_dump()} for place, one in enumerate(listed)]
    upsert(connection, bundle_sender, rows)
    after = {one.key: one.name for one in listed}
    act = AuditAct.BUNDLE_KEYS
    record(connection, AuditEntry(at=at, by=by, act=act, subject="", before=before, after=after))


def bundles(connection: Connection) -> list[StoredBundle]:
    """The bundles that are in force, the newest period first, then by sender; without sites."""
    query = select(bundle).order_by(bundle.c.ends.desc(), bundle.c.begins, bundle.c.sender)
    return [_stored(row) for row in connection.execute(query).mappings()]


def bundles_of(connection: Connection, begins: dt.date, ends: dt.date) -> list[StoredBundle]:
    """The bundles of a period with their sites and accounts, by sender."""
    query = (
        select(bundle)
        .where(bundle.c.begins == begins, bundle.c.ends == ends)
        .order_by(bundle.c.sender)
    )
    return [_whole(connection, row) for row in connection.execute(query).mappings().all()]


def bundle_of(connection: Connection, number: int) -> StoredBundle | None:
    """The bundle of a number with its sites and accounts; None where it is not there."""
    row = connection.execute(select(bundle).where(bundle.c.id == number)).mappings().first()
    return _whole(connection, row) if row is not None else None


def _whole(connection: Connection, row: RowMapping) -> StoredBundle:
    found = _stored(row, _sites(connection, row["id"]))
    if found.figures.accounts is None:
        return found
    return found._replace(accounts=_accounts(connection, row["id"]))


def _stored(row: RowMapping, sites: tuple[BundleSite, ...] = ()) -> StoredBundle:
    return StoredBundle(
        id=row["id"],
        sender=row["sender"],
        manifest=Manifest.model_validate_json(row["manifest"]),
        figures=BundleFigures.model_validate_json(row["figures"]),
        imported_at=instant(row["imported_at"]),
        digest=row["digest"],
        sites=sites,
    )


def _sites(connection: Connection, number: int) -> tuple[BundleSite, ...]:
    found = _facts(connection, number, bundle_site.c.site)
    return tuple(map(BundleSite.model_validate_json, found))


def _accounts(connection: Connection, number: int) -> tuple[BundleAccount, ...]:
    found = _facts(connection, number, bundle_account.c.account)
    return tuple(map(BundleAccount.model_validate_json, found))


def findings_of(connection: Connection, number: int) -> list[BundleFinding]:
    """The findings of a bundle, in the order of their ids."""
    found = _facts(connection, number, bundle_finding.c.finding)
    return [*map(BundleFinding.model_validate_json, found)]


def _facts(connection: Connection, number: int, key: Column[str]) -> Iterable[str]:
    """The facts that one of a bundle's parts has, in the order of its key."""
    part = key.table.c
    query = select(part.facts).where(part.bundle == number).order_by(key)
    return connection.execute(query).scalars()


def accept(
    connection: Connection,
    manifest: Manifest,
    content: Content,
    digest: str,
    by: Actor,
    at: dt.datetime,
) -> StoredBundle | None:
    """Take a bundle in; gives the one of the same sender and period that it replaces.

    Raises `InputError` for a key that is not known, an export that is not later than the one that
    is there, a time that is to come, and sites that are another's.
    """
    one_at_a_time(connection, "bundles")
    sender, earlier = _judged(connection, manifest, content, at)
    if earlier is not None:
        _remove(connection, earlier.id)
    _add(connection, sender.name, manifest, content, digest, at)
    _record(connection, sender.name, manifest, digest, earlier, by, at)
    return earlier


def would_replace(
    connection: Connection, manifest: Manifest, content: Content, at: dt.datetime
) -> StoredBundle | None:
    """The bundle that one would replace; raises `InputError` where it would not be taken in."""
    return _judged(connection, manifest, content, at)[1]


def _judged(
    connection: Connection, manifest: Manifest, content: Content, at: dt.datetime
) -> tuple[Sender, StoredBundle | None]:
    known = senders(connection)
    sender = sender_of(manifest, known)
    if manifest.exported_at > at + _CLOCKS_APART:
        raise InputError(f"导出时间 {_shown(manifest.exported_at)} 还没有到：请核对双方时钟")
    there = bundles_of(connection, manifest.begins, manifest.ends)
    earlier = next((one for one in there if one.sender == sender.name), None)
    if earlier is not None and manifest.exported_at <= earlier.manifest.exported_at:
        raise InputError(
            f"“{sender.name}”{manifest.title}的数据包已经导入过，"
            f"导出于 {_shown(earlier.manifest.exported_at)}；这一份导出于 "
            f"{_shown(manifest.exported_at)}，并不更晚"
        )
    _require_its_own(connection, sender.name, content, there, known)
    return sender, earlier


def _shown(moment: dt.datetime) -> str:
    return f"{moment.astimezone(BEIJING):%Y-%m-%d %H:%M:%S}"


def _require_its_own(
    connection: Connection,
    sender: str,
    content: Content,
    there: Sequence[StoredBundle],
    known: Sequence[Sender],
) -> None:
    """Raise `InputError` for what another sent, and sites that are registered as another's."""
    others = {
        key: told.sender
        for told in there
        if told.sender != sender
        for key in _keys(told.sites, told.accounts)
    }
    for site in own_sites(connection):
        name = _registered_for(site, known)
        if name and name != sender:
            others.setdefault(site.identifier, name)
    own = _keys(content.sites, content.accounts)
    taken = [f"{key}（{others[key]}）" for key in own if key in others]
    if taken:
        more = f"等 {len(taken)} 个" if taken[_TOLD:] else ""
        raise InputError(
            f"“{sender}”的数据包里有别家的网站或账号：{'、'.join(taken[:_TOLD])}{more}，整包没有导入"
        )


def _keys(sites: Iterable[BundleSite], accounts: Iterable[BundleAccount] | None) -> list[str]:
    return [*(one.site for one in sites), *(one.account for one in accounts or ())]


def _registered_for(site: Site, known: Iterable[Sender]) -> str:
    """The sender whose a site is by the registry: 上级单位 or organizer begin with the name."""
    told = [
        one.name
        for one in known
        if site.parent.startswith(one.name) or site.organizer.startswith(one.name)
    ]
    return max(told, key=len, default="")


def _remove(connection: Connection, number: int) -> None:
    for table in (bundle_site, bundle_account, bundle_finding):
        connection.execute(delete(table).where(table.c.bundle == number))
    connection.execute(delete(bundle).where(bundle.c.id == number))


def _add(
    connection: Connection,
    sender: str,
    manifest: Manifest,
    content: Content,
    digest: str,
    at: dt.datetime,
) -> None:
    told = {
        **_numbered(connection),
        "sender": sender,
        "begins": manifest.begins,
        "ends": manifest.ends,
        "exported_at": manifest.exported_at.timestamp(),
        "imported_at": at.timestamp(),
        "digest": digest,
        "manifest": manifest.model_dump_json(),
        "figures": content.figures.model_dump_json(),
    }
    number = connection.execute(bundle.insert().values(told).returning(bundle.c.id)).scalar_one()
    sites = [
        {"bundle": number, "site": one.site, "facts": one.model_dump_json()}
        for one in content.sites
    ]
    findings = [
        {"bundle": number, "finding": one.id, "facts": one.model_dump_json()}
        for one in content.findings
    ]
    accounts = [
        {"bundle": number, "account": one.account, "facts": one.model_dump_json()}
        for one in content.accounts or ()
    ]
    upsert(connection, bundle_site, sites)
    upsert(connection, bundle_account, accounts)
    upsert(connection, bundle_finding, findings)


def _numbered(connection: Connection) -> dict[str, int]:
    """The number of the next bundle where the database may give one again that was given before.

    SQLite gives the number of the last row that was removed; a number that somebody noted would
    then be another's bundle. Every import is in the audit, so no number is above their count, or
    else it is that of a bundle that is there.
    """
    if connection.dialect.name != "sqlite":
        return {}
    imported = select(func.count()).where(audit.c.act == AuditAct.BUNDLE_IMPORTED.value)
    times = connection.execute(imported.select_from(audit)).scalar_one()
    last = connection.execute(select(func.max(bundle.c.id))).scalar_one() or 0
    return {"id": max(times, last) + 1}


def _record(
    connection: Connection,
    sender: str,
    manifest: Manifest,
    digest: str,
    earlier: StoredBundle | None,
    by: Actor,
    at: dt.datetime,
) -> None:
    before = {}
    if earlier is not None:
        before = {
            "digest": earlier.digest,
            "exported_at": _shown(earlier.manifest.exported_at),
            "figures": earlier.figures.model_dump(mode="json"),
        }
    entry = AuditEntry(
        at=at,
        by=by,
        act=AuditAct.BUNDLE_IMPORTED,
        subject=f"{sender} {manifest.title}",
        before=before,
        after={"digest": digest, "exported_at": _shown(manifest.exported_at)},
    )
    record(connection, entry)


def withdraw(
    connection: Connection, number: int, by: Actor, at: dt.datetime, why: str
) -> StoredBundle:
    """Take a bundle out again; raises `InputError` where it is not there.

    What reviewers said of it is kept, and counts no more, as where another bundle replaces it.
    """
    one_at_a_time(connection, "bundles")
    found = bundle_of(connection, number)
    if found is None:
        raise InputError(f"没有 ID 为 {number} 的数据包：没有导入过，或已经撤出、已被新的替换")
    _remove(connection, number)
    entry = AuditEntry(
        at=at,
        by=by,
        act=AuditAct.BUNDLE_WITHDRAWN,
        subject=f"{found.sender} {found.manifest.title}",
        reason=why,
        before={
            "digest": found.digest,
            "exported_at": _shown(found.manifest.exported_at),
            "figures": found.figures.model_dump(mode="json"),
        },
    )
    record(connection, entry)
    return found


def reviews(connection: Connection, begins: dt.date, ends: dt.date) -> list[Review]:
    """What reviewers said of a period's samples, by draw; also of bundles that are gone."""
    columns = bundle_verdict.c
    query = (
        select(bundle_verdict)
        .where(columns.begins == begins, columns.ends == ends)
        .order_by(columns.draw, columns.sender, columns.item)
    )
    return [
        Review(
            sender=row["sender"],
            item=row["item"],
            verdict=Verdict(row["verdict"]),
            note=row["note"],
            draw=row["draw"],
            bundles=tuple(json.loads(row["bundles"])),
        )
        for row in connection.execute(query).mappings()
    ]


def keep_reviews(
    connection: Connection,
    begins: dt.date,
    ends: dt.date,
    said: Sequence[Review],
    by: Actor,
    at: dt.datetime,
) -> None:
    """Keep what reviewers said; what was said of the same before is replaced."""
    one_at_a_time(connection, "bundles")
    known = reviews(connection, begins, ends)
    before = {(one.draw, one.item): one.verdict.value for one in known}
    rows = [
        {
            "sender": one.sender,
            "begins": begins,
            "ends": ends,
            "draw": one.draw,
            "item": one.item,
            "bundles": json.dumps(one.bundles),
            "verdict": one.verdict.value,
            "note": one.note,
            "by": by.name,
            "at": at.timestamp(),
        }
        for one in said
    ]
    upsert(connection, bundle_verdict, rows)
    entry = AuditEntry(
        at=at,
        by=by,
        act=AuditAct.BUNDLE_REVIEWED,
        subject=f"{begins} 至 {ends}",
        before={
            one.item: before[one.draw, one.item] for one in said if (one.draw, one.item) in before
        },
        after={one.item: one.verdict.value for one in said},
    )
    record(connection, entry)


class BundleRepository(Repository):
    """What other levels sent, and whose bundles are taken in."""

    senders = Reads(senders)
    set_senders = Writes(set_senders)
    all = Reads(bundles)
    of_period = Reads(bundles_of)
    get = Reads(bundle_of)
    would_replace = Reads(would_replace)
    findings = Reads(findings_of)
    accept = Writes(accept)
    withdraw = Writes(withdraw)
    reviews = Reads(reviews)
    keep_reviews = Writes(keep_reviews)
