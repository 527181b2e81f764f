"""The dates in the lines of a page, each with what it is worth by where it stands."""

import datetime as dt
import re
from collections.abc import Iterator

from govsweep.facts import Place
from govsweep.reading import dates
from govsweep.reading.date_ranks import (
    MAX_FAR,
    DateLine,
    Rank,
    counts,
    rank_of,
    rank_under_headline,
    tells_unit,
)
from govsweep.reading.rowdates import whole_date
from govsweep.reading.textdates import is_signature
from govsweep.reading.tree import HEADINGS, Run, Tree

_FOOT = 5  # lines above one of a foot that may be of the foot as well
_FOOT_SIGNS = re.compile(
    r"(?:主办|承办|技术支持)(?:单位)?\s*[:：]|版权所有|copyright|©|ICP备|公网安备|网站标识码",
    re.IGNORECASE,
)
_END = 4  # lines at the end of a body in which its day may be told
_ABOVE = 2  # lines above the headline in which an article's own date may stand
_AT_END = re.compile(  # in a heading
    r"\s[\[(（]?(?:19|20)\d\d[-/.]\d{1,2}[-/.]\d{1,2}[\])）]?$|"
    r"[(（]\s*(?:19|20)\d\d年\d{1,2}月\d{1,2}日\s*[)）]$"
)
_MAX_COLUMN = 8  # characters of a column's name
_FIGURES = 12  # lines of a table in which another date is looked for
_TELLS = re.compile("发[布表](?:于|时间|日期)")
_YEAR_ALONE = re.compile(r"((?:19|20)\d\d)\s*年?")
_MONTH_AND_DAY = re.compile(r"(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?")
_YEAR_GLUED = re.compile(  # 202611/03 09:06:21, which styles set apart
    r"((?:19|20)\d\d)(\d{1,2})\s*/\s*(\d{1,2})(?:\s+\d{1,2}:\d\d(?::\d\d)?)?$"
)
_MOST = 4  # dates of a line
_MAX_BEFORE = 12  # characters of a line that may be the label of the next
_MAX_SPLIT = 20  # characters of a part of a date
_MAX_LINKED = 0.4  # the share of links in it
_SITE = re.compile(r"(?:本|全)?(?:网?站|网页)(?:最[后近])?(?:更新|修改)|(?:更新|修改)本站")


def of_lines(
    tree: Tree, places: list[Place], lines: range, body: range, listed: frozenset[int]
) -> list[tuple[Rank, dt.datetime]]:
    """Every date in the lines of a page that may be the article's own.

    `lines` are the runs between its headline and its body, `body` those of the body, `listed`
    those of lists beside it.
    """
    headline = lines.start + _ABOVE
    found: list[tuple[Rank, dt.datetime]] = []
    for number, run in enumerate(tree.runs):
        if lines.start <= number < lines.stop:
            found += _near(tree, places, number, headline, is_listed=number in listed)
        elif number not in listed and _may_tell(run):
            found += _elsewhere(tree, places, number, body)
    return found


def _near(
    tree: Tree, places: list[Place], number: int, headline: int, *, is_listed: bool
) -> Iterator[tuple[Rank, dt.datetime]]:
    """The dates of a line between the headline and the body, labelled or not."""
    run = tree.runs[number]
    is_below = 0 < number - headline <= 2
    filed = is_below and _is_filed(tree, number)
    if is_listed and not (filed or tells_unit(run.text)):
        return
    told = run.line.dates()
    if not told and len(run.text) <= _MAX_SPLIT:
        split = _split(tree, places, number)
        if split:
            yield Rank.BARE, split
    linked = 0 if filed or not run.linked else _linked(tree, run)
    line = _date_line(tree, places, number, linked)
    for seen in told[:_MOST]:
        rank = rank_of(line, seen, near=True)
        if rank is None and is_below:
            rank = rank_under_headline(line, seen)
        if rank is None and number == headline and run.box.tag in HEADINGS:
            rank = Rank.BARE if seen.start and _is_set_off(tree, run.text) else None
        if rank is Rank.BARE and (_is_figure(tree, number) or is_signature(tree, headline, number)):
            rank = None
        if rank is not None:
            yield rank, seen.value


def _elsewhere(
    tree: Tree, places: list[Place], number: int, body: range
) -> Iterator[tuple[Rank, dt.datetime]]:
    """The labelled dates of a line that is far from the headline."""
    run = tree.runs[number]
    tells = run.linked and "发" in run.text and _TELLS.search(run.text)
    linked = _linked(tree, run) if tells else run.linked
    if linked > _MAX_LINKED * len(run.text):
        return  # a row of a list
    line = _date_line(tree, places, number, linked)
    for seen in run.line.dates()[:_MOST]:
        rank = rank_of(line, seen, near=False)
        rank = rank if rank is None else _far(tree, rank, number, body)
        if rank is not None:
            yield rank, seen.value


