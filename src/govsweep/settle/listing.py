"""A site's list pages: what menus call them, which go on from another, what each shows."""

import re
from collections import Counter
from collections.abc import Callable, Collection, Hashable, Iterator, Mapping
from itertools import chain, islice
from typing import NamedTuple

from govsweep.addresses import host
from govsweep.facts import Anchor, Entry, Page, PageKind, Place, TargetKind
from govsweep.reading.listing import heads_aside
from govsweep.reading.twins import twin_key
from govsweep.settle.naming import first_pages, is_name

_OWN_LINKS = 2  # links that stand on no other page, from which a page shows something
# Pages that are filled in or looked into by their visitor hold nothing before.
_APPLICATION = re.compile(
    "查询|搜索|检索|登录|注册|邮箱|直播|视频|客户端|微信|微博|小程序|提交|我要|写信|地图|预约|申报|申请|"
    "[在网][线上](?:咨询|投诉|举报)|english",
    re.IGNORECASE,
)
_NOTHING = re.compile(
    r"(?:暂\s*无|没有|无)(?:找到|任何|相关|更多|符合条件的?)*(?:内容|信息|数据|记录|文章|结果)?|"
    r"(?:本|该)?(?:栏目|页面|内容)?(?:正在)?(?:建设|完善|整理|更新|维护)(?:中|之中)|敬请期待|"
    r"(?:总?共|合计|总计)\d*[条页篇个]?(?:信息|记录|文章)?|[第每当前]+\d*[条页]?|页次|页码|[条页]/?|跳?转到?|到第?|"
    r"查看更多|更多|首页|上一?页|下一?页|末页|尾页|每页|总(?:条|页|记录)?数|go|\d+|\W+",
    re.IGNORECASE,
)
# A short line with one of these says that there is nothing, whatever else it says.
_LACKING = re.compile(
    r"暂时?(?:无|没有|未|缺)|没有(?:找到|查[询到]|任何|相关|符合)|未(?:找|查|查询|检索)到|"
    r"(?:目前|当前|栏目)[^，。]{0,2}(?:无|没有)|尚未(?:开通|发布|上线|添加)|敬请(?:期待|关注)|"
    r"(?:建设|完善|整理|录入|维护|更新|改造|升级|开发|筹备)之?中|正在(?:建设|维护|升级)|"
    r"\bno (?:data|records?|content)\b|coming soon|under construction",
    re.IGNORECASE,
)
_FAILED = re.compile(
    r"数据库?(?:服务)?(?:连接|访问|查询|读取)?(?:失败|出错|错误|异常|超时)|(?:系统|程序|服务器?|接口|网络)(?:内部)?"
    r"(?:发生|出现)?(?:异常|错误|故障|出错|超时|繁忙|不可用|无响应)|(?:加载|获取|查询|读取|请求)(?:数据)?(?:失败|出错|超时)|"
    r"错误代码|暂时?(?:无法|不能)(?:访问|连接|提供)|稍[后候]再试|\b50[0234]\b.{0,20}(?:error|unavailable|gateway)",
    re.IGNORECASE,
)
_COUNTED = re.compile(r"(?:共有?|总计|合计|总数[:：]?)\s*[1-9]\d*\s*(?:条|篇|项|则)")
_INDEX_FILE = re.compile(r"(?<=/)(?:index|default)\.\w{2,5}$", re.IGNORECASE)
_MAX_LACKING = 24  # characters of it
_EMPTY_PICTURE = re.compile(
    r"/(?:no|zan_?wu|wu)[_-]?(?:data|content|info|news|shu_?ju|nei_?rong)[^/]*$|/empty[^/]*$"
)
_LISTING = re.compile("[。、；]")  # parts what a short text tells; no heading or label has one
_HEAD = re.compile(  # of a list without rows
    r"序号|.{0,4}(?:标题|主题|名称|日期|时间|文号|字号|编号|索引号|机构|机关|单位|部门|地址|电话)|操作|状态|来源|类[别型]|(?:浏览|阅读|点击).{0,2}"
)
# A unit's word that it had nothing of the kind is what the column is to show.
_STATEMENT = re.compile(
    r"[本我](?:单位|机关|部门|[局委办厅院镇乡县市区]|街道|年度?|季度)|经[\u4e00-\u9fff]{0,4}(?:核查|统计|梳理|清理)"
)
_TELEPHONE = re.compile(r"(?<!\d)(?:\d{7,8}|12[1-4]\d\d|1[3-9]\d{9})(?!\d)")
_DAYS = frozenset(map(str, range(1, 29)))
_CELLS = 3  # lines of a small table: no word that there is nothing has so many
_LEAST_NAME = 4  # characters of a link that tells where it leads
_SHORT = 120  # characters: a longer text is no pager
_LITTLE = 600  # characters: a page that says more is none that its scripts have yet to fill
_DEEPEST = 3  # frames within frames
_FEW_STEPS = 2  # of a breadcrumb: a line that names so many is one
_MANY = 6  # lists, from which most of them tell what the template is
_COMPARED = 200  # lists whose lines are compared
_ALIKE = 3  # lists by different names that show the same rows: a box beside what each should show
_COMMON = 2  # pages of a site on which a link stands that belongs to one of them


