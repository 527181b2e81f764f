"""Links: anchors, and what a click anywhere on it opens."""

from typing import Literal, TypeAlias

from selectolax.lexbor import LexborNode

from govsweep.reading.boxes import BoxBuilder, is_date
from govsweep.reading.camouflage import blends
from govsweep.reading.gather import MAX_REFERENCES, folded
from govsweep.reading.hiding import Hidden, is_sized
from govsweep.reading.jumps import is_jump
from govsweep.reading.opening import ACTS, opener
from govsweep.reading.scripts import opens
from govsweep.reading.tree import Attributes, Box, Reference

CLICKED = ("li", "dl", "dd")  # with tr: what a click opens, whatever its script says
_LEAST_WORDS = 4  # characters of a title
_MAX_CARD = 1_000  # characters of it
_PLAIN_LINK = frozenset(("href", "title", "target", "rel"))
_SHRUNK = Hidden.SHRUNK  # Python 3.11 looks a member of an enumeration up slowly

# What an element opens: a box, a link, both; or nothing, where only its children count.
Opened: TypeAlias = Box | Reference | tuple[Box, Reference] | Literal[False]


def _leads_nowhere(target: str) -> bool:
    return target[:1] == "#" or target[:11].lower() == "javascript:"


def is_address(told: str | None) -> bool:
    """Whether what an attribute tells the page's scripts is an address, not a panel's name."""
    return told is not None and "/" in told and told[:1] != "#" and " " not in told


class LinkBuilder(BoxBuilder):
    """Begins and ends links, each around the lines that its element holds."""

    def _anchor(self, node: LexborNode, _: str) -> Opened | None:
        attributes = node.attributes
        if self._is_plain(attributes):
            return self._plain(node, attributes)
        if not ACTS.isdisjoint(attributes) and opener(attributes):
            self.tree.openers.add(self.box.number)
        told = self.hiding or "style" in attributes or "hidden" in attributes
        apart = bool(told and self._hidden(attributes))
        if self.box.hidden is _SHRUNK:
            apart = apart or is_sized(attributes)
        blended = "color" in (attributes.get("style") or "") and blends(node)
        box = self._open("a", attributes) if apart or blended else None
        if box is not None and blended:
            box.hidden = Hidden.EVADING
        target = attributes.get("href")
        if target is None and "data-href" in attributes:
            target = attributes["data-href"]
        if target is None or (target[:1] in "#jJ" and _leads_nowhere(target)):
            clicked = attributes.get("onclick") or ""
            if clicked:
                self._control(node.text() or "", attributes)
            opened = opens(f"{target or ''} {clicked}")
            if clicked and not opened:
                self.tree.calls[len(self.tree.links)] = clicked
            target = opened or target
        if target is None and ("name" in attributes or "id" in attributes):
            return box or False  # a place to jump to
        if len(self.tree.links) >= MAX_REFERENCES:
            return box or False
        tip = attributes.get("title") or self.tips.get(self.box.number, "")
        if is_jump(attributes):
            self.tree.jumps.append(len(self.tree.links))
        link = self._begin_link(target or "", tip)
        return link if box is None else (box, link)

    def _plain(self, node: LexborNode, attributes: Attributes) -> Opened | None:
        """Begin a link that `_is_plain`; one that begins a line and holds words alone ends at once.

        So are most: what would begin it, add its words and end it is told here in one.
        """
        target, links = attributes["href"] or "", self.tree.links
        if "#" in target:
            self.tree.jumps.append(len(links))
        tip = attributes.get("title") or self.tips.get(self.box.number, "")
        only = None if self.pieces else node.first_child
        if only is None or not only.is_text_node or only.next is not None:
            return self._begin_link(target, tip)
        text = only.text_content or ""
        link = Reference("a", target, self.box, tip, "")
        links.append(link)
        self.link, self.link_pieces = None, []
        if text and not text.isspace():
            self.pieces.append(text)
            self.linked += len(text.strip())
            link.text = folded(text)
            link.parts = (link.text,)
        return None

    def _is_plain(self, attributes: Attributes) -> bool:
        """Whether a link, by its attributes, leads somewhere and does nothing else, as most do."""
        return (
            _PLAIN_LINK.issuperset(attributes)
            and (attributes.get("href") or "#")[0] not in "#jJ"
            and not self.hiding
            and self.box.hidden is not _SHRUNK
            and len(self.tree.links) < MAX_REFERENCES
        )

    def _clicked(self, node: LexborNode, tag: str, attributes: Attributes) -> Opened:
        """A row or a card that a click anywhere opens: a link, unless it holds one."""
        box = self._open(tag, attributes)
        text = node.text() or ""
        self._control(text, attributes)
        links = len(self.tree.links)
        if links >= MAX_REFERENCES or not text.strip() or len(text) > _MAX_CARD:
            return box
        if self.link is not None or node.css_first("a") is not None:
            return box
        told = attributes.get("data-href") or ""
        target = told if is_address(told) else opens(attributes.get("onclick") or "")
        if not target and attributes.get("onclick"):
            self.tree.calls[links] = attributes["onclick"] or ""
        link = Reference("a", target, box, attributes.get("title") or "", "")
        self.tree.links.append(link)
        self.link, self.link_pieces = link, []
        self.run_link = links
        return box, link

    def _begin_link(self, target: str, tip: str) -> Reference:
        if self.dated and self.pieces:
            self._part()
        link = Reference("a", target, self.box, tip, "")
        self.tree.links.append(link)
        self.link, self.link_pieces = link, []
        return link

    def _end_link(self, link: Reference) -> None:
        if self.link is link:
            if self.link_pieces:
                if len(self.link_pieces) > 1:
                    self._mark_dated(self.link_pieces)
                self._end_part(link)
            self.link = None
        if link.parts:
            link.text = " ".join(link.parts)
            if len(link.parts) > 1 and self.pieces:
                self.flush()  # a link of several lines is a block: the next one begins below it

    def _mark_dated(self, lines: list[str]) -> None:
        """Remember where a link ends that is a title and its day, in elements of their own."""
        if is_date(lines[-1], linked=True):
            words = (one for one in lines[:-1] if len(one.strip()) >= _LEAST_WORDS)
            if not all(is_date(one.strip(), linked=True) for one in words):
                self.dated = len(self.pieces)

    def _part(self) -> None:
        """End the line of a link that ends in its day, where the next one follows on its heels.

        Both are rows, whatever style makes blocks of them.
        """
        if not "".join(self.pieces[self.dated :]).strip():
            self.flush()
        self.dated = 0

    def _leave(self, opened: tuple[Box, Reference]) -> None:
        """End a link and the box that it opened, as where it is hidden."""
        box, link = opened
        self.close(box)
        self._end_link(link)
