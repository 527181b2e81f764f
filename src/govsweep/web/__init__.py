"""The web: pages to look at and a JSON API, over a store that is only read."""

from collections.abc import Callable, Collection, Iterable, Mapping
from pathlib import Path
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.middleware.gzip import GZipMiddleware
from starlette.responses import JSONResponse, Response
from starlette.types import ASGIApp

from govsweep import __version__, reasons
from govsweep.doctor import HealthLine
from govsweep.errors import GovsweepError, RefusedError, ServiceError
from govsweep.job_runner import JobRunner
from govsweep.jobs import JobKind
from govsweep.reports import Office
from govsweep.single_sign_on import SignOn
from govsweep.store import Store
from govsweep.web import (
    acting,
    api,
    appealing,
    auditing,
    downloads,
    handing_out,
    job_pages,
    list_edits,
    manuscripts,
    media,
    media_api,
    notices,
    office_pages,
    one_finding,
    ordering,
    owing,
    pages,
    posting,
    proofreading,
    queue,
    receiving,
    registering,
    row_forms,
    running,
    searching,
    signing_in,
    single_sign_on,
    suspecting,
    suspects_api,
    trends,
    trying,
    word_lists,
)
from govsweep.web.admission import Admission, Sessions
from govsweep.web.api import NOTHING_YET
from govsweep.web.asked import wrong_values
from govsweep.web.drafts import BundleDraft, Drafts, ListDraft, RegistryDraft, SettingDraft
from govsweep.web.gathered import Gathered
from govsweep.web.guard import Guard, is_loopback
from govsweep.web.office_files import OfficeFiles, OfficeInForce
from govsweep.web.proofreading import Proofreader
from govsweep.web.rendering import asset, refusal
from govsweep.web.serving import listen, run
from govsweep.web.trials import Trials
from govsweep.web.warming import Warming

__all__ = [
    "NOTHING_YET",
    "Gathered",
    "OfficeFiles",
    "OfficeInForce",
    "Proofreader",
    "Warming",
    "is_loopback",
    "listen",
    "make_app",
    "run",
]

_PARTS = (
    *(api, proofreading, manuscripts, pages, signing_in, single_sign_on, auditing),
    *(media, media_api, posting, one_finding, queue, acting, handing_out),
    *(registering, row_forms, notices, downloads, running, trends, searching, trying),
    *(ordering, owing, appealing, job_pages, suspecting, suspects_api, receiving),
    *(word_lists, list_edits, office_pages),
)
_TOLD = {404: "没有这一页。", 405: "不能这样访问这一页。"}


def make_app(
    store: Store,
    *,
    acting_store: Store | None = None,
    token: str | None = None,
    posts_token: str | None = None,
    names: Collection[str] | None = (),
    office: Callable[[], Office] = Office,
    proofreader: Proofreader | None = None,
    runners: Mapping[JobKind, JobRunner] | None = None,
    gathered: Gathered | None = None,
    sign_on: SignOn | None = None,
    browser: Path | None = None,
    files: OfficeFiles | None = None,
    health: Callable[[float], Iterable[HealthLine]] = lambda _: (),
) -> ASGIApp:
    """The application over a store that was opened to be read only.

    What people with accounts do is written through `acting_store`; without it nobody logs in. A
    `token` is asked of everybody where it is given and there are no accounts. By `posts_token` a
    program hands in posts of media accounts, and does nothing else. `names` are the host
    names answered to besides those of the loopback; None answers to any. `office` tells what
    notices say of who issues them, and by when. `proofreader` reads manuscripts; without one those
    rules do that come with the package. `runners` run jobs; without one none can be asked for.
    `gathered` keeps what is gathered from the whole store. By `sign_on` people with accounts log
    in without a password of ours. `browser` takes pictures of saved pages; that on the path does
    where none is named. `files` are those of the office that are edited on pages.
    `health` tells how the installation is at an instant.
    """
    app = FastAPI(
        title="govsweep",
        version=__version__,
        summary="政府网站巡检：网站、栏目、问题、巡检和账目，只供查看；另可送审校对",
        docs_url=None,
        redoc_url=None,
    )
    app.state.store, app.state.current = store, False
    app.state.acting = acting_store or store
    app.state.office = office
    app.state.health = health
    app.state.drafts = Drafts[RegistryDraft]()
    app.state.bundle_drafts = Drafts[BundleDraft]()
    app.state.list_drafts = Drafts[ListDraft]()
    app.state.setting_drafts = Drafts[SettingDraft]()
    app.state.trials = Trials()
    app.state.files = files or OfficeFiles()
    app.state.runners = runners or {}
    app.state.sign_on = sign_on
    app.state.browser = browser
    app.state.gathered = gathered or Gathered()
    app.state.proofreader = proofreader or Proofreader()
    app.state.admission = admission = Admission(
        store, Sessions(token) if token else None, Sessions(posts_token) if posts_token else None
    )
    for part in _PARTS:
        app.include_router(part.router)
    app.include_router(searching.api)
    app.include_router(single_sign_on.back_router)
    app.add_api_route("/assets/{name}", asset, include_in_schema=False)
    app.add_exception_handler(HTTPException, _explain)
    app.add_exception_handler(RequestValidationError, _name_terms)
    app.add_exception_handler(GovsweepError, _apologise)
    app.add_exception_handler(Exception, _admit)
    app.add_middleware(GZipMiddleware, minimum_size=1_000)
    plain = app.openapi
    app.openapi = lambda: app.openapi_schema or api.described(plain(), token=bool(token))  # type: ignore[method-assign]

    def refuse(request: Request, status: int, told: str) -> Response:
        request.scope["app"] = app
        return refusal(request, status, told)

    return Guard(app, admission=admission, names=names, refuse=refuse)


def _explain(request: Request, error: Any) -> Response:
    told = error.detail if isinstance(error.detail, str) else ""
    known = _TOLD.get(error.status_code, told)
    # The framework's own words are the English names of its statuses.
    response = refusal(request, error.status_code, known if told.isascii() else told)
    response.headers.update(error.headers or {})
    return response


def _name_terms(request: Request, error: Any) -> Response:
    """The terms that cannot be: on a page in words, of the API in the framework's shape.

    To a program what was written is not repeated.
    """
    if not request.scope["path"].startswith("/api/"):
        return refusal(request, 400, wrong_values(request, error.errors()))
    told = [
        {
            "type": one["type"],
            "loc": one["loc"],
            "msg": reasons.of_field(one["type"], one.get("ctx", {}), one["msg"]),
        }
        for one in error.errors()
    ]
    return JSONResponse({"detail": told}, 422)


def _apologise(request: Request, error: Any) -> Response:
    status = {ServiceError: 503, RefusedError: 403}.get(type(error), 404)
    return refusal(request, status, error.told)


def _admit(request: Request, _: Exception) -> Response:
    return refusal(request, 500, "程序出错，详情已写进程序的日志，请告诉管理员。")
