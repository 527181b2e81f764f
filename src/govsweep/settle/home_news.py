"""The news of a home page: the day of the newest, and whether there may be later ones unseen."""

import datetime as dt
import re
from collections.abc import Iterable, Iterator
from functools import cached_property
from urllib.parse import urlsplit

from govsweep.addresses import host
from govsweep.facts import Anchor, Column, Page, Place, TargetKind
from govsweep.reading.lines import folded_line
from govsweep.settle.dating import Days
from govsweep.settle.filling import Filling
from govsweep.settle.listing import Listing
from govsweep.settle.newer import may_be_newer

_FEW = 3  # dated rows; with fewer a home page only leads to its columns
_ENDS_IN_DAY = re.compile(r"\d\s*日?\s*[)）\]】]?\s*$")
_LEAST_TITLE = 9  # characters of a link that is no label
_SHOWN_IN = (Place.MAIN, Place.NAVIGATION)


class HomeNews:
    """What a home page shows of its site's news; asked for when all pages are gathered."""

    def __init__(
        self, page: Page, listing: Listing, days: Days, filling: Filling, day: dt.date
    ) -> None:
        """`page` with its texts, as it was read on `day`."""
        self._page = page
        self._listing = listing
        self._days = days
        self._filling = filling
        self._day = day
        self._framed, self._is_whole = listing.framed_entries(page)
        self._fronts = listing.fronts(page)

    def newest(self, columns: Iterable[Column]) -> dt.date | None:
        """The day of the newest information.

        Where the home page is only a navigation page, that of all its columns.
        """
        if self._page.shell:
            return None
        days = [day for row in self._framed if (day := self._days.of(row))]
        for page in (self._page, *self._fronts):
            days += self._shown_on(page)
        if len(days) < _FEW:
            days += [column.newest for column in columns if column.newest is not None]
        return max(days, default=None)

    def _shown_on(self, page: Page) -> Iterator[dt.date]:
        """The days of a page's rows and of what else it leads to; a picture's words tell one."""
        yield from (day for row in page.entries if (day := self._days.of(row)))
        listed = {row.url for row in page.entries}
        for anchor in page.anchors:
            if anchor.place in _SHOWN_IN and anchor.target not in listed:
                day = self._days.of_article(anchor.target) or self._told_by(anchor)
                if day is not None:
                    yield day

    def _told_by(self, anchor: Anchor) -> dt.date | None:
        """The day that the words of a link tell at their end, of what was not read itself."""
        if anchor.kind is not TargetKind.PAGE or self._listing.is_read(anchor.target):
            return None
        told = folded_line(anchor.text).dates()[-1:] if _ENDS_IN_DAY.search(anchor.text) else ()
        day = told[0].value.date() if told else None
        return day if day is not None and day <= self._day else None

    @cached_property
    def is_partly(self) -> bool:
        """Whether it may show what is newer than the days that were read of it.

        Scripts and frames may show that, lines without a link, and links whose day nobody knows.
        """
        return not self._is_whole or any(map(self._is_read_partly, (self._page, *self._fronts)))

    def _is_read_partly(self, page: Page) -> bool:
        newest = max(self._days.by_day(page.entries), default=None)
        later = newest is not None and any(
            may_be_newer(one, newest, self._day) for one in page.loose
        )
        undated = any(map(self._may_be_news, page.anchors))
        return later or page.awaits or undated or self._filling.may_fill(page)

    def _may_be_news(self, link: Anchor) -> bool:
        """Whether a link to another host is news of a day that nobody knows.

        What leads to the front of another's site is a link to its owner.
        """
        if link.place is not Place.MAIN or link.kind is not TargetKind.PAGE:
            return False
        deep = urlsplit(link.target).path.strip("/") != ""
        away = host(link.target) != host(self._page.url) and not self._listing.is_read(link.target)
        return deep and away and len(link.text) >= _LEAST_TITLE and link.target not in self._dated

    @cached_property
    def _dated(self) -> frozenset[str]:
        """Where the rows lead whose day is known."""
        rows = (one for page in (self._page, *self._fronts) for one in page.entries)
        return frozenset(one.url for one in rows if self._days.of(one) is not None)
