"""What a page opens for its visitors: menus, tabs and lists that are folded until they ask."""

import re

from govsweep.reading.hiding import Hidden
from govsweep.reading.tree import Attributes, Box, Tree

# The attributes that act, which nearly no element has: asked for before `opener` is.
ACTS = frozenset(("onclick", "onmouseover", "onmouseenter", "onfocus", "aria-controls"))
_OPENS = re.compile(
    r"toggle|show|slide|fade|display|visib|tab|menu|open|next\(|siblings|expand|class(?:Name|List)|"
    r"setTab|change|switch|over|hover",
    re.IGNORECASE,
)
_ROLES = ("menu", "menubar", "tabpanel", "dialog", "listbox", "tooltip", "tree", "alertdialog")
_STATES = (
    "aria-hidden", "aria-expanded", "aria-labelledby", "aria-modal", "data-toggle", "data-target",
    "data-tab", "data-index", "data-role", "data-menu",
)  # fmt: skip
_NAMED = re.compile(
    r"(?:^|[\s_\-])(?:sub\w*|\w*tab\w*|\w*menu\w*|drop\w*|\w*nav\w*|pop\w*|modal\w*|dialog\w*|layer\w*|"
    r"panel\w*|select\w*|option\w*|swiper\w*|slide\w*|tips?|hover\w*|toggle\w*|collapse\w*|fold\w*|"
    r"child\w*|second\w*|more\w*|bd|dropdown\w*)(?=$|[\s_\-\d])"
)
_SHOWING = re.compile(
    r"toggle|slide(?:Down|Up|Toggle)?\s*\(|\.show\s*\(|fadeIn|\.hover\s*\(|mouse(?:over|enter)|"
    r"\.tab\w*\s*\(|SuperSlide|addClass|removeClass|display\s*=\s*['\"](?:block|inline|['\"])"
)
_NAMES = re.compile(r"[.#]([\w\-]{2,60})|(?:ById|ByClassName)\s*\(\s*['\"]([\w\-]{2,60})")
_DIGITS = re.compile(r"\d+")
_MAX_SCRIPT = 50_000


def opener(attributes: Attributes) -> bool:
    """Whether an element opens something beside it."""
    if attributes.get("aria-controls"):
        return True
    acts = [attributes[name] for name in ACTS if name in attributes]
    return any(_OPENS.search(act) for act in acts if act)


def panel(attributes: Attributes) -> bool:
    """Whether a hidden element says of itself that it is opened by its visitors."""
    if (attributes.get("role") or "") in _ROLES:
        return True
    return any(name in attributes for name in _STATES)


# What holds a list of choices that unfolds, whatever the list itself is called.
_SELECTING = re.compile(r"(?:^|[\s_\-])(?:select\w*|drop\w*|xiala\w*)(?=$|[\s_\-])")
# What shows one of its items after the other.
_TURNING = re.compile(r"slide|slick|swiper|carousel|scroll|marquee|focus|banner")
_NOWHERE = ("", "#", "javascript:")
_MAX_HANDLE = 8  # characters of what is clicked to open a list below it
_LISTS = ("ul", "ol", "dl")


class Openings:
    """Tells of one page's hidden boxes whether its visitors open them."""

    def __init__(self, tree: Tree) -> None:
        self._tree = tree
        self._told: dict[int, bool] = {}
        self._shown: frozenset[str] | None = None

    def unseen(self, box: Box) -> Hidden:
        """How a box is hidden from all visitors; `NOT` where one of them can open it."""
        outer = box
        while outer.parent is not None and outer.parent.hidden:
            outer = outer.parent
        if box.hidden in (Hidden.NOT, Hidden.EVADING):
            return box.hidden
        opened = self._told.get(outer.number)
        if opened is None:
            opened = self._told[outer.number] = self._is_opened(outer)
        return Hidden.NOT if opened else box.hidden

    def _is_opened(self, box: Box) -> bool:
        tree, parent = self._tree, box.parent
        if box.number in tree.panels or (box.name and _NAMED.search(box.name)):
            return True
        if parent is not None and parent.name and _SELECTING.search(parent.name):
            return True
        if box.tag == "li" and parent is not None and _TURNING.search(parent.name):
            return True
        above = parent.parent if parent is not None else None
        outside = ("body", "html")
        if parent is not None and parent.tag not in outside and parent.number in tree.openers:
            return True
        if above is not None and above.tag not in outside and above.number in tree.openers:
            return True
        return (
            self._follows_opener(box)
            or self._hangs_on_a_handle(box)
            or self._has_twin(box)
            or self._is_scripted(box)
        )

    def _follows_opener(self, box: Box) -> bool:
        """Whether what opens something by a click stands right before a box, as tabs' heads do."""
        before = self._tree.boxes[box.number - 1] if box.number else box
        while before.parent is not None and before.parent is not box.parent:
            before = before.parent
        if before.parent is not box.parent or before.hidden:
            return False
        return any(one in self._tree.openers for one in range(before.number, before.last + 1))

    def _hangs_on_a_handle(self, box: Box) -> bool:
        """Whether all that is shown of what holds a box is a short link before it to nowhere."""
        tree, holder = self._tree, box.parent
        if holder is None or holder.tag in ("body", "html") or box.last_run < holder.last_run:
            return False
        shown = tree.runs[holder.first_run : box.first_run]
        if len(shown) != 1 or not shown[0].linked or len(shown[0].text) > _MAX_HANDLE:
            return False
        return tree.links[shown[0].first_link].target[:11].lower() in _NOWHERE

    def _has_twin(self, box: Box) -> bool:
        """Whether a box of its name and its kind stands beside it for all to see: another tab.

        Lists are tabs whatever their names; what is broken into a page is mostly no list.
        """
        if not box.name or box.parent is None:
            return False
        name = _DIGITS.sub("", box.name)
        listed = box.tag in _LISTS
        return any(
            one.parent is box.parent
            and not one.hidden
            and one.tag == box.tag
            and (_DIGITS.sub("", one.name) == name or (listed and one.name))
            and one.first_link < one.last_link
            for one in self._tree.boxes[box.parent.number + 1 : box.parent.last + 1]
        )

    def _is_scripted(self, box: Box) -> bool:
        """Whether a script that shows things names the box or what stands around it."""
        if self._shown is None:
            scripts = (text[:_MAX_SCRIPT] for text, _ in self._tree.scripts)
            self._shown = frozenset(
                (one or two).lower()
                for text in scripts
                if _SHOWING.search(text)
                for one, two in _NAMES.findall(text)
            )
        names = set(box.name.split())
        parent = box.parent
        for one in (parent, parent.parent if parent is not None else None):
            if one is not None and one.tag not in ("body", "html"):
                names.update(one.name.split())
        return not names.isdisjoint(self._shown)
