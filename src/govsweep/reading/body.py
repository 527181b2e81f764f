"""The body of an article: the container that holds most running text."""

import re
from functools import lru_cache

from govsweep.facts import Place
from govsweep.reading.tree import Box, Tree

_THROUGH_TAGS = (
    "p h1 h2 h3 h4 h5 h6 blockquote ul ol dl dd dt li tr tbody thead table pre span font a center "
    "b strong address figure figcaption"
)
_THROUGH = frozenset(_THROUGH_TAGS.split())
_GOES_ON = frozenset(("p", "blockquote", "table", "ul", "ol", "pre", "h3", "h4", "h5"))
HINT = re.compile(
    r"trs_?u?editor|ucap-content|(?:^|[\s_\-])zoom(?=$|\s)|v_news_content|vsb_content|newscontent|news_?con(?:tent)?(?=$|\s)|"
    r"art(?:icle)?[_\-]?(?:con|body|text|main|detail|info_con)|(?:^|\s)(?:xl|bt|wz|nr|zw|text|con|detail|info|view|main|pages|wzy|xq|ct|cont)"
    r"[_\-]?(?:content|con|text|nr|zw|txt|article|body)(?=$|\s)|(?:^|\s)(?:content|article|zhengwen|neirong|bodytext|fontzoom|ewb-article-info|infocontent|j-fontcontent|ccontent|con_con|txt|conTxt)(?=$|\s)"
)
# Python 3.11 looks members of enumerations up slowly.
_MAIN = Place.MAIN


@lru_cache(maxsize=16_384)
def is_hint(name: str) -> bool:
    """Whether a container's class or id is one that editors of articles use."""
    return bool(HINT.search(name))


def find_body(tree: Tree, places: list[Place]) -> tuple[Box | None, int]:
    """The container of the body and how many characters of running text it holds."""
    weight: dict[int, float] = {}
    main = Place.MAIN
    for run, length in zip(tree.runs, tree.running(), strict=True):
        if not length or places[run.box.number] is not main:
            continue
        box = _holder(run.box)
        share = float(length)
        for _ in range(4):
            weight[box.number] = weight.get(box.number, 0.0) + share
            if box.parent is None or box.parent.tag in ("body", "html"):
                break
            box = _holder(box.parent)
            share *= 0.6
    if not weight:
        return _hinted(tree, places), 0
    best = tree.boxes[max(weight, key=lambda one: weight[one] * _bonus(tree.boxes[one]))]
    best, length = _widen(tree, best)
    if best.tag in _THROUGH and best.parent is not None and best.parent.tag == "body":
        best = _beside(tree, places, best, best.parent)
        length = running_length(tree, best)
    if length >= 200:
        return best, length
    hinted = _hinted(tree, places)
    if hinted is not None:
        own = running_length(tree, hinted)
        if own * 2 >= length or _has_content(tree, hinted):
            return hinted, own
    return best, length


def _holder(box: Box) -> Box:
    while box.tag in _THROUGH and box.parent is not None and box.parent.tag not in ("body", "html"):
        box = box.parent
    return box


def _bonus(box: Box) -> float:
    return 1.5 if box.name and is_hint(box.name) else 1.0


def _hinted(tree: Tree, places: list[Place]) -> Box | None:
    found: Box | None = None
    for box in tree.boxes:
        if found is not None and box.number > found.last:
            break
        if places[box.number] is _MAIN and box.name and is_hint(box.name):
            found = box  # the innermost of the first
    return found


def _has_content(tree: Tree, box: Box) -> bool:
    """Whether a box shows links or pictures; a script, a counter of visits, shows nothing."""
    shown = tree.others[box.first_other : box.last_other]
    return box.last_link > box.first_link or any(one.tag != "script" for one in shown)


def running_length(tree: Tree, box: Box) -> int:
    """Characters outside links in a box's running text."""
    return sum(tree.running()[box.first_run : box.last_run])


def _widen(tree: Tree, box: Box) -> tuple[Box, int]:
    """A container around it with much more running text and hardly any links; and how much."""
    own = running_length(tree, box)
    for _ in range(4):
        above = box.parent
        if above is None or above.tag in ("body", "html"):
            break
        length = running_length(tree, above)
        if length < 1.3 * own or _linked(tree, above) > 0.3 * length:
            break
        box, own = above, length
    return box, own


def _beside(tree: Tree, places: list[Place], box: Box, page: Box) -> Box:
    """A paragraph with those beside it, where nothing but the page itself contains them."""
    beside = [one for one in tree.boxes if one.parent is page]
    first = last = beside.index(box)
    while (
        first
        and _goes_on(tree, places, beside[first - 1])
        and running_length(tree, beside[first - 1])
    ):
        first -= 1
    while last + 1 < len(beside) and _goes_on(tree, places, beside[last + 1]):
        last += 1
    start, end = beside[first], beside[last]
    first_run, first_link, first_other = start.first_run, start.first_link, start.first_other
    joined = Box(
        "div", "", start.parent, page.hidden, start.number, first_run, first_link, first_other
    )
    joined.last, joined.last_run = end.last, end.last_run
    joined.last_link, joined.last_other = end.last_link, end.last_other
    return joined


def _goes_on(tree: Tree, places: list[Place], box: Box) -> bool:
    """Whether a text goes on in a box: a paragraph with its attachments, a table; no menu."""
    if box.tag not in _GOES_ON or places[box.number] is not _MAIN:
        return False
    length = sum(len(run.text) for run in tree.runs[box.first_run : box.last_run])
    return box.tag == "p" or _linked(tree, box) * 2 <= length


def _linked(tree: Tree, box: Box) -> int:
    return sum(run.linked for run in tree.runs[box.first_run : box.last_run])
