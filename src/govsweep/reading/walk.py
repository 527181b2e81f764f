"""The one parse of a page and the one walk over it."""

import re
from collections.abc import Callable, Mapping
from itertools import islice

from selectolax.lexbor import LexborHTMLParser, LexborNode

from govsweep.reading.called import follow_calls
from govsweep.reading.gather import folded
from govsweep.reading.hiding import (
    Hidden,
    hides_by_script,
    hiding_names,
    js_hidden_names,
    shows_again,
)
from govsweep.reading.links import CLICKED, LinkBuilder, Opened, is_address
from govsweep.reading.opening import ACTS, opener
from govsweep.reading.sanitize import sanitize
from govsweep.reading.scripts import opens, put_together, records, written, written_date
from govsweep.reading.tree import WRITTEN_FRAME, Attributes, Box, Reference, Tree
from govsweep.reading.written_frames import based

_INLINE_TAGS = (
    "a abbr acronym area b bdi bdo big cite code dfn em font i img ins del kbd label map mark "
    "nobr q rp rt ruby s samp small span strike strong sub sup time tt u var wbr input link meta "
    "base track param picture svg path g use canvas"
)
_MEDIA = ("source", "embed", "audio", "video", "object")
_OPAQUE = ("style", "noscript", "noframes", "noembed", "textarea", "template", "title")
_BLOCKS = "body div ul ol li dl dt dd p table th td h1 h2 h3 h4 h5 h6 section article header nav"
# Elements whose attributes say nothing that is read; not asking for them saves time.
_BARE_INLINE = ("b", "strong", "i", "em", "u", "sup", "sub", "small")
_ROW_GROUPS = ("tbody", "thead")
_DAY = re.compile(r"(?:(?:19|20)\d\d[-/.年])?\d\d?[-/.月]\d\d?")
_SIZE = re.compile(r"(?:[2-9]\d\d|[1-9]\d{3})(?:px)?|100%")
_LARGE = re.compile(
    r"(?<![-\w])(?:width|height)\s*:\s*(?:(?:[2-9]\d\d|[1-9]\d{3})px|100%)", re.IGNORECASE
)
_SIZED = frozenset(("width", "height", "class", "id", "style"))
_LEAST_SUMMARY = 20  # characters
_MAX_DRAWINGS = 20
_MAX_SCRIPT = 300_000
_MAX_TITLE = 1_000
_MAX_FORMS = 20
_MAX_NAMES = 500
_MAX_HEAD_SCRIPTS = 100
_CODE = "code,pre,samp,kbd,xmp"
_MAX_CODE = 10_000  # characters
_VARIABLES = ("{", "<%", "&lt;%", "[!--")  # without one a page has no template's variable
_NOTHING: Attributes = {}
# Most elements have no other attributes than these, none of which a click or a title hangs on.
_FOR_BROWSERS = frozenset(
    (
        "class", "id", "style", "align", "valign", "width", "height", "title", "role", "lang",
        "dir", "tabindex", "border", "cellpadding", "cellspacing", "bgcolor", "colspan",
        "rowspan", "nowrap", "background", "summary", "type", "start", "value", "href",
        "src", "itemscope", "itemtype", "itemprop", "hidden", "alt", "color", "face", "size",
    )
)  # fmt: skip
_MAX_TOLD = 6
_PROGRAM = re.compile(r"\s*[a-zA-Z]+\s*:(?!//)\s*\S")  # text: title
_RESERVED = re.compile(r"</?(?:template|noscript)[^<>]*>", re.IGNORECASE)
_LEAST_RESERVED = 3  # links that are rows
_PLAIN_BLOCK = frozenset(("class", "id", "style", "align", "valign", "width", "height"))


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
    follow_calls(walker.tree)
    named = (one.attributes for one in islice(parser.css("[id],[name]"), _MAX_NAMES))
    names = (one.get(key) for one in named for key in ("id", "name"))
    walker.tree.names = frozenset(filter(None, names))
    if ("<pre" in text or "<code" in text) and any(one in text for one in _VARIABLES):
        samples = (one.text() or "" for one in islice(parser.css(_CODE), _MAX_NAMES))
        walker.tree.code = "\n".join(samples)[:_MAX_CODE]
    if parser.head is not None:
        walker.tree.head_scripts = _head_scripts(parser.head)
    return walker.tree


def _is_large(attributes: Attributes) -> bool:
    """Whether an element is no icon: by its width or height, or as wide as its place allows."""
    if "viewBox" in attributes and not _SIZED.intersection(attributes):
        return True
    if _SIZE.fullmatch((attributes.get("width") or "").strip()):
        return True
    return _LARGE.search(attributes.get("style") or "") is not None


