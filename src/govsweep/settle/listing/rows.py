"""The rows of one site's lists: on their first pages, their further ones, and what serves them."""

from collections.abc import Callable, Iterable, Mapping

from govsweep.addresses import host
from govsweep.facts import Entry, Page, Place, TargetKind
from govsweep.settle.listing.templates import ListTemplates
from govsweep.settle.naming import first_pages, is_name

DEEPEST = 3  # frames within frames
_LEAST_PICTURES = 3  # that are a list
_COMMON = 2  # pages that show a frame, from which it is no column's own


class ListRows(ListTemplates):
    """List pages with their rows, wherever these were read."""

    def __init__(self, home: str, with_texts: Callable[[Page], Page] = lambda page: page) -> None:
        """`with_texts` gives a page the texts of its blocks."""
        super().__init__(home, with_texts)
        self._goes_on: dict[str, list[str]] | None = None

    def take(self, url: str, page: Page) -> None:
        """Take in any page that was read."""
        self._goes_on = None
        super().take(url, page)

    def entries(self, url: str, page: Page) -> list[Entry]:
        """The rows of a column, of its first page or of the address that serves them."""
        found = list(page.entries)
        if not found:
            found = [row for one in self._serving(url) for row in self.pages[one].entries]
        if not found:
            found = [row for one in self._chosen(url) for row in self.pages[one].entries]
        if not found:
            found = [
                Entry(self._titles[one], one, None)
                for one in self.pictured(page)
                if self._titles.get(one)
            ]
        if self._are_of_template(found) or self.is_beside(page):
            return []
        return [one for one in found if one.url not in (url, self.home) and not self._turns(one)]

    def pictured(self, page: Page) -> list[str]:
        """What the pictures in a page's own part lead to, where several stand there without words.

        A picture's own words are none that a visitor sees.
        """
        alone = dict.fromkeys(
            one.target
            for one in page.anchors
            if one.kind is TargetKind.PAGE
            and one.place is Place.MAIN
            and one.target not in (page.url, self.home, *page.more)
            and host(one.target) == host(page.url)
            and self._spread[one.target] < _COMMON
        )
        if len(alone) < _LEAST_PICTURES:
            return []
        lines = "".join(one.text for one in self._with_texts(page).blocks)
        worded = {one.target for one in page.anchors if one.text and one.text in lines}
        found = [one for one in alone if one not in worded]
        return found if len(found) >= _LEAST_PICTURES else []

    def further_entries(self, url: str) -> list[Entry]:
        """The rows of a column's further pages, as far as those were read."""
        chosen = self._chosen(url)
        behind = (more for one in chosen for more in self._turned(one))
        return self._rows_of([*self._turned(url), *chosen, *behind])

    def _turned(self, url: str) -> list[str]:
        """The further pages of a column, or of what serves its rows."""
        pages = self._going_on(url)
        page = self.pages.get(url)
        if page is not None and not page.entries:  # what serves its rows goes on by itself
            for one in self._serving(url):
                pages += self._going_on(one)
        return pages

    def _rows_of(self, pages: Iterable[str]) -> list[Entry]:
        own = [
            one
            for one in dict.fromkeys(pages)
            if one in self.pages and not self._is_shared_frame(one)
        ]
        return [row for one in own for row in self.pages[one].entries]

    def framed_entries(self, page: Page) -> tuple[list[Entry], bool]:
        """The rows of what a page shows in frames, and whether all of these were read."""
        rows: list[Entry] = []
        level, whole = [page.url], True
        for _ in range(DEEPEST):
            level = [one for url in level for one in self._more.get(url, ())]
            whole = whole and all(one in self.pages for one in level)
            rows += [row for one in level if one in self.pages for row in self.pages[one].entries]
        return rows, whole

    def is_first_only(self, url: str) -> bool:
        """Whether a column says that it goes on, and none of its further pages was read."""
        page = self.pages.get(url)
        return page is not None and page.unturned and not self._rows_of(self._turned(url))

    def is_unturned(self, url: str) -> bool:
        """The same, or whether scripts may yet draw what says so."""
        page = self.pages.get(url)
        may = page is not None and page.turnable and not self._rows_of(self._turned(url))
        return may or self.is_first_only(url)

    def ahead(self, url: str) -> list[str]:
        """The addresses where a column goes on, and where the pages read there say that they do."""
        found = dict.fromkeys(self.further(url))
        for one in self._turned(url):
            found.update(dict.fromkeys(self._more.get(one, ())))
        return [one for one in found if one != url]

    def missing_rows(self, url: str) -> tuple[int, int] | None:
        """How many rows of a column were read, and how many it says it has, where it says more."""
        page = self.pages.get(url)
        if page is None:
            return None
        serving = [url, *self._more.get(url, ()), *self._serving(url)]
        told = max((self.pages[one].total for one in serving if one in self.pages), default=0)
        rows = (*self.entries(url, page), *self.further_entries(url))
        read = len({(row.url, row.title, row.date) for row in rows})
        behind = [more for one in serving for more in self._going_on(one)]
        if any(map(self._breaks_off, (*serving, *behind))):
            told = max(told, read + 1)
        return (read, told) if 0 < read < told else None

    def _breaks_off(self, url: str) -> bool:
        """Whether what serves rows goes on, and nothing of that was read."""
        page = self.pages.get(url)
        if page is None or page.reader != "served":
            return False
        further = self._more.get(url, ())
        if not further:  # it says only that there are more rows, and nobody asked for those
            return page.total == len(page.entries) + 1
        return not any(one in self.pages for one in further)

    def _chosen(self, url: str) -> list[str]:
        """The pages of a column's years, months or letters, as far as they were read."""
        return [one for one in self.choices(url) if one in self.pages]

    def _going_on(self, url: str) -> list[str]:
        """The further pages of one, and what these serve further."""
        pages = [*self._more.get(url, ()), *self._continued().get(url, ())]
        known = set(pages)
        for one in pages:  # which grows: each may name the next one only
            if one in self.pages and self.pages[one].reader == "served":
                new = [more for more in self._more.get(one, ()) if more not in known]
                known.update(new)
                pages += new
        return pages

    def _serving(self, url: str) -> list[str]:
        """The addresses that serve a page's rows: those it asks or frames, and frames in these.

        Of several frames the list is the one that tells days; beside it stand menus.
        """
        seen, level = {url}, [url]
        first: list[str] = []
        for _ in range(DEEPEST):
            asked = dict.fromkeys(more for one in level for more in self._more.get(one, ()))
            level = [
                one
                for one in asked
                if one in self.pages and one not in seen and not self._is_shared_frame(one)
            ]
            seen.update(level)
            dated = [one for one in level if any(row.date for row in self.pages[one].entries)]
            if dated:
                return dated
            first = first or [one for one in level if self.pages[one].entries]
            level = [one for one in level if not self.pages[one].entries]
        return first

    def _is_shared_frame(self, url: str) -> bool:
        """Whether several pages show an address in a frame: its rows are no column's own.

        Pages with rows do not say that they have a frame, too: what most pages show is such.
        """
        return self._framing[url] >= _COMMON or self._wordless[url] >= self.most

    def _continued(self) -> Mapping[str, list[str]]:
        """The pages that by their addresses go on from another: index_2.html from index.html."""
        if self._goes_on is None:
            self._goes_on = {}
            for url in self.pages:
                if url not in self.names:
                    firsts = (one for one in first_pages(url) if one in self.pages and one != url)
                    for first in firsts:
                        self._goes_on.setdefault(first, []).append(url)
        return self._goes_on

    def _turns(self, entry: Entry) -> bool:
        """Whether a row is the pager's: it leads to another page of a list."""
        return entry.url in self._further and not is_name(entry.title)
