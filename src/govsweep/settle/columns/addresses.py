"""Which of several addresses of one column stands for it."""

import datetime as dt
import re
from collections.abc import Collection, Hashable, Iterator

from govsweep.facts import Column, ColumnKind
from govsweep.settle.listing import Listing
from govsweep.settle.naming import alias

_Found = dict[str, Column]


class BestAddresses:
    """Keeps the columns of a site at their best addresses."""

    def __init__(self, listing: Listing, registered: Collection[str], day: dt.date) -> None:
        """`registered` are the pages of columns that the office registered: these stay."""
        self._listing = listing
        self._registered = registered
        self._day = day

    def one_each(self, found: _Found) -> Iterator[tuple[str, Column]]:
        """Of several addresses of one column, the best."""
        pages: dict[str, list[str]] = {}
        for url in found:
            pages.setdefault(alias(url), []).append(url)
        alike: dict[tuple[str, str], list[str]] = {}
        for urls in pages.values():
            url = self._best(urls, found)
            alike.setdefault((found[url].name, _folded(url)), []).append(url)
        for urls in self._same_pages(alike.values(), found).values():
            best = self._best(urls, found)
            for url in urls:
                if url == best or url in self._registered:
                    yield url, found[url]

    def _same_pages(
        self, alike: Collection[list[str]], found: _Found
    ) -> dict[tuple[Hashable, ColumnKind], list[str]]:
        """The addresses of the same page, of those whose names and addresses are alike the best."""
        kept: dict[tuple[Hashable, ColumnKind], list[str]] = {}
        for urls in alike:
            best = self._best(urls, found)
            for url in urls:
                # Numbers alone tell many columns' addresses apart: what menus name stays.
                if url == best or (url in self._listing.names and "?" not in url):
                    same = self._listing.same_page(url)
                    kept.setdefault((same, found[url].kind), []).append(url)
        return kept

    def _best(self, urls: list[str], found: _Found) -> str:
        return max(urls, key=lambda url: self._worth(url, found[url]))

    def _worth(self, url: str, column: Column) -> tuple[bool, bool, bool, int, int]:
        age = (self._day - column.newest).days if column.newest else 1_000_000
        named = url in self._listing.names
        return (url in self._registered, "?" not in url, named, -age, -len(url))


def _folded(url: str) -> str:
    """An address without its query, all its digits alike."""
    return re.sub(r"\d+", "0", alias(url).partition("?")[0])
