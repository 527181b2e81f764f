"""The form of what people judge, as they filled it in: a line a site and row, CSV or XLSX."""

import dataclasses
from collections.abc import Iterable, Mapping
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any, NamedTuple

from govsweep.assess import (
    RESULT_WORDS,
    OfficeJudgement,
    OfficeWords,
    Result,
    gives_points,
    parse_judgement,
)
from govsweep.reports.filled_table import cells_by_head, headed_lines
from govsweep.table_cells import uneven

_SITE, _ROW, _RESULT, _POINTS, _WHY = "网站标识码", "指标", "结论", "分值", "说明"
HEADS = (
    _SITE, "网站名称", _ROW, "指标名称", "影响结论", "现结论", "依据", "看什么", "链接",
    _RESULT, _POINTS, _WHY,
)  # fmt: skip
_NEEDED = (_SITE, _ROW, _RESULT)
_READ = (*_NEEDED, _POINTS, _WHY)
_OFFERED = ("符合", "不符合", "不适用", "加分", "不加分")
_OF_BONUS = {"加分": Result.PASS, "不加分": Result.FAIL}
_WORDS = RESULT_WORDS | _OF_BONUS


class FormLine(NamedTuple):
    """What a line of the form judges, and where it stands."""

    place: str
    site: str
    row: str
    judgement: OfficeJudgement

    def refused(self, why: str) -> str:
        """Why the line is not taken, with its place."""
        return f"{self.place}，{_ROW}：{self.site} 的 {self.row} {why}"


def read_form(path: Path) -> tuple[list[FormLine], list[str]]:
    """What was filled in, and every line that is refused with its field and reason.

    Lines left empty say nothing.
    """
    names, lines = headed_lines(path, _NEEDED, HEADS)
    said: list[FormLine] = []
    faults: list[str] = []
    for number, cells in lines:
        try:
            fields = cells_by_head(names, cells, _READ)
            if not fields.get(_RESULT) and not fields.get(_POINTS):
                continue
            said.append(FormLine(f"{path} 第 {number} 行", *_read(fields)))
        except ValueError as error:
            faults.append(f"{path} 第 {number} 行，{error}{uneven(path, names, cells)}")
    return said, faults


def _read(fields: Mapping[str, str]) -> tuple[str, str, OfficeJudgement]:
    site, row = fields.get(_SITE, ""), fields.get(_ROW, "")
    if not site:
        raise ValueError(f"{_SITE}：没有写")
    word: dict[str, Any] = {"why": fields.get(_WHY, "")}
    if points := fields.get(_POINTS):
        try:
            word["points"] = Decimal(points)
        except InvalidOperation:
            raise ValueError(f"{_POINTS}：“{points}”不是数字") from None
    result = _result(fields[_RESULT]) if fields.get(_RESULT) else None
    if result is not None and "points" not in word:
        word["result"] = result.value
    field = _POINTS if "points" in word else _RESULT
    try:
        judgement = parse_judgement(row, word)
    except ValueError as error:
        raise ValueError(f"{field}（指标 {row or '没有写'}）：{error}") from None
    if fields.get(_RESULT) in _OF_BONUS and not gives_points(row):
        raise ValueError(f"{_RESULT}（指标 {row}）：不是加分项，应写符合、不符合或不适用")
    if result is not None and judgement.result is not result:
        raise ValueError(f"{_POINTS}（指标 {row}）：与结论“{fields[_RESULT]}”相反")
    return site, row, judgement


def _result(word: str) -> Result:
    if word not in _WORDS:
        raise ValueError(f"{_RESULT}：“{word}”不是结论，应为 {'、'.join(_OFFERED)}")
    return _WORDS[word]


def joined(
    words: Mapping[str, OfficeWords], form: Iterable[FormLine]
) -> tuple[dict[str, OfficeWords], list[str]]:
    """The office's file and its form together, and the lines of the form that are refused.

    Of a row that is judged in two ways neither is taken: nobody knows which is meant.
    """
    rows = {site: dict(one.rows or {}) for site, one in words.items()}
    faults: list[str] = []
    disputed: set[tuple[str, str]] = set()
    for line in form:
        own = rows.setdefault(line.site, {})
        before = own.setdefault(line.row, line.judgement)
        if before != line.judgement:
            faults.append(line.refused("前面或 office.toml 里写的不同，都没有采用，请只留一处"))
            disputed.add((line.site, line.row))
    for site, row in disputed:
        del rows[site][row]
    return {
        site: dataclasses.replace(words.get(site, OfficeWords()), rows=own)
        for site, own in rows.items()
    }, faults
