"""Where a list goes on: further pages of it, and the addresses that serve its rows to scripts."""

from govsweep.reading.addressing import Addresses
from govsweep.reading.cms import MAX_MORE, systems
from govsweep.reading.tree import Tree


def find_more(tree: Tree, addresses: Addresses) -> tuple[str, ...]:
    """Further pages of the list, absolute, without the page itself."""
    found: dict[str, None] = {}
    for system in systems():
        pages = system.more(tree, addresses)
        if pages:  # of most systems there are none
            found.update(dict.fromkeys(pages))
    found.pop(addresses.url, None)
    found.pop("", None)
    return tuple(found)[:MAX_MORE]
