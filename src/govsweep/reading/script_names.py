"""What scripts name of the pages that load them, and whether that is a place of a page."""

import re
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from itertools import islice
from typing import NamedTuple

from govsweep.facts import FillablePlace, ScriptFacts
from govsweep.reading.script_sources import PUTS, asks, brings_rows, loaded, writes
from govsweep.reading.script_text import hides_names, is_packed, laid_open
from govsweep.reading.script_uses import Use, end_of_call, use_of
from govsweep.reading.script_walks import puts_at_end, puts_unnamed
from govsweep.reading.selectors import COMPOUND, NAME, selects, split

_MOST = 400  # names of each kind that are kept
_MOST_LITERALS = 6_000  # of a script that are looked at
_LEAD, _TAIL = 60, 300  # characters around a literal that say what it is for
_REMEMBERED = 16_000  # characters of a script that many pages of a site have
# A literal that may be a selector, an id or a tag, and nothing else.
_LITERAL = re.compile(
    r"(['\"`])([#.\[]?[^\W\d](?:(?!\1)[\w\-#.\s>+~,:()\[\]=^$*|'\"]){0,118}|[#.])\1"
)
_PLAIN = re.compile(NAME)
_FINDS_ID = re.compile(r"getElementById['\"]?\]?\s*\(\s*$")
_FINDS_NAME = re.compile(r"getElementsByName\s*\(\s*$")
_FINDS_CLASS = re.compile(r"getElementsByClassName['\"]?\]?\s*\(\s*$")
_FINDS_TAG = re.compile(
    r"(?:\$|\bjQuery|querySelector(?:All)?|getElementsByTagName|\.\s*(?:find|children|first|closest))"
    r"\s*\(\s*$"
)
_FINDS_ALL = re.compile(
    r"(?:(?<![\w$])(?:\$|jQuery)|\bdocument\s*\.\s*(?:querySelector(?:All)?|getElementsByTagName))\s*\(\s*$"
)
_READS_ATTRIBUTE = re.compile(r"(?:(?:get|has)Attribute(?:Node)?|\.\s*attr|\.\s*data)\s*\(\s*$")
_BUILT_ID = re.compile(
    r"getElementById\s*\(\s*[^()'\"`]{0,60}(?:\([^()]*\)[^()'\"`]{0,20})?\+\s*(?=['\"]|[\w$])"
)
_DATASET = re.compile(r"\.\s*dataset\s*\.\s*(\w+)")
_CAPITAL = re.compile(r"[A-Z]")
# What is compared, the key of an object, what an attribute or an event is called: no place.
_NO_PLACE = re.compile(
    r"(?:[=!]=|\bcase|\.\s*(?:attr|css|data|prop|on|off|bind|trigger|addClass|removeClass|hasClass|"
    r"toggleClass|getAttribute|setAttribute|addEventListener|indexOf|split|join|createElement|"
    r"replace|removeAttr))\s*\(?\s*$|\.\s*setAttribute\s*\(\s*['\"]\w+['\"]\s*,\s*$"
)
_FILLS = re.compile(
    r"\.\s*(?:html|append\w*|prepend\w*|load|text|before|after|replace\w*|insert\w+|(?:inner|outer)HTML|"
    r"textContent|innerText)\b"
)
# What is put where a literal says.
_PUTS_INTO = re.compile(r"(?:appendTo|prependTo)\s*\(\s*$")
_PUTS_BESIDE = re.compile(r"(?:insertBefore|insertAfter|replaceAll)\s*\(\s*$")
_GOES_ON = re.compile(r"\s*\+")
_BUILT = re.compile(r"\+\s*$")
_BODY = "body"
# What scripts know without a name: elements of their own, and attributes that are programs.
_DRIVEN = re.compile(r"(?:^| )\w+-[\w-]*|\[(?!data-)\w*[-:@][\w:.-]*\]|\[[\w-]+:\]")
_COUNT = "0123456789_-"  # what an id ends in that tells places of one kind apart
# An element is also known by its id alone: lb.innerHTML = …
_BY_ID_ALONE = re.compile(
    r"(?<![\w.$])([A-Za-z_]\w{0,60})\s*\.\s*(?:(?:inner|outer)HTML|insertAdjacent\w+|append\w*|prepend|"
    r"replaceChildren|src)\b"
)
# What is written for any page, by how it offers itself to others.
_LIBRARY = re.compile(r"\bdefine\.amd\b|\bmodule\.exports\b|\bObject\.defineProperty\(\s*exports\b")
# Of tags alone, those that a list is put into; with others scripts look at all of a page.
_LISTS = frozenset(("ul", "ol", "dl", "table", "tbody", "iframe"))
# And what heads a list, or is a row of it, where a whole page is looked through for it.
_AROUND = frozenset(("li", "tr", "dt", "dd", "h1", "h2", "h3", "h4", "main", "article", "section"))


