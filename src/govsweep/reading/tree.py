"""The one parse and the one walk: HTML to boxes, runs of text and references.

The walk is the costly part of reading, so it happens once and everything else reads its flat
lists. Boxes are numbered in document order, so that what stands inside a box is a slice of the
lists of runs and references.
"""

import re
from collections.abc import Callable

from selectolax.lexbor import LexborHTMLParser, LexborNode

from govsweep.reading.hiding import hides, hiding_names
from govsweep.reading.taming import tame

_INLINE_TAGS = (
    "a abbr acronym area b bdi bdo big cite code dfn em font i img ins del kbd label map mark "
    "nobr q rp rt ruby s samp small span strike strong sub sup time tt u var wbr input link meta "
    "base source track param embed picture svg path g use canvas audio video object"
)
_INLINE = frozenset(_INLINE_TAGS.split())
_OPAQUE = frozenset(("style", "noscript", "textarea", "template", "title"))
# Elements whose attributes say nothing that is read; not asking for them saves time.
_BARE = frozenset(("b", "strong", "i", "em", "tbody", "thead", "tr", "u", "sup", "sub", "small"))
_MAX_RUN = 20_000
_MAX_TEXT = 1_000_000
_MAX_REFERENCES = 20_000
_LITERAL = re.compile(r"'((?:[^'\\\n]|\\.)*)'|\"((?:[^\"\\\n]|\\.)*)\"")
_WRITE = re.compile(r"document\.write(?:ln)?\s*\(")
_CDATA = re.compile(r"<!\[CDATA\[(.*?)\]\]>", re.DOTALL)


class Box:
    """A container element: a block, or an inline element that hides what it holds."""

    __slots__ = (
        "first_link",
        "first_other",
        "first_run",
        "hidden",
        "last",
        "last_link",
        "last_other",
        "last_run",
        "name",
        "number",
        "parent",
        "tag",
    )

    def __init__(self, number: int, tag: str, name: str, parent: "Box | None", hidden: bool):
        self.number = number
        self.tag = tag
        self.name = name  # class and id, lower case
        self.parent = parent
        self.hidden = hidden
        self.last = number  # number of the last box inside
        self.first_run = self.last_run = 0
        self.first_link = self.last_link = 0
        self.first_other = self.last_other = 0


class Run:
    """A line of text as a visitor sees it: inline elements joined, white space folded."""

    __slots__ = ("box", "first_link", "last_link", "linked", "text")

    def __init__(self, text: str, box: Box, linked: int, first_link: int, last_link: int):
        self.text = text
        self.box = box
        self.linked = linked  # characters of it that are the text of links
        self.first_link = first_link
        self.last_link = last_link


class Reference:
    """An element that points somewhere: a link, an image, a frame, a style sheet, a script."""

    __slots__ = ("box", "parts", "run", "tag", "target", "text", "title")

    def __init__(self, tag: str, target: str, box: Box, run: int, title: str = "", text: str = ""):
        self.tag = tag
        self.target = target
        self.box = box
        self.run = run  # number of the run it begins in
        self.title = title
        self.text = text
        self.parts: list[str] = []


class Tree:
    """Everything that one walk over a page yields."""

    def __init__(self) -> None:
        self.boxes: list[Box] = []
        self.runs: list[Run] = []
        self.links: list[Reference] = []  # a[href] in document order
        self.others: list[Reference] = []  # images, frames, styles, scripts, options, areas
        self.meta: dict[str, str] = {}
        self.scripts: list[tuple[str, dict[str, str | None]]] = []
        self.comments: list[str] = []
        self.base = ""
        self.title = ""
        self.refresh = ""
        self.head_scripts: list[str] = []  # sources of the first and last child of the head
        self.datastore = False
        self.text_length = 0


Attributes = dict[str, str | None]


