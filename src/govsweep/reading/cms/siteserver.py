"""SiteServer: /channels/18288_2.html, 第 1 / 11 页; dynamic lists from /api/stl/actions."""

import re

from govsweep.reading.addressing import Addresses
from govsweep.reading.cms.system import System, counted, told_pages
from govsweep.reading.tree import Tree

_CHANNEL = re.compile(r"(.{10,300}/channels/\d{1,9}_)(\d{1,5})(\.s?html)")


def _more(tree: Tree, addresses: Addresses) -> list[str]:
    if "/channels/" not in addresses.url and "channels/" not in tree.targets():
        return []
    return counted(tree, addresses, _CHANNEL, told_pages(tree))


SYSTEM = System("SiteServer", _more, ("/stl/actions/dynamic", "stlDynamic"))
