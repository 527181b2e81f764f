"""What one walk over a page yields: boxes, runs of text and references, in document order.

Boxes, runs and references are numbered as they come, so that what stands inside a box is a slice
of the lists: nothing is walked twice.
"""

from itertools import accumulate
from typing import NamedTuple

from govsweep.reading.access import AccessNotes
from govsweep.reading.hiding import Hidden
from govsweep.reading.lines import Line

HEADINGS = ("h1", "h2", "h3", "h4")  # what a title stands in
_PARAGRAPH = 15  # characters outside links from which a run counts as running text
WRITTEN_FRAME = "written-frame"  # names the box of what a frame holds in its own attribute
Attributes = dict[str, str | None]


class Box:
    """A container element: a block, or an inline element that hides what it holds.

    Boxes, runs and references are plain classes: compiled, their fields are read without a call.
    """

    __slots__ = (
        "first_link", "first_other", "first_run", "hidden", "last", "last_link", "last_other",
        "last_run", "name", "number", "parent", "tag",
    )  # fmt: skip

    def __init__(
        self,
        tag: str,
        name: str,
        parent: "Box | None",
        hidden: Hidden,
        number: int,
        first_run: int,
        first_link: int,
        first_other: int,
    ) -> None:
        self.tag = tag
        self.name = name  # class and id, lower case
        self.parent = parent
        self.hidden = hidden
        self.number = number
        self.first_run = first_run
        self.first_link = first_link
        self.first_other = first_other
        self.last = 0  # number of the last box inside
        self.last_run = 0
        self.last_link = 0
        self.last_other = 0

    def holds(self, other: "Box") -> bool:
        """Whether another box is this one or stands inside it."""
        return self.number <= other.number <= self.last


class Run:
    """A line of text as a visitor sees it: inline elements joined, white space folded."""

    __slots__ = ("box", "first_link", "last_link", "line", "linked", "text")

    def __init__(
        self, line: Line, text: str, box: Box, linked: int, first_link: int, last_link: int
    ) -> None:
        self.line = line
        self.text = text
        self.box = box
        self.linked = linked  # characters of it that are the text of links
        self.first_link = first_link
        self.last_link = last_link


class Reference:
    """An element that points somewhere: a link, an image, a frame, a style sheet, a script."""

    __slots__ = ("box", "parts", "run", "tag", "target", "text", "title")

    def __init__(self, tag: str, target: str, box: Box, title: str, text: str) -> None:
        self.tag = tag
        self.target = target  # as it is written
        self.box = box
        self.title = title
        self.text = text
        self.parts: tuple[str, ...] = ()  # the lines of its text
        self.run = 0  # of what is no link: the number of the run that comes next


class Control(NamedTuple):
    """A short element that a click sets to work: a button, or one with a script of its own."""

    run: int  # the number of the run that comes next
    text: str
    call: str  # its script, "" where none stands in it
    works: bool  # it is a button that is not switched off, or has a script


class KeptField(NamedTuple):
    """A hidden field of a form, which is sent with it."""

    box: Box  # that it stands in
    name: str
    identifier: str
    value: str


class Tree:
    """Everything that the walk over one page yields."""

    def __init__(self) -> None:
        self.boxes: list[Box] = []
        self.runs: list[Run] = []
        self.links: list[Reference] = []  # a[href]
        self.calls: dict[int, str] = {}  # what a click on links that lead nowhere calls
        self.jumps: list[int] = []  # numbers of the links to a place on a page
        self.names: frozenset[str] = frozenset()  # that elements have, a place each
        self.others: list[Reference] = []  # images, frames, styles, scripts, options, areas
        self.forms: list[tuple[Box, str]] = []  # with their addresses
        self.sent_by_get: set[int] = set()  # the boxes of those that post nothing, by number
        self.kept: list[KeptField] = []
        # What a visitor fills in: what it stands in, its names and words, the run that comes next.
        self.fields: list[tuple[Box, str, int]] = []
        self.meta: dict[str, str] = {}
        self.scripts: list[tuple[str, Attributes]] = []
        self.script_boxes: list[Box] = []  # which those stand in, one each from the first
        self.identified: dict[int, str] = {}  # boxes with an id
        self.openers: set[int] = set()  # boxes that hold what opens others by a click
        self.controls: list[Control] = []
        self.counts: list[tuple[int, str, str]] = []  # runs, attributes before them, their numbers
        self.reserved: list[Box] = []  # that hold rows only for those without, or with, scripts
        self.elements: dict[int, str] = {}  # boxes by what `fillable.element` made of them
        self.told: dict[int, tuple[str, ...]] = {}  # boxes with their attributes for scripts
        self.sockets: set[int] = set()  # boxes with attributes that are told to scripts
        self.drawings: list[Box] = []  # that hold a large picture drawn in SVG
        self.sheets: list[str] = []  # the page's own that name a picture
        self.grounds: list[tuple[int, str]] = []  # boxes with the styles that name one
        self.panels: set[int] = set()  # boxes that say of themselves that they are opened
        self.aside: list[int] = []  # boxes that stand beside the screen, or whose letters are clear
        self.js_hidden: frozenset[str] = frozenset()  # ids that scripts hide
        self.base = ""
        self.title = ""
        self.original = ""  # where its head says that the original stands
        self.mobile = ""  # and the same for telephones
        self.code = ""  # what samples of code hold, where any variable of a template may stand
        self.head_scripts: list[str] = []  # sources of the scripts in the head
        self.datastore = False  # rows stand in the records of a data store
        self.access = AccessNotes()
        self.text_length = 0
        self._own_sums: list[int] = []
        self._targets: str | None = None
        self._running: list[int] = []

    def targets(self) -> str:
        """What all links lead to as it is written, each on a line, once the walk is done."""
        if self._targets is None:
            self._targets = "\n".join([link.target for link in self.links])
        return self._targets

    def own_sums(self) -> list[int]:
        """How many characters outside links stand before each run, once the walk is done."""
        if len(self._own_sums) != len(self.runs) + 1:
            lengths = [len(run.text) - run.linked for run in self.runs]
            self._own_sums = [0, *accumulate(lengths)]
        return self._own_sums

    def own_length(self, box: Box) -> int:
        """Characters of a box outside links, once the walk is done."""
        sums = self.own_sums()
        return sums[box.last_run] - sums[box.first_run]

    def running(self) -> list[int]:
        """How many characters outside links each run adds to running text, once the walk is done.

        Short lines, lines that are links and boilerplate add none.
        """
        if len(self._running) != len(self.runs):
            self._running = [
                length
                if (length := len(run.text) - run.linked) >= _PARAGRAPH
                and run.linked <= length
                and not run.line.boilerplate
                else 0
                for run in self.runs
            ]
        return self._running
