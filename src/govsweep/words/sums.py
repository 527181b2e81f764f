"""Sums inside a sentence that do not add up, where all the parts are named.

Men and women make up the whole of a count; parts listed after a colon make up the 合计 that ends
the list. Other totals may count what the sentence leaves out, so nothing is said of them.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from govsweep.facts import Mark
from govsweep.words.normal import Batch

_NUMBER = r"(?<![\d.,])(?P<{0}>\d[\d,]*(?:\.\d+)?)(?P<{0}w>[万亿]?)(?![\d.,]*\d|[余多几])"
_OF = r"(?:性|生|子|职工|教师|学生|同学|选手|运动员|代表|委员|党员|干部|村民|居民)?"
_COUNT = r"[^，,。；;、\d男女]{0,3}"
_PEOPLE = "[名人位]"
_SEXES = re.compile(
    rf"{_NUMBER.format('whole')}{_PEOPLE}[^，,。；;、（(：:\d男女\n]{{0,12}}"
    rf"(?:[，,：:（(](?:其中|包括|分别为)[，,：:]?|[（(]|中[，,])"
    rf"(?P<first>[男女]){_OF}{_COUNT}{_NUMBER.format('one')}(?P<ends>{_PEOPLE}?)"
    rf"[，,、；;和及]{{1,2}}(?!(?P=first))[男女]{_OF}{_COUNT}{_NUMBER.format('two')}{_PEOPLE}?"
    r"(?![岁%％.个\d])(?P<more>[，,、][^，,。；;、\d\n]{1,6}\d)?"
)
_CHANGE = re.compile(r"(?:增|减|降|少|多|约|近|超过|不足|上升|净增|较|比)[^，。；、\d]{0,4}\Z")
_BACK, _ON = 48, 72
_TOTALS = ("合计", "共计", "总计")
_PARTS = 240  # characters of a list, at most
_LABEL = r"[^，,。；;：:、？！\d（）()\n]{1,16}"
_UNIT = "[元人名户件项吨亩所个家处座台辆册条场]"
_PART = re.compile(rf"{_LABEL}(\d[\d,]*(?:\.\d+)?)([万亿]?)({_UNIT})")
_LIST = re.compile(
    rf"(?:[：:]|共有|现有|其中)((?:{_LABEL}\d[\d,]*(?:\.\d+)?[万亿]?{_UNIT}[，,、；;])+)\Z"
)
_TOTAL = re.compile(rf"(?:合计|共计|总计)(?:为|人民币)?(\d[\d,]*(?:\.\d+)?)([万亿]?)({_UNIT})")
_HEAD = rf"{_NUMBER.format('whole')}(?P<unit>{_UNIT})[^，,。；;：:、\d\n]{{0,12}}[，,：:（(]其中"
_WHOLE = re.compile(_HEAD)
_OF_WHICH = re.compile(
    rf"{_HEAD}[，,：:]?(?P<parts>{_LABEL}\d[\d,]*(?:\.\d+)?[万亿]?{_UNIT}"
    rf"(?:[，,、和]{_LABEL}\d[\d,]*(?:\.\d+)?[万亿]?{_UNIT}){{1,12}})(?=[。；;）)\n]|$)"
)
# Places and periods, of which no thing is of two; cases may be filed and closed as well.
_APART = re.compile(
    r"(?:^|[，,、和])[^，,、\d]*?(?:[省市县区镇乡村州旗盟]|街道|季度|月份?|半年)(?=\d)"
)
_SEVERAL = 2
# What one thing counts in several parts, or beside them.
_OVERLAPS = re.compile("女|男|党员|少数民族|增|减|另|以上|以下|比|累计|本科|学历|约|近|超")
_TIMES = {"": 1.0, "万": 1e4, "亿": 1e8}


class Amount(NamedTuple):
    """A number as it was written: how much, and how much its last digit stands for."""

    value: float
    step: float

    @classmethod
    def of(cls, digits: str, times: str) -> "Amount":
        """The amount of the digits and the 万 or 亿 behind them."""
        decimals = len(digits.partition(".")[2])
        factor = _TIMES[times]
        return cls(float(digits.replace(",", "")) * factor, factor / 10**decimals)


class Sums:
    """The sums of a batch of texts."""

    def marks(self, batch: Batch) -> Iterator[tuple[int, Mark]]:
        """Each mark with the number of its text; all are suspected."""
        yield from self._of_sexes(batch)
        yield from self._of_lists(batch)
        yield from _too_much(batch)

    def _of_sexes(self, batch: Batch) -> Iterator[tuple[int, Mark]]:
        text, done = batch.text, 0
        place = text.find("男")
        while place >= 0:
            match = _SEXES.search(text, max(done, place - _BACK), place + _ON)
            if match:
                done = match.end()
                wrong = _wrong_sexes(text, match)
                if wrong:
                    end = match.start("more") if match["more"] else match.end()
                    yield _marked(batch, match.start(), end, wrong)
            place = text.find("男", max(place + 1, done))

    def _of_lists(self, batch: Batch) -> Iterator[tuple[int, Mark]]:
        for word in _TOTALS:
            place = batch.text.find(word)
            while place >= 0:
                yield from _listed(batch, place)
                place = batch.text.find(word, place + 1)


def _wrong_sexes(text: str, match: re.Match[str]) -> str:
    if _CHANGE.search(text[max(0, match.start() - 8) : match.start()]):
        return ""
    whole, one, two = (
        Amount.of(match[name], match[f"{name}w"]) for name in ("whole", "one", "two")
    )
    if match["more"] and one.value + two.value < whole.value:  # the rest may be named behind
        return ""
    return _difference(whole, [one, two])


def _too_much(batch: Batch) -> Iterator[tuple[int, Mark]]:
    """Parts behind 其中 that are more than their whole; fewer may leave some out."""
    for match in _of_which(batch.text):
        parts = _PART.findall(match["parts"])
        whole = Amount.of(match["whole"], match["wholew"])
        before = batch.text[max(0, match.start() - _BACK) : match.start()]
        # Behind another number the parts may be of both: 副高7人、讲师2人，其中博士3人.
        is_second = any(map(str.isdigit, re.split("[。；\n]", before)[-1]))
        if (
            len(parts) < _SEVERAL
            or is_second
            or _CHANGE.search(before[-8:])
            or _OVERLAPS.search(match["parts"])
            or len(_APART.findall(match["parts"])) < len(parts)
        ):
            continue
        amounts = [Amount.of(digits, times) for digits, times, _ in parts]
        is_of_one_unit = all(unit == match["unit"] for _, _, unit in parts)
        is_more = sum(one.value for one in amounts) > whole.value
        if is_of_one_unit and is_more and (wrong := _difference(whole, amounts)):
            yield _marked(batch, match.start("whole"), match.end(), wrong)


def _of_which(text: str) -> Iterator[re.Match[str]]:
    """Each whole with its parts behind 其中: looked for around that word alone, which is rare."""
    done, place = 0, text.find("其中")
    while place >= 0:
        end = place + 2
        whole = _WHOLE.search(text, max(done, place - _BACK), end)
        while whole and whole.end() < end:
            whole = _WHOLE.search(text, whole.start() + 1, end)
        match = _OF_WHICH.match(text, whole.start()) if whole else None
        if match:
            yield match
            done = match.end()
        place = text.find("其中", end)


def _listed(batch: Batch, place: int) -> Iterator[tuple[int, Mark]]:
    """The total at this place, held against the parts that are listed before it."""
    total = _TOTAL.match(batch.text, place)
    if total is None:
        return
    head = max(0, place - _PARTS)
    found = _LIST.search(batch.text[head:place])
    if found is None:
        return
    parts = _PART.findall(found[1])
    if len(parts) < 2 or any(unit != total[3] for _, _, unit in parts):
        return
    wrong = _difference(
        Amount.of(total[1], total[2]), [Amount.of(digits, times) for digits, times, _ in parts]
    )
    if wrong:
        yield _marked(batch, place, total.end(), wrong)


def _difference(whole: Amount, parts: list[Amount]) -> str:
    """What does not add up; nothing where rounding explains it."""
    total = sum(part.value for part in parts)
    steps = [whole.step, *(part.step for part in parts)]
    rounded = len({*steps}) > 1 or steps[0] != 1
    allowed = sum(steps) / 2 if rounded else 0
    if abs(whole.value - total) <= allowed + 1e-6 * max(1.0, total):
        return ""
    return f"各项相加是{_written(total)}，与总数{_written(whole.value)}不符"


def _written(value: float) -> str:
    return f"{value:,.2f}".rstrip("0").rstrip(".").replace(",", "")


def _marked(batch: Batch, start: int, end: int, reason: str) -> tuple[int, Mark]:
    index, first, last = batch.span(start, end)
    return index, Mark(
        rule="sum",
        check="typo",
        start=first,
        end=last,
        confirmed=False,
        reason=reason,
        score=0.9,
    )
