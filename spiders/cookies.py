"""Cookies of a site's hosts, kept while its lease lasts as a browser keeps them."""

from collections.abc import Iterable
from email.utils import parsedate_to_datetime
from time import time
from typing import NamedTuple
from urllib.parse import urlsplit

_MOST = 20  # of one host
_MOST_BYTES = 4_096  # of one host's, names and values together


class _Cookie(NamedTuple):
    value: str
    path: str
    secure: bool
    until: float  # the clock's time; infinite where it lasts as long as the visit

    def is_for(self, path: str, *, secure: bool) -> bool:
        below = self.path == path or path.startswith(self.path.rstrip("/") + "/")
        return below and (secure or not self.secure) and self.until > time()


class Cookies:
    """What the hosts of one site set; each gets back its own only, whatever domain it named."""

    def __init__(self) -> None:
        self._hosts: dict[str, dict[str, _Cookie]] = {}

    def keep(self, url: str, lines: Iterable[bytes]) -> None:
        """Take in the Set-Cookie lines of an answer; the oldest go where there are too many."""
        parts = urlsplit(url)
        default = parts.path.rpartition("/")[0] or "/"
        for line in lines:
            name, cookie = _parsed(line.decode("latin-1"), default)
            if not name:
                continue
            kept = self._hosts.setdefault(parts.hostname or "", {})
            kept.pop(name, None)
            if cookie.until > time():
                kept[name] = cookie
            while len(kept) > _MOST or _size(kept) > _MOST_BYTES:
                del kept[next(iter(kept))]

    def of(self, url: str) -> dict[str, str]:
        """What a browser would send to an address."""
        parts = urlsplit(url)
        path, secure = parts.path or "/", parts.scheme == "https"
        kept = self._hosts.get(parts.hostname or "", {})
        return {name: one.value for name, one in kept.items() if one.is_for(path, secure=secure)}


def _size(kept: dict[str, _Cookie]) -> int:
    return sum(len(name) + len(cookie.value) for name, cookie in kept.items())


def _parsed(line: str, default_path: str) -> tuple[str, _Cookie]:
    """The name and the rest of a Set-Cookie line; no name where it sets nothing."""
    pair, *attributes = line.split(";")
    name, equals, value = (part.strip() for part in pair.partition("="))
    told = {
        key.strip().lower(): word.strip()
        for key, _, word in (attribute.partition("=") for attribute in attributes)
    }
    path = told.get("path", "")
    path = path if path.startswith("/") else default_path
    cookie = _Cookie(value, path, "secure" in told, _until(told))
    return (name if equals and f"{name}{value}".isprintable() else ""), cookie


def _until(told: dict[str, str]) -> float:
    age = told.get("max-age", "")
    if age.removeprefix("-").isdecimal():
        return time() + int(age)
    try:
        return parsedate_to_datetime(told["expires"]).timestamp()
    except (KeyError, ValueError, TypeError, OverflowError):
        return float("inf")
