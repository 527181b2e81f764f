"""Accounts as rows; every change writes its row of the audit with it."""

import datetime as dt
from collections.abc import Collection
from typing import Any

from sqlalchemy import ColumnElement, Connection, delete, select, update

from govsweep.accounts import Account, Actor, AuditAct, AuditEntry, Role
from govsweep.errors import InputError
from govsweep.store import registers
from govsweep.store.audit_rows import record
from govsweep.store.connection import instant
from govsweep.tables import account, account_site, login_failure, web_session


def add_account(
    connection: Connection,
    name: str,
    role: Role,
    password: str,
    sites: Collection[str],
    by: Actor,
    at: dt.datetime,
) -> Account:
    """Add somebody; `password` is its hash. `InputError` where the name or a site cannot be."""
    if _one(connection, account.c.name == name) is not None:
        raise InputError(f"已经有帐号“{name}”；停用过的用 users enable 启用")
    if (role is Role.CONTACT) != bool(sites):
        raise InputError("单位联络员要用 --site 指明自己的网站（标识码，可重复），其他角色不用")
    if missing := sorted(set(sites) - registers.keys(connection)):
        raise InputError(f"没有登记标识码为 {'、'.join(missing)} 的网站")
    row = {"name": name, "role": role.value, "password": password, "made_at": at.timestamp()}
    key: int = connection.execute(account.insert().values(row).returning(account.c.id)).scalar_one()
    for one in sorted(set(sites)):
        connection.execute(account_site.insert().values(account=key, site=one))
    after = {"role": role.value, "sites": sorted(set(sites))}
    act = AuditAct.USER_ADDED
    record(connection, AuditEntry(at=at, by=by, act=act, subject=name, after=after))
    return _named(connection, name)


def accounts(connection: Connection) -> list[Account]:
    """Everybody, disabled or not, by name."""
    rows = connection.execute(select(account).order_by(account.c.name)).mappings().all()
    return [_account(connection, dict(row)) for row in rows]


def any_account(connection: Connection) -> bool:
    """Whether there ever was an account: from then on everybody logs in."""
    return connection.scalar(select(account.c.id).limit(1)) is not None


def account_of(connection: Connection, name: str) -> Account | None:
    """Somebody by name."""
    return _one(connection, account.c.name == name)


def set_password(
    connection: Connection, name: str, password: str, by: Actor, at: dt.datetime
) -> None:
    """Keep the hash of a new password; whoever is logged in by the old one is no more."""
    known = _named(connection, name)
    connection.execute(update(account).where(account.c.id == known.id).values(password=password))
    connection.execute(delete(web_session).where(web_session.c.account == known.id))
    connection.execute(delete(login_failure).where(login_failure.c.name == name))
    act = AuditAct.PASSWORD_CHANGED
    record(connection, AuditEntry(at=at, by=by, act=act, subject=name))


def set_disabled(
    connection: Connection, name: str, disabled: bool, by: Actor, at: dt.datetime
) -> None:
    """Let somebody in no more, from the next request on, or again."""
    known = _named(connection, name)
    if (known.disabled_at is not None) == disabled:
        raise InputError(f"帐号“{name}”{'已经停用' if disabled else '没有停用'}")
    value = at.timestamp() if disabled else None
    connection.execute(update(account).where(account.c.id == known.id).values(disabled_at=value))
    connection.execute(delete(web_session).where(web_session.c.account == known.id))
    act = AuditAct.USER_DISABLED if disabled else AuditAct.USER_ENABLED
    before, after = {"disabled": not disabled}, {"disabled": disabled}
    record(
        connection,
        AuditEntry(at=at, by=by, act=act, subject=name, before=before, after=after),
    )


def by_id(connection: Connection, key: int) -> Account | None:
    """Somebody by the number of the account."""
    return _one(connection, account.c.id == key)


def _named(connection: Connection, name: str) -> Account:
    found = _one(connection, account.c.name == name)
    if found is None:
        raise InputError(f"没有帐号“{name}”，用 govsweep users list 查看")
    return found


def _one(connection: Connection, where: ColumnElement[bool]) -> Account | None:
    row = connection.execute(select(account).where(where)).mappings().first()
    return _account(connection, dict(row)) if row is not None else None


def _account(connection: Connection, row: dict[str, Any]) -> Account:
    own = select(account_site.c.site).where(account_site.c.account == row["id"])
    disabled = row.pop("disabled_at")
    return Account(
        **row
        | {
            "role": Role(row["role"]),
            "made_at": instant(row["made_at"]),
            "disabled_at": instant(disabled) if disabled is not None else None,
            "sites": frozenset(connection.execute(own).scalars()),
        }
    )
