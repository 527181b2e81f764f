"""The one parse of a page and the one walk over it."""

import re
from collections.abc import Callable, Mapping
from functools import lru_cache
from itertools import islice
from typing import Literal, TypeAlias

from selectolax.lexbor import LexborHTMLParser, LexborNode

from govsweep.reading.dates import narrow
from govsweep.reading.gather import Gatherer, folded
from govsweep.reading.hiding import (
    Hidden,
    hides,
    hides_by_script,
    hiding_names,
    is_sized,
    js_hidden_names,
    shows_again,
    strips,
)
from govsweep.reading.lines import REMEMBERED, folded_line, line_of
from govsweep.reading.opening import ACTS, opener, panel
from govsweep.reading.sanitize import sanitize
from govsweep.reading.scripts import opens, records, written, written_date
from govsweep.reading.tree import Attributes, Box, Reference, Run, Tree

_INLINE_TAGS = (
    "a abbr acronym area b bdi bdo big cite code dfn em font i img ins del kbd label map mark "
    "nobr q rp rt ruby s samp small span strike strong sub sup time tt u var wbr input link meta "
    "base track param picture svg path g use canvas"
)
_MEDIA = ("source", "embed", "audio", "video", "object")
_OPAQUE = ("style", "noscript", "textarea", "template", "title")
_BLOCKS = "body div ul ol li dl dt dd p table th td h1 h2 h3 h4 h5 h6 section article header nav"
# Elements whose attributes say nothing that is read; not asking for them saves time.
_BARE_INLINE = ("b", "strong", "i", "em", "u", "sup", "sub", "small")
_BARE_BLOCKS = ("tbody", "thead")
_CLICKED = ("li", "dl", "dd")  # with tr: what a click opens, whatever its script says
_MAX_CARD = 1_000  # characters of it
_DATE = re.compile(r"[\[(]?(?:19|20)\d\d([-/.年])\d\d?[-/.月]\d\d?日?(?:\s[\d:]+)?[\])]?\s*")
_DATES_BEGIN = frozenset("12[(１２")
_MONTH_DAY = re.compile(r"[01]\d[-/.][0-3]\d|[0-3]\d/[01]\d")
_DAY = re.compile(r"(?:(?:19|20)\d\d[-/.年])?\d\d?[-/.月]\d\d?")
# What begins an element of its own behind a row's title within one link.
_LABEL = re.compile(
    r"\s*[\[【(（]?(?:信息|文章)?(?:来源|作者|编辑|(?:发布|更新)?(?:时间|日期)|发布(?:机构|单位|者)|发文字号|文号|"
    r"索引号|(?:浏览|阅读|点击|访问)(?:次数|量|数)?)\s*[:：]"
)
_POINTS = (
    "，。、；：,.;:!?！？）)】]》”’的 \t\r\n-—至到"  # a date before these is of their sentence
)
_SIZE = re.compile(r"(?:[2-9]\d\d|[1-9]\d{3})(?:px)?|100%")
_LARGE = re.compile(
    r"(?<![-\w])(?:width|height)\s*:\s*(?:(?:[2-9]\d\d|[1-9]\d{3})px|100%)", re.IGNORECASE
)
_LEAST_SUMMARY = 20  # characters
_MAX_DRAWINGS = 20
_MAX_SCRIPT = 300_000
_MAX_TITLE = 1_000
_MAX_NAME = 300
_MAX_RUN = 20_000
_MAX_TEXT = 500_000
_MAX_REFERENCES = 10_000
_MAX_FORMS = 20
_MAX_HEAD_SCRIPTS = 100
_MAX_PARTS = 60  # lines of one link
_NOTHING: Attributes = {}
# Most elements have no other attributes than these, none of which a click or a title hangs on.
_PLAIN_BLOCK = frozenset(("class", "id", "style", "align", "valign", "width", "height"))
_PLAIN_LINK = frozenset(("href", "title", "target", "rel"))
_SHRUNK = Hidden.SHRUNK  # Python 3.11 looks a member of an enumeration up slowly

# What an element opens: a box, a link, both; or nothing, where only its children count.
_Opened: TypeAlias = Box | Reference | tuple[Box, Reference] | Literal[False]


