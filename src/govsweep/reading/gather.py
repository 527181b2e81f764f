"""What single elements add to a tree: references, fields, tags."""

import re
from functools import lru_cache

from selectolax.lexbor import LexborNode

from govsweep.reading.access import LAZY
from govsweep.reading.hiding import Hidden
from govsweep.reading.tree import Attributes, Box, Control, KeptField, Reference, Tree

_CANDIDATE = re.compile(r"\s*([^\s,]\S*[^\s,]|[^\s,])(?:\s+[^,]*)?(?:,|$)")  # srcset
_MAX_META = 2_000
MAX_REFERENCES = 10_000
_MAX_FIELDS = 200
_MAX_KEPT = 200  # characters of a hidden field, longer ones are states of a server
_MAX_CONTROLS = 400
_LONGEST_CONTROL = 20  # characters of its words
_BUTTONS = ("button", "submit")  # types of what is filled in that are none
_REMEMBERED = 100  # characters of a text whose folded form is remembered
# Python 3.11 looks members of enumerations up slowly.
_NOT = Hidden.NOT


def folded(text: str | None) -> str:
    """A text with its white space folded."""
    if not text:
        return ""
    return _known(text) if len(text) <= _REMEMBERED else " ".join(text.split())


# What a page says it says in most of its links, and a site on most of its pages.
@lru_cache(maxsize=8_192)
def _known(text: str) -> str:
    return " ".join(text.split())


class Gatherer:
    """Reads elements that hold nothing; `box` and `link` are what they stand in."""

    def __init__(self) -> None:
        self.tree = Tree()
        self.box = Box("html", "", None, _NOT, 0, 0, 0, 0)
        self.tree.boxes.append(self.box)
        self.link: Reference | None = None

    def _point(self, tag: str, target: str | None, text: str | None = "") -> None:
        others = self.tree.others
        if target and len(others) < MAX_REFERENCES:
            reference = Reference(tag, target, self.box, "", folded(text))
            reference.run = len(self.tree.runs)
            others.append(reference)

    def _image(self, node: LexborNode, attributes: Attributes) -> None:
        if self.box.hidden is _NOT:
            self.tree.access.image(node, attributes)
        text = attributes.get("alt") or attributes.get("title")
        if "onclick" in attributes:
            self._control(text or "", attributes)
        lazy = next((attributes[name] for name in LAZY if attributes.get(name)), None)
        self._point("img", lazy or attributes.get("src"), text)
        if "srcset" in attributes:
            self._candidates(attributes["srcset"], text)
        if self.link is not None and not self.link.text:
            self.link.text = folded(text)

    def _candidates(self, srcset: str | None, text: str | None = "") -> None:
        for one in _CANDIDATE.findall((srcset or "")[:_MAX_META]):
            self._point("img", one, text)

    def _source(self, attributes: Attributes) -> None:
        """A film, a sound, a document shown within the page, a picture in several sizes."""
        self._candidates(attributes.get("srcset"))
        self._point("img", attributes.get("poster"))
        for name in ("src", "data"):
            self._point("media", attributes.get(name), attributes.get("title"))

    def _frame(self, _: LexborNode, attributes: Attributes) -> None:
        if self.box.hidden is _NOT:
            self.tree.access.frame(attributes)
        lazy = next((attributes[name] for name in LAZY if attributes.get(name)), None)
        self._point("iframe", lazy or attributes.get("src"))

    def _area(self, _: LexborNode, attributes: Attributes) -> None:
        self._point("area", attributes.get("href"), attributes.get("alt"))

    def _option(self, node: LexborNode, attributes: Attributes) -> None:
        self._point("option", attributes.get("value"), node.text())
        if "value" not in attributes:  # its words go to a script
            self._control(node.text() or "", attributes, button=True)

    def _style(self, _: LexborNode, attributes: Attributes) -> None:
        rel = (attributes.get("rel") or "").lower()
        if "stylesheet" in rel:
            self._point("link", attributes.get("href"))
        elif rel == "canonical":
            self.tree.original = attributes.get("href") or ""
        elif rel == "alternate" and attributes.get("media"):
            self.tree.mobile = attributes.get("href") or ""

    def _input(self, node: LexborNode, attributes: Attributes) -> None:
        if attributes.get("type") == "image":
            self._point("img", attributes.get("src"), attributes.get("alt"))
        kind, value = attributes.get("type"), attributes.get("value") or ""
        if kind in _BUTTONS:
            self._control(value, attributes, button=True)
        if kind != "hidden":
            self._field(node, attributes)
            return
        if len(value) <= _MAX_KEPT and len(self.tree.kept) < _MAX_FIELDS:
            name, identifier = attributes.get("name") or "", attributes.get("id") or ""
            self.tree.kept.append(KeptField(self.box, name, identifier, value))
        if value.isdigit():
            self._count({attributes.get(key) or "": value for key in ("id", "name")})

    def _control(self, text: str, attributes: Attributes, *, button: bool = False) -> None:
        """Note what a click sets to work."""
        text, controls = folded(text), self.tree.controls
        shown = self.box.hidden is _NOT and len(controls) < _MAX_CONTROLS
        call = attributes.get("onclick") or ""
        if shown and len(text) <= _LONGEST_CONTROL and (text or button or call):
            works = "disabled" not in attributes and (button or call != "")
            controls.append(Control(len(self.tree.runs), text, call, works))

    def _count(self, attributes: Attributes) -> None:
        """Note the attributes that tell scripts a number, or several with their names."""
        counts = self.tree.counts
        for name, value in attributes.items():
            if value and (value[0] == "{" or value.isdigit()) and len(counts) < _MAX_CONTROLS:
                counts.append((len(self.tree.runs), name, value))

    def _field(self, node: LexborNode, attributes: Attributes) -> None:
        if self.box.hidden is _NOT:
            self.tree.access.field(node, attributes)
        words = (attributes.get(key) for key in ("name", "id", "placeholder", "title", "value"))
        if len(self.tree.fields) < _MAX_FIELDS:
            told = " ".join(filter(None, words))[:200]
            self.tree.fields.append((self.box, told, len(self.tree.runs)))

    def _base(self, _: LexborNode, attributes: Attributes) -> None:
        self.tree.base = self.tree.base or (attributes.get("href") or "").strip()

    def _meta(self, _: LexborNode, attributes: Attributes) -> None:
        content = folded(attributes.get("content"))[:_MAX_META]
        for key in ("name", "property", "http-equiv", "itemprop"):
            if attributes.get(key):
                name = (attributes[key] or "").strip().lower()
                self.tree.meta[name] = self.tree.meta.get(name) or content
