"""Lists: rows gathered by the container that holds them, told from menus, given their dates."""

import datetime as dt
import re
from collections import Counter
from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from govsweep.addresses import host
from govsweep.facts import Entry, Place
from govsweep.reading import dates
from govsweep.reading.abreast import list_by_list
from govsweep.reading.hollow import stands_empty
from govsweep.reading.kinds import is_article
from govsweep.reading.row import Row
from govsweep.reading.rowdates import RowDate, resolve
from govsweep.reading.tree import HEADINGS, Box, Tree
from govsweep.reading.wording import says_nothing

_SIDE = re.compile(
    r"(?:^|[\s_\-])(?:side\w*|hot\w*|rank\w*|recommend\w*|relate\w*|xgwz\w*|xiangguan\w*|"
    r"tuijian\w*|rdtj|xgxx|xgyd)(?=$|\s)"
)
_RIGHT = re.compile(r"(?:^|[\s_\-])right\w*(?=$|\s)")
_ASIDE = re.compile(
    r"热点|热门|热文|(?:图片|视频|精彩|编辑|本站|信息|文章)?推荐|(?:阅读|浏览|访问|点击|人气|新闻|信息|文章|本周|本月|一周)?排行|点击|相关|猜你|延伸阅读|往期|回顾"
)
_NEWEST = re.compile(r"最新|最近|近期|今日|本周|图片")  # heads what is of all columns
_NO_HEADING = re.compile(r"[>》›:：\d]|位置")  # a breadcrumb, a label, a date, a counter
_LONGEST_ASIDE = 8  # characters
_MAX_HEADING = 10  # characters
_ITEMS = ("li", "tr")  # of one list, whatever each is called
_LEAST_OWN = 4  # rows without dates that are a page's own list
_LEAST_CARDS = 3  # dated rows between which nothing else stands
_AFTER = 2  # lines of the last of them behind its title: a summary, its date
_ROOT = 3  # slashes of a site's root
_DIGITS = re.compile(r"\d+")


_Key = tuple[int, str, str]  # what holds like containers of rows, their tag and their style
# Python 3.11 looks members of enumerations up slowly.
_FOOTER = Place.FOOTER
_MAIN = Place.MAIN


class Group(NamedTuple):
    """Rows whose containers are siblings."""

    parent: Box
    rows: list[Row]
    dated: int
    side: bool
    right: bool  # in a right-hand column, which holds the list itself where nothing else does

    def like(self, other: "Group") -> bool:
        """Whether two groups are parts of one list, cut by rules or pictures."""
        one, two = self.parent, other.parent
        if (one.tag, one.name, self.rows[0].top.tag) != (two.tag, two.name, other.rows[0].top.tag):
            return False
        above, beside = one.parent, two.parent
        if one.name or above is beside or above is None or beside is None:
            return True  # where nothing is named, parts of one list stand beside each other
        return above.name == beside.name != "" or above.parent is beside.parent


def group(tree: Tree, rows: list[Row], places: list[Place]) -> list[Group]:
    """The lists of a page: rows whose containers are siblings, where they are no menu."""
    return [_placed(one) for one in _gathered(rows) if _is_list(tree, one, places)]


def _gathered(rows: list[Row]) -> list[Group]:
    """The rows by what holds them; in which column that stands is not told yet."""
    gathered: dict[_Key, list[Row]] = {}
    for row in rows:
        top = row.top
        if row.line:
            key = (top.number, "", "")
        else:
            styled = top.name and top.tag not in _ITEMS
            key = ((top.parent or top).number, top.tag, _style(top.name) if styled else "")
        known = gathered.get(key)
        if known is None:
            gathered[key] = [row]
        else:
            known.append(row)
    groups = []
    for members in _joined(gathered).values():
        first = members[0]
        holder = first.top if first.line else first.top.parent or first.top
        dated = sum([row.date is not None for row in members])
        groups.append(Group(holder, members, dated, False, False))
    return groups


