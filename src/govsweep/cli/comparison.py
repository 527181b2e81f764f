"""One quarter under two packs of rules, side by side."""

import json
from collections.abc import Sequence

import click

from govsweep.assess import Assessment, Outcome, differences
from govsweep.cli.listing import show
from govsweep.indicators import Indicators
from govsweep.reports.assessing import VERDICTS, number, result_name, score_in_words


def show_comparison(
    packs: Sequence[Indicators], whole: Sequence[Sequence[Assessment]], *, as_json: bool
) -> None:
    """Print two lists of the same sites, judged by two packs."""
    pairs = list(zip(*whole, strict=True))
    if as_json:
        rows = [_pair_json(before, after) for before, after in pairs]
        head = {"packs": [one.edition for one in packs]}
        click.echo(json.dumps(head | {"sites": rows}, ensure_ascii=False, indent=2))
        return
    first, second = (one.edition for one in packs)
    show(
        ("网站", "标识码", f"结论（{first}）", f"结论（{second}）", f"得分（{first}）",
         f"得分（{second}）", "不同的项"),
        (
            (
                before.site.name,
                before.site.identifier,
                VERDICTS[before.verdict],
                VERDICTS[after.verdict],
                score_in_words(before),
                score_in_words(after),
                len(differences(before, after)),
            )
            for before, after in pairs
        ),
        title="两种指标比较",
    )  # fmt: skip
    click.echo()
    show(
        ("网站", "编号", "指标", first, second),
        (
            (before.site.name, one.row, one.name, _told(one.before), _told(one.after))
            for before, after in pairs
            for one in differences(before, after)
        ),
        title="不同的项",
    )


def _told(outcome: Outcome | None) -> str:
    if outcome is None:
        return "没有这一项"
    points = f" {number(outcome.points)}分" if outcome.points else ""
    return result_name(outcome) + points


def _pair_json(before: Assessment, after: Assessment) -> dict[str, object]:
    return {
        "site": before.site.identifier,
        "site_name": before.site.name,
        "verdicts": [before.verdict.value, after.verdict.value],
        "scores": [
            None if one.score is None else float(number(one.score.total)) for one in (before, after)
        ],
        "rows": [
            {
                "indicator": one.row,
                "name": one.name,
                "results": [
                    None if side is None else side.result.value for side in (one.before, one.after)
                ],
                "points": [
                    None if side is None else float(number(side.points))
                    for side in (one.before, one.after)
                ],
            }
            for one in differences(before, after)
        ],
    }
