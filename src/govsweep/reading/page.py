"""A page's bytes to its facts."""

import datetime as dt
import re
from hashlib import blake2b

from govsweep.addresses import host, registrable
from govsweep.facts import Anchor, Block, Page, PageKind, Place, TargetKind
from govsweep.reading.addressing import Addresses, kind_of
from govsweep.reading.body import find_body
from govsweep.reading.decode import Decoded, decode
from govsweep.reading.footer import read_footer
from govsweep.reading.headline import (
    column_name,
    find_trail,
    headline,
    list_title,
    parts_of_title,
)
from govsweep.reading.kinds import Shape, is_shell, is_soft_error, kind_of_page, redirection
from govsweep.reading.paging import find_more
from govsweep.reading.publication import Publication, publication
from govsweep.reading.rows import Group, entries, find_rows, group
from govsweep.reading.tree import Box, Tree, grow
from govsweep.reading.wording import BOILERPLATE

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
_IDENTIFIER = re.compile(r"(?:\d{10}|bm\d{8})")
_ENTITY_TITLE = re.compile(
    r"<title[^>]*>\s*((?:[^<]{0,40}&#x?[0-9a-f]{2,6};){3}[^<]*)", re.IGNORECASE
)
_ENTITY = re.compile(r"&#x?[0-9a-f]{2,6};", re.IGNORECASE)
_KINDS = {
    "img": TargetKind.IMAGE,
    "link": TargetKind.STYLE,
    "script": TargetKind.SCRIPT,
}


def read_page(
    body: bytes, *, url: str, content_type: str = "", home: bool = False, day: dt.date | None = None
) -> Page:
    """Read a page; any bytes give a page, and what cannot be seen stays empty."""
    if _is_binary(body, content_type):
        return Page(url=url)
    decoded = decode(body[:_MAX_BODY], content_type)
    tree = grow(decoded.text)
    return _Reader(tree, decoded, url, home, day).page()


def _is_binary(body: bytes, content_type: str) -> bool:
    kind = content_type.partition(";")[0].strip().lower()
    if kind.startswith(("image/", "video/", "audio/", "font/")) or "pdf" in kind or "zip" in kind:
        return True
    return body.startswith(_BINARY)


