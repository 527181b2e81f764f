"""The data services that a page's scripts post to as it loads, where that asks and changes nothing.

What is posted must be known to the last letter: where a part of it is not, nothing is asked.
"""

import json
import re
from collections.abc import Iterator, Mapping
from itertools import islice
from urllib.parse import quote_plus

from govsweep.posted import BodyType, Posted
from govsweep.reading.addressing import Addresses
from govsweep.reading.atload import LoadedScripts
from govsweep.reading.listing_requests import asks_for_a_list
from govsweep.reading.literals import ScriptLiterals, UnknownError, Value, closed, fields, split
from govsweep.reading.tree import Tree

_MOST = 3  # services of one page that are asked
_MAX_ARGUMENTS = 3_000  # characters of one call
_MAX_CALLS = 60  # of one page that are looked at
_MAX_SCRIPTS = 300_000  # characters of a page's scripts in which names are looked up
_POSTS = re.compile(r"post", re.IGNORECASE)
_CLIENT = r"[\w$.]{0,60}(?:axios|http|request|service)\w{0,40}"
_CALL = re.compile(
    rf"(?:(?P<jquery>(?:\$|jQuery)\s*\.\s*(?P<short>post|ajax))|"
    rf"(?<![\w$.])(?P<client>{_CLIENT})(?P<posts>\s*\.\s*post)?|(?<![\w.])(?P<fetch>fetch)|"
    r"\.\s*(?P<opened>open))\s*\(\s*",
    re.IGNORECASE,
)
_SENT = re.compile(r"\.\s*send\s*\(\s*")
_TO_SEND = 2_000  # characters between a request's opening and its sending
_AS_JSON = re.compile(r"JSON\s*\.\s*stringify\s*\(\s*")
_AS_FORM = re.compile(
    r"(?:new\s+URLSearchParams|(?:\$|jQuery)\s*\.\s*param|(?:[Qq]s|querystring)\s*\.\s*stringify)\s*\(\s*"
)
_NAME = re.compile(r"[A-Za-z_$][\w$.]{0,60}")
_CALLBACK = re.compile(r"(?:async\s+)?function\b|[^{'\"]*=>")


def posts(tree: Tree, addresses: Addresses) -> tuple[str, ...]:
    """The requests that are posted to the page's own host as it loads, as addresses.

    See `govsweep.posted` for their form.
    """
    scripts = [text for text, _ in tree.scripts if text]
    if not any(_POSTS.search(one) for one in scripts):
        return ()
    found: dict[str, None] = {}
    for one in _requests(scripts):
        request = one._replace(url=addresses.resolve(one.url))
        if request.url.startswith(addresses.origin) and asks_for_a_list(request):
            found[request.address] = None
    return tuple(found)[:_MOST]


def _requests(scripts: list[str]) -> Iterator[Posted]:
    loaded = LoadedScripts(scripts)
    everything = "\n".join(scripts)[:_MAX_SCRIPTS]
    calls = (
        (number, script, call)
        for number, script in enumerate(scripts)
        if _POSTS.search(script)
        for call in _CALL.finditer(script)
    )
    for number, script, call in islice(calls, _MAX_CALLS):
        bound = loaded.bound(number, call.start())
        if bound is None:
            continue
        try:
            request = _request(call, script, ScriptLiterals(everything, bound))
        except UnknownError:
            continue
        if request is not None:
            yield request


