"""The provider: what it says of itself, its keys, and tokens for a code. The edge to its server.

Every request goes where the egress policy lets it go: to what is public, and of other networks to
the host of the issuer alone, whatever its discovery document names. Redirects are not followed.
"""

import json
import ssl
import time
from base64 import b64encode
from collections.abc import Mapping
from typing import Any, NamedTuple
from urllib.parse import quote_plus, urlsplit

import aiohttp

from govsweep.address_zones import AddressZone, zone
from govsweep.egress_policy import EgressPolicy, port_of
from govsweep.resolving import EgressResolver
from govsweep.single_sign_on.errors import NotSignedOnError, ProviderAwayError

Document = Mapping[str, Any]  # as JSON says it
_READ_AT_MOST = 512 * 1024  # bytes of an answer
_KEPT = 3_600.0  # seconds for which discovery and keys hold
_APART = 30.0  # seconds between two looks for keys that are not known
_NEEDED = ("authorization_endpoint", "token_endpoint", "jwks_uri")
_USED = (*_NEEDED, "userinfo_endpoint", "end_session_endpoint")


class ProviderState(NamedTuple):
    """How a provider stands, for the doctor."""

    keys: int
    can_end_sessions: bool


class Provider:
    """The server of one issuer, as one client of it."""

    def __init__(
        self, issuer: str, client: str, secret: str, *, ca: str | None = None, patience: float = 8.0
    ) -> None:
        """`patience` is the seconds that one request may take; `ca` a file of authorities."""
        self.issuer, self.client = issuer, client
        self._secret = secret
        self._ca = ca
        self._patience = patience
        self._egress = EgressPolicy([issuer], neighbours=False)
        self._document: Document | None = None
        self._keys: Document | None = None
        self._at = {"document": 0.0, "keys": 0.0, "anew": -_APART}

    async def look(self) -> ProviderState:
        """Ask for discovery and keys anew; raises `ProviderAwayError`."""
        self._document = self._keys = None
        document = await self.document()
        keys = (await self.keys())["keys"]
        return ProviderState(len(keys), "end_session_endpoint" in document)

    async def document(self) -> Document:
        """The discovery document, with the addresses that may be used."""
        if self._document is None or self._is_old("document", _KEPT):
            path = "/.well-known/openid-configuration"
            found = await self._get(f"{self.issuer.rstrip('/')}{path}")
            self._document = self._checked(found)
            self._at["document"] = time.monotonic()
        return self._document

    async def keys(self, *, anew: bool = False) -> Document:
        """The key set; `anew` where it lacks a key, which is believed twice a minute at most."""
        if anew and self._is_old("anew", _APART):
            self._keys = None
            self._at["anew"] = time.monotonic()
        if self._keys is None or self._is_old("keys", _KEPT):
            found = await self._get(str((await self.document())["jwks_uri"]))
            if not isinstance(found.get("keys"), list):
                raise ProviderAwayError("统一身份认证的密钥地址（jwks_uri）答复的不是密钥集")
            self._keys = found
            self._at["keys"] = time.monotonic()
        return self._keys

    async def tokens(self, code: str, verifier: str, redirect: str) -> Document:
        """The tokens for a code; raises `NotSignedOnError` where the provider gives none."""
        document = await self.document()
        body = {
            "grant_type": "authorization_code",
            "code": code,
            "redirect_uri": redirect,
            "code_verifier": verifier,
        }
        headers = {}
        methods = document.get("token_endpoint_auth_methods_supported", ["client_secret_basic"])
        if "client_secret_basic" in methods:
            pair = f"{quote_plus(self.client)}:{quote_plus(self._secret)}"  # RFC 6749, 2.3.1
            headers["Authorization"] = f"Basic {b64encode(pair.encode()).decode()}"
        else:
            body |= {"client_id": self.client, "client_secret": self._secret}
        status, found = await self._ask(
            "POST", str(document["token_endpoint"]), headers=headers, data=body
        )
        if status in (400, 401, 403):
            error = found.get("error")
            if error == "invalid_client" or status == 401:
                raise ProviderAwayError(
                    "统一身份认证不认本程序的客户端标识或密钥，请核对 sso_client 和 sso_secret"
                )
            raise NotSignedOnError("统一身份认证没有承认这次登录（可能已经用过或过期），请重新登录")
        if status != 200 or not isinstance(found.get("id_token"), str):
            raise ProviderAwayError(f"统一身份认证没有给出身份令牌（答复 {status}）")
        return found

    async def user_info(self, access_token: str) -> Document:
        """What the provider says of somebody besides the ID token; empty where it says nothing."""
        address = (await self.document()).get("userinfo_endpoint")
        if not address:
            return {}
        headers = {"Authorization": f"Bearer {access_token}"}
        status, found = await self._ask("GET", str(address), headers=headers)
        return found if status == 200 else {}

    def _is_old(self, what: str, seconds: float) -> bool:
        return time.monotonic() - self._at[what] > seconds

    def _checked(self, found: Document) -> Document:
        if found.get("issuer") != self.issuer:
            told = (
                f"统一身份认证自称 {found.get('issuer')!s:.200}，与设置 sso_issuer 不是同一个地址"
            )
            raise ProviderAwayError(told)
        for name in _USED:
            address = found.get(name)
            if address is None and name not in _NEEDED:
                continue
            if not isinstance(address, str) or not is_safe(address):
                raise ProviderAwayError(f"统一身份认证的发现文件里没有可用的 {name}（须用 https）")
        return found

    async def _get(self, address: str) -> Document:
        status, found = await self._ask("GET", address)
        if status != 200:
            raise ProviderAwayError(f"统一身份认证 {address} 答复 {status}，应是 200")
        return found

    async def _ask(self, method: str, address: str, **words: Any) -> tuple[int, Document]:
        host = urlsplit(address).hostname or ""
        # A name is looked at with what it resolves to; an address never comes before a resolver.
        literal = zone(host) is not AddressZone.PUBLIC
        if literal and not self._egress.names(host, port_of(address)):
            raise ProviderAwayError(f"统一身份认证的地址 {host} 不在 sso_issuer 的主机上，没有访问")
        connector = aiohttp.TCPConnector(
            ssl=ssl.create_default_context(cafile=self._ca), resolver=EgressResolver(self._egress)
        )
        timeout = aiohttp.ClientTimeout(total=self._patience)
        try:
            async with (
                aiohttp.ClientSession(
                    connector=connector, timeout=timeout, trust_env=True
                ) as session,
                session.request(method, address, allow_redirects=False, **words) as answer,
            ):
                body = b""
                while len(body) <= _READ_AT_MOST and (more := await answer.content.read(65_536)):
                    body += more
                return answer.status, _read(body)
        except (aiohttp.ClientError, OSError) as error:
            raise ProviderAwayError(f"统一身份认证 {host} {_why(error)}") from error


def is_safe(address: str) -> bool:
    """Whether an address may be asked with secrets: by https, or on this machine."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return False
    here = zone(parts.hostname or "") is AddressZone.LOOPBACK
    return bool(parts.hostname) and (parts.scheme == "https" or (parts.scheme == "http" and here))


def _read(body: bytes) -> Document:
    if len(body) > _READ_AT_MOST:
        return {}
    try:
        found = json.loads(body)
    except (ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}


def _why(error: BaseException) -> str:
    """Why nothing was answered; an error's own words may name addresses with secrets."""
    if isinstance(error, TimeoutError):
        return "没有及时答复"
    if isinstance(error, aiohttp.ClientSSLError):
        return "的安全证书不被信任；自建的证书用设置 sso_ca 指明签发机构"
    if isinstance(error, aiohttp.ClientConnectorDNSError):
        return "的域名无法解析"
    return "连接不上"
