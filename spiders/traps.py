"""Traps: addresses without end, told from the address alone, and the budget of a site."""

import datetime as dt
import re
from collections import Counter
from urllib.parse import parse_qsl, urlsplit

DEPTH = 24  # lists lead to their further pages at no depth of their own
_URL_LENGTH = 1_000
_SEGMENTS = 16
_REPEATED = 3  # one path segment, that often

_LEAST = 300  # a pattern may always have so many addresses
_PATH_SHARE = 2  # of a budget, one in so many: a folder of articles
_QUERY_SHARE = 4  # show.asp?id=…, and what serves the rows of lists
_FACETS = 60  # calendars, orders, filters, sessions
_RESTATED = 3  # as many refusals are written down as the budget has pages, times this

_FACET_NAME = re.compile(
    r"(?:^|_)(?:year|month|week|day|date|time|sort|order|orderby|view|style|session|sid|token|lang"
    r"|tag|filter|font|print|q|wd|kw)(?:_|$)|(?:Date|Time)$|search|keyword|sessionid|returnurl"
    r"|redirect|referer|callback|facet|^_+$",
    re.IGNORECASE,
)
_CALENDAR = re.compile(r"/(?:calendar|rili|schedule|richeng)(?:[/._-]|$)", re.IGNORECASE)
_NUMBER = re.compile(r"\d+")
_TOKEN = re.compile(r"[0-9a-f]{8}(?:-?[0-9a-f]{4}){3}-?[0-9a-f]{12}|[0-9a-f]{16,}", re.IGNORECASE)
_DATE = re.compile(r"(?<!\d)((?:19|2\d)\d\d)([-/])(0?[1-9]|1[0-2])\2(?:0?[1-9]|[12]\d|3[01])(?!\d)")
_YEAR_MONTH = re.compile(r"(?<!\d)((?:19|2\d)\d\d)[-/_]?(0?[1-9]|1[0-2])(?!\d)")
_FIRST_YEAR = 1990  # nothing on a government site is dated before


class Caps:
    """What may still be asked of one site in a sweep; every refusal names its rule."""

    def __init__(self, budget: int, day: dt.date) -> None:
        self._budget = budget
        self._last_month = _month_number(day.year, day.month) + 2
        self._patterns: Counter[str] = Counter()
        self.pages = 0
        self.cut = 0

    def note(self, url: str) -> None:
        """Count an address that was let in before."""
        self.pages += 1
        self._patterns[pattern(url, self._budget)[0]] += 1

    def refusal(self, url: str, depth: int, *, paging: bool = False) -> str:
        """The rule that keeps an address out, or "" after it was counted as let in.

        `paging` says that it continues a list: those may be many of one shape.
        """
        rule = self._rule(url, depth, paging)
        if rule:
            self.cut += 1
        else:
            self.note(url)
        return rule

    @property
    def written_down(self) -> bool:
        """Whether refusals are still worth a row each."""
        return self.cut <= self._budget * _RESTATED

    def _rule(self, url: str, depth: int, paging: bool) -> str:
        if depth > DEPTH:
            return "depth"
        if len(url) > _URL_LENGTH:
            return "length"
        path = urlsplit(url).path
        if _is_repeated(path):
            return "repeated"
        if self._is_out_of_time(path):
            return "calendar"
        if self.pages >= self._budget:
            return "budget"
        shape, most = pattern(url, self._budget)
        if paging:
            most = max(most, self._budget // _QUERY_SHARE)
        return "pattern" if self._patterns[shape] >= most else ""

    def _is_out_of_time(self, path: str) -> bool:
        # Numbers that look like a month are mostly ids; a whole date, or any in a calendar, is one.
        dates = [(year, month) for year, _, month in _DATE.findall(path)]
        if _CALENDAR.search(path):
            dates += _YEAR_MONTH.findall(path)
        return any(
            int(year) < _FIRST_YEAR or _month_number(int(year), int(month)) > self._last_month
            for year, month in dates
        )


def pattern(url: str, budget: int) -> tuple[str, int]:
    """The shape of an address, digits and tokens folded, and how many of it a budget allows."""
    parts = urlsplit(url)
    path = _NUMBER.sub("0", _TOKEN.sub("h", parts.path))
    if _CALENDAR.search(path):
        return path, _FACETS
    if not parts.query:
        return path, max(_LEAST, budget // _PATH_SHARE)
    values = parse_qsl(parts.query, keep_blank_values=True)
    shape = f"{path}?{'&'.join(name for name, _ in values)}"
    if any(_FACET_NAME.search(name) for name, _ in values):
        return shape, _FACETS
    numbered = len(values) <= 3 and any(value.isdigit() for _, value in values)
    return shape, max(_LEAST, budget // _QUERY_SHARE) if numbered else _LEAST


def _is_repeated(path: str) -> bool:
    segments = [segment for segment in path.split("/") if segment]
    counts = Counter(segment for segment in segments if not segment.isdigit())
    return len(segments) > _SEGMENTS or any(count >= _REPEATED for count in counts.values())


def _month_number(year: int, month: int) -> int:
    return year * 12 + month
