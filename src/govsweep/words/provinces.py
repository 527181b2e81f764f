"""Names of provinces with one character written for another: 安微省."""

from collections.abc import Iterator
from functools import cache

from govsweep.facts import Mark
from govsweep.words.alike import likes
from govsweep.words.dictionary import is_word, words_among
from govsweep.words.literals import AllFound
from govsweep.words.normal import Batch

RULE = "province"
# The provincial divisions (Constitution, article 30) whose names end in one character.
_LISTED = (
    "河北省 山西省 辽宁省 吉林省 黑龙江省 江苏省 浙江省 安徽省 福建省 江西省 山东省 河南省 湖北省 "
    "湖南省 广东省 海南省 四川省 贵州省 云南省 陕西省 甘肃省 青海省 北京市 天津市 上海市 重庆市"
)
_NAMES = tuple(_LISTED.split())


class Provinces:
    """The names of provinces over a batch of texts."""

    def __init__(self) -> None:
        self.literals = _literals()

    def marks(self, batch: Batch, found: AllFound) -> Iterator[tuple[int, Mark]]:
        """Each mark with the number of its text; all are suspected."""
        for right, start, end in found.of(RULE):
            if not is_word(batch.text[max(0, start - 1) : start + 1]):
                index, first, last = batch.span(start, end)
                yield (
                    index,
                    Mark(
                        rule=RULE,
                        check="typo",
                        start=first,
                        end=last,
                        suggestion=right,
                        confirmed=False,
                        reason=f"没有这个省级行政区，应为“{right}”",
                        score=0.95,
                    ),
                )


@cache  # no rule changes them, and whoever proofreads makes these anew for every set of rules
def _literals() -> tuple[tuple[str, str, str], ...]:
    return tuple((RULE, wrong, right) for right in _NAMES for wrong in _misspelt(right))


def _misspelt(right: str) -> list[str]:
    """A name with one character alike that is no name of a place, nor holds a word of its own."""
    names = [
        right[:place] + other + right[place + 1 : -1]
        for place in range(len(right) - 1)
        for other in likes(right[place])
    ]
    words = words_among(part for name in names for part in _parts(name))
    wrong = [name + right[-1] for name in names if words.isdisjoint(_parts(name))]
    known = words_among(wrong)
    return [one for one in wrong if one not in _NAMES and one not in known]


def _parts(name: str) -> list[str]:
    return [name[at : at + 2] for at in range(len(name) - 1)]