def _request(call: re.Match[str], script: str, literals: ScriptLiterals) -> Posted | None:
    """What a call posts; None where it asks with GET. Raises `UnknownError`."""
    bracket = script.index("(", call.start())
    if not closed(script, bracket, _MAX_ARGUMENTS):
        raise UnknownError(call.group())
    arguments = split(script[call.end() : call.end() + _MAX_ARGUMENTS])
    if call["opened"]:
        return _opened(arguments, script[call.end() :][:_TO_SEND], literals)
    first, rest = arguments[0], arguments[1:]
    short = (call["short"] or "").lower() == "post" or bool(call["posts"])
    if first.startswith("{"):
        options, first = fields(first), fields(first).get("url", "")
    else:
        options = fields(rest[0]) if rest and not short else {}
    if not short and _method(options, literals) != "post":
        return None
    data = options.get("data") or options.get("body") or ""
    if short and not options:
        data = rest[0] if rest and not _is_callback(rest[0], script) else ""
        options = fields(rest[1]) if len(rest) > 1 else {}
    plain = BodyType.FORM if call["jquery"] or call["fetch"] else BodyType.JSON
    url = literals.text(first)
    if not url:
        raise UnknownError(first)
    kind, body = _body(data, literals, _declared(options, literals) or plain)
    return Posted(url, kind, body)


def _method(options: Mapping[str, str], literals: ScriptLiterals) -> str:
    return literals.text(options.get("type") or options.get("method") or "'get'").lower()


def _is_callback(argument: str, script: str) -> bool:
    if _CALLBACK.match(argument):
        return True
    return bool(_NAME.fullmatch(argument)) and bool(
        re.search(rf"function\s+{re.escape(argument)}\s*\(", script)
    )


def _declared(options: Mapping[str, str], literals: ScriptLiterals) -> BodyType | None:
    """The type that a request's options name; None where they name none."""
    headers = fields(options.get("headers", ""))
    named = options.get("contentType") or next(
        (value for name, value in headers.items() if name.lower() == "content-type"), ""
    )
    if options.get("emulateJSON") == "true":
        return BodyType.FORM
    if not named:
        return None
    kind = literals.text(named).lower()
    if "multipart" in kind:
        raise UnknownError(kind)
    return BodyType.JSON if "json" in kind else BodyType.FORM if "form" in kind else None


def _opened(arguments: list[str], after: str, literals: ScriptLiterals) -> Posted | None:
    """What is sent by a request that a script opens: x.open("POST", …); x.send(…)."""
    if len(arguments) < 2 or literals.text(arguments[0]).lower() != "post":
        return None
    sent = _SENT.search(after)
    if sent is None:
        raise UnknownError(after)
    given = split(after[sent.end() :])[0]
    declared = BodyType.JSON if "json" in after[: sent.start()].lower() else BodyType.FORM
    kind, body = _body("" if given == "null" else given, literals, declared)
    return Posted(literals.text(arguments[1]), kind, body)


def _body(expression: str, literals: ScriptLiterals, plain: BodyType) -> tuple[BodyType, str]:
    """The body that an expression stands for; an object is written as `plain`."""
    expression = expression.strip()
    if not expression:
        return plain, ""
    for wrapped, kind in ((_AS_JSON, BodyType.JSON), (_AS_FORM, BodyType.FORM)):
        if call := wrapped.match(expression):
            value = literals.value(split(expression[call.end() :])[0])
            return (kind, value) if isinstance(value, str) else (kind, _written(value, kind))
    value = literals.value(expression)
    if isinstance(value, str):
        return (BodyType.JSON if value[:1] in ("{", "[") else plain), value
    return plain, _written(value, plain)


def _written(value: Value, kind: BodyType) -> str:
    if kind is BodyType.JSON:
        return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    if not isinstance(value, dict):
        raise UnknownError(str(value))
    return "&".join(f"{quote_plus(name)}={quote_plus(one)}" for name, one in _pairs(value, ""))


def _pairs(value: Value, name: str) -> Iterator[tuple[str, str]]:
    """The fields of a form, as jQuery writes them: a[b]=1, c[]=2."""
    if isinstance(value, dict):
        for inner, one in value.items():
            yield from _pairs(one, f"{name}[{inner}]" if name else inner)
    elif isinstance(value, list):
        for one in value:
            yield from _pairs(one, f"{name}[]")
    elif isinstance(value, bool):
        yield name, str(value).lower()
    else:
        yield name, "" if value is None else str(value)
