"""How far a unit is with a quota, and whether it will come to it, by the months before."""

import calendar
import datetime as dt
from collections.abc import Iterable, Mapping
from enum import StrEnum
from typing import NamedTuple

from govsweep.addresses import canonical
from govsweep.facts import Published, Quota

_MONTHS = 3  # complete ones that a forecast rests on


class QuotaOutlook(StrEnum):
    """What is to be expected of a quota at the end of its span."""

    DONE = "已完成"
    LIKELY = "按近三个月的进度能完成"
    UNLIKELY = "按近三个月的进度难以完成"
    OPEN = "说不准：近三个月多少不一"
    TOO_LITTLE = "数据太少，不预测"
    UNSEEN = "未检查"
    NOT_BEGUN = "尚未开始"


class QuotaProgress(NamedTuple):
    """A quota of the span that a day is in."""

    quota: Quota
    begins: dt.date
    ends: dt.date
    posted: int | None  # None: nothing was seen
    undated: int
    least: int | None  # by the end, by the slowest of the months before; None: not foretold
    most: int | None
    outlook: QuotaOutlook
    why: str = ""  # nothing was seen

    @property
    def expected(self) -> str:
        """What is expected by the end of the span; "" where nobody can tell."""
        if self.least is None or self.most is None:
            return ""
        return str(self.least) if self.least == self.most else f"{self.least}～{self.most}"


def progress(
    quota: Quota,
    published: Iterable[Published] | None,
    day: dt.date,
    why: str = "",
    since: int | None = None,
) -> QuotaProgress:
    """How far it is on a day, by what its site shows; None where that was not seen, and why.

    `since` are the pieces of one that begins within a month, which totals of months do not tell.
    """
    if not quota.has_begun(day):
        first = quota.since or day
        ends = quota.span.ends(first)
        return QuotaProgress(quota, first, ends, None, 0, None, None, QuotaOutlook.NOT_BEGUN)
    begins, ends = quota.begins(day), quota.span.ends(day)
    if published is None:
        return QuotaProgress(quota, begins, ends, None, 0, None, None, QuotaOutlook.UNSEEN, why)
    own = [one for one in published if counts_for(quota, one)]
    months: dict[dt.date, int] = {}
    for one in own:
        if one.month is not None:
            months[one.month] = months.get(one.month, 0) + one.number
    posted = since
    if posted is None:
        posted = sum(number for month, number in months.items() if begins <= month <= ends)
    undated = sum(one.number for one in own if one.month is None)
    known = QuotaProgress(quota, begins, ends, posted, undated, None, None, QuotaOutlook.TOO_LITTLE)
    if posted >= quota.number:
        return known._replace(outlook=QuotaOutlook.DONE)
    before = _complete_before(months, day)
    if before is None:
        return known
    least, most = (posted + round(rate * _months_left(day, ends)) for rate in before)
    outlook = QuotaOutlook.OPEN
    if least >= quota.number:
        outlook = QuotaOutlook.LIKELY
    elif most < quota.number:
        outlook = QuotaOutlook.UNLIKELY
    return known._replace(least=least, most=most, outlook=outlook)


def counts_for(quota: Quota, one: Published) -> bool:
    """Whether what was published counts for a quota."""
    if one.unit != quota.unit:
        return False
    if quota.url:
        return _folder(one.url) == _folder(quota.url)
    return one.column == quota.column if quota.column else True


def _folder(url: str) -> str:
    """An address as a column is known by it, whether or not it ends as a folder's."""
    return (canonical(url) or url).rstrip("/")


def _complete_before(months: Mapping[dt.date, int], day: dt.date) -> tuple[int, int] | None:
    """The least and the most of the last complete months; None where fewer are known."""
    last = [_back(day.replace(day=1), number) for number in range(1, _MONTHS + 1)]
    if not months or min(months) > last[-1]:
        return None  # it began later than the first of them
    numbers = [months.get(month, 0) for month in last]
    return (min(numbers), max(numbers)) if sum(numbers) >= _MONTHS else None


def _back(first: dt.date, months: int) -> dt.date:
    number = first.year * 12 + first.month - 1 - months
    return dt.date(number // 12, number % 12 + 1, 1)


def _months_left(day: dt.date, ends: dt.date) -> float:
    """Months from behind a day to the end of a span, the day's own as far as it is left."""
    length = calendar.monthrange(day.year, day.month)[1]
    whole = (ends.year - day.year) * 12 + ends.month - day.month
    return whole + (length - day.day) / length
