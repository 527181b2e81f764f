"""What was gathered of a site, as far as what is owed there depends on it."""

import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import NamedTuple

from govsweep.facts import (
    Article,
    Column,
    Entry,
    Page,
    Quota,
)
from govsweep.settle.dating import Days
from govsweep.settle.listing import Listing
from govsweep.settle.naming import alias, folder_alias


class SiteSight(NamedTuple):
    """What was gathered of a site, as far as what is owed there depends on it."""

    columns: Sequence[Column]
    articles: Sequence[Article]
    listing: Listing
    days: Days
    home: Page | None
    read: frozenset[str]
    gone: frozenset[str]
    failed: Mapping[str, str]
    whole: bool
    spell: Callable[[str], str]  # an address as it is spelt here
    copies: Mapping[str, str]  # by the address of an article's twin that of the article
    letters: frozenset[str] = frozenset()  # addresses of citizens' letters: no unit published them

    @property
    def lists(self) -> Mapping[str, Page]:
        """The pages that may be lists."""
        return self.listing.pages

    def original(self, url: str) -> str:
        """The address by which an article is known that this is one of."""
        return self.copies.get(url, url)

    def settled(self, url: str) -> str:
        """Where an address of the office's leads in the end, as it is spelt here."""
        return self.listing.settled(self.spell(url))

    def column_at(self, url: str) -> Column | None:
        """The column of an address."""
        url = self.settled(url)
        for same in (alias, folder_alias):
            found = next((one for one in self.columns if same(one.url) == same(url)), None)
            if found is not None:
                return found
        return None

    def column_called(self, name: str) -> Column | None:
        """The one column of a name."""
        return by_unique_name(self.columns).get(name) if name else None

    def column_of(self, quota: Quota) -> Column | None:
        """The column in which a quota is counted."""
        return self.column_at(quota.url) if quota.url else self.column_called(quota.column)

    def rows(self, column: Column) -> list[Entry]:
        """All rows of a column, as far as they were read."""
        url = self.listing.settled(column.url)
        page = self.listing.pages.get(url)
        if page is None or not column.seen:
            return list(column.rows)
        return [*self.listing.entries(url, page), *self.listing.further_entries(url)]

    def reaches(self, column: Column, day: dt.date) -> bool:
        """Whether everything that a column shows from a day on was seen."""
        found = [own for row in self.rows(column) if (own := self.days.of(row))]
        page = self.listing.pages.get(self.listing.settled(column.url))
        ends_here = page is not None and not page.more and not page.fetches
        return bool(found) and (min(found) < day or (ends_here and self.whole))


def by_unique_name(columns: Iterable[Column]) -> dict[str, Column]:
    """The columns by name, but those of which there are two."""
    often = Counter(one.name for one in columns)
    return {one.name: one for one in columns if one.name and often[one.name] == 1}
