"""Inline scripts that lead visitors of search engines away, as intruders write them.

Such a script asks where its visitor comes from, names search engines, and sends him elsewhere; who
opens the site by its address sees nothing of it.
"""

import re
from urllib.parse import unquote

from govsweep.addresses import host
from govsweep.facts import SearchRedirect
from govsweep.reading.addressing import Addresses
from govsweep.reading.tree import Tree

_ESCAPE = re.compile(r"\\x([0-9a-fA-F]{2})|\\u([0-9a-fA-F]{4})")
_ASKED = re.compile(r"document\s*(?:\.\s*referrer|\[\s*['\"]referrer['\"]\s*\])")
_ASKED_AGENT = re.compile(r"navigator\s*(?:\.\s*userAgent|\[\s*['\"]userAgent['\"]\s*\])")
_ENGINES = re.compile(
    r"baidu|sogou|haosou|\bso\.com|360\.cn|\bbing\b|google|\bsm\.cn|shenma|yahoo|toutiao|soso",
    re.IGNORECASE,
)
_SPIDERS = re.compile(
    r"baiduspider|googlebot|sogou\s*(?:web\s*)?spider|360spider|bingbot|bytespider|yisouspider",
    re.IGNORECASE,
)
_SENT = re.compile(
    r"\blocation(?:\.href)?\s*=(?!=)\s*(?:\\?['\"`]([^'\"`\\]+)|([\w$.\[\]]+))|"
    r"\blocation\s*\[\s*['\"]href['\"]\s*\]\s*=(?!=)\s*(?:['\"]([^'\"]+)|([\w$.]+))|"
    r"\blocation\.(?:replace|assign)\s*\(\s*(?:['\"`]([^'\"`]+)|([\w$.\[\]]+))|"
    r"document\.write(?:ln)?\s*\(\s*['\"]<(?:scr|iframe)[^>]*?src\s*=\s*\\?[\"']?([^\s\\\"'>]+)"
)
_MAX_SCRIPT = 50_000
_EXCERPT = 200
_MOST = 5


def search_redirects(tree: Tree, addresses: Addresses) -> tuple[SearchRedirect, ...]:
    """The scripts of a page that do so, each with where it leads, as far as it is written."""
    found: list[SearchRedirect] = []
    for text, _ in tree.scripts:
        if len(found) < _MOST and (one := _of_script(text[:_MAX_SCRIPT], addresses)) is not None:
            found.append(one)
    return tuple(found)


def _of_script(text: str, addresses: Addresses) -> SearchRedirect | None:
    if "\\x" in text or "\\u" in text or "%64%6f" in text or "%64%6F" in text:
        text = unquote(_ESCAPE.sub(_character, text))
    if "referrer" not in text and "userAgent" not in text:
        return None  # as of most scripts, told without a search
    asked = _ASKED.search(text)
    named = _ENGINES.search(text, asked.start()) or _ENGINES.search(text) if asked else None
    by_way = named is not None
    if named is None:
        asked = _ASKED_AGENT.search(text)
        named = _SPIDERS.search(text) if asked else None
    if asked is None or named is None:
        return None
    sent = _SENT.search(text, min(asked.start(), named.start()))
    if sent is None:
        return None
    written, named_by = _parts(sent, text)
    target = addresses.resolve(written) if written else ""
    if named_by and _ASKED.search(named_by):
        return None  # back to where he came from
    excerpt = " ".join(text[asked.start() : asked.start() + _EXCERPT].split())
    sure = by_way and sent.group(7) is None
    return SearchRedirect(host(target) if target else "", excerpt, sure)


def _parts(sent: re.Match[str], text: str) -> tuple[str, str]:
    """The address as it is written, or held by the variable that is named; and that variable."""
    literal = sent.group(1) or sent.group(3) or sent.group(5) or sent.group(7) or ""
    variable = sent.group(2) or sent.group(4) or sent.group(6) or ""
    if not literal and variable:
        held = re.search(rf"\b{re.escape(variable)}\s*=\s*['\"]([^'\"]+)['\"]", text)
        literal = held.group(1) if held else ""
    return literal, variable


def _character(match: re.Match[str]) -> str:
    return chr(int(match.group(1) or match.group(2), 16))
