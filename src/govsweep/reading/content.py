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
    most = _SPEAKING if kind is PageKind.LIST and groups else 0
    beside = [True] * len(places) if article else _mostly_links(tree, most)
    main, navigation = Place.MAIN, Place.NAVIGATION
    return [
        navigation if place is main and beside[number] and number not in numbers else place
        for number, place in enumerate(places)
    ]


def _mostly_links(tree: Tree, most: int) -> list[bool]:
    """Whether what stands in each box itself is mostly links, or less than so many characters."""
    linked = [0] * len(tree.boxes)
    length = [0] * len(tree.boxes)
    for run in tree.runs:
        linked[run.box.number] += run.linked
        length[run.box.number] += len(run.text)
    return [one > 0.6 * all_ or all_ < most for one, all_ in zip(linked, length, strict=True)]


def blocks(tree: Tree, places: list[Place]) -> tuple[Block, ...]:
    """The page's text, a block a line, with the title and the two tags that search engines show."""
    found = []
    if tree.title:
        found.append(_line(tree.title, Place.TITLE))
    tags = (tree.meta.get(name) for name in ("description", "keywords"))
    found.extend(_line(tag, Place.META) for tag in tags if tag)
    found.extend(_line(run.text, places[run.box.number]) for run in tree.runs)
    return tuple(found)


def _line(text: str, place: Place) -> Block:
    """The block of a line; short ones come again on every page of a site."""
    return _short(text, place) if len(text) <= _SHORT else _short.__wrapped__(text, place)


@lru_cache(maxsize=16_384)
def _short(text: str, place: Place) -> Block:
    furniture = place is Place.MAIN and is_furniture(text)
    return Block(text, Place.NAVIGATION if furniture else place, digest(text))


def digest(text: str) -> bytes:
    """The key of a text: 16 bytes."""
    return blake2b(text.encode("utf-8", "replace"), digest_size=16).digest()
