"""The arithmetic of reports on disclosure: what the standard form says must be equal.

The form is that of 国办公开办函〔2021〕30号, and before it that of 2019.
"""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from govsweep.facts import AnnualReport

_NEW, _CARRIED, _NEXT = "本年新收政府信息公开申请", "上年结转政府信息公开申请", "结转下年度继续办理"
_TOTAL = re.compile(r"(?:[（(]七[）)])?\s*总计")
_APPLICANTS = 7  # numbers of a row on applications: six kinds of applicants and their sum
_REVIEWS = 15  # reviews, suits at once, suits after a review: four outcomes and their sum each
_RESULTS = (19, 21)  # rows of results in the forms of 2019 and of 2021
_TOLD = (
    (_NEW, re.compile(r"(?:新收|收到|受理)[^，。；：]{0,14}申请\s*(\d{1,6})\s*件")),
    (_CARRIED, re.compile(r"上年(?:度)?结转[^，。；：]{0,14}?(\d{1,6})\s*件")),
    (_NEXT, re.compile(r"结转(?:至|到)?(?:下|次|\d{4})年(?:度)?[^，。；：]{0,14}?(\d{1,6})\s*件")),
)


class Disagreement(NamedTuple):
    """Two numbers of a report that should be equal and are not."""

    where: str
    message: str
    sure: bool


def applications(report: AnnualReport) -> dict[str, tuple[int, ...]]:
    """The rows that the report's arithmetic names, where each has all its cells."""
    found: dict[str, tuple[int, ...]] = {}
    for label, numbers in report.rows:
        if len(numbers) != _APPLICANTS:
            continue
        name = next((one for one in (_NEW, _CARRIED, _NEXT) if one in label), "")
        if not name and _TOTAL.fullmatch(label):
            name = "总计"
        if name:
            found.setdefault(name, numbers)
    return found


def in_tables(report: AnnualReport, rows: dict[str, tuple[int, ...]]) -> Iterator[Disagreement]:
    """What does not add up: sure where most rows do, so that the table was read rightly."""
    whole = [(label, numbers) for label, numbers in report.rows if len(numbers) == _APPLICANTS]
    right = sum(sum(numbers[:-1]) == numbers[-1] for _, numbers in whole)
    sure = 2 * right > len(whole) and len(whole) > 2
    for label, numbers in whole:
        if sum(numbers[:-1]) != numbers[-1]:
            told = f"“{label}”一行各类申请人合计 {sum(numbers[:-1])}，总计写作 {numbers[-1]}"
            yield Disagreement(label, told, sure)
    if len(rows) == 4:
        came = _added(rows[_NEW], rows[_CARRIED])
        went = _added(rows["总计"], rows[_NEXT])
        if came != went:
            told = (
                f"本年新收加上年结转为 {came[-1]} 件，"
                f"办理结果总计加结转下年度为 {went[-1]} 件，应当相等"
            )
            yield Disagreement("申请情况勾稽", told, sure)
    yield from _of_results(whole, sure=sure)
    for _, numbers in report.rows:
        if len(numbers) == _REVIEWS:
            for name, at in (("行政复议", 0), ("未经复议直接起诉", 5), ("复议后起诉", 10)):
                parts, total = numbers[at : at + 4], numbers[at + 4]
                if sum(parts) != total:
                    told = f"{name}各种结果合计 {sum(parts)}，总计写作 {total}"
                    yield Disagreement(name, told, sure)


def _of_results(
    whole: Sequence[tuple[str, tuple[int, ...]]], *, sure: bool
) -> Iterator[Disagreement]:
    """Whether the results add up to their total, where every row of the form has all its cells."""
    labels = [label for label, _ in whole]
    begins = next((at for at, one in enumerate(labels) if _CARRIED in one), None)
    ends = next((at for at, one in enumerate(labels) if _TOTAL.fullmatch(one)), None)
    if begins is None or ends is None or ends - begins - 1 not in _RESULTS:
        return
    parts = [numbers for _, numbers in whole[begins + 1 : ends]]
    added = tuple(map(sum, zip(*parts, strict=True)))
    total = whole[ends][1]
    if added != total:
        told = f"办理结果逐项合计 {added[-1]} 件，总计写作 {total[-1]} 件，或有分类合计不符"
        yield Disagreement("办理结果总计", told, sure)


def in_text(report: AnnualReport, rows: dict[str, tuple[int, ...]]) -> Iterator[Disagreement]:
    """Numbers that the words of a report tell otherwise than its table."""
    for name, pattern in _TOLD:
        numbers, match = rows.get(name), pattern.search(report.text)
        if numbers is None or match is None:
            continue
        right = {numbers[-1]}
        if name == _NEW and _CARRIED in rows:  # some count what was carried in as well
            right.add(numbers[-1] + rows[_CARRIED][-1])
        if int(match.group(1)) not in right:
            told = f"正文写“{match.group()}”，表格“{name}”总计为 {numbers[-1]} 件"
            yield Disagreement(f"正文与{name}", told, sure=False)


def _added(one: tuple[int, ...], other: tuple[int, ...]) -> tuple[int, ...]:
    return tuple(map(sum, zip(one, other, strict=True)))


def between_years(reports: Sequence[AnnualReport]) -> Iterator[tuple[AnnualReport, Disagreement]]:
    """Where a report carries in another number than the one of the year before carries out."""
    out = {one.year: applications(one).get(_NEXT) for one in reversed(reports)}
    for report in reports:
        before, now = out.get(report.year - 1), applications(report).get(_CARRIED)
        if before and now and before[-1] != now[-1]:
            told = (
                f"“上年结转”为 {now[-1]} 件，"
                f"{report.year - 1} 年度报告的“结转下年度继续办理”为 {before[-1]} 件"
            )
            yield report, Disagreement("上年结转与上年报告", told, sure=False)
