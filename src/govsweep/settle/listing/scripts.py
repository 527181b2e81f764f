"""What scripts may yet fill of one site's lists, and what their services said instead."""

from collections.abc import Iterator
from itertools import chain

from govsweep.facts import Page
from govsweep.settle.listing.rows import DEEPEST, ListRows
from govsweep.settle.listing.templates import scripts_of

SHORT = 120  # characters: a longer text is no pager
_LITTLE = 600  # characters: a page that says more is none that its scripts have yet to fill
_MANY = 6  # pages that show a frame, from which it is of the template


class ListScripts(ListRows):
    """List pages, and whether anybody knows what their scripts show."""

    def waits_for_rows(self, url: str) -> bool:
        """Whether rows are served from an address that was not read.

        What scripts ask for on pages that do show rows is a counter or the weather.
        """
        if self._is_unanswered(url):
            return True
        if self.is_told_none(url):
            return False
        page = self.pages[url]
        if page.awaits or any(map(self._may_be_filled, self._inner(url))):
            return True
        return page.main_length <= _LITTLE and bool(
            set(page.fetches) - self._by_templates().fetched
        )

    def is_told_none(self, url: str) -> bool:
        """Whether the service of a column's list was asked, and said that there are no rows.

        What else a shell shows is known only where its scripts have run.
        """
        page = self.pages[url]
        if page.entries or page.answered_none or page.shell:
            return page.answered_none
        asked = [self.pages.get(one) for one in self._more.get(url, ())]
        return bool(asked) and all(one is not None and one.answered_none for one in asked)

    def is_filled_over(self, page: Page) -> bool:
        """Whether scripts of its own may fill an empty place for a list above a page's rows."""
        return page.hollow and bool(page.fetches or self._strange(page))

    def is_plainly_blank(self, url: str) -> bool:
        """Whether nothing could fill a page without rows: it was written so by its server."""
        page = self.pages[url]
        known = self._by_templates()
        asks = set(page.fetches) - known.fetched or page.more
        return self.is_told_none(url) or not (page.shell or asks or self._strange(page))

    def asks_alone(self, page: Page) -> bool:
        """Whether a page's scripts ask by themselves what those of no other list ask."""
        others = [one.fetches for one in self.pages.values() if one.entries and one is not page]
        return bool(set(page.fetches).difference(chain.from_iterable(others)))

    def _inner(self, url: str) -> Iterator[Page]:
        """The pages without rows that a page shows in frames, as far as they were read."""
        own = (one for one in self._more.get(url, ()) if self._framing[one] < _MANY)
        known = (self.pages.get(one) for one in own)
        return (one for one in known if one is not None and not one.entries)

    def _may_be_filled(self, page: Page) -> bool:
        """Whether scripts may write into a framed page what it lacks."""
        if page.answered_none:
            return False
        return page.shell or page.awaits or bool(page.fetches or scripts_of(page))

    def _is_unanswered(self, url: str, depth: int = 0) -> bool:
        """Whether nothing was read of what a page asks for its rows, or a frame in it."""
        more = self._more.get(url, ())
        known = [one for one in more if one in self._known]
        if more and not known:
            return True
        inner = (one for one in known if one in self.pages and not self.pages[one].entries)
        return depth < DEEPEST - 1 and any(self._is_unanswered(one, depth + 1) for one in inner)

    def may_be_drawn(self, url: str) -> bool:
        """Whether a page without words has scripts that no page with rows of its own has."""
        page = self.pages[url]
        little = page.main_length <= SHORT and not self.is_told_none(url)
        return little and self.may_be_blank(url) and bool(self._strange(page))

    def _strange(self, page: Page) -> set[str]:
        """The scripts of a page that no page with rows of its own has."""
        known = self._by_templates()
        return scripts_of(page) - known.scripts or set(page.fills) - known.fills
