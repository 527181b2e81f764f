"""The data services that a page's scripts ask with GET, with the queries that they send."""

import re
from collections.abc import Iterator
from urllib.parse import quote

from govsweep.reading.addressing import Addresses
from govsweep.reading.tree import Tree

_MOST = 3  # services of one page that are asked
_MAX_ARGUMENTS = 3_000  # characters of one call
_ASKS = ("ajax", "fetch", ".get", "axios", "$http", ".open", ".load")
_CALL = re.compile(
    r"(?:(?:\$|jQuery)\s*\.\s*(?:getJSON|get|ajax)|(?:axios|\$http)(?:\s*\.\s*get)?|"
    r"(?<![\w.])fetch|\.\s*(?P<opened>open)|\.\s*load)\s*\(\s*",
)
_OPTIONS = {"url", "dataType", "success", "headers", "async", "method", "type", "cache", "timeout"}
_TEXT = re.compile(r"'((?:[^'\\\n]|\\.)*+)'|\"((?:[^\"\\\n]|\\.)*+)\"|`([^`]{0,500})`")
_INSERTED = re.compile(r"\$\{\s*([\w.()$]{1,60})\s*\}")
_PART = re.compile(r"[^+]{1,100}")
_PLUS = re.compile(r"\s*\+\s*|\s*$")
_NAME = re.compile(r"[A-Za-z_$][\w$.]{0,60}")
_FIELD = re.compile(r"\s*['\"]?([\w.\-]{1,40})['\"]?\s*:\s*(.*)", re.DOTALL)
_PAGE = re.compile(
    r"(?:.*\.)?(?:cur(?:rent)?_?)?(?:page(?:_?(?:no|num|number|index|current))?|p)", re.IGNORECASE
)
_SIZE = re.compile(r"(?:.*\.)?(?:page_?size|per_?page|size|rows|limit|num|count)", re.IGNORECASE)
_RANDOM = re.compile(
    r"Math\.random\(\)|(?:\+?new\s+Date(?:\(\))?|Date)\s*(?:\.(?:getTime|now)\(\))?"
)
# What counts visitors, knows them or tells the weather serves no rows.
_NO_ROWS = re.compile(
    r"count|hit|click|visit|stat(?!e)|\blog\b|login|logout|weather|token|captcha|user|verif|config|"
    r"\bpv\b|track|vote|\.(?:js|css|png|jpe?g|gif|svg|ico|xml|txt)(?:$|\?)|(?:head|foot|nav|top|bottom)\w*\.s?html?",
    re.IGNORECASE,
)


def asked(tree: Tree, addresses: Addresses) -> tuple[str, ...]:
    """The addresses on the page's own host that its scripts ask, as far as they are literal.

    A page number that only the script knows is taken to be the first, a size twenty.
    """
    found: dict[str, None] = {}
    for text, _ in tree.scripts:
        if text and any(word in text for word in _ASKS):
            for reference in _references(text):
                target = addresses.resolve(reference)
                if target.startswith(addresses.origin) and not _NO_ROWS.search(target):
                    found[target] = None
    found.pop(addresses.url, None)
    return tuple(found)[:_MOST]


def _references(script: str) -> Iterator[str]:
    for call in _CALL.finditer(script):
        arguments = _split(script[call.end() : call.end() + _MAX_ARGUMENTS])
        if call["opened"]:
            if _evaluated(arguments[0], script).upper() != "GET":
                continue
            arguments = arguments[1:]
        reference = _reference(arguments, script) if arguments else ""
        if "/" in reference or "?" in reference or "." in reference:
            yield reference.partition(" ")[0]


def _reference(arguments: list[str], script: str) -> str:
    """The address with its query that a call asks; "" where it is posted to or not known."""
    first = arguments[0]
    options = arguments[1] if len(arguments) > 1 else ""
    if first.startswith("{"):
        options, first = first, _fields(first).get("url", "")
    fields = _fields(options)
    method = _evaluated(fields.get("type") or fields.get("method") or "'get'", script)
    if method.lower() != "get":
        return ""
    address = _evaluated(first, script)
    data = fields.get("params") or fields.get("data") or ("" if _OPTIONS & set(fields) else options)
    if not address or not data.startswith("{"):
        return address
    query = []
    for name, value in _fields(data).items():
        known = _evaluated(value, script)
        if not known and value not in ("''", '""'):
            return ""
        query.append(f"{name}={quote(known, safe='')}")
    joint = "&" if "?" in address else "?"
    return f"{address}{joint}{'&'.join(query)}" if query else address


def _split(text: str) -> list[str]:
    """The arguments of a call, or the fields of an object, from behind its opening bracket."""
    parts, depth, start, at = [], 0, 0, 0
    while at < len(text):
        one = text[at]
        if one in "'\"`":
            literal = _TEXT.match(text, at)
            if literal is None:
                break
            at = literal.end()
            continue
        if one in ")]}" and depth == 0:
            break
        if one == "," and depth == 0:
            parts.append(text[start:at].strip())
            start = at + 1
        depth += (one in "([{") - (one in ")]}")
        at += 1
    return [*parts, text[start:at].strip()]


def _fields(literal: str) -> dict[str, str]:
    """The fields of an object as they are written, not evaluated."""
    if not literal.startswith("{"):
        return {}
    matches = (_FIELD.fullmatch(part) for part in _split(literal[1:]))
    return {one.group(1): one.group(2).strip() for one in matches if one}


def _evaluated(expression: str, script: str) -> str:
    """The value of texts, numbers and names joined by plus; "" where a part is not known."""
    value, at, expression = "", 0, expression.strip()
    while at < len(expression):
        literal = _TEXT.match(expression, at)
        if literal:
            plain = literal.group(1) or literal.group(2) or ""
            template = _inserted(literal.group(3) or "", script)
            if template is None:
                return ""
            value += plain.replace("\\/", "/") + template
            at = literal.end()
        else:
            part = _PART.match(expression, at)
            known = _known(part.group().strip(), script) if part else None
            if part is None or known is None:
                return ""
            value += known
            at = part.end()
        rest = _PLUS.match(expression, at)
        if rest is None:
            return ""
        at = rest.end()
    return value


def _inserted(template: str, script: str) -> str | None:
    values = [_known(name, script) for name in _INSERTED.findall(template)]
    if "${" in _INSERTED.sub("", template) or None in values:
        return None
    known = iter(values)
    return _INSERTED.sub(lambda _: next(known) or "", template)


def _known(name: str, script: str) -> str | None:
    """The value of a number or a name that the script sets to a literal."""
    if name.isdigit() or name in ("true", "false"):
        return name
    if _RANDOM.fullmatch(name):
        return "1"
    if not _NAME.fullmatch(name):
        return None
    last = name.rpartition(".")[2]
    literal = re.search(
        rf"(?<![\w.]){re.escape(last)}['\"]?\s*[=:](?!=)\s*(?:['\"]([^'\"\n<>]{{0,300}})['\"]|(\d{{1,12}}))\s*[,;}}\n)]",
        script,
    )
    if literal:
        return literal.group(1) if literal.group(1) is not None else literal.group(2)
    return "1" if _PAGE.fullmatch(name) else "20" if _SIZE.fullmatch(name) else None