class _Walker:
    def __init__(self) -> None:
        self.tree = Tree()
        self.box = self._open("html", "", False)
        self.hiding: frozenset[str] = frozenset()
        self.pieces: list[str] = []
        self.linked = 0
        self.run_link = 0  # first link of the run being gathered
        self.link: Reference | None = None
        self.link_parts: list[str] = []
        self.actions: dict[str, Callable[[LexborNode, Attributes], None]] = {
            "img": self._image,
            "iframe": self._frame,
            "frame": self._frame,
            "area": self._area,
            "option": self._option,
            "link": self._style,
            "meta": self._meta,
            "base": self._base,
            "script": self._script,
            "input": self._input,
        }

    # -- boxes and runs

    def _open(self, tag: str, name: str, hidden: bool) -> Box:
        tree = self.tree
        parent = getattr(self, "box", None)
        box = Box(len(tree.boxes), tag, name, parent, hidden or bool(parent and parent.hidden))
        box.first_run = len(tree.runs)
        box.first_link = len(tree.links)
        box.first_other = len(tree.others)
        tree.boxes.append(box)
        return box

    def _close(self, box: Box) -> None:
        tree = self.tree
        box.last = len(tree.boxes) - 1
        box.last_run = len(tree.runs)
        box.last_link = len(tree.links)
        box.last_other = len(tree.others)
        self.box = box.parent or box

    def flush(self) -> None:
        """End the run being gathered."""
        tree = self.tree
        if self.pieces:
            text = " ".join("".join(self.pieces).split())
            self.pieces = []
            if text and tree.text_length < _MAX_TEXT:
                text = text[:_MAX_RUN]
                tree.text_length += len(text)
                tree.runs.append(Run(text, self.box, self.linked, self.run_link, len(tree.links)))
            self.linked = 0
            if self.link is not None:
                self._end_part(self.link)
        self.run_link = len(tree.links) if self.link is None else len(tree.links) - 1

    def _end_part(self, link: Reference) -> None:
        part = " ".join("".join(self.link_parts).split())
        if part:
            link.parts.append(part)
        self.link_parts = []

    def finish(self) -> None:
        """Close the outermost box."""
        self._close(self.tree.boxes[0])

    # -- elements

    def walk(self, top: LexborNode) -> None:
        """Visit `top`'s children and all below, in document order, without recursion."""
        node = top.first_child
        stack: list[tuple[LexborNode, Box | None, Reference | None]] = []
        while True:
            while node is None:
                if not stack:
                    self.flush()
                    return
                opened, box, link = stack.pop()
                if box is not None:
                    self.flush()
                    self._close(box)
                if link is not None:
                    self._end_link(link)
                node = opened.next
            if node.is_text_node:
                self._text(node.text_content or "")
                node = node.next
                continue
            tag = node.tag or ""
            box, link, inside = self._enter(node, tag)
            child = node.first_child if inside else None
            if child is None and box is None and link is None:
                node = node.next
            else:
                stack.append((node, box, link))
                node = child

    def _text(self, text: str) -> None:
        self.pieces.append(text)
        if self.link is not None:
            self.link_parts.append(text)
            self.linked += len(text.strip())

    def _enter(self, node: LexborNode, tag: str) -> tuple[Box | None, Reference | None, bool]:
        if tag == "br":
            self.flush()
            return None, None, False
        attributes: Attributes = {} if tag in _BARE else node.attributes
        action = self.actions.get(tag)
        if action is not None:
            action(node, attributes)
            return None, None, False
        if tag == "a":
            return *self._anchor(attributes), True
        if tag in _OPAQUE:
            return self._opaque(node, tag)
        if tag == "-comment":
            self.tree.comments.append(node.comment_content or "")
            return None, None, False
        if tag in _INLINE or ":" in tag or tag[0] in "-!":
            if attributes and self._hidden(attributes):
                return self._box(tag, attributes), None, True
            return None, None, True
        return self._box(tag, attributes), None, True

    def _opaque(self, node: LexborNode, tag: str) -> tuple[None, None, bool]:
        if tag == "title" and not self.tree.title:
            self.tree.title = " ".join((node.text() or "").split())
        elif tag == "style":
            self.hiding |= hiding_names(node.text() or "")
        return None, None, False

    def _box(self, tag: str, attributes: Attributes) -> Box:
        self.flush()
        name = ""
        if attributes:
            name = f"{attributes.get('class') or ''} {attributes.get('id') or ''}".lower()
            if tag == "marquee" and attributes.get("height") in ("0", "1"):
                attributes = {**attributes, "hidden": ""}
        self.box = self._open(tag, name, bool(attributes) and self._hidden(attributes))
        return self.box

    def _hidden(self, attributes: Attributes) -> bool:
        style = attributes.get("style")
        if style and hides(style):
            return True
        if "hidden" in attributes:
            return True
        if not self.hiding:
            return False
        names = (attributes.get("class") or "").split()
        return any(f".{name}" in self.hiding for name in names) or (
            f"#{attributes.get('id')}" in self.hiding
        )

    # -- references

    def _anchor(self, attributes: Attributes) -> tuple[Box | None, Reference | None]:
        box = self._box("a", attributes) if self._hidden(attributes) else None
        href = attributes.get("href")
        if href is None or len(self.tree.links) >= _MAX_REFERENCES:
            return box, None
        if self.link is not None:
            self._end_part(self.link)
        link = Reference("a", href, self.box, len(self.tree.runs), attributes.get("title") or "")
        self.tree.links.append(link)
        self.link = link
        return box, link

    def _end_link(self, link: Reference) -> None:
        if self.link is link:
            self._end_part(link)
            self.link = None
        link.text = " ".join(link.parts) or link.text

    def _point(self, tag: str, target: str | None, text: str = "") -> None:
        if target and len(self.tree.others) < _MAX_REFERENCES:
            tree = self.tree
            tree.others.append(Reference(tag, target, self.box, len(tree.runs), "", text))

    def _image(self, _node: LexborNode, attributes: Attributes) -> None:
        alt = attributes.get("alt") or attributes.get("title") or ""
        source = attributes.get("src") or ""
        for lazy in ("data-src", "data-original", "original", "data-lazy", "lazy-src", "_src"):
            if attributes.get(lazy):
                source = attributes[lazy] or source
                break
        self._point("img", source, alt)
        if self.link is not None and not self.link.text:
            self.link.text = " ".join(alt.split())

    def _frame(self, _node: LexborNode, attributes: Attributes) -> None:
        self._point("iframe", attributes.get("src"))

    def _area(self, _node: LexborNode, attributes: Attributes) -> None:
        text = attributes.get("alt") or attributes.get("title") or ""
        self._point("area", attributes.get("href"), text)

    def _option(self, node: LexborNode, attributes: Attributes) -> None:
        self._point("option", attributes.get("value"), " ".join((node.text() or "").split()))

    def _style(self, _node: LexborNode, attributes: Attributes) -> None:
        if "stylesheet" in (attributes.get("rel") or "").lower():
            self._point("link", attributes.get("href"))

    def _input(self, _node: LexborNode, attributes: Attributes) -> None:
        if attributes.get("type") == "image":
            self._point("img", attributes.get("src"), attributes.get("alt") or "")

    def _base(self, _node: LexborNode, attributes: Attributes) -> None:
        self.tree.base = self.tree.base or (attributes.get("href") or "").strip()

    def _meta(self, _node: LexborNode, attributes: Attributes) -> None:
        content = " ".join((attributes.get("content") or "").split())
        for key in ("name", "property", "http-equiv", "itemprop"):
            name = (attributes.get(key) or "").strip().lower()
            if name and not self.tree.meta.get(name):
                self.tree.meta[name] = content[:2_000]

    def _script(self, node: LexborNode, attributes: Attributes) -> None:
        self._point("script", attributes.get("src"))
        text = node.text() or ""
        self.tree.scripts.append((text, attributes))
        if "<" not in text or len(text) > 500_000:
            return
        if "<record" in text and "CDATA" in text:
            self.tree.datastore = True
            self._splice("".join(_CDATA.findall(text)))
        elif _WRITE.search(text) and "<a" in text.lower():
            self._splice(written(text))

    def _splice(self, html: str) -> None:
        """Read what a script adds as if it stood where the script stands."""
        body = LexborHTMLParser(tame(html)).body
        if body is None:
            return
        self.flush()
        link, self.link = self.link, None
        box = self._open("div", "spliced", False)
        self.box = box
        self.walk(body)
        self._close(box)
        self.link = link


def written(script: str) -> str:
    """The HTML of a script's `document.write` calls, as far as it is literal."""
    html: list[str] = []
    for call in _WRITE.finditer(script):
        end = call.end()
        depth_end = script.find("\n", end)
        piece = script[end : depth_end if depth_end > 0 else None]
        html.extend(one.group(1) or one.group(2) or "" for one in _LITERAL.finditer(piece))
    return "".join(html).replace('\\"', '"').replace("\\'", "'").replace("\\/", "/")


def grow(text: str) -> Tree:
    """Parse a page and walk it."""
    parser = LexborHTMLParser(tame(text))
    walker = _Walker()
    root = parser.root
    if root is not None:
        walker.walk(root)
    walker.finish()
    head = parser.head
    if head is not None:
        walker.tree.head_scripts = _outermost_scripts(head)
    return walker.tree


def _outermost_scripts(head: LexborNode) -> list[str]:
    """The sources of scripts that are the first or the last element of the head."""
    first, last = head.first_child, head.last_child
    while first is not None and not first.is_element_node:
        first = first.next
    while last is not None and not last.is_element_node:
        last = last.prev
    scripts = [one for one in (first, last) if one is not None and one.tag == "script"]
    return [source for one in scripts if (source := one.attributes.get("src"))]
