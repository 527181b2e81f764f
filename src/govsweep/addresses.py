"""Addresses: as a browser has them, the form by which they are known, their fingerprint and host.

What is asked for is what the page wrote, resolved by the WHATWG's rules: a server may read an
address in any way it likes (`?12345`, `index.php?/news/12.html`, `%u4e2d`, a query in GBK). Whether
two addresses are one page is told by a form of its own, which is never asked for.
"""

import codecs
import re
from collections.abc import Iterable
from functools import cache, lru_cache
from hashlib import blake2b
from urllib.parse import urlsplit

import ada_url
from publicsuffixlist import PublicSuffixList
from w3lib.url import canonicalize_url, url_query_cleaner

from govsweep.posted import question_of

_SESSION = tuple(
    form
    for name in ("jsessionid", "phpsessid", "aspsessionid", "sessionid")
    for form in (name, name.upper())
)
_PATH_SESSION = re.compile(r";(?:jsessionid|phpsessid|sessionid|sid)=[^/?#]*", re.IGNORECASE)
# A folder's own page is a file; what a program named index shows may be another page.
_INDEX = re.compile(r"/(?:index\.s?html?|default\.html?)\Z", re.IGNORECASE)
_INDEX_ENDS = ("html", "htm", "HTML", "HTM", "Html", "Htm")
_PLAIN = re.compile(
    r"https?://[a-z0-9.\-]+(?::[1-5]\d{4}|:[1-9]\d{0,3})?/[A-Za-z0-9/._~!$&'()*+,=:@\-]*\Z"
)
_LONGEST = 500  # characters of what is remembered: the hostile must not fill the memory
_IN_QUERIES = "".join(map(chr, range(33, 127))).translate(dict.fromkeys(map(ord, "\"#'<>")))
_UNENCODABLE = "govsweep.query"  # how the lacking characters of a charset are treated


def href(url: str) -> str:
    """An absolute http(s) address as a browser asks for it, without its fragment; else ""."""
    return _href(url) if len(url) <= _LONGEST else _href.__wrapped__(url)


@lru_cache(maxsize=16_384)
def _href(url: str) -> str:
    url = url.strip()
    if _is_plain(url):
        return url
    try:
        return _fit(ada_url.normalize_url(url))
    except ValueError:  # e.g. an unbalanced bracket in the host, a port that is no number
        return ""


def absolute(base: str, reference: str, charset: str = "utf-8") -> str:
    """The address that `reference` names on a page at `base`, as a browser asks for it; else "".

    The query goes out in the page's own charset, all else in UTF-8 (WHATWG URL, 4.4).
    """
    short = len(reference) <= _LONGEST
    return (_joined if short else _joined.__wrapped__)(base, reference, charset)


@lru_cache(maxsize=32_768)
def _joined(base: str, reference: str, charset: str) -> str:
    reference = reference.strip()
    if not reference or reference.startswith("#"):
        return ""
    try:
        if "?" in reference and not reference.isascii():
            reference = _encoded(reference, charset)
        return _fit(ada_url.join_url(base, reference))
    except ValueError:  # of the base too: what is absolute needs none
        return _href.__wrapped__(reference)


def _fit(address: str) -> str:
    """An address that can be asked for, without its fragment; "" where it cannot."""
    return address.partition("#")[0] if address.startswith(("http://", "https://")) else ""


def _encoded(reference: str, charset: str) -> str:
    """A reference whose query is spelt in the bytes of a charset."""
    rest, hash_sign, fragment = reference.partition("#")
    path, mark, query = rest.partition("?")
    try:
        if charset == "gbk":
            raw = _in_gbk(query)
        else:
            raw = query.encode("utf-8" if charset.startswith("utf") else charset, _UNENCODABLE)
    except LookupError:
        raw = query.encode()
    spelt = "".join(chr(one) if chr(one) in _IN_QUERIES else f"%{one:02X}" for one in raw)
    return f"{path}{mark}{spelt}{hash_sign}{fragment}"


