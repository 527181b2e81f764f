"""苏迪 WebPlus: list.htm, list2.htm …; rows by script from /_wp3services/generalQuery."""

import re
from urllib.parse import urlencode

from govsweep.reading.addressing import Addresses
from govsweep.reading.cms.system import System, counted
from govsweep.reading.tree import Tree

_LIST = re.compile(r"(.{10,300}/(?:list|more))(\d{1,5})(\.(?:htm|psp))")
_NUMBERED = re.compile(r"(?:list|more)\d{1,5}\.(?:htm|psp)")
_SERVICE = re.compile(r"['\"]([\w:/.\-]{0,100}/_wp3services/generalQuery)\?queryObj=(\w{1,40})")
_FIELD = re.compile(r"\b(siteId|columnId)['\"]?\s*[:=]\s*['\"]?(\d{1,9})")
_SHOWN = (
    '[{"field":"title","name":"title"},{"field":"url","name":"url"},{"field":"publishTime",'
    '"pattern":[{"name":"d","value":"yyyy-MM-dd"}],"name":"publishTime"}]'
)


def _more(tree: Tree, addresses: Addresses) -> list[str]:
    pages = [page for text, _ in tree.scripts for page in _served(text, addresses)]
    written = tree.targets()
    if ("list" not in written and "more" not in written) or not _NUMBERED.search(written):
        return pages
    total = 0
    for box in tree.boxes:
        if "pages" in box.name or "paging" in box.name:
            lines = (run.text for run in tree.runs[box.first_run : box.last_run])
            told = (re.search(r"/\s*(\d{1,5})\b", line) for line in lines if len(line) < 60)
            total = max([total, *(int(one.group(1)) for one in told if one)])
    return [*counted(tree, addresses, _LIST, total), *pages]


def _served(script: str, addresses: Addresses) -> list[str]:
    if "_wp3services" not in script:
        return []
    fields = dict(_FIELD.findall(script))
    if "columnId" not in fields:
        return []
    query = urlencode({**fields, "pageIndex": "1", "rows": "30", "returnInfos": _SHOWN})
    return [
        addresses.resolve(f"{service}?queryObj={what}&{query}")
        for service, what in _SERVICE.findall(script)
    ]


SYSTEM = System("苏迪 WebPlus", _more)
