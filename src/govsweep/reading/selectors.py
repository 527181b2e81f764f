"""Selectors of scripts, in short: tags, ids, classes and names of attributes, in their order."""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

NAME = r"[^\W\d][\w\-]*"
_LONGEST = 120  # characters
_ANY = rf"(?:{NAME}\*|\*[\w\-]+|{NAME}|\*)"
COMPOUND = re.compile(rf"({NAME}|\*)?((?:[#.](?:{_ANY})|\[[\w\-:@.]+\])*)")
_PART = re.compile(rf"[#.](?:{_ANY})|\[[\w\-:@.]+\]")
_DROPPED = re.compile(r":{1,2}[\w-]+(?:\([^()]*\))?")
_ATTRIBUTE = re.compile(r"\[\s*([\w\-]+)\s*(?:([~^$*|!]?=)\s*['\"]?([^'\"\]]*)['\"]?)?\s*\]")
_BETWEEN = re.compile(r"[\s>+~]+")
_TAG = re.compile(r"[^#.\[]*")
# Attributes that elements have for other ends than to be told to scripts.
_USUAL = frozenset(
    (
        "type", "value", "href", "src", "title", "alt", "target", "rel", "style", "width",
        "height", "align", "for", "method", "action", "lang",
    )
)  # fmt: skip


def split(text: str) -> Iterator[str]:
    """The selectors of a list, each as its compounds with a space between."""
    for one in _ATTRIBUTE.sub(_attribute, text).split(","):
        compounds = _below_roots(_BETWEEN.split(_DROPPED.sub("", one).strip()))
        if all(COMPOUND.fullmatch(compound) for compound in compounds) and any(compounds):
            yield " ".join(compounds)[:_LONGEST]


def _below_roots(compounds: list[str]) -> list[str]:
    """The compounds below the elements that hold all of a page, whatever these are called."""
    while len(compounds) > 1 and _TAG.match(compounds[0])[0] in ("html", "body"):  # type: ignore[index]
        compounds = compounds[1:]
    return compounds


def _attribute(found: re.Match[str]) -> str:
    """What an attribute asks for: part of an id or a class, or that it is there at all."""
    name, sign, value = found[1], found[2] or "", (found[3] or "").strip()
    if name in ("id", "class"):
        mark = "#" if name == "id" else "."
        if not re.fullmatch(NAME, value) or sign in ("*=", "!=", ""):
            return f"{mark}*"
        return mark + {"^=": f"{value}*", "$=": f"*{value}"}.get(sign, value)
    return "" if name in _USUAL else f"[{name}]"


def selects(selector: Sequence[str], path: Sequence[str]) -> bool:
    """Whether a selector finds the last element of a path, those between taken as they come."""
    *outer, last = selector
    if not path or not _fits(last, path[-1]):
        return False
    around = iter(reversed(path[:-1]))
    return all(any(_fits(one, element) for element in around) for one in reversed(outer))


@lru_cache(maxsize=4_096)
def _fits(compound: str, element: str) -> bool:
    match = COMPOUND.fullmatch(compound)
    if match is None or not compound:
        return False
    tag, rest = match[1], match[2]
    if tag and tag not in ("*", _TAG.match(element)[0]):  # type: ignore[index]
        return False
    if tag == "*" and not rest:
        return False
    own = _PART.findall(element)
    return all(any(_is_part(wanted, one) for one in own) for wanted in _PART.findall(rest))


def _is_part(wanted: str, own: str) -> bool:
    if "*" not in wanted:
        return wanted == own
    if wanted[0] != own[0]:
        return False
    begin, _, end = wanted.partition("*")
    return own.startswith(begin) and own.endswith(end) and len(own) >= len(begin) + len(end)
