"""What a list page without rows shows as its own, by which it is no blank column."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from itertools import islice

from govsweep.addresses import host
from govsweep.facts import Anchor, Block, Page, Place, TargetKind
from govsweep.reading.wording import is_function
from govsweep.settle.listing import words
from govsweep.settle.listing.scripts import SHORT, ListScripts
from govsweep.settle.listing.templates import COMMON
from govsweep.settle.naming import alias, is_name

_OWN_LINKS = 2  # links that stand on no other page, from which a page shows something
_ROW = 80  # characters of a line that may be a row
_LEAST_ROWS = 3
_DAYS = frozenset(map(str, range(1, 29)))
_CELLS = 3  # lines of a small table: no word that there is nothing has so many
_LEAST_NAME = 4  # characters of a link that tells where it leads
_FEW_STEPS = 2  # of a breadcrumb: a line that names so many is one
_COMPARED = 200  # lists whose lines are compared
_COMMON = 2  # pages of a site on which a link stands that belongs to one of them
_EMPTY_PICTURE = re.compile(
    r"/(?:no|zan_?wu|wu)[_-]?(?:data|content|info|news|shu_?ju|nei_?rong)[^/]*$|/empty[^/]*$"
)
_INDEX_FILE = re.compile(r"(?<=/)(?:index|default)\.\w{2,5}$", re.IGNORECASE)


class Listing(ListScripts):
    """The pages of one site that may be columns, with all that each of them shows."""

    def pieces(self, url: str, page: Page) -> int:
        """How many things other than rows a page shows as its own."""
        if self._leads_below(url, page) or self._leads_on(url, page):
            return _OWN_LINKS
        own = [
            anchor
            for anchor in (*page.anchors, *page.shown)
            if anchor.place is not Place.FOOTER
            and anchor.kind not in (TargetKind.STYLE, TargetKind.SCRIPT)
            and anchor.target not in (url, self.home)
            and self._spread[anchor.target] < _COMMON
            and not self._is_step(anchor, page)
            and not _is_empty_picture(anchor)
        ]
        if len(own) < _OWN_LINKS:
            own = [one for one in own if one.place is Place.MAIN or _is_offered(one, url)]
        if own and all(_is_heading(one, page) for one in own) and self._says_nothing(page):
            own = []
        forms = [form for form in page.forms or () if self._spread[form] < _COMMON]
        return len(own) + len(forms) + self._has_words(page)

    def shows_pictures(self, page: Page) -> bool:
        """Whether a page without rows shows pictures that no list has beside its rows.

        Other pages may show them, too: what visitors see is no empty page, whoever else has it.
        """
        with_rows = islice((one for one in self.pages.values() if one.entries), _COMPARED)
        usual = {one.target for other in with_rows for one in _pictures(other)}
        return any(
            one.place is Place.MAIN
            and one.target not in usual
            and not _is_empty_picture(one)
            and not _is_heading(one, page)
            for one in _pictures(page)
        )

    def says_where(self, page: Page) -> bool:
        """Whether a page without rows has a link in words of its own, wherever that leads.

        Others may lead there, too, in other words: 点击进入办事大厅, 关于我们 in the footer.
        """
        others = islice((one for one in self.pages.values() if one.url != page.url), _COMPARED)
        told = {anchor.text for one in others for anchor in one.anchors}
        own = {_squeezed(one) for one in (page.column, page.title, page.document_title)}
        return any(
            one.kind is TargetKind.PAGE
            and one.place is not Place.FOOTER
            and len(one.text) >= _LEAST_NAME
            and one.text not in told
            and _squeezed(one.text) not in own
            and not is_function(one.text)
            and not (words.is_pager(one.text) or words.says_nothing(one.text))
            and not self._is_step(one, page)
            for one in page.anchors
        )

    def is_embedded(self, url: str) -> bool:
        """Whether all that a column shows is what it embeds: a file, a film, another's page.

        What is embedded has no words, as a link has. A menu must name the column.
        """
        page = self.pages[url]
        shown = [
            one
            for one in page.anchors
            if one.place is Place.MAIN
            and not one.text
            and (one.kind is TargetKind.ATTACHMENT or _is_foreign_page(one, url))
            and self._spread[one.target] < _COMMON
        ]
        named = self.is_named(url) and not page.shell
        return bool(shown) and named and len(shown) == self.pieces(url, page)

    def says_failure(self, page: Page) -> bool:
        """Whether a short line of a page's own says that its service failed."""
        return any(map(words.says_failure, self._own_lines(page)))

    def shows_days(self, url: str, page: Page) -> bool:
        """Whether a page that a menu names has short lines of its own with days, as a list has.

        Nobody read them as rows, and a list they may be.
        """
        if not self.is_named(url):
            return False
        short = (line for line in self.untold(page) if len(line) <= _ROW)
        return sum(words.tells_day(line) for line in short) >= _LEAST_ROWS

    def tells_rows(self, page: Page) -> bool:
        """Whether a page without rows says of itself how many it has."""
        return page.total > 0 or any(map(words.tells_rows, self._own_lines(page)))

    def _own_lines(self, page: Page) -> Iterator[str]:
        blocks = self._with_texts(page).blocks
        return (one.text for one in blocks if one.place is Place.MAIN)

    def _leads_below(self, url: str, page: Page) -> bool:
        """Whether a page offers in its own part columns below its address, as their index does."""
        folder = _folder(url)
        below = {
            one.target
            for one in page.anchors
            if one.place is Place.MAIN
            and one.target.startswith(folder)
            and self._may_lead(one, url, page)
        }
        return len(below) >= _OWN_LINKS

    def _leads_on(self, url: str, page: Page) -> bool:
        """Whether links stand on lines of a page's own, wherever else these lead from: in a menu.

        A line is its own that no other page has as often, but for the page that the link leads to,
        which is headed so. Of lines that are menus by their shape it takes several.
        """
        found = [one for one in page.anchors if self._may_lead(one, url, page)]
        if not found:
            return False
        lines = [
            block
            for block in self._with_texts(page).blocks
            if block.place in (Place.MAIN, Place.NAVIGATION)
        ]
        own = Counter(block.hash for block in lines)
        usual = self._usual_lines(url, frozenset(own))
        led = {
            one.target: one.place is Place.MAIN
            for one in found
            if any(
                own[block.hash] > usual(one.target, block.hash)
                for block in lines
                if one.text in block.text and not self._is_crumbs(block.text, page)
            )
        }
        return len(led) >= _OWN_LINKS or any(led.values())

    def _may_lead(self, anchor: Anchor, url: str, page: Page) -> bool:
        """Whether a link of a page leads to another column of its site, or into a system."""
        return (
            anchor.kind is TargetKind.PAGE
            and anchor.place is not Place.FOOTER
            and anchor.target not in (url, _folder(url), self.home)
            and is_name(anchor.text)
            and words.says_else(anchor.text)
            and not self.is_further(anchor.target)
            and not self._is_step(anchor, page)
        )

    def _usual_lines(self, url: str, lines: frozenset[bytes]) -> Callable[[str, bytes], int]:
        """How often another page has a line at most, but for one page."""
        most: dict[bytes, list[tuple[int, str]]] = {}
        others = (one for one in self.pages if alias(one) != alias(url))
        for other in islice(others, _COMPARED):
            page = self.pages[other]
            for line, many in Counter(one.hash for one in page.blocks if one.hash in lines).items():
                most.setdefault(line, []).append((many, alias(other)))

        def usual(target: str, line: bytes) -> int:
            left = alias(self.settled(target))
            return max((many for many, other in most.get(line, ()) if other != left), default=0)

        return usual

    def _says_nothing(self, page: Page) -> bool:
        """Whether one of a page's own lines says that there is nothing yet."""
        own = (one.text for one in self._with_texts(page).blocks if one.place is Place.MAIN)
        return any(map(words.says_nothing, own))

    def _has_words(self, page: Page) -> bool:
        """Whether a page's own text is more than the pager's and the word that there is nothing."""
        if page.main_length > SHORT:
            return bool(page.main_hash)
        blocks = self._with_texts(page).blocks
        if {block.text for block in blocks if block.text.isdecimal()} >= _DAYS:
            return True  # a calendar
        main = [block for block in blocks if block.place is Place.MAIN]
        text = "".join([block.text for block in main])
        if words.is_statement(text):
            return True
        if page.main_hash and not text:
            return True
        lines = self._untold_lines(page, main, COMMON)
        if words.has_telephone("".join(lines)):
            return True
        own = {"".join(line.split()) for line in lines} - {page.column, page.title}
        told = [one for one in own if not words.is_nothing(one)]
        # Beside the word that there is nothing stand the names of tabs, which a person looks at.
        if page.main_hash and not self._says_nothing(page):
            names = [name for name in (page.column, page.title) if name]
            return not all(words.is_pager(_without(one, names)) for one in told)
        return len(told) >= _CELLS or any(map(words.enumerates, told))

    def says_else(self, page: Page) -> bool:
        """Whether a page without rows says in their place anything but that there are none.

        Its own name and those of other columns stand there, too.
        """
        main = [one for one in self._with_texts(page).blocks if one.place is Place.MAIN]
        called = _squeezed(page.document_title)
        own = [name for one in (page.column, page.title) if (name := _squeezed(one))]
        names = {_squeezed(one) for one in (*self.names.values(), *self._crumbs.values())}
        for line in self._untold_lines(page, main, 1):
            others = [one for one in line.split() if one not in names]
            rest = _without("".join(others), own)
            if rest and rest not in called and words.says_else(rest):
                return True
        return False

    def _untold_lines(self, page: Page, blocks: Iterable[Block], least: int) -> list[str]:
        """The lines of a page that no `least` lists have beside rows, its breadcrumb left out."""
        lists = self._lists_with()
        return [
            block.text
            for block in blocks
            if lists[block.hash] < least and not self._is_crumbs(block.text, page)
        ]

    @staticmethod
    def _is_crumbs(line: str, page: Page) -> bool:
        return sum(name in line for name, _ in page.breadcrumb) >= _FEW_STEPS

    def _is_step(self, anchor: Anchor, page: Page) -> bool:
        # A frame has no words: what it shows is the page's own.
        return (anchor.target in page.more and anchor.text != "") or any(
            anchor.target == step for _, step in page.breadcrumb
        )


