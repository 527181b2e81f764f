"""The guard before every page: who may come in, by which name, and what an answer may do."""

import hmac
import ipaddress
from collections.abc import AsyncGenerator, Callable, Collection
from urllib.parse import parse_qs, urlsplit

from python_multipart.multipart import parse_options_header
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers, MutableHeaders
from starlette.formparsers import MultiPartException, MultiPartParser
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from govsweep.enclosures import LARGEST
from govsweep.errors import ServiceError
from govsweep.web.access import AccessRule, addresses_at
from govsweep.web.admission import Admission
from govsweep.web.visitor import SentFile, Visitor

CSRF_FIELD = "csrf"
_CSRF_HEADER = "x-csrf-token"
_MOST = 256 * 1024  # bytes of a form
_MOST_UNKNOWN = 4_096  # of somebody who has not logged in
_MOST_FIELDS = 20_000
# Nothing runs, nothing is loaded from elsewhere, whatever a crawled page slipped in.
_POLICY = (
    "default-src 'none'; style-src 'self'; img-src 'self' data:; frame-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
_SCRIPTS = "; script-src 'self'; connect-src 'self'"  # our own files, for who logged in by name
_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
}
Refuse = Callable[[Request, int, str], Response]


class _Refusal(Exception):
    """Why a request is not answered."""

    def __init__(self, status: int, told: str, **headers: str) -> None:
        super().__init__(told)
        self.status, self.told, self.headers = status, told, headers


def is_loopback(host: str) -> bool:
    """Whether a host or address is this machine, seen from itself only."""
    if host.lower() == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


