"""WordPress: /page/2/ or ?paged=2 up to the highest number that its pager shows."""

import re

from govsweep.reading.addressing import Addresses
from govsweep.reading.cms.system import System, counted, told_pages
from govsweep.reading.tree import Tree

_PAGE = re.compile(r"(.{10,300}(?:/page/|[?&]paged=))(\d{1,5})(/?(?:[?&].{0,200})?)")


def _more(tree: Tree, addresses: Addresses) -> list[str]:
    written = tree.targets()
    if "/page/" not in written and "paged=" not in written:
        return []
    targets = (addresses.resolve(link.target) for link in tree.links)
    shown = (int(one.group(2)) for target in targets if (one := _PAGE.fullmatch(target)))
    return counted(tree, addresses, _PAGE, max([told_pages(tree), *shown]))


SYSTEM = System("WordPress", _more)
