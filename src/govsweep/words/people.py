"""People of the lists, each with any number of posts: names, posts, and the order of names.

A name misspelt beside its post is certain; a post that is over, one that somebody else holds and
names out of their order are only suspected: a text of today may speak of what was, and lists have
reasons of their own.
"""

import datetime as dt
import re
from collections.abc import Iterator
from itertools import pairwise, zip_longest
from typing import Any

from govsweep.facts import Mark
from govsweep.rules import Protected, Rules
from govsweep.words.alike import alike
from govsweep.words.character_classes import han
from govsweep.words.literals import AllFound, Found
from govsweep.words.normal import Batch

# Before a post: it is another one, or no longer held.
_OF_OLD = ("原", "前", "时任", "曾任", "历任", "首任", "卸任", "已故", "副", "继任", "候任", "拟任")
_BETWEEN = ("、", "，", ",", "和", " ")  # names of one list
# What leaders do in one word, and the adverbs before it.
_DONE_WORDS = "主持 出席 会见 讲话 发表 强调 指出 签署 考察 调研 宣布 宣读 致辞 参加 率队"
_DONE = frozenset(_DONE_WORDS.split())
_BEFORE_DONE = "将已也曾都并又再还等同均可应拟于在来先后亲今昨就共"
_FIRST = "中央政治局常委"  # the post whose holders are named in one order
_HEAD = re.compile("(.+?)(主席|委员长|总理)")
_LISTED, _MANY = "、", 4  # what stands between names of a list, and how many make its order plain
_LEADER = "leader"  # the kind of those whose posts are known whole


class People:
    """The people of the lists, in their order, over a batch of texts."""

    def __init__(self, rules: Rules) -> None:
        self._people = [one for one in rules.protected if one.title]
        self._names = {one.text for one in self._people}
        # Places in the office's own list, one of each post: the order of others changes.
        self._ranks: dict[str, list[int]] = {}
        self._posts: dict[str, list[Protected]] = {}
        for rank, one in enumerate(self._people):
            if one.kind != _LEADER:
                self._ranks.setdefault(one.text, []).append(rank)
            self._posts.setdefault(one.title, []).append(one)
        self._longest = max(map(len, self._names), default=0)
        # The order in which the leaders are always named together.
        leading = [one.text for one in self._people if one.title == _FIRST and not one.valid_to]
        self._leading = {name: rank for rank, name in enumerate(dict.fromkeys(leading))}
        self.literals: list[tuple[str, str, Any]] = [
            *(("named", name, name) for name in self._ranks),
            *(("leading", name, name) for name in self._leading),
            *(("post", post, post) for post in self._posts),
            *(("deputy", deputy, post) for post, deputy in self._deputies()),
        ]

    def _deputies(self) -> Iterator[tuple[str, str]]:
        """Each post of one leader alone, with that of its deputies: 政协主席, 政协副主席."""
        for post, held in self._posts.items():
            match = _HEAD.fullmatch(post)
            if match and any(one.kind == _LEADER for one in held):
                yield post, f"{match[1]}副{match[2]}"

    def is_of_day(self, rule: str, day: dt.date | None) -> bool | None:
        """Whether a mark holds in a text of this day; None where posts have no part in it."""
        if not self.is_bound(rule):
            return None
        kind, _, rest = rule.partition("-")
        if kind == "title":  # it says that the post was over
            held = [one for one in self._people if rest == f"{one.title}{one.text}"]
            return day is not None and not any(one.in_force(day) for one in held)
        if rest == _FIRST:  # the order of those who lead now
            now = [one for one in self._people if one.title == _FIRST and not one.valid_to]
            return all(one.in_force(day) for one in now)
        first, last = (self._rank(name, day) for name in rest.split("-"))
        return first is not None and last is not None and first < last

    def is_bound(self, rule: str) -> bool:
        """Whether the day of a text decides on a mark; others' rules may have names like these."""
        kind, _, rest = rule.partition("-")
        if kind == "order":
            return rest == _FIRST or self._ranks.keys() >= {*rest.split("-")}
        return kind == "title"

    def _rank(self, name: str, day: dt.date | None) -> int | None:
        """The place in the list that a person had by a post of that day."""
        ranks = self._ranks[name]
        return next((rank for rank in ranks if self._people[rank].in_force(day)), None)

    def marks(self, batch: Batch, found: AllFound) -> Iterator[tuple[int, Mark]]:
        """Each mark with the number of its text; whether a post was over the page's day says."""
        for post, start, end in found.of("post"):
            if not batch.text.endswith(_OF_OLD, 0, start):
                yield from self._of_post(batch, post, start, end)
        for post, start, end in found.of("deputy"):
            yield from self._of_deputy(batch, post, start, end)
        names = sorted(found.of("named"), key=_start)
        for before, after in pairwise(names):
            written = batch.text[before.end : after.start]
            between = self._without_post(written, after.owner)
            if between in _BETWEEN and self._ranks[before.owner][-1] > self._ranks[after.owner][0]:
                right = f"{after.owner}{between}{before.owner}" if between == written else ""
                rule = f"order-{after.owner}-{before.owner}"
                reason = f"与本单位名单的排列顺序不同：{after.owner}在{before.owner}之前"
                yield _mark(batch, before.start, after.end, rule, right, reason)
        yield from self._of_leading(batch, sorted(found.of("leading"), key=_start))

    def _without_post(self, between: str, name: str) -> str:
        """What stands between two names, without a post that the second one holds."""
        for one in self._people:
            if one.text == name and between.endswith(one.title):
                return between.removesuffix(one.title)
        return between

    def _of_leading(self, batch: Batch, names: list[Found]) -> Iterator[tuple[int, Mark]]:
        """Four leaders or more that are named in another order than always."""
        run: list[Found] = []
        for one, after in zip_longest(names, names[1:]):
            run.append(one)
            if after is not None and batch.text[one.end : after.start] == _LISTED:
                continue
            right = sorted(run, key=lambda one: self._leading[one.owner])
            if len(run) >= _MANY and right != run:
                meant = _LISTED.join(one.owner for one in right)
                reason = "与通常公布的排列顺序不同"
                yield _mark(batch, run[0].start, one.end, f"order-{_FIRST}", meant, reason)
            run = []

    def _of_post(self, batch: Batch, post: str, start: int, end: int) -> Iterator[tuple[int, Mark]]:
        """What is wrong with the name that stands beside a post."""
        text = batch.text
        name = self._name_at(text, end)
        if name:
            held = [one for one in self._posts[post] if one.text == name]
            if not held:
                yield self._mismatch(batch, post, name, start, end + len(name))
            elif _runs_on(text, end + len(name)):
                first, last = end, end + len(name) + 1
                rule, reason = f"protected-{name}", f"按名单，任“{post}”的是{name}"
                yield _mark(batch, first, last, rule, name, reason)
            elif all(one.valid_to for one in held):
                reason = f"按名单，{name}任“{post}”到 {held[-1].valid_to} 为止"
                rule, right = f"title-{post}{name}", self._post_since(held[-1])
                yield _mark(batch, start, end + len(name), rule, right, reason)
            return
        for one in self._posts[post]:
            for first, last in _misnamed(text, one.text, start, end):
                if text[first:last] not in self._names:
                    yield _mark(
                        batch, first, last, f"protected-{one.text}", one.text, one.why, certain=True
                    )
                    return

    def _of_deputy(
        self, batch: Batch, post: str, start: int, end: int
    ) -> Iterator[tuple[int, Mark]]:
        """Who holds a post and is called a deputy's, which he never was."""
        name, called = self._name_at(batch.text, end), batch.text[start:end]
        if name and not any(one.text == name for one in self._posts.get(called, ())):
            own = next((one for one in self._posts[post] if one.text == name), None)
            if own is not None and own.valid_to is None:
                reason = f"按名单，{name}任“{post}”，没有任过“{called}”"
                rule = f"post-{called}-{name}"
                right = f"{post}{name}"
                yield _mark(batch, start, end + len(name), rule, right, reason)

    def _name_at(self, text: str, start: int) -> str:
        sizes = range(self._longest, 1, -1)
        names = (text[start : start + size] for size in sizes)
        return next((name for name in names if name in self._names), "")

    def _mismatch(
        self, batch: Batch, post: str, name: str, start: int, end: int
    ) -> tuple[int, Mark]:
        holders = list(dict.fromkeys(one.text for one in self._posts[post]))
        own = [one for one in self._people if one.text == name]
        now = next((one for one in own if one.valid_to is None), own[-1])
        reason = f"按名单，任“{post}”的是{'、'.join(holders)}"
        rule = f"post-{post}-{name}"
        return _mark(batch, start, end, rule, f"{now.title}{name}", reason)

    def _post_since(self, old: Protected) -> str:
        since = [one for one in self._people if one.text == old.text and one.valid_to is None]
        return f"{since[-1].title}{old.text}" if since and since[-1] != old else ""


