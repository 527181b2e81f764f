"""The list of complaints (找错留言) as an office exports it: a line each, CSV or XLSX.

Header: 网站标识码, 收到日期, 答复日期 [, 敷衍]; other columns are passed over.
"""

import datetime as dt
import re
from collections.abc import Mapping
from pathlib import Path

from govsweep.assess.complaints import Complaint
from govsweep.errors import InputError
from govsweep.table_files import cells_of_file

_SITE, _RECEIVED, _ANSWERED, _EVASIVE = "网站标识码", "收到日期", "答复日期", "敷衍"
_NEEDED = (_SITE, _RECEIVED, _ANSWERED)
_DAY = re.compile(r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?(?:[\sT].*)?")
_WORDS = {"": None, "是": True, "否": False}
_IDENTIFIER = re.compile(r"\d{10}|bm\d{8}")
_SHOWN = 20  # faults told at once


def read_complaints(path: Path) -> tuple[Complaint, ...]:
    """The complaints of a list; raises `InputError` that names every faulty line and its field."""
    lines = cells_of_file(path)
    _, heads = next(lines, (0, []))
    names = [head.strip() for head in heads]
    missing = [name for name in _NEEDED if name not in names]
    if missing:
        raise InputError(f"{path} 第 1 行：缺少“{'”“'.join(missing)}”列")
    found: list[Complaint] = []
    faults: list[str] = []
    for number, cells in lines:
        fields = dict(zip(names, map(str.strip, cells), strict=False))
        if not any(fields.values()):
            continue
        try:
            found.append(_complaint(fields))
        except ValueError as error:
            faults.append(f"{path} 第 {number} 行，{error}")
    if faults:
        more = f"\n另有 {len(faults) - _SHOWN} 处" if len(faults) > _SHOWN else ""
        raise InputError("\n".join(faults[:_SHOWN]) + more)
    return tuple(found)


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
