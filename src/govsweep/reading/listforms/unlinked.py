"""The rows of lists that hold no link: a title and a date, again and again in like containers."""

import re
from itertools import pairwise

from govsweep.facts import Place
from govsweep.reading.addressing import Addresses
from govsweep.reading.listforms.form import ListForm
from govsweep.reading.row import Row
from govsweep.reading.rowdates import RowDate, labelled_date, only_date, split_title
from govsweep.reading.rowlinks import acts_on_file
from govsweep.reading.tree import Box, Reference, Run, Tree
from govsweep.reading.wording import clean_title, is_function

_ROWS = ("li", "tr", "dl", "article")
_HOLDERS = (*_ROWS, "div", "section")
_TITLES = ("h1", "h2", "h3", "h4", "h5", "h6", "dt", "strong")
_LEAST = 3  # rows that make a list
_MAX_DATED = 2_000
_MAX_LINES = 12  # of a row
_MAX_GAP = 3  # boxes between a row's last and the next one
_MAX_CLIMB = 6
_MAX_LABELLED = 120
_MAX_OWN_TEXT = 500  # characters of a row: its summary
_TITLE_LENGTH = range(5, 101)
# What a title may begin with: 政策解读：…, 某某日报：…, none of a row's labels.
_LEADS = re.compile(
    r"(?:[\[【].{2,10}?[\]】]\s*)?(?:.{0,4}(?:解读|问答|图解|访谈|公告|通知|公示|通告|报道)|附件\d{0,2}|"
    r"[\u4e00-\u9fff]{2,5}[网报社台]|(?!所)[\u4e00-\u9fff]{2,5}(?:[省市县区镇乡村局委]|街道))\s*[:：](?=.{6})"
)
_CATEGORY = re.compile(r"[\[【].{2,10}?[\]】]\s*(?=.{4})")
_NUMBER = re.compile(r".{0,16}[〔\[（(](?:19|20)\d\d[〕\]）)].{0,6}号")  # of a letter
_DIGITS = re.compile(r"\d+")
# What became of a letter, behind its day: 已答复, [办理中].
_STATUS = re.compile(
    r"\s*[\[(（【]?(?:(?:已|未|待|正在)[\u4e00-\u9fff]{1,4}|[\u4e00-\u9fff]{2}中)[\])）】]?$"
)
_HAN = re.compile(r"[\u4e00-\u9fff]")
_LABEL = re.compile(r"[\u4e00-\u9fff]{2,6}\s*[:：]")


def _rows(tree: Tree, places: list[Place], addresses: Addresses) -> list[Row]:
    """The dated rows without a link of their own; those whose only link is 查看详情 lead there."""
    dated = [one for number, run in enumerate(tree.runs) if (one := _dated(tree, number, run))]
    parted = [one for one in dated if not one[1].unparted]
    dated = parted if len(parted) >= _LEAST else dated  # numbers of letters look like dates
    if len(dated) < _LEAST:
        return []
    rows: list[Row] = []
    ends = [number for number, _ in dated]
    taken = -1
    for at, (number, date) in enumerate(dated[:_MAX_DATED]):
        before = ends[at - 1] if at else -1
        after = ends[at + 1] if at + 1 < len(ends) else len(tree.runs)
        top = _container(tree, tree.runs[number].box, before, after)
        if top is None or top.number <= taken or places[top.number] is not Place.MAIN:
            continue
        row = _row(tree, top, number, date, addresses)
        if row is not None:
            rows.append(row)
            taken = top.last
    return _regular(rows)


def _dated(tree: Tree, number: int, run: Run) -> tuple[int, RowDate] | None:
    """A line with its date, where it is nothing else, ends in one, or calls it so."""
    if not any(map(str.isdigit, run.text)):
        return None
    if run.linked:
        date = only_date(_beside_details(tree, run))
        return (number, date) if date else None
    date = only_date(run.text)
    if date is None and len(run.text) <= _MAX_LABELLED:
        date = labelled_date(run.text)
        if date is None and run.box.tag in (*_HOLDERS, *_TITLES):
            date = split_title(_STATUS.sub("", run.text))[1]
    return (number, date) if date else None


