"""What one walk over a page yields: boxes, runs of text and references, in document order.

Boxes, runs and references are numbered as they come, so that what stands inside a box is a slice
of the lists: nothing is walked twice.
"""

from itertools import accumulate

Attributes = dict[str, str | None]


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

    def __init__(self, tag: str, name: str, parent: "Box | None", hidden: bool) -> None:
        self.tag = tag
        self.name = name  # class and id, lower case
        self.parent = parent
        self.hidden = hidden
        self.number = self.last = 0  # its own number, and that of the last box inside
        self.first_run = self.last_run = 0
        self.first_link = self.last_link = 0
        self.first_other = self.last_other = 0

    def holds(self, other: "Box") -> bool:
        """Whether another box is this one or stands inside it."""
        return self.number <= other.number <= self.last


class Run:
    """A line of text as a visitor sees it: inline elements joined, white space folded."""

    __slots__ = ("box", "first_link", "last_link", "linked", "text")

    def __init__(self, text: str, box: Box, linked: int, first_link: int, last_link: int) -> None:
        self.text = text
        self.box = box
        self.linked = linked  # characters of it that are the text of links
        self.first_link = first_link
        self.last_link = last_link


class Reference:
    """An element that points somewhere: a link, an image, a frame, a style sheet, a script."""

    __slots__ = ("box", "parts", "tag", "target", "text", "title")

    def __init__(self, tag: str, target: str, box: Box, title: str, text: str) -> None:
        self.tag = tag
        self.target = target  # as it is written
        self.box = box
        self.title = title
        self.text = text
        self.parts: list[str] = []  # the lines of its text


class Tree:
    """Everything that the walk over one page yields."""

    def __init__(self) -> None:
        self.boxes: list[Box] = []
        self.runs: list[Run] = []
        self.links: list[Reference] = []  # a[href]
        self.others: list[Reference] = []  # images, frames, styles, scripts, options, areas
        self.forms: list[tuple[Box, str]] = []  # with their addresses
        self.fields: list[tuple[Box, str]] = []  # what a visitor fills in, its names and words
        self.meta: dict[str, str] = {}
        self.scripts: list[tuple[str, Attributes]] = []
        self.veiled: frozenset[str] = frozenset()  # ids that scripts hide
        self.base = ""
        self.title = ""
        self.head_scripts: list[str] = []  # sources of the first and last element of the head
        self.datastore = False  # rows stand in the records of a data store
        self.text_length = 0
        self._own_sums: list[int] = []

    def open(self, box: Box) -> None:
        """Number a box that begins here."""
        box.number = len(self.boxes)
        box.first_run = len(self.runs)
        box.first_link = len(self.links)
        box.first_other = len(self.others)
        self.boxes.append(box)

    def own_sums(self) -> list[int]:
        """How many characters outside links stand before each run, once the walk is done."""
        if len(self._own_sums) != len(self.runs) + 1:
            lengths = (len(run.text) - run.linked for run in self.runs)
            self._own_sums = [0, *accumulate(lengths)]
        return self._own_sums

    def close(self, box: Box) -> None:
        """Note where a box ends."""
        box.last = len(self.boxes) - 1
        box.last_run = len(self.runs)
        box.last_link = len(self.links)
        box.last_other = len(self.others)