def parse(text: str, encoded: bytes = b"") -> Tree:
    """Parse a page and walk it; `encoded` is the text in UTF-8, where that is at hand."""
    sanitized = sanitize(text)
    parser = LexborHTMLParser(encoded if encoded and sanitized is text else sanitized)
    walker = _Walker()
    if parser.root is not None:
        walker.tree.access.language = (parser.root.attributes.get("lang") or "").strip()[:20]
        walker.walk(parser.root)
    walker.close(walker.tree.boxes[0])
    if parser.body is not None and (opened := parser.body.attributes.get("onload")):
        walker.tree.scripts.append((opened, {}))
    if parser.head is not None:
        walker.tree.head_scripts = _head_scripts(parser.head)
    return walker.tree


def _is_date(text: str, linked: bool) -> bool:
    """Whether a text is a date alone; in a row's link month and day will do."""
    if linked and len(text) == 5:
        return _MONTH_DAY.fullmatch(text) is not None
    begins = len(text) <= 24 and text.strip()[:1] in _DATES_BEGIN
    return begins and _DATE.fullmatch(narrow(text)) is not None


@lru_cache(maxsize=4_096)
def _named(named: str, identified: str) -> str:
    """The name of an element of this class and this id."""
    return f"{named} {identified}".strip().lower()[:_MAX_NAME]


def _is_large(attributes: Attributes) -> bool:
    """Whether an element says of itself that it is no icon: by its width or its height."""
    if _SIZE.fullmatch((attributes.get("width") or "").strip()):
        return True
    return _LARGE.search(attributes.get("style") or "") is not None


def _leads_nowhere(target: str) -> bool:
    return target[:1] == "#" or target[:11].lower() == "javascript:"


def _is_summary(text: str, node: LexborNode) -> bool:
    """Whether a text is the summary below a row's title, in an element of its own in one link."""
    text = text.strip()
    if len(text) < _LEAST_SUMMARY or (text[-1] not in "。…" and not text.endswith("...")):
        return False
    own = node.parent
    before = own.prev if own is not None else None
    if own is None or own.tag == "a" or node.prev is not None or node.next is not None:
        return False
    return before is not None and not (before.is_text_node and (before.text_content or "").strip())


def _is_address(told: str | None) -> bool:
    """Whether what an attribute tells the page's scripts is an address, not a panel's name."""
    return told is not None and "/" in told and told[:1] != "#" and " " not in told


def _head_scripts(head: LexborNode) -> list[str]:
    """What the scripts right in the head are loaded from, in their order."""
    scripts = (one for one in head.iter() if one.tag == "script")
    sources = (one.attributes.get("src") for one in scripts)
    return list(islice((source for source in sources if source), _MAX_HEAD_SCRIPTS))


