"""Empty places in a page's own part, which scripts may fill once it is shown."""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

import msgspec

from govsweep.facts import FillablePlace, Place, ScriptFacts
from govsweep.reading.addressing import Addresses
from govsweep.reading.fills import brings, runs
from govsweep.reading.hiding import Hidden
from govsweep.reading.script_names import may_add, names, puts_into, script_facts
from govsweep.reading.tree import HEADINGS, Box, Tree
from govsweep.reading.wording import says_nothing

_MOST = 40  # places of one page
_MOST_HOLDERS = 12  # lists of one page
_MOST_AROUND = 24  # places that hold rows or stand beside those
_NEAR = 8  # boxes before a list that are looked at
_MAX_AROUND = 12  # elements of a path
_MAX_PATH = 400  # characters of it
_MAX_SCRIPTS = 200_000  # characters of a page's scripts
_MAX_HEAD = 12  # characters of a cell that heads a column of a table
_BODY = "body"
_ROOTS = ("html", "head", _BODY)
# What a list may be put into where nothing names it.
PLACE_TAGS = ("div", "section", "article", "main", "ul", "ol", "dl", "table", "tbody", "iframe")
_TOKEN = re.compile(r"[^\W\d][\w\-]*")
_HANDLERS = ("onload", "onLoad", "onerror")
_HANDLER = re.compile(r"on(?:load|Load|error)\s*=\s*(?:\"([^\"]{2,300})\"|'([^']{2,300})')")
_MAIN, _NOT = Place.MAIN, Hidden.NOT


def fillable_places(
    tree: Tree, places: Sequence[Place], rows: Sequence[Box], addresses: Addresses
) -> tuple[FillablePlace, ...]:
    """The places of a page's own part that scripts may fill; `rows` begin its lists, if any."""
    found: dict[str, FillablePlace] = {}
    before = min(rows, key=lambda row: row.number, default=None)
    held = _around_rows(tree, rows) if rows else _named_boxes(tree, places)
    for place in (
        *_written_at(tree, places, before, addresses),
        *held,
        *_empty(tree, places, before),
    ):
        known = found.get(place.path)
        if known is None or (place.named, place.bare, known.filled) > (
            known.named,
            known.bare,
            place.filled,
        ):
            found[place.path] = place
    return tuple(islice(found.values(), _MOST))


def runs_scripts(tree: Tree, text: str) -> bool:
    """Whether a page runs any script as it loads."""
    return bool(tree.scripts) or any(one in text for one in _HANDLERS)


def in_scripts(tree: Tree, text: str, addresses: Addresses) -> ScriptFacts:
    """What all scripts in a page name together, and what its elements call as they load."""
    scripts = [one for one, attributes in tree.scripts if one and runs(attributes)]
    scripts += [one for _, attributes in tree.scripts if (one := attributes.get("onload"))]
    called = _HANDLER.findall(text) if any(one in text for one in _HANDLERS) else ()
    handlers = [one or other for one, other in called]
    told = [script_facts(one, addresses.resolve) for one in (*scripts, *handlers)]
    return ScriptFacts(
        selectors=tuple({name: None for one in told for name in one.selectors}),
        fills=tuple({name: None for one in told for name in one.fills}),
        words=tuple({name: None for one in told for name in one.words}),
        loads=tuple({url: None for one in told for url in one.loads}),
        around=tuple({name: None for one in told for name in one.around}),
        brings=any(one.brings for one in told),
        blind=any(one.blind or one.hides for one in told),
    )


def with_names(found: Iterable[FillablePlace], scripts: ScriptFacts) -> tuple[FillablePlace, ...]:
    """The places, those marked that the scripts in the page name or write into."""
    with_rows = any(one.beside for one in found) or not any(one.path == _BODY for one in found)
    return tuple(
        msgspec.structs.replace(
            one,
            named=one.named or (not one.beside and names(scripts, one)),
            written=scripts.blind or may_add(scripts, one)
            if with_rows and (one.filled or one.beside)
            else puts_into(scripts, one),
        )
        for one in found
    )


def _written_at(
    tree: Tree, places: Sequence[Place], before: Box | None, addresses: Addresses
) -> Iterator[FillablePlace]:
    """Where scripts stand in a page's own part that may write there as it is read."""
    for box, (text, attributes) in zip(tree.script_boxes, tree.scripts, strict=False):
        if box.hidden is not _NOT or places[box.number] is not _MAIN:
            continue
        if box.tag in _ROOTS or box.tag in HEADINGS:
            continue
        source = addresses.resolve(attributes.get("src") or "")
        alone = _is_bare(tree, box)
        below = before is not None and box.number > before.number
        if source and runs(attributes):
            yield FillablePlace(
                f"{_path(tree, box)} script", bare=alone, below=below, source=source
            )
        elif runs(attributes) and (writes_text(text) or (alone and _calls(text))):
            yield FillablePlace(f"{_path(tree, box)} script", named=True, below=below)


def _calls(text: str) -> bool:
    return "document.write" not in text and brings(text)


def writes_text(text: str) -> bool:
    """Whether a script writes what is no date of today, and loads no other script."""
    return "document.write" in text and "Date" not in text and "<script" not in text.lower()


