"""The rows of lists: links whose containers repeat, with the dates that stand beside them."""

import re
from bisect import bisect_left
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise, takewhile

from msgspec import Struct

from govsweep.facts import Place
from govsweep.reading.addressing import Addresses
from govsweep.reading.dates import EVENT, FULL, WHEN
from govsweep.reading.lines import Named
from govsweep.reading.rowdates import (
    RowDate,
    edge_date,
    labelled_date,
    only_date,
    row_date,
    tells_of_event,
)
from govsweep.reading.rowtitles import row_title
from govsweep.reading.tree import HEADINGS, Box, Reference, Run, Tree
from govsweep.reading.wording import clean_title, is_function

_MAX_ROWS = 2_000
_MAX_LINKS = 4  # of a line that is no menu
_MAX_LINES = 60  # of a row in which its date is looked for
_LEAST_TURNS = 3  # dates that stand turn about with titles
_MAX_LABEL = 12  # characters of a cell that says what the next one is
_MAX_LABELLED = 200  # characters of a row's line that tells date, source and visits
_MAX_OWN_TEXT = 600  # characters of a row beside its title: a summary at most
_LEAST_TITLE = 4  # characters of a link that leads nowhere and yet names a row
_CONTROL = re.compile(
    r"(?:展开|收起|分享|点赞|评论|收藏|复制|刷新|下载|播放|提交|重置|显示|隐藏|切换|打开|选择|清空|扫码|关注|预览|"
    r"全部|全文|附件|我要|点我|立即|在线|加载|换一[批组换]|大|小|中|标签|按钮|[+\-×])+.{0,2}"
)
# What a link beside a row does with its file: no row itself.
_ON_FILE = re.compile(
    r"(?:附件|点击|点此|立即|在线|全文|文件|表格|模板|样表|word|pdf|docx?|xlsx?|excel)?\s*(?:版|格式)?\s*"
    r"(?:下载|预览|查看)",
    re.IGNORECASE,
)
_MAX_ON_FILE = 10  # characters
# What explains the document of a row, in a cell of its own.
_EXPLAINS = re.compile(
    r"(?:文字|图片|图文|图表|视频|音频|动漫|专家|部门|媒体|政策|相关|负责人|领导)?(?:解读|图解|问答)|"
    r"一图读懂|政策原文|(?:相关|关联)文件"
)
_DATE_LABEL = re.compile(
    r"[\u4e00-\u9fff]{0,4}?(?:日\s*期|时\s*间)|[\u4e00-\u9fff]{0,2}截[止至](?!日|时)"
)
_PUBLISHING = re.compile("[发公]布|公开|公示|公告|刊登|登载|上网")
_MAX_HEAD = 60  # characters of a line of a list's head
# What a cell says that the date in the next one is, where it is not that of publication.
_OTHER_DATE = re.compile(rf".{{0,6}}{EVENT}{WHEN}\s*[:：]?")
# What leads to the whole of a row's text, and may repeat its title behind that.
_GOES_ON = re.compile(
    r"继续阅读|阅读(?:更多|全文|原文)|查看(?:更多|全文|详情)|了解(?:更多|详情)|(?:continue|read)\s+(?:more|reading)",
    re.IGNORECASE,
)
_CATEGORY = re.compile(r"\s*[\[【(（〔［].{0,12}[\])】)）〕］]\s*")
_YEAR = re.compile(r"(?:19|20)\d\d年?")
_DIGITS = re.compile(r"\d+|[〇零一二三四五六七八九十]日")


class Row(Struct, eq=False, gc=False):
    """A link taken as a row of a list."""

    title: str
    url: str  # "" for a link that no reader of addresses can follow: its title and date still count
    link: Reference
    number: int  # of the link
    top: Box  # the row's container, or the box that holds its line
    line: bool  # it shares the box with other rows, each on a line of its own
    date: RowDate | None


