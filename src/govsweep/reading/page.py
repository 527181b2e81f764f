"""A page's bytes to its facts."""

import datetime as dt

from govsweep.facts import Entry, Page, PageAccess, PageKind, Place
from govsweep.reading import content, jsonrows, references
from govsweep.reading.addressing import Addresses
from govsweep.reading.aside import fold_aside
from govsweep.reading.binary import is_binary
from govsweep.reading.body import find_body
from govsweep.reading.columns import find_breadcrumb
from govsweep.reading.date_ranks import Rank
from govsweep.reading.decode import Decoded, decode
from govsweep.reading.document_end import DocumentEnd, document_end
from govsweep.reading.emptied import holders
from govsweep.reading.empty_places import EmptyPlaces, empty_body, empty_places
from govsweep.reading.failures import (
    is_alert,
    is_gone,
    is_scripted,
    is_soft_error,
)
from govsweep.reading.farewell import farewell
from govsweep.reading.faults import faults
from govsweep.reading.fetches import fetches
from govsweep.reading.filedrows import with_dates_below
from govsweep.reading.fillable import element
from govsweep.reading.fills import fills
from govsweep.reading.footer import read_footer
from govsweep.reading.frames import shows_foreign
from govsweep.reading.grounds import shown
from govsweep.reading.headline import headline, meta_value
from govsweep.reading.hiding import Hidden
from govsweep.reading.hollow import awaits, stands_over
from govsweep.reading.identity import elsewhere, has_entity_title, names, site_code
from govsweep.reading.jumps import jumps, marks, places_named
from govsweep.reading.kinds import (
    is_article,
)
from govsweep.reading.lines import digest
from govsweep.reading.listforms import rows_without_links
from govsweep.reading.listing import (
    Group,
    entries,
    first_box,
    group,
    listed_runs,
    lone,
    own_lists,
    pictured,
    settle_columns,
)
from govsweep.reading.lures import search_redirects
from govsweep.reading.number_cells import number_cells
from govsweep.reading.page_kind import KindOfPage
from govsweep.reading.paging import find_more
from govsweep.reading.places import places
from govsweep.reading.policy import read_policy
from govsweep.reading.policy_marks import lines_about
from govsweep.reading.publication import Publication, publication
from govsweep.reading.redirects import Redirection, redirection
from govsweep.reading.rest_of_list import beside_rows, rest_of_list
from govsweep.reading.row import Row
from govsweep.reading.rows import find_rows
from govsweep.reading.sanitize import MAX_TEXT
from govsweep.reading.sections import forms, sections
from govsweep.reading.served import served_from
from govsweep.reading.sketch import sketch
from govsweep.reading.source import read_source
from govsweep.reading.structure import structure
from govsweep.reading.tree import Box, Tree
from govsweep.reading.unfilled import unfilled
from govsweep.reading.unturned import Turning
from govsweep.reading.walk import parse
from govsweep.reading.yearheads import with_years_above

_MAX_BODY = 5_000_000
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_MAX_EVADING = 20  # links laid off the screen that are told one by one
_MAX_HEAD = 40  # lines of a body without prose in which its headline may stand
_LEAST_TEXT = 20  # characters of a main text that is told from others
_BESIDE = 2  # rows without days that are none of a list drawn by a script
# Python 3.11 looks members of enumerations up slowly.
_ARTICLE = PageKind.ARTICLE
_LIST = PageKind.LIST
_OTHER = PageKind.OTHER
_FAREWELL = PageKind.FAREWELL
_HOME = PageKind.HOME
_MAIN = Place.MAIN


