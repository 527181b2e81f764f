"""Guangdong 政府信息公开 (gkmlpt): an application that asks /gkmlpt/api/all/N for JSON."""

import re

from govsweep.reading.addressing import Addresses
from govsweep.reading.cms.system import System
from govsweep.reading.tree import Tree

_GKMLPT = re.compile(r"([\w:/.\-]*?/gkmlpt)/(?:api/all/(\d+)|index)")


def _gkmlpt(script: str, addresses: Addresses) -> list[str]:
    if "gkmlpt" not in script:
        return []
    return [
        addresses.resolve(f"{root}/api/all/{number}?page=1")
        for root, number in _GKMLPT.findall(script)
        if number
    ]


def _more(tree: Tree, addresses: Addresses) -> list[str]:
    return [page for text, _ in tree.scripts if text for page in _gkmlpt(text, addresses)]


SYSTEM = System("广东集约化 gkmlpt", _more, ("/gkmlpt/",))