def find_rows(tree: Tree, places: list[Place], addresses: Addresses) -> list[Row]:
    """Every link that could be a row, with its container and its date."""
    links = tree.links
    targets = [link.target for link in links]
    urls = addresses.resolve_all(targets)
    _tell_apart(links, targets, urls)
    many: dict[int, Named] = {}  # a link never closed names many lines
    main = Place.MAIN
    rows: list[Row] = []
    taken: set[tuple[int, str]] = set()
    around: Box | None = None  # the list item of the last row: it names no other
    for at, run in enumerate(tree.runs):
        first, count = run.first_link, run.last_link - run.first_link
        if not 0 < count <= _MAX_LINKS:
            continue
        box = run.box
        if around is not None and around.number <= box.number <= around.last:
            continue
        number = first if count == 1 else _title_link(tree, run, targets)
        link, url = links[number], urls[number]
        if not targets[number]:
            continue
        if places[box.number] is not main and _is_menu(link, places[box.number]):
            continue
        if len(link.parts) < 2:  # as most are
            named = row_title(link, run.line)
        elif number in many:
            named = many[number]
        else:
            named = many[number] = row_title(link, run.line, broken=_is_broken(tree, at, link))
        row = _row(tree, run, number, named, targets, url)
        if row is None:
            continue
        top = row.top
        key = (top.number, targets[number])
        if key not in taken:
            taken.add(key)
            rows.append(row)
            around = top if top.tag == "li" and not row.line else None
            if len(rows) >= _MAX_ROWS:
                break
    return _with_stray_dates(tree, rows)


def _is_broken(tree: Tree, at: int, link: Reference) -> bool:
    """Whether a link is of two lines that stand in no boxes of their own, but behind a <br>."""
    if len(link.parts) != 2:
        return False
    lines = tree.runs[at : at + 2]
    return all(one.box is link.box and one.linked for one in lines)


def _tell_apart(links: list[Reference], targets: list[str], urls: list[str]) -> None:
    """Give each link that leads nowhere and yet names a row a target of its own, any other none."""
    for number, url in enumerate(urls):
        if not url:
            link = links[number]
            targets[number] = f"\0{number}" if leads_nowhere(link) and _names_row(link) else ""


def leads_nowhere(link: Reference) -> bool:
    """Whether a link opens something that only its scripts know."""
    target = link.target.lstrip()
    return not target or target[0] == "#" or target[:11].lower() == "javascript:"


def _names_row(link: Reference) -> bool:
    text = link.text
    if len(text) < (2 if link.title else _LEAST_TITLE) or _CATEGORY.fullmatch(text):
        return False
    if text.startswith(("http:", "https:", "www.")):
        return False  # the address of a result, shown below its title
    return not is_function(text) and not (len(text) < 8 and _CONTROL.fullmatch(text))


def _is_menu(link: Reference, place: Place) -> bool:
    if place is Place.NAVIGATION:
        return len(link.text) < 6 and not link.title
    return place is Place.FOOTER


def _row(
    tree: Tree, run: Run, number: int, named: Named, targets: list[str], url: str
) -> Row | None:
    """The row that a line's link names; None where it names none."""
    link = tree.links[number]
    title, glued = named
    if not _can_name(title) or ("来源" in run.text and _is_source(run, link)):
        return None
    if run.box.tag == "td" and _EXPLAINS.fullmatch(title):
        return None
    if _fills_item(run, number, link) and not _heads_card(run.box, targets, link, run):
        return Row(title, url, link, number, run.box, False, glued)
    dated = _dated_item(tree, link, run)
    item = dated or _item(tree, link, targets)
    if item is not None and item is not dated and not _names(tree, item, link, targets):
        return None
    top, line = (item, False) if item else _container(tree, targets, run, link)
    date = _date_within(tree, dated) if dated else None
    beside = None if date or line or not glued else _date_alone(tree, run, top)
    if glued and beside and not _is_same(glued, beside):
        title, date = clean_title(link.title if _is_whole(link) else link.text), beside
    date = date or glued or _date_of_link(tree, top, link) or _date_beside(tree, run, top, line)
    return Row(title, url, link, number, top, line, date)


def _is_same(whole: RowDate, shown: RowDate) -> bool:
    """Whether a date is the one that a row shows, perhaps without the year."""
    return whole[1:3] == shown[1:3] and shown.year in (0, whole.year)


@lru_cache(maxsize=16_384)
def _can_name(title: str) -> bool:
    """Whether a title, by itself, may be that of a row."""
    if not title or is_function(title) or acts_on_file(title) or _GOES_ON.match(title):
        return False
    return only_date(title) is None  # 发布于 <a>2026年11月3日</a>: the same row once more


def acts_on_file(text: str) -> bool:
    """Whether a link's words say what it does with a row's file: 下载, 在线预览."""
    return len(text) <= _MAX_ON_FILE and _ON_FILE.fullmatch(text) is not None