class _PlacesNamed(NamedTuple):
    """What one script names, by what it does with it."""

    selectors: dict[str, None]
    fills: dict[str, None]
    around: dict[str, None]
    words: dict[str, None]


def script_facts(
    script: str, resolve: Callable[[str], str] = str, *, whole: bool = True
) -> ScriptFacts:
    """What a script names, its other scripts by `resolve`; `whole` where all of it is at hand."""
    is_library = _LIBRARY.search(script) is not None
    known = _names if len(script) <= _REMEMBERED else _names.__wrapped__
    named, brings, blind, hides = known(script, is_library)
    loads = () if is_library else tuple(filter(None, map(resolve, loaded(script))))
    few = len(named.selectors) <= _MOST and (is_library or len(named.words) <= _MOST)
    return ScriptFacts(
        selectors=tuple(named.selectors)[:_MOST],
        fills=tuple(named.fills)[:_MOST],
        around=tuple(named.around)[:_MOST],
        words=() if is_library else tuple(named.words)[:_MOST],
        writes=writes(script),
        loads=loads[:_MOST],
        whole=few and (whole or is_library),
        brings=brings,
        blind=blind,
        hides=hides,
    )


@lru_cache(maxsize=512)
def _names(script: str, is_library: bool) -> tuple[_PlacesNamed, bool, bool, bool]:
    """What a script names, whether it brings anything, and whether it tells or hides where to."""
    hidden = hides_names(script)
    script = laid_open(script)
    hidden = hidden or hides_names(script)
    alone = (one.lower() for one in _BY_ID_ALONE.findall(script))
    named = _PlacesNamed({}, {}, {}, dict.fromkeys(alone))
    for literal in islice(_LITERAL.finditer(script), _MOST_LITERALS):
        _take(named, script, literal)
    for one in islice(_BUILT_ID.finditer(script), _MOST):
        _take_built(named, script, one)
    for one in _DATASET.finditer(script):
        kept = _CAPITAL.sub(lambda letter: f"-{letter.group().lower()}", one[1])
        named.selectors[f"[data-{kept}]"] = None
    if is_library:  # it names places of others' pages by what it is told
        for kind in (named.selectors, named.fills, named.around):
            for name in [name for name in kind if "*" in name or "[" in name]:
                del kind[name]
    own = not is_library or any(one.startswith("#") for one in named.selectors)
    brings = own and (asks(script) or brings_rows(script))
    puts = brings and PUTS.search(script) is not None
    nowhere = not named.selectors.keys() - {_BODY} and not puts_at_end(script)
    blind = puts and (nowhere or puts_unnamed(script))
    return named, brings, blind, (puts and hidden) or is_packed(script)


def _take(named: _PlacesNamed, script: str, literal: re.Match[str]) -> None:
    """Note what a literal names, and what is done with that."""
    text = literal[2].strip().lower()
    lead = script[max(0, literal.start() - _LEAD) : literal.start()]
    tail = script[literal.end() : literal.end() + _TAIL]
    called = lead.rstrip()[-1:] == "("
    if called and _READS_ATTRIBUTE.search(lead):
        of_data = lead.rstrip("( \n").endswith("data")
        if of_data or "-" in text:
            named.selectors.update(dict.fromkeys(split(f"[{'data-' * of_data}{text}]")))
        return
    built = _GOES_ON.match(tail) is not None
    if built:  # 'list' + n, '#list' + n
        counted = text.lstrip("#.").rstrip(_COUNT)
        named.words.update(dict.fromkeys([counted] if counted else []))
        found = list(_beginnings(text, lead))
    else:
        found = list(_selectors(text, lead))
    if _BUILT.search(lead) and not lead.rstrip("+ \n").endswith(("'", '"', "`")):
        found = [f"#*{text}"] if "getElementById" in lead and not built else []
    use = _use_at(script, literal, lead) if found or not built else Use.NONE
    if use is Use.NONE and (found or (called and _is_found(lead))):
        return
    named.selectors.update(dict.fromkeys(found))
    if use & Use.INTO:
        named.fills.update(dict.fromkeys(found))
    if use & (Use.BESIDE | Use.HANDED_ON):
        named.around.update(dict.fromkeys(found))
    if not (found or built) and _PLAIN.fullmatch(text) and not _NO_PLACE.search(lead):
        named.words[text] = None


def _is_found(lead: str) -> bool:
    return any(one.search(lead) for one in (_FINDS_ID, _FINDS_CLASS, _FINDS_NAME, _FINDS_TAG))