def _joined(gathered: dict[_Key, list[Row]]) -> dict[_Key, list[Row]]:
    """The rows of like containers in one, where each of these has a name of its own."""
    lone = Counter(key[:2] for key, rows in gathered.items() if key[2] and len(rows) == 1)
    many = {key for key, count in lone.items() if count >= _LEAST_OWN}
    if not many:
        return gathered
    joined: dict[_Key, list[Row]] = {}
    for key, rows in gathered.items():
        own = key[:2] in many and len(rows) == 1
        joined.setdefault((*key[:2], "") if own else key, []).extend(rows)
    return joined


def _placed(one: Group) -> Group:
    """A group, told in which column it stands."""
    columns = _columns(one.parent) - {""}
    return one._replace(side=True, right=columns == {"right"}) if columns else one


@lru_cache(maxsize=16_384)
def _column(name: str) -> str:
    """Which column a container's name tells of: “side”, “right” or none."""
    if _SIDE.search(name):
        return "side"
    return "right" if _RIGHT.search(name) else ""


def _columns(box: Box | None) -> set[str]:
    found = set()
    while box is not None:
        if box.name:
            found.add(_column(box.name))
        box = box.parent
    return found


def is_aside(box: Box | None) -> bool:
    """Whether a box stands in a column beside a page's own, by what it is called."""
    return bool(_columns(box) - {""})


def settle_columns(groups: list[Group], prose: int, url: str) -> list[Group]:
    """A right-hand column stands beside an article or a longer list; else it is a list itself.

    It is also where it alone leads to what lies below the page.
    """
    if prose >= 200:
        return groups
    left = [one for one in groups if one.dated and not one.side]
    most = max((len(one.rows) for one in left), default=0)
    folder = url[: url.rfind("/") + 1]
    foreign = left and not is_article(url) and not any(_below(one, folder) for one in left)
    return [
        one._replace(side=False)
        if one.right and (len(one.rows) * 2 > most or (foreign and _below(one, folder)))
        else one
        for one in groups
    ]


def _below(one: Group, folder: str) -> bool:
    """Whether a group leads to what lies in a folder, mostly."""
    return sum([row.url.startswith(folder) for row in one.rows]) * 2 > len(one.rows)


@lru_cache(maxsize=16_384)
def _style(name: str) -> str:
    """The first word of a container's class, without numbers: rows of one list share it."""
    return _DIGITS.sub("", name.partition(" ")[0])


def _is_row(tree: Tree, box: Box) -> bool:
    """Whether a lone container is a row, rather than an article with one link in it."""
    return box.tag in ("li", "tr", "dl", "dd") or tree.own_length(box) <= 60


