"""Adverts that others wrote into a page, found by what they are made of.

Goods that an office never deals in, with what a seller says beside them: that he sells, what he
promises, what he lures with and how to reach him privately. Each counts for something; from a sum
on, and where little else stands there, the text is suspected. Where a warning, a case or a service
of the office stands near, nothing is said: an article on fraud names the same goods, with many
more words of its own between them.
"""

import re
import tomllib
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import chain, groupby
from typing import Any, NamedTuple, TypeAlias

import numpy as np

from govsweep.facts import Mark
from govsweep.rules import Rules, packs
from govsweep.words.hidden import HiddenText
from govsweep.words.literals import AllFound, Found
from govsweep.words.normal import Batch, Plain
from govsweep.words.segments import edges

USE = "advert"
PREFIX = "advert-"  # of the rules by which they are told
_LEAST = 2.5, 0.25  # the sum, and the share of the text around that belongs to the advert
_DENSE = 2.0, 0.6  # or a smaller sum where little else stands
_REACH = 60  # characters to either side of the goods that may belong to the advert
_WARNED = 90  # and those in which a warning is looked for
_SHORT = 3  # characters of goods that longer words may hold
_CLAUSE = 16  # and those around them that tell their words
_GOODS = {"sure": 2.0, "strong": 1.0, "plain": 0.5}
# Without one of these beside them, goods that are dealt in rightly as well are no offer.
_NEEDED = {"strong": ("trade", "offer", "lure"), "plain": ("offer", "lure")}
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
_USES = (*_SIGNS, "warnings", "innocuous", "official")
# A name to be reached by: V：abc123, 加微 abc123, 13800138000; no office's telephone or mailbox.
_HANDLE = re.compile(
    r"(?:[微薇威徽vwq扣+➕]信?|tg|飞机|电报)\s*号?\s*[:：]?\s*(?!0\d{2,3}-)[a-z0-9_\-]{5,}(?![@a-z0-9.])|"
    r"(?:联系|咨询|客服)\s*[:：]?\s*(?=[0-9_\-]*[a-z])[a-z0-9_\-]{5,}(?![@a-z0-9.])|"
    r"(?<!\d)1[3-9]\d[\d\-*x]{6,}"
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


class Setting(NamedTuple):
    """The text in which goods stand: a stretch of a batch, or all of a text without symbols."""

    text: str
    first: int
    last: int
    signs: "Signs"

    def around(self, one: Found, reach: int) -> tuple[int, int]:
        """Where what lies so near to a span begins and ends."""
        return max(self.first, one.start - reach), min(self.last, one.end + reach)


class Signs:
    """What sellers say, and what speaks against them: by use, in the order of their places."""

    def __init__(self, found: AllFound) -> None:
        self._found = found
        self._sorted: dict[str, tuple[list[Found], list[int]]] = {}

    def within(self, use: str, first: int, last: int) -> list[Found]:
        """Those of a use that stand between two places."""
        some, starts = self._of(use)
        start = bisect_left(starts, first)
        stop = bisect_left(starts, last, start)
        return [one for one in some[start:stop] if one.end <= last]

    def begins(self, use: str, first: int, last: int) -> bool:
        """Whether one of a use begins between two places."""
        _, starts = self._of(use)
        start = bisect_left(starts, first)
        return start < len(starts) and starts[start] < last

    def _of(self, use: str) -> tuple[list[Found], list[int]]:
        """Those of a use and where they start: most are never asked for."""
        known = self._sorted.get(use)
        if known is None:
            some = sorted(self._found.of(f"{USE}-{use}"), key=_start)
            known = self._sorted[use] = some, [one.start for one in some]
        return known


class Adverts:
    """Adverts in a batch of texts."""

    def __init__(self, rules: Rules) -> None:
        pack = _pack()
        goods = [
            (USE, word, Goods(word, group["kind"], grade, group["why"]))
            for group in pack["goods"]
            for grade in _GOODS
            for word in group.get(grade, ())
        ]
        self.gapped = [word for _, word, _ in goods]  # which symbols may hide
        self.literals: list[tuple[str, str, Any]] = [
            *goods,
            *(
                (f"{USE}-{use}", word, word)
                for part in ("signs", "context")
                for use, words in pack[part].items()
                for word in words
            ),
        ]

    def marks(
        self, batch: Batch, found: AllFound, hidden: Sequence[HiddenText]
    ) -> Iterator[tuple[int, Mark]]:
        """Each mark with the number of its text; all are suspected."""
        allowed = found.of("allowed")
        goods = [
            one
            for one in found.of(USE)
            if not allowed
            or not any(other.start <= one.start and one.end <= other.end for other in allowed)
        ]
        signs = Signs(found)
        offered = _texts_with_offers(batch, goods, found)
        for index, some in groupby(goods, lambda one: batch.locate(one.start)[0]):
            if index not in offered:
                continue
            plain, first = batch.plains[index], batch.starts[index]
            setting = Setting(batch.text, first, first + len(plain.text), signs)
            for one in _adverts(setting, [*some]):
                yield index, _mark(plain, one, first)
        for text in hidden:
            setting = Setting(text.plain.text, 0, len(text.plain.text), Signs(text.found))
            for one in _adverts(setting, text.hidden(USE)):
                yield text.number, _mark(text.plain, one)


def _texts_with_offers(batch: Batch, goods: Sequence[Found], found: AllFound) -> set[int]:
    """The texts in which what makes goods an offer stands beside some: few of those with any."""
    starts = np.array([one.start for one in goods], dtype=np.int64)
    edges = np.array([*batch.starts, len(batch.text) + 1])
    text = np.searchsorted(edges, starts, side="right") - 1
    first = np.maximum(edges[text], starts - _REACH)
    last = np.minimum(edges[text + 1] - 1, starts + _REACH + 1)
    wanted = np.array([one.owner.grade not in _NEEDED for one in goods], dtype=bool)
    for use in dict.fromkeys(chain(*_NEEDED.values())):
        some = np.sort(found.places(f"{USE}-{use}")[:, 1])
        needs = np.array([use in _NEEDED.get(one.owner.grade, ()) for one in goods], dtype=bool)
        wanted |= needs & (np.searchsorted(some, last) > np.searchsorted(some, first))
    return set(text[wanted].tolist())


def _adverts(setting: Setting, goods: Sequence[Found]) -> Iterator[Found]:
    """The goods that are offered."""
    if _ITEM.match(setting.text, setting.first):
        return
    told = -1
    for one in _longest(goods):
        if one.start >= told and _is_advert(setting, one, goods):
            told = one.end + _REACH
            yield one


def _is_advert(setting: Setting, one: Found, goods: Iterable[Found]) -> bool:
    text = setting.text
    if not (_is_wanted(setting, one) and _stands_free(text, one.start, one.end)):
        return False
    first, last = setting.around(one, _WARNED)
    signs = {use: setting.signs.within(use, first, last) for use in _USES}
    near = [other for other in goods if _is_near(one, other)]
    # Most goods are worth too little however the seller may be reached.
    if _worth(one, near, signs, is_reachable=True) < _DENSE[0] or _is_warned(signs):
        return False
    if _is_quoted(text[first:last], one.start - first, one.end - first):
        return False
    handles = [
        (match.start() + first, match.end() + first) for match in _HANDLE.finditer(text[first:last])
    ]
    worth = _worth(one, near, signs, bool(handles))
    if worth < _DENSE[0]:
        return False
    share = _share(setting, one, [*near, *chain(*(signs[use] for use in _SIGNS))], handles)
    return any(worth >= least and share >= dense for least, dense in (_LEAST, _DENSE)) and (
        _is_whole(setting, one)
    )


def _is_wanted(setting: Setting, one: Found) -> bool:
    """Whether goods that are dealt in rightly as well stand beside what makes them an offer."""
    needed = _NEEDED.get(one.owner.grade)
    if needed is None:
        return True
    first = max(setting.first, one.start - _REACH)
    last = min(setting.last, one.start + _REACH + 1)
    return any(setting.signs.begins(use, first, last) for use in needed)


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
            for sign in signs[use]
            if _is_near(one, sign) and not (one.start <= sign.start and sign.end <= one.end)
        }
        worth += min(most, each * len(words))
    if is_reachable and not signs["private"]:
        worth += _SIGNS["private"][0]
    return worth - _OFFICIAL * _speaks(signs, "official")


