"""Whether a page that answers is the page that it was, or something in its place.

A refusal, an error, a notice of maintenance, a copy of the home page, the entrance for editors and
a frame that waits for its text all answer as any page does. Their wordings have no end, so what
is asked is not what they say but whether the page shows content: enough of what it showed before,
or so much of its own that it is an article or a list whatever it was. And what broke off on its way
shows only how it begins: of a document that was ended and is not any more, nothing is known.
"""

import re
from collections.abc import Collection
from typing import NamedTuple

from govsweep.facts import Page, PageKind, PageState, Place
from govsweep.settle.gone import is_gone
from govsweep.settle.spellings import Spellings
from govsweep.store import Store, StoredPage

_READ = (PageState.FETCHED, PageState.UNCHANGED)
_LOOKED_AT = (*_READ, PageState.FAILED, PageState.BLOCKED)
_HEAD = re.compile(  # a line above or below an article, which stands there without it, too
    r"(?:发布|成文|更新|编辑)?(?:时间|日期)\s*[:：]|(?:信息)?来源\s*[:：]|(?:浏览|阅读|点击)(?:次数|量)|"
    r"当前位置|(?:责任)?编辑\s*[:：]|字体?(?:号|大小)?\s*[:：【\[]|打印|扫一扫"
)
_MAX_HEAD = 120  # characters of such a line
_ENOUGH = 60  # characters below its headline from which a page tells something of its own
_ROWS = 3  # from which a page is a list
_SHARED = 4  # of so many texts or links of its own a page that is the same still has one
_COPIED = 5  # of so many one at most is not in the other, of the home page and a copy of it
_LINKS = 2  # of its own, from which a page that had none shows something
_STEPS = 4  # of a chain of redirects
_LOOKS = 7  # sweeps back, for one that asked for an address


class ShownContent(NamedTuple):
    """What a page shows, by which it is known again."""

    url: str  # where it stands in the end
    kind: PageKind
    is_seen: bool
    is_file: bool
    title: str
    length: int  # characters below the headline
    pieces: frozenset[bytes | str]  # its texts by their hashes, and where it leads
    rows: int
    main_hash: bytes = b""
    window: str = ""  # what the window is called
    column: str = ""  # its column, as its breadcrumb or its head says
    is_ended: bool | None = None
    is_broken_off: bool = False

    @property
    def is_own(self) -> bool:
        """Whether it is plainly an article or a list, whatever it was."""
        if self.kind is PageKind.ARTICLE:
            return bool(self.title) and self.length >= _ENOUGH
        return self.kind in (PageKind.LIST, PageKind.HOME) and self.rows >= _ROWS


class SeenAgain:
    """A site's pages as a sweep saw them, held against what an earlier one saw."""

    def __init__(
        self,
        store: Store,
        site: str,
        number: int,
        kept: Collection[int],
        spellings: Spellings,
        earlier: Store,
        home_url: str,
        repeated: Collection[bytes] = (),
    ) -> None:
        """`number` is the sweep being settled; `kept` are those whose pages `earlier` has.

        `repeated` are the main texts that stand at many of the site's addresses in this sweep.
        """
        self._store = store
        self._site = site
        self._number = number
        self._kept = kept
        self._earlier = earlier
        self._of = spellings.of
        self._home_url = home_url
        self._repeated = repeated
        self._unfolded: set[int] = set()
        self._known: dict[tuple[int, str], ShownContent | None] = {}

    def is_looked_at(self, url: str, since: int) -> bool:
        """Whether a page that answered shows what can be held against what it showed then."""
        now = self._content(self._number, url)
        if now is None or self.is_cut(url, since):
            return False
        if self._is_copy(now, url):
            return not self.has_become_home(url, since)
        is_moved = self._of(now.url) != self._of(url)
        # An address that leads to a list shows anything; to another article, that one in its place.
        is_notice = now.main_hash in self._repeated  # the same in place of many pages
        is_own = now.is_own and not is_notice
        if now.is_seen and is_own and (not is_moved or now.kind is PageKind.ARTICLE):
            return True
        then = self._then(since, url)
        if then is None and is_notice:
            return False
        if then is None:  # what it showed is forgotten, or it was not to be read then
            least = 1 if since in self._kept else _ENOUGH
            return now.is_seen and not is_moved and now.length >= least
        if not now.is_seen:
            return not then.is_seen
        home = self._home_beside(url)
        return is_alike(now, then, home.pieces if home is not None else ())

    def is_home_shown(self, since: int, number: int | None = None) -> bool:
        """Whether the home page shows itself in this sweep, or in an earlier one."""
        now = self._shown_in(self._number if number is None else number, self._home_url)
        if now is None or now.is_broken_off or now.main_hash in self._repeated:
            return False
        then = self._then(since, self._home_url)
        if then is None:
            return now.is_seen and (now.is_own or now.length >= _ENOUGH)
        if not now.is_seen:
            return not then.is_seen
        return now.is_own or is_alike(now, then)

    def was_gone(self, url: str, since: int) -> bool:
        """Whether the look at an address before this one met no page, the site showing itself."""
        between = (one for one in self._kept if since < one < self._number)
        for number in sorted(between, reverse=True)[:_LOOKS]:
            ended = self._ended_in(number, url)
            if ended is not None and ended.state in _LOOKED_AT:
                return is_gone(ended) and self.is_home_shown(since, number)
        return False

    def has_become_home(self, url: str, since: int) -> bool:
        """Whether an address shows the home page, and showed something else then."""
        now = self._content(self._number, url)
        if now is None or not self._is_copy(now, url):
            return False
        then = self._then(since, url)
        return then is None or not self._is_copy(then, url)

    def is_cut(self, url: str, since: int) -> bool:
        """Whether only a page's beginning came: its end stood there then, and lacks now.

        Some servers never end a document. Where the home page does without it, too, the whole site
        may have been built anew; that is no excuse for what ends within an element.
        """
        now = self._content(self._number, url)
        if now is None or now.is_ended is not False:
            return False
        then = self._then(since, url)
        if then is not None and then.is_broken_off:
            return False
        home = self._home_beside(url)
        bare = home is not None and home.is_ended is False and not home.is_broken_off
        return now.is_broken_off or (then is not None and bool(then.is_ended) and not bare)

    def _is_copy(self, one: ShownContent, url: str) -> bool:
        home = self._home_beside(url)
        return home is not None and is_copy(one, home)

    def _home_beside(self, url: str) -> ShownContent | None:
        """The home page as this sweep saw it; None for the home page itself."""
        if self._of(url) == self._home_url:
            return None
        return self._content(self._number, self._home_url)

    def _then(self, since: int, url: str) -> ShownContent | None:
        return self._shown_in(since, url) if since in self._kept else None

    def _shown_in(self, number: int, url: str) -> ShownContent | None:
        self._unfold(number)
        return self._content(number, url)

    def _unfold(self, number: int) -> None:
        if number not in (self._number, *self._unfolded):  # once, for however many findings
            self._earlier.retention.unfold(number)
            self._unfolded.add(number)

    def _content(self, number: int, url: str) -> ShownContent | None:
        """What stands at an address, or where it leads; None where nobody read that."""
        if (number, url) not in self._known:
            self._known[number, url] = self._read(number, url)
        return self._known[number, url]

    def _read(self, number: int, url: str) -> ShownContent | None:
        stored = self._end_of(number, url)
        if stored is None or stored.page is None or stored.state not in _READ:
            return None
        return _content_of(stored.page, stored.url)

    def _ended_in(self, number: int, url: str) -> StoredPage | None:
        self._unfold(number)
        return self._end_of(number, url)

    def _end_of(self, number: int, url: str) -> StoredPage | None:
        """The page at an address or where it leads in the end; None where nobody asked for that."""
        store = self._store if number == self._number else self._earlier
        for _ in range(_STEPS):
            stored = store.pages.at(number, self._site, url)
            further = _leads_to(stored) if stored is not None and stored.state in _READ else ""
            if not further or self._of(further) == self._of(url):
                return stored._replace(url=url) if stored is not None else None
            url = further
        return None


