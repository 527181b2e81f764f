"""Which calls of a page's scripts are made as it loads, and which only once a visitor acts."""

import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from govsweep.reading.literals import split

_LEAD = 300  # characters before a body in which its head stands
_MAX_DEPTH = 4  # calls from the load to the request
_MAX_SCRIPT = 200_000  # characters of one script that is looked at
_MAX_BODIES = 4_000  # brackets of one script that may begin a function
_MAX_CALLS = 50  # calls of one function that are looked at
_MAX_STEPS = 500  # and of all functions of a page together
_TOKEN = re.compile(
    # What is not closed reaches to the end of its line, a template to that of the script: nothing
    # is read twice.
    r"(?://|<!--)[^\n]*|/\*.*?(?:\*/|\Z)|'(?:[^'\\\n]|\\.)*+'?|\"(?:[^\"\\\n]|\\.)*+\"?|`(?:[^`\\]|\\.)*+`?|"
    r"=>(?!\s*\{)|[{}()\[\],;]",
    re.DOTALL,
)
_PARAMETERS = r"\(((?:[^()]|\(\)){0,200})\)"
_FUNCTION = re.compile(rf"(?:async\s+)?function\b\s*\*?\s*([\w$]*)\s*{_PARAMETERS}\s*$")
_ARROW = re.compile(rf"(?:async\s*)?(?:{_PARAMETERS}|([\w$]+))\s*=>\s*$")
_METHOD = re.compile(rf"(?:async\s+)?(?<![\w$.])([\w$]+)\s*{_PARAMETERS}\s*$")
_KEYWORDS = frozenset({"if", "for", "while", "switch", "catch", "with", "function", "return"})
_SET_TO = re.compile(r"([\w$.]+)['\"]?\s*[=:]\s*$")
_LOADED = r"load|DOMContentLoaded|ready|readystatechange|pageshow|deviceready"
# A function handed to one of these waits for a visitor, or for an error.
_WAITS = re.compile(
    r"\.\s*(?:click|dblclick|submit|change|key\w+|hover|mouse\w+|focus\w*|blur|scroll|resize|tap|"
    r"touch\w*|select|input|toggle|catch|fail)\s*\(\s*$|"
    rf"(?:\.\s*(?:on|one|bind|live|delegate)|addEventListener|attachEvent)\s*\(\s*"
    rf"['\"](?!(?:on)?(?:{_LOADED})['\"])[^()]{{0,120}}$|"
    r"\$watch\s*\([^()]{0,80}$"
)
# Called by the browser, a framework, or an answer.
_LIFE = re.compile(
    r"onload|ready|init|mounted|created|beforeMount|beforeCreate|activated|data|setup|success|done|"
    r"complete|then|callback|onMounted|componentDidMount|onreadystatechange|useEffect"
)
_NEVER = re.compile(r"error|fail|catch|on(?!load|ready|Load|Ready|Mounted|Show|Init)[a-zA-Z]+")


class _Function(NamedTuple):
    """A function of a script."""

    head: int  # where its head begins
    start: int  # of its body
    end: int
    lead: str  # what stands before its head
    name: str  # "" for none
    parameters: tuple[str, ...]


class _ScriptOutline(NamedTuple):
    """What encloses the places of a script, as far as it was looked at."""

    functions: tuple[_Function, ...]
    comments: tuple[tuple[int, int], ...]
    end: int  # nothing is known of what comes later

    def is_code(self, position: int) -> bool:
        """Whether what stands at a place is known, and no comment."""
        return position < self.end and not any(a <= position < b for a, b in self.comments)