def _pictures(page: Page) -> Iterator[Anchor]:
    return (one for one in (*page.anchors, *page.shown) if one.kind is TargetKind.IMAGE)


def _is_empty_picture(anchor: Anchor) -> bool:
    """Whether a picture stands where there is nothing, as its words or its file's name say."""
    if anchor.kind is not TargetKind.IMAGE:
        return False
    told = "".join(anchor.text.split())
    return bool(told and words.is_pager(told)) or bool(_EMPTY_PICTURE.search(anchor.target.lower()))


def _is_foreign_page(anchor: Anchor, url: str) -> bool:
    return anchor.kind is TargetKind.PAGE and host(anchor.target) != host(url)


def _is_heading(anchor: Anchor, page: Page) -> bool:
    """Whether a picture heads a column: its words are the column's name."""
    return anchor.kind is TargetKind.IMAGE and "".join(anchor.text.split()) in {
        "".join(name.split()) for name in (page.column, page.title) if name
    }


def _is_offered(anchor: Anchor, url: str) -> bool:
    """Whether a link is what a column offers wherever it stands: a file, a page of another host."""
    if anchor.kind is TargetKind.ATTACHMENT:
        return True
    plain = len(anchor.text) >= _LEAST_NAME and "?" not in anchor.target  # no button to pass it on
    return anchor.kind is TargetKind.PAGE and plain and host(anchor.target) != host(url)


def _folder(url: str) -> str:
    return _INDEX_FILE.sub("", url).rstrip("/") + "/"


def _squeezed(text: str) -> str:
    return "".join(text.split())


def _without(line: str, names: list[str]) -> str:
    for name in names:
        line = line.replace(name, "")
    return line
