"""Pagers whose links call a function of the page: goPage(2), javascript:page('2').

What it goes to is read off the function, where that is told by the page's number alone: an address
that is put together, or a form sent by GET whose hidden field is given the number.
"""

import re
from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple
from urllib.parse import urlencode, urlsplit

from govsweep.reading.addressing import Addresses
from govsweep.reading.cms.system import MAX_MORE, System, told_pages
from govsweep.reading.literals import ScriptLiterals, UnknownError, closed, split
from govsweep.reading.tree import Tree

_CALL = re.compile(
    r"\s*(?:javascript:)?\s*(?:return\s+)?([A-Za-z_$][\w$]{0,40})\s*\(([^()]{1,80})\)",
    re.IGNORECASE,
)
_NEXT = re.compile(r"[\[【<]?\s*(?:下一?页|后一?页|next|[>»]{1,2})\s*[>»\]】]*", re.IGNORECASE)
_LAST = re.compile(r"[\[【<]?\s*(?:末页|尾页|最后一?页|last)\s*[>»\]】]*", re.IGNORECASE)
_FUNCTION = (
    r"(?:\bfunction\s+{0}\s*\(([\w\s,$]{{1,80}})\)|"
    r"(?<![\w$.]){0}\s*=\s*(?:function\s*)?\(?([\w\s,$]{{1,80}}?)\)?\s*(?:=>\s*)?)(?=\{{)"
)
_GOES = re.compile(
    r"\blocation(?:\.href)?\s*=(?!=)\s*|\blocation\.(?:assign|replace)\s*\(|\bopen\s*\("
)
_FIELD = re.compile(
    r"(?:getElementById\(\s*['\"]|getElementsByName\(\s*['\"]|\$\(\s*['\"][\w\s.#]*#|"
    r"\$\(\s*['\"][^'\"=]*\[name=['\"]?|elements\[['\"]|\.)([A-Za-z_][\w\-]{0,40})"
    r"['\"]?\]?['\"]?\s*\)?(?:\[0\])?\s*\.val(?:ue\s*=(?!=)\s*|\(\s*)([^;\n)]{1,60})"
)
_DOES = re.compile(r"confirm|prompt|ajax|\.post\b|fetch\s*\(|\.load\s*\(", re.IGNORECASE)
_OWN_PATH = re.compile(r"(?:window\.)?location\.pathname")
_OWN_ADDRESS = re.compile(r"(?:window\.)?location\.href\.split\(\s*(['\"])\?\1\s*\)\[0\]")
_LITERAL = re.compile(r"'[^'\n]*'|\"[^\"\n]*\"|`[^`]*`")
_TERNARY = re.compile(
    r"([^?'\"`]{1,80})\?(?!\.)\s*((?:'[^'\n]*'|\"[^\"\n]*\"|[^:'\"])+):(.+)", re.DOTALL
)
_MOST_SCRIPT = 100_000  # characters of a page's scripts
_MOST_BODY = 1_500  # characters of a function


class _Turned(NamedTuple):
    """The calls by which a pager is turned."""

    function: str
    at: int  # which of its arguments is the page's number
    given: tuple[str, ...]  # arguments of one call
    last: int  # the highest number that is linked


def _more(tree: Tree, addresses: Addresses) -> list[str]:
    turned = _turned(tree)
    if turned is None:
        return []
    texts = sorted((text for text, _ in tree.scripts), key=lambda one: turned.function not in one)
    script = "\n".join(texts)[:_MOST_SCRIPT]
    total = min(max(turned.last, told_pages(tree)), MAX_MORE)
    try:
        found = [_address(tree, addresses, script, turned, one) for one in range(2, total + 1)]
    except UnknownError:
        return []
    return found if len(set(found)) == len(found) else []


def _turned(tree: Tree) -> _Turned | None:
    """How the pager of a list is turned; None where no call tells a page's number."""
    calls: list[tuple[str, int, tuple[str, ...], int]] = []
    for text, call in _calls(tree):
        told = _CALL.match(call) if len(text) <= 12 else None
        given = tuple(split(told[2])) if told else ()
        numbers = [(at, int(one)) for at, part in enumerate(given) if (one := _plain(part))]
        bare = text.strip("[]【】 ")
        for at, number in numbers if told else ():
            counted = bare.isdecimal() and int(bare) == number
            led = (number == 2 and _NEXT.fullmatch(text)) or (number > 1 and _LAST.fullmatch(text))
            if told and (counted or (led and len(numbers) == 1)):
                calls.append((told[1], at, given, number))
    used = Counter((function, at) for function, at, _, number in calls if number > 1)
    if not used:
        return None
    function, at = used.most_common(1)[0][0]
    own = [one for one in calls if one[:2] == (function, at)]
    return _Turned(function, at, own[0][2], max(number for *_, number in own))


def _calls(tree: Tree) -> Iterator[tuple[str, str]]:
    for number, link in enumerate(tree.links):
        if link.target[:11].lower() == "javascript:":
            yield link.text, link.target
        if number in tree.calls:
            yield link.text, tree.calls[number]
    yield from ((one.text, one.call) for one in tree.controls if one.call)