def _is_list(tree: Tree, one: Group, places: list[Place]) -> bool:
    place = places[one.parent.number]
    if place is _FOOTER:
        return False
    if len(one.rows) == 1 and not one.rows[0].url:
        return False
    if one.dated:
        dated = [row for row in one.rows if row.date] if one.dated == 1 else []
        if dated and not dated[0].line and not _is_row(tree, dated[0].top):
            return False
        return one.dated >= 3 or max(len(row.title) for row in one.rows if row.date) >= 4
    if place is not _MAIN or len(one.rows) < 2:
        return False
    lengths = sorted(len(row.title) for row in one.rows)
    return lengths[0 if len(lengths) == 2 else len(lengths) // 2] >= 8 and _is_local(one)


def _is_local(one: Group) -> bool:
    """Whether most rows lead to one host, in one place: links to friends lead everywhere."""
    rows = one.rows
    first = rows[0].url
    if not first:
        return sum([not row.url for row in rows]) * 2 > len(rows)
    origin = first[: first.find("/", len("https://")) + 1]
    if origin and sum([row.url.startswith(origin) for row in rows]) * 2 > len(rows):
        return True
    hosts = Counter(host(row.url) for row in rows)
    return hosts.most_common(1)[0][1] * 2 > len(one.rows)


def listed_runs(groups: list[Group]) -> frozenset[int]:
    """The runs that belong to dated rows: their dates are those of other pages."""
    found: set[int] = set()
    for one in groups:
        if not one.dated:
            continue
        tops = [row.top for row in one.rows if not row.line]
        for top in tops:
            found.update(range(top.first_run, top.last_run))
        if len(tops) == one.dated >= _LEAST_CARDS:  # what stands between titles is of their rows
            end = min(tops[-1].last_run + _AFTER, one.parent.last_run)
            found.update(range(tops[0].first_run, end))
    return frozenset(found)


def own_lists(tree: Tree, groups: list[Group], url: str) -> list[Group]:
    """The groups that are the page's own list, in one part or more, not lists beside it."""
    folder = url[: url.rfind("/") + 1]
    marked = [
        (
            one,
            one.side or _headed_aside(tree, one),
            any(row.url.startswith(folder) and row.url not in (folder, url) for row in one.rows),
        )
        for one in groups
    ]
    best, best_aside, best_below = max(
        marked,
        key=_as_own,
        default=(None, False, False),
    )
    if best is None or (not best_below and _is_beside_nothing(tree, best, best_aside)):
        return []
    if not (best_below and _is_folder(folder)) and _is_box(tree, best):
        # What is recommended beside a list without dates, one that is empty, or that scripts bring.
        return own_lists(tree, [one for one in groups if one is not best and _is_local(one)], url)
    best_open = not best_below and any(row.url for row in best.rows)
    if all(row.url.startswith(folder) for row in best.rows):
        titled = not _is_headed(tree, best) or _above(tree, best) in tree.title
        marked = [told for told in marked if told[2] or not (titled and _is_headed(tree, told[0]))]
    return [
        one
        for one, aside, below in marked
        if (one.like(best) and aside == best_aside and _is_part(one, best, below or not best_below))
        or (one.dated and not aside and (below or best_open or _is_large(one, best)))
    ]


def _is_folder(folder: str) -> bool:
    """Whether it is one of a column: below the root stands the whole site."""
    return folder.count("/") > _ROOT


def _is_box(tree: Tree, one: Group) -> bool:
    """Whether a group stands under a heading of its own beside the place of the page's list."""
    above = _above(tree, one)
    if not above or above in tree.title or above in tree.meta.get("columnname", ""):
        return False
    told_of = bool(one.dated) and _is_named_elsewhere(tree, one, above)
    if _headed_aside(tree, one) and not told_of:
        return True
    return not told_of and _is_headed(tree, one) and _awaits_rows(tree, one)


def _is_named_elsewhere(tree: Tree, one: Group, above: str) -> bool:
    """Whether the heading of a group is a word of the page's breadcrumb: its column's name."""
    first = one.rows[0].top.first_run
    return any(above in run.text for run in tree.runs[: first - 1])


def _awaits_rows(tree: Tree, one: Group) -> bool:
    """Whether an empty container that is called a list's stands before a group with a heading."""
    heading = tree.runs[one.rows[0].top.first_run - 1].box
    return heading.tag in HEADINGS and stands_empty(tree, heading)


def _as_own(told: tuple[Group, bool, bool]) -> tuple[bool, bool, bool, bool, int, int]:
    """How much a group looks like the page's own list, told whether it stands aside and below.

    A dated list beside it, as of what is read most, is none where an undated one lies below.
    """
    one, aside, below = told
    dated = one.dated > 0
    own = not aside and (dated or (below and len(one.rows) >= _LEAST_OWN))
    return (own, dated, not aside, below, one.dated, len(one.rows))


def _is_part(one: Group, best: Group, near: bool) -> bool:
    """Whether a group is as good a part of a list as its best: dated, or as near to the page."""
    return bool(one.dated) if best.dated else near


def _is_headed(tree: Tree, one: Group) -> bool:
    """Whether a group has a heading of its own, as lists beside another have: 最新信息."""
    first = one.rows[0].top.first_run
    above = tree.runs[first - 1] if first else None
    if above is None or above.linked or not 2 <= len(above.text) <= _MAX_HEADING:
        return False
    return _NO_HEADING.search(above.text) is None


def _is_large(one: Group, best: Group) -> bool:
    return len(one.rows) * 2 > len(best.rows)


def _is_beside_nothing(tree: Tree, one: Group, aside: bool) -> bool:
    """Whether a group stands beside the page's own list, where the page says that this is empty."""
    beside = aside or (
        _is_headed(tree, one) and (not one.dated or _NEWEST.match(_above(tree, one)))
    )
    return bool(beside) and any(says_nothing(run.text) for run in tree.runs)


def _above(tree: Tree, one: Group) -> str:
    """The line above a group."""
    first = one.rows[0].top.first_run
    return tree.runs[first - 1].text if first else ""


def _headed_aside(tree: Tree, one: Group) -> bool:
    """Whether the line above a group says that it stands beside the page's own list."""
    return heads_aside(_above(tree, one))


def heads_aside(line: str) -> bool:
    """Whether a line heads a box beside a page's own list: 推荐阅读, 热点排行."""
    return len(line) <= _LONGEST_ASIDE and _ASIDE.match(line) is not None


def pictured(rows: list[Row], places: list[Place]) -> list[Group]:
    """The largest group of rows with pictures: leaders, sights; for pages without another list."""
    groups = [
        one
        for one in map(_placed, _gathered(rows))
        if len(one.rows) >= 3
        and places[one.parent.number] is _MAIN
        and all(row.top.last_other > row.top.first_other for row in one.rows)
    ]
    return [max(groups, key=lambda one: len(one.rows))] if groups else []


def lone(rows: list[Row], places: list[Place]) -> list[Group]:
    """The one or two undated rows of a page without another list: links to articles."""
    groups = [
        one
        for one in _gathered(rows)
        if len(one.rows) <= 2
        and not _placed(one).side
        and places[one.parent.number] is _MAIN
        and all(len(row.title) >= 6 and is_article(row.url) for row in one.rows)
    ]
    return groups if len(groups) == 1 else []


def entries(groups: list[Group], day: dt.date | None) -> tuple[Entry, ...]:
    """The rows of the groups as entries, in the order of the page, each address once."""
    rows = sorted((row for one in groups for row in one.rows), key=lambda row: row.number)
    rows = list_by_list(rows)
    groups_of = {row.number: number for number, one in enumerate(groups) for row in one.rows}
    found: dict[str | int, Entry] = {}
    sure: set[str | int] = set()  # whose date shows its year
    alike: dict[tuple[str, int, int], tuple[int, int]] = {}
    years = [_with_year(row) for row in rows]
    for row, shown, date in zip(rows, years, resolve(years, day), strict=True):
        if len(row.title) < 2:
            continue
        key: str | int = row.url
        if not row.url:  # a second copy of a list says nothing new, two equal rows of one list do
            same = (row.title, *(shown[1:3] if shown else (0, 0)))
            own = groups_of[row.number]
            first, number = alike.setdefault(same, (own, row.number))
            key = row.number if first == own else number
        known = found.get(key)
        better = shown is not None and shown.year > 0 and key not in sure
        if known is None or (date is not None and (known.date is None or better)):
            title = row.title if known is None else max(known.title, row.title, key=len)
            found[key] = Entry(title, row.url, date, row.date.shown if row.date else "")
            if better:
                sure.add(key)
    return tuple(found.values())


def _with_year(row: Row) -> RowDate | None:
    """A date that shows no year takes that of its address, where the two lie close together."""
    date = row.date
    if date is None or date.year:
        return date
    seen = dates.of_url(row.url)
    if seen is None:
        return date
    for year in (seen.year, seen.year + 1, seen.year - 1):
        value = dates.moment(str(year), str(date.month), str(date.day))
        if value and abs((value - seen).days) <= 60:
            return date._replace(year=year)
    return date


def first_box(groups: Iterable[Group]) -> Box | None:
    """The box of the first of all rows."""
    tops = (row.top for one in groups for row in one.rows)
    return min(tops, key=lambda top: top.number, default=None)
