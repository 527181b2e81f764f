"""People whom the office lists: a title that is no longer theirs, names out of their order.

Both are only suspected: a text of today may speak of what was, and lists have reasons of their own.
"""

import datetime as dt
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

from govsweep.facts import Mark
from govsweep.rules import Protected, Rules
from govsweep.words.literals import Found
from govsweep.words.normal import Batch

_OF_OLD = ("原", "前", "时任", "曾任", "历任", "首任", "卸任", "已故", "副")  # before a title
_BETWEEN = ("、", "，", ",", "和", " ")  # names of one list


class People:
    """The office's list of people, in its order, over a batch of texts."""

    def __init__(self, rules: Rules) -> None:
        self._people = [one for one in rules.protected if one.title]
        self._ranks: dict[str, int] = {}
        for rank, one in enumerate(self._people):
            self._ranks.setdefault(one.text, rank)
        self.literals: list[tuple[str, str, Any]] = [
            *(("named", name, name) for name in self._ranks),
            *(("titled", f"{one.title}{one.text}", one) for one in self._people if one.valid_to),
        ]

    def is_outdated(self, rule: str, day: dt.date | None) -> bool | None:
        """Whether a title was over on the day of a text; None where a mark speaks of no title."""
        if not rule.startswith("title-"):
            return None
        held = [one for one in self._people if rule == f"title-{one.title}{one.text}"]
        return day is not None and all(
            one.valid_to is not None and one.valid_to < day for one in held
        )

    def marks(self, batch: Batch, found: dict[str, list[Found]]) -> Iterator[tuple[int, Mark]]:
        """Each mark with the number of its text; whether a title was over the page's day says."""
        for one, start, end in found.get("titled", ()):
            if not batch.text[max(0, start - 2) : start].endswith(_OF_OLD):
                reason = f"按本单位名单，{one.text}任“{one.title}”到 {one.valid_to} 为止"
                rule = f"title-{one.title}{one.text}"
                yield self._mark(batch, start, end, rule, self._title_since(one), reason)
        names = sorted(found.get("named", ()), key=lambda one: one.start)
        for before, after in pairwise(names):
            between = batch.text[before.end : after.start]
            if between in _BETWEEN and self._ranks[before.owner] > self._ranks[after.owner]:
                right = f"{after.owner}{between}{before.owner}"
                rule = f"order-{after.owner}-{before.owner}"
                reason = "与本单位名单的排列顺序不同"
                yield self._mark(batch, before.start, after.end, rule, right, reason)

    def _title_since(self, old: Protected) -> str:
        since = [one for one in self._people if one.text == old.text and one.valid_to is None]
        return f"{since[-1].title}{old.text}" if since else ""

    @staticmethod
    def _mark(
        batch: Batch, start: int, end: int, rule: str, suggestion: str, reason: str
    ) -> tuple[int, Mark]:
        index, place = batch.locate(start)
        first, last = batch.plains[index].span(place, place + end - start)
        return index, Mark(
            rule=rule,
            check="serious-expression",
            start=first,
            end=last,
            suggestion=suggestion,
            confirmed=False,
            reason=reason,
            score=0.9,
        )
