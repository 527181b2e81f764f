"""Admission: who it is that asks, by a session, by the token, or by sitting at the machine."""

import hmac
import time
from hashlib import sha256

from starlette.requests import Request

from govsweep import clock
from govsweep.accounts import Role
from govsweep.errors import ServiceError
from govsweep.store import Store
from govsweep.web.visitor import Visitor, address_of, session_key

COOKIE = "govsweep_session"
POSTS = "/api/v1/posts"  # where programs hand in posts of media accounts
SESSION_SECONDS = 7 * 24 * 3600  # by the token, which stands for nobody in particular


class Sessions:
    """The token, and the cookies that a browser is given for it while there are no accounts."""

    def __init__(self, token: str) -> None:
        self._token = token.encode()

    def is_token(self, words: str) -> bool:
        """Whether these words are the token."""
        return hmac.compare_digest(words.encode("utf-8", "surrogateescape"), self._token)

    def cookie(self) -> str:
        """A cookie that is good for a week, or until the token is changed."""
        expiry = str(int(time.time()) + SESSION_SECONDS)
        return f"{expiry}.{self._sign(expiry)}"

    def is_good(self, cookie: str) -> bool:
        """Whether we gave this cookie, and it is not too old."""
        expiry, _, signature = cookie.partition(".")
        signed = hmac.compare_digest(signature.encode(), self._sign(expiry).encode())
        return signed and expiry.isdecimal() and int(expiry) > time.time()

    def _sign(self, expiry: str) -> str:
        return hmac.new(self._token, b"govsweep session " + expiry.encode(), sha256).hexdigest()

    def carried_by(self, request: Request) -> bool:
        """Whether a request carries the token, as programs send it."""
        kind, _, words = request.headers.get("authorization", "").partition(" ")
        # A header is read as Latin-1; the token may be anything.
        told = words.strip().encode("latin-1").decode("utf-8", "surrogateescape")
        return kind.lower() == "bearer" and self.is_token(told)


class Admission:
    """Who is let in.

    From the first account on everybody logs in by name, also at this machine: behind a reverse
    proxy all come from it. Programs may go on with the token, and only look. Before that whoever
    has the token looks, or whoever sits at the machine where none was set.
    """

    def __init__(
        self, store: Store, sessions: Sessions | None, posting: Sessions | None = None
    ) -> None:
        self._store = store
        self.sessions = sessions
        self._posting = posting
        self._has_accounts = False

    @property
    def by_name(self) -> bool:
        """Whether people log in by name; once there is an account there always is one."""
        if not self._has_accounts:
            try:
                self._has_accounts = self._store.is_current() and self._store.accounts.any()
            except ServiceError:  # there is nothing to be seen either
                return False
        return self._has_accounts

    def visitor(self, request: Request) -> Visitor | None:
        """Who asks; None where that is nobody who is let in."""
        address = address_of(request)
        if (
            self._posting is not None
            and request.scope["path"] == POSTS
            and self._posting.carried_by(request)
        ):
            return Visitor(role=Role.REVIEWER, address=address)  # there and nowhere else
        if self.sessions is not None and self.sessions.carried_by(request):
            return Visitor(role=Role.READER, address=address)
        cookie = request.cookies.get(COOKIE, "")
        if self.by_name:
            who = self._store.sessions.account(session_key(cookie), clock.now()) if cookie else None
            if who is None:
                return None
            return Visitor(
                role=who.role, account=who, session=cookie, address=address, can_leave=True
            )
        if self.sessions is None:
            return Visitor(role=Role.READER, address=address)
        good = self.sessions.is_good(cookie)
        return Visitor(role=Role.READER, address=address, can_leave=True) if good else None
