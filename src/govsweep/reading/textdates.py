"""Days that an article's text tells of itself: of the answer to a letter, below its signature."""

import datetime as dt
import re

from govsweep.facts import Place
from govsweep.letters.words import ANSWERING, ASKING
from govsweep.reading.dates import WHEN, Seen
from govsweep.reading.rowdates import whole_date
from govsweep.reading.tree import Run, Tree

_MAX_LABEL = 12  # characters of what stands before a day and says what it is the day of
_MAX_LINE = 60  # characters of a line that tells when a letter was answered
_ANSWERS = re.compile(ANSWERING)
_ASKED = re.compile(rf"{ASKING}[\u4e00-\u9fff]{{0,2}}{WHEN}?\s*[:：]?\s*$")
_ANSWERED = re.compile(rf"{ANSWERING}[\u4e00-\u9fff]{{0,2}}{WHEN}?\s*[:：]?\s*$")
_TIMED = re.compile(rf"{WHEN}\s*[:：]?\s*$")
_UNIT = (
    r"[\u4e00-\u9fff（）()·、“”]{2,30}(?:局|委|办|会|室|政府|中心|院|部|厅|站|社|处|队|所|组|公司|行|馆|校|"
    r"学|司|署|团|联|园|库|厂)(?:（[^（）]{1,10}）)?"
)
_SIGNED = re.compile(rf"\s*{_UNIT}\s*")
_SIGNED_AND_DATED = re.compile(rf"\s*{_UNIT}[\s,，]+(?=[\d二])")
_LAST = 16  # lines at the end of a body among which its signature is looked for
_UNITS = 3  # lines above a day that may name who signs
_PROSE = 50  # characters of a line that goes on with the text


def answered_on(tree: Tree, places: list[Place], listed: frozenset[int]) -> dt.datetime | None:
    """The day on which a letter was answered, where its page tells that of the letter, too."""
    short = "\n".join([one.text for one in tree.runs if len(one.text) <= _MAX_LINE])
    if not _ANSWERS.search(short):
        return None
    asked: dt.datetime | None = None
    answered: dict[dt.date, dt.datetime] = {}
    for number, run in enumerate(tree.runs):
        if number in listed or places[run.box.number] is Place.FOOTER:
            continue
        for seen in run.line.dates()[:4]:
            label = _label(tree, number, run, seen)
            if _ANSWERED.search(label):
                answered.setdefault(seen.value.date(), seen.value)
            elif _ASKED.search(label):
                asked = asked or seen.value
    if asked is None or len(answered) != 1:
        return None
    (moment,) = answered.values()
    return moment if moment >= asked or moment.date() == asked.date() else None


def _label(tree: Tree, number: int, run: Run, seen: Seen) -> str:
    """What stands right before a day, in its line or, where that begins with it, in the last."""
    ahead = run.text[max(0, seen.start - _MAX_LABEL) : seen.start]
    if ahead.strip() or not number:
        return ahead if seen.start <= _MAX_LABEL or _TIMED.search(ahead) else ""
    before = tree.runs[number - 1].text
    return before if len(before) <= _MAX_LABEL else ""


def signed_on(tree: Tree, places: list[Place], body: range) -> dt.datetime | None:
    """The day below the name of the unit that signs a text, in the last lines of its body."""
    for number in body[: -_LAST - 1 : -1]:
        run = tree.runs[number]
        if run.linked or places[run.box.number] is not Place.MAIN:
            continue
        text = run.text
        if len(text) >= _PROSE:
            return None
        unit = _SIGNED_AND_DATED.match(text)
        day = whole_date(text[unit.end() :] if unit else text)
        if day is not None:
            last = number == body.stop - 1 and run.box.tag not in ("td", "th")
            last = last and _tells(tree, body.start, number)
            return day if unit or last or _is_below_unit(tree, body.start, number) else None
    return None


def is_signature(tree: Tree, first: int, number: int) -> bool:
    """Whether a line that is a day ends a text that begins at `first`: its unit above it."""
    text = tree.runs[number].text
    if whole_date(text) is None or not _is_below_unit(tree, first, number):
        return False
    return _tells(tree, first, number)


def _tells(tree: Tree, first: int, number: int) -> bool:
    return any(one.text.endswith("。") for one in tree.runs[first:number])


def _is_below_unit(tree: Tree, first: int, number: int) -> bool:
    above = tree.runs[max(first, number - _UNITS) : number]
    return any(_SIGNED.fullmatch(one.text) for one in above)
