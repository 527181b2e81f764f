"""Whether newer rows than those read may stand on a column's page, or in what it goes on to."""

import datetime as dt
import re
from collections.abc import Collection, Iterable
from itertools import pairwise

from govsweep.addresses import host
from govsweep.facts import Entry, LooseRow, Page, Place, TargetKind
from govsweep.reading.lines import folded_line
from govsweep.reading.periods import may_reach_beyond
from govsweep.reading.purposes import frames_no_news
from govsweep.settle.dating import Days
from govsweep.settle.filling import Filling
from govsweep.settle.listing import Listing
from govsweep.settle.listing.words import says_moved

_TITLE = re.compile("[\u4e00-\u9fff][^\\n]*[\u4e00-\u9fff]")
_OF_PAGE = re.compile("今天|今日|当前|更新|截至|统计")  # what a day in a line is that of no row
_LEAST_TITLE = 6  # characters beside a day
_LEAST_BESIDE = 9  # characters of a link around the list that is no label
_MAX_LINE = 120  # characters of a row without a link


def may_hold_newer(
    listing: Listing,
    filling: Filling,
    days: Days,
    url: str,
    entries: list[Entry],
    newest: dt.date,
    failed: Collection[str],
) -> bool:
    """Whether rows newer than `newest` may stand where nothing was read.

    A list that goes on and descends has its newest rows on its first page.
    """
    page = listing.pages[url]
    told = [days.of(row) for row in entries]
    may_fill = filling.may_fill(page, descends=_descends(told))
    if page.awaits or may_fill or listing.asks_alone(page):
        return True
    if any(one in failed for one in listing.further(url)):
        return True
    if offers_newer(listing, url, newest, days.today):
        return True
    goes_on = (
        listing.is_unturned(url)
        or listing.missing_rows(url) is not None
        or any(not listing.is_read(one) for one in listing.ahead(url))
    )
    if goes_on and not _descends(told):
        return True
    if told[0] is None and any(told) and not listing.is_of_template(entries[0]):
        return True
    if any(_is_newer_at(listing, days, one, newest) for one in listing.parts(url)):
        return True
    return _shows_newer(listing, filling, days, page, entries, newest)


def _is_newer_at(listing: Listing, days: Days, url: str, newest: dt.date) -> bool:
    """Whether what stands at an address has later rows, or was not read."""
    url = listing.settled(url)
    page = listing.pages.get(url)
    if page is None:
        return not listing.is_read(url)
    return max(days.by_day(listing.entries(url, page)), default=newest) > newest


def offers_newer(listing: Listing, url: str, newest: dt.date, today: dt.date) -> bool:
    """Whether visitors may choose a later year, or a part of a list, whose rows were not read."""
    unread = (text for text, one in listing.offered(url) if not listing.is_read(one))
    return any(
        may_reach_beyond(text, newest, today) for text in (*listing.pages[url].choices, *unread)
    )


def may_be_newer(row: LooseRow, newest: dt.date, today: dt.date) -> bool:
    """Whether a row without a link is later than all others, or may be."""
    return row.date is None or newest < row.date <= today


def _descends(told: Iterable[dt.date | None]) -> bool:
    known = [day for day in told if day is not None]
    return all(later >= day for later, day in pairwise(known)) and len(set(known)) > 1


def _shows_newer(
    listing: Listing,
    filling: Filling,
    days: Days,
    page: Page,
    entries: list[Entry],
    newest: dt.date,
) -> bool:
    """Whether a link or a line of a page's own beside its rows tells a later day, or none."""
    rows = {one.url for one in entries}
    ahead = True  # of all rows
    for anchor in listing.own_links(page):
        if anchor.target in rows:
            ahead = False
            continue
        if anchor.target in (page.url, listing.home):
            continue
        day = days.of_article(anchor.target)
        if (
            day is None
            and not anchor.text
            and _is_still(listing, filling, anchor.target, newest, days.today)
        ):
            continue
        if day is None:
            # A frame has no words: what it shows is unknown.
            least = _LEAST_TITLE if anchor.place is Place.MAIN else _LEAST_BESIDE
            row = ahead and (anchor.kind is TargetKind.ATTACHMENT or len(anchor.text) >= least)
            if row or not anchor.text:
                return True
        elif day > newest and listing.column_of.get(anchor.target) in ("", None, page.column):
            return True
    if any(may_be_newer(one, newest, days.today) for one in listing.own_loose(page)):
        return True
    titles = [one.title for one in entries]
    return any(
        _tells_later(line, newest, days.today) or says_moved(line)
        for line in listing.untold(page)
        if len(line) <= _MAX_LINE and not any(title in line for title in titles)
    )


def _is_still(
    listing: Listing, filling: Filling, url: str, newest: dt.date, today: dt.date
) -> bool:
    """Whether what a page shows in a frame has no rows, and none can come: the weather, a map.

    Of another host's page its address says so, and no more is known.
    """
    page = listing.pages.get(listing.settled(url))
    if page is None:
        return host(url) != host(listing.home) and frames_no_news(url)
    waits = page.shell or page.awaits or page.more or page.fetches or page.brings
    if page.entries or page.loose or waits or page.soft_error or page.redirect:
        return False
    if any(len(one.text) >= _LEAST_BESIDE for one in page.anchors):
        return False
    told = any(_tells_later(line, newest, today) for line in listing.untold(page))
    return not (told or filling.may_be_written(page))


def _tells_later(line: str, newest: dt.date, today: dt.date) -> bool:
    if _OF_PAGE.search(line):
        return False
    title = _TITLE.search(line)
    if title is None or len(title.group()) < _LEAST_TITLE:
        return False
    return any(newest < seen.value.date() <= today for seen in folded_line(line).dates()[:4])
