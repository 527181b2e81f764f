"""Standing orders: `orders`."""

import datetime as dt

import click

from govsweep import clock
from govsweep.accounts import Actor
from govsweep.cli.listing import show
from govsweep.cli.options import Day, Remark, open_store
from govsweep.cli.rectify import user
from govsweep.errors import InputError
from govsweep.rules.orders import StandingOrder


@click.group()
def orders() -> None:
    """专查：登记要在各网站专门查找的用语，例如离任的人、废止的文件、旧称；查看，停止。

    从下一次巡检起，各网站上出现它的页面列为问题（专查用语），没有写明 --certain 的一律标为疑似。
    """


@orders.command()
@click.argument("words", metavar="词语")
@click.option("--right", default="", metavar="文字", help="现在的写法。")
@click.option("--why", required=True, type=Remark(), metavar="文字", help="理由，写进问题的说明。")
@click.option("--from", "first", type=Day(), help="从这一天起；默认从下一次巡检起。")
@click.option("--to", "last", type=Day(), help="到这一天为止；默认一直查，直到停止。")
@click.option("--certain", is_flag=True, help="查到的作为确认的问题，不标疑似。")
def add(
    words: str,
    right: str,
    why: str,
    first: dt.date | None,
    last: dt.date | None,
    certain: bool,
) -> None:
    """登记专查用语 WORDS。先用 govsweep trial 试一试会查出多少。"""
    order = StandingOrder(
        words=words, right=right, reason=why, first=first, last=last, certain=certain,
        at=clock.now(),
    )  # fmt: skip
    given = open_store().orders.give(order, Actor(name=user()))
    click.echo(f"已登记第 {given.id} 号专查“{given.words}”，从下一次巡检起查")


@orders.command("list")
def list_() -> None:
    """列出全部专查，最近的在前。"""
    now = clock.now()
    rows = [
        (
            str(one.id),
            one.words,
            one.right or "—",
            one.span,
            one.state(now.date()),
            one.by,
            one.reason,
        )
        for one in open_store().orders.all()
    ]
    if rows:
        show(("编号", "用语", "现在的写法", "起止", "状态", "登记人", "理由"), rows)
    else:
        click.echo("没有登记过专查", err=True)


@orders.command()
@click.argument("number", type=click.IntRange(1, 2**31 - 1), metavar="编号")
@click.option("--why", required=True, type=Remark(), metavar="文字", help="理由。")
def end(number: int, why: str) -> None:
    """停止一项专查，写它的编号：下一次巡检起不再查，它查出的、网页没有改的记为规则撤回。"""
    if not why.strip():
        raise InputError("请写明理由")
    ended = open_store().orders.end(number, why.strip(), Actor(name=user()), clock.now())
    click.echo(f"已停止第 {ended.id} 号专查“{ended.words}”")
