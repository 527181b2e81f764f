"""Adverts that others wrote into a page, found by what they are made of.

Goods that an office never deals in, with what a seller says beside them: that he sells, what he
promises, what he lures with and how to reach him privately. Each counts for something; from a sum
on, and where little else stands there, the text is suspected. Where a warning, a case or a service
of the office stands near, nothing is said: an article on fraud names the same goods, with many
more words of its own between them.
"""

import re
import tomllib
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import chain, groupby
from typing import Any, NamedTuple, TypeAlias

from govsweep.facts import Mark
from govsweep.rules import Rules, packs
from govsweep.words.hidden import HiddenLiterals
from govsweep.words.literals import Found, Literals
from govsweep.words.normal import Batch, Plain
from govsweep.words.segments import edges

USE = "advert"
PREFIX = "advert-"  # of the rules by which they are told
_LEAST = 2.5, 0.25  # the sum, and the share of the text around that belongs to the advert
_DENSE = 2.0, 0.6  # or a smaller sum where little else stands
_REACH = 60  # characters to either side of the goods that may belong to the advert
_WARNED = 90  # and those in which a warning is looked for
_SHORT = 3  # characters of goods that longer words may hold
_GOODS = {"sure": 2.0, "strong": 1.0, "plain": 0.5}
_MORE_GOODS = 0.5  # for each of two others of the same kind
_OFFICIAL = 1.5  # what an official service near by takes away
# What a sign counts for, and all of its kind together.
_SIGNS = {
    "trade": (0.5, 0.5),
    "offer": (1.0, 2.0),
    "lure": (0.5, 1.0),
    "private": (1.0, 1.0),
    "contact": (0.5, 0.5),
}
# A name to be reached by: V：abc123, 加微 abc123, 13800138000.
_HANDLE = re.compile(
    r"(?:[微薇威徽vwq扣号@+➕]|tg|飞机|电报|联系|咨询|客服)\s*[:：号]?\s*[a-z0-9_\-]{5,}|1[3-9]\d[\d\-*x]{6,}"
)
_ITEM = re.compile(r"[（(][一二三四五六七八九十]+[)）]|第[一二三四五六七八九十百零]+条")  # of a law
_QUOTES = re.compile(r"“[^“”]*”|《[^《》]*》")

Span: TypeAlias = tuple[int, int]


class Goods(NamedTuple):
    """What is offered."""

    word: str
    kind: str
    grade: str
    why: str


class Adverts:
    """Adverts in a batch of texts."""

    def __init__(self, rules: Rules) -> None:
        pack = _pack()
        self.literals: list[tuple[str, str, Goods]] = [
            (USE, word, Goods(word, group["kind"], grade, group["why"]))
            for group in pack["goods"]
            for grade in _GOODS
            for word in group.get(grade, ())
        ]
        self._hidden = HiddenLiterals(self.literals, rules.allowed_words)
        self._signs = Literals(
            (use, word, word)
            for part in ("signs", "context")
            for use, words in pack[part].items()
            for word in words
        )

    def marks(self, batch: Batch, found: dict[str, list[Found]]) -> Iterator[tuple[int, Mark]]:
        """Each mark with the number of its text; all are suspected."""
        allowed = found.get("allowed", ())
        goods = [
            one
            for one in found.get(USE, ())
            if not any(other.start <= one.start and one.end <= other.end for other in allowed)
        ]
        for index, some in groupby(goods, lambda one: batch.locate(one.start)[0]):
            first = batch.starts[index]
            here = [Found(one.owner, one.start - first, one.end - first) for one in some]
            yield from ((index, mark) for mark in self._of_text(batch.plains[index], here))
        for index, tight, hidden in self._hidden.find(batch):
            yield from ((index, mark) for mark in self._of_text(tight, hidden))

    def _of_text(self, plain: Plain, goods: Sequence[Found]) -> Iterator[Mark]:
        if _ITEM.match(plain.text):
            return
        told = -1
        for one in _longest(goods):
            if one.start >= told and self._is_advert(plain.text, one, goods):
                told = one.end + _REACH
                yield _mark(plain, one)

    def _is_advert(self, text: str, one: Found, goods: Iterable[Found]) -> bool:
        if not _stands_free(text, one.start, one.end):
            return False
        first = max(0, one.start - _WARNED)
        around = text[first : one.end + _WARNED]
        here = Found(one.owner, one.start - first, one.end - first)
        signs = self._signs.find(around)
        if _is_quoted(around, here) or _is_warned(signs):
            return False
        others = [Found(other.owner, other.start - first, other.end - first) for other in goods]
        near = [other for other in others if _is_near(here, other)]
        handles = [match.span() for match in _HANDLE.finditer(around)]
        worth = _worth(here, near, signs, bool(handles))
        if worth < _DENSE[0]:
            return False
        share = _share(
            around, here, [*near, *chain(*(signs.get(use, ()) for use in _SIGNS))], handles
        )
        return any(worth >= least and share >= dense for least, dense in (_LEAST, _DENSE)) and (
            _is_whole(text, one)
        )


