"""What stands beside the screen, as menus and slides do, and holds links of intruders only."""

from govsweep.addresses import host, is_government, registrable
from govsweep.reading.addressing import Addresses
from govsweep.reading.hiding import Hidden
from govsweep.reading.tree import Box, Tree

_BETWEEN = 2  # characters between two links


def fold_aside(tree: Tree, addresses: Addresses) -> None:
    """Note as hidden what waits beside the screen and that no menu and no slide is made of."""
    for number in tree.aside:
        box = tree.boxes[number]
        if _is_of_foreign_links(tree, box, addresses):
            for one in tree.boxes[number : box.last + 1]:
                one.hidden = max(one.hidden, Hidden.FOLDED)


def _is_of_foreign_links(tree: Tree, box: Box, addresses: Addresses) -> bool:
    """Whether a box holds links to others' domains alone: no words, no pictures, no own pages."""
    links = tree.links[box.first_link : box.last_link]
    if not links or box.first_other < box.last_other:
        return False
    if tree.own_length(box) > _BETWEEN * len(links):
        return False
    own = registrable(host(addresses.url))
    hosts = [host(one) for one in addresses.resolve_all([link.target for link in links])]
    return all(one and registrable(one) != own and not is_government(one) for one in hosts)
