"""Registered media accounts as rows, and how their status changed."""

import datetime as dt
import json
from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import Connection, delete, select

from govsweep.accounts import Actor, AuditAct, AuditEntry
from govsweep.addresses import digest
from govsweep.clock import BEIJING
from govsweep.errors import InputError
from govsweep.facts import MediaAccount, MediaStatus, Platform, StatusChange
from govsweep.media import MEDIA_STATUSES, MediaSaved, compared, leads_back
from govsweep.store.alone import one_at_a_time
from govsweep.store.audit_rows import record
from govsweep.store.connection import instant
from govsweep.store.statements import upsert
from govsweep.tables import (
    account_site,
    deleted_post,
    finding,
    media_account,
    media_code,
    media_status,
    post,
    post_span,
)

_PLAIN = (
    *("identifier", "handle", "name", "url", "organizer", "opened", "interactive"),
    "max_age_days",
)

_NAMED = 5  # accounts that an entry of the audit names


def save_media(
    connection: Connection,
    accounts: Iterable[MediaAccount],
    at: float,
    today: dt.date,
    by: Actor | None = None,
    source: str = "",
) -> MediaSaved:
    """Add accounts or change those that are known; each change of status is kept with its day.

    `today` is the day that a status has where nobody gave it one: of a status that an account
    stands in already, it tells nothing new.
    """
    one_at_a_time(connection, "registry")
    known, before = _histories(connection), media_accounts(connection)
    accounts = list(accounts)
    rows = [
        _row(one) | {"registered_at": at, "updated_at": at, "position": position}
        for position, one in enumerate(accounts)
    ]
    upsert(connection, media_account, rows, keep=("registered_at",))
    for one in accounts:
        _keep_history(connection, one, known.get(one.identifier, ()), today)
    written = {one.identifier for one in accounts}
    saved = compared(
        before, (one for one in media_accounts(connection) if one.identifier in written)
    )
    if by is not None:
        named = "、".join(one.shown_name for one in accounts[:_NAMED])
        more = f"等 {len(accounts)} 个" if len(accounts) > _NAMED else ""
        earlier = {one.identifier: one.before for one in saved.changed}
        after: dict[str, Any] = {"registered": [one.identifier for one in accounts]}
        after |= {one.identifier: one.after for one in saved.changed}
        entry = _changed(f"{named}{more}", earlier, after, by, instant(at), source)
        record(connection, entry)
    return saved


def _row(one: MediaAccount) -> dict[str, Any]:
    return {name: getattr(one, name) for name in _PLAIN} | {
        "platform": one.platform.value,
        "status": one.status.value,
        "addresses": json.dumps(one.addresses, ensure_ascii=False),
    }


def _keep_history(
    connection: Connection, one: MediaAccount, known: tuple[StatusChange, ...], today: dt.date
) -> None:
    for change in one.history:
        last = known[-1] if known else None
        if last is not None and last.status is change.status:
            if change.day in (last.day, today):
                continue
            connection.execute(  # its day was not known before, or is told better now
                delete(media_status).where(
                    media_status.c.account == one.identifier,
                    media_status.c.status == last.status.value,
                    media_status.c.day == last.day,
                )
            )
        if any(change == before for before in known):
            continue
        row = {"account": one.identifier, "status": change.status.value, "day": change.day}
        upsert(connection, media_status, [row], change={"day": change.day})
        known = (*known, change)


def set_status(
    connection: Connection,
    identifier: str,
    status: MediaStatus,
    day: dt.date,
    by: Actor,
    at: dt.datetime,
    note: str = "",
) -> None:
    """Change the status of an account from a day on; raises `InputError` where it cannot be.

    Nobody takes back a step of a cancellation without saying why.
    """
    one = _registered(connection, identifier)
    if one.status is status:
        raise InputError(f"“{one.name}”已经是这个状态，没有改动")
    if day > at.astimezone(BEIJING).date():
        raise InputError(f"日期 {day} 还没有到")
    if one.changed_on is not None and day < one.changed_on:
        raise InputError(f"日期 {day} 早于上一次变更的 {one.changed_on}")
    if leads_back(one.status, status) and not note:
        told = f"由“{MEDIA_STATUSES[one.status]}”退回“{MEDIA_STATUSES[status]}”要写明原因"
        raise InputError(told, "（--note）")
    connection.execute(
        media_account.update()
        .where(media_account.c.identifier == identifier)
        .values(status=status.value, updated_at=at.timestamp())
    )
    row = {"account": identifier, "status": status.value, "day": day}
    upsert(connection, media_status, [row], change={"day": day})
    before = {"status": one.status.value}
    after = {"status": status.value, "day": day.isoformat()}
    record(connection, _changed(one.shown_name, before, after, by, at, note))


