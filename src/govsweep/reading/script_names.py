"""What scripts name of the pages that load them, and whether that is an empty place of a page."""

import re
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache

from govsweep.facts import FillablePlace, ScriptFacts

_MOST = 400  # names of each kind that are kept
_LONGEST = 120  # characters of a name
_LEAD, _TAIL = 60, 300  # characters around a literal that say what it is for
_REMEMBERED = 4_000  # characters of a script that many pages of a site have
_NAME = r"[^\W\d][\w\-]*"
# A literal that may be a selector, an id or a tag, and nothing else.
_LITERAL = re.compile(r"(['\"`])([#.]?[^\W\d][\w\-#.\s>+~,:()\[\]=^$*|]{0,118})\1")
_PLAIN = re.compile(_NAME)
_FINDS_ID = re.compile(r"getElementById\s*\(\s*$")
_FINDS_CLASS = re.compile(r"getElementsByClassName\s*\(\s*$")
_FINDS_TAG = re.compile(
    r"(?:\$|\bjQuery|querySelector(?:All)?|getElementsByTagName|\.\s*(?:find|children|first|closest))"
    r"\s*\(\s*$"
)
# What is compared, the key of an object, what an attribute or an event is called: no place.
_NO_PLACE = re.compile(
    r"(?:[=!]=|\bcase|\.\s*(?:attr|css|data|prop|on|off|bind|trigger|addClass|removeClass|hasClass|"
    r"toggleClass|getAttribute|setAttribute|addEventListener|indexOf|split|join|createElement|"
    r"replace|removeAttr))\s*\(?\s*$|\.\s*setAttribute\s*\(\s*['\"]\w+['\"]\s*,\s*$"
)
# What is done with a place and puts nothing into it, or waits for its visitor.
_HARMLESS = re.compile(
    r"\s*\)\s*(?:\[\s*\d+\s*\]\s*)?\.\s*(?:css|addClass|removeClass|toggleClass|hasClass|show|hide|toggle|"
    r"fade\w+|slide\w*|animate|stop|click|dblclick|hover|mouse\w+|focus\w*|blur|key\w+|change|submit|scroll\w*|"
    r"offset\w*|client\w+|position|width|height|is|val|value|length|size|style|className|classList|bind|unbind|"
    r"on|off|on(?:click|mouse\w+|scroll|change|submit|key\w+)|addEventListener|removeAttr|getAttribute|"
    r"remove|checked|disabled|index)\b"
)
_FILLS = re.compile(
    r"\.\s*(?:html|append\w*|prepend\w*|load|text|before|after|replace\w*|insert\w+|(?:inner|outer)HTML|"
    r"textContent|innerText)\b"
)
# What is put where a literal says.
_PUTS = re.compile(r"(?:appendTo|prependTo|insertBefore|insertAfter|replaceAll)\s*\(\s*$")
_END = re.compile(r"[;\n{]")
_GOES_ON = re.compile(r"\s*\+")
_BODY = "body"
_COUNT = "0123456789_-"  # what an id ends in that tells places of one kind apart
# An element is also known by its id alone: lb.innerHTML = …
_BY_ID_ALONE = re.compile(
    r"(?<![\w.$])([A-Za-z_]\w{0,60})\s*\.\s*(?:(?:inner|outer)HTML|insertAdjacent\w+|append\w*|prepend|"
    r"replaceChildren|src)\b"
)
_LOADS = re.compile(r"(['\"`])([^'\"`\s<>]{1,300}?\.m?js(?:\?[^'\"`\s<>]*)?)\1")
_WRITE = re.compile(r"\bdocument\s*\.\s*write(?:ln)?\b")
_WRITES_SCRIPT = re.compile(
    r"\s*\(\s*(?:unescape\s*\(\s*)?['\"`](?:<|%3C|\\x3c)(?:!--|script|scr|link|style)",
    re.IGNORECASE,
)
_BRACE = re.compile(r"[{}]")
_HEADS = re.compile(r"\bfunction\b\s*[\w$]*\s*\([^()]*\)|\b(?:if|for|while|switch)\s*\([^()]*\)")
_CALL = re.compile(r"[\w$)]\s*\(")
# What is written for any page, by how it offers itself to others.
_LIBRARY = re.compile(r"\bdefine\.amd\b|\bmodule\.exports\b|\bObject\.defineProperty\(\s*exports\b")
_COMPOUND = re.compile(rf"({_NAME}|\*)?((?:[#.]{_NAME})*)")
# Of tags alone, those that a list is put into; with others scripts look at all of a page.
_LISTS = frozenset(("ul", "ol", "dl", "table", "tbody", "iframe"))
_DROPPED = re.compile(r":{1,2}[\w-]+(?:\([^()]*\))?|\[[^\[\]]*\]")
_BETWEEN = re.compile(r"[\s>+~]+")


def script_facts(
    script: str, resolve: Callable[[str], str] = str, *, whole: bool = True
) -> ScriptFacts:
    """What a script names, its other scripts by `resolve`; `whole` where all of it is at hand."""
    is_library = _LIBRARY.search(script) is not None
    known = _names if len(script) <= _REMEMBERED else _names.__wrapped__
    selectors, fills, words = known(script)
    loads = () if is_library else tuple(filter(None, map(resolve, _loaded(script))))
    few = len(selectors) <= _MOST and (is_library or len(words) <= _MOST)
    return ScriptFacts(
        selectors=selectors[:_MOST],
        fills=fills[:_MOST],
        words=() if is_library else words[:_MOST],
        writes=_writes(script),
        loads=loads[:_MOST],
        whole=few and (whole or is_library),
    )


