"""What a page is called: its headline, its column, its breadcrumb."""

import re
from typing import NamedTuple

from govsweep.facts import Place
from govsweep.reading import dates
from govsweep.reading.addressing import Addresses
from govsweep.reading.tree import Box, Tree
from govsweep.reading.wording import META_LINE, clean_title, is_function

_SEPARATORS = re.compile(
    r"\s*(?:[_|｜»>›]|\s[-–—]+\s|[-–—]{1,2}(?=[\u4e00-\u9fff])|(?<=[\u4e00-\u9fff])[-–—]+)\s*"
)
_STYLED = re.compile(
    r"(?:^|[\s_\-])(?:\w*title\w*|tit|bt|biaoti|headline|xl_tit\w*|arti\w*_?t\w*|h1|wzbt|newstitle|conttit|tt)(?=$|[\s_\-\d])"
)
_PLACEHOLDER = re.compile(
    r"^(?:文章标题|标题|栏目名称|网站名称|政府网站标识码|网站标识码|无|null|undefined)$"
)
_SITE = re.compile(
    r"(?:门户网站|政府网站?|人民政府(?:门户网站)?|信息网|政务网|公众网|官方?网站?|网站|网)$"
)
_PLACE = re.compile(r"(?:位置|您在这里|当前栏目|所在栏目|当前页面)\s*[:：]?|^首页\s*[>»›/＞→\-]")
_END = re.compile(
    r"^(?:正文|详情页?|内容页?|文章|文章正文|信息内容|详细内容|查看|列表|当前页|浏览|(?:19|20)\d\d年?)$"
)
_HOME = re.compile(r"^(?:首\s*页|网站首页|主页|home|本站首页|门户首页)$", re.IGNORECASE)
_CRUMB = re.compile(
    r"crumb|position|location|dqwz|weizhi|mbx|curmb|cur_?pos|(?:^|[\s_\-])(?:local|wz|path|route)(?=$|\s)"
)


class Headline(NamedTuple):
    """The headline and the number of the run it stands in (-1 where it stands in none)."""

    text: str
    run: int


def site_name(tree: Tree) -> str:
    """The site's own name, as its tag says."""
    return tree.meta.get("sitename", "")


def parts_of_title(tree: Tree) -> list[str]:
    """The parts of the <title> between separators, without the site's name."""
    site = site_name(tree)
    parts = [part.strip() for part in _SEPARATORS.split(tree.title) if part.strip()]
    own = [part for part in parts if part != site and not (len(parts) > 1 and _is_site(part))]
    return own or []


def _is_site(text: str) -> bool:
    return len(text) <= 30 and bool(_SITE.search(text))


def headline(tree: Tree, places: list[Place], end: int) -> Headline:
    """An article's headline: by tag, else the run before `end` that looks most like one."""
    told = tree.meta.get("articletitle") or tree.meta.get("title") or ""
    if told and _PLACEHOLDER.match(told):
        told = ""
    told = clean_title(told)
    best, score = -1, 2.5
    whole = _squeezed(tree.title)
    told_key = _squeezed(told)
    for number, run in enumerate(tree.runs[:end]):
        length = len(run.text)
        if not 2 <= length <= 200 or places[run.box.number] in (Place.FOOTER, Place.HIDDEN):
            continue
        points = _points(tree, number, whole, told_key)
        if places[run.box.number] is Place.NAVIGATION:
            points -= 2.0
        if points > score:
            best, score = number, points
    if told:
        return Headline(told, best)
    if best >= 0:
        return Headline(_lines(tree, best), best)
    parts = parts_of_title(tree)
    return Headline(parts[0] if parts else "", -1)


