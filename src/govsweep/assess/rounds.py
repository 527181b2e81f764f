"""A row under several rounds of a period: the latest, the worst, or k of n.

[rounds]
"V19-S4-1" = "最差"              # worst: one round that fails makes it fail
"D19-22a" = "6次中2次"           # of the latest six rounds two or more
"""

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from govsweep.assess.judgements import judged_rows
from govsweep.assess.outcome import Evidence, Outcome, Result

_LATEST = ("最近", "latest")
_WORST = ("最差", "worst")
_SOME = re.compile(r"(\d{1,3})\s*次中\s*(\d{1,3})\s*次")
_FORMS = "应为 最近、最差，或者“6次中2次”一类"


@dataclass(frozen=True, slots=True)
class RoundRule:
    """How many rounds must fail before a row does; of the latest so many, or of all."""

    fails: int
    of: int | None = None


def parse_rounds(table: Any) -> dict[str, RoundRule]:
    """Which rows go by which rounds, by row; rows of the latest look are left out.

    Raises `ValueError` naming the row.
    """
    if not isinstance(table, Mapping):
        raise ValueError("应写成 [rounds] 一段，每行一个指标编号")
    found: dict[str, RoundRule] = {}
    for name, word in table.items():
        if name not in judged_rows():
            raise ValueError(f"没有“{name}”这个指标")
        try:
            rule = _rule(word)
        except ValueError as error:
            raise ValueError(f"{name}：{error}") from None
        if rule is not None:
            found[name] = rule
    return found


def _rule(word: Any) -> RoundRule | None:
    if word in _LATEST:
        return None
    if word in _WORST:
        return RoundRule(1)
    match = _SOME.fullmatch(word) if isinstance(word, str) else None
    if match is None:
        raise ValueError(f"“{word}”{_FORMS}")
    of, fails = int(match[1]), int(match[2])
    if not 1 <= fails <= of:
        raise ValueError(f"“{word}”里，后一个次数应在 1 到 {of} 之间")
    return RoundRule(fails, of)


def united(outcomes: Sequence[tuple[dt.date, Outcome]], rule: RoundRule) -> Outcome:
    """One outcome of those of several rounds, which come newest first.

    A round that did not see what the row asks about tells nothing: it is left out, and where too
    few are left the row is unknown.
    """
    newest = outcomes[0][1]
    if newest.result is Result.NOT_APPLICABLE or newest.by_office:
        return newest
    seen = [one for one in outcomes if one[1].result is not Result.UNKNOWN]
    if not seen:
        return newest
    seen = seen[: rule.of]
    failed = [one for one in seen if one[1].result is Result.FAIL]
    manual = [one for one in seen if one[1].result is Result.MANUAL]
    told = f"{len(seen)}次中{len(failed)}次不符合"
    if len(failed) >= rule.fails:
        days = "、".join(day.isoformat() for day, _ in reversed(failed))
        ranked = sorted((one for _, one in failed), key=lambda one: one.points, reverse=True)
        return _noted(ranked[rule.fails - 1], f"{told}（{days}）")
    if len(failed) + len(manual) >= rule.fails:
        return _noted(manual[0][1], f"{told}，{len(manual)}次待人工判定")
    missing = (rule.of or len(seen)) - len(seen)
    if len(failed) + len(manual) + missing >= rule.fails:
        note = f"{told}，应看{rule.of}次，还差{missing}次"
        return replace(
            newest, result=Result.UNKNOWN, points=newest.points * 0, evidence=Evidence(note=note)
        )
    passed = next(one for _, one in seen if one.result is Result.PASS)
    return _noted(passed, told)


def _noted(outcome: Outcome, note: str) -> Outcome:
    before = outcome.evidence.note
    whole = f"{note}；{before}" if before else note
    return replace(outcome, evidence=replace(outcome.evidence, note=whole))