def read_page(
    body: bytes, *, url: str, content_type: str = "", home: bool = False, day: dt.date | None = None
) -> Page:
    """Read a page; any bytes give a page, and what cannot be seen stays empty."""
    if is_binary(body, content_type):
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
        self.leaves = farewell(tree) if home else ""
        self.named = places_named(tree)

    def page(self) -> Page:
        """All facts of the page."""
        tree, addresses = self.tree, self.addresses
        self.body, self.length = find_body(tree, self.places)
        self.kinds = KindOfPage(
            tree, self.decoded.text, self.url, home=self.home, body=self.body, length=self.length
        )
        rows, groups = self._rows()
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
        told_of = bool(breadcrumb) or dated.rank <= Rank.FAR
        refused, wall, failing = faults(
            tree, len(self.decoded.text), told_of=told_of, at_home=self.home and not self.leaves
        )
        gone = (
            not wall and dated.rank > Rank.FAR and is_gone(tree, self.places, listed_runs(groups))
        )
        if gone:
            groups, target = [], Redirection("", False)
        kind = self.kinds.of(
            groups,
            self.places,
            dated,
            more,
            target,
            breadcrumb,
            headed=head.run >= 0,
            leaves=bool(self.leaves),
        )
        if (wall or failing or gone) and kind in (_ARTICLE, _LIST):
            kind = _OTHER
        article, leaves = kind is _ARTICLE, kind is _FAREWELL
        if kind in (_LIST, _OTHER) and not (groups or gone) and self.length < 200:
            groups = pictured(rows, self.places)
            if kind is _LIST:
                groups = groups or lone(rows, self.places)
            kind = _LIST if groups else kind
        title, column = names(tree, kind, head.text, breadcrumb)
        rowless = article or gone or bool(target.target or leaves)
        listed = () if rowless else entries(self._own(groups, kind), self.day)
        scripted: tuple[Entry, ...] = ()
        # One or two links without days are beside the list that a script draws.
        drawn = len(listed) <= _BESIDE and not any(row.date for row in listed)
        if drawn and not rowless and kind is not _HOME:
            scripted = self._scripted(groups)
            listed = scripted or listed
            kind = _LIST if listed else kind
        more_or_asked = served_from(
            tree,
            addresses,
            more,
            kind=kind,
            shows=bool(listed) or self.home or article,
            length=self.length,
        )
        if not (listed or article or kind is _HOME):  # in boxes beside an empty place
            self.places, groups = content.beside(self.places, groups), []
        turning = Turning() if article else self._turning(len(listed), groups, kind, bool(more))
        empty = self._empty_places(kind, groups, head.run)
        self.places = content.own_content(tree, self.places, kind, self.body, groups, head.run)
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
            identifier=site_code(tree),
            redirect=target.target,
            shell=not article
            and not leaves
            and not listed
            and (self.kinds.is_shell(self.places) or (not target.target and is_scripted(tree))),
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
            entity_title=has_entity_title(self.decoded.text),
            head_scripts=tuple(references.head_scripts(tree, addresses)),
            fetches=() if article else fetches(tree, addresses, more),
            total=turning.total,
            hollow=bool(listed)
            and not (scripted or tree.datastore)
            and self._is_hollow(self._own(groups, kind)),
            awaits=not article and self._awaits(groups, kind),
            held=self._holder(self._first_row(groups, kind)) if listed and not article else "",
            bodies=self._bodies(head.run) if article else (),
            emptied=empty.body,
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
            original=elsewhere(addresses, self.url, tree.original) if article else "",
            mobile=elsewhere(addresses, self.url, tree.mobile) if article else "",
            search_redirects=search_redirects(tree, addresses),
            code=tree.code,
            unfilled=unfilled(tree, self.places, self.decoded.text) if article else "",
            twice_declared=self.decoded.twice,
            structure=structure(tree) if kind is _HOME else b"",
            jumps=jumps(tree, self.places, addresses, self.named),
            named=marks(self.named),
            fillable=empty.fillable,
            loads=empty.loads,
            played=references.played(tree, addresses) if article else (),
            brings=empty.brings,
            number_cells=number_cells(tree, len(blocks) - len(tree.runs)),
        )

    def _below(self, lines: list[str], *heads: str) -> str:
        """The main text below its headline, which another copy may have otherwise."""
        names = {"".join(one.split()) for one in heads}
        squeezed = [one.replace(" ", "") for one in lines]  # a block's only white space
        text = "".join([one for one in squeezed if one not in names])
        return text if len(text) >= _LEAST_TEXT else ""

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

    def _turning(self, rows: int, groups: list[Group], kind: PageKind, has_more: bool) -> Turning:
        """What the page tells of the rest of its list."""
        if not rows:
            return Turning()
        tree, addresses, places, own = (
            self.tree,
            self.addresses,
            self.places,
            self._own(groups, kind),
        )
        beside = beside_rows(tree, addresses, places, own, groups, self.day)
        if self.home:
            return beside
        return rest_of_list(tree, addresses, places, own, beside, rows=rows, has_more=has_more)

    def _empty_places(self, kind: PageKind, groups: list[Group], head: int) -> EmptyPlaces:
        """What stands empty on the page; known before its own content is told from the rest."""
        text = self.decoded.text
        of_page = (self.tree, text, self.places, self.addresses)
        found = empty_places(*of_page, self._own(groups, kind), kind=kind)
        if kind is not _ARTICLE:
            return found
        return found._replace(body=empty_body(*of_page, head=head, length=self.length))

    def _is_hollow(self, groups: list[Group]) -> bool:
        """Whether an empty place for a list stands right above all rows."""
        first = first_box(groups)
        return first is not None and stands_over(self.tree, first)

    def _bodies(self, head: int) -> tuple[str, ...]:
        """What holds the text of an article."""
        return holders(self.tree, self.body, self.tree.runs[head].box) if head >= 0 else ()

    def _holder(self, row: Box | None) -> str:
        """What holds a row, where that has a name."""
        holder = row.parent if row is not None else None
        return element(self.tree, holder) if holder is not None and holder.name else ""

    def _first_row(self, groups: list[Group], kind: PageKind) -> Box | None:
        return first_box(self._own(groups, kind))

    def _rows(self) -> tuple[list[Row], list[Group]]:
        """The rows of the page, and the groups in which they make lists."""
        tree, places, addresses = self.tree, self.places, self.addresses
        rows = with_years_above(tree, with_dates_below(find_rows(tree, places, addresses)))
        groups = group(tree, rows, places)
        if all(one.side for one in groups):
            groups = [*self._plain(), *groups]
        prose = self.kinds.prose(listed_runs(groups))
        return rows, settle_columns(groups, prose, self.url)

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

    def _own(self, groups: list[Group], kind: PageKind) -> list[Group]:
        """The groups that are the list itself, not a list beside it."""
        return groups if kind is _HOME else own_lists(self.tree, groups, self.url)
