"""Whether the rows of a list stand in the order of their days."""

import datetime as dt
import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import pairwise

from govsweep.facts import Entry

_ROWS = 5  # with days, from which one of them is told to be in a wrong place
_LEAST = 4  # rows of which two that are newer than the one above tell that there is no order
_FEW = 2  # rows in a wrong place: more are another list
_NO_FIGURES = re.compile(r"\D+")
_WHOLE = re.compile(r"(?:19|20)\d\d\s*[-./年]\s*\d{1,2}\s*[-./月]\s*\d{1,2}日?")
_APART = dt.timedelta(days=7)  # rows of one week stand as they came in


def misplaced(rows: tuple[Entry, ...]) -> Iterator[tuple[str, str]]:
    """What is wrong with the order of rows, and the title of the first that shows it.

    Old rows on top are kept there; each of several lists has its own order.
    """
    dated = [(row.date, row.title) for row in rows if row.date is not None]
    days = [day for day, _ in dated]
    if len(days) < _LEAST or days == sorted(days):
        return
    if _as_text(rows):
        yield "把日期当作文字排序，不按时间先后排列", dated[0][1]
        return
    if (lone := _newer_amid(days)) is not None:
        day, title = dated[lone]
        yield f"不按时间先后排列（{day} 一行的前后都不是那时的信息）", title
        return
    top = next(number for number, day in enumerate(days) if day >= max(days[number:]))
    below = days[top:]
    kept = _in_order(below)
    odd = [number for number in range(len(below)) if number not in kept]
    rises = sum(after - before > _APART for before, after in pairwise(days))
    enough = len(days) >= _ROWS
    few = enough and 0 < len(odd) <= _FEW < len(kept)
    if few and all(_is_apart(below, one, kept) for one in odd):
        day, title = dated[top + odd[0]]
        yield f"不按时间先后排列（{day} 一行的前后都不是那时的信息）", title
    elif (
        rises >= _FEW and rises * 3 >= len(days) - 1 and (odd or (enough and top * 2 >= len(days)))
    ):
        yield "不按时间先后排列", dated[top][1]


def _newer_amid(days: Sequence[dt.date]) -> int | None:
    """The number of the one row that is newer than all others, and stands far below the top.

    Few rows above it may be kept there; and where rows of their own order begin with it, more than
    one is out of its place.
    """
    kept = _in_order(days)
    odd = [number for number in range(len(days)) if number not in kept]
    if len(odd) != 1 or not _LEAST <= odd[0] < len(days) - _FEW:
        return None
    newest = days[odd[0]] > max(days[: odd[0]]) + _APART
    return odd[0] if newest else None


def _as_text(rows: tuple[Entry, ...]) -> bool:
    """Whether days were sorted as texts, in which 2026-9-9 comes before 2026-11-25.

    Old rows on top are kept there; two that stand from old to new beside others are not.
    """
    dated = [(row.date, row.shown) for row in rows if row.date is not None]
    texts = [
        _NO_FIGURES.sub("-", shown) or f"{day:%Y}-{day.month}-{day.day}" for day, shown in dated
    ]
    rises = sum(before < after for (before, _), (after, _) in pairwise(dated))
    return rises >= _FEW and texts == sorted(texts, reverse=True)


def far_ahead(rows: tuple[Entry, ...], day: dt.date) -> Iterator[tuple[str, str]]:
    """Rows of which the day lies years ahead, among rows of days that have been: a wrong figure."""
    past = sum(row.date is not None and row.date <= day for row in rows)
    told = [
        (match[0], row) for row in rows if row.date is None if (match := _WHOLE.match(row.shown))
    ]
    far = [(text, row) for text, row in told if int(text[:4]) > day.year + 1]
    if far and len(told) <= _FEW and past >= _LEAST:
        yield f"日期 {far[0][0]} 远在以后", far[0][1].title


def _in_order(days: Sequence[dt.date]) -> list[int]:
    """The numbers of the most rows that stand from new to old."""
    ends: list[dt.timedelta] = []  # how old the last row of the best run of each length is
    length: list[int] = []
    for day in days:
        age = dt.date.max - day
        at = bisect_right(ends, age)
        ends[at : at + 1] = [age]
        length.append(at + 1)
    kept: list[int] = []
    wanted = len(ends)
    for number in range(len(days) - 1, -1, -1):
        if length[number] == wanted and (not kept or days[number] >= days[kept[-1]]):
            kept.append(number)
            wanted -= 1
    return kept[::-1]


def _is_apart(days: Sequence[dt.date], number: int, kept: Sequence[int]) -> bool:
    """Whether a row is more than a week older or newer than both rows that it stands between."""
    above = [days[one] for one in kept if one < number]
    below = [days[one] for one in kept if one > number]
    if not above or not below:
        return False
    return days[number] + _APART < below[0] or days[number] > above[-1] + _APART