def _share(setting: Setting, one: Found, parts: Iterable[Found], handles: Iterable[Span]) -> float:
    """How much of the text around is made of goods, signs and ways to reach the seller."""
    first, last = setting.around(one, _REACH)
    taken: set[int] = set()
    for start, end in chain(((part.start, part.end) for part in parts), handles):
        taken.update(range(max(first, start), min(last, end)))
    letters = sum(map(str.isalnum, setting.text[first:last]))
    return len(taken) / max(1, letters)


def _start(one: Found) -> int:
    return one.start


def _is_near(one: Found, other: Found) -> bool:
    return abs(other.start - one.start) <= _REACH


def _is_quoted(text: str, start: int, end: int) -> bool:
    return any(match.start() <= start and end <= match.end() for match in _QUOTES.finditer(text))


def _is_warned(signs: dict[str, list[Found]]) -> bool:
    """Whether a warning stands here that is no part of what sellers say: 骗子勿扰."""
    return _speaks(signs, "warnings")


def _speaks(signs: dict[str, list[Found]], use: str) -> bool:
    harmless = signs["innocuous"]
    return any(
        not any(other.start <= one.start and one.end <= other.end for other in harmless)
        for one in signs[use]
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


def _is_whole(setting: Setting, one: Found) -> bool:
    """Whether short goods are words by themselves: 精神药品 holds no 神药."""
    if one.end - one.start > _SHORT:
        return True
    first, last = setting.around(one, _CLAUSE)
    return {one.start - first, one.end - first} <= edges(setting.text[first:last])


def _mark(plain: Plain, one: Found, first: int = 0) -> Mark:
    """The mark of goods in a text that begins at this place of what they were found in."""
    start, end = plain.span(one.start - first, one.end - first)
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
