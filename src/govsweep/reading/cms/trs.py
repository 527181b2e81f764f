"""TRS WCM: createPageHTML(4, 0, "index", "html") stands for index.html, index_1.html …"""

import re

from govsweep.reading.addressing import Addresses
from govsweep.reading.cms.system import System, numbered
from govsweep.reading.tree import Tree

_CREATE = re.compile(r"createPage\w*\s*\(([^()]{3,200})\)", re.IGNORECASE)
_ARGUMENT = re.compile(r"['\"]([^'\"]*)['\"]|(\d+)")


def _created(script: str, addresses: Addresses) -> list[str]:
    if "createPage" not in script:
        return []
    for call in _CREATE.finditer(script):
        arguments = _ARGUMENT.findall(call.group(1))
        if not arguments or not arguments[0][1]:
            continue  # 开普 names the element first, and counts from one
        numbers = [int(number) for _, number in arguments if number]
        names = [name for name, number in arguments if not number and name]
        if len(numbers) < 2 or len(names) < 2:
            continue
        name, ending = names[-2], names[-1].lstrip(".")
        return numbered(addresses, numbers[0], numbers[1], name, ending)
    return []


def _more(tree: Tree, addresses: Addresses) -> list[str]:
    return [page for text, _ in tree.scripts if text for page in _created(text, addresses)]


SYSTEM = System("TRS WCM", _more)