def _is_told(name: str) -> bool:
    """Whether an attribute is of no use but to scripts."""
    return name not in _FOR_BROWSERS and name[:5] != "aria-" and name[:2] != "on"


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


def _head_scripts(head: LexborNode) -> list[str]:
    """What the scripts right in the head are loaded from, in their order."""
    scripts = (one for one in head.iter() if one.tag == "script")
    sources = (one.attributes.get("src") for one in scripts)
    return list(islice((source for source in sources if source), _MAX_HEAD_SCRIPTS))


class _Walker(LinkBuilder):
    """Visits elements and has what they hold gathered."""

    def walk(self, top: LexborNode) -> None:
        """Visit all below `top` in document order; hostile depth must not exhaust the stack."""
        stack: list[tuple[LexborNode, Opened]] = []
        visits, other = _VISITS, _Walker._other
        opened: Opened | None
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

    def _break(self, _: LexborNode, __: str) -> None:
        self.flush()

    def _through(self, _: LexborNode, __: str) -> Opened:
        return False

    def _inline(self, node: LexborNode, tag: str) -> Opened:
        attributes = node.attributes
        if attributes:
            if not ACTS.isdisjoint(attributes) and opener(attributes):
                self.tree.openers.add(self.box.number)
            link = self.link
            if link is None and "onclick" in attributes and not self._hidden(attributes):
                target = opens(attributes["onclick"] or "")
                if not target:
                    self._control(node.text() or "", attributes)
                if target and node.css_first("a") is None:
                    return self._begin_link(target, attributes.get("title") or "")
            if link is not None and "title" in attributes and not link.title:
                link.title = attributes["title"] or ""
            if not _PLAIN_BLOCK.issuperset(attributes):
                self._count(attributes)
            if self._hidden(attributes):
                return self._open(tag, attributes)
        return False

    def _drawing(self, node: LexborNode, tag: str) -> Opened:
        attributes = node.attributes
        drawings = self.tree.drawings
        if self.link is None and len(drawings) < _MAX_DRAWINGS and _is_large(attributes):
            drawings.append(self.box)
        return self._inline(node, tag)

    def _media(self, node: LexborNode, tag: str) -> Opened:
        attributes = node.attributes
        if attributes:
            self._source(attributes)
        return self._inline(node, tag)

    def _rows(self, node: LexborNode, tag: str) -> Opened:
        return self._open(tag, node.attributes)

    def _empty_frame(self, node: LexborNode, attributes: Attributes) -> None:
        source = (attributes.get("src") or "").strip().lower()
        if written_in := attributes.get("srcdoc"):
            self._splice(based(written_in[:_MAX_SCRIPT]), name=WRITTEN_FRAME)
        elif not source or source.startswith(("about:", "javascript:")):
            called = attributes.get("id") or attributes.get("name")
            self.close(self._open("iframe", attributes | {"id": called}))
        self._frame(node, attributes)

    def _block(self, node: LexborNode, tag: str) -> Opened:
        attributes = node.attributes
        if not attributes or _PLAIN_BLOCK.issuperset(attributes):
            return self._open(tag, attributes)
        if not ACTS.isdisjoint(attributes) and opener(attributes):
            self.tree.openers.add(self.box.number)
        if "onclick" in attributes and (tag in CLICKED or opens(attributes["onclick"] or "")):
            return self._clicked(node, tag, attributes)
        if is_address(attributes.get("data-href")):
            return self._clicked(node, tag, attributes)
        if "onclick" in attributes:
            self._control(node.text() or "", attributes)
        self._count(attributes)
        box = self._open(tag, attributes)
        told = [name for name in attributes if _is_told(name)]
        told += [f"{name}:" for name in told if _PROGRAM.match(attributes[name] or "")]
        if told:
            self.tree.told[box.number] = tuple(told[:_MAX_TOLD])
            if any("-" in name and name[:5] != "aria-" for name in attributes):
                self.tree.sockets.add(box.number)
        if "title" in attributes:
            self.tips[box.number] = attributes["title"] or ""
        return box

    def _table_row(self, node: LexborNode, tag: str) -> Opened:
        attributes = node.attributes
        if attributes and ("onclick" in attributes or is_address(attributes.get("data-href"))):
            return self._clicked(node, tag, attributes)
        return self._open(tag, _NOTHING)

    def _form(self, node: LexborNode, tag: str) -> Opened:
        attributes = node.attributes
        box = self._open(tag, attributes)
        if len(self.tree.forms) < _MAX_FORMS:
            self.tree.forms.append((box, attributes.get("action") or ""))
            if (attributes.get("method") or "get").strip().lower() == "get":
                self.tree.sent_by_get.add(box.number)
        return box

    def _other(self, node: LexborNode, tag: str) -> Opened | None:
        if ":" in tag:
            return self._inline(node, tag)
        if not tag or tag[0] in "-!":  # a comment, a document type, a broken name
            return None
        return self._block(node, tag)

    def _button(self, node: LexborNode, tag: str) -> Opened:
        if "onclick" not in node.attributes:
            self._control(node.text() or "", node.attributes, button=True)
        return self._block(node, tag)

    def _label(self, node: LexborNode, tag: str) -> Opened:
        self.tree.access.label(node, node.attributes)
        return self._inline(node, tag)

    def _select(self, node: LexborNode, tag: str) -> Opened:
        if self.box.hidden is Hidden.NOT:
            self.tree.access.field(node, node.attributes | {"type": "select"})
        return self._block(node, tag)

    def _time(self, node: LexborNode, tag: str) -> Opened | None:
        """A moment: what the tag tells where its words tell no day (3天前), or not its year."""
        told = node.attributes.get("datetime") or ""
        shown = _DAY.search(node.text() or "") if told else None
        day = _DAY.search(told)
        if day and (shown is None or (len(shown.group()) <= 5 and len(day.group()) > 5)):
            self._text(f" {day.group()} ")
            return None
        return self._inline(node, tag)

    def _opaque(self, node: LexborNode, tag: str) -> None:
        if tag == "textarea":
            attributes = node.attributes
            self._field(node, attributes)
            if "readonly" in attributes or "disabled" in attributes:  # nobody fills it in
                self.flush()
                self._text(node.text() or "")
                self.flush()
        elif tag in ("template", "noscript"):
            self._reserve(node.html or "")
        elif tag == "title" and not self.tree.title:
            self.tree.title = folded((node.text() or "")[:_MAX_TITLE])[:_MAX_TITLE]
        elif tag == "style":
            sheet = node.text() or ""
            self.hiding |= hiding_names(sheet)
            if "url(" in sheet:
                self.tree.sheets.append(sheet)

    def _reserve(self, html: str) -> None:
        """Note what holds links for those who run scripts, or for those who run none."""
        reserved = LexborHTMLParser(_RESERVED.sub("", html[:_MAX_SCRIPT]))
        if len(reserved.css("a[href]")) >= _LEAST_RESERVED and self.box.hidden is Hidden.NOT:
            self.tree.reserved.append(self.box)

    def _gather(self, node: LexborNode, tag: str) -> None:
        _GATHERED[tag](self, node, node.attributes)

    def _script(self, node: LexborNode, attributes: Attributes) -> None:
        self._point("script", attributes.get("src"))
        text = (node.text() or "")[:_MAX_SCRIPT]
        self.tree.scripts.append((text, attributes))
        self.tree.script_boxes.append(self.box)
        self.tree.js_hidden |= js_hidden_names(text)
        text = put_together(text)
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

    def _splice(self, html: str, name: str = "spliced") -> None:
        """Read what a script adds as if it stood where the script stands."""
        if html.lstrip()[:3].lower() in ("<tr", "<td"):  # a row is none outside a table
            html = f"<table>{html}</table>"
        body = LexborHTMLParser(sanitize(html)).body
        if body is not None:
            link, self.link = self.link, None
            box = self._open("div", {"class": name})
            self.walk(body)
            self.close(box)
            self.link = link


