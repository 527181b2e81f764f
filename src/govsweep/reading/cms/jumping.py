"""Pagers of front-end kits: what a page's number is put into stands in their call's function.

laypage.render({count: 120, limit: 8, jump: (o) => location.href = "index_" + o.curr + ".html"}),
pagination({pageCount: 9, callback: n => window.location.href = "?page=" + n}).
"""

import re

from govsweep.reading.addressing import Addresses
from govsweep.reading.cms.system import MAX_MORE, System, told_pages
from govsweep.reading.tree import Tree

_JUMP = re.compile(
    r"location(?:\.href)?\s*=\s*(?P<quote>['\"])(?P<before>[^'\"\s<>]{1,200}+)(?P=quote)\s*\+\s*"
    r"\(?\s*(?P<number>[\w$.]{1,40}+)\s*\)?\s*"
    r"(?:\+\s*['\"](?P<after>[^'\"\s<>]{0,100}+)['\"]\s*)?(?=[;,})\n]|$)"
)
_LONGEST = 50_000  # characters of a script that is looked through: libraries are longer
_NUMBER = re.compile(r"(?:\w*\.)?(?:cur\w*|page\w*|pn|p|n|num|index|i)", re.IGNORECASE)
_PAGES = re.compile(
    r"\b(?:page_?Count|total_?Pages?|count_?Pages?|max_?Page|pages)['\"]?\s*[:=]\s*['\"]?(\d{1,5})\b",
    re.IGNORECASE,
)
_ROWS = re.compile(
    r"\b(?:count|total(?:Count|Records?|Num)?|dataTotal)['\"]?\s*[:=]\s*['\"]?(\d{1,6})\b",
    re.IGNORECASE,
)
_SIZE = re.compile(
    r"\b(?:limit|page_?Size|per_?Page|showCount|size)['\"]?\s*[:=]\s*['\"]?(\d{1,3})\b",
    re.IGNORECASE,
)


def _more(tree: Tree, addresses: Addresses) -> list[str]:
    pages = []
    for script, _ in tree.scripts:
        jump = _JUMP.search(script) if "location" in script and len(script) < _LONGEST else None
        if jump and _NUMBER.fullmatch(jump["number"]):
            before, after = jump["before"], jump["after"] or ""
            total = min(_pages(script) or told_pages(tree), MAX_MORE)
            pages += [f"{before}{number}{after}" for number in range(2, total + 1)]
    return [addresses.resolve(one) for one in pages]


def _pages(script: str) -> int:
    """How many pages a pager's own options tell; 0 where they do not."""
    told = _PAGES.search(script)
    if told:
        return int(told.group(1))
    rows, size = _ROWS.search(script), _SIZE.search(script)
    if rows and size and int(size.group(1)):
        return -(-int(rows.group(1)) // int(size.group(1)))
    return 0


SYSTEM = System("脚本翻页", _more)
