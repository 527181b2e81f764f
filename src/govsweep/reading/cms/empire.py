"""帝国 Empire: index_2.html behind index.html, /e/action/ListInfo/?classid=3&page=1 counts from 0.

Its pager says how many rows there are (<a title="总数"><b>230</b></a>), not how many pages.
"""

import re

from govsweep.reading.addressing import Addresses
from govsweep.reading.cms.system import MAX_MORE, System
from govsweep.reading.tree import Tree

_STATIC = re.compile(r"(.{10,300}/index_)(\d{1,5})(\.s?html?)")
_DYNAMIC = re.compile(
    r"(.{10,300}/e/action/ListInfo[^?]{0,20}\?.{0,200}\bpage=)(\d{1,5})((?:&.{0,200})?)"
)
_COUNTS = ("总数", "Total record")
_LAST = ("尾页", "末页")


def _more(tree: Tree, addresses: Addresses) -> list[str]:
    """The pages up to the last that is linked: only beside the count that this pager shows."""
    written = tree.targets()
    if "index_" not in written and "ListInfo" not in written:
        return []
    if not any(link.title in _COUNTS for link in tree.links):
        return []
    numbers: dict[int, tuple[str, str]] = {}
    for link in tree.links:
        target = addresses.resolve(link.target)
        match = _DYNAMIC.fullmatch(target) or _STATIC.fullmatch(target)
        if match and (link.text.isdecimal() or link.text in (*_LAST, "下一页")):
            numbers[int(match.group(2))] = (match.group(1), match.group(3))
    if not numbers:
        return []
    before, after = numbers[max(numbers)]
    return [
        f"{before}{number}{after}"
        for number in range(min(numbers), min(max(numbers), min(numbers) + MAX_MORE - 1) + 1)
    ]


SYSTEM = System("帝国 Empire", _more)
