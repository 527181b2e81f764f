"""Spellings: one for each page of a site, in whatever ways its pages write the address."""

from collections.abc import Iterable, Mapping
from typing import Any

import msgspec

from govsweep.addresses import canonical, ordered
from govsweep.facts import Page


def by_form(urls: Iterable[str]) -> dict[str, str]:
    """Addresses by the form by which they are known; of several spellings the last stands."""
    return {canonical(url) or url: url for url in urls}


class Spellings:
    """The spelling by which settling joins what pages say of an address.

    A page that a sweep asked for is called as it was asked for, so that what is shown can be
    opened; one that was a column before is called as it was then, so that it stays that column.
    """

    def __init__(self, targets: Mapping[str, str]) -> None:
        """`targets` are the spellings of link targets, by form."""
        self._targets = targets
        self._asked: dict[str, str] = {}
        self._columns: dict[str, str] = {}
        self._other = _Other(self.of)

    def call(self, url: str) -> None:
        """Note how a page was asked for."""
        self._asked[canonical(url) or url] = url
        self._other.clear()

    def call_column(self, url: str, *, registered: bool) -> None:
        """Note how a column was called before."""
        form = canonical(url) or url
        asked = self._asked.get(form, url)
        # An older release sorted queries; as the page is asked for now, it can be opened.
        if registered or ordered(asked) != ordered(url):
            self._columns[form] = url
            self._other.clear()

    def of(self, url: str) -> str:
        """The spelling of an address, its fragment kept."""
        address, hash_sign, part = url.partition("#")
        form = canonical(address) or address
        known = self._columns.get(form) or self._asked.get(form) or self._targets.get(form)
        return f"{known or address}{hash_sign}{part}"

    def page(self, page: Page) -> Page:
        """A page with every address on it in its spelling."""
        changed = {name: value for name, value in self._fields(page) if value is not None}
        return msgspec.structs.replace(page, **changed) if changed else page

    def _fields(self, page: Page) -> Iterable[tuple[str, Any]]:
        other = self._other
        yield "url", other[page.url] or None
        yield "redirect", other[page.redirect] or None
        yield "anchors", self._rows(page.anchors, "target")
        yield "jumps", self._rows(page.jumps, "target")
        yield "entries", self._rows(page.entries, "url")
        for name, urls in (("more", page.more), ("fetches", page.fetches), ("tabs", page.tabs)):
            yield name, self._all(urls)
        if any(other[url] for _, url in page.breadcrumb):
            yield "breadcrumb", tuple((name, other[url] or url) for name, url in page.breadcrumb)
        if any(other[url] for one in page.sections for url in (*one.urls, one.more)):
            yield (
                "sections",
                tuple(
                    msgspec.structs.replace(
                        one, urls=self._all(one.urls) or one.urls, more=other[one.more] or one.more
                    )
                    for one in page.sections
                ),
            )

    def _all(self, urls: tuple[str, ...]) -> tuple[str, ...] | None:
        if not any(map(self._other.__getitem__, urls)):
            return None
        return tuple(dict.fromkeys(self._other[url] or url for url in urls))

    def _rows(self, rows: tuple[Any, ...], field: str) -> tuple[Any, ...] | None:
        spelt = [self._other[getattr(one, field)] for one in rows]
        if not any(spelt):
            return None
        return tuple(
            msgspec.structs.replace(one, **{field: other}) if other else one
            for one, other in zip(rows, spelt, strict=True)
        )


_REMEMBERED = 200_000  # addresses


class _Other(dict[str, str]):
    """The spelling of an address where that is another one, else ""; most are looked up often."""

    def __init__(self, spell: Any) -> None:
        self._spell = spell

    def __missing__(self, url: str) -> str:
        spelt = self._spell(url) if url else url
        if len(self) >= _REMEMBERED:
            self.clear()
        other = self[url] = "" if spelt == url else spelt
        return other
