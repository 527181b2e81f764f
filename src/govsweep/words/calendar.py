"""Dates that no calendar has, weekdays that do not fit their date, spans that end too early."""

import calendar
import datetime as dt
import re
from collections.abc import Iterator

from govsweep.facts import Mark
from govsweep.words.normal import Batch

DATE = re.compile(
    r"(?<![\d.\-/—－~])(?:(?P<year>(?:19|20)\d\d)年)?(?P<month>\d{1,2})月(?P<day>\d{1,2})日"
    r"(?:(?P<open>[（(])?(?:星期|周)(?P<week>[一二三四五六日天])(?![至到、—\-~]))?"
)
# 2026-02-30; `re` looks fast for the literal beginning, what must not precede it stands behind.
_IN_FIGURES = re.compile(
    r"20(?<![\d\-/.]20)(?P<year>\d\d)([\-/.])(?P<month>\d{1,2})\2(?P<day>29|3[01])(?![\d\-/.])"
)
_TO = "(?:至|到|—{1,2}|－|～|~|-)"
_CLOCK = (
    r"(?:[上下]午|早上?|晚上?|中午)?"
    r"\d{1,2}(?:[:：]\d{2}(?:[:：]\d{2})?|[时点](?:\d{1,2}分|半|整)?)"
)
_UNTIL = re.compile(
    rf"[）)]?(?:{_CLOCK})?[起，,]{{0,2}}{_TO}(?:(?:(?P<year>(?:19|20)\d\d)年)?(?P<month>\d{{1,2}})月)?(?P<last>\d{{1,2}})日"
)
_ALIKE = re.compile(  # two days in figures, written in one way: 2026.5.20—2026.5.15
    r"20(?<![\d\-/.]20)(?P<year>\d\d)(?P<mark>[\-/.])(?P<month>\d{1,2})(?P=mark)(?P<day>\d{1,2})"
    rf" ?(?:{_CLOCK})? ?[起，,]{{0,2}} ?{_TO} ?"
    r"20(?P<last_year>\d\d)(?P=mark)(?P<last_month>\d{1,2})(?P=mark)(?P<last>\d{1,2})(?![\d\-/.]*\d)"
)
# Months of a named year, and years.
_MONTHS_BACK = re.compile(
    rf"年(?<=(?:19|20)\d\d年)(?P<first>\d{{1,2}})月{_TO}(?P<last>\d{{1,2}})月(?!\d)"
)
_YEARS_BACK = re.compile(
    rf"年(?<=(?P<first>(?:19|20)\d\d)年){_TO}(?P<last>(?:19|20)\d\d)年(?![级度代])"
)
_AHEAD, _BEHIND = 7, 12  # characters of a date before its 月, and from it on with what follows
_WEEK = "一二三四五六日"
_MONTHS, _AUTUMN, _SPRING = 12, 9, 6
_YEAR = 4  # characters of a year before its 年
_BEFORE = ("农历", "阴历", "正月", "腊月", "旧历", "古历", "夏历", "—", "-", "~", "－")


class Calendar:
    """The dates of a batch of texts."""

    def marks(self, batch: Batch) -> Iterator[tuple[int, Mark]]:
        """Each mark with the number of its text; all are suspected."""
        for match in dates(batch.text):
            reason, right = _fault(match)
            before = batch.text[max(0, match.start() - 4) : match.start()]
            if any(word in before for word in _BEFORE):
                continue
            if reason:
                yield _marked(batch, match.span(), reason, right)
            else:
                yield from _backwards(batch, match)
        yield from _backwards_beyond_days(batch)
        yield from _backwards_in_figures(batch)
        for match in _IN_FIGURES.finditer(batch.text):
            year, month, day = 2000 + int(match["year"]), int(match["month"]), int(match["day"])
            if 1 <= month <= _MONTHS and day > calendar.monthrange(year, month)[1]:
                yield _marked(batch, match.span(), f"没有{year}年{month}月{day}日这一天")


