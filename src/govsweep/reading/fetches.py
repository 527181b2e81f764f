"""What the scripts of a page ask for by themselves: rows that come so are not in the page."""

import re

from govsweep.reading.addressing import Addresses
from govsweep.reading.tree import Tree

_MOST = 20
_STYLED = re.compile(r"\.(?:js|css|png|jpe?g|gif|svg|ico)$", re.IGNORECASE)
_LITERAL = r"['\"`]([^'\"`\s<>${}]{2,300})"
_ASK = r"\s*\.\s*(?:get|post|getJSON|ajax|request)\s*\("
# Each alternative begins with a letter of its own: so `re` skips what cannot begin one.
_CALL = re.compile(
    rf"(?:\$(?:http)?{_ASK}|jQuery{_ASK}|axios{_ASK}|http{_ASK}|\.\s*load\s*\(|f(?<!\wf)etch\s*\("
    r"|\.\s*open\s*\(\s*['\"](?:GET|POST|get|post)['\"]\s*,)"
    rf"\s*{_LITERAL}"
)
_OPTIONS = re.compile(
    r"(?:\bajax|\baxios(?:\s*\.\s*request)?|\$http|\brequest)\s*\(\s*\{.{0,400}?\burl['\"]?\s*:\s*"
    rf"(?:{_LITERAL}|(\w+)\s*[,}}+])",
    re.DOTALL,
)
_ASKS = ("ajax", "fetch", ".get", ".post", ".load", ".open", "axios", "$http", "request")


def fetches(tree: Tree, addresses: Addresses, more: tuple[str, ...]) -> tuple[str, ...]:
    """The addresses that inline scripts ask for, without their queries.

    Those in `more` are left out: they are known to serve rows and are asked for.
    """
    known = {one.partition("?")[0] for one in more}
    found: dict[str, None] = {}
    for text, _ in tree.scripts:
        if text and any(word in text for word in _ASKS):
            for reference in _references(text):
                target = addresses.resolve(reference).partition("?")[0]
                if target and target not in known and not _STYLED.search(target):
                    found[target] = None
    return tuple(found)[:_MOST]


def _references(script: str) -> list[str]:
    found: list[str] = _CALL.findall(script)
    for literal, name in _OPTIONS.findall(script) if "url" in script else ():
        found.append(literal or _value(script, name))
    return [one for one in found if "/" in one or "." in one or "?" in one]


def _value(script: str, name: str) -> str:
    """What a variable was set to, where that is literal."""
    match = re.search(rf"\b{name}\s*=\s*{_LITERAL}", script)
    return match.group(1) if match else ""