def _in_gbk(query: str) -> bytes:
    """As WHATWG's encoder of GBK: that of GB 18030 without its four bytes, and with a short €."""
    return b"".join(_gbk_bytes(one) for one in query)


def _gbk_bytes(character: str) -> bytes:
    if character == "€":
        return b"\x80"
    raw = character.encode("gb18030", _UNENCODABLE)
    return _reference(character).encode() if len(raw) == 4 else raw


def _reference(character: str) -> str:
    return f"%26%23{ord(character)}%3B"


def _as_reference(error: UnicodeError) -> tuple[str, int]:
    """What a charset lacks goes out as an HTML reference, its own signs spelt."""
    if not isinstance(error, UnicodeEncodeError):
        raise error
    lacking = error.object[error.start : error.end]
    return "".join(_reference(one) for one in lacking), error.end


codecs.register_error(_UNENCODABLE, _as_reference)


def canonical(url: str) -> str:
    """The form of an http(s) address by which it is known, never asked for; "" for anything else.

    It is the ordered form without the name of an index page.
    """
    form = ordered(url)
    return _INDEX.sub("/", form) if form.endswith(_INDEX_ENDS) else form


def ordered(url: str) -> str:
    """An http(s) address without fragment and session parameters, its query sorted; else "".

    By this form findings are known from sweep to sweep, as they were in the first release.
    """
    return _ordered(url) if len(url) <= _LONGEST else _ordered.__wrapped__(url)


@lru_cache(maxsize=32_768)
def _ordered(url: str) -> str:
    if _is_plain(url):
        return url
    form = _href.__wrapped__(url)
    if not form:
        return ""
    try:
        again = _in_order(form)
        return again if again == form or again == _in_order(again) else ""
    except ValueError:
        return ""


def _is_plain(url: str) -> bool:
    plain = _PLAIN.match(url) is not None
    return plain and "/." not in url and ":80/" not in url and ":443/" not in url


def _in_order(url: str) -> str:
    if ";" in url:
        url = _PATH_SESSION.sub("", url)
    if _is_plain(url):
        return url
    if "?" in url:
        url = url_query_cleaner(url, _SESSION, remove=True, unique=False)
    return href(canonicalize_url(url))


def fingerprint(url: str) -> bytes:
    """The key of the page that an address leads to, however it is written: 16 bytes.

    A posted request is another page for every question (see `posted`).
    """
    return digest((canonical(url) or url) + question_of(url))


def same_page(url: str, among: Iterable[str]) -> str:
    """The first of some addresses that leads to the page of another, else that other one."""
    form = canonical(url)
    return next((one for one in among if canonical(one) == form), url)


def digest(text: str) -> bytes:
    """The key of a text: 16 bytes."""
    return blake2b(text.encode(), digest_size=16).digest()


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
    return _suffixes().privatesuffix(name.partition(":")[0]) or name


@cache
def _suffixes() -> PublicSuffixList:
    """The list of public suffixes that ships with the library; nothing is fetched.

    An address in digits, and a name under no known suffix, are registered by nobody: they stand for
    themselves.
    """
    return PublicSuffixList(accept_unknown=False, only_icann=True)


def is_government(name: str) -> bool:
    """Whether a host stands under .gov.cn or .政务."""
    name = name.partition(":")[0].rstrip(".")
    return name == "gov.cn" or name.endswith((".gov.cn", ".政务", ".xn--zfr164b"))


def path_of(url: str) -> str:
    """What a host is asked for by an address: its path with its query, "/" at least."""
    parts = urlsplit(url)
    return (parts.path or "/") + (f"?{parts.query}" if parts.query else "")


def folder_of(url: str) -> str:
    """The path of the folder that an address stands in, with its last slash."""
    return urlsplit(url).path.rpartition("/")[0] + "/"