def _is_source(run: Run, link: Reference) -> bool:
    """Whether a link is that of an article's source: 来源：…, not of a row with its source."""
    at = run.text.find("来源", 0, 40)
    return at >= 0 and run.text.find(link.text) >= at


def _is_whole(link: Reference) -> bool:
    """Whether a link's tooltip is its text, which may be cut, as a whole."""
    shown = link.text.rstrip(".… ")
    return len(link.title) >= len(shown) > 0 and link.title.startswith(shown)


def _fills_item(run: Run, number: int, link: Reference) -> bool:
    """Whether a list item holds a link of one line and nothing else, as most rows in menus do."""
    box = run.box
    return (
        box.tag == "li"
        and box.first_link == number == box.last_link - 1
        and box.last_run - box.first_run == 1
        and link.parts == (run.text,)
    )


def _title_link(tree: Tree, run: Run, targets: list[str]) -> int:
    """The link of a line that names its row: the longest that is no category in brackets.

    A date names none that leads to where other words of its line lead.
    """
    numbers: Sequence[int] = range(run.first_link, run.last_link)
    if any(map(targets.__getitem__, numbers)):
        numbers = [one for one in numbers if targets[one]]
    best = max(numbers, key=lambda one: _weight(tree.links[one]))
    if only_date(tree.links[best].text):
        words = (one for one in numbers if targets[one] == targets[best] and one != best)
        return next(words, best)
    return best


def _weight(link: Reference) -> tuple[bool, int]:
    return not _CATEGORY.fullmatch(link.text), len(link.title or link.text)


def _container(tree: Tree, targets: list[str], run: Run, link: Reference) -> tuple[Box, bool]:
    """The largest box that leads nowhere else; the line itself where its box holds more."""
    box = run.box
    if not _leads_only_to(targets, box, link, run):
        return box, True
    sums = tree.own_sums()
    while box.parent is not None and box.parent.tag not in ("body", "html"):
        above = box.parent
        if box.tag == "tr" or (box.tag == "li" and not _is_card(box, above)):
            break
        if not _leads_only_to(targets, above, link, run):
            break
        if sums[above.last_run] - sums[above.first_run] > _MAX_OWN_TEXT:
            break
        box = above
    return box, False


def _is_card(item: Box, holder: Box) -> bool:
    """Whether a list holds one row only, its title, summary and date each an item."""
    several = item.number > holder.number + 1 or holder.last > item.last
    return several and holder.tag in ("ul", "ol")


def _heads_card(item: Box, targets: list[str], link: Reference, run: Run) -> bool:
    """Whether a list item that is a title heads a list that holds its row and no other."""
    holder = item.parent
    return (
        holder is not None
        and holder.last_link - holder.first_link <= _MAX_LINKS
        and holder.last_run - holder.first_run > 1
        and _is_card(item, holder)
        and _leads_only_to(targets, holder, link, run)
    )


def _item(tree: Tree, link: Reference, targets: list[str]) -> Box | None:
    """The list item or table row around a link that holds a few shorter links besides it."""
    box: Box | None = link.box
    for _ in range(5):
        if box is None or box.tag in ("body", "html"):
            return None
        if box.tag in ("li", "tr", "dl", "article"):
            break
        box = box.parent
    if box is None or not 2 <= box.last_link - box.first_link <= 5:
        return None
    naming = _naming(tree, box, targets)
    own = [one for one in naming if not _EXPLAINS.fullmatch(one.text)]
    if (own == [link] and len(naming) > 1) or _is_headed_by(box, link):
        return box
    lengths = sorted(len(one.text) for one in naming if only_date(one.text) is None)
    if len(lengths) < 2:
        return None
    lone = lengths[-1] >= 6 and lengths[-2] < 8 and lengths[-2] * 2 <= lengths[-1]
    return box if lone else None


def _dated_item(tree: Tree, link: Reference, run: Run) -> Box | None:
    """The list item that begins with a link and bears a date, and lists other links between."""
    box = run.box if run.box.tag == "li" else run.box.parent
    if box is None or box.tag != "li" or box.last_link - box.first_link < 2:
        return None
    if tree.links[box.first_link] is not link or _date_within(tree, box) is None:
        return None
    nested = (one.box for one in tree.links[box.first_link + 1 : box.last_link])
    return box if all(one is not run.box for one in nested) else None


def _date_within(tree: Tree, box: Box) -> RowDate | None:
    """The date that stands in a box itself, not in what the box holds."""
    runs = (run for run in tree.runs[box.first_run : box.last_run] if run.box is box)
    return next((date for run in runs if (date := only_date(run.text))), None)


