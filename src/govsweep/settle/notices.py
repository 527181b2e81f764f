"""One text that stands in place of many pages: a notice of maintenance in the site's template.

Its wordings have no end, and an article that was published thrice is one text at three addresses,
too. But the links that lead to that call it by its title, while what leads to a notice calls each
page by its own. Of the pages that show one, nothing was seen. One that stands in place of a column
or two alone is told by its words, too.
"""

import re
from collections.abc import Callable, Collection, Hashable, Iterator, Mapping
from typing import NamedTuple

from govsweep.facts import Anchor, Attachment, Page, PageKind, Place, TargetKind
from govsweep.settle.listing import Listing, words
from govsweep.store import StoredColumn

_MANY = 3  # addresses with one text, and what they are called
_HALF = 2
_ALIKE = 6  # characters that a link and the title that it leads to share
_SHORT = 400  # characters of a notice that stands at one address or two
# Such a one is told by its words, for at its own address any article may stand.
_WORKED_ON = re.compile(
    r"(?:网站|系统|服务器|机房|平台|栏目|数据库?|网络|设备)[^。；\n]{0,30}"
    r"(?:维护|升级|检修|搬迁|迁移|割接|改版|改造|扩容|切换|调试)|"
    r"(?:维护|升级|检修|搬迁|迁移|割接|改版|改造|扩容|切换|调试)[^。；\n]{0,12}"
    r"(?:网站|系统|服务器|机房|平台|栏目|数据库)"
)
_SHUT = re.compile(
    r"(?:暂停|停止|暂时关闭|无法|不能|中断)[^。；\n]{0,10}(?:访问|服务|使用|浏览|打开|提供|查看|显示)|"
    r"恢复(?:正常)?(?:访问|服务|使用)|稍[后候]再?(?:访问|来|试|查看)|(?:维护|升级|检修)(?:期间|之?中)"
)
_OWN = (TargetKind.ATTACHMENT, TargetKind.IMAGE)  # what short texts lead to, each its own


class _Titled(NamedTuple):
    """A page as far as its text may stand elsewhere, too."""

    url: str
    title: str


class Notices:
    """Gathers by their texts the pages of one site, and tells which texts are no page's own."""

    def __init__(self, home_url: str) -> None:
        """Begin with none."""
        self._home_url = home_url
        self._pages: dict[Hashable, list[_Titled]] = {}
        self._sample: dict[Hashable, Page] = {}

    def note(self, url: str, page: Page) -> None:
        """Take in a page that was read."""
        if page.attachment is Attachment.READ or not page.is_itself or page.redirect:
            return
        if page.entries and page.kind is not PageKind.ARTICLE:
            return
        text = page.main_hash or b"".join(
            one.hash for one in page.blocks if one.place is Place.MAIN
        )
        if text:
            key = (text, frozenset(filter(None, map(_own, page.anchors))))
            self._pages.setdefault(key, []).append(_Titled(url, _squeezed(page.title)))
            self._sample.setdefault(key, page)

    def told(
        self,
        listing: Listing,
        home: Page | None,
        known: Collection[StoredColumn],
        with_texts: Callable[[Page], Page],
    ) -> frozenset[str]:
        """The addresses at which a notice stands."""
        many = {key: pages for key, pages in self._pages.items() if len(pages) >= _MANY}
        lists = [*listing.pages.values(), *([home] if home is not None else ())]
        rows = {row.url: row.title for page in lists for row in page.entries if row.url}
        menus = {one.url: one.name for one in known} | listing.names
        read = {one.url for pages in self._pages.values() for one in pages} | listing.pages.keys()
        half = len(menus.keys() & read) / _HALF
        found = [
            pages
            for key, pages in many.items()
            if self._is_notice(pages, with_texts(self._sample[key]), rows, menus, half)
        ]
        found += [
            pages
            for key, pages in self._pages.items()
            if key not in many
            and self._sample[key].main_length <= _SHORT
            and not any(one.url in rows for one in pages)
            and len(set(_others(pages, menus))) == len(pages)
            and _is_away(with_texts(self._sample[key]))
        ]
        return frozenset(one.url for pages in found for one in pages)

    def _is_notice(
        self,
        pages: Collection[_Titled],
        sample: Page,
        rows: Mapping[str, str],
        menus: Mapping[str, str],
        half: float,
    ) -> bool:
        at_home = any(one.url == self._home_url for one in pages)
        by_rows = set(_others(pages, rows))
        by_menus = set(_others(pages, menus))
        if not (at_home or by_rows) and _says_nothing(sample):
            return False  # these are columns that say of themselves that they are blank
        everywhere = len(by_menus) >= max(_MANY, half)
        return at_home or everywhere or len(by_rows) >= _MANY


def _others(pages: Collection[_Titled], names: Mapping[str, str]) -> Iterator[str]:
    """What pages are called by, where that is another name than their title."""
    for one in pages:
        name = _squeezed(names.get(one.url, ""))
        alike = name[:_ALIKE] in one.title or one.title[:_ALIKE] in name
        if name and not (one.title and alike):
            yield name


def _is_away(page: Page) -> bool:
    """Whether a text says that the site is away for some time; that it is blank says less."""
    text = "\n".join(one.text for one in page.blocks if one.place is Place.MAIN)
    told = _WORKED_ON.search(text) is not None and _SHUT.search(text) is not None
    return told and not _says_nothing(page)


def _own(anchor: Anchor) -> str:
    return anchor.target if anchor.kind in _OWN and anchor.place is Place.MAIN else ""


def _says_nothing(page: Page) -> bool:
    lines = ("".join(one.text.split()) for one in page.blocks if one.place is Place.MAIN)
    return all(map(words.is_nothing, lines))


def _squeezed(text: str) -> str:
    return "".join(text.split())
