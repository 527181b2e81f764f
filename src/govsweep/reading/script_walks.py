"""Whether a script puts something where no name says: on top of a page, or where it walks to."""

import re
from itertools import islice

from govsweep.reading.script_sources import PUTS
from govsweep.reading.script_uses import Use, use_of, use_of_variable

_MOST = 40  # places of a script that are followed
_LEAD = 80  # characters before one
_BODY = r"\bdocument\s*(?:\.\s*(?:body|documentElement)\b|\[\s*['\"]body['\"]\s*\])"
_ANY_BODY = r"(?<![\w$.])[\w$]+\s*(?:\.\s*(?:body|documentElement)\b|\[\s*['\"]body['\"]\s*\])"
_TURN = (
    r"\s*(?:\.\s*|\[\s*['\"])(?:children|childNodes|(?:first|last)(?:Element)?Child)\b"
    r"(?:['\"]\s*\])?"
)
_COLLECTION = (
    r"\bdocument\s*\.\s*(?:all|links|forms|images|scripts|anchors|children|childNodes|"
    r"currentScript)\b"
)
# What finds elements by no name: all of them, or by their number.
_FOUND = re.compile(
    rf"{_ANY_BODY}{_TURN}|{_COLLECTION}|\.\s*closest\s*\(\s*['\"](?:html|body)['\"]\s*\)|"
    r"(?:\bquerySelector(?:All)?|\bgetElementsByTagName|(?<![\w$.])(?:\$|jQuery)|\.\s*(?:find|children))"
    r"\s*\(\s*(['\"`])\s*(?:(?:html|body)\s*>\s*)*[*:>][^'\"`\n]{0,80}\1\s*\)"
)
_WALKS = re.compile(
    r"\b(?:createTreeWalker|createNodeIterator|elementsFromPoint|elementFromPoint)\s*\(|"
    r"\bnew\s+MutationObserver\b|"
    r"\bdocument\s*\.\s*evaluate\s*\(|"
    rf"(?<!observe)(?<!\$)(?<!jQuery)[(,]\s*{_BODY}\s*[,)]"
)
# What is put at the top of a page, or in its place. At its end stands what floats over it.
_ON_TOP = re.compile(
    rf"(?:{_BODY}|(?<![\w$.])(?:\$|jQuery)\s*\(\s*(?:['\"](?:html\s+)?body['\"]|{_BODY})\s*\))\s*\.\s*"
    r"(?:(?:inner|outer)HTML\s*\+?=(?!=)|insertBefore\s*\(|insertAdjacent\w+\s*\(\s*['\"](?:afterbegin|beforebegin)|"
    r"prepend\s*\(|replaceChildren\s*\(|replaceChild\s*\(|(?:html|load)\s*\(\s*[^)\s])|"
    rf"\bprependTo\s*\(\s*(?:['\"]body['\"]|{_BODY})"
)
_COUNTED = re.compile(r"\bin\s+[\w$.]+\s*\)")  # for (i in document.links)
_KEPT = re.compile(r"(?<![\w$.])([A-Za-z_$][\w$]*)\s*=\s*(?:[\w$]+\s*\.\s*)*$")
_KEPT_BODY = re.compile(
    rf"(?<![\w$.])([A-Za-z_$][\w$]*)\s*=\s*{_ANY_BODY}\s*[,;\n]|"
    r"\{[^{}]*\bbody\s*(?::\s*([A-Za-z_$][\w$]*)\s*)?[,}][^{}=;]*=\s*document\b"
)

# What is made anew holds nothing of the page, and what is put at a page's end is no list's.
_MADE = re.compile(r"(?<![\w$.])([A-Za-z_$][\w$]*)\s*=\s*document\s*\.\s*createElement\s*\(")
_MADE_SCRIPT = re.compile(_MADE.pattern + r"\s*['\"]script['\"]")
_AT_END = re.compile(
    rf"(?:{_BODY}|\bdocument\s*\.\s*head\b)\s*\.\s*(?:appendChild|append)\s*\(|"
    rf"(?<![\w$.])(?:\$|jQuery)\s*\(\s*(?:['\"](?:body|head)['\"]|{_BODY})\s*\)\s*\.\s*append\s*\(|"
    rf"\bappendTo\s*\(\s*(?:['\"](?:body|head)['\"]|{_BODY})"
)


def puts_at_end(script: str) -> bool:
    """Whether all that a script puts is put at the end of a page, where things float over it."""
    rest = _AT_END.sub("(", script)
    made = "|".join({re.escape(one) for one in _MADE.findall(script)})
    if made:
        rest = re.sub(
            rf"(?<![\w$.])(?:{made})\s*\.\s*(?:innerHTML\s*\+?=|(?:appendChild|append)\s*\()",
            "(",
            rest,
        )
    loaders = "|".join({re.escape(one) for one in _MADE_SCRIPT.findall(script)})
    if loaders:  # beside another script
        rest = re.sub(rf"\.\s*insertBefore\s*\(\s*(?:{loaders})\s*,", "(", rest)
    return rest != script and PUTS.search(rest) is None


def puts_unnamed(script: str) -> bool:
    """Whether a script puts something at the top of a page, or into what it finds by no name."""
    script = _COUNTED.sub("in 0)", script)
    if _ON_TOP.search(script) or _WALKS.search(script):
        return True
    if any(_is_used(script, found) for found in islice(_FOUND.finditer(script), _MOST)):
        return True
    kept = (found[1] or found[2] or "body" for found in islice(_KEPT_BODY.finditer(script), _MOST))
    return any(_walks_from(script, name) for name in kept)


def _is_used(script: str, found: re.Match[str]) -> bool:
    """Whether anything is put into what is found."""
    kept = _KEPT.search(script[max(0, found.start() - _LEAD) : found.start()])
    if kept is not None and script[found.end() :].lstrip()[:1] in (";", ",", "\n", ""):
        return use_of_variable(script, kept[1], found.start()) != Use.NONE
    return use_of(script, found.start(), found.end()) != Use.NONE


def _walks_from(script: str, name: str) -> bool:
    """Whether a script goes on from the body of a page that it keeps by a name, or puts above."""
    own = rf"(?<![\w$.]){re.escape(name)}"
    top = r"insertBefore\s*\(|prepend\s*\(|(?:inner|outer)HTML\s*\+?=(?!=)|replaceChildren\s*\("
    walks = rf"{own}(?:{_TURN}|\s*\.\s*(?:{top}|insertAdjacent\w+\s*\(\s*['\"]afterbegin))"
    return re.search(walks, script) is not None
