"""Where a document that is no page of its own sends its visitor."""

import re
from typing import NamedTuple

from govsweep.reading.addressing import Addresses
from govsweep.reading.tree import Tree

_REFRESH = re.compile(r"^\s*(\d+(?:\.\d+)?)?\s*[;,]?\s*url\s*=\s*['\"]?\s*([^'\"]+)", re.IGNORECASE)
_WRITTEN = re.compile(
    r"refresh[^>]{0,40}content\s*=[\s\\'\"]*\d*\s*[;,]?\s*url\s*=[\s\\'\"]*([^'\"\\>\s]+)",
    re.IGNORECASE,
)
_ORIGIN = r"(?:(?:window\.|document\.)?location\.origin\s*\+\s*)?"
_LITERAL = r"\\?['\"`]\s*([^'\"`\\$]+?)\s*\\?['\"`]\s*(?![+\s.])"
_VARIABLE = r"([A-Za-z_$][\w$]*)\s*(?=[;)}\n]|$)"
_VALUE = f"{_ORIGIN}(?:{_LITERAL}|{_VARIABLE})"
_LOCATION = re.compile(
    r"(?<![\w$])(?:"
    rf"(?:location|document\.URL)(?:\.href)?\s*=\s*(?:{_VALUE})|"
    rf"(?:location\.(?:replace|assign)|navigate)\s*\(\s*(?:{_VALUE})|"
    r"window\[\s*['\"]location['\"]\s*\]\s*=\s*['\"]([^'\"]+)['\"]|"
    r"\bopen\s*\(\s*['\"]([^'\"]+)['\"]\s*,\s*['\"]_(?:self|top|parent)['\"])"
)
_OF_LINK = re.compile(
    r"\blocation(?:\.href)?\s*=\s*[^;\n]{0,120}(?:attr\(\s*['\"]href['\"]|\.href)"
)
_MOBILE = re.compile(
    r"userAgent|Android|phone|mobile|navigator\.platform|screen\.width", re.IGNORECASE
)
_COMMENT = re.compile(r"/\*.*?\*/|(?<![:'\"\w])//[^\n]*", re.DOTALL)
_CONDITION = re.compile(r"(?:\)|\belse)\s*(?:(?:window|self|top|parent|document|this)\s*\.\s*)*$")
_FUNCTION = re.compile(
    r"\bfunction\s+([\w$]+)|([\w$]+)\s*[:=]\s*(?:async\s*)?function|"
    r"(?:click|submit|change|key\w+)\W{0,10}function"
)
_VERBS = ("location", "refresh", "open(", "navigate", ".URL")
_MAX_DELAY = 10.0  # seconds after which a page is no longer a mere redirect
_AT_ONCE = 3.0
_MAX_LINKS = 8  # of a document that holds nothing but its redirect
_MAX_TEXT = 200
_MAX_SCRIPT = 20_000


class Redirection(NamedTuple):
    """Where a document sends its visitor, and whether it does so whatever else it holds."""

    target: str
    at_once: bool


def redirection(tree: Tree, addresses: Addresses, text_length: int) -> Redirection:
    """Where the page sends its visitor; an empty target where it does not."""
    match = _REFRESH.match(tree.meta.get("refresh", ""))
    if match and float(match.group(1) or 0) <= _MAX_DELAY:
        return _elsewhere(addresses, match.group(2), float(match.group(1) or 0) <= _AT_ONCE)
    if text_length <= _MAX_TEXT:
        for text, _ in tree.scripts:
            if any(word in text for word in _VERBS):
                found = _of_script(tree, addresses, text[:_MAX_SCRIPT])
                if found.target:
                    return found
    return Redirection("", False)


def _of_script(tree: Tree, addresses: Addresses, text: str) -> Redirection:
    script = _without_mobile(_COMMENT.sub("", text))
    sparse = len(tree.links) <= _MAX_LINKS
    for match in _LOCATION.finditer(script):
        value = _value(match, script)
        always = _is_unconditional(script, match.start())
        if value and (always or (sparse and _is_run(script, match.start()))):
            found = _elsewhere(addresses, value, always)
            if found.target:
                return found
    written = _WRITTEN.search(script) if sparse else None
    if written:
        return _elsewhere(addresses, written.group(1), at_once=False)
    if sparse and tree.links and _OF_LINK.search(script):
        return _elsewhere(addresses, tree.links[0].target, at_once=False)
    return Redirection("", False)


def _without_mobile(script: str) -> str:
    """What a script does for a visitor at a desk: its last “else”, where it asks for the device."""
    if not _MOBILE.search(script):
        return script
    return script.rpartition("else")[2] if "else" in script else ""


def _value(match: re.Match[str], script: str) -> str:
    """The address that is written, or that the named variable holds."""
    literal = match.group(1) or match.group(3) or match.group(5) or match.group(6)
    if literal:
        return literal
    name = re.escape(match.group(2) or match.group(4))
    held = re.search(rf"\b{name}\s*=\s*['\"]([^'\"]+)['\"]\s*[;\n]", script)
    return held.group(1) if held else ""


def _is_unconditional(script: str, at: int) -> bool:
    """Whether what stands there is done however the page is opened."""
    before = script[:at]
    return before.count("{") <= before.count("}") and not _CONDITION.search(before)


def _is_run(script: str, at: int) -> bool:
    """Whether what stands there is done without a visitor's doing."""
    for opened in reversed(list(_FUNCTION.finditer(script, 0, at))):
        inside = script[opened.start() : at]
        if inside.count("{") > inside.count("}"):
            name = opened.group(1) or opened.group(2)
            calls = script.count(f"{name}(") - bool(opened.group(1)) if name else 0
            return name in ("onload", "ready") or calls > 0
    return True


def _elsewhere(addresses: Addresses, reference: str, at_once: bool) -> Redirection:
    target = addresses.resolve(reference.strip())
    return Redirection("", False) if target == addresses.url else Redirection(target, at_once)
