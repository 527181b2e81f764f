"""Jspxcms: /node/12.jspx, /node/12_2.jspx; 1/12 页."""

import re

from govsweep.reading.addressing import Addresses
from govsweep.reading.cms.system import System, counted, told_pages
from govsweep.reading.tree import Tree

_NODE = re.compile(r"(.{10,300}/(?:node|list)/[\w\-]{1,60}_)(\d{1,5})((?:\.jspx|\.html)?)")


def _more(tree: Tree, addresses: Addresses) -> list[str]:
    if "/node/" not in addresses.url and "/list/" not in addresses.url:
        return []
    return counted(tree, addresses, _NODE, told_pages(tree))


SYSTEM = System("Jspxcms", _more)
