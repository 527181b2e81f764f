"""开普 ucap: createPageHTML("page_div", 10, 1, "list", "shtml", 149) counts pages from one.

Lists by script are asked from /common/search/CHANNEL or /searchList/CHANNEL, which answer in JSON.
"""

import re

from govsweep.reading.addressing import Addresses
from govsweep.reading.cms.system import System, numbered
from govsweep.reading.tree import Tree

_CREATE = re.compile(
    r"createPage\w*\s*\(\s*['\"][\w\-#.]{1,40}['\"]\s*,\s*(\d{1,5})\s*,\s*(\d{1,5})\s*,"
    r"\s*['\"]([^'\"]{1,120})['\"]\s*,\s*['\"]\.?(\w{2,5})['\"]",
    re.IGNORECASE,
)
_CHANNEL = re.compile(r"['\"]([\w:/.\-]{0,100}/(?:common/search|searchList)/[0-9a-f]{32})\b")
_QUERY = "?_isAgg=true&_isJson=true&_pageSize=20&_template=index&page=1"


def _more(tree: Tree, addresses: Addresses) -> list[str]:
    pages: list[str] = []
    for text, _ in tree.scripts:
        if "createPage" in text and (call := _CREATE.search(text)):
            count, current, name, ending = call.groups()
            pages += numbered(addresses, int(count), int(current), name, ending, first=1)
        if "/common/search/" in text or "/searchList/" in text:
            pages += [addresses.resolve(one + _QUERY) for one in _CHANNEL.findall(text)]
    return pages


SYSTEM = System("开普 ucap", _more)
