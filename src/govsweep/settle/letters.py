"""The letters of a site: told by themselves, or by the columns that list them."""

from collections.abc import Callable, Collection, Iterable

import msgspec

from govsweep.facts import Letter, Page, PageKind, Place
from govsweep.letters import (
    is_letter_page,
    is_letters,
    letter_of,
    letters_listed,
    may_be_letter,
    names_no_column,
    united,
    with_flaws,
)

_LONGEST = 5_000  # characters of one that is kept until its column is known
_OF_LETTERS = (Place.MAIN, Place.NAVIGATION)
_MOST = 3_000  # whose texts are asked for; a site that publishes more tells enough


class Letters:
    """The letters that the pages of one site publish."""

    def __init__(self, with_texts: Callable[[Page], Page]) -> None:
        """`with_texts` gives a page the texts of its blocks."""
        self._with_texts = with_texts
        self._own: list[Letter] = []
        self._listed: list[Letter] = []
        self._rows: set[str] = set()  # what columns of letters lead to
        self._columnless: dict[str, Page] = {}  # that are letters if such a column lists them

    def note(self, url: str, page: Page) -> None:
        """Take in a page."""
        lists = page.kind is PageKind.LIST and is_letters(page.title + page.column)
        if lists:
            self._rows.update(one.url for one in page.entries if one.url)
        if len(self._own) >= _MOST:
            return
        if is_letter_page(page):
            self._take(url, page)
        elif may_be_letter(page) and names_no_column(page):
            if page.main_length <= _LONGEST and len(self._columnless) < _MOST:
                self._columnless[url] = Page(
                    url=url,
                    title=page.title or page.document_title,
                    blocks=tuple(one for one in page.blocks if one.place in _OF_LETTERS),
                )
        elif lists:
            self._listed += letters_listed(self._with_texts(page))

    def told(self, copies: Collection[str]) -> tuple[Letter, ...]:
        """All of them but those on `copies` of pages, newest first; the last that is asked."""
        for url in sorted(self._rows & self._columnless.keys()):
            self._take(url, self._columnless[url])
        self._columnless.clear()
        return with_flaws(united(_apart(self._own, copies), _apart(self._listed, copies)))

    def _take(self, url: str, page: Page) -> None:
        letter = letter_of(self._with_texts(page))
        if letter is not None:
            self._own.append(msgspec.structs.replace(letter, url=url))


def _apart(letters: Iterable[Letter], copies: Collection[str]) -> list[Letter]:
    return [one for one in letters if one.url not in copies]
