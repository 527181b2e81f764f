"""Certificates: whether a visitor's browser would trust a host. The crawl reads on either way."""

import asyncio
import datetime as dt
import socket
import ssl
from base64 import b64encode
from http.client import HTTPException, HTTPSConnection
from pathlib import Path
from urllib.parse import SplitResult, unquote, urlsplit
from urllib.request import getproxies, proxy_bypass

from govsweep import clock

_SECONDS = 10.0
_SOON = dt.timedelta(days=30)  # in which an office can order and install another
_OLD_SERVER = 0x4  # OP_LEGACY_SERVER_CONNECT: browsers let such servers in, too

# OpenSSL's codes of verification, x509_vfy.h.
_SELF_SIGNED, _SELF_SIGNED_ROOT = 18, 19
_NO_ISSUER = frozenset((2, 20, 21))
_NAMES = frozenset((62, 64))
_WEAK = frozenset((66, 67, 68))
_CURED = {_SELF_SIGNED, _SELF_SIGNED_ROOT, *_NO_ISSUER, *_NAMES}  # a further look does without
_ROUNDS = 4  # who signed, the name, the days, and one to spare
_WORDS = {
    9: "证书尚未生效",
    10: "证书过期",
    23: "证书已被吊销",
    _SELF_SIGNED: "自签名证书",
    _SELF_SIGNED_ROOT: "证书由不受信任的自签名根证书签发",
}
_OLD = frozenset(("UNSUPPORTED_PROTOCOL", "TLSV1_ALERT_PROTOCOL_VERSION"))
_SHORT_KEYS = frozenset(("DH_KEY_TOO_SMALL", "EE_KEY_TOO_SMALL", "CA_KEY_TOO_SMALL"))


async def certificate_fault(url: str) -> str | None:
    """What is wrong with the certificate of an address's host, in words; "" for nothing.

    None where there is none or it could not be seen: no https, no connection, no way out but a
    proxy for http, nobody on this machine to trust.
    """
    parts = urlsplit(url)
    if parts.scheme != "https" or not parts.hostname:
        return None
    return await asyncio.to_thread(_looked_at, parts)


def _looked_at(parts: SplitResult) -> str | None:
    """Every fault: OpenSSL names the first alone, so the next is asked for without that one."""
    context = _context()
    trusting = _trusts_anybody(context)
    faults: list[str] = []
    for _ in range(_ROUNDS):
        fault, code = _once(parts, context, trusting=trusting)
        if fault is None and not faults:
            return None
        faults += [fault] if fault and fault not in faults else []
        if code not in _CURED:
            break
        if code in _NAMES:
            context.check_hostname = False
        elif (shown := _shown(parts)) is None:
            break
        else:
            context.load_verify_locations(cadata=shown)
    return "；".join(faults)


def _once(
    parts: SplitResult, context: ssl.SSLContext, *, trusting: bool
) -> tuple[str | None, int | None]:
    """What one look finds, and OpenSSL's code where the certificate did not pass."""
    try:
        connection = _connection(parts, context)
        if connection is None:
            return None, None
        try:
            connection.connect()
            return _of_time_left(connection.sock), None
        finally:
            connection.close()
    except ssl.SSLCertVerificationError as error:
        return _of_verification(error.verify_code, trusting=trusting), error.verify_code
    except ssl.SSLError as error:
        return _of_handshake(error.reason or ""), None
    except (OSError, HTTPException, ValueError):
        return None, None


def _shown(parts: SplitResult) -> bytes | None:
    """The certificate that a host shows, whoever signed it."""
    context = _context()
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    try:
        connection = _connection(parts, context)
        if connection is None:
            return None
        try:
            connection.connect()
            sock = connection.sock
            return sock.getpeercert(binary_form=True) if isinstance(sock, ssl.SSLSocket) else None
        finally:
            connection.close()
    except (OSError, HTTPException, ValueError):  # an ssl.SSLError is an OSError
        return None


def _of_time_left(shown: socket.socket) -> str:
    """What is to be said of a good certificate: that it ends soon."""
    told = shown.getpeercert() if isinstance(shown, ssl.SSLSocket) else None
    ends = told.get("notAfter") if told else None
    if not isinstance(ends, str):
        return ""
    end = dt.datetime.fromtimestamp(ssl.cert_time_to_seconds(ends), dt.UTC)
    return f"证书将于 {end:%Y-%m-%d} 到期" if end - clock.now() < _SOON else ""


def _context() -> ssl.SSLContext:
    context = ssl.create_default_context()
    # What newer Pythons demand beyond browsers is no fault of the site.
    context.verify_flags &= ~ssl.VERIFY_X509_STRICT
    # A certificate that a further look takes as given need not be an authority's.
    context.verify_flags |= ssl.VERIFY_X509_PARTIAL_CHAIN
    context.options |= _OLD_SERVER
    # Debian's own Python leaves this to OpenSSL's configuration, which may take TLS 1.0.
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    return context


def _connection(parts: SplitResult, context: ssl.SSLContext) -> HTTPSConnection | None:
    """A connection straight to the host, or through the proxy for https; None: no way."""
    name, port = parts.hostname or "", parts.port or 443
    proxies = getproxies()
    if proxy_bypass(f"{name}:{port}") or not (proxies.get("https") or proxies.get("http")):
        return HTTPSConnection(name, port, timeout=_SECONDS, context=context)
    address = proxies.get("https", "")
    proxy = urlsplit(address if "://" in address else f"http://{address}")
    if proxy.scheme != "http" or not proxy.hostname:
        return None
    through = HTTPSConnection(proxy.hostname, proxy.port or 80, timeout=_SECONDS, context=context)
    through.set_tunnel(name, port, _who(proxy))
    return through


def _who(proxy: SplitResult) -> dict[str, str]:
    if not proxy.username:
        return {}
    secret = f"{unquote(proxy.username)}:{unquote(proxy.password or '')}".encode()
    return {"Proxy-Authorization": f"Basic {b64encode(secret).decode()}"}


def _trusts_anybody(context: ssl.SSLContext) -> bool:
    """Whether this machine has a list of authorities; without one every site would seem false."""
    folder = ssl.get_default_verify_paths().capath
    listed = bool(folder) and any(Path(folder).glob("*.0"))
    return listed or context.cert_store_stats()["x509_ca"] > 0


def _of_verification(code: int, *, trusting: bool) -> str | None:
    if code in _NAMES:
        return "证书与域名不符"
    if code in _NO_ISSUER:
        return "证书链不完整，或签发机构不受信任" if trusting else None
    if code in _WEAK:
        return "证书的密钥或签名算法过弱"
    if code == _SELF_SIGNED_ROOT and not trusting:
        return None
    return _WORDS.get(code, f"证书未通过验证（OpenSSL 代码 {code}）")


def _of_handshake(reason: str) -> str | None:
    if reason in _OLD:
        return "协议过旧：只支持 TLS 1.1 及更早的版本"
    if reason in _SHORT_KEYS:
        return "证书的密钥或签名算法过弱"
    return None  # another kind of encryption, or none: nothing is known of the certificate