class LoadedScripts:
    """The inline scripts of one page."""

    def __init__(self, scripts: Sequence[str]) -> None:
        self._steps = _MAX_STEPS
        self._scripts = scripts
        self._outlines: dict[int, _ScriptOutline] = {}

    def bound(self, script: int, position: int) -> Mapping[str, str] | None:
        """The literals that parameters have in a call which stands in a script.

        None where it is not made as the page loads.
        """
        return self._bound(script, position, frozenset())

    def _bound(self, script: int, position: int, seen: frozenset[str]) -> dict[str, str] | None:
        outline = self._outline(script)
        if not outline.is_code(position):
            return None
        inside = [one for one in outline.functions if one.start <= position < one.end]
        bound: dict[str, str] = {}
        for one in sorted(inside, key=lambda function: -function.start):
            if _WAITS.search(one.lead) or _NEVER.fullmatch(one.name):
                return None
            if not one.name or _LIFE.fullmatch(one.name):
                continue
            if one.name in seen or len(seen) >= _MAX_DEPTH:
                return None
            called = self._called(one, seen | {one.name})
            return None if called is None else called | bound
        return bound

    def _called(self, function: _Function, seen: frozenset[str]) -> dict[str, str] | None:
        """What a function's parameters are in its first call as the page loads."""
        name = re.escape(function.name)
        calls = re.compile(rf"(?<![\w$]){name}\s*(?P<called>\()|(?<![\w$.]){name}\s*(?=[,);\n]|$)")
        for number, script in enumerate(self._scripts):
            heads = [(one.head, one.start) for one in self._outline(number).functions]
            for at, call in enumerate(calls.finditer(script)):
                self._steps -= 1
                if at >= _MAX_CALLS or self._steps < 0:
                    break
                if any(start <= call.start() < end for start, end in heads):
                    continue  # it is declared there
                if not call["called"] and not _handed(script[: call.start()][-_LEAD:]):
                    continue
                if self._bound(number, call.start(), seen) is not None:
                    given = split(script[call.end() : call.end() + _LEAD]) if call["called"] else []
                    return _parameters(function.parameters, given)
        return None

    def _outline(self, number: int) -> _ScriptOutline:
        if number not in self._outlines:
            self._outlines[number] = _read(self._scripts[number][:_MAX_SCRIPT])
        return self._outlines[number]


_HANDED = re.compile(
    rf"(?:\$|jQuery|ready|setTimeout|setInterval|onMounted)\s*\(\s*$|onload\s*=\s*$|"
    rf"addEventListener\s*\(\s*['\"](?:{_LOADED})['\"]\s*,\s*$"
)


def _handed(lead: str) -> bool:
    """Whether a function that is named there is called once the page has loaded."""
    return _HANDED.search(lead) is not None


def _parameters(names: tuple[str, ...], given: list[str]) -> dict[str, str]:
    bound: dict[str, str] = {}
    for at, written in enumerate(names):
        name, _, default = (one.strip() for one in written.partition("="))
        value = given[at] if at < len(given) and given[at] else default
        if value[:1] in ("'", '"') or value.isdigit():
            bound[name] = value
    return bound


def _read(script: str) -> _ScriptOutline:
    """The functions of a script, by their brackets, and its comments."""
    functions: list[_Function] = []
    comments: list[tuple[int, int]] = []
    end, bodies = len(script), 0
    open_: list[tuple[str, _Function | None]] = []
    for token in _TOKEN.finditer(script):
        one = token.group()
        bodies += one in ("=>", "{")
        if bodies > _MAX_BODIES:
            end = token.start()
            break
        if one.startswith(("//", "/*", "<!--")):
            comments.append(token.span())
        elif one == "=>":
            open_.append((one, _function(script, token.end())))
        elif one in ("{", "(", "["):
            open_.append((one, _function(script, token.start()) if one == "{" else None))
        elif one in ("}", ")", "]", ",", ";"):
            while open_ and open_[-1][0] == "=>":  # an arrow's expression ends here
                _, function = open_.pop()
                if function:
                    functions.append(function._replace(end=token.start()))
            if one in ("}", ")", "]") and open_:
                _, function = open_.pop()
                if function:
                    functions.append(function._replace(end=token.end()))
    functions += [function._replace(end=end) for _, function in open_ if function]
    return _ScriptOutline(tuple(functions), tuple(comments), end)


def _function(script: str, body: int) -> _Function | None:
    """The function whose body begins at a place; None where that is no function's."""
    window = script[max(0, body - _LEAD) : body]
    head = _FUNCTION.search(window) or _ARROW.search(window) or _METHOD.search(window)
    if head is None:
        return None
    name, parameters = "", head.group(1) or ""
    if head.re is _ARROW:
        parameters = parameters or head.group(2) or ""
    else:
        name, parameters = head.group(1), head.group(2) or ""
    if name in _KEYWORDS:
        return None
    lead = window[: head.start()]
    set_to = _SET_TO.search(lead)
    if not name and set_to:
        name = set_to.group(1).rpartition(".")[2]
    start = max(0, body - _LEAD) + head.start()
    names = tuple(filter(None, (one.strip() for one in parameters.split(","))))
    return _Function(start, body, body, lead, name, names)
