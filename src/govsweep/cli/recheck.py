"""`govsweep recheck`: look again at some findings on their sites."""

import datetime as dt
from collections import Counter

import click

from govsweep.cli.options import looked_option, open_store, rules_told
from govsweep.config import load
from govsweep.recheck import Looked, RecheckResult
from govsweep.recheck import recheck as look_again
from govsweep.rectification import chosen
from govsweep.reports.inert import visible
from govsweep.reports.labels import check_name

_OUTCOMES = {
    RecheckResult.FIXED: ("已整改", "green"),
    RecheckResult.STANDING: ("仍存在", "red"),
    RecheckResult.UNSEEN: ("未能判断", "yellow"),
    RecheckResult.NOT_ASKED: ("没有复查", "yellow"),
}


@click.command()
@click.argument("keys", nargs=-1, metavar="[编号]...")
@click.option("--asked", is_flag=True, help="各单位在网页上申请复查、还没有看过的问题。")
@looked_option
def recheck(keys: tuple[str, ...], asked: bool, as_of: dt.date | None) -> None:
    """到网站上再看一遍这些问题，不必等下次巡检；看过且没有了的，记为已整改。

    ID 可以只写前几位。按各网站的访问频率逐个访问有关的页面和链接，失败的隔 10 秒再试；
    有关的网站正在巡检时不复查。涉及全站的问题，没有重看的页面按上次巡检所见。
    """
    if not keys and not asked:
        raise click.UsageError("请给出问题的编号，或用 --asked")
    settings = load()
    store = open_store(settings)
    if asked:
        keys = (*keys, *store.notices.asked_again())
        if not keys:
            click.echo("没有单位申请复查、还没有看过的问题")
            return
    findings = chosen(store, keys)
    looked = look_again(store, settings, rules_told(settings), findings, as_of=as_of)
    for one in looked:
        click.echo(_line(one))
    counts = Counter(one.outcome for one in looked)
    passed_over = counts.pop(RecheckResult.NOT_ASKED, 0)
    told = [one for one in RecheckResult if one is not RecheckResult.NOT_ASKED]
    summary = "，".join(f"{_OUTCOMES[outcome][0]} {counts[outcome]}" for outcome in told)
    rest = f"；没有复查 {passed_over} 个" if passed_over else ""
    click.echo(f"复查 {len(looked) - passed_over} 个问题：{summary}{rest}")


def _line(one: Looked) -> str:
    word, colour = _OUTCOMES[one.outcome]
    why = f"（{one.why}）" if one.why else ""
    finding = one.finding
    return (
        f"{finding.short_id}  {finding.site_name}  {click.style(word, fg=colour)}{why}  "
        f"{check_name(finding.check)}：{visible(finding.message)}"
    )
