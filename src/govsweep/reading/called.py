"""Links whose scripts call a function of the page that goes to an address told by the call."""

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import NamedTuple

from govsweep.reading.literals import ScriptLiterals, UnknownError, closed, split
from govsweep.reading.tree import Tree

_MAX_SCRIPTS = 300_000  # characters of a page's scripts
_MAX_BODY = 600  # characters of a function
_MAX_CALL = 300
_LONGEST = 20_000  # characters of scripts that are remembered
_DEFINED = re.compile(
    r"(?:\bfunction\s+([A-Za-z_$][\w$]*)|\b([A-Za-z_$][\w$]*)\s*=\s*function)\s*"
    r"\(([\w\s,$]{0,80})\)\s*(?=\{)"
)
_GOES = re.compile(
    r"\blocation(?:\.href)?\s*=(?!=)\s*|\blocation\.(?:assign|replace)\s*\(|\bopen\s*\("
)
# What asks its visitor, sends what was filled in or changes something is no way to a page.
_DOES = re.compile(
    r"confirm|prompt|ajax|\.post|submit|search|\bif\b|\?[^'\"]*:|del(?:ete)?\b|remove|log(?:in|out)|vote",
    re.IGNORECASE,
)
_CALL = re.compile(
    r"\s*(?:javascript:)?\s*(?:void\s*\(\s*0\s*\)\s*;?)?\s*(?:return\s+)?([A-Za-z_$][\w$]*)\s*(?=\()",
    re.IGNORECASE,
)


class _Way(NamedTuple):
    """A function that goes to an address, and names what it is given."""

    names: tuple[str, ...]
    address: str  # as the function writes it


def follow_calls(tree: Tree) -> None:
    """Give links that call such a function the address to which it goes for their arguments."""
    calls = [
        (number, link.target)
        for number, link in enumerate(tree.links)
        if "(" in link.target and link.target[:11].lower() == "javascript:"
    ]
    calls += tree.calls.items()
    if not calls:
        return
    script = "\n".join(text for text, _ in tree.scripts if "function" in text)[:_MAX_SCRIPTS]
    ways = (_known_ways if len(script) <= _LONGEST else _known_ways.__wrapped__)(script)
    for number, call in calls if ways else ():
        if number < len(tree.links) and (address := _address(call[:_MAX_CALL], ways, script)):
            tree.links[number].target = address


@lru_cache(maxsize=128)  # pages of one site have the same scripts
def _known_ways(script: str) -> Mapping[str, _Way]:
    return dict(_ways(script))


def _ways(script: str) -> Iterator[tuple[str, _Way]]:
    for defined in _DEFINED.finditer(script):
        end = closed(script, defined.end(), _MAX_BODY)
        body = script[defined.end() + 1 : end - 1] if end else ""
        goes = list(_GOES.finditer(body))
        if len(goes) == 1 and not _DOES.search(body):
            address = split(body[goes[0].end() :].partition(";")[0].partition("\n")[0])[0]
            names = tuple(one.strip() for one in defined[3].split(",") if one.strip())
            yield defined[1] or defined[2], _Way(names, address)


def _address(call: str, ways: Mapping[str, _Way], script: str) -> str:
    """The address to which a call goes; "" where that is not known to the last letter."""
    match = _CALL.match(call)
    way = ways.get(match[1]) if match else None
    if match is None or way is None:
        return ""
    given = split(call[call.index("(", match.end()) + 1 :])
    bound = dict(zip(way.names, given, strict=False))
    if set(way.names) & set(bound.values()):  # a name that stands for itself is not known
        return ""
    try:
        address = ScriptLiterals(script, bound).text(way.address)
    except UnknownError:
        return ""
    return "" if address[:11].lower() == "javascript:" else address.strip()