def _backwards(batch: Batch, match: re.Match[str]) -> Iterator[tuple[int, Mark]]:
    """A span of days that ends before it begins: 5月20日至15日.

    Where no year stands at the end, it may be the next one: only a day of the same month is before.
    """
    until = _UNTIL.match(batch.text, match.end())
    if until is None:
        return
    first = (int(match["month"]), int(match["day"]))
    last = (int(until["month"] or first[0]), int(until["last"]))
    if until["year"]:
        is_back = bool(match["year"]) and (int(until["year"]), *last) < (int(match["year"]), *first)
    else:
        is_back = last < first and last[0] == first[0]
    if is_back:
        end, begin = (_told(*one, named=bool(until["month"])) for one in (last, first))
        reason = f"起止日期颠倒：{end}在{begin}之前"
        if until["year"] and until["year"] != match["year"]:
            reason = f"起止日期颠倒：{until['year']}年在{match['year']}年之前"
        yield _marked(batch, (match.start(), until.end()), reason)


def _backwards_in_figures(batch: Batch) -> Iterator[tuple[int, Mark]]:
    for match in _ALIKE.finditer(batch.text):
        first, last = (
            tuple(int(match[name]) for name in names)
            for names in (("year", "month", "day"), ("last_year", "last_month", "last"))
        )
        if last < first and all(1 <= month <= _MONTHS for _, month, _ in (first, last)):
            mark = match["mark"]
            end, begin = (
                mark.join((f"20{year:02}", f"{month:02}", f"{day:02}"))
                for year, month, day in (last, first)
            )
            yield _marked(batch, match.span(), f"起止日期颠倒：{end}在{begin}之前")


def _told(month: int, day: int, *, named: bool) -> str:
    return f"{month}月{day}日" if named else f"{day}日"


def _backwards_beyond_days(batch: Batch) -> Iterator[tuple[int, Mark]]:
    """Months of one year, and years, of which the last is before the first: 2026年10月至9月.

    From autumn to spring the year turns, whether that is said or not: 2026年11月至3月.
    """
    for match in _MONTHS_BACK.finditer(batch.text):
        first, last = int(match["first"]), int(match["last"])
        winter = first >= _AUTUMN and last <= _SPRING
        if 1 <= last < first <= _MONTHS and not winter:
            reason = f"起止日期颠倒：{last}月在{first}月之前"
            yield _marked(batch, (match.start() - _YEAR, match.end()), reason)
    for match in _YEARS_BACK.finditer(batch.text):
        if match["last"] < match["first"]:
            reason = f"起止日期颠倒：{match['last']}年在{match['first']}年之前"
            yield _marked(batch, (match.start() - _YEAR, match.end()), reason)


def _marked(
    batch: Batch, span: tuple[int, int], reason: str, suggestion: str = ""
) -> tuple[int, Mark]:
    index, first, last = batch.span(*span)
    return index, Mark(
        rule="date",
        check="typo",
        start=first,
        end=last,
        suggestion=suggestion,
        confirmed=False,
        reason=reason,
        score=0.95,
    )


def dates(text: str) -> Iterator[re.Match[str]]:
    """All dates of a text, looked for where a month is named: `re` alone would try every place."""
    done = 0
    month = text.find("月")
    while month >= 0:
        match = DATE.search(text, max(done, month - _AHEAD), month + _BEHIND)
        if match and match.end("month") == month:  # and not the beginning of the next one
            yield match
            done = match.end()
        month = text.find("月", max(month + 1, done))


def _fault(match: re.Match[str]) -> tuple[str, str]:
    """What is wrong with a date, and what it should be where that is known."""
    month, day = int(match["month"]), int(match["day"])
    year = int(match["year"] or 2024)  # a leap year: 2月29日 is a day of some year
    if not 1 <= month <= _MONTHS or not 1 <= day <= calendar.monthrange(year, month)[1]:
        return f"没有{match['year'] + '年' if match['year'] else ''}{month}月{day}日这一天", ""
    if not match["week"] or not match["year"]:
        return "", ""
    meant = _WEEK[dt.date(year, month, day).weekday()]
    if meant == match["week"].replace("天", "日"):
        return "", ""
    right = match[0][:-1] + meant
    return f"{year}年{month}月{day}日是星期{meant}（万年历）", right
