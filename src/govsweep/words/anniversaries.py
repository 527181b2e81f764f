"""Anniversaries that do not fit the year that stands beside them: 成立106周年 in 2026."""

import re
from collections.abc import Iterator

from govsweep.chinese_numbers import number
from govsweep.facts import Mark
from govsweep.words.normal import Batch

_SINCE = {
    "中国共产党成立": 1921,
    "建党": 1921,
    "中华人民共和国成立": 1949,
    "新中国成立": 1949,
    "中国人民解放军建军": 1927,
    "人民解放军建军": 1927,
    "建军": 1927,
    "抗日战争胜利": 1945,
    "反法西斯战争胜利": 1945,
    "抗美援朝出国作战": 1950,
    "红军长征胜利": 1936,
    "五四运动": 1919,
    "辛亥革命": 1911,
    "香港回归": 1997,
    "香港回归祖国": 1997,
    "澳门回归": 1999,
    "澳门回归祖国": 1999,
    "共青团成立": 1922,
    "中国共产主义青年团成立": 1922,
    "改革开放": 1978,
    "南昌起义": 1927,
    "遵义会议召开": 1935,
}
_EVENT = re.compile(
    rf"({'|'.join(sorted(_SINCE, key=len, reverse=True))})"
    r"(\d{1,3}|[一二三四五六七八九十百零〇]{1,6})周年"
)
_YEAR = re.compile(r"(?<!\d)(20\d\d)年")
_AROUND = 40  # characters in which a year is looked for


class Anniversaries:
    """The anniversaries of a batch of texts."""

    def marks(self, batch: Batch) -> Iterator[tuple[int, Mark]]:
        """Each mark with the number of its text; all are suspected."""
        if "周年" not in batch.text:
            return
        for match in _EVENT.finditer(batch.text):
            first = batch.text.rfind("\n", 0, match.start()) + 1
            last = batch.text.find("\n", match.end())
            around = batch.text[
                max(first, match.start() - _AROUND) : min(
                    last if last >= 0 else len(batch.text), match.end() + _AROUND
                )
            ]
            years = {int(year) for year in _YEAR.findall(around)}
            if len(years) != 1:
                continue  # which of several is meant nobody can tell
            year, since = years.pop(), _SINCE[match[1]]
            if number(match[2]) != year - since:
                yield _marked(batch, match.span(2), year, since, year - since)


def _marked(
    batch: Batch, span: tuple[int, int], year: int, since: int, right: int
) -> tuple[int, Mark]:
    index, first, last = batch.span(*span)
    return index, Mark(
        rule="anniversary",
        check="serious-expression",
        start=first,
        end=last,
        suggestion=str(right),
        confirmed=False,
        reason=f"{since}年起，到{year}年是{right}周年",
        score=0.95,
    )
