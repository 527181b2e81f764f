"""What the lists of one site have by their templates, beside rows of their own."""

from collections import Counter
from collections.abc import Callable, Hashable, Iterator
from itertools import chain, islice
from typing import NamedTuple

from govsweep.facts import Entry, LooseRow, Page, Place, TargetKind
from govsweep.settle.listing.choices import ListChoices

_MANY = 6  # lists, from which most of them tell what the template is
_COMPARED = 200  # lists whose lines are compared
_ALIKE = 3  # lists by different names that show the same rows: a box beside what each should show
COMMON = 2  # lists that have a line, from which it is the template's


class _OfTemplates(NamedTuple):
    """What the lists of a site have by their templates, beside rows of their own."""

    boxes: frozenset[frozenset[str]]  # rows that stand alone, the same, on lists of several names
    fetched: frozenset[str]
    scripts: frozenset[str]
    fills: frozenset[str]


class ListTemplates(ListChoices):
    """List pages, told apart from what their templates show on all of them."""

    def __init__(self, home: str, with_texts: Callable[[Page], Page] = lambda page: page) -> None:
        """`with_texts` gives a page the texts of its blocks."""
        super().__init__(home, with_texts)
        self._of_templates: _OfTemplates | None = None
        self._beside_rows: Counter[bytes] | None = None
        self._with_loose: frozenset[LooseRow] | None = None

    def take(self, url: str, page: Page) -> None:
        """Take in any page that was read."""
        self._of_templates = self._beside_rows = self._with_loose = None
        super().take(url, page)

    def _by_templates(self) -> _OfTemplates:
        if self._of_templates is None:
            boxes = frozenset(self._boxes())
            lists = [
                one for one in self.pages.values() if one.entries and _row_keys(one) not in boxes
            ]
            plain = [one for one in lists if one.reader == "rows" and not one.hollow]
            self._of_templates = _OfTemplates(
                boxes,
                frozenset(chain.from_iterable(one.fetches for one in lists)),
                frozenset(chain.from_iterable(map(scripts_of, plain))),
                frozenset(chain.from_iterable(one.fills for one in plain)),
            )
        return self._of_templates

    def _boxes(self) -> Iterator[frozenset[str]]:
        """The rows that are all that several lists show, and that none of these is said to hold."""
        alike: dict[frozenset[str], list[str]] = {}
        for url, page in self.pages.items():
            if page.entries:
                alike.setdefault(_row_keys(page), []).append(url)
        for rows, urls in alike.items():
            if len(urls) < _ALIKE:
                continue
            same = {self.same_page(url): url for url in urls}  # one list under many addresses
            names = {self.name(url, self.pages[url]) for url in same.values()}
            if len(names) >= _ALIKE and not names & {self.column_of.get(one, "") for one in rows}:
                yield rows

    def same_page(self, url: str) -> Hashable:
        """What the pages of several addresses have in common that are one list for their readers.

        They name themselves alike and say the same to the last letter. One page of scripts may
        become any list by its address: it counts only where its server named the column in it.
        """
        page = self.pages[url]
        unsure = page.hollow or not (page.column or self.is_plainly_served(url))
        if not (page.entries and page.main_hash and page.title) or unsure:
            return url
        if self.is_home_again(url, page):
            return url  # in place of a column each
        named = (page.document_title, page.title, page.column, page.breadcrumb)
        return (*named, page.main_hash, _row_keys(page))

    def is_plainly_served(self, url: str) -> bool:
        """Whether no script that lists with rows of their own lack could have filled a page."""
        page, rows = self.pages[url], _row_keys(self.pages[url])
        others = [
            one
            for one in self.pages.values()
            if one.entries and one.reader == "rows" and not one.hollow and _row_keys(one) != rows
        ]
        known = set(chain.from_iterable(map(scripts_of, others)))
        fills = set(chain.from_iterable(one.fills for one in others))
        return not (page.fetches or scripts_of(page) - known or set(page.fills) - fills)

    def is_beside(self, page: Page) -> bool:
        """Whether all rows of a page are those of a box that stands on other lists as well."""
        return bool(page.entries) and _row_keys(page) in self._by_templates().boxes

    def _are_of_template(self, rows: list[Entry]) -> bool:
        """Whether rows without days stand on most of the site's lists: links for its visitors."""
        return all(map(self.is_of_template, rows))

    def is_of_template(self, row: Entry) -> bool:
        """Whether a row without a day leads where most of the site's lists lead: to its owner."""
        return row.date is None and self._spread[row.url] >= self.most

    @property
    def most(self) -> int:
        """On how many of the site's lists stands what most of them have."""
        return max(_MANY, len(self.pages) // 2 + 1)

    def _lists_with(self) -> Counter[bytes]:
        """On how many lists a line, by its hash, stands beside rows."""
        if self._beside_rows is None:
            with_rows = islice((one for one in self.pages.values() if one.entries), _COMPARED)
            lines = ({block.hash for block in one.blocks} for one in with_rows)
            self._beside_rows = Counter(chain.from_iterable(lines))
        return self._beside_rows

    def own_loose(self, page: Page) -> Iterator[LooseRow]:
        """A page's rows without links, but for those that most lists show in the same place."""
        if self._with_loose is None:
            lists = [set(one.loose) for one in self.pages.values() if one.entries]
            most = max(COMMON, len(lists) // 2)
            counted = Counter(chain.from_iterable(lists))
            self._with_loose = frozenset(one for one, many in counted.items() if many > most)
        common = self._with_loose
        return (one for one in page.loose if not one.spot or one not in common)

    def untold(self, page: Page) -> Iterator[str]:
        """A page's own lines that stand on no other list."""
        lists = self._lists_with()
        blocks = self._with_texts(page).blocks
        return (
            one.text
            for one in blocks
            if one.place in (Place.MAIN, Place.NAVIGATION) and lists[one.hash] < COMMON
        )


def _row_keys(page: Page) -> frozenset[str]:
    return frozenset(one.url or one.title for one in page.entries)


def scripts_of(page: Page) -> set[str]:
    """The scripts that a page loads, without their queries."""
    scripts = (one for one in page.anchors if one.kind is TargetKind.SCRIPT)
    return {one.target.partition("?")[0] for one in scripts}