def _empty(tree: Tree, places: Sequence[Place], before: Box | None) -> Iterator[FillablePlace]:
    filled_in = {box.number for box, _, __ in tree.fields}
    drawn = {box.number for box in tree.drawings}
    for box in tree.boxes:
        if box.first_link != box.last_link or box.hidden is not _NOT or box.tag in _ROOTS:
            continue
        if box.first_run != box.last_run and box.tag != "table" and box.last != box.number:
            continue
        if places[box.number] is not _MAIN or box.tag == "hr":
            continue
        if box.number in filled_in or box.number in drawn or not _holds_nothing(tree, box):
            continue
        below = before is not None and box.number > before.number
        bare = _is_bare(tree, box)
        yield FillablePlace(_path(tree, box), _inner(box), bare=bare, below=below)


def _named_boxes(tree: Tree, places: Sequence[Place]) -> Iterator[FillablePlace]:
    """All that has a name in the own part of a page without rows."""
    yield FillablePlace(_BODY, bare=False, filled=True)
    for box in tree.boxes:
        own = box.name and places[box.number] is _MAIN and box.hidden is _NOT
        if own and box.tag not in _ROOTS and not _is_bare(tree, box):
            yield FillablePlace(_path(tree, box), bare=False, filled=True)


def _around_rows(tree: Tree, rows: Sequence[Box]) -> Iterator[FillablePlace]:
    """What holds the rows of each list of a page, and what stands right before that."""
    holders = {box.number: box for row in rows if (box := row.parent) is not None}
    paths: dict[str, bool] = {}
    for holder in islice(holders.values(), _MOST_HOLDERS):
        paths[_path(tree, holder)] = True
        one: Box | None = holder
        while one is not None and one.tag not in _ROOTS:
            for box in _before(tree, one):
                paths.setdefault(_path(tree, box), False)
            one = one.parent
    for path, holds in islice(paths.items(), _MOST_AROUND):
        yield FillablePlace(path, bare=False, filled=holds, beside=not holds)


def _before(tree: Tree, box: Box) -> Iterator[Box]:
    """The nearest boxes with words that stand before another in what holds both."""
    parent = box.parent
    if parent is None:
        return
    near = (tree.boxes[at] for at in range(box.number - 1, parent.number, -1))
    for one in islice(near, _NEAR):
        if one.first_run != one.last_run and (one.parent is parent or one.tag in HEADINGS):
            yield one


def _holds_nothing(tree: Tree, box: Box) -> bool:
    """Whether a box has no boxes and no words in it, or no more than a head without rows."""
    held = {one.tag for one in tree.others[box.first_other : box.last_other]}
    if not held.issubset(("script", "img")):
        return False
    runs_ = tree.runs[box.first_run : box.last_run]
    if box.tag == "table" and runs_:
        return _is_head(tree, box)
    return box.last == box.number and all(says_nothing(run.text) for run in runs_)


def _is_head(tree: Tree, table: Box) -> bool:
    """Whether a table has no more than the row that heads its columns."""
    inside = tree.boxes[table.number + 1 : table.last + 1]
    if sum(box.tag == "tr" for box in inside) != 1:
        return False
    words = tree.runs[table.first_run : table.last_run]
    return len(words) > 1 and all(
        run.box.tag in ("th", "td") and len(run.text) <= _MAX_HEAD for run in words
    )


def _is_bare(tree: Tree, box: Box) -> bool:
    """Whether a box shows nothing at all."""
    if box.first_run != box.last_run or box.first_link != box.last_link:
        return box.tag == "table" and _is_head(tree, box)
    return all(one.tag == "script" for one in tree.others[box.first_other : box.last_other])


def _inner(box: Box) -> int:
    """How many elements around an empty box, it the first, hold nothing else."""
    count, one = 1, box
    while (above := one.parent) is not None and above.tag not in _ROOTS:
        if (above.first_run, above.last_run) != (box.first_run, box.last_run):
            break
        if above.first_link != above.last_link:
            break
        count, one = count + 1, above
    if box.name or box.tag not in PLACE_TAGS:
        return count
    # What has no name is found by what is around it.
    for more in range(1, 3):
        if above is None or above.tag in _ROOTS:
            break
        if above.name:
            return count + more
        above = above.parent
    return count


def _path(tree: Tree, box: Box) -> str:
    elements: list[str] = []
    one: Box | None = box
    while one is not None and one.tag not in _ROOTS and len(elements) < _MAX_AROUND:
        elements.append(element(tree, one))
        one = one.parent
    while len(elements) > 1 and sum(map(len, elements)) > _MAX_PATH:
        elements.pop()
    return " ".join(reversed(elements))


def element(tree: Tree, box: Box) -> str:
    """An element by its tag, its id, its classes and what it tells scripts: ul#lb.list[data-c]."""
    known = tree.elements.get(box.number)
    if known is None:
        known = tree.elements[box.number] = _element(tree, box)
    return known


def _element(tree: Tree, box: Box) -> str:
    told = "".join(f"[{name}]" for name in tree.told.get(box.number, ()))
    if not box.name:
        return box.tag + told
    identifier = tree.identified.get(box.number, "").strip().lower()
    classes = box.name.removesuffix(identifier) if identifier else box.name
    own = f"#{identifier}" if _TOKEN.fullmatch(identifier) else ""
    named = "".join(f".{one}" for one in classes.split() if _TOKEN.fullmatch(one))
    return box.tag + own + named + told
