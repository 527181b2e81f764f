"""Rows that a drawn sample of the site's pages decides, or hands to a person with what it saw."""

from govsweep.assess.outcome import AssessedSite, Evidence, Result
from govsweep.facts import Surveyed
from govsweep.indicators import COUNTED_UP, IndicatorRow, Measure

_NOT_SEEN = "没有读到可抽查的页面，无法判断"
_NOT_SURVEYED = "没有检查"
_NO_IPV6_SEEN = "IPv6 能不能访问没有测到：本机没有 IPv6 路由，或 DNS 没有回答"
_SILENT = "没有查到问题；程序看不全，须由人核查"
_BY_HAND = "须由人核查"
_NO_LETTERS = "没有读到写明时间的留言，无法判断"
_NOTHING_BELOW = "首页没有下级网站的标题可搜，或站内搜索用不了；须由人核查"
_OF_LETTERS: dict[str, str] = {
    Measure.LETTERS_LATE: "超过5个工作日才答复",
    Measure.LETTERS_QUICK: "超过1个工作日才答复",
    Measure.LETTERS_EMPTY: "的答复疑似推诿、敷衍",
}


def judge(row: IndicatorRow, case: AssessedSite) -> tuple[Result, Evidence]:
    """The outcome of a row by its sample.

    Where the sample lacks nothing the row passes. What it lacks counts, or, where the row calls
    it a hint, is for a person to look at.
    """
    told = next((one for one in case.survey if one.topic == row.fact), None)
    tried = row.silent == "manual" and row.fact is not Measure.ACCESSIBLE
    if tried:  # a trial decides; what was published is told beside it
        seen = case.read and told is not None and told.asked
        if row.fact is Measure.SEARCH_BELOW:
            return Result.MANUAL, _found_below(told if seen else None)
        return Result.MANUAL, (_only(told) if seen and told else Evidence(note=_BY_HAND))
    if told is None or not case.read:
        return Result.UNKNOWN, Evidence(note=_NOT_SURVEYED if case.read else _NOT_SEEN)
    if row.fact in COUNTED_UP:
        return _counted_up(row, told.asked, told.pages)
    if not told.asked and row.fact is Measure.IPV6:
        return Result.UNKNOWN, Evidence(note=_NO_IPV6_SEEN)
    if not told.asked:
        return Result.UNKNOWN, Evidence(note=_NOT_SEEN)
    bad = min(told.bad, row.most) if row.most is not None else told.bad
    note = f"抽查{told.asked}个页面" + (f"，查到{told.bad}处" if told.bad else "")
    if bad < row.limit and told.unseen:
        return Result.UNKNOWN, Evidence(note=f"{note}；另有{told.unseen}个页面看不到文字，无法判断")
    if bad < row.limit and row.silent == "manual":
        return Result.MANUAL, Evidence(columns=told.pages, note=f"{note}，{_SILENT}")
    if bad < row.limit:
        return Result.PASS, Evidence(columns=told.pages, note=note)
    if row.candidate or row.hint:
        return Result.MANUAL, Evidence(
            candidates=bad, columns=told.pages, note=f"{note}，须由人核实"
        )
    return Result.FAIL, Evidence(count=bad, columns=told.pages, note=note)


def letters_unseen(case: AssessedSite) -> str:
    """Why nobody can say whether letters wait; "" where it was seen of all of them."""
    told = next((one for one in case.survey if one.topic == Measure.LETTERS_ANSWERED), None)
    if told is None or not told.asked + told.unseen:
        return _NO_LETTERS
    return f"有{told.unseen}件留言看不出是否答复、何时提交，无法判断" if told.unseen else ""


def _found_below(told: Surveyed | None) -> Evidence:
    """What the search of a portal said to titles of sites below it: each one found earns."""
    if told is None:
        return Evidence(note=_NOTHING_BELOW)
    found = told.asked - told.bad
    return Evidence(
        candidates=found,
        note=f"用首页上下级网站的{told.asked}个标题搜索，第一页找到{found}个；须由人核实",
    )


def _only(told: Surveyed) -> Evidence:
    """What published letters tell of a row that a trial alone decides."""
    words = _OF_LETTERS.get(told.topic, "")
    note = f"一年内公开、写明时间的留言{told.asked}件，其中{told.bad}件{words}；须由人按指标核查"
    return Evidence(candidates=told.bad, columns=told.pages, note=note)


def _counted_up(row: IndicatorRow, number: int, pages: tuple[str, ...]) -> tuple[Result, Evidence]:
    """A row that wants so many: fewer that were seen may not be all there are."""
    note = f"读到{number}条"
    if number >= row.limit and row.candidate:
        return Result.MANUAL, Evidence(candidates=number, columns=pages, note=f"{note}，须由人核实")
    if number >= row.limit:
        return Result.PASS, Evidence(columns=pages, note=note)
    return Result.MANUAL, Evidence(
        columns=pages, note=f"{note}，应有{row.limit}条；程序看不全，须由人核查"
    )
