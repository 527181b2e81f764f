"""Whether a page that a server says is not there was taken down, or is missing for a night only.

A server that lost its rules for addresses, or serves another site's folder, says of everything that
there is no such page. So what is gone was taken down only where the site shows itself otherwise:
its home page is its own, and of what its pages lead to not most is gone at once. A site built anew
leads to its new addresses, which are there. What pages still lead to was perhaps forgotten in a
list when it was deleted, or it is back tomorrow: a second look tells.
"""

from collections.abc import Callable, Collection

from govsweep.facts import Failure, Page, PageState
from govsweep.link_status import GONE
from govsweep.store import StoredPage

_MANY = 3  # pages that are gone, from which they may say something of their site
_NO_PAGE = (Failure.SOFT_404, Failure.ANY_PAGE)


def is_gone(stored: StoredPage) -> bool:
    """Whether a server said of an address that there is no such page, by its status or in words."""
    failed = stored.state in (PageState.FAILED, PageState.BLOCKED)
    return failed and (stored.status in GONE or stored.reason in _NO_PAGE)


def is_taken_down(
    *,
    home_shown: Callable[[], bool],
    mostly_gone: bool,
    linked: bool,
    gone_before: Callable[[], bool],
) -> bool:
    """Whether a page that is gone was taken down; what is costly is asked last.

    `home_shown` tells whether the site's home page shows itself, and `gone_before` whether the look
    before this one, at which the home page did so, too, met no page either.
    """
    if mostly_gone or not home_shown():
        return False
    return not linked or gone_before()


class GonePages:
    """The pages of one site that are gone, beside where those that were read lead."""

    def __init__(self) -> None:
        """Begin with none."""
        self._led_to: set[str] = set()

    def note(self, page: Page) -> None:
        """Take in where a page leads that was read."""
        self._led_to.update(one.target.partition("#")[0] for one in page.anchors)
        self._led_to.update(row.url for row in page.entries)

    def is_linked(self, url: str) -> bool:
        """Whether a page that was read leads there."""
        return url in self._led_to

    def are_most(self, gone: Collection[str], read: Collection[str]) -> bool:
        """Whether most of what the site's pages lead to is gone; `read` are its inner pages.

        Where nothing else was read that they lead to, what they do not lead to counts as well.
        """
        gone, there = set(gone), len(self._led_to & set(read))
        missing = len(self._led_to & gone) if there else len(gone)
        return missing >= _MANY and missing > there
