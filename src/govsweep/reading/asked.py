"""The data services that a page's scripts ask with GET, with the queries that they send."""

import re
from collections.abc import Iterator
from urllib.parse import quote

from govsweep.reading.addressing import Addresses
from govsweep.reading.literals import ScriptLiterals, UnknownError, fields, split
from govsweep.reading.purposes import serves_no_rows
from govsweep.reading.tree import Tree

_MOST = 3  # services of one page that are asked
_MAX_ARGUMENTS = 3_000  # characters of one call
_ASKS = ("ajax", "fetch", ".get", "axios", "$http", ".open", ".load")
_CALL = re.compile(
    r"(?:(?:\$|jQuery)\s*\.\s*(?:getJSON|get|ajax)|(?:axios|\$http)(?:\s*\.\s*get)?|"
    r"(?<![\w.])fetch|\.\s*(?P<opened>open)|\.\s*load)\s*\(\s*",
)
_OPTIONS = {"url", "dataType", "success", "headers", "async", "method", "type", "cache", "timeout"}
_PAGE = re.compile(
    r"(?:.*\.)?(?:cur(?:rent)?_?)?(?:page(?:_?(?:no|num|number|index|current))?|p)", re.IGNORECASE
)
_SIZE = re.compile(r"(?:.*\.)?(?:page_?size|per_?page|size|rows|limit|num|count)", re.IGNORECASE)


def asked(tree: Tree, addresses: Addresses) -> tuple[str, ...]:
    """The addresses on the page's own host that its scripts ask, as far as they are literal.

    A page number that only the script knows is taken to be the first, a size twenty.
    """
    found: dict[str, None] = {}
    for text, _ in tree.scripts:
        if text and any(word in text for word in _ASKS):
            for reference in _references(text):
                target = addresses.resolve(reference)
                if target.startswith(addresses.origin) and not serves_no_rows(target):
                    found[target] = None
    found.pop(addresses.url, None)
    return tuple(found)[:_MOST]


def _references(script: str) -> Iterator[str]:
    for call in _CALL.finditer(script):
        literals = _Guesses(script)
        arguments = split(script[call.end() : call.end() + _MAX_ARGUMENTS])
        try:
            if call["opened"]:
                if literals.text(arguments[0]).upper() != "GET":
                    continue
                arguments = arguments[1:]
            reference = _reference(arguments, literals) if arguments else ""
        except UnknownError:
            continue
        if "/" in reference or "?" in reference or "." in reference:
            yield reference.partition(" ")[0]


def _reference(arguments: list[str], literals: ScriptLiterals) -> str:
    """The address with its query that a call asks; "" where it is posted to.

    Raises `UnknownError` where it is not known.
    """
    first = arguments[0]
    options = arguments[1] if len(arguments) > 1 else ""
    if first.startswith("{"):
        options, first = first, fields(first).get("url", "")
    told = fields(options)
    method = told.get("type") or told.get("method") or "'get'"
    if literals.text(method).lower() != "get":
        return ""
    address = literals.text(first)
    data = told.get("params") or told.get("data") or ("" if _OPTIONS & set(told) else options)
    if not address or not data.startswith("{"):
        return address
    query = [
        f"{name}={quote(literals.text(value), safe='')}" for name, value in fields(data).items()
    ]
    joint = "&" if "?" in address else "?"
    return f"{address}{joint}{'&'.join(query)}" if query else address


class _Guesses(ScriptLiterals):
    """ScriptLiterals; a page and a size that only the script knows are the first, and twenty."""

    def known(self, name: str, depth: int = 0) -> str:
        """The value of a number or a name."""
        try:
            return super().known(name, depth)
        except UnknownError:
            guess = "1" if _PAGE.fullmatch(name) else "20" if _SIZE.fullmatch(name) else ""
            if not guess:
                raise
            return guess
