"""How many rows a list says that it has, of which a page or an answer shows the first ones."""

import re
from collections.abc import Iterator
from itertools import chain
from typing import Any

from govsweep.reading.tree import Tree

_MAX_DEPTH = 4
_MAX_NUMBER = 7  # digits
_MOST = 1_000_000  # rows of one list: what says more counts something else
# What the number of a list's rows is called, and that of its pages, whoever wrote the service.
_OF = (
    r"(?:rows?|records?|items?|elements?|entries|results?|articles?|news|infos?|docs?|num(?:ber)?|"
    r"size|data|hits?)"
)
_ROWS = re.compile(
    rf"[a-z]?total(?:_?{_OF})?(?:_?(?:count|num(?:ber)?))?|count|(?:all|{_OF})_?(?:count|total)|"
    r"(?:records|results|rows|items)(?:_?(?:total|filtered))|zongshu|zs",
    re.IGNORECASE,
)
_PAGES = re.compile(
    r"(?:total|all|max|last)_?pages?(?:_?(?:count|num(?:ber)?|size))?|pages?_?(?:count|total|sum)|"
    r"count_?pages?|pages|zongye(?:shu)?",
    re.IGNORECASE,
)
# What says that there are more rows, not how many; and where the next ones are.
_GOES_ON = re.compile(r"has_?(?:next|more)(?:_?(?:page|data))?", re.IGNORECASE)
_NEXT = re.compile(r"next(?:_?page)?(?:_?(?:ur[li]|link|href))?", re.IGNORECASE)
_RECORDS = re.compile(r"<\s*(total\w{0,12})\s*>\s*(\d{1,7})\s*<\s*/\s*\1\s*>", re.IGNORECASE)
# A pager's settings in a script: new JPage({totalrecord: 30}), laypage.render({count: 30}).
_PAGER = re.compile(r"jpage|page[rd]?\b|pagin|laypage|perpage|page_?size", re.IGNORECASE)
_SET = re.compile(r"(?<![\w.$])['\"]?(\w{4,24})['\"]?\s*[:=]\s*['\"]?(\d{1,7})(?![\w.])")
_TOLD = re.compile(
    r"(?<![\u4e00-\u9fff])(?:总?共|总计|合计)\s*(?:有\s*)?(\d{1,7})\s*[条篇则]"
    r"(?:记录|信息|数据|文章|结果)?(?![\u4e00-\u9fff])"
)
_TOTAL = re.compile(r"total\s*[:：]?\s*(\d{1,7})(?: (?:items|records|rows))?", re.IGNORECASE)
_MAX_LINE = 40  # characters of a pager's line
# What an attribute is called whose number is a list's, not of visits or of steps.
_TOLD_BY = re.compile("total|page|record|zong", re.IGNORECASE)
_PREFIX = re.compile("^(?:v-bind)?:|^data-")


def of_value(value: Any, rows: int) -> int:
    """How many rows the JSON answer of a list's service says there are; 0 where it does not."""
    return _told(_fields(value, 0), rows)


def goes_on(value: Any) -> bool:
    """Whether a JSON answer says that there are more rows than it brought."""
    return any(_GOES_ON.fullmatch(name) and told is True for name, told in _leaves(value, 0))


def next_reference(value: Any) -> str:
    """The address that a JSON answer names for its next rows, as it is written; else ""."""
    named = (
        told.strip()
        for name, told in _leaves(value, 0)
        if isinstance(told, str) and _NEXT.fullmatch(name)
    )
    return next((one for one in named if one.startswith(("/", "?", "http:", "https:"))), "")


def of_records(text: str, rows: int) -> int:
    """How many rows an XML answer says there are; 0 where it does not."""
    return _told(_RECORDS.findall(text), rows)


def of_page(tree: Tree, rows: int, end: int) -> int:
    """How many rows the list of a page has, as its pager's line or settings say; 0 for unknown.

    `end` is the number of the first line behind its rows, where a pager has its attributes.
    """
    lines = [run.text for run in tree.runs if len(run.text) <= _MAX_LINE]
    told = [int(match[1]) for line in lines if "共" in line and (match := _TOLD.search(line))]
    told += [int(match[1]) for line in lines if (match := _TOTAL.fullmatch(line))]
    if told:
        return max(told)
    set_to = (
        pair
        for text, _ in tree.scripts
        if text and _PAGER.search(text)
        for pair in _SET.findall(text)
    )
    return _told(chain(set_to, _attributes(tree, end)), rows)


def _attributes(tree: Tree, end: int) -> Iterator[tuple[str, str]]:
    """What elements behind the rows tell scripts of numbers: data-total="120", :total="120"."""
    for run, name, value in tree.counts:
        if run < end:
            continue
        pairs = _SET.findall(value) if value[0] == "{" else [(name, value)]
        for called, number in pairs:
            if _TOLD_BY.search(called) and len(number) <= _MAX_NUMBER:
                yield _PREFIX.sub("", called).replace("-", "_"), number


def _told(pairs: Any, rows: int) -> int:
    """The greatest number of rows that fields tell, else the least that so many pages have."""
    numbers: list[int] = []
    pages: list[int] = []
    for name, told in pairs:
        number = int(told) if int(told) <= _MOST else 0
        if _PAGES.fullmatch(name):
            pages.append(number)
        elif _ROWS.fullmatch(name):
            numbers.append(number)
    if numbers:
        return max(numbers)
    return (max(pages) - 1) * rows + 1 if pages and max(pages) > 1 else 0


def _fields(value: Any, depth: int) -> Iterator[tuple[str, str]]:
    """The fields that hold a number, of an answer and what it wraps; none of its rows."""
    for name, inner in _leaves(value, depth):
        is_number = isinstance(inner, int) and not isinstance(inner, bool)
        is_text = isinstance(inner, str) and inner.isascii() and inner.isdigit()
        if (is_number or is_text) and 0 <= int(inner) <= _MOST:
            yield name, str(inner)


def _leaves(value: Any, depth: int) -> Iterator[tuple[str, Any]]:
    """The plain fields of an answer and of what it wraps; none of its rows."""
    if not isinstance(value, dict) or depth > _MAX_DEPTH:
        return
    for name, inner in value.items():
        if isinstance(inner, dict):
            yield from _leaves(inner, depth + 1)
        else:
            yield str(name), inner