def _use_at(script: str, literal: re.Match[str], lead: str) -> Use:
    """What is done with what a literal names: looked up where it stands, or handed to others."""
    if _PUTS_INTO.search(lead):
        return Use.INTO
    if _PUTS_BESIDE.search(lead):
        return Use.INTO | Use.BESIDE
    if lead.rstrip()[-1:] != "(" and not _BUILT.search(lead):
        return Use.HANDED_ON
    end = end_of_call(script, literal.end())
    if end < 0:
        return Use.HANDED_ON
    held = script[literal.end() : end - 1]
    found = _is_found(lead) or re.search(r"[\w$\]]\s*\(\s*$", lead) is None or "," not in held
    begin = literal.start() - len(lead) + len(lead.rstrip("+ \n"))
    return use_of(script, begin, end) if found else Use.HANDED_ON


def _take_built(named: _PlacesNamed, script: str, found: re.Match[str]) -> None:
    """Note what is found by an id that is put together of what has no literal before it."""
    start = script.index("(", found.start()) + 1
    end = end_of_call(script, start)
    held = script[start : end - 1] if end > 0 else ""
    ending = re.search(rf"\+\s*['\"]({NAME}|[\w\-]+)['\"]\s*$", held)
    selector = f"#*{ending[1].lower()}" if ending else "#*"
    use = use_of(script, start, end) if end > 0 else Use.HANDED_ON
    if use:
        named.selectors[selector] = None
    if use & Use.INTO:
        named.fills[selector] = None
    if use & (Use.BESIDE | Use.HANDED_ON):
        named.around[selector] = None


def _selectors(text: str, lead: str) -> Iterator[str]:
    """The selectors that a literal is, behind what leads to it."""
    if not _PLAIN.fullmatch(text):
        yield from split(text)
    elif lead.rstrip()[-1:] != "(":
        return
    elif _FINDS_ID.search(lead):
        yield f"#{text}"
    elif _FINDS_CLASS.search(lead):
        yield f".{text}"
    elif _FINDS_NAME.search(lead):
        yield "[name]"
    elif (_FINDS_TAG.search(lead) and (text in _LISTS or text == _BODY)) or (
        text in _AROUND and _FINDS_ALL.search(lead)
    ):
        yield text


def _beginnings(text: str, lead: str) -> Iterator[str]:
    """The selectors that begin with a literal to which something is added."""
    if text in ("#", ".") or (text[:1] in "#." and COMPOUND.fullmatch(text)):
        yield f"{text}*"
    elif _FINDS_ID.search(lead):
        yield f"#{text}*"
    elif _FINDS_CLASS.search(lead):
        yield f".{text}*"


def names(script: ScriptFacts, place: FillablePlace) -> bool:
    """Whether a script names an empty place, or what holds it and nothing else."""
    path = place.path.split(" ")
    inner = range(max(0, len(path) - place.inner), len(path))
    words = {word for at in inner for word in _words_for(path[at])}
    if words.intersection(script.words):
        return True
    parts = (selector.split(" ") for selector in script.selectors)
    return any(selects(selector, path[: at + 1]) for selector in parts for at in inner)


def puts_into(script: ScriptFacts, place: FillablePlace) -> bool:
    """Whether a script puts something into a place itself, whatever that holds."""
    path = place.path.split(" ")
    return any(selects(selector.split(" "), path) for selector in script.fills)


def is_driven(place: FillablePlace) -> bool:
    """Whether what holds rows is an element of scripts' own, or has attributes that are theirs."""
    return not place.beside and _DRIVEN.search(place.path) is not None


def may_add(script: ScriptFacts, place: FillablePlace) -> bool:
    """Whether a script may add rows: to what holds some, to what that stands in, or beside it."""
    path = place.path.split(" ")
    if place.beside:
        return any(selects(one.split(" "), path) for one in script.around)
    around = [path[: at + 1] for at in range(len(path))]
    words = {word for one in path for word in re.findall(rf"#({NAME})", one)}
    if words.intersection(script.words):
        return True
    return any(_reaches(one.split(" "), path, around) for one in script.selectors)


def _reaches(selector: Sequence[str], path: Sequence[str], around: Sequence[list[str]]) -> bool:
    if any(selects(selector, one) for one in around):
        return True
    # What is found in the box itself, its rows among it: .list li
    inside = (selector[:at] for at in range(1, len(selector)))
    return any(selects(one, path) for one in inside) or selector[0] in ("li", "tr", "dd", "dt")


def _words_for(element: str) -> Iterator[str]:
    """What a script may call an element whose id it knows, or counts: list3 is list and 3."""
    for identifier in re.findall(rf"#({NAME})", element):
        yield identifier
        yield identifier.rstrip(_COUNT)
