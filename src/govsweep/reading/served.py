"""Where a page's list goes on, or has its rows from."""

from govsweep.facts import PageKind
from govsweep.reading.addressing import Addresses
from govsweep.reading.asked import asked
from govsweep.reading.frames import frames
from govsweep.reading.posts import posts
from govsweep.reading.tree import Tree

_MAX_FRAMING = 200  # characters of a page that shows the documents of others


def served_from(
    tree: Tree,
    addresses: Addresses,
    more: tuple[str, ...],
    *,
    kind: PageKind,
    shows: bool,
    length: int,
) -> tuple[str, ...]:
    """What is asked for beside a page: its further pages `more`, and of a home page its frames.

    Of a page that `shows` no rows and no text, also what gives them; `length` are the characters
    of its running text.
    """
    if kind is PageKind.HOME:
        more = tuple(dict.fromkeys((*frames(tree, addresses), *more)))
    return more if shows else _asked(tree, addresses, more, length)


def _asked(tree: Tree, addresses: Addresses, more: tuple[str, ...], length: int) -> tuple[str, ...]:
    """Where a page without rows has them from: frames, scripts' requests, further pages."""
    framed = frames(tree, addresses) if length < _MAX_FRAMING else ()
    if framed:
        return (*framed, *(one for one in more if one not in framed))
    posted_to = posts(tree, addresses)
    if posted_to:
        services = {question.partition("?")[0].partition("#")[0] for question in posted_to}
        return (*posted_to, *(one for one in more if one.partition("?")[0] not in services))
    return more or asked(tree, addresses)