_GATHERED: Mapping[str, Callable[[_Walker, LexborNode, Attributes], None]] = {
    "area": _Walker._area,
    "base": _Walker._base,
    "frame": _Walker._frame,
    "iframe": _Walker._empty_frame,
    "img": _Walker._image,
    "input": _Walker._input,
    "link": _Walker._style,
    "meta": _Walker._meta,
    "option": _Walker._option,
    "script": _Walker._script,
}
_VISITS: Mapping[str, Callable[[_Walker, LexborNode, str], Opened | None]] = {
    **dict.fromkeys(_BLOCKS.split(), _Walker._block),
    **dict.fromkeys(_INLINE_TAGS.split(), _Walker._inline),
    **dict.fromkeys(_ROW_GROUPS, _Walker._rows),
    "tr": _Walker._table_row,
    **dict.fromkeys(_BARE_INLINE, _Walker._through),
    **dict.fromkeys(_MEDIA, _Walker._media),
    **dict.fromkeys(_OPAQUE, _Walker._opaque),
    **dict.fromkeys(_GATHERED, _Walker._gather),
    "a": _Walker._anchor,
    "br": _Walker._break,
    "button": _Walker._button,
    "form": _Walker._form,
    "svg": _Walker._drawing,
    "label": _Walker._label,
    "select": _Walker._select,
    "time": _Walker._time,
}
