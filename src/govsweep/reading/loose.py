"""Rows without links beside a list's own, with the day of each as far as it can be read.

A list whose rows are links may have others that only tell something, or that scripts open. They
are none of its entries; but of a list where a later day stands, nobody may say it is old.
"""

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from govsweep.facts import LooseRow, Place
from govsweep.reading.addressing import Addresses
from govsweep.reading.ago import ends_ago
from govsweep.reading.listing import Group
from govsweep.reading.rowdates import RowDate, only_date, resolve, row_date, split_title
from govsweep.reading.tree import WRITTEN_FRAME, Box, Run, Tree
from govsweep.reading.turnable import is_pager

_MAX_ROWS = 60
_HINTS = frozenset("0123456789０１２３４５６７８９一二三月日年周前昨今刚ao")  # a time has one
_MAX_LINES = 8  # of a row
_MAX_LINE = 120  # characters of a line that is no paragraph
_LEAST_TITLE = 6  # Chinese characters beside a day
_LEAST_UNDATED = 9  # characters of a title that no day stands beside
_MAX_CLIMB = 2  # boxes from a day to what holds it and its title
_MAX_SPOT = 3  # boxes by which a place is told
_MAX_PART = 10  # characters of a part of a day: 21 over 2026-11
_HAN = re.compile("[\u4e00-\u9fff]")
_OF_PAGE = re.compile("今天是|今日是|当前|更新|截至|统计|欢迎|农历")  # what a day is that of no row
_WEEKDAY = re.compile("星期|周")
_MONTH_DAY = re.compile(r"(?<!\d)(\d{1,2})月(\d{1,2})[日号]")
_YEAR_SHORT = re.compile(r"(?<![\d\-./])\d\d([-./])\d{1,2}\1\d{1,2}(?![\d\-./])")
# What is nothing but words and figures of a time, whatever they tell.
_TIME = re.compile(
    r"[\dW\s年月日号时分秒周第星期礼拜天上下中午早晚前昨今本去刚旬初底末季度:：\-./,，|一二两三四五六七八九十〇零]+"
)
_TELLS_TIME = re.compile(
    r"[年月日周旬]|(?:19|20)\d\d|星期|礼拜|天前|[今昨前]天|刚|\d\s*[:：\-./]\s*\d"
)
_ENDS_IN = re.compile(
    r"[\dA-Za-z\s年月日号时分秒周第星期礼拜上下前昨今本去刚:：\-./,，|()（）\[\]一二两三四五六七八九十〇零]+$"
)
_OF_DAYS = re.compile(r"[年月日周期天]|(?:19|20)\d\d|^\d{1,2}:\d\d$")
_LONG_NUMBER = re.compile(r"\d{5,}")
_MAX_TIME = 24  # characters


class _LooseLine(NamedTuple):
    title: str
    date: RowDate | None
    spot: str


def loose_rows(
    tree: Tree,
    addresses: Addresses,
    places: Sequence[Place],
    own: Sequence[Group],
    day: dt.date | None,
    others: Sequence[Group] = (),
) -> tuple[LooseRow, ...]:
    """The rows without links on a page whose list has the groups `own`, read on `day`.

    Of its `others` those in a frame are told, too: whose they are nobody knows.
    """
    rows = [row for one in own for row in one.rows]
    if not any(row.date for row in rows):
        return ()
    urls = addresses.resolve_all([link.target for link in tree.links])
    leading = {
        number
        for number, run in enumerate(tree.runs)
        if run.linked and any(urls[run.first_link : run.last_link])
    }
    inside = _runs_of(tree, own)
    kin = list(_kin(tree, own))
    inside.update(run for box, _ in kin for run in range(box.first_run, box.last_run))
    told = [
        *(one for _, one in kin if one is not None),
        *_undated(tree, own),
        *_framed(places, own, others),
        *_apart(tree, places, inside, leading, day),
    ][:_MAX_ROWS]
    days = resolve([one.date for one in told], day)
    return tuple(LooseRow(one.title, date, one.spot) for one, date in zip(told, days, strict=True))


