"""The web: pages to look at and a JSON API, over a store that is only read."""

import re
from collections.abc import Collection
from typing import Any
from urllib.parse import parse_qs

from fastapi import FastAPI, Request
from starlette.exceptions import HTTPException
from starlette.middleware.gzip import GZipMiddleware
from starlette.responses import RedirectResponse, Response
from starlette.types import ASGIApp

from govsweep import __version__
from govsweep.errors import GovsweepError, ServiceError
from govsweep.store import Store
from govsweep.web import api, pages
from govsweep.web.api import NOTHING_YET
from govsweep.web.guard import COOKIE, SESSION_SECONDS, Guard, Sessions, is_loopback
from govsweep.web.proofreading import Proofreader
from govsweep.web.proofreading import router as proofreading
from govsweep.web.rendering import login, refusal, style
from govsweep.web.serving import listen, run

__all__ = ["NOTHING_YET", "Proofreader", "is_loopback", "listen", "make_app", "run"]

_MOST = 4_096  # bytes of a form
_HERE = re.compile(r"/(?![/\\])[^\\\x00-\x20]*")  # an address of ours, on no other host
_TOLD = {404: "没有这一页。", 405: "这里只能查看，请用 GET 访问。"}


def make_app(
    store: Store,
    *,
    token: str | None = None,
    names: Collection[str] | None = (),
    proofreader: Proofreader | None = None,
) -> ASGIApp:
    """The application over a store that was opened to be read only.

    A `token` is asked of everybody where it is given. `names` are the host names answered to
    besides those of the loopback; None answers to any. `proofreader` reads manuscripts; without one
    those rules do that come with the package.
    """
    app = FastAPI(
        title="govsweep",
        version=__version__,
        summary="政府网站巡检：网站、栏目、问题、巡检和账目，只供查看；另可送审校对",
        docs_url=None,
        redoc_url=None,
    )
    app.state.store, app.state.current = store, False
    app.state.sessions = sessions = Sessions(token) if token else None
    app.state.proofreader = proofreader or Proofreader()
    app.include_router(api.router)
    app.include_router(proofreading)
    app.include_router(pages.router)
    app.add_api_route("/assets/web.css", _style, include_in_schema=False)
    if sessions:
        app.add_api_route("/login", _ask, include_in_schema=False)
        app.add_api_route("/login", _log_in, methods=["POST"], include_in_schema=False)
        app.add_api_route("/logout", _log_out, methods=["POST"], include_in_schema=False)
    app.add_exception_handler(HTTPException, _explain)
    app.add_exception_handler(GovsweepError, _apologise)
    app.add_exception_handler(Exception, _admit)
    app.add_middleware(GZipMiddleware, minimum_size=1_000)
    plain = app.openapi
    app.openapi = lambda: app.openapi_schema or api.described(plain(), token=bool(token))  # type: ignore[method-assign]

    def refuse(request: Request, status: int, told: str) -> Response:
        request.scope["app"] = app
        return refusal(request, status, told)

    return Guard(app, sessions=sessions, names=names, refuse=refuse)


def _style() -> Response:
    return Response(style(), media_type="text/css", headers={"Cache-Control": "max-age=300"})


def _ask(request: Request) -> Response:
    return login(request)


async def _log_in(request: Request) -> Response:
    """Give a cookie for the token, and lead on to where its reader wanted to go."""
    body = b""
    async for part in request.stream():
        body += part
        if len(body) > _MOST:
            return refusal(request, 413, "提交的内容过长。")
    form = parse_qs(body.decode("utf-8", "replace"))
    token, target = (form.get(name, [""])[0] for name in ("token", "next"))
    target = target if _HERE.fullmatch(target) else "/"
    sessions: Sessions = request.app.state.sessions
    if not sessions.is_token(token.strip()):
        return login(request, target=target, failed=True)
    response = RedirectResponse(target, 303)
    response.set_cookie(
        COOKIE,
        sessions.cookie(),
        max_age=SESSION_SECONDS,
        httponly=True,
        samesite="lax",  # a link in a message leads to its finding
        secure=request.url.scheme == "https",
    )
    return response


def _log_out() -> Response:
    response = RedirectResponse("/login", 303)
    response.delete_cookie(COOKIE, httponly=True, samesite="lax")
    return response


def _explain(request: Request, error: Any) -> Response:
    told = error.detail if isinstance(error.detail, str) else ""
    known = _TOLD.get(error.status_code, told)
    # The framework's own words are the English names of its statuses.
    response = refusal(request, error.status_code, known if told.isascii() else told)
    response.headers.update(error.headers or {})
    return response


def _apologise(request: Request, error: Any) -> Response:
    return refusal(request, 503 if isinstance(error, ServiceError) else 404, str(error))


def _admit(request: Request, _: Exception) -> Response:
    return refusal(request, 500, "程序出错，详情已写到运行 govsweep serve 的终端。")