def _plain(given: str) -> str:
    bare = given.strip("'\" ")
    return bare if bare.isdecimal() and len(bare) <= 4 else ""


def _address(tree: Tree, addresses: Addresses, script: str, turned: _Turned, page: int) -> str:
    """Where a call with a page's number goes; raises `UnknownError` where that is not known."""
    for names, body in _functions(script, turned.function):
        if turned.at >= len(names) or _DOES.search(body):
            continue
        bound = dict(zip(names, turned.given, strict=False)) | {names[turned.at]: str(page)}
        literals = ScriptLiterals(script, bound)
        if "submit" in body:
            return _sent(tree, addresses, body, names[turned.at], page)
        found = {one for one in _ways(body) if _names(one, names[turned.at])}
        if len(found) == 1:
            way = _counted(found.pop(), names[turned.at], page, addresses.url)
            target = addresses.resolve(literals.text(way))
            if target:
                return target
    raise UnknownError(turned.function)


def _functions(script: str, name: str) -> Iterator[tuple[list[str], str]]:
    """The functions of a name: what they call their arguments, and what they do."""
    for defined in re.finditer(_FUNCTION.format(re.escape(name)), script):
        end = closed(script, defined.end(), _MOST_BODY)
        names = [one.strip() for one in (defined[1] or defined[2]).split(",")]
        if end:
            yield names, script[defined.end() + 1 : end - 1]


def _ways(body: str) -> Iterator[str]:
    """The expressions to which a function goes, each branch by itself."""
    for goes in _GOES.finditer(body):
        written = split(body[goes.end() :].partition(";")[0].partition("\n")[0])[0]
        if re.fullmatch(r"[A-Za-z_$][\w$]*", written):
            yield from _branches(_set_to(body[: goes.start()], written) or written)
        else:
            yield from _branches(written)


def _set_to(before: str, name: str) -> str:
    """What a name was set to last; "" where it is changed otherwise, or not set there."""
    if re.search(rf"(?<![\w$.]){re.escape(name)}\s*[+\-*/]=", before):
        return ""
    settings = [*re.finditer(rf"(?<![\w$.]){re.escape(name)}\s*=(?!=)\s*", before)]
    if len(settings) != 1:
        return ""
    return split(before[settings[0].end() :].partition(";")[0].partition("\n")[0])[0]


def _branches(written: str) -> Iterator[str]:
    bare = written.strip()
    if bare.startswith("(") and closed(bare, 0, len(bare)) == len(bare):
        bare = bare[1:-1]
    told = _TERNARY.fullmatch(bare)
    yield from (told[2].strip(), told[3].strip()) if told else (bare,)


def _names(written: str, name: str) -> bool:
    """Whether an expression has a name in it, and not only in its texts."""
    inserted = "".join(re.findall(r"\$\{([^}]*)\}", written))
    return (
        re.search(rf"(?<![\w$.]){re.escape(name)}(?![\w$])", _bare(written) + inserted) is not None
    )


def _bare(written: str) -> str:
    return _LITERAL.sub("''", written)


def _counted(written: str, name: str, page: int, url: str) -> str:
    """An expression with the page's number in its sums, and the page's own address."""
    own, told = re.escape(name), f"'{url.partition('?')[0]}'"
    one = rf"(?:(?:parseInt|Number)\(\s*{own}\s*(?:,\s*10\s*)?\)|{own})"
    written = _OWN_PATH.sub(f"'{urlsplit(url).path}'", _OWN_ADDRESS.sub(told, written))
    pieces, at = [], 0
    for literal in (*_LITERAL.finditer(written), None):
        code = written[at : literal.start() if literal else len(written)]
        code = re.sub(rf"\(\s*{one}\s*([-+])\s*(\d)\s*\)", lambda sum_: _sum(sum_, page), code)
        code = re.sub(rf"(?:parseInt|Number|String)\(\s*{own}[^()]*\)", str(page), code)
        pieces.append(code)
        if literal:
            inserted = rf"\$\{{\s*{one}\s*([-+])\s*(\d)\s*\}}"
            pieces.append(re.sub(inserted, lambda sum_: _sum(sum_, page), literal[0]))
            at = literal.end()
    return "".join(pieces)


def _sum(told: re.Match[str], page: int) -> str:
    return str(page + int(told[2]) if told[1] == "+" else page - int(told[2]))


def _sent(tree: Tree, addresses: Addresses, body: str, name: str, page: int) -> str:
    """Where a form goes that is sent by GET with a page's number in one of its hidden fields."""
    given = [one[1] for one in _FIELD.finditer(body) if one[2].strip() == name]
    for box, action in tree.forms:
        own = [one for one in tree.kept if box.holds(one.box)]
        counted = [one for one in own if {one.name, one.identifier}.intersection(given)]
        if len(counted) != 1 or not counted[0].name or box.number not in tree.sent_by_get:
            continue
        number = counted[0].name
        pairs = [(one.name, one.value) for one in own if one.name and one.name != number]
        target = addresses.resolve(action) or addresses.url
        base = target.partition("#")[0].partition("?")[0]
        return f"{base}?{urlencode([*pairs, (number, str(page))])}"
    raise UnknownError(body)


SYSTEM = System("函数翻页", _more)
