"""The cards: what each tier reaches on named sets, as measured by `scripts/cards.py`."""

import json
from collections.abc import Iterator
from functools import cache
from typing import Any

from govsweep.facts import Mark
from govsweep.rules import Tier, packs, shipped_rules

# In the order in which they are printed; the first three sum up the others. What a tier only
# suspects is measured again by itself, under its name with a question mark.
TIERS = {
    "confirmed": "确定（合计）",
    "suspected": "疑似（合计）",
    "all": "全部",
    "written": "人工编写的规则",
    "protected": "受保护的写法一字之差",
    "lexicon": "词典：三字以上词语的同音、形近误写",
    "phrase": "短语：公文常用搭配一字之差",
    "collocation": "搭配：常用词语、两词搭配中一字误写",
    "homophone": "同音、近音词误选",
    "speller": "统计推断",
    "doubled": "多写一字",
    "repeated": "词语重复",
    "swapped": "两字颠倒",
    "missing": "漏写一字",
}
_DERIVED = {tier.value: tier.short for tier in Tier}
_PRINTED = ("typo", "serious-expression")


def tier_of(mark: Mark) -> str:
    """The tier that made a mark."""
    if mark.rule.startswith("protected-"):
        return "protected"
    return _DERIVED.get(mark.rule, "written")


def text(code: str) -> str:
    """The card of a check, in Chinese; nothing for checks that have none."""
    path = packs() / "cards.json"
    if code not in _PRINTED or not path.exists():
        return ""
    return "\n".join(_lines(_card()))


@cache
def _card() -> dict[str, Any]:
    card: dict[str, Any] = json.loads((packs() / "cards.json").read_text("utf-8"))
    return card


def _lines(card: dict[str, Any]) -> Iterator[str]:
    yield f"## 实测（规则版本 {card['rules']}）"
    for one in card["sets"]:
        yield ""
        yield f"{one['name']}：{one['characters']:,} 字，错字 {one['errors']} 处"
        for tier, name in TIERS.items():
            figures = one["tiers"][tier]
            if figures["flags"]:
                yield f"- {name}：{_figures(figures, one['errors'])}"
            doubtful = one["tiers"].get(f"{tier}?")
            if doubtful and doubtful["flags"]:
                yield f"  - 其中疑似：{_figures(doubtful, one['errors'])}"
        if not one["tiers"]["all"]["flags"]:
            yield "- 没有报出"
    yield ""
    yield from _real_lines(card["real"])
    yield ""
    for tier, done in (("doubled", "多写"), ("missing", "漏写")):
        made = card[tier]
        yield (
            f"{done}一字（在 {made['sentences']:,} 个正确句子里各{done}一字，"
            f"随机种子 {made['seed']}）：查出 {made['recall']:.1%}，"
            f"误报每万字 {made['false_per_10k']}"
        )
    written = card["written"]
    yield f"人工编写的规则共 {len(shipped_rules())} 条，其中 {len(written)} 条在实测文字中命中。"
    yield "数据文件（SHA-256）："
    for source in card["inputs"]:
        yield f"- {source['name']} {source['sha256'][:16]}…"


def _real_lines(real: dict[str, Any]) -> Iterator[str]:
    """What was raised on real pages, and how much of it was right by a reader's eyes."""
    yield f"真实网页 {real['pages']} 个，{real['characters']:,} 字，报出的逐条看过："
    for tier, name in TIERS.items():
        figures = real["tiers"][tier]
        if figures["flags"]:
            low, high = figures["interval"]
            yield (
                f"- {name}：对 {figures['true']} 处，错 {figures['flags'] - figures['true']} 处"
                f"（准确率 95% 区间 {low:.1%}～{high:.1%}），误报每万字 {figures['false_per_10k']}"
            )


def _figures(figures: dict[str, Any], errors: int) -> str:
    false = f"误报 {figures['flags'] - figures['true']} 处，每万字 {figures['false_per_10k']}"
    if not errors:
        return false
    low, high = figures["interval"]
    precision = figures["true"] / figures["flags"]
    return (
        f"报 {figures['flags']} 处，准确率 {precision:.1%}（95% 区间 {low:.1%}～{high:.1%}），"
        f"查出 {figures['recall']:.1%}，{false}"
    )
