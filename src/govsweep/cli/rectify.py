"""`govsweep decide`: what the office says of findings."""

import datetime as dt
import getpass

import click

from govsweep import clock
from govsweep.cli.named import Worded
from govsweep.cli.options import Day, Remark, open_store
from govsweep.findings import Finding
from govsweep.lifecycle import DecisionKind, DecisionScope
from govsweep.rectification import chosen
from govsweep.rectification import decide as write_down
from govsweep.rectification.deciding import Words
from govsweep.remarks import signature
from govsweep.reports.inert import visible
from govsweep.reports.labels import check_name

_DONE = {
    DecisionKind.DISMISS: "已驳回",
    DecisionKind.CONFIRM: "已确认",
    DecisionKind.REOPEN: "已撤销裁定",
    DecisionKind.RELEASE: "已放行",
}
_REACH = {
    DecisionScope.SITE: "本网站上{rule}的问题，包括今后查出的",
    DecisionScope.CITY: "各网站上同一对象“{subject}”的问题，包括今后查出的",
    DecisionScope.RULE: "各网站上{rule}的问题，包括今后查出的",
}


_DECISIONS = {"dismiss": "驳回", "confirm": "确认", "reopen": "撤销 撤销裁定", "release": "放行"}
_SCOPES = {"finding": "本条", "site": "本网站", "city": "各网站", "rule": "同一规则"}


@click.command()
@click.argument("keys", nargs=-1, required=True, metavar="编号...")
@click.argument("verdict", type=Worded(_DECISIONS))
@click.option("--why", default="", type=Remark(), metavar="文字", help="理由，必填。")
@click.option(
    "--scope",
    type=Worded(_SCOPES),
    default=DecisionScope.FINDING.value,
    show_default=True,
    help="裁定管到哪里：finding 只这个问题；site 本网站同一规则；"
    "city 各网站同一对象；rule 各网站同一规则。",
)
@click.option("--until", type=Day(), help="驳回到这一天为止，过后重新列入；默认长期有效。")
@click.option("--by", type=Remark(signature), metavar="名称", help="由谁裁定；默认为当前系统用户。")
def decide(
    keys: tuple[str, ...],
    verdict: str,
    why: str,
    scope: str,
    until: dt.date | None,
    by: str | None,
) -> None:
    """对问题作出裁定，记下由谁、为什么。编号可以只写前几位，可以一次写几个。

    裁定写英文或中文都行：

    \b
    dismiss  驳回：误报，或可以容许；不再进入报告、评分和整改统计
    confirm  确认：把疑似的问题当作确认的
    reopen   撤销先前对这个问题的裁定
    release  放行暂扣待核的问题，连同因同一原因暂扣的
    """
    store = open_store()
    said = DecisionKind(verdict)
    found = chosen(store, keys)
    words = Words(by if by is not None else user(), why, DecisionScope(scope), until)
    done = write_down(store, found, said, words, clock.now())
    for one in found:
        told = f"{check_name(one.check)}：{visible(one.message)}"
        click.echo(f"{_DONE[said]} {one.short_id}  {one.site_name}  {told}")
        if words.scope is not DecisionScope.FINDING:
            click.echo(f"          管到{_reach(one, words.scope)}")
    click.echo(f"裁定 {len(found)} 个问题，状态有变化的共 {done.changed} 个", err=True)


def _reach(one: Finding, scope: DecisionScope) -> str:
    rule = f"规则 {one.rule} 查出" if one.rule else f"检查项“{check_name(one.check)}”查出"
    return _REACH[scope].format(rule=rule, subject=one.subject)


def user() -> str:
    """The name of the user of this machine; "" where it has none."""
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):  # no name for this user: one must be given
        return ""
