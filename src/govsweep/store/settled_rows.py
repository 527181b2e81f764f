"""What settling comes to: each site's, then the whole sweep's, each in one transaction."""

import datetime as dt
import time
from collections.abc import Collection

from sqlalchemy import Connection

from govsweep import clock
from govsweep.findings import Finding
from govsweep.store import (
    character_rows,
    event_rows,
    fence_rows,
    finding_rows,
    home_rows,
    ledger_rows,
    site_rows,
    sweep_rows,
    unread_rows,
    withdrawal_rows,
)
from govsweep.store.home_rows import StoredHome
from govsweep.store.site_rows import StoredColumn


def keep_settled(
    connection: Connection,
    number: int,
    *,
    findings: Collection[Finding],
    columns: Collection[StoredColumn],
    renamed: Collection[str] = (),
    home: StoredHome,
    characters: int,
    oldest: int,
    version: str,
    at: dt.datetime,
    foreign: Collection[str] = (),
) -> None:
    """Write what settling a site came to by rules of a version: all of it or nothing.

    Columns that no sweep from `oldest` on has seen go, those that are `renamed`, and findings
    that, judged again, stand on no page any more. `characters` are those read on the site.
    """
    unread_rows.forget(connection, number, home.site)
    finding_rows.save_listed(connection, number, findings)
    site_rows.save_columns(connection, columns)
    site_rows.forget_columns(connection, home.site, oldest, renamed)
    home_rows.save_home(connection, number, home)
    character_rows.save_characters(connection, number, home.site, characters)
    withdrawal_rows.withdraw(connection, number, home.site, version, at, foreign)
    unread_rows.keep(connection, number, home.site)


def close_sweep(connection: Connection, number: int, *, reason: str, finished: bool) -> bool:
    """Leave the rest, write the ledger, mark the sweep closed; tells whether all balances.

    `finished` says that the frontier counted nothing left: pages still queued then are an
    imbalance, not a rest.
    """
    fence_rows.lock(connection, number)  # what workers are writing is waited for
    last = sweep_rows.newest_sweep(connection, number)
    if last is not None and last.closed_at is not None:  # by another process, meanwhile
        return bool(last.balanced)
    left = ledger_rows.leave_rest(connection, number, reason)
    ledger_rows.leave_links(connection, number, reason)
    balanced = ledger_rows.write_ledger(connection, number) and not (finished and left)
    at = clock.now()
    sweep_rows.mark_closed(connection, number, at.timestamp(), balanced)
    fence_rows.forget(connection, number)
    event_rows.tell_closed(connection, number, at)
    return balanced


def begin_closing(connection: Connection, number: int, by: str) -> None:
    """Let no worker write in a sweep any more; what they are writing is waited for."""
    fence_rows.lock(connection, number)
    sweep_rows.mark_closing(connection, number, time.time(), by)


def mark_fixed(
    connection: Connection, keys: Collection[str], at: dt.datetime, number: int | None = None
) -> None:
    """Say of findings that they are fixed, as a sweep saw it or a look apart from any.

    A sweep tells others when it is closed, a look at once.
    """
    finding_rows.mark_fixed(connection, keys, at, number)
    if number is None:
        event_rows.tell(connection, at, keys)
