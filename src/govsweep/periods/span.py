"""Spans of days that papers are written of: a quarter, a month, a year, or one of the office's."""

import datetime as dt
import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from govsweep.errors import InputError

_QUARTER = re.compile(r"(\d{4})-?[Qq]([1-4])|(\d{4})年第?([1-4一二三四])季度")
_MONTH = re.compile(r"(\d{4})-(\d{1,2})|(\d{4})年(\d{1,2})月")
_YEAR = re.compile(r"(\d{4})年?")
_YEARS = range(1990, 2200)  # others are slips of the finger
_NUMERALS = {"一": "1", "二": "2", "三": "3", "四": "4"}
_DIGITS = str.maketrans("〇○零一二三四五六七八九", "000123456789")
# A quarter, a half-year, a month or a year in whatever way people write one, its year or not.
_CALENDAR = re.compile(
    r"""(?:\d{4}(?:年度?)?[-./]?)?
        (?: 第?[1-4](?:季度?|季) | Q0?[1-4](?:季度)? | [1-4]Q
          | [上下]半年度? | H[12] | [前后]半年
          | 第?(?:\d{1,2}|十[12]?)月份? )
      | \d{4}(?:年度?|年?全年)? | 全年 | (?:本|上|下|去|今|明)(?:季度?|月|年度?)
      | \d{4}年?[-./]?\d{1,2} """,
    re.VERBOSE | re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Span:
    """A named run of days, both ends in it."""

    begins: dt.date
    ends: dt.date
    title: str  # as papers call it: 2026年第4季度

    @classmethod
    def quarter_of(cls, day: dt.date) -> "Span":
        """The quarter that a day belongs to."""
        quarter = (day.month + 2) // 3
        begins = dt.date(day.year, 3 * quarter - 2, 1)
        return cls(begins, _last_day(day.year, 3 * quarter), f"{day.year}年第{quarter}季度")

    @classmethod
    def month_of(cls, day: dt.date) -> "Span":
        """The month that a day belongs to."""
        ends = _last_day(day.year, day.month)
        return cls(day.replace(day=1), ends, f"{day.year}年{day.month}月")

    @classmethod
    def year_of(cls, day: dt.date) -> "Span":
        """The year that a day belongs to."""
        return cls(dt.date(day.year, 1, 1), dt.date(day.year, 12, 31), f"{day.year}年")

    @property
    def words(self) -> str:
        """How a user names it to a command: 2026Q4, 2026-11, 2026, or the office's own name."""
        if (self.begins, self.ends) == self._ends_of(Span.quarter_of):
            return f"{self.year}Q{self.quarter}"
        if (self.begins, self.ends) == self._ends_of(Span.month_of):
            return f"{self.begins:%Y-%m}"
        if (self.begins, self.ends) == self._ends_of(Span.year_of):
            return f"{self.year}"
        return self.title

    def _ends_of(self, kind: Callable[[dt.date], "Span"]) -> tuple[dt.date, dt.date]:
        """The ends of the whole quarter, month or year that it begins in."""
        whole = kind(self.begins)
        return whole.begins, whole.ends

    @property
    def year(self) -> int:
        """The year it begins in."""
        return self.begins.year

    @property
    def quarter(self) -> int:
        """The quarter of the year that it begins in, from 1."""
        return (self.begins.month + 2) // 3

    @property
    def before(self) -> "Span":
        """The run of days just before it: the quarter, the month, the year, or as many days."""
        last = self.begins - dt.timedelta(days=1)
        for of in (Span.quarter_of, Span.month_of, Span.year_of):
            if (self.begins, self.ends) == self._ends_of(of):
                return of(last)
        return Span(last - (self.ends - self.begins), last, "上一时段")

    def meets(self, first: dt.date, last: dt.date) -> bool:
        """Whether another run of days touches it."""
        return first <= self.ends and last >= self.begins

    def has(self, day: dt.date) -> bool:
        """Whether a day is in it."""
        return self.begins <= day <= self.ends


def span_of(words: str, named: Mapping[str, Span] | None = None) -> Span:
    """The span that a user means by 2026Q4, 2026-11, 2026 or one of the office's own names.

    Raises `InputError` for any other words.
    """
    words = words.strip()
    if named and words in named:
        return named[words]
    if match := _QUARTER.fullmatch(words):
        year, number = int(match[1] or match[3]), match[2] or match[4]
        if year in _YEARS:
            return Span.quarter_of(dt.date(year, 3 * int(_NUMERALS.get(number, number)), 1))
    if match := _MONTH.fullmatch(words):
        year, month = int(match[1] or match[3]), int(match[2] or match[4])
        if 1 <= month <= 12 and year in _YEARS:
            return Span.month_of(dt.date(year, month, 1))
    if (match := _YEAR.fullmatch(words)) and int(match[1]) in _YEARS:
        return Span.year_of(dt.date(int(match[1]), 1, 1))
    own = f"；office.toml 里定的有：{'、'.join(named)}" if named else ""
    raise InputError(
        f"“{words}”不是时段，应写作 2026Q4（季度）、2026-11（月份）、2026（全年）{own}"
    )


def is_calendar(name: str) -> bool:
    """Whether a name reads as a quarter, a half-year, a month or a year.

    A period of the office so called would stand in papers as what it is not.
    """
    plain = "".join(unicodedata.normalize("NFKC", name).split())
    return bool(_CALENDAR.fullmatch(plain.translate(_DIGITS)))


def _last_day(year: int, month: int) -> dt.date:
    return dt.date(year + month // 12, month % 12 + 1, 1) - dt.timedelta(days=1)
