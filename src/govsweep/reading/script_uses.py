"""What a script does with the elements that it finds: nothing to what they hold, or what it puts.

A use is followed along its chain of calls, and through the variable that it is kept in. What is not
known to leave alone what an element holds may change it.
"""

import re
from enum import IntFlag
from itertools import islice

_MOST_STEPS = 12  # of one chain
_MOST_PLACES = 60  # where a variable stands
_LONGEST_CALL = 3_000  # characters of its arguments
_LEAD = 120
_STEP = re.compile(r"\s*\??\.\s*([\w$]+)|\s*\[\s*['\"](\w+)['\"]\s*\]|(\s*\[[^\[\]]{0,60}\])")
_CALLED = re.compile(r"\s*\(")
_SET = re.compile(r"\s*\+?=(?!=)\s*")
_KEPT = re.compile(
    r"(?<![\w$.])([A-Za-z_$][\w$]*)\s*=\s*(?:[A-Za-z_$][\w$.]*\s*\|\|\s*)?"
    r"(?:[A-Za-z_$][\w$]*\s*\.\s*)*(?:[A-Za-z_$][\w$]*)\s*\(\s*$"
)
_ASKED = re.compile(r"(?:\bif\s*\(|\bwhile\s*\(|!|&&|\|\||\?)\s*(?:[A-Za-z_$][\w$.]*\s*\(\s*)?$")
_NO_MORE = re.compile(r"\s*(?:[=!]==?|&&|\?(?!\.)|[<>])")
_CLOSED = re.compile(r"\s*\)\s*(?:\{|return\b|&&|\|\||[\w$])")
_OPENING, _CLOSING = "([{", ")]}"
_MARK = re.compile(r"[()\[\]{}]|'(?:[^'\\\n]|\\.)*+'|\"(?:[^\"\\\n]|\\.)*+\"|`(?:[^`\\]|\\.)*+`")
_LITERAL = re.compile(r"\s*(?:'[^'<]*'|\"[^\"<]*\"|-?[\d.]+|true|false|null)?\s*(?=[;,)}\n]|$)")
_SHORTENS = re.compile(r"substr|slice|\.\s*(?:text|length|trim)\b|\bDate\b|toFixed|getFullYear")
_TURNS = re.compile(  # to other elements: those in it
    r"find|children|eq|first|last|not|filter|slice|end|get|item|has|add(?:Back)?|contents|"
    r"getElementsBy\w+|querySelector(?:All)?|(?:first|last)(?:Element)?Child|childNodes|rows|tBodies|cells"
)
_MOVES = re.compile(  # and those around it
    r"parents?(?:Until)?|closest|siblings|next\w*|prev\w*|parent(?:Node|Element)|"
    r"(?:next|previous)(?:Element)?Sibling"
)
_LEAVES = re.compile(
    r"css|addClass|removeClass|toggleClass|hasClass|show|hide|toggle|fade\w*|slide(?!r$)\w*|animate|"
    r"stop|delay|queue|dequeue|click|dblclick|hover|mouse\w*|focus\w*|blur|key\w+|change|submit|"
    r"scroll\w*|resize|select|tap|touch\w*|offset\w*|client\w+|position|(?:inner|outer)?(?:width|height)|"
    r"(?:inner|outer)(?:Width|Height)|is|val|value|length|size|style|className|classList|bind|unbind|"
    r"on(?:click|mouse\w+|scroll|change|submit|key\w+|touch\w*|focus|blur|resize|error)?|off|one|trigger|"
    r"delegate|live|addEventListener|removeEventListener|attachEvent|removeAttr|removeAttribute|"
    r"[gs]etAttribute|hasAttribute|attr|prop|data(?:set)?|index|remove(?:Child)?|empty|checked|disabled|"
    r"tagName|nodeName|id|name|title|href|type|target|getBoundingClientRect|ready|serialize\w*|"
    r"nodeType|textAlign|lazyload|contains|matches|hasChildNodes|toArray"
)
_GOES_OVER = frozenset(("each", "forEach", "map"))
_INTO = re.compile(
    r"html|append\w*|prepend\w*|load|text|(?:inner|outer)HTML|textContent|innerText|replaceChildren|"
    r"insert\w+|replaceChild|src"
)
_BESIDE = re.compile(r"after|before|insertAfter|insertBefore|replace(?:With|All)|wrap\w*|outerHTML")
_HANDLER = re.compile(r"(?:async\s+)?(?:function\b|\(?[\w$,\s]*\)?\s*=>)")
_TO_A_FRAME = re.compile(r"\s*['\"](?:src|data|href)['\"]\s*,|\s*\{[^{}]*\bsrc\b")
# What a function does to each of several elements that puts anything there.
_PUTS = re.compile(
    r"\b(?:html|val)\s*\(\s*[^)\s]|append|prepend|\.\s*load\s*\(|\bbefore\s*\(|\bafter\s*\(|replace[WCA]|"
    r"insert[A-Z]|(?:inner|outer)HTML\s*\+?=(?!=)|createElement|\bsrc\s*=|\bfetch\b|ajax|XMLHttp|getJSON|"
    r"\$\s*\.\s*(?:get|post)\b|(?<!\$)(?<!jQuery)\(\s*this\s*[,)]|,\s*this\s*[,)]",
)
_PARAMETER = re.compile(
    r"\s*(?:async\s+)?(?:function\s*\w*\s*\(\s*(?:\w+\s*,\s*)?(\w*)|\(?\s*(\w+))"
)


