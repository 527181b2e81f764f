"""Who asks: somebody with an account, a machine with the token, or whoever sits at the machine."""

import hmac
from hashlib import sha256
from typing import NamedTuple

import msgspec
from starlette.requests import Request

from govsweep.accounts import Account, Actor, Role
from govsweep.errors import InputError, RefusedError
from govsweep.remarks import remark


class Visitor(msgspec.Struct, frozen=True, kw_only=True):
    """Who asks, and as what; `account` is of people who logged in by name."""

    role: Role
    account: Account | None = None
    session: str = ""  # the cookie
    address: str = ""
    can_leave: bool = False  # by a cookie, which can be taken away

    @property
    def csrf(self) -> str:
        """What each form of a session carries; no other site can know it."""
        return hmac.new(self.session.encode(), b"govsweep form", sha256).hexdigest()

    @property
    def key(self) -> str:
        """What is kept of the session."""
        return session_key(self.session)

    @property
    def actor(self) -> Actor:
        """Who acts, for the audit; raises `RefusedError` where nobody logged in by name."""
        if self.account is None:
            raise RefusedError
        return Actor(name=self.account.name, role=self.role, address=self.address)


class SentFile(NamedTuple):
    """A file that came with a form, as whoever sent it calls it."""

    name: str
    body: bytes


def file_of(request: Request) -> SentFile:
    """The file that came with the form that was sent; one without name or bytes where none did."""
    found: list[SentFile] = request.scope.get("state", {}).get("files", [])
    return found[0] if found else SentFile("", b"")


def session_key(cookie: str) -> str:
    """What is kept of a session's cookie."""
    return sha256(cookie.encode("utf-8", "surrogateescape")).hexdigest()


def visitor_of(request: Request) -> Visitor | None:
    """Who asks, as the guard found out; None where nobody logged in."""
    found = request.scope.get("state", {}).get("visitor")
    return found if isinstance(found, Visitor) else None


def actor_of(request: Request) -> Actor:
    """Who acts, for the audit."""
    visitor = visitor_of(request)
    if visitor is None:
        raise RefusedError
    return visitor.actor


def form_of(request: Request) -> dict[str, list[str]]:
    """The fields of the form that was sent, as the guard read and allowed it."""
    found: dict[str, list[str]] = request.scope.get("state", {}).get("form", {})
    return found


def field(request: Request, name: str) -> str:
    """One field of the form that was sent; "" where it is not there."""
    return form_of(request).get(name, [""])[0]


def written(request: Request, name: str) -> str:
    """What somebody wrote into a field, in one line; raises `InputError` where it is too long."""
    return remark(field(request, name))


def reason_of(request: Request) -> str:
    """The reason that somebody wrote for an act; raises `InputError` where there is none."""
    reason = written(request, "why")
    if not reason:
        raise InputError("请写明理由")
    return reason


def address_of(request: Request) -> str:
    """Where a request comes from."""
    return request.client.host if request.client is not None else ""
