"""织梦 DedeCMS: list_3_2.html, or /plus/list.php?tid=3&PageNo=2, 共 12 页 230 条."""

import re

from govsweep.reading.addressing import Addresses
from govsweep.reading.cms.system import System, counted, told_pages
from govsweep.reading.tree import Tree

_STATIC = re.compile(r"(.{10,300}/list_\d{1,6}_)(\d{1,5})(\.html?)")
_DYNAMIC = re.compile(r"(.{10,300}[?&]PageNo=)(\d{1,5})((?:&.{0,200})?)")


def _more(tree: Tree, addresses: Addresses) -> list[str]:
    written = tree.targets()
    if "list_" not in written and "PageNo=" not in written:
        return []
    total = told_pages(tree)
    return counted(tree, addresses, _STATIC, total) or counted(tree, addresses, _DYNAMIC, total)


SYSTEM = System("织梦 DedeCMS", _more)
