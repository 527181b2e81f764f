"""A page's bytes to its facts."""

import datetime as dt
import re

from govsweep.facts import EmptyBody, Entry, FillablePlace, Page, PageAccess, PageKind, Place
from govsweep.reading import content, jsonrows, references, totals
from govsweep.reading.addressing import Addresses
from govsweep.reading.aside import fold_aside
from govsweep.reading.asked import asked
from govsweep.reading.body import find_body
from govsweep.reading.choices import choices
from govsweep.reading.columns import Breadcrumb, column_name, find_breadcrumb, list_title
from govsweep.reading.data_blocks import undrawn_rows
from govsweep.reading.date_ranks import Rank
from govsweep.reading.decode import Decoded, decode
from govsweep.reading.document_end import DocumentEnd, document_end
from govsweep.reading.emptied import emptied, holders
from govsweep.reading.failures import (
    is_alert,
    is_away,
    is_empty,
    is_failure,
    is_gone,
    is_refusal,
    is_scripted,
    is_soft_error,
    is_wall,
    names_request,
)
from govsweep.reading.farewell import farewell
from govsweep.reading.fetches import fetches
from govsweep.reading.filedrows import with_dates_below
from govsweep.reading.fillable import element, fillable_places, in_scripts, runs_scripts, with_names
from govsweep.reading.fills import fills
from govsweep.reading.footer import read_footer
from govsweep.reading.frames import frames, shows_foreign
from govsweep.reading.grounds import shown
from govsweep.reading.headline import headline, meta_value, parts_of_title
from govsweep.reading.hiding import Hidden
from govsweep.reading.hollow import awaits, stands_over
from govsweep.reading.jumps import jumps, marks, places_named
from govsweep.reading.kinds import (
    Shape,
    is_article,
    is_paged,
    is_shell,
    kind_of_page,
    looks_like_home,
)
from govsweep.reading.lines import digest
from govsweep.reading.listforms import rows_without_links
from govsweep.reading.listing import (
    Group,
    entries,
    group,
    listed_runs,
    lone,
    own_lists,
    pictured,
    settle_columns,
)
from govsweep.reading.loose import loose_rows
from govsweep.reading.lures import search_redirects
from govsweep.reading.number_cells import number_cells
from govsweep.reading.paging import find_more
from govsweep.reading.places import places
from govsweep.reading.policy import read_policy
from govsweep.reading.policy_marks import lines_about
from govsweep.reading.posts import posts
from govsweep.reading.publication import Publication, publication
from govsweep.reading.redirects import Redirection, redirection
from govsweep.reading.rows import find_rows
from govsweep.reading.sanitize import MAX_TEXT
from govsweep.reading.sections import forms, sections
from govsweep.reading.sketch import sketch
from govsweep.reading.source import read_source
from govsweep.reading.structure import structure
from govsweep.reading.tabs import tabs
from govsweep.reading.tree import Box, Tree
from govsweep.reading.turnable import may_turn
from govsweep.reading.unfilled import unfilled
from govsweep.reading.unturned import Turning, is_unturned, may_hold_pager
from govsweep.reading.walk import parse
from govsweep.reading.yearheads import with_years_above

_MAX_BODY = 5_000_000
_BINARY = (
    b"%PDF",
    b"PK\x03\x04",
    b"\xff\xd8\xff",
    b"GIF8",
    b"\x89PNG",
    b"\xd0\xcf\x11\xe0",
    b"Rar!",
    b"\x1f\x8b",
)
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_MAX_EVADING = 20  # links laid off the screen that are told one by one
_MAX_NULS = 8  # zero bytes in the first kilobyte of what may be a page
_HEAD = 100_000  # characters in which the title is looked for
_MAX_HEAD = 40  # lines of a body without prose in which its headline may stand
_LEAST_PROSE = 100  # of one that is an article's, wherever it stands
_LEAST_TEXT = 20  # characters of a main text that is told from others
_LEAST_TABLE = 200  # characters of cells, outside links
_BESIDE = 2  # rows without days that are none of a list drawn by a script
_MAX_FRAMING = 200  # characters of a page that shows the documents of others
_IDENTIFIER = re.compile(r"\d{10}|bm\d{8}")
_HAN = re.compile(r"[\u4e00-\u9fff]")
_TITLE = re.compile(r"<(?:title|TITLE|Title)[^<>]*>\s*([^<]*)")
_ENTITY = re.compile(r"&#[xX]?[0-9a-fA-F]{2,6};")
# Python 3.11 looks members of enumerations up slowly.
_ARTICLE = PageKind.ARTICLE
_LIST = PageKind.LIST
_OTHER = PageKind.OTHER
_FAREWELL = PageKind.FAREWELL
_HOME = PageKind.HOME
_MAIN = Place.MAIN
_REDIRECT = PageKind.REDIRECT


