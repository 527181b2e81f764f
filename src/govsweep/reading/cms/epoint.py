"""Epoint 新点: moreinfo.html with 2.html, 3.html; ?categoryNum=…&Paging=2; 页次1/326."""

import re

from govsweep.reading.addressing import Addresses
from govsweep.reading.cms.system import System, counted, told_pages
from govsweep.reading.tree import Tree

_QUERY = re.compile(r"(.{10,300}[?&]Paging=)(\d{1,5})((?:&.{0,200})?)", re.IGNORECASE)
_STATIC = re.compile(r"(.{10,300}/\d{3,30}/)(\d{1,5})(\.html)")


def _more(tree: Tree, addresses: Addresses) -> list[str]:
    written = tree.targets().lower()
    if "paging=" not in written and "moreinfo" not in written:
        return []
    total = told_pages(tree)
    if total < 2:
        return []
    pages = counted(tree, addresses, _QUERY, total)
    if not pages and "moreinfo" in written:
        pages = counted(tree, addresses, _STATIC, total)
    return pages


SYSTEM = System("新点 Epoint", _more, ("EpointWebBuilder/rest/", "/EWB-FRONT/rest/"))