def _registered(connection: Connection, identifier: str) -> MediaAccount:
    for one in media_accounts(connection):
        if one.identifier == identifier:
            return one
    raise InputError(f"没有登记编号为 {identifier} 的新媒体账号")


def _changed(
    named: str,
    before: dict[str, Any],
    after: dict[str, Any],
    by: Actor,
    at: dt.datetime,
    reason: str,
) -> AuditEntry:
    """What the audit keeps of a change to accounts."""
    return AuditEntry(
        at=at,
        by=by,
        act=AuditAct.MEDIA_CHANGED,
        subject=f"新媒体账号 {named}",
        reason=reason,
        before=before,
        after=after,
    )


def why_kept(connection: Connection, identifier: str) -> str:
    """Why an account cannot be taken out of the register; "" where nothing is known of it."""
    used = (
        ("问题", finding.c.site),
        ("导入的发布内容", post.c.account),
        ("已删除的发布内容", deleted_post.c.account),
        ("联络员", account_site.c.site),
    )
    there = [
        what
        for what, field in used
        if connection.scalar(select(field).where(field == identifier).limit(1)) is not None
    ]
    return f"已经有{'、'.join(there)}，要留作历史" if there else ""


def remove_media(
    connection: Connection, identifier: str, by: Actor, at: dt.datetime, note: str
) -> None:
    """Take out an account that was registered by mistake.

    Raises `InputError` where anything is known of it: then its history is kept.
    """
    one_at_a_time(connection, "registry")
    one = _registered(connection, identifier)
    if not note:
        raise InputError("撤销登记要写明原因", "（--why）")
    if why := why_kept(connection, identifier):
        raise InputError(f"“{one.shown_name}”{why}，不能撤销登记；不再使用的，把状态改为“已注销”")
    for table in (media_status, post_span):
        connection.execute(delete(table).where(table.c.account == identifier))
    connection.execute(delete(media_account).where(media_account.c.identifier == identifier))
    before = _row(one) | {"opened": one.opened and one.opened.isoformat()}
    after = {"removed": identifier}
    record(connection, _changed(one.shown_name, before, after, by, at, note))


def media_accounts(connection: Connection) -> list[MediaAccount]:
    """All registered accounts, cancelled ones too, in the register's order."""
    histories = _histories(connection)
    query = select(media_account).order_by(media_account.c.position, media_account.c.identifier)
    return [
        MediaAccount(
            **{name: row[name] for name in _PLAIN},
            platform=Platform(row["platform"]),
            status=MediaStatus(row["status"]),
            addresses=tuple(json.loads(row["addresses"])),
            history=histories.get(row["identifier"], ()),
        )
        for row in connection.execute(query).mappings()
    ]


def codes(connection: Connection) -> dict[str, str]:
    """What the QR codes in images say, by the image's address."""
    query = select(media_code.c.image, media_code.c.says).where(media_code.c.says != "")
    return {row.image: row.says for row in connection.execute(query)}


def codes_known(connection: Connection, since: float) -> set[str]:
    """The images that were looked into since an instant, whether they had a code or not."""
    return set(
        connection.execute(select(media_code.c.image).where(media_code.c.at >= since)).scalars()
    )


def save_codes(connection: Connection, said: Mapping[str, str], at: float) -> None:
    """Keep what images say; "" where no code was found in one."""
    upsert(
        connection,
        media_code,
        [
            {"fingerprint": digest(image), "image": image, "says": said[image], "at": at}
            for image in sorted(said)
        ],
    )


def _histories(connection: Connection) -> dict[str, tuple[StatusChange, ...]]:
    order = {one: place for place, one in enumerate(MediaStatus)}
    found: dict[str, list[StatusChange]] = {}
    for account, status, day in connection.execute(select(media_status)):
        found.setdefault(account, []).append(StatusChange(day, MediaStatus(status)))
    return {
        account: tuple(sorted(rows, key=lambda one: (one.day, order[one.status])))
        for account, rows in found.items()
    }
