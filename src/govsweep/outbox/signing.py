"""Signatures: by which a receiver knows that a message is ours, whole and of now."""

import base64
import hashlib
import hmac
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

_VERSION = "v1"
_TOLERANCE = 300.0  # seconds that two clocks may differ by, and a message may be on its way


def signature(secret: str, timestamp: str, body: bytes) -> str:
    """What a webhook's header says: HMAC-SHA256 over the timestamp, a full stop and the body."""
    signed = timestamp.encode() + b"." + body
    return f"{_VERSION}={hmac.new(secret.encode(), signed, hashlib.sha256).hexdigest()}"


def is_signed(secret: str, timestamp: str, body: bytes, told: str, now: float) -> bool:
    """Whether a signature is right and recent, as a receiver has to ask."""
    try:
        recent = abs(now - float(timestamp)) <= _TOLERANCE
    except ValueError:
        return False
    return recent and hmac.compare_digest(
        signature(secret, timestamp, body).encode(), told.encode()
    )


def dingtalk_address(url: str, secret: str, now: float) -> str:
    """The address of a 钉钉 robot that asks for signatures, signed as of now."""
    timestamp = str(round(now * 1000))
    signed = f"{timestamp}\n{secret}".encode()
    digest = hmac.new(secret.encode(), signed, hashlib.sha256).digest()
    return with_query(url, timestamp=timestamp, sign=base64.b64encode(digest).decode())


def with_query(url: str, **words: str) -> str:
    """The address with these words in its query."""
    parts = urlsplit(url)
    query = dict(parse_qsl(parts.query, keep_blank_values=True)) | words
    return urlunsplit(parts._replace(query=urlencode(query)))
