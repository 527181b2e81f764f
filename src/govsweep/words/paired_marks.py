"""Marks that come in pairs: a title closed by a bracket, one never closed, both quotes alike.

GB/T 15834-2011 4.8 (quotation marks), 4.9 (brackets) and 4.15 (titles). A text may be one line of
a headline, or a paragraph of a longer quotation, so a mark without its other is no fault by
itself: something in the same line must show where the other belonged.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import chain
from typing import NamedTuple

from govsweep.facts import Mark
from govsweep.words.normal import Batch

_UNCLOSED = r"(?=[^《》\n]*(?:[《\n]|\Z))"  # no title ends behind this before another begins
_CLOSED_BY_ANOTHER = re.compile(rf"《([^《》（）()【】“”\n]{{2,40}})([）)】”]){_UNCLOSED}")
_BRACKET_UNCLOSED = re.compile(r"《[^《》（）()\n]{2,60}[（(][^《》（）()\n]{1,20}》")
_FILED = "通知|公告|通告|决定|意见|批复|函|通报|命令|报告|公示|说明|请示"
_NEVER_CLOSED = re.compile(rf"《[^《》\n]{{4,60}}的(?:{_FILED})(?=[，。；]){_UNCLOSED}")
_ROUND_SQUARE = re.compile(r"（[^（）()【】\[\]〔〕\n]{1,20}[】〕](?![^\n]{0,40}[）)])")
_SQUARE_ROUND = re.compile(r"【[^（）()【】\[\]〔〕\n]{1,20}[）)](?![^\n]{0,40}】)")
_QUOTED = 20  # characters between quotation marks within which they are one pair
_ALIKE = re.compile(rf"(?:”[^“”\n]{{1,{_QUOTED}}}”|“[^“”\n]{{1,{_QUOTED}}}“)")
_QUOTES = re.compile("[“”]")
_TERM = re.compile(r"(?=.*[\u4e00-\u9fff])[^，。；！？：\n]+\Z")
_ENDS = {"（": "）", "【": "】"}
_OPENINGS = {"”": "“"}  # what a pair begins with in the place of another
_TITLES = "书名号应成对使用（GB/T 15834—2011 4.15）"
_BRACKETS = "括号应成对使用，前后形式相同（GB/T 15834—2011 4.9）"
_QUOTATION = "引号应前后成对，前为“后为”（GB/T 15834—2011 4.8）"


class _Unpaired(NamedTuple):
    rule: str
    start: int
    end: int
    tail: str  # what stands at the end in the place of the last `cut` characters
    cut: int
    reason: str


def paired_marks(texts: Sequence[str], batch: Batch) -> Iterator[tuple[int, Mark]]:
    """Each mark with the number of its text; all are suspected."""
    text = batch.text
    for fault in chain(_titles(text), _brackets(text), _quotations(text)):
        index, first, last = batch.span(fault.start, fault.end)
        opening = _OPENINGS.get(text[fault.start], text[fault.start])
        yield (
            index,
            Mark(
                rule=fault.rule,
                check="typo",
                start=first,
                end=last,
                suggestion=f"{opening}{texts[index][first + 1 : last - fault.cut]}{fault.tail}",
                confirmed=False,
                reason=fault.reason,
                score=0.9,
            ),
        )


def _titles(text: str) -> Iterator[_Unpaired]:
    for match in _CLOSED_BY_ANOTHER.finditer(text):
        line = text[text.rfind("\n", 0, match.start()) + 1 : match.start()]
        opening = {"”": "“", "】": "【"}.get(match[2], "（")
        wanted = match[2] if line.count(opening) > line.count(match[2]) else ""
        yield _Unpaired("unpaired-title", *match.span(), f"》{wanted}", 1, _TITLES)
    for match in _NEVER_CLOSED.finditer(text):
        yield _Unpaired("unpaired-title", *match.span(), "》", 0, _TITLES)


def _brackets(text: str) -> Iterator[_Unpaired]:
    for match in _BRACKET_UNCLOSED.finditer(text):
        yield _Unpaired("unpaired-bracket", *match.span(), "）》", 1, _BRACKETS)
    for pattern in (_ROUND_SQUARE, _SQUARE_ROUND):
        for match in pattern.finditer(text):
            yield _Unpaired("unpaired-bracket", *match.span(), _ENDS[match[0][0]], 1, _BRACKETS)


def _quotations(text: str) -> Iterator[_Unpaired]:
    """Terms between two marks that are alike, in lines that have such."""
    done = 0
    for match in _ALIKE.finditer(text):
        if match.start() < done:
            continue
        start = text.rfind("\n", 0, match.start()) + 1
        line, _, _ = text[start:].partition("\n")
        done = start + len(line)
        for first, last in _alike(line):
            span = start + first, start + last + 1
            yield _Unpaired("unpaired-quotation", *span, "”", 1, _QUOTATION)


def _alike(line: str) -> Iterator[tuple[int, int]]:
    """The places of two marks that are alike, with a term between, where a pair belongs."""
    marks = [match.start() for match in _QUOTES.finditer(line)]
    depth, number = 0, 0
    while number < len(marks):
        first, last = marks[number], marks[number + 1] if number + 1 < len(marks) else len(line)
        is_opening = line[first] == "“"
        if line[last : last + 1] == line[first] and _is_term(line, first, last):
            rest = line[last + 1 :]
            owed = rest.count("”") - rest.count("“")  # a quotation within one is closed twice
            if depth == 0 and (not is_opening or owed <= 0):
                yield first, last
                number += 2
                continue
        depth = depth + 1 if is_opening else max(0, depth - 1)
        number += 1


def _is_term(line: str, first: int, last: int) -> bool:
    """Whether what stands between two marks is a term: 12”、14” are inches."""
    inches = line[first] == "”" and line[first - 1 : first].isdigit()
    return last - first <= _QUOTED + 1 and not inches and bool(_TERM.match(line[first + 1 : last]))
