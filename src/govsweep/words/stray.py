"""Traditional characters strayed into plain text: 海峽两岸; and forms of no standard: 囯际.

Official text is written in standard characters (Law on the Standard Spoken and Written Chinese
Language, article 3); quoted titles and inscriptions, and characters that the Table of General
Standard Characters (2013) allows in names, are left alone. What is no traditional character either
comes from a reader of print or an input method, and is never meant.
"""

import re
from collections.abc import Iterator, Sequence
from functools import cache

from govsweep.facts import Mark
from govsweep.words.dictionary import is_word
from govsweep.words.normal import Batch, normalise, other_forms, traditional

RULE = "typo-traditional"
_NAMES = "昇陞甯邨迺啟菴鍾淩喆堃"
_MOST = 3  # in one text; more of them are meant so
_QUOTED = re.compile(r"《[^《》]*》|“[^“”]*”|「[^「」]*」|[繁正][體体](?:中文|字|版)?")


def stray_marks(texts: Sequence[str], batch: Batch) -> Iterator[tuple[int, Mark]]:
    """Each mark with the number of its text."""
    for number, plain in enumerate(batch.plains):
        if not 0 < plain.traditional <= _MOST or plain.mostly_traditional:
            continue
        text = texts[number]
        quoted = [match.span() for match in _QUOTED.finditer(text)]
        for match in _forms().finditer(text):
            place = match.start()
            if not any(start <= place < end for start, end in quoted):
                yield from ((number, mark) for mark in _marks(text, place))


def _marks(text: str, place: int) -> Iterator[Mark]:
    """The mark of the word around a character, where its plain form makes one."""
    for start, end in _around(place):
        word = text[max(0, start) : end]
        plain = normalise(word).text
        if len(plain) == len(word) == end - start and is_word(plain):
            form = text[place]
            other = form in other_forms()
            kind = "不是规范字" if other else "是繁体字"
            yield Mark(
                rule=RULE,
                check="typo",
                start=start,
                end=end,
                suggestion=plain,
                confirmed=other,
                reason=f"“{form}”{kind}，应写规范字“{traditional()[form]}”",
                score=0.9,
            )
            return


def _around(place: int) -> Iterator[tuple[int, int]]:
    """The stretches of two and of three characters that hold a place: 我囯, 共和囯."""
    for length in (2, 3):
        yield from ((first, first + length) for first in range(place - length + 1, place + 1))


@cache
def _forms() -> re.Pattern[str]:
    return re.compile(f"[{''.join(form for form in traditional() if form not in _NAMES)}]")