def _date_line(tree: Tree, places: list[Place], number: int, linked: int) -> DateLine:
    run = tree.runs[number]
    above = tree.runs[number - 1].text if number else ""
    before = above if len(above) <= _MAX_BEFORE else ""
    return DateLine(run.text, before, places[run.box.number], linked)


def _may_tell(run: Run) -> bool:
    """Whether a line far from the headline may tell the article's day, as next to none does."""
    length = len(run.text)
    if length > MAX_FAR:
        return False
    if run.linked > _MAX_LINKED * length and not ("发" in run.text and _TELLS.search(run.text)):
        return False  # a row of a list
    return bool(run.line.dates())


def _linked(tree: Tree, run: Run) -> int:
    """Characters of a line that are links, without those that are dates: an article's own."""
    links = tree.links[run.first_link : run.last_link]
    dated = (len(link.text) for link in links if not dates.FULL.sub("", link.text).strip())
    return max(0, run.linked - sum(dated))


def _is_figure(tree: Tree, number: int) -> bool:
    """Whether a date fills a cell of a table in which other rows have dates as well."""
    run = tree.runs[number]
    row = run.box.parent
    if row is None or row.parent is None or not _fills_cell(run):
        return False
    above = tree.runs[max(row.parent.first_run, row.first_run - _FIGURES) : row.first_run]
    below = tree.runs[row.last_run : min(row.parent.last_run, row.last_run + _FIGURES)]
    return any(_fills_cell(one) and one.line.dates() for one in (*above, *below))


def _fills_cell(run: Run) -> bool:
    """Whether a short line is all that a cell of a table holds."""
    box = run.box
    return box.tag == "td" and len(run.text) <= _MAX_SPLIT and box.last_run - box.first_run == 1


def _is_set_off(tree: Tree, heading: str) -> bool:
    """Whether a heading ends in a date that is no part of the headline."""
    return _AT_END.search(heading) is not None and heading[-8:] not in tree.title


def _is_filed(tree: Tree, number: int) -> bool:
    """Whether a date stands beside the link of the column that an article is filed under.

    Below a title that is a link it is that of a row.
    """
    run = tree.runs[number]
    if run.last_link - run.first_link != 1 or (number and tree.runs[number - 1].linked):
        return False
    link = tree.links[run.first_link]
    return 2 <= len(link.text) <= _MAX_COLUMN and not any(map(str.isdigit, link.target))


def _far(tree: Tree, rank: Rank, number: int, body: range) -> Rank | None:
    """What a labelled date is worth that stands far from the headline: none within the text."""
    if rank is Rank.UPDATED:
        return None if _is_of_site(tree, number) else rank
    if rank is not Rank.PUBLISHED:
        return rank
    text = tree.runs[number].text
    if "。" in text or counts(text):
        return None
    inside = body.start + 1 < number < body.stop - _END
    return Rank.FOOTER if inside else Rank.FAR


def _is_of_site(tree: Tree, number: int) -> bool:
    """Whether an update is the whole site's, as a template tells it among what a foot says."""
    told = tree.runs[max(0, number - _FOOT) : number + 1]
    return _SITE.search(tree.runs[number].text) is not None or any(
        len(one.text) <= MAX_FAR and _FOOT_SIGNS.search(one.text) for one in told
    )


def _split(tree: Tree, places: list[Place], number: int) -> dt.datetime | None:
    """A date whose day stands apart from its month and year, in one line or in two."""
    run = tree.runs[number]
    if places[run.box.number] is not Place.MAIN or run.linked or not run.text[:1].isdigit():
        return None
    value = whole_date(run.text) or _below_its_year(tree, number)
    if value is None and number + 1 < len(tree.runs):
        after = tree.runs[number + 1]
        parted = after.text[:1].isdigit() and not after.line.dates()
        if parted and len(after.text) <= _MAX_SPLIT:
            value = whole_date(f"{run.text} {after.text}")
    return value


def _below_its_year(tree: Tree, number: int) -> dt.datetime | None:
    """A month and a day below the line of their year, or right behind it: 2026, 11/03."""
    text = tree.runs[number].text
    glued = _YEAR_GLUED.match(text)
    if glued:
        return dates.moment(*glued.groups())
    year = _YEAR_ALONE.fullmatch(tree.runs[number - 1].text) if number else None
    day = _MONTH_AND_DAY.fullmatch(text) if year else None
    return dates.moment(year[1], *day.groups()) if year and day else None