def _runs_of(tree: Tree, own: Sequence[Group]) -> set[int]:
    """The lines of rows that are links."""
    found: set[int] = set()
    for row in (row for one in own for row in one.rows):
        lines = range(row.top.first_run, row.top.last_run)
        if row.line:
            runs = ((at, tree.runs[at]) for at in lines)
            found.update(at for at, run in runs if run.first_link <= row.number < run.last_link)
        else:
            found.update(lines)
    return found


def _kin(tree: Tree, own: Sequence[Group]) -> Iterator[tuple[Box, _LooseLine | None]]:
    """What stands among a list's rows in containers like theirs and leads nowhere."""
    tops = {row.top.number for one in own for row in one.rows if not row.line}
    seen: set[int] = set()
    ordered = _descends(own)
    for row in (row for one in own for row in one.rows if not row.line):
        holder = row.top.parent
        if holder is None or holder.number in seen or holder.tag in ("body", "html"):
            continue
        seen.add(holder.number)
        number = holder.number + 1
        while number <= holder.last:
            box = tree.boxes[number]
            number = box.last + 1
            alike = box.tag == row.top.tag and not box.hidden
            if alike and not any(top in tops for top in range(box.number, box.last + 1)):
                yield box, _of_kin(tree, box, sorted_above=ordered and box.number > row.top.number)


def _descends(own: Sequence[Group]) -> bool:
    """Whether the rows of a list stand by their days, the latest first."""
    days = [row.date[:3] for one in own for row in one.rows if row.date is not None]
    told = all(year for year, _, __ in days) and len(set(days)) > 1
    return told and all(later >= day for later, day in pairwise(days))


def _of_kin(tree: Tree, box: Box, *, sorted_above: bool) -> _LooseLine | None:
    """What a container like those of the rows tells; below rows that descend, only with a time."""
    runs = tree.runs[box.first_run : box.last_run]
    if not 0 < len(runs) <= _MAX_LINES or any(run.linked or run.box.tag == "th" for run in runs):
        return None
    title = max((run.text for run in runs), key=lambda text: len(_HAN.findall(text)))
    if is_pager(title):
        return None
    han = len(_HAN.findall(title))
    date = _date_of(runs)
    if date is not None and han >= _LEAST_TITLE:
        return _LooseLine(title, date, "")
    unread = any(_is_time(run.text) or _is_time(_tail(run.text)) for run in runs)
    named = han >= _LEAST_UNDATED and not sorted_above
    return _LooseLine(title, None, "") if (unread and han >= _LEAST_TITLE) or named else None


def _undated(tree: Tree, own: Sequence[Group]) -> Iterator[_LooseLine]:
    """The rows that are links and tell a time that was not understood."""
    for row in (row for one in own for row in one.rows if row.date is None and not row.line):
        runs = tree.runs[row.top.first_run : row.top.last_run][:_MAX_LINES]
        parts = (run.text.replace(row.link.text, "").strip() for run in runs)
        if any(part and _is_time(part) for part in parts):
            yield _LooseLine(row.title, None, "")


def _framed(
    places: Sequence[Place], own: Sequence[Group], others: Sequence[Group]
) -> Iterator[_LooseLine]:
    """The rows with a day that a frame shows in the page's own part, where it holds them itself."""
    known = {row.number for one in own for row in one.rows}
    for row in (row for one in others for row in one.rows if row.date is not None):
        if row.number not in known and places[row.top.number] is Place.MAIN and _in_frame(row.top):
            yield _LooseLine(row.title, row.date, _spot(row.top))


def _in_frame(box: Box) -> bool:
    above: Box | None = box
    while above is not None and above.name != WRITTEN_FRAME:
        above = above.parent
    return above is not None


