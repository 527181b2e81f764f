"""The date that stands in a row beside its title: on its line, in its link, on another line."""

import re
from collections.abc import Sequence
from itertools import takewhile

from govsweep.letters.words import ANSWERING, ASKING
from govsweep.reading.dates import EVENT, FULL, WHEN
from govsweep.reading.rowdates import (
    RowDate,
    edge_date,
    labelled_date,
    only_date,
    row_date,
    tells_of_event,
)
from govsweep.reading.tree import Box, Reference, Run, Tree

_MAX_LINES = 60  # of a row in which its date is looked for
_MAX_LABEL = 12  # characters of a cell that says what the next one is
_MAX_LABELLED = 200  # characters of a row's line that tells date, source and visits
_DATE_LABEL = re.compile(
    r"[\u4e00-\u9fff]{0,4}?(?:日\s*期|时\s*间)|[\u4e00-\u9fff]{0,2}截[止至](?!日|时)"
)
_PUBLISHING = re.compile("[发公]布|公开|公示|公告|刊登|登载|上网")
_ASKED, _ANSWERED = re.compile(ASKING), re.compile(ANSWERING)  # of letters
_MAX_HEAD = 60  # characters of a line of a list's head
# What a cell says that the date in the next one is, where it is not that of publication.
_OTHER_DATE = re.compile(rf".{{0,6}}{EVENT}{WHEN}\s*[:：]?")
_YEAR = re.compile(r"(?:19|20)\d\d年?")
_DIGITS = re.compile(r"\d+|[〇零一二三四五六七八九十]日")


def date_within(tree: Tree, box: Box) -> RowDate | None:
    """The date that stands in a box itself, not in what the box holds."""
    runs = (run for run in tree.runs[box.first_run : box.last_run] if run.box is box)
    return next((date for run in runs if (date := only_date(run.text))), None)


def date_of_link(tree: Tree, top: Box, link: Reference) -> RowDate | None:
    """The date that has a line of a row's link to itself, or ends its summary."""
    if len(link.parts) < 2:
        return None
    found = _parted([date for part in link.parts if (date := only_date(part))])
    if found:
        return found[_published_column(tree, top, len(found)) if len(found) > 1 else 0]
    told = [(date, one) for one in link.parts[1:] if (date := labelled_date(one) or edge_date(one))]
    if told:
        return _labelled_best(told)
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


def date_beside(tree: Tree, run: Run, top: Box, line: bool) -> RowDate | None:
    """The date in a row beside its title: on the same line, else alone on another."""
    rest = _beside_links(tree, run)
    if len(rest) < 200 and _DIGITS.search(rest):
        date = row_date(_published_of(tree, top, rest))
        if date:
            return date
    if date := only_date(rest.strip()):
        return date
    if line:
        return None
    small: list[str] = []
    edges: list[tuple[RowDate, str]] = []  # each with what says of what it is
    found: list[RowDate] = []
    label = ""
    for other in _others(tree, run, top):
        label, before = other.text, label
        date = only_date(other.text)
        if date is None and not _DIGITS.search(other.text):
            continue
        if date and before and len(before) <= _MAX_LABEL and _OTHER_DATE.fullmatch(before):
            edges.append((date, before))
            continue
        labelled = labelled_date(other.text) if len(other.text) <= _MAX_LABELLED else None
        own = date or (None if _tells_of_other(other.text) else labelled)
        if own:
            found.append(own)
        elif date := labelled or edge_date(other.text):
            edges.append((date, other.text))
        elif len(other.text) <= 40:
            small.append(other.text)
    if found:
        found = _parted(found)
        date = found[_published_column(tree, top, len(found)) if len(found) > 1 else 0]
        year = "" if date.year or not (small and date.month) else _year_next_to(tree, top, date)
        return row_date(f"{date.shown} {year}") if year else date
    if edges:
        return _labelled_best(edges)
    return row_date(" ".join(small)) if small else None


def _tells_of_other(text: str) -> bool:
    """Whether a line's dates are those of what its row tells of, or of asking what was answered."""
    return tells_of_event(text) or _ASKED.search(_date_label(text)) is not None


def _year_next_to(tree: Tree, top: Box, date: RowDate) -> str:
    """The year in the line before a row's month and day, or in that behind it; "" for none."""
    lines = [
        one.text for one in tree.runs[top.first_run : min(top.last_run, top.first_run + _MAX_LINES)]
    ]
    at = next((at for at, text in enumerate(lines) if date.shown in text), 0)
    return next(filter(_YEAR.fullmatch, lines[max(0, at - 1) : at + 2]), "")


def _published_of(tree: Tree, top: Box, rest: str) -> str:
    """What stands beside a title, from the date on that is called that of publication.

    The words before each date say so, or the list's head. Cells that are no blocks make one line of
    a row, and one of the head.
    """
    told = [one.span() for one in FULL.finditer(rest)] if rest.count("20") > 1 else []
    if len(told) < 2:
        return rest
    ends = (0, *(end for _, end in told))
    before = [_date_label(rest[end:start]) for end, (start, _) in zip(ends, told, strict=False)]
    own = _published_label(before) if all(before) else None
    start, _ = told[_published_column(tree, top, len(told)) if own is None else own]
    return rest[start:]


def _labelled_best(dates: Sequence[tuple[RowDate, str]]) -> RowDate:
    """The first of several dates, each with its words; of a letter's that of its reply."""
    labels = [_date_label(words) for _, words in dates]
    answered = _ASKED.search(labels[0]) is not None
    at = _published_label(labels) if answered else 0
    return dates[at or 0][0]


def _date_label(words: str) -> str:
    """What words before a date, or a line with it, say that it is; "" where they do not."""
    return next(iter(_DATE_LABEL.findall(words)[-1:]), "")


def _others(tree: Tree, run: Run, top: Box) -> list[Run]:
    """The other lines of a row that its readers see."""
    lines = tree.runs[top.first_run : min(top.last_run, top.first_run + _MAX_LINES)]
    shut = top.hidden
    return [one for one in lines if one is not run and (shut or not one.box.hidden)]


def date_alone(tree: Tree, run: Run, top: Box) -> RowDate | None:
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
    return (_published_label(labels) or 0) if len(labels) == count else 0


def _published_label(labels: Sequence[str]) -> int | None:
    """Which of the words before dates say that it is of publication; of a letter of its reply."""
    own = next((at for at, text in enumerate(labels) if _PUBLISHING.search(text)), None)
    if own is None and any(_ASKED.search(text) for text in labels):
        own = next((at for at, text in enumerate(labels) if _ANSWERED.search(text)), None)
    return own


def _is_of_head(run: Run) -> bool:
    """Whether a line may be of a list's head: it is no title of its first row."""
    return run.linked * 2 <= len(run.text) or len(run.text) <= _MAX_LABEL