class _Walker(Gatherer):
    """Gathers the tree; the state of the walk is the box, the link and the run it stands in."""

    def __init__(self) -> None:
        super().__init__()
        self.hiding: dict[str, Hidden] = {}
        self.js_hidden: Box | None = None  # an invisible element that a script has opened
        self.pieces: list[str] = []
        self.linked = 0
        self.run_link = 0  # number of the first link of the run being gathered
        self.link_pieces: list[str] = []
        self.tips: dict[int, str] = {}  # of blocks, by their numbers: a cell may tell its link's

    def walk(self, top: LexborNode) -> None:
        """Visit all below `top` in document order; hostile depth must not exhaust the stack."""
        stack: list[tuple[LexborNode, _Opened]] = []
        visits, other = _VISITS, _Walker._other
        opened: _Opened | None
        node = top.first_child
        while True:
            if node is None:
                if not stack:
                    break
                node, opened = stack.pop()
                if isinstance(opened, Box):
                    self.close(opened)
                elif isinstance(opened, Reference):
                    self._end_link(opened)
                elif opened:
                    self._leave(opened)
                node = node.next
            elif node.is_text_node:
                if self.pieces or not node.is_empty_text_node:
                    text = node.text_content or ""
                    if self.link is not None and self.pieces and _is_summary(text, node):
                        self.flush()
                    self._text(text)
                node = node.next
            else:
                tag = node.tag or ""
                opened = visits.get(tag, other)(self, node, tag)
                if opened is None:
                    node = node.next
                else:
                    stack.append((node, opened))
                    node = node.first_child
        self.flush()

    # -- visits: what an element opens; None where its children are not to be visited

    def _break(self, _: LexborNode, __: str) -> None:
        self.flush()

    def _through(self, _: LexborNode, __: str) -> _Opened:
        return False

    def _inline(self, node: LexborNode, tag: str) -> _Opened:
        attributes = node.attributes
        if attributes:
            if not ACTS.isdisjoint(attributes) and opener(attributes):
                self.tree.openers.add(self.box.number)
            link = self.link
            if link is None and "onclick" in attributes and not self._hidden(attributes):
                target = opens(attributes["onclick"] or "")
                if target and node.css_first("a") is None:
                    return self._begin_link(target, attributes.get("title") or "")
            if link is not None and "title" in attributes and not link.title:
                link.title = attributes["title"] or ""
            if self._hidden(attributes):
                return self._open(tag, attributes)
        return False

    def _drawing(self, node: LexborNode, tag: str) -> _Opened:
        attributes = node.attributes
        drawings = self.tree.drawings
        if self.link is None and len(drawings) < _MAX_DRAWINGS and _is_large(attributes):
            drawings.append(self.box)
        return self._inline(node, tag)

    def _media(self, node: LexborNode, tag: str) -> _Opened:
        attributes = node.attributes
        if attributes:
            self._source(attributes)
        return self._inline(node, tag)

    def _bare(self, _: LexborNode, tag: str) -> _Opened:
        return self._open(tag, _NOTHING)

    def _block(self, node: LexborNode, tag: str) -> _Opened:
        attributes = node.attributes
        if _PLAIN_BLOCK.issuperset(attributes):
            return self._open(tag, attributes)
        if not ACTS.isdisjoint(attributes) and opener(attributes):
            self.tree.openers.add(self.box.number)
        if "onclick" in attributes and (tag in _CLICKED or opens(attributes["onclick"] or "")):
            return self._clicked(node, tag, attributes)
        if _is_address(attributes.get("data-href")):
            return self._clicked(node, tag, attributes)
        box = self._open(tag, attributes)
        if "title" in attributes:
            self.tips[box.number] = attributes["title"] or ""
        return box

    def _table_row(self, node: LexborNode, tag: str) -> _Opened:
        attributes = node.attributes
        if attributes and ("onclick" in attributes or _is_address(attributes.get("data-href"))):
            return self._clicked(node, tag, attributes)
        return self._open(tag, _NOTHING)

    def _clicked(self, node: LexborNode, tag: str, attributes: Attributes) -> _Opened:
        """A row or a card that a click anywhere opens: a link, unless it holds one."""
        box = self._open(tag, attributes)
        text = node.text() or ""
        links = len(self.tree.links)
        if links >= _MAX_REFERENCES or not text.strip() or len(text) > _MAX_CARD:
            return box
        if self.link is not None or node.css_first("a") is not None:
            return box
        told = attributes.get("data-href") or ""
        target = told if _is_address(told) else opens(attributes.get("onclick") or "")
        link = Reference("a", target, box, attributes.get("title") or "", "")
        self.tree.links.append(link)
        self.link, self.link_pieces = link, []
        self.run_link = links
        return box, link

    def _form(self, node: LexborNode, tag: str) -> _Opened:
        attributes = node.attributes
        box = self._open(tag, attributes)
        if len(self.tree.forms) < _MAX_FORMS:
            self.tree.forms.append((box, attributes.get("action") or ""))
        return box

    def _other(self, node: LexborNode, tag: str) -> _Opened | None:
        if ":" in tag:
            return self._inline(node, tag)
        if not tag or tag[0] in "-!":  # a comment, a document type, a broken name
            return None
        return self._block(node, tag)

    def _label(self, node: LexborNode, tag: str) -> _Opened:
        self.tree.access.label(node, node.attributes)
        return self._inline(node, tag)

    def _select(self, node: LexborNode, tag: str) -> _Opened:
        if self.box.hidden is Hidden.NOT:
            self.tree.access.field(node, node.attributes | {"type": "select"})
        return self._block(node, tag)

    def _time(self, node: LexborNode, tag: str) -> _Opened | None:
        """A moment: what the tag tells where its words tell no day (3天前), or not its year."""
        told = node.attributes.get("datetime") or ""
        shown = _DAY.search(node.text() or "") if told else None
        day = _DAY.search(told)
        if day and (shown is None or (len(shown.group()) <= 5 and len(day.group()) > 5)):
            self._text(f" {day.group()} ")
            return None
        return self._inline(node, tag)

    # -- boxes and runs

    def _leave(self, opened: tuple[Box, Reference]) -> None:
        """End a link and the box that it opened, as where it is hidden."""
        box, link = opened
        self.close(box)
        self._end_link(link)

    def _open(self, tag: str, attributes: Attributes) -> Box:
        tree, above = self.tree, self.box
        links = tree.links
        if self.pieces:
            self.flush()
        else:  # what `flush` would do, without the call: most boxes begin and end with no text
            self.run_link = len(links) - (self.link is not None)
        name, hidden = "", above.hidden
        if attributes:
            if hidden is _SHRUNK and is_sized(attributes):
                hidden = Hidden.NOT
            named, identified = attributes.get("class") or "", attributes.get("id") or ""
            if named or identified:
                long = len(named) + len(identified) > _MAX_NAME
                name = (_named.__wrapped__ if long else _named)(named, identified)
            if self.hiding or "style" in attributes or "hidden" in attributes or tag == "marquee":
                own = self._hidden(attributes)
                if own and panel(attributes):
                    tree.panels.add(len(tree.boxes))
                if tag == "marquee" and strips(attributes):
                    own = Hidden.EVADING
                if own:
                    hidden = max(hidden, own)
        boxes = tree.boxes
        number, run, other = len(boxes), len(tree.runs), len(tree.others)
        self.box = box = Box(tag, name, above, hidden, number, run, len(links), other)
        boxes.append(box)
        return box

    def close(self, box: Box) -> None:
        """End a box, and the run that was being gathered in it."""
        tree = self.tree
        links = tree.links
        if self.pieces:
            self.flush()
        else:
            self.run_link = len(links) - (self.link is not None)
        if self.js_hidden is not None and self.js_hidden.parent is box:
            self._show_again(self.js_hidden)
        box.last = len(tree.boxes) - 1
        box.last_run = len(tree.runs)
        box.last_link = len(links)
        box.last_other = len(tree.others)
        self.box = box.parent or box

    def _show_again(self, box: Box) -> None:
        self.js_hidden = None
        self.close(box)

    def _text(self, text: str) -> None:
        pieces, linked = self.pieces, self.link is not None
        if linked and pieces and _LABEL.match(text):
            self.flush()
            pieces = self.pieces
        if not pieces:
            if text.isspace():
                return
        elif text[0] in _DATES_BEGIN and len(text) <= 24 and _DATE.fullmatch(narrow(text)):
            pieces.append(" ")  # an element of its own beside a title, set off by its style
            if linked:
                self.link_pieces.append(" ")
        elif text[0].isdecimal() and len(pieces) > 1 and _is_date(pieces[-1], linked=False):
            pieces.append(" ")  # a count in an element of its own behind a date: 2026-11-19 31次
        elif len(pieces) == 1 and text[0] not in _POINTS and _is_date(pieces[0], linked):
            pieces.append(" ")  # the same before a title or a summary
            if linked and len(self.link_pieces) == 1:
                self.link_pieces.append(" ")
        pieces.append(text)
        if linked:
            self.link_pieces.append(text)
            self.linked += len(text.strip())

    def flush(self) -> None:
        """End the run being gathered."""
        tree = self.tree
        if self.pieces:
            text = "".join(self.pieces)
            short = len(text) <= REMEMBERED
            line = folded_line(text) if short else line_of(folded(text)[:_MAX_RUN])
            text = line.text
            self.pieces = []
            if text and tree.text_length < _MAX_TEXT:
                tree.text_length += len(text)
                tree.runs.append(
                    Run(line, text, self.box, self.linked, self.run_link, len(tree.links))
                )
            self.linked = 0
            if self.link is not None:
                self._end_part(self.link)
        self.run_link = len(tree.links) - (self.link is not None)

    def _hidden(self, attributes: Attributes) -> Hidden:
        style = attributes.get("style")
        found = hides(style) if style else Hidden.NOT
        if "hidden" in attributes:
            found = max(found, Hidden.FOLDED)
        if self.hiding:
            names = [f"#{attributes.get('id')}"]
            names += [f".{name}" for name in (attributes.get("class") or "").split()]
            for name in names:
                found = max(found, self.hiding.get(name, Hidden.NOT))
        return found

    def _opaque(self, node: LexborNode, tag: str) -> None:
        if tag == "textarea":
            self._field(node, node.attributes)
        elif tag == "title" and not self.tree.title:
            self.tree.title = folded((node.text() or "")[:_MAX_TITLE])[:_MAX_TITLE]
        elif tag == "style":
            self.hiding |= hiding_names(node.text() or "")

    # -- references

    def _anchor(self, node: LexborNode, _: str) -> _Opened:
        attributes = node.attributes
        if self._is_plain(attributes):
            tip = attributes.get("title") or self.tips.get(self.box.number, "")
            return self._begin_link(attributes["href"] or "", tip)
        if not ACTS.isdisjoint(attributes) and opener(attributes):
            self.tree.openers.add(self.box.number)
        told = self.hiding or "style" in attributes or "hidden" in attributes
        apart = bool(told and self._hidden(attributes))
        if self.box.hidden is _SHRUNK:
            apart = apart or is_sized(attributes)
        box = self._open("a", attributes) if apart else None
        target = attributes.get("href")
        if target is None and "data-href" in attributes:
            target = attributes["data-href"]
        if target is None or (target[:1] in "#jJ" and _leads_nowhere(target)):
            target = opens(f"{target or ''} {attributes.get('onclick') or ''}") or target
        if target is None and ("name" in attributes or "id" in attributes):
            return box or False  # a place to jump to
        if len(self.tree.links) >= _MAX_REFERENCES:
            return box or False
        tip = attributes.get("title") or self.tips.get(self.box.number, "")
        link = self._begin_link(target or "", tip)
        return link if box is None else (box, link)

    def _is_plain(self, attributes: Attributes) -> bool:
        """Whether a link, by its attributes, leads somewhere and does nothing else, as most do."""
        return (
            _PLAIN_LINK.issuperset(attributes)
            and (attributes.get("href") or "#")[0] not in "#jJ"
            and not self.hiding
            and self.box.hidden is not _SHRUNK
            and len(self.tree.links) < _MAX_REFERENCES
        )

    def _begin_link(self, target: str, tip: str) -> Reference:
        link = Reference("a", target, self.box, tip, "")
        self.tree.links.append(link)
        self.link, self.link_pieces = link, []
        return link

    def _end_link(self, link: Reference) -> None:
        if self.link is link:
            if self.link_pieces:
                self._end_part(link)
            self.link = None
        if link.parts:
            link.text = " ".join(link.parts)
            if len(link.parts) > 1 and self.pieces:
                self.flush()  # a link of several lines is a block: the next one begins below it

    def _end_part(self, link: Reference) -> None:
        part = folded("".join(self.link_pieces))
        if part and len(link.parts) < _MAX_PARTS:
            link.parts += (part,)
        self.link_pieces = []

    def _gather(self, node: LexborNode, tag: str) -> None:
        _GATHERED[tag](self, node, node.attributes)

    def _script(self, node: LexborNode, attributes: Attributes) -> None:
        self._point("script", attributes.get("src"))
        text = (node.text() or "")[:_MAX_SCRIPT]
        self.tree.scripts.append((text, attributes))
        self.tree.js_hidden |= js_hidden_names(text)
        if "document.write" in text:
            if self.js_hidden is None and hides_by_script(text):
                self.js_hidden = self._open("div", {"style": "display:none"})
            elif self.js_hidden is self.box and shows_again(text):
                self._show_again(self.box)
        stored = records(text)
        if stored:
            self.tree.datastore = True
        html = stored or written(text)
        if html:
            self._splice(html)
        elif date := written_date(text):
            self._text(f" {date} ")

    def _splice(self, html: str) -> None:
        """Read what a script adds as if it stood where the script stands."""
        if html.lstrip()[:3].lower() in ("<tr", "<td"):  # a row is none outside a table
            html = f"<table>{html}</table>"
        body = LexborHTMLParser(sanitize(html)).body
        if body is not None:
            link, self.link = self.link, None
            box = self._open("div", {"class": "spliced"})
            self.walk(body)
            self.close(box)
            self.link = link