def _points(tree: Tree, number: int, whole: str, told: str) -> float:
    run = tree.runs[number]
    text = run.text
    key = _squeezed(text)
    if not key or is_function(text) or text == site_name(tree) or _PLACE.search(text):
        return -9.0
    points = _style_points(run.box)
    if told and (key == told or (len(key) >= 6 and key in told)):
        points += 8.0
    if whole and len(key) >= 4:
        if whole.startswith(key):
            points += 3.0 + min(len(key), 20) / 10
        elif key in whole:
            points += 1.0
    points += min(len(text), 24) / 24
    if run.linked > len(text) / 2:
        points -= 3.0
    if len(text) < 5:
        points -= 1.5
    if dates.find(text) and META_LINE.search(text):
        points -= 4.0
    if text.endswith(("。", "：", ":", "；", "！")) or "来源" in text[:4]:
        points -= 1.5
    return points


def _style_points(box: Box) -> float:
    points = 0.0
    current: Box | None = box
    for _ in range(3):
        if current is None:
            break
        if current.tag == "h1":
            return points + 3.0
        if current.tag in ("h2", "h3"):
            points = max(points, 2.0)
        if current.name and _STYLED.search(current.name):
            points = max(points, 2.5)
        current = current.parent
    return points


def _lines(tree: Tree, number: int) -> str:
    """A headline with all lines of its element, where that holds nothing but them."""
    box = tree.runs[number].box
    runs = tree.runs[box.first_run : box.last_run]
    if 1 < len(runs) <= 3 and box.tag in ("h1", "h2", "h3", "td", "p", "div"):
        if _style_points(box) >= 2.0 and not any(
            META_LINE.search(run.text) or run.linked or dates.find(run.text) for run in runs
        ):
            return clean_title("".join(run.text for run in runs))
    return clean_title(tree.runs[number].text)


def _squeezed(text: str) -> str:
    return "".join(text.split())


def find_trail(tree: Tree, addresses: Addresses) -> tuple[tuple[str, str], ...]:
    """The breadcrumb: names and addresses, the unlinked end with an empty address."""
    for run_number, run in enumerate(tree.runs):
        if len(run.text) <= 200 and _PLACE.search(run.text):
            trail = _trail_at(tree, run.box, addresses)
            if trail:
                return trail
        if run_number > 400:
            break
    for box in tree.boxes:
        if box.name and 1 <= box.last_link - box.first_link <= 8 and _CRUMB.search(box.name):
            trail = _trail_at(tree, box, addresses)
            if len(trail) > 1 and _HOME.match(trail[0][0]):
                return trail
    return ()


def _trail_at(tree: Tree, box: Box, addresses: Addresses) -> tuple[tuple[str, str], ...]:
    for _ in range(3):
        if box.last_link > box.first_link or box.parent is None:
            break
        box = box.parent
    links = tree.links[box.first_link : box.last_link]
    if not 1 <= len(links) <= 10:
        return ()
    trail = [
        (clean_title(link.text), addresses.resolve(link.target)) for link in links if link.text
    ]
    rest = " ".join(run.text for run in tree.runs[box.first_run : box.last_run])
    end = re.split(r"[>»›＞→/]|&gt;|::", rest)[-1].strip(" -—：:")
    names = {name for name, _ in trail}
    if (
        end
        and len(end) <= 40
        and end not in names
        and "位置" not in end
        and not names & set(end.split())
    ):
        trail.append((end, ""))
    return tuple(trail)


def column_name(tree: Tree, trail: tuple[tuple[str, str], ...], title: str = "") -> str:
    """The column by its tag, unless that holds the site's name; else by the breadcrumb."""
    told = tree.meta.get("columnname", "")
    site = site_name(tree)
    if told and told != site and not _PLACEHOLDER.match(told) and not told.isdigit():
        return told
    for name, _ in reversed(trail):
        if name and not _END.match(name) and not _HOME.match(name) and name not in (title, site):
            if title and (
                name.startswith(title[:10]) or (title.startswith(name.rstrip(".…")) and len(name) > 8)
            ):
                continue
            return name
    return ""


def list_title(tree: Tree, column: str) -> str:
    """The name of a list page."""
    if column:
        return column
    parts = parts_of_title(tree)
    if parts:
        return parts[0]
    return next((run.text for run in tree.runs if run.box.tag in ("h1", "h2")), "")