def read_page(
    body: bytes, *, url: str, content_type: str = "", home: bool = False, day: dt.date | None = None
) -> Page:
    """Read a page; any bytes give a page, and what cannot be seen stays empty."""
    if _is_binary(body, content_type):
        return Page(url=url)
    whole = len(body) <= _MAX_BODY
    body = body[:_MAX_BODY]
    decoded = decode(body, content_type)
    if "\0" in decoded.text:
        decoded = decoded._replace(text=decoded.text.replace("\0", ""), same=False)
    if len(decoded.text) > MAX_TEXT:
        decoded = decoded._replace(text=decoded.text[:MAX_TEXT], same=False)
        whole = False
    tree = parse(decoded.text, body if decoded.same else b"")
    # Of what a limit of ours cut, nobody knows how it ends.
    end = document_end(decoded.text) if whole else DocumentEnd(None, False)
    return _Reader(tree, decoded, end, url, home, day).page()


def _is_binary(body: bytes, content_type: str) -> bool:
    kind = content_type.partition(";")[0].strip().lower()
    if kind.startswith(("image/", "video/", "audio/", "font/")) or "pdf" in kind or "zip" in kind:
        return True
    wide = body.startswith((b"\xff\xfe", b"\xfe\xff"))  # UTF-16 is full of zeros
    if body.startswith(_BINARY):
        return True
    # A browser drops a stray NUL byte of a page; what is full of them is a file.
    return not wide and (b"\0" in body[:4] or body.count(b"\0", 0, 1_024) > _MAX_NULS)