def _loaded(script: str) -> dict[str, None]:
    if ".js" not in script and ".mjs" not in script:
        return {}
    return dict.fromkeys(address for _, address in _LOADS.findall(script))


def _writes(script: str) -> bool:
    """Whether a script writes into the page as it is read, and more than another script."""
    if "write" not in script:
        return False
    writes = [script[one.end() : one.end() + _TAIL] for one in _WRITE.finditer(script)]
    if all(_WRITES_SCRIPT.match(one) for one in writes):
        return False
    return _CALL.search(_HEADS.sub("", _at_once(script))) is not None


def _at_once(script: str) -> str:
    """What of a script stands in no function and no block."""
    parts, depth, start = [], 0, 0
    for brace in _BRACE.finditer(script):
        if depth == 0:
            parts.append(script[start : brace.start()])
        depth = max(0, depth + (1 if brace.group() == "{" else -1))
        start = brace.end()
    return " ".join(parts) if depth else " ".join((*parts, script[start:]))


@lru_cache(maxsize=512)
def _names(script: str) -> tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]:
    """The selectors of a script, those of places that it fills, and words that may be an id."""
    selectors: dict[str, None] = {}
    fills: dict[str, None] = {}
    words: dict[str, None] = dict.fromkeys(one.lower() for one in _BY_ID_ALONE.findall(script))
    for literal in _LITERAL.finditer(script):
        text = literal[2].strip().lower()
        lead = script[max(0, literal.start() - _LEAD) : literal.start()]
        tail = script[literal.end() : literal.end() + _TAIL]
        statement = _END.split(tail, maxsplit=1)[0]
        if _HARMLESS.match(tail) and not _FILLS.search(statement):
            continue
        if _GOES_ON.match(tail):  # 'list' + n, '#list' + n
            counted = text.lstrip("#.").rstrip(_COUNT)
            words.update(dict.fromkeys([counted] if counted else []))
            continue
        found = list(_selectors(text, lead))
        selectors.update(dict.fromkeys(found))
        if _PUTS.search(lead) or (tail.lstrip()[:1] == ")" and _FILLS.search(statement)):
            fills.update(dict.fromkeys(found))
        if not found and _PLAIN.fullmatch(text) and not _NO_PLACE.search(lead):
            words[text] = None
    return tuple(selectors), tuple(fills), tuple(words)


def _selectors(text: str, lead: str) -> Iterator[str]:
    """The selectors that a literal is, behind what leads to it."""
    if not _PLAIN.fullmatch(text):
        yield from _split(text)
    elif _FINDS_ID.search(lead):
        yield f"#{text}"
    elif _FINDS_CLASS.search(lead):
        yield f".{text}"
    elif _FINDS_TAG.search(lead) and (text in _LISTS or text == _BODY):
        yield text


def _split(text: str) -> Iterator[str]:
    for one in text.split(","):
        compounds = _BETWEEN.split(_DROPPED.sub("", one).strip())
        if all(_COMPOUND.fullmatch(compound) for compound in compounds) and any(compounds):
            yield " ".join(compounds)[:_LONGEST]


def names(script: ScriptFacts, place: FillablePlace) -> bool:
    """Whether a script names an empty place, or what holds it and nothing else."""
    path = place.path.split(" ")
    inner = range(max(0, len(path) - place.inner), len(path))
    words = {word for at in inner for word in _words_for(path[at])}
    if words.intersection(script.words):
        return True
    split = (selector.split(" ") for selector in script.selectors)
    return any(_selects(selector, path[: at + 1]) for selector in split for at in inner)


def puts_into(script: ScriptFacts, place: FillablePlace) -> bool:
    """Whether a script puts something into a place itself, whatever that holds."""
    path = place.path.split(" ")
    return any(_selects(selector.split(" "), path) for selector in script.fills)


def _words_for(element: str) -> Iterator[str]:
    """What a script may call an element whose id it knows, or counts: list3 is list and 3."""
    for identifier in re.findall(rf"#({_NAME})", element):
        yield identifier
        yield identifier.rstrip(_COUNT)


def _selects(selector: Sequence[str], path: Sequence[str]) -> bool:
    """Whether a selector finds the last element of a path, those between taken as they come."""
    *outer, last = selector
    if not _fits(last, path[-1]):
        return False
    around = iter(reversed(path[:-1]))
    return all(any(_fits(one, element) for element in around) for one in reversed(outer))


def _fits(compound: str, element: str) -> bool:
    match = _COMPOUND.fullmatch(compound)
    if match is None or not compound:
        return False
    tag, rest = match[1], match[2]
    if tag and tag not in ("*", re.match(r"[^#.]*", element)[0]):  # type: ignore[index]
        return False
    if tag == "*" and not rest:
        return False
    own = set(re.findall(rf"[#.]{_NAME}", element))
    return own.issuperset(re.findall(rf"[#.]{_NAME}", rest))