class Use(IntFlag):
    """What a script may do with an element: nothing, put into it, put beside it, or anything."""

    NONE = 0
    INTO = 1
    BESIDE = 2
    HANDED_ON = 4  # to what is not followed


def use_of(script: str, start: int, end: int, depth: int = 1) -> Use:
    """What is done with what a call finds, whose arguments begin at `start` and end at `end`."""
    use, steps, at = _chain(script, end)
    if use or steps:
        return use
    lead = script[max(0, start - _LEAD) : start]
    kept = _KEPT.search(lead)
    if kept is not None:
        return use_of_variable(script, kept[1], start, depth)
    if _NO_MORE.match(script, at) or (_ASKED.search(lead) and _CLOSED.match(script, at)):
        return Use.NONE
    return Use.HANDED_ON


def end_of_call(text: str, at: int) -> int:
    """Where the bracket that is open at a place is closed; -1 for too far."""
    depth = 1
    for mark in _MARK.finditer(text, at, at + _LONGEST_CALL):
        one = mark.group()
        if one in _OPENING:
            depth += 1
        elif one in _CLOSING:
            depth -= 1
            if depth == 0:
                return mark.end()
    return -1


def use_of_variable(script: str, name: str, start: int, depth: int = 1) -> Use:
    """What is done with what a variable holds, wherever it stands."""
    if depth > 3:
        return Use.HANDED_ON
    use = Use.NONE
    named = re.compile(rf"(?<![\w$.'\"]){re.escape(name)}(?![\w$'\"])(?!\s*:)")
    for place in islice(named.finditer(script), _MOST_PLACES):
        if _SET.match(script, place.end()) or place.start() == start:
            continue
        one, steps, at = _chain(script, place.end())
        lead = script[max(0, place.start() - _LEAD) : place.start()]
        if one or steps:
            use |= one
        elif re.search(r"(?:\bvar|\blet|\bconst|,)\s*$", lead) and script[at : at + 1] in ",;":
            if not lead.rstrip().endswith(","):
                continue
            use |= Use.HANDED_ON
        elif not (_NO_MORE.match(script, at) or _ASKED.search(lead)):
            use |= Use.HANDED_ON
    return use


def _chain(script: str, at: int) -> tuple[Use, int, int]:
    """What a chain of calls does, how many of its steps leave things alone, and where it ends."""
    use, moved, count = Use.NONE, False, 0
    for _ in range(_MOST_STEPS):
        step = _STEP.match(script, at)
        if step is None:
            break
        at = step.end()
        name = step[1] or step[2]
        if name is None:  # by its number
            continue
        held, after = _arguments(script, at)
        one = _step(name, held, script, after)
        if one is None:
            moved |= _MOVES.fullmatch(name) is not None
            leaves = _TURNS.fullmatch(name) is None and _MOVES.fullmatch(name) is None
            count += leaves
            at = after
            if leaves and held is None:  # .style.height
                break
            continue
        if moved and one:
            one = Use.BESIDE | Use.HANDED_ON
        return use | one, count + 1, after
    if count == 0 and moved:
        return use | Use.HANDED_ON | Use.BESIDE, 1, at
    return use, count, at


def _arguments(script: str, at: int) -> tuple[str | None, int]:
    """The arguments of a call that follows a name, None where none does; and where it ends."""
    call = _CALLED.match(script, at)
    if call is None:
        return None, at
    end = end_of_call(script, call.end())
    if end < 0:
        return script[call.end() : call.end() + _LONGEST_CALL], len(script)
    return script[call.end() : end - 1], end


def _step(name: str, held: str | None, script: str, after: int) -> Use | None:
    """What one step of a chain does; None where the chain goes on."""
    if name in _GOES_OVER:
        return _of_each(held or "")
    if name == "load" and held is not None and _HANDLER.match(held):
        return None  # an event of old
    if name.startswith("insertAdjacent"):
        return Use.INTO | Use.BESIDE
    if _BESIDE.fullmatch(name) and held != "":
        return _unless_plain(name, held, script, after, Use.INTO | Use.BESIDE)
    if _INTO.fullmatch(name):
        return None if held == "" else _unless_plain(name, held, script, after, Use.INTO)
    if name in ("attr", "prop", "setAttribute") and held and _TO_A_FRAME.match(held):
        return Use.INTO
    if _TURNS.fullmatch(name) or _MOVES.fullmatch(name) or _LEAVES.fullmatch(name):
        return None
    return Use.HANDED_ON | Use.INTO


def _unless_plain(name: str, held: str | None, script: str, after: int, use: Use) -> Use:
    """What is put, where that is no plain word, no day and no shortened text."""
    if held is None:
        to = _SET.match(script, after)
        if to is None:
            return Use.NONE
        after = to.end()
        held = script[after : after + _LEAD].partition(";")[0]
    if _LITERAL.fullmatch(held) and name not in ("load", "src"):
        return Use.NONE
    worded = name in ("text", "innerText", "textContent", "innerHTML", "html")
    return Use.NONE if worded and _SHORTENS.search(held) and "<" not in held else use


def _of_each(held: str) -> Use:
    """What a function does to each of several elements."""
    if not _HANDLER.match(held):
        return Use.HANDED_ON
    parameter = _PARAMETER.match(held)
    name = parameter and (parameter[1] or parameter[2])
    handed = name and re.search(
        rf"(?<!\$)(?<!jQuery)[(,]\s*{re.escape(name)}\s*[,)]",
        held[parameter.end() :],  # type: ignore[union-attr]
    )
    return Use.HANDED_ON | Use.INTO | Use.BESIDE if handed or _PUTS.search(held) else Use.NONE
