"""Other rules than last time are told before they take effect; lists that are gone stop it all.

A list that was mislaid would take back all that it ever found. Somebody has to say that it is
meant to be gone.
"""

from collections.abc import Iterator, Mapping

from govsweep.errors import InputError
from govsweep.rules import ListDigests, Rules, row_digest
from govsweep.store import Store

REPOSTS = "重要转载"
_REPEALS = "废止目录"
# How the rules that rows of the office's lists make are called (`rules.lists`, `words.protected`).
_OWN, _NAMED = "office-", "protected-"


def loaded(rules: Rules) -> dict[str, int]:
    """How many rows of each of the office's lists the rules have."""
    own = {REPOSTS: len(rules.reposts), _REPEALS: len(rules.repeals)}
    return rules.counts | {name: rows for name, rows in own.items() if rows}


def said(rules: Rules) -> dict[str, ListDigests]:
    """What each row of these lists speaks of, and says of it."""
    reposts = {
        row_digest(one.title, f"{one.day}"): row_digest(one.url, f"{one.hour}", one.text)
        for one in rules.reposts
    }
    repeals = {
        row_digest(one.title, one.number): row_digest(f"{one.day}", one.source)
        for one in rules.repeals
    }
    own = {REPOSTS: reposts, _REPEALS: repeals}
    return rules.rows | {name: rows for name, rows in own.items() if rows}


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
    standing = _standing(store.sweeps.standing_by_other_rules(rules.version), rules)
    known = store.sweeps.list_rows(newest.id)
    lists = "；".join(_differences(before, now, known, said(rules))) or (
        "本单位词表没有变，变的是程序自带的规则或专查"
        if known or not before
        else "本单位词表行数未变，改的是行里的内容，或程序自带的规则"
    )
    return [
        f"规则与上次不同（{newest.rules_version} → {rules.version}）：{lists}。"
        f"{standing}，收尾时重判，"
        "网页没改而规则不再认定的记为规则撤回，不算已整改。"
        "要撤回的、要新提的各有多少，没有事先逐条计算；新词条会提出什么，可以先试（命令 trial）"
    ]


def _standing(standing: Mapping[str, int], rules: Rules) -> str:
    """What stands by the rules of before: of the office's own lists, and of all others."""
    here = {one.id for one in rules.word_rules} | {f"{_NAMED}{one.text}" for one in rules.protected}
    lost = {one for one in standing if one.startswith((_OWN, _NAMED)) and one not in here}
    own = sum(count for one, count in standing.items() if one.startswith(_OWN) or one in lost)
    gone = sum(standing[one] for one in lost)
    return (
        f"按以前的规则查出、尚未了结的问题里，本单位词表查出的有 {own} 个"
        f"（{gone} 个的词条这次没有了），其他规则查出的有 {sum(standing.values()) - own} 个"
    )


def _differences(
    before: Mapping[str, int],
    now: Mapping[str, int],
    known: Mapping[str, ListDigests],
    said: Mapping[str, ListDigests],
) -> Iterator[str]:
    """Which lists have other rows; `known` is what they said before, where somebody noted it."""
    for name in sorted(before.keys() | now.keys()):
        was, rows = before.get(name, 0), now.get(name, 0)
        told = _rows_in_words(known.get(name, {}), said.get(name, {})) if known or not was else ""
        if told or was != rows:
            yield f"{name} {was} 行 → {rows} 行" + (f"（{told}）" if told else "")


def _rows_in_words(known: ListDigests, said: ListDigests) -> str:
    counted = {
        "增": len(said.keys() - known.keys()),
        "减": len(known.keys() - said.keys()),
        "改": sum(known[key] != said[key] for key in known.keys() & said.keys()),
    }
    return "，".join(f"{what} {count} 行" for what, count in counted.items() if count)
