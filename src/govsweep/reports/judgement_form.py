"""The form of what people judge, as they filled it in: a line a site and row, CSV or XLSX."""

from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

from govsweep.assess import (
    RESULT_WORDS,
    OfficeJudgement,
    OfficeWords,
    Result,
    gives_points,
    parse_judgement,
)
from govsweep.errors import InputError
from govsweep.reports.filled_table import cells_by_head, headed_lines, refuse
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


def read_form(path: Path) -> dict[str, dict[str, OfficeJudgement]]:
    """What was filled in, by site and row; lines left empty say nothing.

    Raises `InputError` that names every faulty line with its field.
    """
    names, lines = headed_lines(path, _NEEDED, HEADS)
    said: dict[str, dict[str, OfficeJudgement]] = {}
    faults: list[str] = []
    for number, cells in lines:
        try:
            fields = cells_by_head(names, cells, _READ)
            if not fields.get(_RESULT) and not fields.get(_POINTS):
                continue
            site, row, judgement = _read(fields)
            if row in said.setdefault(site, {}):
                raise ValueError(f"{_ROW}：{site} 的 {row} 前面已经写过")
            said[site][row] = judgement
        except ValueError as error:
            faults.append(f"{path} 第 {number} 行，{error}{uneven(path, names, cells)}")
    refuse(faults)
    return said


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
    words: Mapping[str, OfficeWords], form: Mapping[str, Mapping[str, OfficeJudgement]]
) -> dict[str, OfficeWords]:
    """The office's file and its form together; the same row in both is refused."""
    whole = dict(words)
    for site, rows in form.items():
        before = whole.get(site, OfficeWords())
        twice = sorted(set(before.rows or {}) & set(rows))
        if twice:
            raise InputError(f"“{site}”的 {twice[0]} 在填报文件和判定表里都写了，请只留一处")
        whole[site] = OfficeWords(
            portal=before.portal,
            services=before.services,
            rows={**(before.rows or {}), **rows},
        )
    return whole
