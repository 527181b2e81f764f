"""The guard before every page: who may come in, by which name, and what an answer may do."""

import hmac
import ipaddress
import time
from collections.abc import Callable, Collection
from hashlib import sha256
from urllib.parse import urlsplit

from starlette.datastructures import MutableHeaders
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

COOKIE = "govsweep_session"
SESSION_SECONDS = 7 * 24 * 3600
_OPEN_PATHS = ("/login",)
_OPEN_FOLDER = "/assets/"
# Nothing runs, nothing is loaded from elsewhere, whatever a crawled page slipped in.
_HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'self'; img-src 'self' data:; form-action 'self'; "
        "base-uri 'none'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
}
Refuse = Callable[[Request, int, str], Response]


def is_loopback(host: str) -> bool:
    """Whether a host or address is this machine, seen from itself only."""
    if host.lower() == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


class Sessions:
    """The token, and the cookies that a browser is given for it."""

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

    def admits(self, request: Request) -> bool:
        """Whether a request carries the token, or a cookie given for it."""
        kind, _, words = request.headers.get("authorization", "").partition(" ")
        if kind.lower() == "bearer":
            # A header is read as Latin-1; the token may be anything.
            return self.is_token(words.strip().encode("latin-1").decode("utf-8", "surrogateescape"))
        return self.is_good(request.cookies.get(COOKIE, ""))


class Guard:
    """Lets in what may come in, and sends every answer out with its headers."""

    def __init__(
        self,
        app: ASGIApp,
        *,
        sessions: Sessions | None,
        names: Collection[str] | None,
        refuse: Refuse,
    ) -> None:
        """`names` are the host names answered to besides the loopback's; None: any."""
        self._app = app
        self._sessions = sessions
        self._names = None if names is None else {name.lower() for name in names}
        self._refuse = refuse

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        request = Request(scope)
        app = self._refused(request) or self._app
        is_head = scope["method"] == "HEAD"

        async def answer(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                headers.update(_HEADERS)
                headers.setdefault("Cache-Control", "no-store")
            elif is_head:
                message = {**message, "body": b""}
            await send(message)

        await app({**scope, "method": "GET"} if is_head else scope, receive, answer)

    def _refused(self, request: Request) -> Response | None:
        if not self._answers_to(request.headers.get("host", "")):
            told = "请求的主机名不是本机：请用 http://127.0.0.1 或 http://localhost 打开"
            return self._refuse(request, 421, told)
        path = request.url.path
        if self._sessions is None or path in _OPEN_PATHS or path.startswith(_OPEN_FOLDER):
            return None
        if self._sessions.admits(request):
            return None
        response = self._refuse(request, 401, "需要访问令牌")
        response.headers["WWW-Authenticate"] = 'Bearer realm="govsweep"'
        return response

    def _answers_to(self, host: str) -> bool:
        """Whether we go by this name; a foreign page that gave its own name our address does not.

        That is how a browser would be led to hand our pages to a foreign site (DNS rebinding).
        """
        if self._names is None:
            return True
        try:
            name = urlsplit(f"//{host}").hostname or ""
        except ValueError:
            return False
        return is_loopback(name) or name in self._names
