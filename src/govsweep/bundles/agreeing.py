"""How often reviewers agreed with what others sent: by draw, of bundles that are in force."""

from collections import Counter
from collections.abc import Mapping, Sequence

from govsweep.bundles.reviews import Review, Verdict
from govsweep.proportions import interval


def agreement_by_draw(said: Sequence[Review], current: Mapping[str, Sequence[int]]) -> list[str]:
    """The agreement of each draw, in lines; `current` are the bundles by which a sender tells.

    Draws are not added up: an item of two would count twice, and no interval holds of their sum.
    """
    standing = [one for one in said if _stands(one, current)]
    draws = list(dict.fromkeys(one.draw for one in standing))
    lines: list[str] = []
    if len(draws) > 1:
        lines.append(f"共 {len(draws)} 次抽样，分别计，不相加")
    for draw in draws or [""]:
        of_draw = [one for one in standing if one.draw == draw]
        if len(draws) > 1:
            named = f"种子“{draw}”" if draw else "没有注明种子"
            lines.append(f"{named}的抽样，复核 {len(of_draw)} 项：")
        lines += agreement(of_draw)
    gone = Counter(one.sender for one in said if not _stands(one, current))
    if gone:
        told = "、".join(f"{sender} {count} 项" for sender, count in gone.items())
        lines.append(f"所属数据包已撤出或已被替换，不计在内：{told}")
    return lines


def _stands(one: Review, current: Mapping[str, Sequence[int]]) -> bool:
    return bool(one.bundles) and set(one.bundles) <= {*current.get(one.sender, ())}


def agreement(said: Sequence[Review]) -> list[str]:
    """How often reviewers agreed, in lines: of findings, of clean sites, of both; by sender."""
    findings = [one for one in said if one.is_of_finding]
    clean = [one for one in said if not one.is_of_finding]
    lines = [
        _share("问题属实", findings, Verdict.FALSE_ALARM),
        _share("未发现问题的网站确无问题", clean, Verdict.MISSED),
        _share("合计一致", said, None),
    ]
    names = dict.fromkeys(one.sender for one in said)
    if len(names) > 1:
        lines += [
            _share(f"{name}一致", [one for one in said if one.sender == name], None)
            for name in names
        ]
    return lines


def _share(told: str, said: Sequence[Review], against: Verdict | None) -> str:
    agreed = sum(one.verdict is Verdict.TRUE for one in said)
    sure = interval(agreed, len(said))
    if sure is None:
        return f"{told}：没有复核"
    wrong = f"，{against.word} {len(said) - agreed} 项" if against else ""
    return (
        f"{told}：{agreed}/{len(said)}，{agreed / len(said):.1%}"
        f"（95% 区间 {sure[0]:.1%}～{sure[1]:.1%}）{wrong}"
    )