def _beside_details(tree: Tree, run: Run) -> str:
    """What stands in a line beside links that name no row: 2026-11-03 查看详情."""
    links = tree.links[run.first_link : run.last_link]
    if not all(_is_beside(link.text) for link in links):
        return ""
    rest = run.text
    for link in links:
        rest = rest.replace(link.text, "", 1)
    return rest.strip()


def _container(tree: Tree, box: Box, before: int, after: int) -> Box | None:
    """What holds one row: a list item or table row, else the largest box with this date alone."""
    best: Box | None = None
    one: Box | None = box
    for _ in range(_MAX_CLIMB):
        if one is None or one.tag in ("body", "html"):
            break
        if one.tag in _ROWS:
            return one
        if one.first_run <= before or one.last_run > after:
            break
        if one.tag in _HOLDERS:
            best = one
        one = one.parent
    return best


def _row(tree: Tree, top: Box, number: int, date: RowDate, addresses: Addresses) -> Row | None:
    runs = tree.runs[top.first_run : top.last_run]
    links = tree.links[top.first_link : top.last_link]
    if len(runs) > _MAX_LINES or tree.own_length(top) > _MAX_OWN_TEXT:
        return None
    if any(link.text and not _is_beside(link.text) for link in links):
        return None
    title = _title(tree, top, number)
    if not title:
        return None
    url = next((found for link in links if (found := addresses.resolve(link.target))), "")
    link = Reference("a", "", tree.runs[number].box, "", title)
    return Row(title, url, link, top.first_run, top, False, date)


def _is_beside(text: str) -> bool:
    """Whether a link's words name no row: 查看详情, 下载."""
    return is_function(text) or acts_on_file(text)


def _title(tree: Tree, top: Box, dated: int) -> str:
    """The line of a row that names it: a heading, a table row's longest cell, else the first."""
    own = split_title(_STATUS.sub("", tree.runs[dated].text))
    if (
        own[1]
        and len(own[0]) in _TITLE_LENGTH
        and _HAN.search(own[0])
        and (not _LABEL.search(own[0]) or _LEADS.match(own[0]))
    ):
        return clean_title(own[0])
    lines = [
        run
        for run in tree.runs[top.first_run : top.last_run]
        if len(run.text) in _TITLE_LENGTH
        and _HAN.search(run.text)
        and not _NUMBER.fullmatch(run.text)
        and not run.linked
        and only_date(run.text) is None
        and labelled_date(run.text) is None
    ]
    headings = [run for run in lines if run.box.tag in _TITLES]
    if headings:
        return clean_title(headings[0].text)
    if not lines:
        return ""
    best = max(lines, key=lambda run: len(run.text)) if top.tag == "tr" else lines[0]
    told = _LABEL.match(best.text) and not _LEADS.match(best.text)
    return "" if told else clean_title(best.text)


def _regular(rows: list[Row]) -> list[Row]:
    """The rows whose containers follow one another as those of a list do."""
    kept: list[Row] = []
    groups: dict[tuple[int, str, str], list[Row]] = {}
    for row in rows:
        top = row.top
        name = "" if top.tag in _ROWS else _DIGITS.sub("", top.name.partition(" ")[0])
        key = ((top.parent or top).number, top.tag, name)
        groups.setdefault(key, []).append(row)
    for members in groups.values():
        titles = {row.title for row in members}
        gaps = [two.top.number - one.top.last for one, two in pairwise(members)]
        close = sum(gap <= _MAX_GAP for gap in gaps)  # a rule or a row without a date may part some
        if len(members) >= _LEAST and len(titles) * 2 > len(members) and close * 4 >= 3 * len(gaps):
            kept.extend(_without_categories(members))
    return kept


def _without_categories(rows: list[Row]) -> list[Row]:
    """Rows whose titles begin with the name of a column in brackets, all of them, without it."""
    told = [match.end() for row in rows if (match := _CATEGORY.match(row.title))]
    if len(told) == len(rows):
        for row, end in zip(rows, told, strict=True):
            row.title = row.title[end:]
    return rows


FORM = ListForm("没有链接的行", _rows)