def _naming(tree: Tree, box: Box, targets: list[str]) -> list[Reference]:
    """The links of a box that lead somewhere or could name a row."""
    links = [tree.links[one] for one in range(box.first_link, box.last_link) if targets[one]]
    return [one for one in links if not _GOES_ON.match(one.text)]


def _names(tree: Tree, item: Box, link: Reference, targets: list[str]) -> bool:
    """Whether a link names the item around it: by its heading, else by the longest words."""
    if _is_headed_by(item, link):
        return True
    longest = max(_naming(tree, item, targets), key=lambda one: len(one.text))
    return longest is link or longest.target == link.target


def _is_headed_by(item: Box, link: Reference) -> bool:
    """Whether a link is the heading of an <article>, whatever else that links to."""
    return item.tag == "article" and (link.box.tag in HEADINGS)


def _leads_only_to(targets: list[str], box: Box, link: Reference, run: Run) -> bool:
    count = box.last_link - box.first_link
    if count <= run.last_link - run.first_link:
        return True
    if count > 6:
        return False
    inside = set(targets[box.first_link : box.last_link])
    inside.difference_update(targets[run.first_link : run.last_link])
    return not inside - {""}


def own_length(tree: Tree, box: Box) -> int:
    """Characters of a box outside links."""
    sums = tree.own_sums()
    return sums[box.last_run] - sums[box.first_run]


def _date_of_link(tree: Tree, top: Box, link: Reference) -> RowDate | None:
    if len(link.parts) < 2:
        return None
    found = _parted([date for part in link.parts if (date := only_date(part))])
    if found:
        return found[_published_column(tree, top, len(found)) if len(found) > 1 else 0]
    for part in link.parts[1:]:
        date = labelled_date(part) or edge_date(part)
        if date:
            return date
    joined = " ".join(part for part in link.parts if len(part) <= 12 and part[:1].isdigit())
    return row_date(joined) if joined else None


def _parted(found: list[RowDate]) -> list[RowDate]:
    """The dates of a row that are no numbers of its letter: 20261103, unless there is no other."""
    return [one for one in found if not one.unparted] or found


def _beside_links(tree: Tree, run: Run) -> str:
    """What stands in a line outside its links, and the dates that are links themselves."""
    rest = run.text
    for link in tree.links[run.first_link : run.last_link]:
        for part in link.parts:
            if only_date(part) is None:
                rest = rest.replace(part, " ", 1)
    return rest


def _date_beside(tree: Tree, run: Run, top: Box, line: bool) -> RowDate | None:
    """The date in a row beside its title: on the same line, else alone on another."""
    rest = _beside_links(tree, run)
    if len(rest) < 200 and _DIGITS.search(rest):
        date = row_date(_published_of(tree, top, rest))
        if date:
            return date
    if line:
        return None
    small: list[str] = []
    edges: list[RowDate] = []
    found: list[RowDate] = []
    label = ""
    for other in _others(tree, run, top):
        label, before = other.text, label
        if not _DIGITS.search(other.text):
            continue
        date = only_date(other.text)
        if date and before and len(before) <= _MAX_LABEL and _OTHER_DATE.fullmatch(before):
            edges.append(date)
            continue
        labelled = labelled_date(other.text) if len(other.text) <= _MAX_LABELLED else None
        own = date or (None if tells_of_event(other.text) else labelled)
        if own:
            found.append(own)
        elif date := labelled or edge_date(other.text):
            edges.append(date)
        elif len(other.text) <= 40:
            small.append(other.text)
    if found:
        found = _parted(found)
        date = found[_published_column(tree, top, len(found)) if len(found) > 1 else 0]
        year = "" if date.year else next(filter(_YEAR.fullmatch, small), "")
        return row_date(f"{date.shown} {year}") if year else date
    if edges:
        return edges[0]
    return row_date(" ".join(small)) if small else None


def _published_of(tree: Tree, top: Box, rest: str) -> str:
    """What stands beside a title, from the date on that the list's head calls that of publication.

    Cells that are no blocks make one line of a row, and one of the head.
    """
    told = [one.start() for one in FULL.finditer(rest)] if rest.count("20") > 1 else []
    return rest[told[_published_column(tree, top, len(told))] :] if len(told) > 1 else rest


