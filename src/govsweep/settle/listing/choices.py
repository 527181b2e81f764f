"""Pages of one column that its visitors choose by a year, a month or a letter."""

import re
from collections.abc import Callable, Collection, Iterator
from urllib.parse import urlsplit

from govsweep.facts import Page, PageKind, Place, TargetKind
from govsweep.settle.listing.list_pages import ListPages
from govsweep.settle.naming import is_choice

_LEAST = 2  # of a choice
_INDEX_FILE = re.compile(r"(?<=/)[^/]*$")


class ListChoices(ListPages):
    """List pages, with those that are parts of others: the archive of a year is no column."""

    def __init__(self, home: str, with_texts: Callable[[Page], Page] = lambda page: page) -> None:
        """`with_texts` gives a page the texts of its blocks."""
        super().__init__(home, with_texts)
        self._offered: dict[str, dict[str, str]] = {}  # what is chosen, by where it leads
        self._chosen_from: dict[str, list[str]] | None = None

    def take(self, url: str, page: Page) -> None:
        """Take in any page that was read."""
        self._chosen_from = None
        super().take(url, page)
        if page.redirect or page.kind in (PageKind.ARTICLE, PageKind.HOME):
            return
        offered = {
            one.target: one.text
            for one in page.anchors
            if one.kind is TargetKind.PAGE and one.place is not Place.FOOTER and is_choice(one.text)
        }
        if len(offered) >= _LEAST:
            self._offered[url] = offered

    def further(self, url: str) -> tuple[str, ...]:
        """The addresses where a page says that its list goes on, is cut, or has its rows from."""
        return (*super().further(url), *self.choices(url))

    def name(self, url: str, page: Page) -> str:
        """What a column is called; one that is but a year of another, with its year."""
        chosen = "" if url in self.names else self._chosen_names.get(url, "")
        if not chosen or self.choices(url):
            return super().name(url, page)
        return f"{page.column}（{chosen}）" if page.column not in ("", chosen) else chosen

    def is_further(self, url: str) -> bool:
        """Whether a list goes on at this address, serves its rows from there, or is cut so."""
        return super().is_further(url) or self.is_chosen(url)

    def is_chosen(self, url: str) -> bool:
        """Whether an address is where a column shows one of its years, months or letters.

        Where all pages of a choice are such and no menu names one, the shortest is the column.
        """
        if url in self.names:
            return False
        sources = self._sources().get(url, [])
        others = [one for one in sources if one in self.names or not self._sources().get(one)]
        return bool(others) or any((len(one), one) < (len(url), url) for one in sources)

    def offered(self, url: str) -> Iterator[tuple[str, str]]:
        """What a column offers to choose: the words of each choice and its address."""
        return ((self._offered[url][one], one) for one in self.choices(url))

    def choices(self, url: str) -> tuple[str, ...]:
        """The addresses where a column shows what it has of each year, month or letter."""
        if self.is_chosen(url):
            return ()
        return tuple(
            one for one in self._offered.get(url, ()) if one != url and self._is_of(one, url)
        )

    def parts(self, url: str) -> tuple[str, ...]:
        """The addresses of what stands in tabs above a column's list, and is of the column, too.

        What the home page leads to is a column of its own.
        """
        page, home = self.pages[url], self._home_page
        led_to = {one.target for one in home.anchors} if home is not None else set()
        apart = {url, self.home, *led_to, *(step for _, step in page.breadcrumb)}
        return tuple(
            one
            for one in page.tabs
            if one not in apart and (self._is_of(one, url) or self._is_abreast(one, url))
        )

    def _is_abreast(self, url: str, other: str) -> bool:
        """Whether two pages lie in one folder, and each stands in tabs above the other's list."""
        page = self.pages.get(url)
        if page is None or other not in page.tabs:
            return False
        return _is_below(url, _above(other)) and _above(other) != self.home

    def _sources(self) -> dict[str, list[str]]:
        """By address of a page that is chosen the pages that offer it as their own."""
        if self._chosen_from is None:
            self._chosen_from = {}
            for url, offered in self._offered.items():
                for one in offered:
                    if one != url and one in self.pages and self._is_of(one, url):
                        self._chosen_from.setdefault(one, []).append(url)
        return self._chosen_from

    def _is_of(self, url: str, column: str) -> bool:
        """Whether a page is of a column: below its address, in its breadcrumb, by its name."""
        if _is_below(url, column):
            return True
        page, own = self.pages.get(url), self.pages.get(column)
        if page is None or own is None:
            return False
        steps: Collection[str] = [target for _, target in page.breadcrumb]
        return column in steps or (page.column != "" and page.column == own.column)


def _above(url: str) -> str:
    """The address of the folder that holds a page, or a folder."""
    return url.rstrip("/").rpartition("/")[0] + "/"


def _is_below(url: str, column: str) -> bool:
    """Whether an address is another query of a column's, or lies in its folder."""
    one, own = urlsplit(url), urlsplit(column)
    if (one.netloc, one.path) == (own.netloc, own.path):
        return True
    folder = _INDEX_FILE.sub("", own.path)
    return one.netloc == own.netloc and folder != "/" and one.path.startswith(folder)
