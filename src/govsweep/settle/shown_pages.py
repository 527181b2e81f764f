"""What the pages of a site showed at all: by their kinds, with their feet and their files."""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping

from govsweep.addresses import same_page
from govsweep.facts import (
    Attachment,
    ColumnKind,
    FooterMark,
    Page,
    PageKind,
    PagesSeen,
    PageState,
    TargetKind,
)
from govsweep.settle.footers import Footers
from govsweep.settle.kinds import kind_of
from govsweep.settle.listing import Listing

_READ = (PageState.FETCHED, PageState.UNCHANGED)


class ShownPages:
    """Which pages of one site showed anything, and the footers seen on them."""

    def __init__(self, home_url: str) -> None:
        self._home_url = home_url
        self._kinds: Counter[PageKind] = Counter()
        self._shells = 0
        self._files: set[str] = set()  # that pages offer
        self._files_read: set[str] = set()
        self._footers = Footers()
        self._feet: dict[str, dict[FooterMark, str | None]] | None = None

    def note_file(self, url: str, page: Page) -> None:
        """Take in a file that was asked for."""
        if page.attachment is Attachment.READ:
            self._files_read.add(url)

    def note(self, url: str, page: Page, *, home: bool) -> None:
        """Take in a page."""
        self._files.update(one.target for one in page.anchors if one.kind is TargetKind.ATTACHMENT)
        self._shells += page.shell
        self._kinds[PageKind.HOME if home else page.kind] += not page.shell
        self._footers.note(url, page)
        self._feet = None

    @property
    def files(self) -> tuple[int, int]:
        """How many files the pages offer, and of how many nobody read the words."""
        return len(self._files), len(self._files - self._files_read)

    def footers(self, listing: Listing) -> dict[str, dict[FooterMark, str | None]]:
        """The footer marks of the home page and of the columns' first pages, where seen."""
        if self._feet is None:
            self._feet = {
                url: marks
                for url, marks in self._footers.told().items()
                if not listing.is_further(url) or url == self._home_url
            }
        return self._feet

    def unread(
        self,
        listing: Listing,
        home: Page | None,
        pages: Mapping[str, PageState],
        apart: Collection[str],
    ) -> Iterator[ColumnKind]:
        """What menus lead to and nobody read: whether it is stale, or blank, nobody knows."""
        apart = {*apart, *listing.listed}
        if home is not None:
            apart.update(row.url for row in home.entries)
        for url, name in listing.names.items():
            state = pages.get(url)
            if state is not None and state not in _READ and url not in apart:
                yield kind_of(name)

    def told(
        self,
        listing: Listing,
        home: Page | None,
        unread: tuple[ColumnKind, ...],
        blind: tuple[str, ...],
    ) -> PagesSeen:
        """Which pages showed anything, beside the menus and checks that saw nothing."""
        # Of a foot of which a script may write a part, nobody knows whether that is there.
        footers = {
            url: told for url, told in self.footers(listing).items() if "" not in told.values()
        }
        home_foot = same_page(self._home_url, footers) in footers
        return PagesSeen(
            home=home is not None and not home.shell,
            lists=self._kinds[PageKind.LIST],
            articles=self._kinds[PageKind.ARTICLE],
            others=self._kinds[PageKind.OTHER],
            files=len(self._files_read),
            shells=self._shells,
            home_foot=home_foot,
            feet=len(footers) - home_foot,
            unread=unread,
            blind=blind,
        )
