"""The error rate of text in 万分比, as CY/T 266-2023 reckons it: errors in 10,000 characters."""

import math
from collections.abc import Iterable
from typing import NamedTuple

from govsweep.facts import Page

CHECKS = frozenset({"typo", "serious-expression"})  # what counts as an error of writing
NO_RATE = "—"
_WHOLE = 10_000
_Z = 1.96
# Fewer characters have no rate: one slip among them would already be ten in ten thousand, ten times
# what the standard lets pass, and none among them would not tell the site from one as bad as that.
LEAST_CHARACTERS = 1_000


class ErrorRate(NamedTuple):
    """Confirmed errors, and the characters that were read; those only suspected are beside it."""

    errors: int
    characters: int
    suspected: int = 0

    @classmethod
    def of(cls, found: Iterable[tuple[str, bool]], characters: int) -> "ErrorRate":
        """The rate of what was found: its check, and whether it is confirmed."""
        sure = [confirmed for check, confirmed in found if check in CHECKS]
        return cls(sum(sure), characters, len(sure) - sum(sure))

    @classmethod
    def total(cls, rates: Iterable["ErrorRate"]) -> "ErrorRate":
        """The rate of several sites taken together: each publishes its own text."""
        errors, characters, suspected = 0, 0, 0
        for one in rates:
            errors += one.errors
            characters += one.characters
            suspected += one.suspected
        return cls(errors, characters, suspected)

    @property
    def rate(self) -> float | None:
        """Errors in 10,000 characters; None where too few were read to tell."""
        return self.errors / self.characters * _WHOLE if self._tells else None

    @property
    def _tells(self) -> bool:
        return self.characters >= LEAST_CHARACTERS

    @property
    def interval(self) -> tuple[float, float] | None:
        """The 95 % interval of the rate, of a count by Byar's approximation."""
        if not self._tells:
            return None
        some, more = self.errors, self.errors + 1
        low = some * (1 - 1 / (9 * some) - _Z / (3 * math.sqrt(some))) ** 3 if some else 0.0
        high = more * (1 - 1 / (9 * more) + _Z / (3 * math.sqrt(more))) ** 3
        bounds = (bound / self.characters * _WHOLE for bound in (max(0.0, low), high))
        least, most = (min(bound, float(_WHOLE)) for bound in bounds)
        return least, most

    @property
    def cell(self) -> str:
        """The rate with its interval, for a table; a dash where too little was read."""
        if self.interval is None:
            return NO_RATE
        low, high = self.interval
        return f"{self.rate:.2f}（{low:.2f}～{high:.2f}）"

    @property
    def told(self) -> str:
        """The rate in words, for the user."""
        if self.interval is None:
            read = f"只读到 {self.characters} 字" if self.characters else "没有读到文字"
            errors = f"，文字差错 {self.errors} 处" if self.errors else ""
            return f"{read}{errors}，不计差错率"
        low, high = self.interval
        beside = f"；另有疑似 {self.suspected} 处，未计入" if self.suspected else ""
        return (
            f"文字差错 {self.errors} 处，差错率万分之 {self.rate:.2f}"
            f"（{self.characters} 字，95% 区间 {low:.2f}～{high:.2f}）{beside}"
        )


def characters_of(page: Page) -> int:
    """How many characters of a page were read: each text once, white space left out."""
    texts = {block.hash: block.text for block in page.blocks}
    return sum(len("".join(text.split())) for text in texts.values())
