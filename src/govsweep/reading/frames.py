"""The frames in which a page shows what it does not hold itself."""

import re
from collections.abc import Sequence

from govsweep.addresses import host
from govsweep.facts import Place
from govsweep.reading.addressing import Addresses
from govsweep.reading.hiding import Hidden
from govsweep.reading.purposes import frames_no_news, serves_no_rows
from govsweep.reading.tree import Tree

_MOST = 4  # frames of one page: head, menu, list, foot
_DOCUMENT = re.compile(r"(?:/|\.(?:s?html?|jspx?|php|aspx?|do|action))(?:$|[?#;])", re.IGNORECASE)


def shows_foreign(tree: Tree, places: Sequence[Place], addresses: Addresses) -> bool:
    """Whether a frame in a page's own part shows what another host has."""
    here, main = host(addresses.url), Place.MAIN
    framed = (
        addresses.resolve(one.target)
        for one in tree.others
        if one.tag == "iframe" and one.box.hidden is Hidden.NOT and places[one.box.number] is main
    )
    return any(
        target.startswith("http")
        and host(target) != here
        and not (serves_no_rows(target) or frames_no_news(target))
        for target in framed
    )


def frames(tree: Tree, addresses: Addresses) -> tuple[str, ...]:
    """The addresses on the page's own host that it shows in frames or as documents of an object."""
    here = host(addresses.url)
    found: dict[str, None] = {}
    for one in tree.others:
        framed = one.tag == "iframe" or (one.tag == "media" and _DOCUMENT.search(one.target))
        if not framed or one.box.hidden is not Hidden.NOT:
            continue
        target = addresses.resolve(one.target)
        if (
            target
            and target != addresses.url
            and host(target) == here
            and not serves_no_rows(target)
        ):
            found[target] = None
    return tuple(found)[:_MOST]