def _runs_on(text: str, at: int) -> bool:
    """Whether a character stands between a name and what was done: 李强国主持会议."""
    one, done = text[at : at + 1], text[at + 1 : at + 3]
    return done in _DONE and han(one) and one not in _BEFORE_DONE


def _start(one: Found) -> int:
    return one.start


def _misnamed(text: str, name: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Where a name stands one slip away, behind or before a post."""
    size = len(name)
    for length in (size, size + 1, size - 1):
        for first in (end, start - length):
            if length > 1 and first >= 0 and _is_misspelt(text[first : first + length], name):
                yield first, first + length


def _is_misspelt(written: str, name: str) -> bool:
    """Whether one character is written for one alike, doubled, left out of three, or swapped."""
    if len(written) == len(name):
        wrong = [(one, other) for one, other in zip(written, name, strict=True) if one != other]
        swapped = len(wrong) == 2 and len(name) > 2 and wrong[0] == wrong[1][::-1]
        return swapped or (len(wrong) == 1 and alike(*wrong[0]))
    if len(written) == len(name) + 1:
        return any(written == name[:place] + name[place - 1 :] for place in range(1, len(name) + 1))
    return False


def _mark(
    batch: Batch,
    start: int,
    end: int,
    rule: str,
    suggestion: str,
    reason: str,
    *,
    certain: bool = False,
) -> tuple[int, Mark]:
    index, first, last = batch.span(start, end)
    return index, Mark(
        rule=rule,
        check="serious-expression",
        start=first,
        end=last,
        suggestion=suggestion,
        confirmed=certain,
        reason=reason,
        score=1.0 if certain else 0.9,
    )
