"""Boxes opened and closed as elements begin and end, and the runs of text between."""

import re
from functools import lru_cache

from selectolax.lexbor import LexborNode

from govsweep.reading.ago import days_ago
from govsweep.reading.dates import narrow
from govsweep.reading.gather import Gatherer, folded
from govsweep.reading.hiding import Hidden, hides, is_sized, strips
from govsweep.reading.lines import REMEMBERED, folded_line, line_of
from govsweep.reading.opening import panel
from govsweep.reading.tree import Attributes, Box, Reference, Run

_DATE = re.compile(r"[\[(]?(?:19|20)\d\d([-/.年])\d\d?[-/.月]\d\d?日?(?:\s[\d:]+)?[\])]?\s*")
_DATES_BEGIN = frozenset("12[(１２3456789昨前今刚半")
_MONTH_DAY = re.compile(r"[01]\d[-/.][0-3]\d|[0-3]\d/[01]\d")
# What begins an element of its own behind a row's title within one link.
_LABEL = re.compile(
    r"\s*[\[【(（]?(?:信息|文章)?(?:来源|作者|编辑|(?:发布|更新)?(?:时间|日期)|发布(?:机构|单位|者)|发文字号|文号|"
    r"索引号|(?:浏览|阅读|点击|访问)(?:次数|量|数)?)\s*[:：]"
)
_POINTS = (
    "，。、；：,.;:!?！？）)】]》”’的 \t\r\n-—至到"  # a date before these is of their sentence
)
_MAX_NAME = 300
_MAX_RUN = 20_000
_MAX_TEXT = 500_000
_MAX_PARTS = 60  # lines of one link
_CHOICES = ("radio", "checkbox")  # types of what is filled in beside whose mark words stand
_ASIDE, _SHRUNK = Hidden.ASIDE, Hidden.SHRUNK  # Python 3.11 looks members up slowly


def is_date(text: str, linked: bool) -> bool:
    """Whether a text is a date alone; in a row's link month and day will do."""
    if linked and len(text) == 5:
        return _MONTH_DAY.fullmatch(text) is not None
    begins = len(text) <= 24 and text.strip()[:1] in _DATES_BEGIN
    return begins and _is_day(text)


@lru_cache(maxsize=4_096)
def _is_day(text: str) -> bool:
    return _DATE.fullmatch(narrow(text)) is not None or days_ago(text.strip()) is not None


@lru_cache(maxsize=4_096)
def _named(named: str, identified: str) -> str:
    """The name of an element of this class and this id."""
    return f"{named} {identified}".strip().lower()[:_MAX_NAME]


class BoxBuilder(Gatherer):
    """Opens and closes boxes and gathers their lines; the state is the box, the link and the run.

    Where its lines end, so do those of the link that it stands in.
    """

    def __init__(self) -> None:
        super().__init__()
        self.hiding: dict[str, Hidden] = {}
        self.js_hidden: Box | None = None  # an invisible element that a script has opened
        self.pieces: list[str] = []
        self.linked = 0
        self.run_link = 0  # number of the first link of the run being gathered
        self.link_pieces: list[str] = []
        self.dated = 0  # pieces of the run up to the end of a link that ends in its day
        self.tips: dict[int, str] = {}  # of blocks, by their numbers: a cell may tell its link's

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
            if identified:
                tree.identified[len(tree.boxes)] = identified
            if named or identified:
                long = len(named) + len(identified) > _MAX_NAME
                name = (_named.__wrapped__ if long else _named)(named, identified)
            if self.hiding or "style" in attributes or "hidden" in attributes or tag == "marquee":
                own = self._hidden(attributes)
                if "url(" in (attributes.get("style") or ""):
                    tree.grounds.append((len(tree.boxes), attributes["style"] or ""))
                if own and panel(attributes):
                    tree.panels.add(len(tree.boxes))
                if tag == "marquee" and strips(attributes):
                    own = Hidden.EVADING
                if own is _ASIDE:
                    tree.aside.append(len(tree.boxes))
                elif own:
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

    def _input(self, node: LexborNode, attributes: Attributes) -> None:
        """Set the words of a choice off from those before its mark: 很满意 ○满意 ○一般."""
        super()._input(node, attributes)
        if attributes.get("type") in _CHOICES and self.pieces:
            self.pieces.append(" ")

    def _text(self, text: str) -> None:
        pieces, linked = self.pieces, self.link is not None
        if linked and pieces and _LABEL.match(text):
            self.flush()
            pieces = self.pieces
        if not pieces:
            if text.isspace():
                return
        elif text[0] in _DATES_BEGIN and len(text) <= 24 and _is_day(text):
            pieces.append(" ")  # an element of its own beside a title, set off by its style
            if linked:
                self.link_pieces.append(" ")
        elif text[0].isdecimal() and len(pieces) > 1 and is_date(pieces[-1], linked=False):
            pieces.append(" ")  # a count in an element of its own behind a date: 2026-11-19 31次
        elif len(pieces) == 1 and text[0] not in _POINTS and is_date(pieces[0], linked):
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
            self.dated = 0
            if text and tree.text_length < _MAX_TEXT:
                tree.text_length += len(text)
                tree.runs.append(
                    Run(line, text, self.box, self.linked, self.run_link, len(tree.links))
                )
            self.linked = 0
            if self.link is not None:
                self._end_part(self.link)
        self.run_link = len(tree.links) - (self.link is not None)

    def _end_part(self, link: Reference) -> None:
        part = folded("".join(self.link_pieces))
        if part and len(link.parts) < _MAX_PARTS:
            link.parts += (part,)
        self.link_pieces = []

    def _hidden(self, attributes: Attributes) -> Hidden:
        style = attributes.get("style")
        if style and "color" in attributes:  # of a <font>
            style = f"color:{attributes['color']};{style}"
        found = hides(style) if style else Hidden.NOT
        if "hidden" in attributes:
            found = max(found, Hidden.FOLDED)
        if self.hiding:
            names = [f"#{attributes.get('id')}"]
            names += [f".{name}" for name in (attributes.get("class") or "").split()]
            for name in names:
                found = max(found, self.hiding.get(name, Hidden.NOT))
        return found
