"""The scripts in a page that may bring what it shows, wherever they have it from."""

import re
from functools import lru_cache
from hashlib import blake2b

from govsweep.reading.tree import Attributes, Tree

_MOST = 20
_LONGEST = 4_000  # characters of a script that is remembered
_RUN = re.compile(
    r"module|(?:(?:text|application)/)?(?:x-)?(?:java|ecma|type|live|coffee|j)?script[\d.]*|text/(?:babel|jsx)",
    re.IGNORECASE,
)
# What asks, what writes, and what calls by its name a function that may do either.
_BRINGS = re.compile(
    r"ajax|fetch|axios|XMLHttp|WebSocket|EventSource|\bimport\b|(?:inner|outer)HTML|insertAdjacent|"
    r"createElement|document\.write|\bnew\s+[A-Z]\w+\s*\(|"
    r"\.\s*(?:get|post|getJSON|getScript|load|send|open|html|append|prepend|render|init|use)\s*\(|"
    r"\b(?:load|init|get|show|render|query|list|page|fill|find|read|go)\w*\s*\(",
    re.IGNORECASE,
)
_COUNTS = re.compile(  # visitors, and nothing else
    r"hm\.baidu\.com|cnzz\.com|_hmt\b|google-analytics|googletagmanager|51\.la\b|_trackPageview|"
    r"(?:dcs|zhinengyun|webdig)\.|baidu\.com/push"
)
_NUMBERS = re.compile(r"\d+")
_NAMES = re.compile(r"(['\"`])[^'\"`\n]*[\u4e00-\u9fff][^'\"`\n]*\1")


def fills(tree: Tree) -> tuple[str, ...]:
    """A mark for each of them, the same on all pages of a template: numbers and names left out."""
    found: dict[str, None] = {}
    for text, attributes in tree.scripts:
        if not runs(attributes):
            continue
        if text and (mark := (_mark if len(text) <= _LONGEST else _mark.__wrapped__)(text)):
            found[mark] = None
    return tuple(found)[:_MOST]


def runs(attributes: Attributes) -> bool:
    """Whether a browser runs a script with these attributes, or a compiler in the page."""
    kind = (attributes.get("type") or "").strip()
    return not kind or _RUN.fullmatch(kind) is not None


def brings(script: str) -> bool:
    """Whether a script may bring something."""
    return bool((_mark if len(script) <= _LONGEST else _mark.__wrapped__)(script))


@lru_cache(maxsize=512)  # what stands on all pages of a site
def _mark(script: str) -> str:
    """The mark of a script; "" where it brings nothing."""
    if not _BRINGS.search(script) or _COUNTS.search(script):
        return ""
    plain = _NAMES.sub("''", _NUMBERS.sub("0", "".join(script.split())))
    return blake2b(plain.encode("utf-8", "replace"), digest_size=6).hexdigest()
