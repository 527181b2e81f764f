"""Articles that show no text: their place for it is there and holds nothing."""

import re
from collections.abc import Iterator, Sequence
from itertools import accumulate, islice

from govsweep.facts import EmptyBody, FillablePlace, Place, TargetKind
from govsweep.reading.addressing import Addresses, kind_of
from govsweep.reading.body import is_hint
from govsweep.reading.fillable import element, in_scripts, writes_text
from govsweep.reading.hiding import Hidden
from govsweep.reading.script_names import puts_into
from govsweep.reading.tree import Box, Run, Tree
from govsweep.reading.wording import META_LINE, is_function, says_nothing

_MOST = 6  # elements that are named
_LEAST = 50  # characters of a body that tells where bodies stand
_SHARE = 0.6  # of its running text, in what holds it
_SHORT = 120  # characters of a line about an article
_HOLDERS = ("div", "section", "article", "main", "td", "span")
_NEIGHBOUR = re.compile(r"[\s【\[（(<《]*[上下前后]\s*一?\s*[篇条页个]")
_SHOWN = ("iframe", "media")
_NO_CONTENT = ("script", "style", "link")
_NUMBERS = re.compile(r"\d+")
_MAIN = Place.MAIN


def is_named_body(name: str) -> bool:
    """Whether an element, as `element` tells it, is called what editors call an article's text."""
    return is_hint(" ".join(re.split(r"[#.\[]", name)[1:]))


def holders(tree: Tree, body: Box | None, head: Box) -> tuple[str, ...]:
    """The named elements that hold an article's text and not its headline, each once."""
    if body is None:
        return ()
    sums = [0, *accumulate(tree.running())]
    whole = sums[body.last_run] - sums[body.first_run]
    if whole < _LEAST:
        return ()
    inside = (
        box
        for box in tree.boxes[body.number : body.last + 1]
        if sums[box.last_run] - sums[box.first_run] >= _SHARE * whole
    )
    named = [box for box in (*_around(body), *inside) if box.name and not box.holds(head)]
    return tuple(dict.fromkeys(_name(tree, box) for box in islice(named, _MOST)))


def _name(tree: Tree, box: Box) -> str:
    """An element by its name; numbers in it may be the article's own."""
    return _NUMBERS.sub("0", element(tree, box))


def _around(body: Box) -> Iterator[Box]:
    above = body.parent
    while above is not None and above.tag not in ("body", "html"):
        yield above
        above = above.parent


def emptied(
    tree: Tree, places: Sequence[Place], head: int, addresses: Addresses, text: str
) -> EmptyBody | None:
    """The places below the headline that hold nothing, of an article that shows nothing there.

    None where a picture, a film, a frame, a file, a form or any words of its own are shown in what
    holds both, or where a script of the page puts something into one of them.
    """
    if head < 0:
        return None
    title = tree.runs[head].box
    empty = [
        box
        for box in tree.boxes[title.number + 1 :]
        if box.name
        and box.tag in _HOLDERS
        and box.hidden is Hidden.NOT
        and places[box.number] is _MAIN
        and _is_empty(tree, box)
        and not _shows_anything(tree, places, head, _frame(title, box))
    ]
    if not empty or _leads_to_file(tree, places, addresses):
        return None
    if _is_written(tree, empty, addresses, text):
        return None
    names = tuple(dict.fromkeys(_name(tree, box) for box in empty))[:_MOST]
    return EmptyBody(names, alone=not _shows_anything(tree, places, head, tree.boxes[0]))


def _frame(title: Box, place: Box) -> Box:
    """What holds both a headline and a place below it."""
    frame = title
    while not frame.holds(place) and frame.parent is not None:
        frame = frame.parent
    return frame


def _shows_anything(tree: Tree, places: Sequence[Place], head: int, frame: Box) -> bool:
    """Whether a box shows anything below the headline but lines about the article."""
    title, before = tree.runs[head].text, ""
    for run in islice(tree.runs, head + 1, frame.last_run):
        if places[run.box.number] is _MAIN and run.box.hidden is Hidden.NOT:
            if run.text != title and not _is_about(run, before):
                return True
            before = run.text
    held = [*tree.drawings, *(box for box, _, __ in tree.fields), *tree.reserved]
    held += [tree.boxes[number] for number, _ in tree.grounds]
    held += [tree.boxes[number] for number in tree.sockets]
    others = tree.others[frame.first_other : frame.last_other]
    held += [one.box for one in others if one.tag not in _NO_CONTENT and one.run > head]
    start = tree.runs[head].box.number
    return any(start <= box.number <= frame.last and places[box.number] is _MAIN for box in held)


def _leads_to_file(tree: Tree, places: Sequence[Place], addresses: Addresses) -> bool:
    """Whether a page's own part offers a file, or shows a frame, wherever that stands."""
    if any(one.tag in _SHOWN and places[one.box.number] is _MAIN for one in tree.others):
        return True
    own = (one for one in tree.links if places[one.box.number] is _MAIN)
    return any(kind_of(addresses.resolve(one.target)) is TargetKind.ATTACHMENT for one in own)


def _is_about(run: Run, before: str) -> bool:
    """Whether a line tells of an article, or serves its readers: its day, 打印, the next one."""
    text, line = run.text, run.line
    if line.boilerplate or says_nothing(text) or is_function(text):
        return True
    if run.linked and _NEIGHBOUR.match(before):
        return True
    if len(text) > _SHORT or "。" in text:
        return False
    return bool(META_LINE.search(text) or _NEIGHBOUR.match(text) or line.beside())


def _is_empty(tree: Tree, box: Box) -> bool:
    """Whether a box holds nothing but the word that there is nothing."""
    if box.first_link != box.last_link or box.first_other != box.last_other:
        return False
    return all(says_nothing(run.text) for run in tree.runs[box.first_run : box.last_run])


def _is_written(tree: Tree, empty: Sequence[Box], addresses: Addresses, text: str) -> bool:
    """Whether scripts in the page put something into one of the places, or hide what they do."""
    for box, (script, _) in zip(tree.script_boxes, tree.scripts, strict=False):
        if any(one.holds(box) for one in empty):
            return True  # it stands where it may write
        beside = box.holds(empty[0]) and box.tag not in ("html", "body", "head")
        if beside and writes_text(script):
            return True
    told = in_scripts(tree, text, addresses)
    return told.blind or any(puts_into(told, FillablePlace(element(tree, box))) for box in empty)
