"""The list of complaints (找错留言) as an office exports it: a line each, CSV or XLSX.

Header: 网站标识码, 收到日期, 答复日期 [, 敷衍]; other columns are passed over.
"""

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from pathlib import Path

from govsweep.assess.complaints import Complaint, ComplaintList
from govsweep.facts import Site
from govsweep.reports.filled_table import cells_by_head, headed_lines
from govsweep.table_cells import plain, uneven

_SITE, _RECEIVED, _ANSWERED, _EVASIVE = "网站标识码", "收到日期", "答复日期", "敷衍"
_NEEDED = (_SITE, _RECEIVED, _ANSWERED)
_READ = (*_NEEDED, _EVASIVE)
_DAY = re.compile(r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?(?:[\sT].*)?")
_WORDS = {"": None, "是": True, "否": False}
_IDENTIFIER = re.compile(Site.of_kind.identifiers)


def read_complaints(path: Path) -> tuple[ComplaintList, list[str]]:
    """The complaints of a list, and every line that is refused with its field and reason."""
    names, lines = headed_lines(path, _NEEDED, _READ)
    found: list[Complaint] = []
    faults: list[str] = []
    unread: set[str] = set()
    for number, cells in lines:
        try:
            found.append(_complaint(cells_by_head(names, cells, _READ)))
        except ValueError as error:
            faults.append(f"{path} 第 {number} 行，{error}{uneven(path, names, cells)}")
            unread.add(_site_of(names, cells))
    return ComplaintList(rows=tuple(found), unread=frozenset(unread)), faults


def _site_of(names: Sequence[str], cells: Sequence[str]) -> str:
    """The site that a refused line is of; "" where that is not sure."""
    site = dict(zip(names, map(str.strip, plain(cells)), strict=False)).get(_SITE, "")
    return site if len(cells) == len(names) and _IDENTIFIER.fullmatch(site) else ""


def _complaint(fields: Mapping[str, str]) -> Complaint:
    site = fields.get(_SITE, "")
    if not _IDENTIFIER.fullmatch(site):
        raise ValueError(f"{_SITE}：“{site}”不是网站标识码")
    received = _day(fields, _RECEIVED)
    answered = _day(fields, _ANSWERED) if fields.get(_ANSWERED) else None
    if answered is not None and answered < received:
        raise ValueError(f"{_ANSWERED}：{answered} 早于收到日期 {received}")
    word = fields.get(_EVASIVE, "")
    if word not in _WORDS:
        raise ValueError(f"{_EVASIVE}：“{word}”应写“是”或“否”，还没有看的留空")
    return Complaint(site=site, received=received, answered=answered, evasive=_WORDS[word])


def _day(fields: Mapping[str, str], name: str) -> dt.date:
    text = fields.get(name, "")
    match = _DAY.fullmatch(text)
    try:
        if match is None:
            raise ValueError(text)
        return dt.date(*map(int, match.groups()))
    except ValueError:
        raise ValueError(f"{name}：“{text}”不是日期，应当写作 2026-01-31") from None
