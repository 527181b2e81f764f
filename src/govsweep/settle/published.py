"""What units published on a site: each piece once, with its day and its column."""

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from govsweep.facts import (
    Article,
    Column,
    Context,
    Entry,
    Page,
    Place,
    Published,
    Quota,
    TargetKind,
)
from govsweep.letters import is_letters
from govsweep.settle.site_sight import SiteSight, by_unique_name

_TELLING = 8  # characters of a title that hardly two articles of a day share
_SHORTEST = 4  # characters of a source by which a unit's name may end


class ShownPiece(NamedTuple):
    """A piece of information that a site shows."""

    unit: str
    column: str
    url: str  # of the column; "" where no list shows it
    day: dt.date | None
    pictured: bool


class PieceCollector:
    """Gathers a site's articles, and tells who published what where."""

    def __init__(self, context: Context, units: frozenset[str]) -> None:
        """`units` are the names by which sources are known."""
        self._context = context
        self._units = units
        self._named: dict[str, str] = {}
        self._sources: dict[str, str] = {}
        self._pictured: set[str] = set()

    def note(self, url: str, page: Page) -> None:
        """Take in an article."""
        if page.source:
            self._sources[url] = page.source
        if any(one.kind is TargetKind.IMAGE and one.place is Place.MAIN for one in page.anchors):
            self._pictured.add(url)

    def shown(self, sight: SiteSight, quotas: Iterable[Quota]) -> Iterator[ShownPiece]:
        """Each piece once: by the first list that shows it, else by its own column's name."""
        counted = _letters(sight, quotas)
        elsewhere: set[str] = set()  # listed by a column that is not their own
        copies: set[bytes | tuple[str, dt.date]] = set()
        by_url = {one.url: one for one in sight.articles}
        by_name = by_unique_name(sight.columns)
        for column in sight.columns:
            for entry in sight.rows(column):
                key = _key(entry, column, sight)
                own = by_url.get(entry.url)
                if own is not None and by_name.get(own.column, column) is not column:
                    elsewhere.add(own.url)
                    continue
                if key in counted:
                    continue
                counted.add(key)
                if own is not None:
                    copies.update(_marks(own))
                yield self._piece(entry.url, column.name, column, sight.days.of(entry))
        for one in sight.articles:
            if sight.original(one.url) in counted or not copies.isdisjoint(_marks(one)):
                continue
            if one.published is None and one.url not in elsewhere:
                continue  # no list shows it, nor does it a day: perhaps it is none
            found = by_name.get(one.column)
            copies.update(_marks(one))
            yield self._piece(one.url, one.column, found, one.published)

    def _piece(self, url: str, name: str, column: Column | None, day: dt.date | None) -> ShownPiece:
        site = self._context.site
        owner = (column.owner if column is not None else "") or site.organizer or site.name
        unit = self._unit(self._sources.get(url, "")) or owner
        return ShownPiece(unit, name, column.url if column else "", day, url in self._pictured)

    def _unit(self, source: str) -> str:
        """The unit that a source names; "" where it is none that is known."""
        if source not in self._named:
            found = [source] if source in self._units else []
            if not found and len(source) >= _SHORTEST:
                found = [one for one in self._units if one.endswith(source)]
            self._named[source] = found[0] if len(found) == 1 else ""
        return self._named[source]


def _letters(sight: SiteSight, quotas: Iterable[Quota]) -> set[str]:
    """What citizens wrote, which no unit publishes: letters, and what their columns show.

    A column for which the office itself set a quota counts all the same.
    """
    by_url = {one.url: one for one in sight.articles}
    by_name = by_unique_name(sight.columns)
    owed = {column.url for one in quotas if (column := sight.column_of(one))}
    found = {sight.original(one) for one in sight.letters}
    found.update(sight.original(one.url) for one in sight.articles if is_letters(one.column))
    for column in sight.columns:
        if not is_letters(column.name):
            continue
        keys = {
            _key(row, column, sight)
            for row in sight.rows(column)
            if (own := by_url.get(row.url)) is None or by_name.get(own.column, column) is column
        }
        found = found - keys if column.url in owed else found | keys
    return found


def _key(entry: Entry, column: Column, sight: SiteSight) -> str:
    """By what a row is known: the article that it leads to, else its title there."""
    return sight.original(entry.url) or f"{column.url}\0{entry.title}"


def _marks(article: Article) -> Iterator[bytes | tuple[str, dt.date]]:
    """By what a second view of it is known: its text, or (views for print) its title and day."""
    if article.main_hash:
        yield article.main_hash
    if article.published is not None and len(article.title) >= _TELLING:
        yield article.title, article.published


def counted(pieces: Iterable[ShownPiece], first: dt.date) -> Iterator[Published]:
    """How many there are by month; of years before the last nobody asks, and sites show decades."""
    sums: Counter[tuple[str, str, str, dt.date | None]] = Counter()
    pictured: Counter[tuple[str, str, str, dt.date | None]] = Counter()
    for one in pieces:
        if one.day is not None and one.day < first:
            continue
        key = (one.unit, one.column, one.url, one.day.replace(day=1) if one.day else None)
        sums[key] += 1
        pictured[key] += one.pictured
    for key in sorted(sums, key=lambda one: (*one[:3], one[3] or dt.date.min)):
        yield Published(*key, sums[key], pictured[key])