class Guard:
    """Lets in what may come in, and sends every answer out with its headers."""

    def __init__(
        self,
        app: ASGIApp,
        *,
        admission: Admission,
        names: Collection[str] | None,
        refuse: Refuse,
    ) -> None:
        """`names` are the host names answered to besides the loopback's; None: any."""
        self._app = app
        self._admission = admission
        self._names = None if names is None else {name.lower() for name in names}
        self._refuse = refuse

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        is_head = scope["method"] == "HEAD"
        method = "GET" if is_head else scope["method"]
        scope = {**scope, "method": method, "state": {**scope.get("state", {})}}
        app: ASGIApp = self._app
        try:
            await self._let_in(Request(scope, receive), scope)
        except _Refusal as refusal:
            app = response = self._refuse(Request(scope), refusal.status, refusal.told)
            response.headers.update(refusal.headers)
        except ServiceError as error:  # nobody knows who asks
            app = self._refuse(Request(scope), 503, str(error))
        visitor = scope["state"].get("visitor")

        async def answer(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in _headers_for(visitor).items():
                    headers.setdefault(name, value)
            elif is_head:
                message = {**message, "body": b""}
            await send(message)

        await app(scope, receive, answer)

    async def _let_in(self, request: Request, scope: Scope) -> None:
        """Put into the scope who asks and with what; raises `_Refusal` for who may not."""
        if not self._answers_to(request.headers.get("host", "")):
            told = "请求的主机名不是本机：请用 http://127.0.0.1 或 http://localhost 打开"
            raise _Refusal(421, told)
        # Not `request.url`: that is put together from what the host header says, and read again.
        known = addresses_at(scope["path"])
        wanted = next((one for one in known if one.method == scope["method"]), None)
        visitor = await run_in_threadpool(self._admission.visitor, request)
        scope["state"]["visitor"] = visitor
        if visitor is None and not any(one.open for one in known):
            told = "请先登录" if self._admission.by_name else "需要访问令牌"
            realm = 'Bearer realm="govsweep"'
            raise _Refusal(401, told, **{"WWW-Authenticate": realm})
        if wanted is None:
            raise _missing(known)
        if visitor is not None and not wanted.open and visitor.role not in wanted.roles:
            raise _Refusal(403, "这一项不在您的权限之内")
        if scope["method"] == "GET":
            return
        if not _is_ours(request):
            raise _Refusal(403, "提交来自别的网站，没有接受。")
        asks = None if wanted.open else visitor
        if wanted.own_body:
            _check_csrf(request.headers.get(_CSRF_HEADER, ""), asks)
        else:
            form, files = await _sent(request, asks, files=wanted.files)
            scope["state"].update(form=form, files=files)

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


def _headers_for(visitor: Visitor | None) -> dict[str, str]:
    by_name = visitor is not None and visitor.account is not None
    policy = _POLICY + (_SCRIPTS if by_name else "")
    return {"Content-Security-Policy": policy, **_HEADERS, "Cache-Control": "no-store"}


def _missing(known: list[AccessRule]) -> _Refusal:
    if not known:
        return _Refusal(404, "没有这一页。")
    allowed = ", ".join(sorted({one.method for one in known}))
    return _Refusal(405, "不能这样访问这一页。", Allow=allowed)


async def _sent(
    request: Request, visitor: Visitor | None, *, files: bool
) -> tuple[dict[str, list[str]], list[SentFile]]:
    """The form that was sent by a page of the visitor's; raises `_Refusal` for any other."""
    most = (_MOST if visitor is not None else _MOST_UNKNOWN) + (LARGEST if files else 0)
    body = b""
    async for part in request.stream():
        body += part
        if len(body) > most:
            raise _Refusal(413, f"提交的内容过长：最多 {_size(most)}。")
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    sent: list[SentFile] = []
    if files and kind == "multipart/form-data":
        form, sent = await _parts(request, body)
    else:
        form = _fields(body)
    # PostgreSQL's texts hold no NUL, and nobody writes one.
    form = {name: [one.replace("\x00", "") for one in some] for name, some in form.items()}
    _check_csrf(form.pop(CSRF_FIELD, [request.headers.get(_CSRF_HEADER, "")])[0], visitor)
    return form, sent


def _fields(body: bytes) -> dict[str, list[str]]:
    """The fields of a form that encloses no files."""
    text = body.decode("utf-8", "replace")
    try:
        return parse_qs(text, keep_blank_values=True, max_num_fields=_MOST_FIELDS)
    except ValueError as error:
        raise _Refusal(413, f"提交的内容过长：最多 {_MOST_FIELDS} 项。") from error


def _size(most: int) -> str:
    return f"{most // 1_000_000} MB" if most >= 1_000_000 else f"{most // 1024} KB"


async def _parts(request: Request, body: bytes) -> tuple[dict[str, list[str]], list[SentFile]]:
    """The fields and files of a form that encloses files."""

    async def once() -> AsyncGenerator[bytes, None]:
        yield body

    # Our pages are UTF-8; a charset that is named would choose among all of Python's codecs.
    kind, options = parse_options_header(request.headers["content-type"])
    boundary = options.get(b"boundary", b"").decode("latin-1")
    head = Headers({"content-type": f'{kind.decode("latin-1")}; boundary="{boundary}"'})
    parser = MultiPartParser(
        head, once(), max_files=1, max_fields=_MOST_FIELDS, max_part_size=_MOST
    )
    try:
        parts = await parser.parse()
    except (MultiPartException, KeyError) as error:
        raise _Refusal(400, "提交的内容读不出来。") from error
    form: dict[str, list[str]] = {}
    sent = []
    for name, value in parts.multi_items():
        if isinstance(value, str):
            form.setdefault(name, []).append(value)
        elif value.filename:
            sent.append(SentFile(value.filename, await value.read()))
    await parts.close()
    return form, sent


def _check_csrf(given: str, visitor: Visitor | None) -> None:
    """Refuse what does not say the word of a session that came along by itself, as cookies do."""
    if visitor is None or visitor.account is None:
        return
    if not hmac.compare_digest(given.encode("utf-8", "surrogateescape"), visitor.csrf.encode()):
        raise _Refusal(403, "这一页打开得太久了，或不是由本程序打开的：请刷新后再提交。")


def _is_ours(request: Request) -> bool:
    """Whether a browser says that one of our pages sent a form; old ones do not say it at all."""
    site = request.headers.get("sec-fetch-site")
    if site is not None:
        return site in ("same-origin", "none")
    origin = request.headers.get("origin", "null")
    try:
        return origin == "null" or urlsplit(origin).netloc == request.headers.get("host", "")
    except ValueError:
        return False
