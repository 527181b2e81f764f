"""Where things stand: what surrounds a page's own content, told by tags and names of containers."""

import re
from functools import lru_cache

from govsweep.facts import Place
from govsweep.reading.tree import HEADINGS, Box, Tree

_FOOTER = re.compile(
    r"(?:^|[\s_\-])(?:(?:page|site|web|wz|g|index|new|common|main)?_?-?foot(?:er)?[\w\-]*|bottom[\w\-]*|"
    r"copyright[\w\-]*|copy|dibu|banquan|bq|wzdb|yejiao)(?=$|\s)|foot(?:er)?(?:$|\s|\d|box|wrap|con)"
)
_OWN_FOOT = re.compile(
    r"(?:art(?:icle)?|entry|post|list|card|content|news|detail|con|item|box|table)[_\-]?(?:foot|bottom)"
)
_NAVIGATION = re.compile(
    r"(?:^|[\s_\-])(?:\w*nav|nav\w*|navigation|\w*menu|menu\w*|top_?bar|topbar|toolbar|top|header|head|site-header|"
    r"bread\w*|crumb\w*|location|position|dqwz|weizhi|dangqian|local|cur_?pos\w*|curlocation|curmb|mbx|"
    r"search\w*|login|share\w*|bdshare\w*|bshare\w*|jiathis\w*|friend\w*|yqlj\w*|youqing\w*|linkbox|fri_?link\w*|"
    r"language|pagination|paging|pagebar|fenye|sidebar|side_?nav|leftnav|left_?menu|logo|banner)(?=$|\s)"
)
_CONTENT = re.compile(r"art(?:icle)?|content|detail|news|xl|main|zoom")
_OWN_HEAD = re.compile(
    r"(?:art(?:icle)?|cont(?:ent)?|news|detail|con|xl|page)\w*[_\-]?(?:head(?:er)?|top)(?=$|\s)"
)
_HEADER = re.compile(r"(?:^|[\s_\-])(?:header|head|top|position|location|local|wz)(?=$|\s)")
_TAGS = {
    "footer": Place.FOOTER,
    "nav": Place.NAVIGATION,
    "aside": Place.NAVIGATION,
    "select": Place.NAVIGATION,
}

_MAX_FILED = 4  # links in the head of an article
_MAX_RUNNING = 400
# Python 3.11 looks members of enumerations up slowly.
_FOOTER_PLACE = Place.FOOTER
_NAVIGATION_PLACE = Place.NAVIGATION
_MAIN = Place.MAIN
_HIDDEN = Place.HIDDEN


@lru_cache(maxsize=16_384)
def by_name(name: str) -> Place | None:
    """What a container's class and id say of it; None where they say nothing."""
    if _FOOTER.search(name) and not _OWN_FOOT.search(name):
        return _FOOTER_PLACE
    if _NAVIGATION.search(name):
        return _NAVIGATION_PLACE
    return None


def places(tree: Tree) -> list[Place]:
    """The place of every box: its own, or that of the box around it."""
    found: list[Place] = []
    main, hidden = _MAIN, _HIDDEN
    for box in tree.boxes:
        parent = box.parent
        place = main if parent is None else found[parent.number]
        if box.hidden:
            place = hidden
        elif place is main and (box.name or box.tag in _TAGS):
            place = _own(tree, box)
        found.append(place)
    return found


def _own(tree: Tree, box: Box) -> Place:
    """The place that a box in the page's own content makes for itself."""
    if box.tag in ("body", "html"):
        return _MAIN
    named = _TAGS.get(box.tag) or (by_name(box.name) if box.name else None)
    if named is _NAVIGATION_PLACE and _is_own_head(tree, box):
        return _MAIN
    if named is _FOOTER_PLACE and box.tag == "footer" and _in_article(box):
        return _MAIN  # it tells author and day, at the end of an article or a row
    return named if named and _running(tree, box) <= _MAX_RUNNING else _MAIN


def _is_own_head(tree: Tree, box: Box) -> bool:
    """Whether a container called a head or top heads an article: a heading in it, and no links.

    The head of an <article> may link to its column and its author.
    """
    if box.first_run == box.last_run:
        return False
    links = box.last_link - box.first_link
    if links and (links > _MAX_FILED or not _in_article(box)):
        return False
    inside = tree.boxes[box.number : box.last + 1]
    headed = any(one.tag in HEADINGS for one in inside)
    return headed or (not links and _OWN_HEAD.search(box.name) is not None)


def _in_article(box: Box) -> bool:
    """Whether a box is the head or the foot of an <article>."""
    above = box.parent
    return above is not None and "article" in (above.tag, above.parent and above.parent.tag)


def _running(tree: Tree, box: Box) -> int:
    """Characters of long lines outside links: a container full of them is no menu."""
    runs = tree.runs[box.first_run : box.last_run]
    return sum([one for run in runs if (one := len(run.text) - run.linked) >= 60])