def _others(tree: Tree, run: Run, top: Box) -> list[Run]:
    """The other lines of a row that its readers see."""
    lines = tree.runs[top.first_run : min(top.last_run, top.first_run + _MAX_LINES)]
    shut = top.hidden
    return [one for one in lines if one is not run and (shut or not one.box.hidden)]


def _date_alone(tree: Tree, run: Run, top: Box) -> RowDate | None:
    """The date that has a line of a row for itself."""
    return next((date for one in _others(tree, run, top) if (date := only_date(one.text))), None)


def _published_column(tree: Tree, row: Box, count: int) -> int:
    """Which of a row's dates is that of publication, as the head of its table or list says."""
    table: Box | None = row
    while table is not None and table.tag != "table":
        table = table.parent
    table = table or row.parent
    if table is None:
        return 0
    lines = tree.runs[table.first_run : min(row.first_run, table.first_run + 12)]
    head = (run.text for run in takewhile(_is_of_head, lines) if len(run.text) <= _MAX_HEAD)
    labels = [label for text in head for label in _DATE_LABEL.findall(text)]
    if len(labels) != count:
        return 0
    return next((at for at, text in enumerate(labels) if _PUBLISHING.search(text)), 0)


def _is_of_head(run: Run) -> bool:
    """Whether a line may be of a list's head: it is no title of its first row."""
    return run.linked * 2 <= len(run.text) or len(run.text) <= _MAX_LABEL


def _with_stray_dates(tree: Tree, rows: list[Row]) -> list[Row]:
    """Give dates that stand alone beside several links to the one that they follow."""
    if all(row.date for row in rows):
        return rows
    beside: dict[int, list[tuple[int, RowDate]]] = {}
    for number, run in enumerate(tree.runs):
        if run.first_link < run.last_link or len(run.text) > 40:
            continue
        date = run.line.beside()
        if date is None:
            continue
        box: Box | None = run.box
        while box is not None and box.first_link == box.last_link:
            box = box.parent
        if box is None:
            continue
        beside.setdefault(box.number, []).append((run.first_link, date))
        if run.box.tag == "dd" and tree.runs[number - 1].box.parent is run.box.parent:
            term = run.first_link - 1  # the term that this definition follows
            _follow(_free(rows, range(term, min(box.last_link, term + 5))), run.first_link, date)
    for box_number, found in beside.items():
        box = tree.boxes[box_number]
        inside = range(box.first_link, box.last_link)
        free = _free(rows, inside)
        if _abreast(free, found):
            continue
        if len(inside) > _MAX_LINKS:
            _alternate(free, found)
        else:
            for at, date in found:
                _follow([row for row in free if row.date is None], at, date)
    return rows


def _free(rows: list[Row], numbers: range) -> list[Row]:
    """The rows of some links that have no date."""
    first = bisect_left(rows, numbers.start, key=lambda row: row.number)
    last = bisect_left(rows, numbers.stop, key=lambda row: row.number)
    return [row for row in rows[first:last] if row.date is None]


def _follow(free: list[Row], at: int, date: RowDate) -> None:
    """Give a date to the row that it follows, else to the first."""
    before = [row for row in free if row.number < at]
    if free:
        (before[-1] if before else free[0]).date = date


def _abreast(free: list[Row], found: list[tuple[int, RowDate]]) -> bool:
    """Give dates to rows one by one, where they stand in a column of their own beside them."""
    if len(found) != len(free) or len(found) < 2:
        return False
    first, last = free[0].number, free[-1].number
    if not (all(at > last for at, _ in found) or all(at <= first for at, _ in found)):
        return False
    for row, (_, date) in zip(free, found, strict=True):
        row.date = date
    return True


def _alternate(free: list[Row], found: list[tuple[int, RowDate]]) -> None:
    """Give a box's dates to its rows where they stand turn about: title, summary, date, title."""
    if len(found) < _LEAST_TURNS or abs(len(free) - len(found)) > 1:
        return
    turns: list[tuple[int, Row | RowDate]] = [(2 * row.number + 1, row) for row in free]
    turns += [(2 * at, date) for at, date in found]  # a date stands before link `at`
    turns.sort(key=lambda one: one[0])
    kinds = [isinstance(what, Row) for _, what in turns]
    if any(one is two for one, two in pairwise(kinds)):
        return
    for (_, one), (_, two) in zip(turns[::2], turns[1::2], strict=False):
        row, date = (one, two) if isinstance(one, Row) else (two, one)
        if isinstance(row, Row) and isinstance(date, RowDate):
            row.date = date