def _apart(
    tree: Tree,
    places: Sequence[Place],
    inside: set[int],
    leading: set[int],
    day: dt.date | None,
) -> Iterator[_LooseLine]:
    """Lines of the page's own part with a day, outside its list, and the title beside each."""
    aside = inside | leading
    for number, run in enumerate(tree.runs):
        if number in aside or len(run.text) > _MAX_LINE or _HINTS.isdisjoint(run.text):
            continue
        if places[run.box.number] is not Place.MAIN or _OF_PAGE.search(run.text):
            continue
        date, tail = _date_in(run.text), _tail(run.text)
        unread = _is_time(tail) and (tail == run.text or _OF_DAYS.search(tail) is not None)
        if date is None and not unread:
            continue
        title = _title_by(tree, number, aside)
        if not title:
            continue
        if date is None:
            lines = tree.runs[max(0, number - 1) : number + 2]
            date = _joined([one for one in lines if not one.linked])
        if not (_WEEKDAY.search(run.text) and _is_of(date, day)):
            yield _LooseLine(title, date, _spot(run.box))


def _spot(box: Box) -> str:
    """A box and those around it, by which what a template shows on every page is told."""
    told: list[str] = []
    one: Box | None = box
    while one is not None and one.tag not in ("body", "html") and len(told) < _MAX_SPOT:
        told.append(f"{one.tag}.{one.name}")
        one = one.parent
    return " ".join(told)


def _is_of(date: RowDate | None, day: dt.date | None) -> bool:
    return date is not None and day is not None and date[:3] == (day.year, day.month, day.day)


def _title_by(tree: Tree, number: int, inside: set[int]) -> str:
    """The title that stands on a day's line, or on another in what holds both; "" for none."""
    run = tree.runs[number]
    if len(_HAN.findall(run.text[: len(run.text) - len(_tail(run.text))])) >= _LEAST_TITLE:
        return run.text
    box: Box | None = run.box
    for _ in range(_MAX_CLIMB + 1):
        if box is None or box.tag in ("body", "html") or box.last_run - box.first_run > _MAX_LINES:
            return ""
        numbers = range(box.first_run, box.last_run)
        if not inside.isdisjoint(numbers):
            return ""
        texts = [tree.runs[one].text for one in numbers if one != number]
        titles = [one for one in texts if not is_pager(one)]
        longest = max(titles, key=len, default="")
        if len(_HAN.findall(longest)) >= _LEAST_TITLE and len(longest) <= _MAX_LINE:
            return longest
        box = box.parent
    return ""


def _tail(text: str) -> str:
    """What a line ends in that may be a time."""
    match = _ENDS_IN.search(text[-_MAX_TIME:])
    return match.group().strip() if match else ""


def _date_of(runs: Sequence[Run]) -> RowDate | None:
    """The day that some lines of a row tell: on one of them, else over several."""
    told = (date for run in runs if (date := _date_in(run.text)))
    return next(told, None) or _joined(runs)


def _joined(runs: Sequence[Run]) -> RowDate | None:
    """The day whose parts stand on lines of their own: 21 over 2026-11."""
    parts = [run.text for run in runs if len(run.text) <= _MAX_PART and run.text[:1].isdigit()]
    return only_date(" ".join(parts)) if len(parts) > 1 else None


def _date_in(text: str) -> RowDate | None:
    """The day that a line tells, alone or beside a title."""
    date = only_date(text) or split_title(text)[1] or only_date(_tail(text))
    if date is not None:
        return date
    for pattern in (_YEAR_SHORT, _MONTH_DAY):
        match = pattern.search(text)
        if match:
            return row_date(match.group())
    ago = ends_ago(text)
    if ago is not None:
        return RowDate(0, 0, 0, text[ago[0] :], ago[1])
    date = row_date(text) if len(text) <= _MAX_LINE else None
    return date if date is not None and date.year else None


def _is_time(text: str) -> bool:
    """Whether a line is nothing but a time, however that is told."""
    return (
        len(text) <= _MAX_TIME
        and _TIME.fullmatch(text) is not None
        and _TELLS_TIME.search(text) is not None
        and _LONG_NUMBER.search(text) is None
    )