class _Reader:
    """The steps of reading one page, in the order in which each needs those before it."""

    def __init__(self, tree: Tree, decoded: Decoded, url: str, home: bool, day: dt.date | None):
        from govsweep.reading.places import places

        self.tree = tree
        self.decoded = decoded
        self.url = url
        self.home = home
        self.day = day
        self.addresses = Addresses(url, tree.base)
        self.places = places(tree)

    def page(self) -> Page:
        tree, addresses = self.tree, self.addresses
        body, length = find_body(tree, self.places)
        groups = group(find_rows(tree, self.places, addresses), self.places)
        outside = [one for one in groups if body is None or not _within(one.parent, body)]
        inside_runs = range(body.first_run, body.last_run) if body else range(0)
        head = headline(tree, self.places, self._first_paragraph(inside_runs) or len(tree.runs))
        lines = self._lines(head.run, inside_runs)
        dated = publication(tree, self.places, self.url, lines, self.day)
        more = find_more(tree, addresses, self.decoded.text)
        target = redirection(tree, addresses, length)
        kind = self._kind(groups, dated, length, head.run >= 0, more, target)
        trail = find_trail(tree, addresses)
        title, column = self._names(kind, head.text, trail)
        article = kind is PageKind.ARTICLE
        rows = (
            ()
            if article or kind is PageKind.REDIRECT
            else entries(self._main(groups, kind), self.day)
        )
        self._settle(kind, body, groups, head.run)
        blocks = self._blocks()
        main = "".join(block.text for block in blocks if block.place is Place.MAIN)
        shell = not article and is_shell(self.decoded.text, len(rows), length)
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
            dates=dated.seen,
            column=column,
            trail=trail,
            meta=tree.meta,
            blocks=blocks,
            anchors=self._anchors(),
            entries=rows,
            more=() if article else more,
            footer=read_footer(
                tree, self.places, self.decoded.text, inside_runs if article else range(0)
            ),
            identifier=self._identifier(),
            redirect=target,
            shell=shell,
            soft_error=is_soft_error(tree.title, main),
            main_hash=_hash("".join(main.split())) if len(main) >= 20 else b"",
            hidden_links=self._hidden_links(),
            markers=self._markers(),
            reader=("datastore" if tree.datastore else "rows") if rows else "",
        )

    def _first_paragraph(self, runs: range) -> int:
        for number in runs:
            run = self.tree.runs[number]
            if len(run.text) - run.linked >= 50 and "。" in run.text:
                return number
        return runs.start

    def _lines(self, head: int, body: range) -> range:
        """The runs in which a date without a label is the article's own."""
        first = self._first_paragraph(body)
        start = head if head >= 0 else max(0, first - 12)
        return range(
            start,
            max(first, start) + 1
            if not body
            else max(first, start + 8 if not first else first) + 1,
        )

    def _kind(
        self,
        groups: list[Group],
        dated: Publication,
        length: int,
        headed: bool,
        more: tuple[str, ...],
        target: str,
    ) -> PageKind:
        if target and len(self.tree.links) <= 8 and length < 300:
            return PageKind.REDIRECT
        if self.home:
            return PageKind.HOME
        shape = Shape(
            max((len(one.rows) for one in groups), default=0),
            sum(one.dated for one in groups),
            length,
            headed,
            len(self.tree.links),
            len(more),
        )
        return kind_of_page(self.tree, self.url, shape, dated, groups)

    def _main(self, groups: list[Group], kind: PageKind) -> list[Group]:
        """The groups that are the list itself, not a list beside it."""
        if kind is PageKind.HOME or not groups:
            return groups
        best = max(groups, key=lambda one: (one.dated, len(one.rows)))
        return [one for one in groups if one is best or (one.dated and not one.side)]

    def _names(
        self, kind: PageKind, head: str, trail: tuple[tuple[str, str], ...]
    ) -> tuple[str, str]:
        if kind is PageKind.ARTICLE:
            return head, column_name(self.tree, trail, head)
        column = column_name(self.tree, trail)
        if kind is PageKind.LIST:
            return list_title(self.tree, column), column
        parts = parts_of_title(self.tree)
        return (parts[0] if parts else ""), column

    def _settle(self, kind: PageKind, body: Box | None, groups: list[Group], head: int) -> None:
        """Make what surrounds the page's own content navigation."""
        own: list[Box] = []
        if kind is PageKind.ARTICLE:
            own = [body] if body else []
        else:
            own = [row.top for one in groups for row in one.rows]
        numbers = {n for box in own for n in range(box.number, box.last + 1)}
        headed = self.tree.runs[head].box.number if head >= 0 else -1
        kept = list(self.places)
        for box in self.tree.boxes:
            if kept[box.number] is not Place.MAIN or box.number in numbers or box.number == headed:
                continue
            if (kind is PageKind.ARTICLE and body is not None) or (box.first_link < box.last_link and self._mostly_links(box)):
                kept[box.number] = Place.NAVIGATION
        self.places = kept

    def _mostly_links(self, box: Box) -> bool:
        own = [run for run in self.tree.runs[box.first_run : box.last_run] if run.box is box]
        linked = sum(run.linked for run in own)
        return bool(linked) and linked > 0.6 * sum(len(run.text) for run in own)

    def _blocks(self) -> tuple[Block, ...]:
        blocks = []
        if self.tree.title:
            blocks.append(_block(self.tree.title, Place.TITLE))
        for name in ("description", "keywords"):
            if self.tree.meta.get(name):
                blocks.append(_block(self.tree.meta[name], Place.META))
        for run in self.tree.runs:
            place = self.places[run.box.number]
            if place is Place.MAIN and len(run.text) < 200 and BOILERPLATE.search(run.text):
                place = Place.NAVIGATION
            blocks.append(_block(run.text, place))
        return tuple(blocks)

    def _anchors(self) -> tuple[Anchor, ...]:
        found: dict[tuple[str, Place, TargetKind], str] = {}
        for link in self.tree.links:
            target = self.addresses.resolve(link.target)
            if target:
                key = (target, self.places[link.box.number], kind_of(target))
                if not found.get(key):
                    found[key] = link.text or link.title
        for other in self.tree.others:
            if other.tag == "option" and not other.target.startswith(("http:", "https:", "/")):
                continue
            target = self.addresses.resolve(other.target)
            if target:
                kind = _KINDS.get(other.tag) or kind_of(target)
                key = (target, self.places[other.box.number], kind)
                if not found.get(key):
                    found[key] = other.text
        return tuple(Anchor(t, text[:300], place, kind) for (t, place, kind), text in found.items())

    def _identifier(self) -> str:
        told = self.tree.meta.get("siteidcode", "")
        if _IDENTIFIER.fullmatch(told):
            return told
        return "" if not told or any("\u4e00" <= one <= "\u9fff" for one in told) else told[:40]

    def _hidden_links(self) -> tuple[str, ...]:
        own = registrable(host(self.url))
        found: dict[str, None] = {}
        for link in self.tree.links:
            if self.places[link.box.number] is Place.HIDDEN:
                target = self.addresses.resolve(link.target)
                if target and registrable(host(target)) != own:
                    found[target] = None
        return tuple(found)

    def _markers(self) -> tuple[str, ...]:
        found = []
        title = _ENTITY_TITLE.search(self.decoded.text)
        if title and sum(map(len, _ENTITY.findall(title.group(1)))) > 0.5 * len(title.group(1)):
            found.append("entity-title")
        own = registrable(host(self.url))
        for source in self.tree.head_scripts:
            there = host(self.addresses.resolve(source))
            if there and registrable(there) != own:
                found.append(f"head-script:{there}")
        return tuple(dict.fromkeys(found))


def _within(inner: Box, outer: Box) -> bool:
    return outer.number <= inner.number <= outer.last


def _block(text: str, place: Place) -> Block:
    return Block(text, place, _hash(text))


def _hash(text: str) -> bytes:
    return blake2b(text.encode("utf-8", "replace"), digest_size=16).digest()
