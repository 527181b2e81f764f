"""The office's list of documents that hold no more: 废止目录.csv or repeals.csv.

Header: 标题 [, 文号, 日期, 依据], or title [, number, date, source]; UTF-8 or GB18030.
"""

import datetime as dt
from pathlib import Path

from govsweep.facts import Repeal
from govsweep.policy_names import document_number
from govsweep.rules.model import ListTrouble, RefusedCellError
from govsweep.rules.reposts import list_rows
from govsweep.table_fields import DAY

NAMES = frozenset(("废止目录.csv", "repeals.csv"))

HEADERS = {
    **dict.fromkeys(("title", "名称", "文件名称", "文件标题"), "标题"),
    **dict.fromkeys(("number", "发文字号", "文件编号"), "文号"),
    **dict.fromkeys(("date", "废止日期", "失效日期"), "日期"),
    **dict.fromkeys(("source", "废止依据", "废止文件"), "依据"),
}
_SHORTEST = 6  # characters: a shorter title is found in titles that are not meant


def read_repeals(folder: Path) -> tuple[tuple[Repeal, ...], tuple[ListTrouble, ...]]:
    """The documents of the list in a folder, and the lines that were refused."""
    found: list[Repeal] = []
    troubles: list[ListTrouble] = []
    for path in sorted(folder.glob("*")):
        if path.name.lower() not in NAMES:
            continue
        for line, cells in list_rows(path, HEADERS, ("标题",), troubles):
            try:
                found.append(_repeal(cells))
            except RefusedCellError as refused:
                troubles.append(ListTrouble(path.name, line, refused.field, refused.reason))
    return tuple(found), tuple(troubles)


def _repeal(cells: dict[str, str]) -> Repeal:
    title, number, day = (cells.get(name, "") for name in ("标题", "文号", "日期"))
    title = title.strip("《》")
    if len(title) < _SHORTEST:
        raise RefusedCellError("标题", f"“{title}”不足 {_SHORTEST} 个字，无法与网站上的标题对上")
    if number and not document_number(number):
        raise RefusedCellError("文号", f"“{number}”不是文号，应当写作 云政发〔2010〕12号")
    return Repeal(
        title=title,
        number=document_number(number),
        day=_day(day),
        source=cells.get("依据", "") or "本单位废止目录",
    )


def _day(cell: str) -> dt.date | None:
    if not cell:
        return None
    match = DAY.fullmatch(cell)
    try:
        return dt.date(*map(int, match.groups() if match else ()))
    except (TypeError, ValueError):
        raise RefusedCellError("日期", f"“{cell}”不是日期，应当写作 2026-01-31") from None
