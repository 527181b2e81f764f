"""The office's judgements, as they stand in its file.

[judgements."5118000001"]
services = false                 # no public is served: 4/3
"V19-S5-1" = "pass"
"D19-16" = 7                     # points taken (or given, by a bonus)
"D19-28" = { points = 1, why = "火狐浏览器版式错乱" }
"""

from collections.abc import Mapping
from decimal import Decimal
from functools import cache
from typing import Any

from govsweep.assess.outcome import OfficeJudgement, OfficeWords, Result
from govsweep.facts import MediaAccount, kind_of_subject
from govsweep.indicators import (
    EDITIONS,
    IndicatorGroup,
    IndicatorRow,
    IndicatorScope,
    Part,
    load_indicators,
)

ALL_MEDIA = "新媒体"  # what holds of every media account of which nothing was found
RESULT_WORDS = {
    "符合": Result.PASS, "pass": Result.PASS,
    "不符合": Result.FAIL, "fail": Result.FAIL,
    "不适用": Result.NOT_APPLICABLE, "n.a.": Result.NOT_APPLICABLE,
}  # fmt: skip
_OFFERED = "符合、不符合、不适用（或 pass、fail、n.a.）"
_FLAGS = ("portal", "services")


@cache
def judged_rows() -> dict[str, tuple[IndicatorGroup, IndicatorRow]]:
    """The rows of the national editions that a site or account is judged by, with their lines."""
    return {
        row.id: (group, row)
        for edition in EDITIONS
        for group, row in load_indicators(edition).rows()
        if group.scope is not IndicatorScope.SUPERVISOR
    }


def parse_judgements(table: Any) -> dict[str, OfficeWords]:
    """What the office says, by site; raises `ValueError` naming site and row."""
    if not isinstance(table, Mapping):
        raise ValueError('应写成 [judgements."网站标识码"] 一段')
    return {str(site): _of_site(str(site), words) for site, words in table.items()}


def _of_site(site: str, words: Any) -> OfficeWords:
    kind = MediaAccount.of_kind if site == ALL_MEDIA else kind_of_subject(site)
    if kind is None:
        raise ValueError(f"“{site}”不是网站标识码")
    is_media = kind is MediaAccount.of_kind
    if not isinstance(words, Mapping):
        raise ValueError(f'“{site}”应写成 [judgements."{site}"] 一段')
    flags: dict[str, bool] = {}
    rows: dict[str, OfficeJudgement] = {}
    for name, word in words.items():
        try:
            if name in _FLAGS:
                flags[name] = _flag(word)
            else:
                rows[name] = parse_judgement(name, word)
                if (judged_rows()[name][0].scope is IndicatorScope.NEW_MEDIA) != is_media:
                    raise ValueError("没有这个指标")
        except ValueError as error:
            raise ValueError(f"“{site}”的 {name}：{error}") from None
    return OfficeWords(rows=rows, **flags)


def _flag(word: Any) -> bool:
    if not isinstance(word, bool):
        raise ValueError("应为 true 或 false")
    return word


def gives_points(name: str) -> bool:
    """Whether a row adds points: only of such a one 加分 and 不加分 are words."""
    return name in judged_rows() and judged_rows()[name][0].part is Part.BONUS


def parse_judgement(name: str, word: Any) -> OfficeJudgement:
    """The office's word on a row; raises `ValueError` where it cannot be one."""
    if name not in judged_rows():
        raise ValueError("没有这个指标")
    group, row = judged_rows()[name]
    if not isinstance(word, Mapping):
        word = {"result" if isinstance(word, str) else "points": word}
    strange = sorted(set(word) - {"result", "points", "why"})
    if strange or ("result" in word) == ("points" in word):
        raise ValueError(f"应写结论（{_OFFERED}）或分值，另可写 why")
    why = str(word.get("why", ""))
    if "result" in word:
        return _by_word(group, row, word["result"], why)
    return _by_points(group, row, word["points"], why)


def _by_word(group: IndicatorGroup, row: IndicatorRow, word: Any, why: str) -> OfficeJudgement:
    if not isinstance(word, str) or word not in RESULT_WORDS:
        raise ValueError(f"“{word}”不是结论，应为 {_OFFERED}")
    result = RESULT_WORDS[word]
    bad = Result.FAIL if group.part is Part.DEDUCT else Result.PASS
    if group.part in (Part.DEDUCT, Part.BONUS) and result is bad and row.points is None:
        raise ValueError("这一项的分值没有确认，请直接写分值")
    return OfficeJudgement(result=result, why=why)


def _by_points(group: IndicatorGroup, row: IndicatorRow, word: Any, why: str) -> OfficeJudgement:
    if group.part not in (Part.DEDUCT, Part.BONUS):
        raise ValueError(f"这一项不计分，只能写结论：{_OFFERED}")
    if isinstance(word, bool) or not isinstance(word, int | float | Decimal):
        raise ValueError("分值应为数字")
    points = Decimal(str(word))
    if not points.is_finite():
        raise ValueError("分值应为数字")
    most = max(group.cap or Decimal(100), group.central_cap or Decimal(0))
    if not 0 <= points <= most:
        raise ValueError(f"分值应在 0 到 {most} 之间")
    good = (points > 0) == (group.part is Part.BONUS)
    return OfficeJudgement(result=Result.PASS if good else Result.FAIL, points=points, why=why)
