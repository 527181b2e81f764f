"""Links to a place on a page (#…): what a page calls its places, and which links miss theirs.

A place that is not there is told of only where nothing else could make the link work: scripts take
over many such links, and make many such places.
"""

import re
from collections.abc import Iterable
from urllib.parse import unquote
from zlib import crc32

from govsweep.addresses import host
from govsweep.facts import Jump, Place
from govsweep.reading.addressing import Addresses
from govsweep.reading.tree import Attributes, Tree

_NAMED = re.compile(r"(?<![\w\-])(?:id|name)\s*=\s*\\?[\"']?([^\s\"'<>\\]{1,200})", re.IGNORECASE)
_HINTS = (".id", "etAttribute", "attr(", "prop(", "hash", "href^", "href*", "scrollspy", "fullpage")
_MADE = re.compile(  # scripts that name elements, or read the place from the address themselves
    r"\.id\s*=[^=]|etAttribute\(\s*['\"](?:id|name)|(?:attr|prop)\(\s*['\"](?:id|name)['\"]\s*,|"
    r"location\.hash|hashchange|href[\^*]=|scrollspy|fullpage"
)
_BOUND = re.compile(r"(?:id|name)\s*=\s*\\?[\"']?\s*(?:[\"']\s*\+|\$\{|\{\{|<%)")
_PART = re.compile(r"[\w\u3400-\u9fff.\-:·（）()、《》“”]{1,60}")
_NOWHERE = frozenset(  # what is written where nobody is to be led anywhere
    [
        "top",
        "none",
        "no",
        "nogo",
        "null",
        "void",
        "undefined",
        "url",
        "link",
        "this",
        "self",
        "more",
        "here",
        "blank",
        "javascript",
        "a",
        "anchor",
        "href",
        "menu",
        "nav",
        "home",
        "tab",
        "close",
        "back",
        "print",
        "share",
    ]
)
_PLAIN = frozenset(("href", "title", "target", "rel", "style", "class"))
_CLASSED = re.compile(r"^(?:mso|toc|anchor|catalog|mulu)", re.IGNORECASE)
_LEAST_WORDS = 2
_MOST_NAMES, _MOST_JUMPS = 300, 50  # with more, a page is not told of
# Python 3.11 looks members of enumerations up slowly.
_MAIN = Place.MAIN


def is_jump(attributes: Attributes) -> bool:
    """Whether a link leads to a place on a page and nothing says that a script acts on it."""
    target = attributes.get("href") or ""
    if "#" not in target or not _PLAIN.issuperset(attributes):
        return False
    named = (attributes.get("class") or "").strip()
    return not named or _CLASSED.match(named) is not None


def places_named(tree: Tree) -> frozenset[str] | None:
    """What a page calls its places; None where its scripts may call others so."""
    names = set(tree.names)
    for text, _ in tree.scripts:
        if any(one in text for one in _HINTS) and _MADE.search(text):
            return None
        if "id=" in text or "name=" in text:
            if _BOUND.search(text):
                return None
            names.update(_NAMED.findall(text))
    return frozenset(names) if len(names) <= _MOST_NAMES else None


def mark(name: str) -> bytes:
    """A name in few bytes, as it is kept of every page."""
    return crc32(name.encode("utf-8", "surrogatepass")).to_bytes(4, "big")


def marks(names: Iterable[str] | None) -> bytes | None:
    """The names of a page's places in few bytes."""
    return None if names is None else b"".join(sorted(mark(one) for one in names))


def jumps(
    tree: Tree, places: list[Place], addresses: Addresses, names: frozenset[str] | None
) -> tuple[Jump, ...]:
    """The links to places on this page that are not there, and those to places on others."""
    own: dict[str, Jump] = {}
    away: dict[tuple[str, str], Jump] = {}
    right = 0  # places on this page that a link leads to: here scripts do not take over
    for number in tree.jumps[: _MOST_JUMPS * 4]:
        one = tree.links[number]
        address, _, written = one.target.strip().partition("#")
        words = " ".join(one.text.split())
        if not one.parts or len(words) < _LEAST_WORDS or places[one.box.number] is not _MAIN:
            continue
        target = addresses.resolve(address) if address else addresses.url
        if target == addresses.url:
            if names is not None and (written in names or unquote(written) in names):
                right += 1
            elif is_place(written):
                own.setdefault(written, Jump(target, written, words[:60]))
        elif target and is_place(written) and not written.isdecimal():  # mostly a column's number
            if host(target) != host(addresses.url):
                continue
            away.setdefault((target, written), Jump(target, written, words[:60]))
    missing = [
        one for one in own.values() if names is not None and (right or not one.part.isdecimal())
    ]
    return (*missing, *away.values())[:_MOST_JUMPS]


def is_place(written: str) -> bool:
    """Whether a fragment names a place, not a route or a state of the page's scripts."""
    part = unquote(written)
    return _PART.fullmatch(part) is not None and part.lower() not in _NOWHERE