class _Reader:
    """The steps of reading one page, in the order in which each needs those before it."""

    def __init__(
        self,
        tree: Tree,
        decoded: Decoded,
        end: DocumentEnd,
        url: str,
        home: bool,
        day: dt.date | None,
    ) -> None:
        self.tree = tree
        self.decoded = decoded
        self.end = end
        self.url = url
        self.home = home
        self.day = day
        self.addresses = Addresses(url, tree.base, decoded.query_charset)
        fold_aside(tree, self.addresses)
        self.places = places(tree)
        self.shell: bool | None = None
        self.leaves = farewell(tree) if home else ""
        self.named = places_named(tree)
        self.fillable: tuple[FillablePlace, ...] = ()
        self.loads: tuple[str, ...] = ()
        self.brings = False
        self.empty: EmptyBody | None = None

    def page(self) -> Page:
        """All facts of the page."""
        tree, addresses = self.tree, self.addresses
        self.body, self.length = find_body(tree, self.places)
        rows = with_years_above(tree, with_dates_below(find_rows(tree, self.places, addresses)))
        groups = group(tree, rows, self.places)
        if all(one.side for one in groups):
            groups = [*self._plain(), *groups]
        groups = settle_columns(groups, self._prose(listed_runs(groups)), self.url)
        body_runs = range(self.body.first_run, self.body.last_run) if self.body else range(0)
        first, prose = self._first_paragraph(body_runs)
        head = headline(tree, self.places, first, first if prose else first + _MAX_HEAD)
        dated = publication(
            tree,
            self.places,
            self.url,
            self._lines(head.run, first),
            body_runs,
            listed_runs(groups),
            self.day,
        )
        more = find_more(tree, addresses)
        target = redirection(tree, addresses, self.length)
        breadcrumb = find_breadcrumb(tree, addresses)
        # A notice of a site's own tells its day or its column, an error does not.
        refused, wall, failing = self._faults(bool(breadcrumb) or dated.rank <= Rank.FAR)
        gone = (
            not wall and dated.rank > Rank.FAR and is_gone(tree, self.places, listed_runs(groups))
        )
        if gone:
            groups, target = [], Redirection("", False)
        kind = self._kind(groups, dated, more, target, breadcrumb, head.run >= 0)
        if (wall or failing or gone) and kind in (_ARTICLE, _LIST):
            kind = _OTHER
        article, leaves = kind is _ARTICLE, kind is _FAREWELL
        if kind in (_LIST, _OTHER) and not (groups or gone) and self.length < 200:
            groups = pictured(rows, self.places)
            if kind is _LIST:
                groups = groups or lone(rows, self.places)
            kind = _LIST if groups else kind
        title, column = self._names(kind, head.text, breadcrumb)
        rowless = article or gone or bool(target.target or leaves)
        listed = () if rowless else entries(self._own(groups, kind), self.day)
        scripted: tuple[Entry, ...] = ()
        # One or two links without days are beside the list that a script draws.
        drawn = len(listed) <= _BESIDE and not any(row.date for row in listed)
        if drawn and not rowless and kind is not _HOME:
            scripted = self._scripted(groups)
            listed = scripted or listed
            kind = _LIST if listed else kind
        more_or_asked = self._served_from(more, kind, bool(listed))
        if not (listed or article or kind is _HOME):  # in boxes beside an empty place
            self.places, groups = content.beside(self.places, groups), []
        turning = self._turning(() if article else listed, groups, kind, more)
        self._settle_places(kind, groups, head.run)
        blocks = content.blocks(tree, self.places)
        unopenable = references.unopenable(tree, self.places, addresses)
        lines = [one.text for one in blocks if one.place is _MAIN]
        main = "".join(lines).replace(" ", "")
        # What sends its visitor on need show nothing itself.
        shows = not (wall or leaves or target.target)
        failing = failing and shows
        denies = gone or is_alert(tree) or (shows and self._denies(lines, dated, listed))
        hidden = references.hidden_links(tree, self.places, addresses)
        return Page(
            url=self.url,
            kind=kind,
            charset=self.decoded.charset,
            declared_charset=self.decoded.declared,
            decoded_well=self.decoded.well,
            title=title,
            document_title=tree.title,
            published=dated.published if article else None,
            published_source=dated.source if article else None,
            published_confidence=dated.confidence if article else 0.0,
            dates=dated.seen,
            column=column,
            breadcrumb=breadcrumb,
            meta=tree.meta,
            blocks=blocks,
            anchors=references.anchors(tree, self.places, addresses, unopenable),
            entries=listed,
            more=() if article else more_or_asked,
            footer=read_footer(
                tree,
                self.places,
                self.decoded.text,
                body_runs if article else range(0),
                self.url,
            ),
            identifier=self._identifier(),
            redirect=target.target,
            shell=not article
            and not leaves
            and not listed
            and (self._is_shell() or (not target.target and is_scripted(tree))),
            farewell=self.leaves if leaves else "",
            soft_error=denies or failing,
            broken=failing and not denies,
            wall=refused,
            ended=self.end.is_ended,
            broken_off=self.end.is_broken_off,
            main_hash=digest(main) if len(main) >= _LEAST_TEXT else b"",
            main_sketch=sketch(self._below(lines, title, head.text)) if article else b"",
            unopenable=unopenable,
            hidden_links=tuple(hidden),
            evading_links=tuple(
                [one for one, way in hidden.items() if way is Hidden.EVADING][:_MAX_EVADING]
            ),
            entity_title=self._has_entity_title(),
            head_scripts=tuple(references.head_scripts(tree, addresses)),
            fetches=() if article else fetches(tree, addresses, more),
            total=turning.total,
            hollow=bool(listed)
            and not (scripted or tree.datastore)
            and self._is_hollow(self._own(groups, kind)),
            awaits=not article and self._awaits(groups, kind),
            held=self._holder(self._first_row(groups, kind)) if listed and not article else "",
            bodies=self._bodies(head.run) if article else (),
            emptied=self.empty,
            unturned=turning.unturned,
            turnable=turning.turnable,
            choices=turning.choices,
            loose=turning.loose,
            tabs=turning.tabs,
            shown=() if article else shown(tree, self.places, addresses),
            fills=() if article else fills(tree),
            policy=read_policy(
                title,
                blocks,
                dated.published.date() if dated.published else None,
                lines_about(tree, head.run, first),
            )
            if article
            else None,
            main_length=len(main),
            sections=sections(tree, groups, addresses) if kind is _HOME else (),
            forms=forms(tree),
            reader=self._reader_of(listed, scripted),
            access=None if is_scripted(tree) else self._access(main),
            source=read_source(tree, max(head.run, 0)) if article else None,
            original=self._elsewhere(tree.original) if article else "",
            mobile=self._elsewhere(tree.mobile) if article else "",
            search_redirects=search_redirects(tree, addresses),
            code=tree.code,
            unfilled=unfilled(tree, self.places, self.decoded.text) if article else "",
            twice_declared=self.decoded.twice,
            structure=structure(tree) if kind is _HOME else b"",
            jumps=jumps(tree, self.places, addresses, self.named),
            named=marks(self.named),
            fillable=self.fillable,
            loads=self.loads,
            played=references.played(tree, addresses) if article else (),
            brings=self.brings,
            number_cells=number_cells(tree, len(blocks) - len(tree.runs)),
        )

    def _elsewhere(self, named: str) -> str:
        """An address that the head names; "" where it is the page's own, as it mostly is."""
        target = self.addresses.resolve(named) if named else ""
        return target if target != self.url else ""

    def _below(self, lines: list[str], *heads: str) -> str:
        """The main text below its headline, which another copy may have otherwise."""
        names = {"".join(one.split()) for one in heads}
        squeezed = [one.replace(" ", "") for one in lines]  # a block's only white space
        text = "".join([one for one in squeezed if one not in names])
        return text if len(text) >= _LEAST_TEXT else ""

    def _faults(self, told_of: bool) -> tuple[bool, bool, bool]:
        """Whether it is a wall's refusal and no more, whether one speaks on it, whether it failed.

        `told_of` is what a page of the site tells of with a day or a column.
        """
        tree = self.tree
        refused = is_refusal(tree) and (not told_of or names_request(tree))
        if refused or is_wall(tree):
            return refused, True, False
        away = self.home and not self.leaves and is_away(tree)
        failed = away or is_failure(tree) or is_empty(tree, len(self.decoded.text))
        return False, False, failed and not told_of

    def _denies(self, lines: list[str], dated: Publication, listed: tuple[Entry, ...]) -> bool:
        """Whether the page says that it does not exist, and neither tells its day nor lists."""
        if listed or dated.rank <= Rank.FAR:
            return False
        return is_soft_error(self.tree.title, "\n".join(lines))

    def _access(self, main: str) -> PageAccess:
        """What the page's markup offers to assistive software."""
        tree = self.tree
        return tree.access.told(
            title=tree.title,
            viewport=tree.meta.get("viewport", ""),
            headings=[
                int(box.tag[1])
                for box in tree.boxes
                if box.tag in _HEADINGS and not box.hidden and box.last_run > box.first_run
            ],
            text=main,
        )

    def _awaits(self, groups: list[Group], kind: PageKind) -> bool:
        """Whether something is to come, or a home page shows what another host has."""
        if kind is _HOME and shows_foreign(self.tree, self.places, self.addresses):
            return True
        return awaits(self.tree, self.places, self._first_row(groups, kind))

    def _served_from(
        self, more: tuple[str, ...], kind: PageKind, has_rows: bool
    ) -> tuple[str, ...]:
        """Where a page's list goes on, or has its rows from; of a home page its frames, too."""
        if kind is _HOME:
            more = tuple(dict.fromkeys((*frames(self.tree, self.addresses), *more)))
        plain = has_rows or self.home or kind is _ARTICLE
        return more if plain else self._asked(more)

    def _asked(self, more: tuple[str, ...]) -> tuple[str, ...]:
        """Where a page without rows has them from: frames, scripts' requests, further pages."""
        framed = frames(self.tree, self.addresses) if self.length < _MAX_FRAMING else ()
        if framed:
            return (*framed, *(one for one in more if one not in framed))
        posted_to = posts(self.tree, self.addresses)
        if posted_to:
            services = {question.partition("?")[0].partition("#")[0] for question in posted_to}
            return (*posted_to, *(one for one in more if one.partition("?")[0] not in services))
        return more or asked(self.tree, self.addresses)

    def _turning(
        self, listed: tuple[Entry, ...], groups: list[Group], kind: PageKind, more: tuple[str, ...]
    ) -> Turning:
        """What the page tells of the rest of its list."""
        if not listed:
            return Turning()
        own = self._own(groups, kind)
        drawn = {row.title for one in groups for row in one.rows}
        loose = (
            *loose_rows(self.tree, self.addresses, self.places, own, self.day, groups),
            *undrawn_rows(self.tree, self.addresses, self.day, drawn),
        )
        if self.home:
            return Turning(loose=loose)
        lines = _lines_of(self.tree, own)
        total = totals.of_page(self.tree, len(listed), lines.stop)
        tree, addresses, places = self.tree, self.addresses, self.places
        beside = Turning(
            total,
            choices=choices(tree, addresses, places, lines),
            loose=loose,
            tabs=tabs(tree, addresses, lines),
        )
        if more or total == len(listed):
            return beside
        unturned = is_unturned(tree, addresses, places, lines.stop, len(listed))
        turnable = not unturned and (
            may_hold_pager(tree, places, lines.stop)
            or may_turn(tree, addresses, places, lines, len(listed))
        )
        return beside._replace(unturned=unturned, turnable=turnable)

    def _is_hollow(self, groups: list[Group]) -> bool:
        """Whether an empty place for a list stands right above all rows."""
        first = _first_of(groups)
        return first is not None and stands_over(self.tree, first)

    def _settle_places(self, kind: PageKind, groups: list[Group], head: int) -> None:
        """Tell the page's own content from the rest, once its empty places are known."""
        tree, addresses = self.tree, self.addresses
        self.empty = self._emptied(head) if kind is _ARTICLE else None
        scripted = runs_scripts(tree, self.decoded.text)
        if kind in (_HOME, _LIST, _OTHER, _ARTICLE) and scripted:
            rows = [_first_of([one]) for one in self._own(groups, kind)]
            found = [row for row in rows if row is not None]
            self.fillable = fillable_places(tree, self.places, found, addresses)
        if self.fillable and kind is not _ARTICLE:
            told = in_scripts(tree, self.decoded.text, addresses)
            self.fillable, self.loads = with_names(self.fillable, told), told.loads
            self.brings = told.brings
        self.places = content.own_content(tree, self.places, kind, self.body, groups, head)

    def _emptied(self, head: int) -> EmptyBody | None:
        """The empty places of an article that shows no text."""
        if self.length >= _LEAST_PROSE or is_scripted(self.tree):
            return None
        return emptied(self.tree, self.places, head, self.addresses, self.decoded.text)

    def _bodies(self, head: int) -> tuple[str, ...]:
        """What holds the text of an article."""
        return holders(self.tree, self.body, self.tree.runs[head].box) if head >= 0 else ()

    def _holder(self, row: Box | None) -> str:
        """What holds a row, where that has a name."""
        holder = row.parent if row is not None else None
        return element(self.tree, holder) if holder is not None and holder.name else ""

    def _first_row(self, groups: list[Group], kind: PageKind) -> Box | None:
        return _first_of(self._own(groups, kind))

    def _plain(self) -> list[Group]:
        """The rows without links, where a page that is not called an article has no others."""
        if self.home or meta_value(self.tree, "articletitle") or is_article(self.url):
            return []
        rows = rows_without_links(self.tree, self.places, self.addresses)
        return group(self.tree, rows, self.places)

    def _scripted(self, groups: list[Group]) -> tuple[Entry, ...]:
        """The rows that scripts hold and have not drawn already."""
        texts = (text for text, _ in self.tree.scripts if text)
        drawn = {row.title for one in groups for row in one.rows}
        found = jsonrows.of_scripts(texts, self.addresses, self.day)
        return tuple(one for one in found if one.title not in drawn)

    def _reader_of(self, listed: tuple[Entry, ...], scripted: tuple[Entry, ...]) -> str:
        if not listed:
            return ""
        return "script" if scripted else "datastore" if self.tree.datastore else "rows"

    def _first_paragraph(self, body: range) -> tuple[int, bool]:
        """The first paragraph of the body, else the body's first run; and whether it is prose."""
        for number in body:
            run = self.tree.runs[number]
            if len(run.text) - run.linked >= 50 and "。" in run.text:
                return number, True
        return body.start, False

    def _lines(self, head: int, first: int) -> range:
        """The runs in which a date without a label is the article's own."""
        if head < 0:
            return range(max(0, first - 12), first + 1)
        start = head - 2  # some templates show the date above the headline
        return range(start, first + 1 if first > head else head + 8)

    def _kind(
        self,
        groups: list[Group],
        dated: Publication,
        more: tuple[str, ...],
        target: Redirection,
        breadcrumb: Breadcrumb,
        headed: bool,
    ) -> PageKind:
        if target.target and (target.at_once or (len(self.tree.links) <= 8 and self.length < 300)):
            return _REDIRECT
        if self.leaves:
            return _FAREWELL
        if self.home or looks_like_home(self.tree, self.url, len(groups), bool(breadcrumb)):
            return _HOME
        body, prose = self.body, self._prose(listed_runs(groups))
        among = prose >= 200  # rows that stand in the prose of a body are no list
        outside = [one for one in groups if not one.side and not (among and self._in_body(one))]
        empty = not groups and self._is_shell()
        shape = Shape(
            rows=max((len(one.rows) for one in groups), default=0),
            dated=sum(one.dated for one in outside),
            body=prose,
            text=self.tree.own_length(body) if body and not empty else 0,
            headed=headed,
            filled=body is not None and body.last_other > body.first_other,
            paged=is_paged(self.tree, more),
            column=bool(breadcrumb or meta_value(self.tree, "columnname")),
        )
        return kind_of_page(self.tree, self.url, shape, dated)

    def _is_shell(self) -> bool:
        """Whether the page shows nothing until its scripts have run, if it has no rows."""
        if self.shell is None:
            drawn = any(self.places[box.number] is _MAIN for box in self.tree.drawings)
            awaits = is_shell(self.decoded.text, 0, self.length) and not self._shows_table()
            self.shell = awaits or drawn
        return self.shell

    def _shows_table(self) -> bool:
        """Whether the page has a table that is filled already, of telephones or of figures."""
        shown = (
            len(run.text) - run.linked
            for run in self.tree.runs
            if run.box.tag == "td" and self.places[run.box.number] is _MAIN
            if "{{" not in run.text
        )
        return sum(shown) >= _LEAST_TABLE

    def _prose(self, listed: frozenset[int]) -> int:
        """Characters of running text in the body, without the summaries of rows."""
        if self.body is None or not listed:
            return self.length
        numbers = range(self.body.first_run, self.body.last_run)
        running = self.tree.running()
        return sum(running[one] for one in numbers if one not in listed)

    def _in_body(self, one: Group) -> bool:
        return self.body is not None and self.body.holds(one.parent)

    def _own(self, groups: list[Group], kind: PageKind) -> list[Group]:
        """The groups that are the list itself, not a list beside it."""
        return groups if kind is _HOME else own_lists(self.tree, groups, self.url)

    def _names(self, kind: PageKind, head: str, breadcrumb: Breadcrumb) -> tuple[str, str]:
        if kind is _ARTICLE:
            return head, column_name(self.tree, breadcrumb, head)
        column = column_name(self.tree, breadcrumb)
        if kind is _HOME:
            parts = parts_of_title(self.tree)
            return (parts[0] if parts else self.tree.title), ""
        return list_title(self.tree, column) or self.tree.title, column

    def _identifier(self) -> str:
        tagged = "".join(meta_value(self.tree, "siteidcode").split())
        if _IDENTIFIER.fullmatch(tagged):
            return tagged
        return "" if _HAN.search(tagged) else tagged[:40]

    def _has_entity_title(self) -> bool:
        """Whether most of the title is written as numeric entities, as injected titles are."""
        title = _TITLE.search(self.decoded.text, 0, _HEAD)
        written = title.group(1) if title else ""
        entities = _ENTITY.findall(written)
        return len(entities) >= 3 and sum(map(len, entities)) * 2 > len(written)


def _lines_of(tree: Tree, groups: list[Group]) -> range:
    """The lines from the first row to the last; none where there are no rows."""
    rows = [row for one in groups for row in one.rows]
    found = [(row.top.first_run, row.top.last_run) for row in rows if not row.line]
    lines = {row.number for row in rows if row.line}
    if lines:
        first, last = min(lines), max(lines)
        found += [
            (at, at + 1)
            for at, run in enumerate(tree.runs)
            if run.first_link <= first < run.last_link or run.first_link <= last < run.last_link
        ]
    if not found:
        return range(0)
    return range(min(first for first, _ in found), max(last for _, last in found))


def _first_of(groups: list[Group]) -> Box | None:
    """The box of the first of all rows."""
    tops = (row.top for one in groups for row in one.rows)
    return min(tops, key=lambda top: top.number, default=None)
