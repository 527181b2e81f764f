"""Twins: the mobile page and other views of an article are the article, not more of them."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from typing import NamedTuple

from govsweep.facts import Page
from govsweep.print_views import is_print, is_print_of
from govsweep.reading.sketch import letters
from govsweep.reading.twins import is_form_of, twin_key

_TELLING = 8  # characters of a title that hardly two articles of a day share
_MOST = 50  # pieces of one title among which the one that is printed is looked for


class _Edition(NamedTuple):
    """What tells an article from another."""

    url: str
    key: str  # that copies by address share
    day: dt.date | None
    text: bytes
    letters: bytes  # the same without the marks between them
    original: str  # as its own head names it
    mobile: str

    @property
    def is_view(self) -> bool:
        """Whether its address or its head says that it is a copy for telephones or to print."""
        by_address = self.key != self.url.partition("://")[2] or is_print(self.url)
        return by_address or bool(self.original)

    @property
    def named(self) -> tuple[str, ...]:
        """The addresses of the same document that its head names."""
        return tuple(one for one in (self.original, self.mobile) if one)

    @property
    def texts(self) -> tuple[bytes, ...]:
        """What tells that another piece has the same text."""
        return tuple(text for text in (self.text, self.letters) if text)


class Twins:
    """Gathers a site's pieces, and tells which address each of them is known by."""

    def __init__(self) -> None:
        """Begin with none."""
        self._pieces: dict[str, list[_Edition]] = defaultdict(list)  # by title

    def note(self, url: str, page: Page) -> None:
        """Take in an article, or a letter."""
        title = "".join(page.title.split())
        if title:
            day = page.published.date() if page.published is not None else None
            self._pieces[title].append(
                _Edition(
                    url,
                    twin_key(url),
                    day,
                    page.main_hash,
                    letters(page.main_sketch),
                    page.original,
                    page.mobile,
                )
            )

    @cached_property
    def copies(self) -> Mapping[str, str]:
        """By the address of a copy that of its original; asked for when all is gathered.

        They have one title, and the address or the head of one says so, or day and text are alike.
        """
        return {copy: original for copy, original, _ in self._all}

    @cached_property
    def views(self) -> frozenset[str]:
        """The copies that are views of one article: none of them is said to be published twice."""
        return frozenset(copy for copy, _, is_view in self._all if is_view)

    @cached_property
    def _all(self) -> list[tuple[str, str, bool]]:
        return [
            found
            for title, pieces in self._pieces.items()
            if len(pieces) > 1
            for found in _Originals(by_text=len(title) >= _TELLING).sort(pieces)
        ]


class _Originals:
    """The pieces of one title, by all that a copy of them is known by."""

    def __init__(self, *, by_text: bool) -> None:
        self._by_text = by_text
        self._known: dict[object, str] = {}
        self._urls: list[str] = []
        self._urls_of: dict[bytes, list[str]] = {}  # by text

    def sort(self, pieces: Iterable[_Edition]) -> Iterator[tuple[str, str, bool]]:
        """Each copy with its original, and whether it is a view of it.

        The shorter address, for visitors at a desk, goes first.
        """
        pieces = list(pieces)
        mobile = {one.mobile for one in pieces}

        def rank(one: _Edition) -> tuple[bool, int, str]:
            return (one.is_view or one.url in mobile, len(one.url), one.url)

        for one in sorted(pieces, key=rank):
            original = self._viewed(one)
            is_view = bool(original) or one.is_view
            original = original or self._first(_texts(one) if self._by_text else ())
            if original and original != one.url:
                yield one.url, original, is_view
                continue
            self._urls.append(one.url)
            for text in one.texts:
                self._urls_of.setdefault(text, []).append(one.url)
            for mark in (one.url, one.key, *one.named, *_texts(one)):
                self._known.setdefault(mark, one.url)

    def _viewed(self, one: _Edition) -> str:
        """The original that the address or the head of a piece names, or that names it."""
        named = self._first((one.key, one.url, *one.named))
        return named or next(self._longer(one), "")

    def _longer(self, one: _Edition) -> Iterator[str]:
        """Those of which the address of a piece is a longer form: to print, or for the same text.

        The accessible view, that for the elderly and the one that a column links to are such.
        """
        yield from (url for url in self._urls[:_MOST] if is_print_of(one.url, url))
        for text in one.texts:
            alike = self._urls_of.get(text, [])[:_MOST]
            yield from (url for url in alike if is_form_of(one.url, url))

    def _first(self, marks: Iterable[object]) -> str:
        return next((self._known[one] for one in marks if one in self._known), "")


def _texts(one: _Edition) -> list[object]:
    """What says that another piece of the day has the same text."""
    if one.day is None:
        return []
    return [(one.day, text) for text in one.texts]
