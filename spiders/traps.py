"""Traps: addresses without end, told from the address or by what they say, and a site's budget."""

import datetime as dt
import re
from collections import Counter
from functools import lru_cache
from hashlib import blake2b
from typing import NamedTuple
from urllib.parse import parse_qsl, urlsplit

from govsweep.spiders.fingerprints import Fingerprints

ALIKE = "alike"  # the rule by which pages are cut that say what others of their shape said
DEPTH = 24  # lists lead to their further pages at no depth of their own
_URL_LENGTH = 1_000
_SEGMENTS = 16
_REPEATED = 3  # one path segment, that often

_LEAST = 300  # a pattern may always have so many addresses
_PATH_SHARE = 2  # of a budget, one in so many: a folder of articles
_QUERY_SHARE = 4  # show.asp?id=…, and what serves the rows of lists
_FACETS = 60  # calendars, orders, filters, sessions
_USUAL = 3  # values of a filter that are none yet: a language, a kind of view
_RESTATED = 3  # as many refusals by one rule are written down as the budget has pages, times this
_ALIKE = 50  # pages of one shape in a row that say nothing but what others of it said

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

    def __init__(self, budget: int, day: dt.date, *, capped: bool = True) -> None:
        """Where it is not `capped`, only what is too deep, too long or too much is refused."""
        self.budget = budget
        self._capped = capped
        self._last_month = _month_number(day.year, day.month) + 2
        self._patterns: Counter[str] = Counter()
        self._facets: dict[str, Counter[str]] = {}  # by shape, what its filters were set to
        self._said = Fingerprints()  # shapes with what a page of theirs said
        self._alike: Counter[str] = Counter()
        self.pages = 0
        self.cuts: Counter[str] = Counter()  # refusals by their rule

    def note(self, url: str) -> None:
        """Count an address that was let in before."""
        self.pages += 1
        shape, _, facets = pattern(url, self.budget)
        self._patterns[shape] += 1
        if facets:
            self._facets.setdefault(shape, Counter())[facets] += 1

    def note_cut(self, url: str, rule: str) -> None:
        """Count an address that was refused before."""
        self.cuts[rule] += 1
        if rule == ALIKE:
            self._alike[self._shape(url)] = _ALIKE

    def hear(self, url: str, said: bytes) -> None:
        """Take in the hash of what a page says."""
        shape = self._shape(url)
        key = blake2b(shape.encode("utf-8", "surrogatepass") + said, digest_size=16).digest()
        if key in self._said:
            self._alike[shape] += 1
        else:
            self._said.add(key)
            if 0 < self._alike.get(shape, 0) < _ALIKE:
                del self._alike[shape]

    def says_nothing_new(self, url: str) -> bool:
        """Whether so many pages of an address's shape were alike that no more are asked for."""
        return self._capped and bool(self._alike) and self._alike.get(self._shape(url), 0) >= _ALIKE

    def refusal(self, url: str, depth: int, *, paging: bool = False) -> str:
        """The rule that keeps an address out, or "" after it was counted as let in.

        `paging` says that it continues a list: those may be many of one shape.
        """
        rule = self._rule(url, depth, paging)
        if rule:
            self.cuts[rule] += 1
        else:
            self.note(url)
        return rule

    def is_written_down(self, rule: str) -> bool:
        """Whether refusals by a rule are still worth a row each."""
        return self.cuts[rule] <= self.budget * _RESTATED

    def _shape(self, url: str) -> str:
        return pattern(url, self.budget).shape

    def _rule(self, url: str, depth: int, paging: bool) -> str:
        if depth > DEPTH:
            return "depth"
        if len(url) > _URL_LENGTH:
            return "length"
        if self.pages >= self.budget:
            return "budget"
        return self._trap(url, paging) if self._capped else ""

    def _trap(self, url: str, paging: bool) -> str:
        path = urlsplit(url).path
        if _is_repeated(path):
            return "repeated"
        if self._is_out_of_time(path):
            return "calendar"
        if self.says_nothing_new(url):
            return ALIKE
        shape, most, facets = pattern(url, self.budget)
        if self._strays(shape, facets):
            return "pattern"
        if paging:
            most = max(most, self.budget // _QUERY_SHARE)
        return "pattern" if self._patterns.get(shape, 0) >= most else ""

    def _strays(self, shape: str, facets: str) -> bool:
        """Whether an address is one more of a shape whose filters take ever other values.

        What a parameter is called says little: one that always says the same filters nothing.
        """
        seen = self._facets.get(shape)
        if not facets or seen is None:
            return False
        usual = dict(seen.most_common(_USUAL))
        return facets not in usual and seen.total() - sum(usual.values()) >= _FACETS - _USUAL

    def _is_out_of_time(self, path: str) -> bool:
        # Numbers that look like a month are mostly ids; a whole date, or any in a calendar, is one.
        dates = [(year, month) for year, _, month in _DATE.findall(path)]
        if _CALENDAR.search(path):
            dates += _YEAR_MONTH.findall(path)
        return any(
            int(year) < _FIRST_YEAR or _month_number(int(year), int(month)) > self._last_month
            for year, month in dates
        )


class Pattern(NamedTuple):
    """The shape of an address, digits and tokens folded."""

    shape: str
    most: int  # how many addresses of it a budget allows
    facets: str = ""  # what the parameters that may be filters are set to


@lru_cache(maxsize=4_096)
def pattern(url: str, budget: int) -> Pattern:
    """The pattern that an address follows."""
    parts = urlsplit(url)
    path = _NUMBER.sub("0", _TOKEN.sub("h", parts.path))
    if _CALENDAR.search(path):
        return Pattern(path, _FACETS)
    if not parts.query:
        return Pattern(path, max(_LEAST, budget // _PATH_SHARE))
    values = parse_qsl(parts.query, keep_blank_values=True)
    shape = f"{path}?{'&'.join(name for name, _ in values)}"
    facets = "&".join(f"{name}={value}" for name, value in values if _FACET_NAME.search(name))
    numbered = len(values) <= 3 and any(value.isdigit() for _, value in values)
    most = max(_LEAST, budget // _QUERY_SHARE) if numbered else _LEAST
    return Pattern(shape, most, facets)


def _is_repeated(path: str) -> bool:
    segments = [segment for segment in path.split("/") if segment]
    if len(segments) > _SEGMENTS:
        return True
    if len(set(segments)) == len(segments):
        return False
    counts = Counter(segment for segment in segments if not segment.isdigit())
    return any(count >= _REPEATED for count in counts.values())


def _month_number(year: int, month: int) -> int:
    return year * 12 + month
