"""Logging in by the office's single sign-on; sessions, roles and the audit stay ours."""

import datetime as dt
import secrets
from collections.abc import Mapping

from fastapi import APIRouter, Request
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.responses import RedirectResponse, Response

from govsweep import clock
from govsweep.accounts import Account, Actor, Role, account_name, passwords, wait_after
from govsweep.errors import InputError
from govsweep.single_sign_on import BACK, Identity, NotSignedOnError, ProviderAwayError, SignOn
from govsweep.store import Store
from govsweep.web.admission import COOKIE
from govsweep.web.asked import paged
from govsweep.web.rendering import login
from govsweep.web.signing_in import HOURS, led_on, local_target
from govsweep.web.visitor import address_of, session_key

router = paged()
# A provider may add terms of its own when it leads back (RFC 6749, 4.1.2).
back_router = APIRouter(include_in_schema=False)
_BEGUN = "govsweep_sso"  # the cookie of a login that was begun
_PATH = "/login/sso"


@router.get("/login/sso")
async def begin(request: Request, next: str = "/") -> Response:
    """Lead somebody to the provider."""
    sign_on = _sign_on(request)
    try:
        leaving = await sign_on.begin(_here(request, BACK), local_target(next))
    except ProviderAwayError as error:
        return login(request, target=local_target(next), told=f"{error}。", status=503)
    response = RedirectResponse(leaving.address, 303)
    response.set_cookie(
        _BEGUN,
        leaving.cookie,
        max_age=leaving.seconds,
        path=_PATH,
        httponly=True,
        samesite="lax",  # it comes along when the provider leads back
        secure=request.url.scheme == "https",
    )
    return response


@back_router.get(BACK)
async def back(request: Request) -> Response:
    """Somebody comes back from the provider."""
    sign_on = _sign_on(request)
    try:
        response = await _let_in(request, sign_on)
    except NotSignedOnError as error:
        response = login(request, target="/", told=f"没有登录：{error}。")
    except ProviderAwayError as error:
        response = login(request, target="/", told=f"没有登录：{error}。", status=503)
    except _TooManyFailuresError as error:
        told = f"登录不成的次数太多，请过 {int(error.seconds // 60) + 1} 分钟再试。"
        response = login(request, target="/", told=told, status=429)
        response.headers["Retry-After"] = str(int(error.seconds) + 1)
    response.delete_cookie(_BEGUN, path=_PATH, httponly=True, samesite="lax")
    return response


@router.get("/logout/sso")
async def leave(request: Request) -> Response:
    """Lead somebody who has logged out here to where the provider is left, too."""
    try:
        address = await _sign_on(request).end_address(_here(request, "/login"))
    except ProviderAwayError as error:
        return login(request, target="/", told=f"{error}。", status=503)
    if address is None:
        told = "统一身份认证没有提供退出的地址，请在它自己的网页上退出，或关闭浏览器。"
        return login(request, target="/", told=told, status=404)
    return RedirectResponse(address, 303)


class _TooManyFailuresError(Exception):
    """Nobody is looked at now."""

    def __init__(self, seconds: float) -> None:
        super().__init__()
        self.seconds = seconds


async def _let_in(request: Request, sign_on: SignOn) -> Response:
    said: Mapping[str, str] = request.query_params
    kept = sign_on.opened(request.cookies.get(_BEGUN, ""), said.get("state", ""))
    store: Store = request.app.state.acting
    address, at = address_of(request), clock.now()
    await run_in_threadpool(_check_wait, store, "", address, at)
    try:
        who = await sign_on.identity(kept, said)
        account = await run_in_threadpool(_account_of, store, sign_on, who, address, at)
    except NotSignedOnError as error:
        if error.counts:
            await run_in_threadpool(_count, store, _name(getattr(error, "name", "")), address, at)
        raise
    cookie = secrets.token_urlsafe(32)  # never one that was there before
    by = Actor(name=account.name, role=account.role, address=address)
    before = session_key(request.cookies.get(COOKIE, ""))
    ends = at + dt.timedelta(hours=HOURS)
    how = f"{sign_on.label}（{sign_on.provider.issuer}）"
    await run_in_threadpool(
        store.sessions.open, session_key(cookie), account, by, at, ends, ending=before, how=how
    )
    return led_on(request, local_target(who.target), cookie, HOURS * 3600)


class _NoAccountError(NotSignedOnError):
    """The provider knows somebody who may not come in here."""

    def __init__(self, told: str, name: str) -> None:
        super().__init__(told)
        self.name = name


def _account_of(
    store: Store, sign_on: SignOn, who: Identity, address: str, at: dt.datetime
) -> Account:
    name = _name(who.name)
    shown = f"{who.name:.40}"
    if name:
        _check_wait(store, name, address, at)
    found = store.accounts.get(name) if name else None
    if found is None and name and sign_on.adds_accounts:
        kept = passwords.hashed(secrets.token_urlsafe(32))  # which nobody knows
        by = Actor(name=name, address=address)
        try:
            found = store.accounts.add(name, Role.READER, kept, (), by, at)
        except InputError:  # made meanwhile, by another window of the same person
            found = store.accounts.get(name)
    if found is None:
        told = f"{sign_on.label}里的“{shown}”在这里没有帐号，请管理员添加"
        raise _NoAccountError(told, name)
    if found.disabled_at is not None:
        raise _NoAccountError(f"帐号“{shown}”已经停用", name)
    return found


def _check_wait(store: Store, name: str, address: str, at: dt.datetime) -> None:
    """Raise `_TooManyFailuresError` after too many failures; without a name by address alone."""
    failed = store.sessions.failures(name, address, at)
    of_name = failed.of_name if name else []
    if wait := wait_after(of_name, failed.of_address, at.timestamp()):
        raise _TooManyFailuresError(wait)


def _count(store: Store, name: str, address: str, at: dt.datetime) -> None:
    """Remember a login that came to nothing, as a wrong password is."""
    failed = store.sessions.failures(name, address, at)
    of_name = [*failed.of_name, at.timestamp()] if name else []
    blocks = bool(wait_after(of_name, [*failed.of_address, at.timestamp()], at.timestamp()))
    store.sessions.add_failure(name, Actor(name=name, address=address), at, blocks=blocks)


def _name(words: str) -> str:
    """A name as accounts have it; "" for what is none."""
    try:
        return account_name(words)
    except InputError:
        return ""


def _sign_on(request: Request) -> SignOn:
    found: SignOn | None = request.app.state.sign_on
    if found is None or not request.app.state.admission.by_name:
        raise HTTPException(404)
    return found


def _here(request: Request, path: str) -> str:
    """An address of ours as the browser has it; the guard has looked at the host's name."""
    return f"{request.url.scheme}://{request.headers.get('host', '')}{path}"
