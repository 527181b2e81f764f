"""Signing on: leading to the provider, and finding out who came back."""

import hmac
import json
import secrets
import time
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Mapping
from functools import partial
from hashlib import sha256
from importlib.util import find_spec
from typing import Any, NamedTuple
from urllib.parse import urlencode

from govsweep import reasons
from govsweep.config import Settings
from govsweep.errors import InputError
from govsweep.single_sign_on.errors import NotSignedOnError
from govsweep.single_sign_on.provider import Provider, is_safe
from govsweep.single_sign_on.tokens import UnknownKeyError, claims_of

BACK = "/login/sso/back"  # where the provider leads back to
_SECONDS = 600  # for a login at the provider
_LONGEST = 4_096  # characters of a code or a state


class Leaving(NamedTuple):
    """Somebody is led to the provider."""

    address: str
    cookie: str  # is to come back with them, and is nobody else's
    seconds: int = _SECONDS


class Identity(NamedTuple):
    """Who came back, as the provider says."""

    name: str  # the claim that accounts are found by
    target: str  # where they wanted to go


class SignOn:
    """Signing on by one provider.

    What belongs to one login (state, nonce, the proof key's verifier) is kept in that browser's
    cookie, sealed by a key of this process: nobody can fill a memory of ours with logins begun.
    """

    def __init__(
        self, provider: Provider, *, claim: str, adds_accounts: bool = False, label: str = ""
    ) -> None:
        """`adds_accounts`: whoever has none is given one that only looks."""
        self.provider, self.claim = provider, claim
        self.adds_accounts, self.label = adds_accounts, label
        self._key = secrets.token_bytes(32)
        self._used: dict[str, float] = {}  # states that came back, until when they would hold

    async def begin(self, redirect: str, target: str) -> Leaving:
        """Lead somebody to the provider; raises `ProviderAwayError`."""
        from authlib.oauth2.rfc6749.parameters import prepare_grant_uri  # noqa: PLC0415 - an extra
        from authlib.oauth2.rfc7636 import create_s256_code_challenge  # noqa: PLC0415

        document = await self.provider.document()
        state, nonce, verifier = (secrets.token_urlsafe(32) for _ in range(3))
        address = prepare_grant_uri(
            document["authorization_endpoint"],
            self.provider.client,
            "code",
            redirect_uri=redirect,
            scope=_scope(self.claim),
            state=state,
            nonce=nonce,
            code_challenge=create_s256_code_challenge(verifier),
            code_challenge_method="S256",
        )
        kept = {
            "state": state,
            "nonce": nonce,
            "verifier": verifier,
            "redirect": redirect,
            "target": target,
            "until": time.time() + _SECONDS,
        }
        return Leaving(str(address), self._sealed(kept))

    def opened(self, cookie: str, state: str) -> Mapping[str, Any]:
        """What was kept of a login that comes back; raises `NotSignedOnError` where none is meant.

        That counts as no wrong password: any page can send a browser here with words of its own.
        """
        told = "登录没有从这里开始，或已超过十分钟，请重新登录"
        body, _, seal = cookie.partition(".")
        right = hmac.compare_digest(seal.encode("utf-8", "surrogateescape"), self._seal(body))
        if not right:
            raise NotSignedOnError(told, counts=False)
        kept: dict[str, Any] = json.loads(urlsafe_b64decode(body))
        now = time.time()
        self._used = {one: until for one, until in self._used.items() if until > now}
        meant = hmac.compare_digest(kept["state"].encode(), state.encode("utf-8", "replace"))
        if not meant or kept["until"] < now or kept["state"] in self._used:
            raise NotSignedOnError(told, counts=False)
        self._used[kept["state"]] = kept["until"]
        return kept

    async def identity(self, kept: Mapping[str, Any], said: Mapping[str, str]) -> Identity:
        """Who comes back with these words; raises `NotSignedOnError`, `ProviderAwayError`."""
        if said.get("error"):
            raise NotSignedOnError("在统一身份认证那里没有完成登录", counts=False)
        if said.get("iss", self.provider.issuer) != self.provider.issuer:  # RFC 9207
            raise NotSignedOnError("答复来自别的身份认证服务")
        code = said.get("code", "")
        if not code or len(code) > _LONGEST:
            raise NotSignedOnError("统一身份认证的答复里没有授权码")
        tokens = await self.provider.tokens(code, kept["verifier"], kept["redirect"])
        claims = await self._claims(tokens, kept["nonce"])
        name = claims.get(self.claim)
        if name is None and isinstance(tokens.get("access_token"), str):
            more = await self.provider.user_info(tokens["access_token"])
            if more.get("sub") == claims["sub"]:  # else it speaks of somebody else
                claims = {**more, **claims}
                name = claims.get(self.claim)
        if not isinstance(name, str) or not name.strip():
            raise NotSignedOnError(
                f"统一身份认证没有给出 {self.claim}，请管理员核对设置 sso_claim", counts=False
            )
        if self.claim == "email" and claims.get("email_verified") is False:
            raise NotSignedOnError("统一身份认证没有核实过这个邮箱")
        return Identity(name, kept["target"])

    async def end_address(self, back: str) -> str | None:
        """Where somebody leaves the provider, too; None where it has no such place."""
        address = (await self.provider.document()).get("end_session_endpoint")
        if not address:
            return None
        words = urlencode({"client_id": self.provider.client, "post_logout_redirect_uri": back})
        return f"{address}{'&' if '?' in str(address) else '?'}{words}"

    async def _claims(self, tokens: Mapping[str, Any], nonce: str) -> Mapping[str, Any]:
        read = partial(
            claims_of,
            tokens["id_token"],
            issuer=self.provider.issuer,
            client=self.provider.client,
            nonce=nonce,
            access_token=tokens.get("access_token"),
            now=time.time(),
        )
        try:
            return read(await self.provider.keys())
        except UnknownKeyError:  # keys are rotated
            return read(await self.provider.keys(anew=True))

    def _sealed(self, kept: Mapping[str, Any]) -> str:
        body = urlsafe_b64encode(json.dumps(kept).encode()).decode()
        return f"{body}.{self._seal(body).decode()}"

    def _seal(self, body: str) -> bytes:
        words = body.encode("utf-8", "surrogateescape")
        return hmac.new(self._key, words, sha256).hexdigest().encode()


