"""Logging in and out, and one's own account."""

import datetime as dt
import re
import secrets
import threading

from fastapi import Request
from starlette.exceptions import HTTPException
from starlette.responses import RedirectResponse, Response

from govsweep import clock
from govsweep.accounts import Actor, account_name, passwords, wait_after
from govsweep.errors import InputError
from govsweep.store import Store
from govsweep.web.admission import COOKIE, SESSION_SECONDS, Admission
from govsweep.web.asked import paged
from govsweep.web.rendering import login, page
from govsweep.web.visitor import actor_of, address_of, field, session_key, visitor_of

router = paged()
HOURS = 12  # a session of somebody lasts a working day, whatever is done in it
_HERE = re.compile(r"/(?![/\\])[^\\\x00-\x20]*")  # an address of ours, on no other host
_looking = threading.BoundedSemaphore(2)  # passwords looked at at a time: each takes 64 MiB
_waiting = threading.BoundedSemaphore(16)  # of the threads that answer: the rest show pages
_PATIENCE = 10.0  # seconds


@router.get("/login")
def ask(request: Request, left: str = "") -> Response:
    """The page that asks for name and password, or for the token; `left` by who has logged out."""
    admission: Admission = request.app.state.admission
    if not admission.by_name and admission.sessions is None:
        raise HTTPException(404)
    return login(request, status=200, left=bool(left))


@router.post("/login")
def log_in(request: Request) -> Response:
    """Let somebody in, and lead on to where they wanted to go."""
    admission: Admission = request.app.state.admission
    target = local_target(field(request, "next"))
    if admission.by_name:
        return _by_name(request, request.app.state.acting, target)
    if admission.sessions is None:
        raise HTTPException(404)
    if not admission.sessions.is_token(field(request, "token").strip()):
        return login(request, target=target, told="令牌不对，请核对后重新输入。")
    return led_on(request, target, admission.sessions.cookie(), SESSION_SECONDS)


def local_target(words: str) -> str:
    """Where somebody is led on to: an address of ours, whatever is asked for."""
    return words if _HERE.fullmatch(words) else "/"


def _by_name(request: Request, store: Store, target: str) -> Response:
    at = clock.now()
    try:
        name = account_name(field(request, "name"))
    except InputError:
        name = ""
    by = Actor(name=name, address=address_of(request))
    who = store.accounts.get(name)
    let_in = who is not None and who.disabled_at is None
    kept = who.password if who and let_in else None
    try:
        right = _is_right(store, kept, field(request, "password"), by, at)
    except _MustWaitError as error:
        response = login(request, target=target, told=error.told, status=error.status)
        response.headers["Retry-After"] = str(int(error.seconds) + 1)
        return response
    if who is None or not right:
        return login(request, target=target, told="帐号或密码不对，请核对后重新输入。")
    cookie = secrets.token_urlsafe(32)  # never one that was there before
    ends = at + dt.timedelta(hours=HOURS)
    by = Actor(name=name, role=who.role, address=by.address)
    before = session_key(request.cookies.get(COOKIE, ""))
    store.sessions.open(session_key(cookie), who, by, at, ends, ending=before)
    return led_on(request, target, cookie, HOURS * 3600)


class _MustWaitError(Exception):
    """A password is not looked at now."""

    def __init__(self, status: int, told: str, seconds: float) -> None:
        super().__init__(told)
        self.status, self.told, self.seconds = status, told, seconds


def _is_right(store: Store, kept: str | None, password: str, by: Actor, at: dt.datetime) -> bool:
    """Whether a password is right; a wrong one is remembered. Raises `_MustWaitError`.

    Those before are counted again when it is its turn: many that come at once are not looked at
    more often than one after the other.
    """
    _check_wait(wait_after(*store.sessions.failures(by.name, by.address, at), at.timestamp()))
    busy = _MustWaitError(503, "登录的人太多，请稍后再试。", _PATIENCE)
    if not _waiting.acquire(blocking=False):
        raise busy
    try:
        if not _looking.acquire(timeout=_PATIENCE):
            raise busy
        try:
            failed = store.sessions.failures(by.name, by.address, at)
            _check_wait(wait_after(*failed, at.timestamp()))
            if passwords.is_right(kept, password):
                return True
            failed.of_name.append(at.timestamp())
            failed.of_address.append(at.timestamp())
            blocks = bool(wait_after(*failed, at.timestamp()))
            store.sessions.add_failure(by.name, by, at, blocks=blocks)
            return False
        finally:
            _looking.release()
    finally:
        _waiting.release()


def _check_wait(wait: float) -> None:
    if wait:
        told = f"密码输错的次数太多，请过 {int(wait // 60) + 1} 分钟再试。"
        raise _MustWaitError(429, told, wait)


def led_on(request: Request, target: str, cookie: str, seconds: int) -> Response:
    """Lead somebody on who has just logged in, with the cookie of the session."""
    response = RedirectResponse(target, 303)
    response.set_cookie(
        COOKIE,
        cookie,
        max_age=seconds,
        httponly=True,
        samesite="lax",  # a link in a message leads to its finding
        secure=request.url.scheme == "https",
    )
    return response


@router.post("/logout")
def log_out(request: Request) -> Response:
    """End the session, here and in the store."""
    visitor = visitor_of(request)
    if visitor is not None and visitor.account is not None:
        request.app.state.acting.sessions.close(visitor.key, visitor.actor, clock.now())
    left = "?left=1" if request.app.state.sign_on is not None else ""
    response = RedirectResponse(f"/login{left}", 303)
    response.delete_cookie(COOKIE, httponly=True, samesite="lax")
    return response


@router.get("/account")
def account(request: Request) -> Response:
    """One's own account."""
    return _account(request)


@router.post("/account/password")
def change_password(request: Request) -> Response:
    """Change one's own password; whoever was logged in by the old one logs in again."""
    visitor, by = visitor_of(request), actor_of(request)
    assert visitor is not None and visitor.account is not None  # noqa: S101 - an actor has one
    store: Store = request.app.state.acting
    try:
        if not _is_right(store, visitor.account.password, field(request, "old"), by, clock.now()):
            return _account(request, "原密码不对。")
    except _MustWaitError as error:
        return _account(request, error.told)
    if field(request, "new") != field(request, "again"):
        return _account(request, "两次输入的新密码不同。")
    try:
        passwords.check_password(field(request, "new"), by.name)
    except InputError as error:
        return _account(request, f"{error.told}。")
    store.accounts.set_password(by.name, passwords.hashed(field(request, "new")), by, clock.now())
    return RedirectResponse("/login", 303)


def _account(request: Request, told: str = "") -> Response:
    visitor = visitor_of(request)
    if visitor is None or visitor.account is None:
        raise HTTPException(404)
    sites = [
        one
        for one in request.app.state.store.sites.all()
        if one.identifier in visitor.account.sites
    ]
    return page(request, "account", 400 if told else 200, told=told, own_sites=sites)