_GATHERED: Mapping[str, Callable[[_Walker, LexborNode, Attributes], None]] = {
    "area": _Walker._area,
    "base": _Walker._base,
    "frame": _Walker._frame,
    "iframe": _Walker._frame,
    "img": _Walker._image,
    "input": _Walker._input,
    "link": _Walker._style,
    "meta": _Walker._meta,
    "option": _Walker._option,
    "script": _Walker._script,
}
_VISITS: Mapping[str, Callable[[_Walker, LexborNode, str], _Opened | None]] = {
    **dict.fromkeys(_BLOCKS.split(), _Walker._block),
    **dict.fromkeys(_INLINE_TAGS.split(), _Walker._inline),
    **dict.fromkeys(_BARE_BLOCKS, _Walker._bare),
    "tr": _Walker._table_row,
    **dict.fromkeys(_BARE_INLINE, _Walker._through),
    **dict.fromkeys(_MEDIA, _Walker._media),
    **dict.fromkeys(_OPAQUE, _Walker._opaque),
    **dict.fromkeys(_GATHERED, _Walker._gather),
    "a": _Walker._anchor,
    "br": _Walker._break,
    "form": _Walker._form,
    "svg": _Walker._drawing,
    "label": _Walker._label,
    "select": _Walker._select,
    "time": _Walker._time,
}