def is_alike(now: ShownContent, then: ShownContent, common: Collection[bytes | str] = ()) -> bool:
    """Whether a page still has its headline or a part of its own content, and a body as before.

    `common` is what stands on the home page, too, and tells nothing of a page.
    """
    has_body = now.rows > 0 if then.rows else now.length >= min(_ENOUGH, then.length // 2)
    if not has_body:
        return False
    own = then.pieces.difference(common)
    # Of a page that showed nothing of its own any other shows as much.
    shared = bool(own) and len(own & now.pieces) * _SHARED >= len(own)
    named = bool(now.title) and now.title == then.title
    filled = _has_filled(now, then, common)
    return shared or named or filled or (now.is_file and then.is_file)


def _has_filled(now: ShownContent, then: ShownContent, common: Collection[bytes | str]) -> bool:
    """Whether a column that was blank still bears its name, and has rows or links of its own."""
    if then.kind is PageKind.ARTICLE or then.rows or then.length >= _ENOUGH:
        return False
    if not now.column or now.column != then.column:
        return False
    links = sum(isinstance(one, str) for one in (now.pieces - then.pieces).difference(common))
    return now.rows > 0 or links >= _LINKS


def is_copy(one: ShownContent, home: ShownContent) -> bool:
    """Whether a page shows hardly anything but what the home page shows, and all of that.

    A column whose rows stand on the home page, too, has a name of its own, or only a part of it.
    """
    if not one.pieces or (one.column != home.column and one.window != home.window):
        return False
    alien, lacking = len(one.pieces - home.pieces), len(home.pieces - one.pieces)
    return alien * _COPIED <= len(one.pieces) and lacking * _COPIED <= len(home.pieces)


def _leads_to(stored: StoredPage) -> str:
    if stored.page is not None:
        return stored.page.redirect
    return stored.final_url


def _content_of(page: Page, url: str) -> ShownContent:
    main = [one for one in page.blocks if one.place is Place.MAIN]
    title = "".join(page.title.split())
    body = ("".join(one.text.split()) for one in main)
    links = {one.target for one in page.anchors if one.place is Place.MAIN}
    return ShownContent(
        url=url,
        kind=page.kind,
        is_seen=page.is_itself,
        is_file=page.attachment is not None,
        title=title,
        length=sum(len(one) for one in body if one != title and not _is_head(one)),
        pieces=frozenset({one.hash for one in main} | links | {row.url for row in page.entries}),
        rows=len(page.entries),
        main_hash=page.main_hash,
        window="".join(page.document_title.split()),
        column=page.column,
        is_ended=page.ended,
        is_broken_off=page.broken_off,
    )


def _is_head(line: str) -> bool:
    return len(line) <= _MAX_HEAD and _HEAD.search(line) is not None
