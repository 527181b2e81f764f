"""Deriving: the word rules put marks on a page's texts."""

from collections.abc import Sequence
from functools import cached_property
from itertools import chain
from typing import TYPE_CHECKING

import msgspec

from govsweep.facts import Context, Page
from govsweep.rules import Rules

if TYPE_CHECKING:
    from govsweep.words import Matcher


class Deriver:
    """Derives the marks of pages; loads the words when the first page comes.

    Settling often has no page to derive, and reading the words takes a second.
    """

    def __init__(self, rules: Rules, matcher: "Matcher | None" = None) -> None:
        self._rules = rules
        self._given = matcher

    @cached_property
    def _matcher(self) -> "Matcher":
        from govsweep.words import Matcher  # noqa: PLC0415 - see above

        return self._given or Matcher(self._rules)

    def make_ready(self) -> None:
        """Load the words now."""
        _ = self._matcher

    def look_ahead(self, pages: Sequence[Page]) -> None:
        """Derive the marks of pages that come next: together they take half the time."""
        self._matcher.remember(chain.from_iterable(page.blocks for page in pages))

    def __call__(self, page: Page, context: Context) -> Page:
        """The page with its context and its marks, ready to be judged."""
        from govsweep.words import join  # noqa: PLC0415 - see above

        return join(msgspec.structs.replace(page, context=context), self._matcher)
