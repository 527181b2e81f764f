"""Addresses: one canonical form, one fingerprint, the host they belong to."""

import re
from functools import lru_cache
from hashlib import blake2b
from urllib.parse import urljoin, urlsplit, urlunsplit

import tldextract
from w3lib.url import canonicalize_url, url_query_cleaner

_SESSION = tuple(
    form
    for name in ("jsessionid", "phpsessid", "aspsessionid", "sessionid")
    for form in (name, name.upper())
)
_PATH_SESSION = re.compile(r";jsessionid=[^/?#]*", re.IGNORECASE)
_PLAIN = re.compile(
    r"https?://[a-z0-9.\-]+(?::[1-5]\d{4}|:[1-9]\d{0,3})?/[A-Za-z0-9/._~!$&'()*+,=:@\-]*\Z"
)
_SETTLED = re.compile(r"https?://[a-z0-9.\-]+/")  # its host needs no second look
_LINE_BREAKS = dict.fromkeys(map(ord, "\t\r\n"))  # no part of an address, for any browser
_LONGEST = 500  # characters of what is remembered: the hostile must not fill the memory
_DEFAULT_PORT = re.compile(
    r"^(http(?=://[^/]*:80(?:/|$))|https(?=://[^/]*:443(?:/|$)))(://[^/:]+):\d+", re.IGNORECASE
)
# The list of public suffixes that ships with the library; nothing is fetched.
_suffixes = tldextract.TLDExtract(suffix_list_urls=(), cache_dir=None)


def canonical(url: str) -> str:
    """The one form of an http(s) address by which it is known; "" for anything else.

    The fragment and session parameters go, the host is lower case, the query sorted.
    """
    return _known(url) if len(url) <= _LONGEST else _known.__wrapped__(url)


@lru_cache(maxsize=16_384)
def _known(url: str) -> str:
    url = url.strip()
    if _PLAIN.match(url) and "/." not in url and ":80/" not in url and ":443/" not in url:
        return url
    try:
        form = _canonical(url.translate(_LINE_BREAKS))
        if _SETTLED.match(form) or form == (again := _canonical(form)):
            return form
        return again if again == _canonical(again) else ""
    except ValueError:  # e.g. an unbalanced bracket in the host, a port that is no number
        return ""


def _canonical(url: str) -> str:
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        return ""
    url = _DEFAULT_PORT.sub(r"\1\2", url)
    url = _PATH_SESSION.sub("", url)
    if "?" in url:
        url = url_query_cleaner(url, _SESSION, remove=True, unique=False)
    return canonicalize_url(url)


def absolute(base: str, reference: str) -> str:
    """The canonical address that `reference` names on a page at `base`; "" where it names none."""
    short = len(reference) <= _LONGEST
    return _joined(base, reference) if short else _joined.__wrapped__(base, reference)


@lru_cache(maxsize=32_768)
def _joined(base: str, reference: str) -> str:
    reference = reference.strip().replace("\\", "/")
    if not reference or reference.startswith("#"):
        return ""
    try:
        return canonical(urljoin(base, reference))
    except ValueError:
        return ""


def fingerprint(url: str) -> bytes:
    """The key of a canonical address: 16 bytes."""
    return blake2b(url.encode(), digest_size=16).digest()


@lru_cache(maxsize=16_384)
def host(url: str) -> str:
    """The host of an address with its port, where that is not the scheme's own."""
    try:
        return urlsplit(url).netloc.rpartition("@")[2].lower()
    except ValueError:
        return ""


@lru_cache(maxsize=16_384)
def registrable(name: str) -> str:
    """The registrable domain of a host name: `hd.gov.cn` of `www.hd.gov.cn`."""
    return _suffixes(name.partition(":")[0]).top_domain_under_public_suffix or name


def is_government(name: str) -> bool:
    """Whether a host stands under .gov.cn or .政务."""
    name = name.partition(":")[0].rstrip(".")
    return name == "gov.cn" or name.endswith((".gov.cn", ".政务", ".xn--zfr164b"))


def root(url: str) -> str:
    """The address of the host's first page."""
    parts = urlsplit(url)
    return urlunsplit((parts.scheme, parts.netloc, "/", "", ""))
