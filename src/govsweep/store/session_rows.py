"""Who is logged in, and wrong passwords, as rows."""

import datetime as dt
from typing import NamedTuple

from sqlalchemy import Connection, delete, select

from govsweep.accounts import WINDOW, Account, Actor, AuditAct, AuditEntry
from govsweep.store.account_rows import by_id
from govsweep.store.audit_rows import record
from govsweep.tables import audit, login_failure, web_session


class LoginFailures(NamedTuple):
    """The instants of wrong passwords for a name and from an address, within the window."""

    of_name: list[float]
    of_address: list[float]


def open_session(
    connection: Connection,
    key: str,
    who: Account,
    by: Actor,
    at: dt.datetime,
    ends: dt.datetime,
    *,
    ending: str = "",
    how: str = "",
) -> None:
    """Begin a session known by the hash of its cookie; the one that it follows on ends.

    `how` is by what somebody logged in, other than a password.
    """
    old = web_session.c.ends_at <= at.timestamp()
    connection.execute(delete(web_session).where(old | (web_session.c.key == ending)))
    connection.execute(delete(login_failure).where(login_failure.c.name == who.name))
    row = {
        "key": key,
        "account": who.id,
        "opened_at": at.timestamp(),
        "ends_at": ends.timestamp(),
        "address": by.address,
    }
    connection.execute(web_session.insert().values(row))
    act = AuditAct.LOGGED_IN
    record(connection, AuditEntry(at=at, by=by, act=act, subject=who.name, reason=how))


def session_account(connection: Connection, key: str, at: dt.datetime) -> Account | None:
    """Who goes on in a session; None where it is none, ended, or its account is disabled."""
    query = select(web_session.c.account).where(
        web_session.c.key == key, web_session.c.ends_at > at.timestamp()
    )
    number = connection.scalar(query)
    found = by_id(connection, number) if number is not None else None
    return found if found is not None and found.disabled_at is None else None


def close_session(connection: Connection, key: str, by: Actor, at: dt.datetime) -> None:
    """End a session."""
    if connection.execute(delete(web_session).where(web_session.c.key == key)).rowcount:
        act = AuditAct.LOGGED_OUT
        record(connection, AuditEntry(at=at, by=by, act=act, subject=by.name))


def failures(connection: Connection, name: str, address: str, at: dt.datetime) -> LoginFailures:
    """The wrong passwords that count at an instant.

    Where somebody logged in before, only those from there count for their name: nobody is kept
    out of their own desk by what others try elsewhere.
    """
    recent = login_failure.c.at > at.timestamp() - WINDOW
    query = select(login_failure.c.at).where(recent)
    of_name = query.where(login_failure.c.name == name)
    if _came_from(connection, name, address):
        of_name = of_name.where(login_failure.c.address == address)
    return LoginFailures(
        list(connection.execute(of_name).scalars()),
        list(connection.execute(query.where(login_failure.c.address == address)).scalars()),
    )


def _came_from(connection: Connection, name: str, address: str) -> bool:
    came = select(audit.c.id).where(
        audit.c.act == AuditAct.LOGGED_IN.value,
        audit.c.subject == name,
        audit.c.address == address,
    )
    return connection.scalar(came.limit(1)) is not None


def add_failure(
    connection: Connection, name: str, by: Actor, at: dt.datetime, *, blocks: bool
) -> None:
    """Remember a wrong password, and forget those that count no more.

    The audit is told where it is the last before nobody is let in for a while (`blocks`).
    """
    stale = login_failure.c.at <= at.timestamp() - WINDOW
    connection.execute(delete(login_failure).where(stale))
    row = {"name": name, "address": by.address, "at": at.timestamp()}
    connection.execute(login_failure.insert().values(row))
    if blocks:
        act = AuditAct.BLOCKED
        record(connection, AuditEntry(at=at, by=by, act=act, subject=name))
