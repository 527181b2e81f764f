"""What a user names to be looked into: a file, or an address on the web."""

import urllib.request
from pathlib import Path
from socket import gaierror
from urllib.error import HTTPError

from govsweep import reasons
from govsweep.addresses import href
from govsweep.errors import InputError, ServiceError

_MOST = 20 * 1024 * 1024  # bytes read of one address
_PATIENCE = 30  # seconds


def content_of(source: str) -> tuple[bytes, str, str]:
    """The bytes of a file or an address, its address and its content type."""
    if address := href(source):
        try:
            # The scheme is http or https: `href` gives no other.
            with urllib.request.urlopen(address, timeout=_PATIENCE) as answer:  # noqa: S310
                return answer.read(_MOST), answer.url, answer.headers.get("content-type", "")
        except OSError as error:
            raise ServiceError(f"{source} 打不开：{_why(error)}") from error
    try:
        path = Path(source)
        return path.read_bytes(), path.absolute().as_uri(), ""
    except OSError as error:
        raise InputError(f"{source} 无法读取：{reasons.of_system(error)}") from error


def _why(error: OSError) -> str:
    """Why an address did not open; a URLError holds the system's own."""
    if isinstance(error, HTTPError):
        return f"网站答复 {error.code}"
    inner = getattr(error, "reason", error)
    if isinstance(inner, gaierror):
        return "域名无法解析"
    if isinstance(inner, TimeoutError):
        return "超时"
    return reasons.of_system(inner) if isinstance(inner, OSError) else "地址不对"
