"""The pages of one site that may be lists: their names, and which go on from another."""

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterator

from govsweep.facts import Anchor, Page, PageKind, Place, TargetKind
from govsweep.reading.twins import twin_key
from govsweep.settle.naming import alias, first_pages, is_choice, is_name

# Pages that are filled in or looked into by their visitor hold nothing before.
_APPLICATION = re.compile(
    "查询|搜索|检索|登录|注册|邮箱|直播|视频|客户端|微信|微博|小程序|提交|我要|写信|地图|预约|申报|申请|"
    "[在网][线上](?:咨询|投诉|举报)|english",
    re.IGNORECASE,
)
_ENTERS = re.compile(  # a home page's link to the one that its visitors mean
    r"\W*(?:点[击此]|请|直接)*(?:进入|访问|浏览)(?:本|我[局委办])?(?:网站|首页|主页|主站|门户|官网|站点)?\W*|"
    r"(?:网站)?(?:首页|主页)|\W*(?:enter|home ?page|home|index)\W*",
    re.IGNORECASE,
)
_CLOCKS = 3  # lines that may differ between two copies of one page
_FEW = 2  # pages of a site on which a link stands that belongs to one of them


class ListPages:
    """The pages of one site that may be columns, gathered page by page."""

    def __init__(self, home: str, with_texts: Callable[[Page], Page] = lambda page: page) -> None:
        """`with_texts` gives a page the texts of its blocks."""
        self.home = home
        self._with_texts = with_texts
        self.pages: dict[str, Page] = {}
        self._home_page: Page | None = None
        self._fronts: dict[str, Page] = {}  # other pages that look like a home page
        self.names: dict[str, str] = {}  # what menus and blocks call an address
        self._chosen_names: dict[str, str] = {}  # years and letters that lead to an address
        self.column_of: dict[str, str] = {}  # what articles call their column
        self._titles: dict[str, str] = {}  # of articles
        self._crumbs: dict[str, str] = {}
        self._moved: dict[str, str] = {}
        self._further: set[str] = set()
        self._more: dict[str, tuple[str, ...]] = {}
        self._spread: Counter[str] = Counter()  # on how many pages an address or a form stands
        self._beside: Counter[str] = Counter()  # on how many lists one stands as none of their rows
        self._framing: Counter[str] = Counter()  # how many pages may have rows from a frame
        self._wordless: Counter[str] = Counter()  # how many show an address in it, or by a picture
        self._known: set[str] = set()

    def take(self, url: str, page: Page) -> None:
        """Take in any page that was read."""
        self._known.add(url)
        for name, target in page.breadcrumb:
            if target and is_name(name):
                self._crumbs.setdefault(target, name)
        if page.redirect:
            self.move(url, page.redirect)
            return
        if page.kind is PageKind.ARTICLE:
            self.column_of[url] = page.column
            self._titles[url] = page.title
            return
        if url == self.home:
            self._home_page = page
        if page.kind is not PageKind.HOME:
            self.pages[url] = page
        elif url != self.home:
            self._fronts[url] = page
        self._take_menus(page)
        wordless = {one.target for one in page.anchors if not one.text}
        self._wordless.update(wordless)
        if page.more:
            self._further.update(page.more)
            self._more[url] = page.more
            self._framing.update(wordless.intersection(page.more))

    @property
    def listed(self) -> Iterator[str]:
        """What the rows of lists lead to: no columns, whatever they are called."""
        return (row.url for page in self.pages.values() for row in page.entries if row.url)

    def move(self, url: str, target: str) -> None:
        """Note that an address leads to another."""
        self._known.add(url)
        self._moved[url] = target

    def _take_menus(self, page: Page) -> None:
        for section in page.sections:
            if section.more and is_name(section.name):
                self.names.setdefault(section.more, section.name)
        for anchor in page.anchors:
            in_menu = anchor.kind is TargetKind.PAGE and anchor.place is not Place.FOOTER
            if in_menu and is_choice(anchor.text):
                self._chosen_names.setdefault(anchor.target, anchor.text)
            elif in_menu and is_name(anchor.text):
                self.names.setdefault(anchor.target, anchor.text)
        shown = {anchor.target for anchor in (*page.anchors, *page.shown)}
        self._spread.update(shown | set(page.forms or ()))
        if page.kind is not PageKind.HOME:
            self._beside.update(shown.difference(row.url for row in page.entries))

    def settled(self, url: str) -> str:
        """Where an address leads in the end."""
        for _ in range(4):
            target = self._moved.get(url)
            if target is None or target == url:
                break
            url = target
        return url

    def columns(self, known: Collection[str]) -> Iterator[tuple[str, Page]]:
        """The pages that can be columns."""
        for source, target in self._moved.items():  # what leads there lends its name
            if source in self.names:
                child = self.settled(target)
                own = self._crumbs.get(child)  # what breadcrumbs call it goes before
                self.names.setdefault(child, own or self.names[source])
        for url, page in self._fronts.items():
            if (url in self.names or url in known) and self.is_home_again(url, page):
                self.pages[url] = page
        rows = {row.url for row in self._home_page.entries} if self._home_page else set()
        copies = {twin_key(url) for url in self.pages if twin_key(url) == _bare(url)}
        for url, page in self.pages.items():
            is_copy = twin_key(url) != _bare(url) and twin_key(url) in copies
            if url == self.home or is_copy or page.soft_error or not page.decoded_well:
                continue
            named = url in self.names or url in self._chosen_names
            meant = url in known or (named and url not in rows)
            if not meant and self.is_home_again(url, page):
                continue
            placed = page.column or page.breadcrumb or named
            if url in known or (placed and not self.is_further(url)):
                yield url, page

    def is_further(self, url: str) -> bool:
        """Whether a list goes on at this address, or serves its rows from there."""
        if url in self.names:
            return False
        if any(first in self._known and first != url for first in first_pages(url)):
            return True
        return url in self._further

    def name(self, url: str, page: Page) -> str:
        """What a column is called."""
        menu = self.names.get(url) or self._crumbs.get(url, "")
        if is_name(page.column) and not (menu and self._is_shared(page.column)):
            return page.column
        return menu or page.column or page.title or url

    def _is_shared(self, name: str) -> bool:
        """Whether pages that menus call by different names all bear this one."""
        called = {
            self.names[url]
            for url, page in self.pages.items()
            if page.column == name and url in self.names
        }
        return len(called) > 1

    def is_home_again(self, url: str, page: Page) -> bool:
        """Whether a site serves its home page here, as some do at any address that is gone.

        Both name themselves alike and say the same, but for a clock or a counter.
        """
        home = self._home_page
        if home is None or not (home.entries and page.entries) or alias(url) == alias(self.home):
            return False
        named = (home.document_title, home.column, home.breadcrumb)
        if named != (page.document_title, page.column, page.breadcrumb):
            return False
        own, other = ({one.hash for one in two.blocks} for two in (page, home))
        return len(own ^ other) <= _CLOCKS and all(
            any(map(str.isdigit, block.text))
            for one in (page, home)
            for block in self._with_texts(one).blocks
            if block.hash in own ^ other
        )

    def fronts(self, home: Page) -> list[Page]:
        """The pages to which a home page sends its visitors as to the home page that they mean.

        Its link says so (进入网站), or both name themselves alike.
        """
        found: dict[str, Page] = {}
        for one in home.anchors:
            url = self.settled(one.target)
            page = self._fronts.get(url) or self.pages.get(url)
            if page is None or url in (home.url, self.home) or page.column:
                continue
            alike = page.document_title == home.document_title and page.kind is PageKind.HOME
            if alike or _ENTERS.fullmatch("".join(one.text.split())):
                found[url] = page
        return list(found.values())

    def is_read(self, url: str) -> bool:
        """Whether any page was read at an address."""
        return url in self._known

    def further(self, url: str) -> tuple[str, ...]:
        """The addresses where a page says that its list goes on, or that serve its rows."""
        return self._more.get(url, ())

    def own_links(self, page: Page) -> Iterator[Anchor]:
        """The links to pages and files, not in its footer, that are a page's own.

        Few others show them beside their rows; or they are articles that say themselves that its
        column is theirs, wherever else a box of the newest shows them.
        """
        return (
            one
            for one in page.anchors
            if one.kind in (TargetKind.PAGE, TargetKind.ATTACHMENT)
            and one.place is not Place.FOOTER
            and (self._beside[one.target] <= _FEW or self._is_filed(one.target, page))
        )

    def _is_filed(self, article: str, page: Page) -> bool:
        return page.column != "" and self.column_of.get(article) == page.column

    def is_named(self, url: str) -> bool:
        """Whether menus name an address so that it holds something before anybody fills it in."""
        name = self.names.get(url, "")
        return name != "" and _APPLICATION.search(name) is None

    def may_be_blank(self, url: str) -> bool:
        """Whether a page without anything on it is a column for its readers: menus name it so."""
        page, name = self.pages[url], self.names.get(url, "")
        if page.shell or not self.is_named(url):
            return False
        called = "".join((page.column + page.title + page.document_title).split())
        return bool(page.column) or "".join(name.split()) in called


def _bare(url: str) -> str:
    return url.partition("://")[2]