def _worth(
    one: Found, goods: Iterable[Found], signs: dict[str, list[Found]], is_reachable: bool
) -> float:
    """How much speaks for an advert."""
    others = {
        other.owner.word
        for other in goods
        if other.owner.kind == one.owner.kind and (other.end <= one.start or one.end <= other.start)
    }
    worth = _GOODS[one.owner.grade] + _MORE_GOODS * min(2, len(others))
    for use, (each, most) in _SIGNS.items():
        words = {
            sign.owner
            for sign in signs.get(use, ())
            if _is_near(one, sign) and not (one.start <= sign.start and sign.end <= one.end)
        }
        worth += min(most, each * len(words))
    if is_reachable and "private" not in signs:
        worth += _SIGNS["private"][0]
    return worth - _OFFICIAL * _speaks(signs, "official")


def _share(around: str, one: Found, parts: Iterable[Found], handles: Iterable[Span]) -> float:
    """How much of the text around is made of goods, signs and ways to reach the seller."""
    first, last = max(0, one.start - _REACH), min(len(around), one.end + _REACH)
    taken: set[int] = set()
    for start, end in chain(((part.start, part.end) for part in parts), handles):
        taken.update(range(max(first, start), min(last, end)))
    letters = sum(map(str.isalnum, around[first:last]))
    return len(taken) / max(1, letters)


def _is_near(one: Found, other: Found) -> bool:
    return abs(other.start - one.start) <= _REACH


def _is_quoted(text: str, one: Found) -> bool:
    return any(
        match.start() <= one.start and one.end <= match.end() for match in _QUOTES.finditer(text)
    )


def _is_warned(signs: dict[str, list[Found]]) -> bool:
    """Whether a warning stands here that is no part of what sellers say: 骗子勿扰."""
    return _speaks(signs, "warnings")


def _speaks(signs: dict[str, list[Found]], use: str) -> bool:
    harmless = signs.get("innocuous", ())
    return any(
        not any(other.start <= one.start and one.end <= other.end for other in harmless)
        for one in signs.get(use, ())
    )


def _longest(goods: Sequence[Found]) -> list[Found]:
    """What is not part of a longer one, in order."""
    kept: list[Found] = []
    for one in sorted(goods, key=lambda one: (one.start, -one.end)):
        if not kept or one.end > kept[-1].end:
            kept.append(one)
    return kept


def _stands_free(text: str, start: int, end: int) -> bool:
    """Whether no Latin letter or digit goes on beside the span."""
    return not any(one >= 0 and _is_latin(text[one : one + 2]) for one in (start - 1, end - 1))


def _is_latin(two: str) -> bool:
    return len(two) > 1 and two.isascii() and two.isalnum()


def _is_whole(text: str, one: Found) -> bool:
    """Whether short goods are words by themselves: 精神药品 holds no 神药."""
    if one.end - one.start > _SHORT:
        return True
    first = max(0, one.start - 16)
    return {one.start - first, one.end - first} <= edges(text[first : one.end + 16])


def _mark(plain: Plain, one: Found) -> Mark:
    start, end = plain.span(one.start, one.end)
    return Mark(
        rule=f"{PREFIX}{one.owner.kind}",
        check="sensitive-word",
        start=start,
        end=end,
        confirmed=False,
        reason=one.owner.why,
        score=0.9,
    )


@cache
def _pack() -> dict[str, Any]:
    return tomllib.loads((packs() / "adverts.toml").read_text("utf-8"))
