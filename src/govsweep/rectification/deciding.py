"""Deciding on findings: dismiss, confirm, reopen, release."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from govsweep.accounts import Actor
from govsweep.checking import checks
from govsweep.errors import InputError
from govsweep.findings import Finding
from govsweep.lifecycle import Decision, DecisionKind, DecisionScope
from govsweep.store import Decided, Store

_FEWEST = 4  # characters of an id that may stand for it


class Words(NamedTuple):
    """What the office says beside its verdict."""

    author: str
    reason: str
    scope: DecisionScope = DecisionScope.FINDING
    until: dt.date | None = None


def find(store: Store, key: str) -> Finding:
    """The finding of an id, or of the beginning of one; `InputError` where that is not one."""
    key = key.strip().lower()
    if len(key) < _FEWEST:
        raise InputError(f"问题编号“{key}”太短，至少写出前 {_FEWEST} 位")
    found = store.findings.all(key=key)
    if not found:
        raise InputError(f"没有编号以“{key}”开头的问题", "，用 govsweep findings 查看")
    if len(found) > 1:
        some = "、".join(one.id[:12] for one in found[:5])
        raise InputError(f"编号“{key}”对应 {len(found)} 个问题（{some}…），请多写几位")
    return found[0]


def chosen(store: Store, keys: Iterable[str]) -> list[Finding]:
    """The findings of these ids, each once."""
    return list({one.id: one for one in (find(store, key) for key in keys)}.values())


def decide(
    store: Store,
    findings: Sequence[Finding],
    verdict: DecisionKind,
    words: Words,
    at: dt.datetime,
    *,
    by: Actor | None = None,
    seen: Mapping[str, str] | None = None,
) -> Decided:
    """Write down what the office says of findings; tells how many findings changed by it.

    `by` is whoever acts where that is known better than by the author's name; what stands
    otherwise than it was `seen` is passed over: see `store.decision_rows.decide`.

    `at` carries the office's own zone. Raises `InputError` for words that do not fit the verdict.
    """
    made = decisions(findings, verdict, words, at)
    keys = [one.id for one in findings]
    return store.decisions.write(
        made,
        judged_day(store, at),
        revoking=keys if verdict is DecisionKind.REOPEN else (),
        releasing=keys if verdict is DecisionKind.RELEASE else (),
        by=by,
        seen=seen,
    )


def decisions(
    findings: Sequence[Finding], verdict: DecisionKind, words: Words, at: dt.datetime
) -> list[Decision]:
    """What is to be written down; raises `InputError` for words that do not fit the verdict."""
    _examine(findings, verdict, words, at.date())
    return [_decision(one, verdict, words, at) for one in findings]


def judged_day(store: Store, at: dt.datetime) -> dt.date:
    """The day as of which findings follow what is decided: that of the newest sweep."""
    newest = store.sweeps.get()
    return newest.as_of if newest is not None else at.date()


def undo(store: Store, act: int, by: Actor, at: dt.datetime) -> Decided:
    """Take back what an act decided, by its number in the audit."""
    return store.decisions.undo(act, judged_day(store, at), by, at)


def catch_up(store: Store, at: dt.datetime) -> list[str]:
    """Let findings follow what was decided: new ones that it reaches, and where it ran out.

    The day that the newest sweep counts to says what ran out, whichever sweep is being judged.
    """
    newest = store.sweeps.get()
    return store.decisions.follow(newest.as_of, at) if newest is not None else []


def _decision(finding: Finding, verdict: DecisionKind, words: Words, at: dt.datetime) -> Decision:
    return Decision(
        finding=finding.id,
        verdict=verdict,
        scope=words.scope,
        site=finding.site,
        check=finding.check,
        subject=finding.subject,
        rule=finding.rule,
        author=words.author,
        reason=words.reason,
        at=at,
        until=words.until,
    )


def _examine(
    findings: Sequence[Finding], verdict: DecisionKind, words: Words, today: dt.date
) -> None:
    if not words.reason.strip():
        raise InputError("请用 --why 写明理由")
    if not words.author.strip():
        raise InputError("请用 --by 写明由谁裁定")
    if words.until is not None and verdict is not DecisionKind.DISMISS:
        raise InputError("--until 只能用于 dismiss：到期后，被驳回的问题重新列入")
    if words.until is not None and words.until < today:
        raise InputError(f"--until {words.until} 已经过去")
    if verdict is DecisionKind.RELEASE and words.scope is not DecisionScope.FINDING:
        raise InputError("release 放行同一检查、同一规则因同一原因暂扣的全部问题，不用 --scope")
    for one in findings:
        _examine_one(one, verdict, words.scope)


def _examine_one(finding: Finding, verdict: DecisionKind, scope: DecisionScope) -> None:
    short = finding.short_id
    if verdict is DecisionKind.RELEASE and finding.held is None:
        raise InputError(f"问题 {short} 没有暂扣，无须放行")
    if scope is DecisionScope.RULE and not finding.rule:
        raise InputError(
            f"问题 {short} 不是由词语规则查出的，不能按规则裁定", "；可用 --scope city"
        )
    if scope is DecisionScope.SITE and _is_of_unknown_rule(finding):
        raise InputError(f"问题 {short} 没有记下由哪条规则查出，再巡检一次后才能按本站规则裁定")


def _is_of_unknown_rule(finding: Finding) -> bool:
    """Whether version 0.1, which did not keep the rules, found what a word rule made."""
    check = checks().get(finding.check)
    return check is not None and check.by_rules and not finding.rule
