"""The days of entries: the article's own before its list's, and never one to come."""

import datetime as dt
import re
from collections.abc import Iterable, Iterator
from itertools import pairwise

from govsweep.facts import DateConflict, DateSource, Entry, Page

_WEAK = frozenset((DateSource.REPLY, DateSource.SIGNATURE, DateSource.LIST, DateSource.URL))
# An article's own date that lies so far before its list's is another date that it names:
# of a document's adoption, of an event.
_FAR = dt.timedelta(days=365)
_NEAR = dt.timedelta(days=30)  # between the two days of one article, the year left aside
_YEAR = re.compile(r"(?:19|20)\d\d|\d\d\s*[-./年]\s*\d{1,2}\s*[-./月]\s*\d")


class Days:
    """What the articles of a site say of their days of publication."""

    def __init__(self, today: dt.date) -> None:
        self.today = today
        self._told: dict[str, dt.date] = {}
        self._weak: dict[str, dt.date] = {}

    def note(self, url: str, page: Page) -> None:
        """Take in an article."""
        if page.published is not None:
            weak = page.published_source in _WEAK
            (self._weak if weak else self._told)[url] = page.published.date()

    def of_article(self, url: str) -> dt.date | None:
        """The day an article itself tells, by label, tag, script or address."""
        day = self._told.get(url) or self._weak.get(url)
        return self._past(day)

    def moment_of(self, url: str, page: Page) -> dt.datetime | None:
        """When on its day an article was published; None where no hour is told."""
        moment = page.published
        if moment is None or moment.time() == dt.time() or moment.date() != self.of_article(url):
            return None
        return moment

    def of(self, entry: Entry) -> dt.date | None:
        """The day of a row of a list."""
        listed, told = self._past(entry.date), self._past(self._told.get(entry.url))
        if told is None:
            weak = self._past(self._weak.get(entry.url))
            return weak if weak and _differ_in_year(entry, weak) else listed or weak
        if listed is not None and listed - told > _FAR and not _differ_in_year(entry, told):
            return listed
        return told

    def by_day(self, entries: Iterable[Entry]) -> dict[dt.date, str]:
        """The days of these rows, each with a title."""
        days: dict[dt.date, str] = {}
        for entry in entries:
            day = self.of(entry)
            if day is not None:
                days.setdefault(day, entry.title)
        return days

    def conflicts(self, entries: Iterable[Entry]) -> Iterator[DateConflict]:
        """Where an article tells another day than its list."""
        for entry in entries:
            told = self._told.get(entry.url)
            if told is None or entry.date is None or _differ_in_year(entry, told):
                continue
            if told != entry.date:
                yield DateConflict(entry.url, told, entry.date)

    def _past(self, day: dt.date | None) -> dt.date | None:
        return day if day is not None and day <= self.today else None


def _differ_in_year(entry: Entry, told: dt.date) -> bool:
    """Whether a row shows the day and month that its article tells, and no year of its own."""
    listed = entry.date
    if listed is None or not entry.shown or _YEAR.search(entry.shown):
        return False
    nearest = min(
        (_in_year(listed, year) for year in range(told.year - 1, told.year + 2)),
        key=lambda day: abs(day - told),
    )
    return abs(nearest - told) <= _NEAR


def _in_year(day: dt.date, year: int) -> dt.date:
    return day.replace(year=year, day=min(day.day, 28 if day.month == 2 else day.day))


def rhythm(days: Iterable[dt.date]) -> float | None:
    """The median of days between two days of publication; None where fewer than four are seen."""
    ordered = sorted(days)
    gaps = sorted((later - day).days for day, later in pairwise(ordered))
    if len(gaps) < 3:
        return None
    middle = len(gaps) // 2
    return float(gaps[middle]) if len(gaps) % 2 else (gaps[middle - 1] + gaps[middle]) / 2
