"""Accounts and their roles."""

import datetime as dt
import unicodedata
from enum import StrEnum

import msgspec

from govsweep.errors import InputError

_LONGEST = 40  # characters of a name


class Role(StrEnum):
    """What somebody may do in the browser; `web.access` says where."""

    ADMIN = "admin"  # everything
    REVIEWER = "reviewer"  # decides on findings and issues notices
    CONTACT = "contact"  # of a unit: sees its own sites only
    READER = "reader"  # sees everything and changes nothing


ROLE_NAMES = {
    Role.ADMIN: "管理员",
    Role.REVIEWER: "审核员",
    Role.CONTACT: "单位联络员",
    Role.READER: "只读",
}


class Account(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody who may log in; an account is disabled and never deleted."""

    id: int
    name: str
    role: Role
    password: str  # Argon2's own words: its parameters, the salt and the hash
    sites: frozenset[str] = frozenset()  # identifiers; a contact sees these and no others
    made_at: dt.datetime
    disabled_at: dt.datetime | None = None


def account_name(words: str) -> str:
    """A name as it is kept; raises `InputError` for what is none.

    One person is written in one way: full-width letters and capitals are the plain ones.
    """
    name = unicodedata.normalize("NFKC", words).strip().lower()
    if not name or len(name) > _LONGEST:
        raise InputError(f"帐号名“{words}”不能用：要有 1 至 {_LONGEST} 个字符")
    if any(one.isspace() or not one.isprintable() for one in name):
        raise InputError(f"帐号名“{words}”不能用：不能有空格和控制字符")
    return name
