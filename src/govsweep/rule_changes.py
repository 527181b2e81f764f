"""Other rules than last time are told before they take effect; lists that are gone stop it all.

A list that was mislaid would take back all that it ever found. Somebody has to say that it is
meant to be gone.
"""

from collections.abc import Iterator, Mapping

from govsweep.errors import InputError
from govsweep.rules import Rules
from govsweep.store import Store

REPOSTS = "重要转载"
_REPEALS = "废止目录"


def loaded(rules: Rules) -> dict[str, int]:
    """How many rows of each of the office's lists the rules have."""
    own = {REPOSTS: len(rules.reposts), _REPEALS: len(rules.repeals)}
    return rules.counts | {name: rows for name, rows in own.items() if rows}


def changes(store: Store, rules: Rules, *, accepted: bool = False) -> list[str]:
    """How the rules differ from those of the newest sweep, in words; nothing where they do not.

    Raises `InputError` where a list of last time is gone or has no usable row any more, unless
    that is `accepted`.
    """
    newest = store.sweeps.get()
    if newest is None:
        return []
    before, now = store.sweeps.lists(newest.id), loaded(rules)
    gone = sorted(name for name, rows in before.items() if rows and not now.get(name))
    if gone and not accepted:
        named = "、".join(f"{name}（上次 {before[name]} 行）" for name in gone)
        raise InputError(
            f"本单位词表 {named} 这次没有读到，还没有作任何判定。请检查设置 lexicons"
            "（GOVSWEEP_LEXICONS 或 govsweep.toml）指的文件夹",
            "；确实不再使用的，加 --lists-gone 确认",
        )
    if newest.rules_version == rules.version:
        return []
    standing = store.sweeps.standing_by_other_rules(rules.version)
    lists = "；".join(_differences(before, now)) or "本单位词表行数未变"
    return [
        f"规则与上次不同（{newest.rules_version} → {rules.version}）：{lists}。"
        f"按以前的规则查出、尚未了结的问题有 {standing} 个，收尾时重判，"
        "网页没改而规则不再认定的记为规则撤回，不算已整改。"
        "要撤回的、要新提的各有多少，没有事先逐条计算；新词条会提出什么，可以先试（命令 trial）"
    ]


def _differences(before: Mapping[str, int], now: Mapping[str, int]) -> Iterator[str]:
    for name in sorted(before.keys() | now.keys()):
        was, rows = before.get(name, 0), now.get(name, 0)
        if was != rows:
            yield f"{name} {was} 行 → {rows} 行"
