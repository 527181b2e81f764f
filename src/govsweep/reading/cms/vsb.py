"""博达 VSB: tzgg.htm goes on in tzgg/25.htm and ends in tzgg/1.htm: pages are counted down."""

import re

from govsweep.reading.addressing import Addresses
from govsweep.reading.cms.system import MAX_MORE, System
from govsweep.reading.tree import Tree

_DOWN = re.compile(r"(.{10,300}/)(\d{1,5})(\.html?)")
_NUMBERED = re.compile(r"(?:^|/)\d{1,5}\.html?$", re.MULTILINE)
_GO_TO = "_simple_list_gotopage_fun"  # the function that its pager calls


def _more(tree: Tree, addresses: Addresses) -> list[str]:
    stem = addresses.url.rpartition(".")[0]
    signed = any(_GO_TO in text for text, _ in tree.scripts)
    written = tree.targets()
    if not signed and f"{stem.rpartition('/')[2]}/" not in written:
        return []  # as of most pages, told without a search
    if not _NUMBERED.search(written):
        return []
    numbers: dict[int, tuple[str, str]] = {}
    for link in tree.links:
        if not _NUMBERED.search(link.target):
            continue
        match = _DOWN.fullmatch(addresses.resolve(link.target))
        if match and (match.group(1) == f"{stem}/" or (signed and link.text in ("下页", "下一页"))):
            numbers[int(match.group(2))] = (match.group(1), match.group(3))
    if not numbers:
        return []
    most = max(numbers)
    before, after = numbers[most]
    return [f"{before}{number}{after}" for number in range(most, max(0, most - MAX_MORE), -1)]


SYSTEM = System("博达 VSB", _more)
