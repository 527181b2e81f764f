"""What a line of text says by itself, wherever it stands: told once for all pages that show it."""

from functools import lru_cache
from hashlib import blake2b
from typing import Literal, TypeAlias

from msgspec import Struct

from govsweep.reading import dates
from govsweep.reading.rowdates import RowDate, edge_date, labelled_date, only_date
from govsweep.reading.wording import boilerplate, speaks_of_footer

REMEMBERED = 100  # characters of a line: those of menus, of footers, the titles of rows
_DATED = 2_000  # characters of a line in which a date is looked for
_SPEAKING = 300  # characters of a line that may be the first of a footer


Named: TypeAlias = tuple[str, RowDate | None]  # a row's title, and the date that was glued to it


class Line(Struct, eq=False, gc=False):
    """A text with what follows from it; what few pages ask for is made out at the first asking."""

    text: str
    hash: bytes
    boilerplate: bool  # it can be no part of an article
    footer: bool  # it has the marks of a page's footer
    _dates: tuple[dates.Seen, ...] | None = None
    _speaks: bool | None = None
    _beside: RowDate | Literal[False] | None = False  # False: not asked yet
    named: Named | None = None  # as the title of a row, once it was asked for (see `rowtitles`)

    def dates(self) -> tuple[dates.Seen, ...]:
        """The whole dates in it."""
        found = self._dates
        if found is None:
            found = self._dates = dates.find_all(self.text) if len(self.text) <= _DATED else ()
        return found

    def beside(self) -> RowDate | None:
        """The date that it tells of a row beside it, alone or with the row's source and visits."""
        found = self._beside
        if found is False:
            text = self.text
            found = self._beside = only_date(text) or labelled_date(text) or edge_date(text)
        return found

    def speaks(self) -> bool:
        """Whether it has the words of a footer, however they are spaced."""
        found = self._speaks
        if found is None:
            short = len(self.text) < _SPEAKING
            found = self._speaks = short and speaks_of_footer(self.text)
        return found


def line_of(text: str) -> Line:
    """The line that a text is; the hostile must not fill the memory with long ones."""
    return folded_line(text) if len(text) <= REMEMBERED else _made(text)


@lru_cache(maxsize=32_768)
def folded_line(text: str) -> Line:
    """The line that a text of at most `REMEMBERED` characters is, its white space folded."""
    folded = " ".join(text.split())
    return _made(text) if folded == text else folded_line(folded)


def _made(text: str) -> Line:
    return Line(text, digest(text), *boilerplate(text))


def digest(text: str) -> bytes:
    """The key of a text: 16 bytes."""
    return blake2b(text.encode("utf-8", "replace"), digest_size=16).digest()
