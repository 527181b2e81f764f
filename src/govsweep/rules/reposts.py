"""The office's list of items that every site must repost: 重要转载.csv or reposts.csv.

Header: 标题, 日期 [, 网址] [, 正文], or title, date [, url] [, text]; UTF-8 or GB18030. A date
may have its hour: 2026-11-03 09:30.
"""

import datetime as dt
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from govsweep.csv_rows import csv_rows
from govsweep.facts import Repost
from govsweep.rules.heads import unknown_heads
from govsweep.rules.list_text import text_of_list, why_unread
from govsweep.rules.model import ListTrouble
from govsweep.table_cells import wrong_cell
from govsweep.table_files import delimiter_of

NAMES = frozenset(("重要转载.csv", "reposts.csv"))

HEADERS = {
    "title": "标题",
    "date": "日期",
    "url": "网址",
    "text": "正文",
    "发布日期": "日期",
    "链接": "网址",
}
_DAY = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?(?:[\sT]+(.*))?")
_HOUR = re.compile(r"(\d{1,2})[:：时](\d{1,2})(?:[:：分]\d{0,2})?.*")
_SHORTEST = 6  # characters: a shorter title is found in titles that are not meant


def read_reposts(folder: Path) -> tuple[tuple[Repost, ...], tuple[ListTrouble, ...]]:
    """The items of the list in a folder, newest first, and the lines that were refused."""
    found: list[Repost] = []
    troubles: list[ListTrouble] = []
    for path in sorted(folder.glob("*")):
        if path.name.lower() not in NAMES or why_unread(path):
            continue
        for line, cells in list_rows(path, HEADERS, ("标题", "日期"), troubles):
            field, reason = _wrong(cells)
            if field:
                troubles.append(ListTrouble(path.name, line, field, reason))
            else:
                day, hour = _day(cells["日期"])
                url = cells.get("网址", "")
                found.append(
                    Repost(
                        title=cells["标题"], day=day, url=url, hour=hour, text=cells.get("正文", "")
                    )
                )
    return tuple(sorted(found, key=lambda one: one.day, reverse=True)), tuple(troubles)


def list_rows(
    path: Path, headers: Mapping[str, str], needed: Sequence[str], troubles: list[ListTrouble]
) -> Iterator[tuple[int, dict[str, str]]]:
    """The rows of a list with their lines, cells by the names that `headers` gives the heads.

    Where the list cannot be read on, or has not the `needed` heads, `troubles` says so.
    """
    text = text_of_list(path.read_bytes())
    header: list[str] = []
    for line, _, cells in csv_rows(text, delimiter_of(text), breaks=False):
        clean = [cell.strip() for cell in cells]
        if not any(clean) or clean[0].startswith("#"):
            continue
        if header:
            if (wrong := wrong_cell(header, clean, headers.values(), formulas=False)) is None:
                yield line, dict(zip(header, clean, strict=False))
            else:
                troubles.append(ListTrouble(path.name, line, *wrong))
            continue
        header = [headers.get(name.lower(), name) for name in clean]
        lacking = "、".join(name for name in needed if name not in header)
        if lacking:
            told = f"应当有{lacking}，现在是“{clean[0][:20]}”"
            troubles.append(ListTrouble(path.name, line, "表头", told))
            return
        troubles += unknown_heads(path.name, line, header, set(headers.values()))


def _wrong(cells: dict[str, str]) -> tuple[str, str]:
    title = cells.get("标题", "")
    if len(title) < _SHORTEST:
        return "标题", f"“{title}”不足 {_SHORTEST} 个字，无法与网站上的标题对上"
    try:
        _day(cells.get("日期", ""))
    except ValueError:
        return "日期", f"“{cells.get('日期', '')}”不是日期，应当写作 2026-01-31 或 2026-01-31 09:30"
    return "", ""


def _day(cell: str) -> tuple[dt.date, dt.time | None]:
    match = _DAY.fullmatch(cell)
    if match is None:
        raise ValueError(cell)
    *day, rest = match.groups()
    told = _HOUR.fullmatch(rest or "")
    # What a spreadsheet adds to a day without an hour is midnight, and no hour.
    hour = dt.time(int(told[1]), int(told[2])) if told else dt.time()
    return dt.date(*map(int, day)), hour if hour != dt.time() else None