class _OfTemplates(NamedTuple):
    """What the lists of a site have by their templates, beside rows of their own."""

    boxes: frozenset[frozenset[str]]  # rows that stand alone, the same, on lists of several names
    fetched: frozenset[str]
    scripts: frozenset[str]
    fills: frozenset[str]
    places: frozenset[str]  # what holds rows that the server wrote


class Listing:
    """The pages of one site that may be columns, gathered page by page."""

    def __init__(self, home: str, with_texts: Callable[[Page], Page] = lambda page: page) -> None:
        """`with_texts` gives a page the texts of its blocks."""
        self.home = home
        self._with_texts = with_texts
        self.pages: dict[str, Page] = {}
        self.names: dict[str, str] = {}  # what menus and blocks call an address
        self.column_of: dict[str, str] = {}  # what articles call their column
        self._crumbs: dict[str, str] = {}
        self._moved: dict[str, str] = {}
        self._further: set[str] = set()
        self._more: dict[str, tuple[str, ...]] = {}
        self._spread: Counter[str] = Counter()  # on how many pages an address or a form stands
        self._framing: Counter[str] = Counter()  # how many pages show an address in a frame
        self._known: set[str] = set()
        self._of_templates: _OfTemplates | None = None
        self._goes_on: dict[str, list[str]] | None = None
        self._beside_rows: frozenset[bytes] | None = None

    def take(self, url: str, page: Page) -> None:
        """Take in any page that was read."""
        self._known.add(url)
        self._goes_on = self._beside_rows = self._of_templates = None
        for name, target in page.breadcrumb:
            if target and is_name(name):
                self._crumbs.setdefault(target, name)
        if page.redirect:
            self.move(url, page.redirect)
            return
        if page.kind is PageKind.ARTICLE:
            self.column_of[url] = page.column
            return
        if page.kind is not PageKind.HOME:
            self.pages[url] = page
        self._take_menus(page)
        if page.more:
            self._further.update(page.more)
            self._more[url] = page.more
            wordless = {one.target for one in page.anchors if not one.text}
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
            if in_menu and is_name(anchor.text):
                self.names.setdefault(anchor.target, anchor.text)
        shown = {anchor.target for anchor in (*page.anchors, *page.shown)}
        self._spread.update(shown | set(page.forms or ()))

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
        copies = {twin_key(url) for url in self.pages if twin_key(url) == _bare(url)}
        for url, page in self.pages.items():
            is_copy = twin_key(url) != _bare(url) and twin_key(url) in copies
            if url == self.home or is_copy or page.soft_error or not page.decoded_well:
                continue
            placed = page.column or page.breadcrumb or url in self.names
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

    def entries(self, url: str, page: Page) -> list[Entry]:
        """The rows of a column, of its first page or of the address that serves them."""
        found = list(page.entries)
        if not found:
            found = [row for one in self._serving(url) for row in self.pages[one].entries]
        if self._are_of_template(found) or self.is_beside(page):
            return []
        return [one for one in found if one.url not in (url, self.home) and not self._turns(one)]

    def _are_of_template(self, rows: list[Entry]) -> bool:
        """Whether rows without days stand on most of the site's lists: links for its visitors."""
        least = max(_MANY, len(self.pages) // 2 + 1)
        return all(one.date is None and self._spread[one.url] >= least for one in rows)

    def is_beside(self, page: Page) -> bool:
        """Whether all rows of a page are those of a box that stands on other lists as well."""
        return bool(page.entries) and _row_keys(page) in self._by_templates().boxes

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
                frozenset(chain.from_iterable(map(_scripts, plain))),
                frozenset(chain.from_iterable(one.fills for one in plain)),
                frozenset(one.held for one in plain if not (one.awaits or one.gapped)),
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
        known = set(chain.from_iterable(map(_scripts, others)))
        fills = set(chain.from_iterable(one.fills for one in others))
        return not (page.fetches or _scripts(page) - known or set(page.fills) - fills)

    def is_unturned(self, url: str) -> bool:
        """Whether a column says that it goes on, and none of its further pages was read."""
        page = self.pages.get(url)
        return page is not None and page.unturned and not self.further_entries(url)

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
        is_served = page is not None and page.reader == "served"
        further = self._more.get(url, ())
        return is_served and bool(further) and not any(one in self.pages for one in further)

    def further_entries(self, url: str) -> list[Entry]:
        """The rows of a column's further pages, as far as those were read."""
        pages = self._going_on(url)
        page = self.pages.get(url)
        if page is not None and not page.entries:  # what serves its rows goes on by itself
            for one in self._serving(url):
                pages += self._going_on(one)
        own = [
            one
            for one in dict.fromkeys(pages)
            if one in self.pages and not self._is_shared_frame(one)
        ]
        return [row for one in own for row in self.pages[one].entries]

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
        for _ in range(_DEEPEST):
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
        """Whether several pages show an address in a frame: its rows are no column's own."""
        return self._framing[url] >= _COMMON

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
        if page.main_length <= _LITTLE and set(page.fetches) - self._by_templates().fetched:
            return True
        return self.may_be_blank(url) and self._is_filled_by_script(page)

    def _inner(self, url: str) -> Iterator[Page]:
        """The pages without rows that a page shows in frames, as far as they were read."""
        own = (one for one in self._more.get(url, ()) if self._framing[one] < _MANY)
        known = (self.pages.get(one) for one in own)
        return (one for one in known if one is not None and not one.entries)

    def _may_be_filled(self, page: Page) -> bool:
        """Whether scripts may write into a framed page what it lacks."""
        if page.answered_none:
            return False
        return page.shell or page.awaits or bool(page.gapped or page.fetches or _scripts(page))

    def is_told_none(self, url: str) -> bool:
        """Whether the service of a column's list was asked, and said that there are no rows.

        What else a shell shows is known only where its scripts have run.
        """
        page = self.pages[url]
        if page.entries or page.answered_none or page.shell:
            return page.answered_none
        asked = [self.pages.get(one) for one in self._more.get(url, ())]
        return bool(asked) and all(one is not None and one.answered_none for one in asked)

    def _is_unanswered(self, url: str, depth: int = 0) -> bool:
        """Whether nothing was read of what a page asks for its rows, or a frame in it."""
        more = self._more.get(url, ())
        known = [one for one in more if one in self._known]
        if more and not known:
            return True
        inner = (one for one in known if one in self.pages and not self.pages[one].entries)
        return depth < _DEEPEST - 1 and any(self._is_unanswered(one, depth + 1) for one in inner)

    def _is_filled_by_script(self, page: Page) -> bool:
        """Whether a page without words has scripts that no page with rows of its own has."""
        return page.main_length <= _SHORT and bool(self._strange(page))

    def _strange(self, page: Page) -> set[str]:
        """The scripts of a page that no page with rows of its own has."""
        known = self._by_templates()
        return _scripts(page) - known.scripts or set(page.fills) - known.fills

    def is_filled_over(self, page: Page) -> bool:
        """Whether scripts of its own may fill an empty place for a list above a page's rows."""
        return page.hollow and bool(page.fetches or self._strange(page))

    def is_plainly_blank(self, url: str) -> bool:
        """Whether nothing could fill a page without rows: it was written so by its server."""
        page = self.pages[url]
        known = self._by_templates()
        asks = set(page.fetches) - known.fetched or page.more
        return self.is_told_none(url) or not (page.shell or asks or self._strange(page))

    def pieces(self, url: str, page: Page) -> int:
        """How many things other than rows a page shows as its own."""
        silent = {TargetKind.STYLE}
        if page.answered_none:
            silent.add(TargetKind.SCRIPT)  # they have run
        if self._leads_below(url, page):
            return _OWN_LINKS
        own = [
            anchor
            for anchor in (*page.anchors, *page.shown)
            if anchor.place is not Place.FOOTER
            and anchor.kind not in silent
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

    def _leads_below(self, url: str, page: Page) -> bool:
        """Whether a page offers in its own part columns below its address, as their index does.

        Where a menu has them too, they stand on lines of its own that no other page has.
        """
        folder = _INDEX_FILE.sub("", url).rstrip("/") + "/"
        below = {
            one.target: one
            for one in page.anchors
            if one.place is not Place.FOOTER
            and one.kind is TargetKind.PAGE
            and one.target.startswith(folder)
            and one.target not in (url, folder, self.home)
            and is_name(one.text)
            and not self.is_further(one.target)
        }
        if len(below) < _OWN_LINKS:
            return False
        if sum(one.place is Place.MAIN for one in below.values()) >= _OWN_LINKS:
            return True
        others = islice((one for one in self.pages.values() if one is not page), _COMPARED)
        shared = {block.hash for one in others for block in one.blocks}
        lines = [
            one.text
            for one in self._with_texts(page).blocks
            if one.place in (Place.MAIN, Place.NAVIGATION) and one.hash not in shared
        ]
        return sum(any(one.text in line for line in lines) for one in below.values()) >= _OWN_LINKS

    def says_failure(self, page: Page) -> bool:
        """Whether a short line of a page's own says that its service failed."""
        return any(
            len(line) <= _MAX_LACKING and _FAILED.search(line) for line in self._own_lines(page)
        )

    def tells_rows(self, page: Page) -> bool:
        """Whether a page without rows says of itself how many it has."""
        return page.total > 0 or any(map(_COUNTED.search, self._own_lines(page)))

    def _own_lines(self, page: Page) -> Iterator[str]:
        blocks = self._with_texts(page).blocks
        return (one.text for one in blocks if one.place is Place.MAIN)

    def untold(self, page: Page) -> Iterator[str]:
        """A page's own lines that stand on no other list."""
        template = self._template_lines()
        blocks = self._with_texts(page).blocks
        return (
            one.text
            for one in blocks
            if one.place in (Place.MAIN, Place.NAVIGATION) and one.hash not in template
        )

    def shown_once(self, page: Page) -> Iterator[Anchor]:
        """The links to pages and files, not in its footer, that a page shows and few others do."""
        return (
            one
            for one in page.anchors
            if one.kind in (TargetKind.PAGE, TargetKind.ATTACHMENT)
            and one.place is not Place.FOOTER
            and self._spread[one.target] <= _COMMON
        )

    def is_gapped(self, page: Page) -> bool:
        """Whether a page has an empty place for a list that scripts may fill.

        Where other lists of the site hold rows that their server wrote, nobody else writes them.
        """
        return bool(set(page.gapped) - self._by_templates().places)

    def is_read(self, url: str) -> bool:
        """Whether any page was read at an address."""
        return url in self._known

    def further(self, url: str) -> tuple[str, ...]:
        """The addresses where a page says that its list goes on, or that serve its rows."""
        return self._more.get(url, ())

    def asks_alone(self, page: Page) -> bool:
        """Whether a page's scripts ask by themselves what those of no other list ask."""
        others = [one.fetches for one in self.pages.values() if one.entries and one is not page]
        return bool(set(page.fetches).difference(chain.from_iterable(others)))

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
        return bool(shown) and self.may_be_blank(url) and len(shown) == self.pieces(url, page)

    def _says_nothing(self, page: Page) -> bool:
        """Whether one of a page's own lines says that there is nothing yet."""
        own = (one.text for one in self._with_texts(page).blocks if one.place is Place.MAIN)
        return any(len(one) <= _MAX_LACKING and _LACKING.search(one) for one in own)

    def _has_words(self, page: Page) -> bool:
        """Whether a page's own text is more than the pager's and the word that there is nothing."""
        if page.main_length > _SHORT:
            return bool(page.main_hash)
        blocks = self._with_texts(page).blocks
        if {block.text for block in blocks if block.text.isdecimal()} >= _DAYS:
            return True  # a calendar
        main = [block for block in blocks if block.place is Place.MAIN]
        text = "".join([block.text for block in main])
        if "。" in text and _STATEMENT.search(text):
            return True
        if page.main_hash and not text:
            return True
        template = self._template_lines()
        steps = [name for name, _ in page.breadcrumb]
        lines = [
            block.text
            for block in main
            if block.hash not in template and sum(one in block.text for one in steps) < _FEW_STEPS
        ]
        if _TELEPHONE.search("".join(lines)):
            return True
        own = {"".join(line.split()) for line in lines} - {page.column, page.title}
        told = [one for one in own if not _is_nothing(one)]
        if page.main_hash:
            names = [name for name in (page.column, page.title) if name]
            return any(_NOTHING.sub("", _without(one, names)) for one in told)
        return len(told) >= _CELLS or any(map(_LISTING.search, told))

    def _template_lines(self) -> frozenset[bytes]:
        """The hashes of the lines that stand on several lists beside their rows."""
        if self._beside_rows is None:
            with_rows = islice((one for one in self.pages.values() if one.entries), _COMPARED)
            lines = ({block.hash for block in one.blocks} for one in with_rows)
            spread = Counter(chain.from_iterable(lines))
            self._beside_rows = frozenset(one for one, pages in spread.items() if pages >= _COMMON)
        return self._beside_rows

    def _is_step(self, anchor: Anchor, page: Page) -> bool:
        # A frame has no words: what it shows is the page's own.
        return (anchor.target in page.more and anchor.text != "") or any(
            anchor.target == step for _, step in page.breadcrumb
        )

    def may_be_blank(self, url: str) -> bool:
        """Whether a page without anything on it is a column for its readers: menus name it so."""
        page = self.pages[url]
        name = self.names.get(url, "")
        if not name or page.shell or _APPLICATION.search(name):
            return False
        called = "".join((page.column + page.title + page.document_title).split())
        return bool(page.column) or "".join(name.split()) in called


def _is_empty_picture(anchor: Anchor) -> bool:
    """Whether a picture stands where there is nothing, as its words or its file's name say."""
    if anchor.kind is not TargetKind.IMAGE:
        return False
    told = "".join(anchor.text.split())
    return bool(told and not _NOTHING.sub("", told)) or bool(
        _EMPTY_PICTURE.search(anchor.target.lower())
    )


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


def _is_nothing(line: str) -> bool:
    """Whether a line is a pager's, heads a list or a box, or says that there is nothing."""
    if _HEAD.fullmatch(line) or heads_aside(line) or not _NOTHING.sub("", line):
        return True
    return len(line) <= _MAX_LACKING and _LACKING.search(line) is not None


def _without(line: str, names: list[str]) -> str:
    for name in names:
        line = line.replace(name, "")
    return line


def _row_keys(page: Page) -> frozenset[str]:
    return frozenset(one.url or one.title for one in page.entries)


def _scripts(page: Page) -> set[str]:
    """The scripts that a page loads, without their queries."""
    scripts = (one for one in page.anchors if one.kind is TargetKind.SCRIPT)
    return {one.target.partition("?")[0] for one in scripts}


def _bare(url: str) -> str:
    return url.partition("://")[2]
