"""A page's own content against what surrounds it, and the text of both."""

from govsweep.facts import Block, PageKind, Place
from govsweep.reading.lines import digest, line_of
from govsweep.reading.listing import Group
from govsweep.reading.tree import Box, Tree

_SPEAKING = 40  # characters of a container of its own beside a list's rows
# Python 3.11 looks members of enumerations up slowly.
_MAIN = Place.MAIN
_NAVIGATION = Place.NAVIGATION
_TITLE = Place.TITLE
_META = Place.META


def own_content(
    tree: Tree,
    places: list[Place],
    kind: PageKind,
    body: Box | None,
    groups: list[Group],
    head: int,
) -> list[Place]:
    """The places of all boxes, once it is known what the page is: the rest is navigation."""
    if kind is PageKind.ARTICLE and body is not None:
        return _of_article(tree, places, body, head)
    numbers = {
        number
        for one in groups
        for row in one.rows
        for number in range(row.top.number, row.top.last + 1)
    }
    if head >= 0:
        numbers.add(tree.runs[head].box.number)
    beside = _mostly_links(tree, _SPEAKING if kind is PageKind.LIST and groups else 0)
    main, navigation = _MAIN, _NAVIGATION
    return [
        navigation if place is main and beside[number] and number not in numbers else place
        for number, place in enumerate(places)
    ]


def beside(places: list[Place], groups: list[Group]) -> list[Place]:
    """The places of all boxes, where the rows of these groups are no list of the page's own."""
    own = list(places)
    for row in (row for one in groups for row in one.rows if not row.line):
        for number in range(row.top.number, row.top.last + 1):
            own[number] = _NAVIGATION if own[number] is _MAIN else own[number]
    return own


def _of_article(tree: Tree, places: list[Place], body: Box, head: int) -> list[Place]:
    """The places of all boxes, where only the body and the headline are the page's own."""
    main, navigation = _MAIN, _NAVIGATION
    own = [navigation if place is main else place for place in places]
    own[body.number : body.last + 1] = places[body.number : body.last + 1]
    if head >= 0:
        number = tree.runs[head].box.number
        own[number] = places[number]
    return own


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
        found.append(Block(tree.title, _TITLE, digest(tree.title)))
    tags = (tree.meta.get(name) for name in ("description", "keywords"))
    found.extend(Block(tag, _META, line_of(tag).hash) for tag in tags if tag)
    main, navigation = _MAIN, _NAVIGATION
    for run in tree.runs:
        line, place = run.line, places[run.box.number]
        if place is main and line.boilerplate:
            place = navigation
        found.append(Block(line.text, place, line.hash))
    return tuple(found)
