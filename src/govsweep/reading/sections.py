"""The named blocks of a home page, and what its forms say of themselves."""

import re
from collections.abc import Iterator

from govsweep.facts import Section
from govsweep.reading.addressing import Addresses
from govsweep.reading.listing import Group
from govsweep.reading.tree import Box, Reference, Tree
from govsweep.reading.wording import clean_title, is_function

_SLOT = re.compile(
    r"(?<![a-z])(?:tou_?tiao|head_?line|focus[-_]?news|top[-_]?news|ttxw|jrtt)(?![a-rt-z])"
)
_SAYS_SO = re.compile(r"\W*(?:\w\w)?(?:头条|焦点)")
_SHORTEST_TITLE = 5
_MAX_NAME = 16
_MAX_CLIMB = 4
_LINKS = 5  # of a page that a form may be around
_MAX_WORDS = 400  # characters of one form


def sections(tree: Tree, groups: list[Group], addresses: Addresses) -> tuple[Section, ...]:
    """Each list with the heading above it and the address of its “更多”."""
    found: list[Section] = []
    told: dict[int, int] = {}  # headings of one container that lists below it have taken
    for one in groups:
        holder, names = _headings(tree, one)
        if holder is None:
            continue
        place = told.get(holder.number, 0)
        told[holder.number] = place + 1
        name, link = names[min(place, len(names) - 1)]
        more = link or _more(tree, holder)
        target = addresses.resolve(more.target) if more else ""
        urls = dict.fromkeys(row.url for row in one.rows if row.url)
        found.append(Section(name, tuple(urls), target))
    return (*found, *_slot(tree, addresses))


def _slot(tree: Tree, addresses: Addresses) -> Iterator[Section]:
    """The headline slot that only its class or id names: one title, set apart.

    A name that several elements bear is how headings of all kinds are called here.
    """
    if any(_SAYS_SO.match(run.text) for run in tree.runs):
        return
    slots = [
        box
        for box in tree.boxes
        if _SLOT.search(box.name) and not box.hidden and box.first_link < box.last_link
    ]
    slots = [box for box in slots if not any(one is not box and one.holds(box) for one in slots)]
    if len(slots) != 1:
        return
    (slot,) = slots
    links = tree.links[slot.first_link : slot.last_link]
    targets = {addresses.resolve(link.target) for link in links} - {""}
    titled = any(len(link.text) >= _SHORTEST_TITLE for link in links)
    if titled and len(targets) == 1 and not targets & {addresses.origin, addresses.url}:
        yield Section("头条", tuple(targets))


def _headings(tree: Tree, one: Group) -> tuple[Box | None, list[tuple[str, Reference | None]]]:
    """The nearest container whose lines before the list can name it, and those lines."""
    first = one.rows[0].link.box.first_run if one.rows[0].line else one.rows[0].top.first_run
    box: Box | None = one.parent
    for _ in range(_MAX_CLIMB):
        if box is None or box.tag in ("body", "html"):
            break
        names: list[tuple[str, Reference | None]] = []
        for run in tree.runs[box.first_run : first]:
            name = clean_title(run.text)
            if 2 <= len(name) <= _MAX_NAME and not is_function(name):
                linked = run.linked and run.last_link - run.first_link == 1
                names.append((name, tree.links[run.first_link] if linked else None))
        if names:
            return box, names
        box = box.parent
    return None, []


def _more(tree: Tree, box: Box) -> Reference | None:
    """The link of a container that leads to the whole list."""
    for link in tree.links[box.first_link : box.last_link]:
        words = f"{link.text} {link.title} {link.box.name}".lower()
        if len(link.text) <= 8 and ("更多" in words or "more" in words or ">>" in words):
            return link
    return None


def _holds_page(tree: Tree, box: Box) -> bool:
    """Whether a box holds nearly all links of a page."""
    return (box.last_link - box.first_link) * 10 >= 9 * len(tree.links)


def forms(tree: Tree) -> tuple[str, ...]:
    """What each form says of itself: its address, its fields' names and words.

    Fields that stand in no form make one without an address.
    """
    # A form around the whole page belongs to its system: of a column only its fields tell.
    around = [len(tree.links) >= _LINKS and _holds_page(tree, box) for box, _ in tree.forms]
    told: list[list[str]] = [
        [] if whole else [action] for whole, (_, action) in zip(around, tree.forms, strict=True)
    ]
    stray: list[str] = []
    for holder, words, _ in tree.fields:
        inside = (at for at, (box, _) in enumerate(tree.forms) if box.holds(holder))
        number = next(inside, None)
        (stray if number is None else told[number]).append(words)
    for form, whole, (box, _) in zip(told, around, tree.forms, strict=True):
        if whole:
            continue
        form.extend(run.text for run in tree.runs[box.first_run : box.last_run][:10])
    texts = [" ".join(words).strip()[:_MAX_WORDS] for words in (*told, stray)]
    return tuple(text for text in texts if text)
