"""`govsweep appeals`: what units say of findings, and what the office says of that."""

import click

from govsweep import clock
from govsweep.accounts import Actor
from govsweep.cli.listing import show
from govsweep.cli.named import Worded
from govsweep.cli.options import Remark, open_store
from govsweep.cli.rectify import user
from govsweep.errors import InputError
from govsweep.rectification import appeal, find, review
from govsweep.remarks import signature


@click.group()
def appeals() -> None:
    """申诉：责任单位认为不是问题的，提出理由；复核后成立或不成立。"""


@appeals.command("add")
@click.argument("key", metavar="编号")
@click.option("--why", required=True, type=Remark(), metavar="文字", help="单位申诉的理由。")
@click.option("--by", type=Remark(signature), metavar="名称", help="由谁申诉；默认为当前系统用户。")
def add(key: str, why: str, by: str | None) -> None:
    """登记一个单位对问题的申诉；编号可以只写前几位。单位联络员也可以在网页上自己提出。"""
    store = open_store()
    said = appeal(store, find(store, key), why.strip(), Actor(name=by or user()), clock.now())
    click.echo(f"已登记第 {said.id} 号申诉，待复核；复核以前问题不变")


@appeals.command("list")
@click.option("--all", "every", is_flag=True, help="也列出复核过的。")
def list_(every: bool) -> None:
    """列出待复核的申诉，最近的在前。"""
    store = open_store()
    found = [one for one in store.appeals.all() if every or one.accepted is None]
    known = {one.id: one for one in store.findings.all(keys=[one.finding for one in found])}
    rows = [
        (
            one.id,
            one.finding[:8],
            known[one.finding].site_name if one.finding in known else one.site,
            known[one.finding].message if one.finding in known else "",
            one.author,
            one.words,
            one.state,
            one.reason,
        )
        for one in found
    ]
    if rows:
        show(("编号", "问题", "网站", "情况", "申诉人", "理由", "状态", "复核理由"), rows)
    else:
        click.echo("没有申诉" if every else "没有待复核的申诉", err=True)


@appeals.command("decide")
@click.argument("number", type=click.IntRange(1, 2**31 - 1), metavar="编号")
@click.argument("verdict", type=Worded({"accept": "成立", "reject": "不成立"}))
@click.option("--why", required=True, type=Remark(), metavar="文字", help="复核的理由。")
@click.option("--by", type=Remark(signature), metavar="名称", help="由谁复核；默认为当前系统用户。")
def decide(number: int, verdict: str, why: str, by: str | None) -> None:
    """复核一个申诉，写它的编号：accept 成立，问题随之驳回；reject 不成立，问题不变。"""
    if not why.strip():
        raise InputError("请写明复核的理由")
    actor = Actor(name=by or user())
    done = review(
        open_store(), number, why.strip(), actor, clock.now(), accepted=verdict == "accept"
    )
    click.echo(f"第 {done.id} 号{done.state}")
