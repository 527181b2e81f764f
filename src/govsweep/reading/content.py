"""A page's own content against what surrounds it, and the text of both."""

from functools import lru_cache
from hashlib import blake2b

from govsweep.facts import Block, PageKind, Place
from govsweep.reading.listing import Group
from govsweep.reading.tree import Box, Tree
from govsweep.reading.wording import is_furniture

_SHORT = 48
_SPEAKING = 40  # characters of a container of its own beside a list's rows


def own_content(
    tree: Tree,
    places: list[Place],
    kind: PageKind,
    body: Box | None,
    groups: list[Group],
    head: int,
) -> list[Place]:
    """The places of all boxes, once it is known what the page is: the rest is navigation."""
    article = kind is PageKind.ARTICLE and body is not None
    own = [row.top for one in groups for row in one.rows]
    if article and body is not None:
        own = [body]
    numbers = {number for box in own for number in range(box.number, box.last + 1)}
    if head >= 0:
        numbers.add(tree.runs[head].box.number)
    linked, length = _own_lengths(tree)
    most = _SPEAKING if kind is PageKind.LIST and groups else 0
    settled = list(places)
    for box in tree.boxes:
        number = box.number
        beside = article or linked[number] > 0.6 * length[number] or length[number] < most
        if beside and settled[number] is Place.MAIN and number not in numbers:
            settled[number] = Place.NAVIGATION
    return settled


def _own_lengths(tree: Tree) -> tuple[list[int], list[int]]:
    """The characters of links, and of all text, that stand in each box itself."""
    linked = [0] * len(tree.boxes)
    length = [0] * len(tree.boxes)
    for run in tree.runs:
        linked[run.box.number] += run.linked
        length[run.box.number] += len(run.text)
    return linked, length


def blocks(tree: Tree, places: list[Place]) -> tuple[Block, ...]:
    """The page's text, a block a line, with the title and the two tags that search engines show."""
    found = []
    if tree.title:
        found.append(block(tree.title, Place.TITLE))
    tags = (tree.meta.get(name) for name in ("description", "keywords"))
    found.extend(block(tag, Place.META) for tag in tags if tag)
    for run in tree.runs:
        place = places[run.box.number]
        if place is Place.MAIN and is_furniture(run.text):
            place = Place.NAVIGATION
        found.append(block(run.text, place))
    return tuple(found)


def block(text: str, place: Place) -> Block:
    """A block with its key; short ones come again on every page of a site."""
    return _short(text, place) if len(text) <= _SHORT else Block(text, place, digest(text))


@lru_cache(maxsize=32_768)
def _short(text: str, place: Place) -> Block:
    return Block(text, place, digest(text))


def digest(text: str) -> bytes:
    """The key of a text: 16 bytes."""
    return blake2b(text.encode("utf-8", "replace"), digest_size=16).digest()