def sign_on(settings: Settings) -> SignOn | None:
    """Signing on as the settings have it; None where they name no issuer.

    Raises `InputError` for what does not fit, and where the extra is not installed.
    """
    if not settings.sso_issuer:
        return None
    if find_spec("authlib") is None:
        raise InputError(
            "设了 sso_issuer，但没有安装单点登录：请安装 govsweep[sso]"
            "（pip install 'govsweep[sso]'），或去掉 sso_issuer"
        )
    if not is_safe(settings.sso_issuer):
        raise InputError(f"sso_issuer {settings.sso_issuer} 不能用：须是 https:// 开头的地址")
    if not settings.sso_client:
        raise InputError("设了 sso_issuer，还要设 sso_client：统一身份认证给本程序的客户端标识")
    if settings.sso_ca is not None and not settings.sso_ca.is_file():
        raise InputError(f"sso_ca 指明的文件 {settings.sso_ca} 不存在")
    ca = str(settings.sso_ca) if settings.sso_ca else None
    return SignOn(
        Provider(settings.sso_issuer, settings.sso_client, _secret(settings), ca=ca),
        claim=settings.sso_claim,
        adds_accounts=settings.sso_new_accounts,
        label=settings.sso_label,
    )


def _secret(settings: Settings) -> str:
    if settings.sso_secret is not None:
        return settings.sso_secret.get_secret_value()
    if settings.sso_secret_file is None:
        raise InputError("设了 sso_issuer，还要设 sso_secret 或 sso_secret_file：客户端密钥")
    try:
        found = settings.sso_secret_file.read_text("utf-8").strip()
    except OSError as error:
        why = reasons.of_system(error)
        raise InputError(f"sso_secret_file {settings.sso_secret_file}：{why}") from error
    except UnicodeDecodeError as error:
        raise InputError(f"sso_secret_file {settings.sso_secret_file} 不是 UTF-8 文本") from error
    if not found:
        raise InputError(f"sso_secret_file {settings.sso_secret_file} 是空的")
    return found


def _scope(claim: str) -> str:
    """What is asked for: no more than the claim needs."""
    return "openid email" if claim.startswith("email") else "openid profile"
