"""`govsweep notices`: what became of the notices that were issued, and what is done about them."""

import datetime as dt
from pathlib import Path

import click

from govsweep import clock
from govsweep.accounts import Actor
from govsweep.cli.listing import show
from govsweep.cli.options import Day, Remark, open_store
from govsweep.cli.rectify import user
from govsweep.errors import InputError
from govsweep.rectification import close as close_notice
from govsweep.rectification import extend as extend_notice
from govsweep.rectification import remind as remind_unit
from govsweep.reports.gather import gather
from govsweep.reports.notice_list import table
from govsweep.store import Store

_GONE = "文件缺失"
_number = click.argument("number", metavar="文号")
_why = click.option("--why", required=True, type=Remark(), metavar="文字", help="理由。")


@click.group()
def notices() -> None:
    """通知书：查看签发过的，催办、延期、结案；签发用 govsweep report notice --issue。"""


@notices.command("list")
def list_() -> None:
    """列出签发过的通知书，与 report notices（台账）相同，另有写出的文件。

    本机上找不到的写“文件缺失”，用 report notice --number 重新打印；在网页上签发的没有文件。
    """
    store = open_store()
    made, files = table(gather(store)), store.notices.files()
    told = [_file_told(files.get(one.notice.id, "")) for one in made.rows]
    show(
        [*(column.head for column in made.columns), "文件"],
        ([*made.cells(row), file] for row, file in zip(made.rows, told, strict=True)),
    )
    gone = [one.notice.number for one, file in zip(made.rows, told, strict=True) if file == _GONE]
    if gone:
        click.secho(
            f"{len(gone)} 份的文件在本机上找不到：{'、'.join(gone)}。"
            f"重新打印：govsweep report notice --number {gone[0]}",
            fg="yellow",
            err=True,
        )


def _file_told(path: str) -> str:
    return _GONE if path and not Path(path).exists() else path


@notices.command()
@_number
@click.option("--why", default="", type=Remark(), metavar="文字", help="说明。")
def remind(number: str, why: str) -> None:
    """催办这个文号的通知书，并记下来。"""
    store = open_store()
    remind_unit(store, _find(store, number), _actor(), clock.now(), reason=why)
    click.echo(f"已催办 {number}")


@notices.command()
@_number
@click.option("--until", "due", required=True, type=Day(), help="新的期限。")
@_why
def extend(number: str, due: dt.date, why: str) -> None:
    """把这个文号的通知书延期。"""
    store = open_store()
    at = clock.now()
    extend_notice(store, _find(store, number), _actor(), at, due=due, reason=why)
    click.echo(f"已延期 {number}，至 {due}")


@notices.command()
@_number
@_why
def close(number: str, why: str) -> None:
    """把这个文号的通知书结案：不再催办，还没有整改的问题仍旧是原来的状态。"""
    store = open_store()
    close_notice(store, _find(store, number), _actor(), clock.now(), reason=why)
    click.echo(f"已结案 {number}")


def _find(store: Store, number: str) -> int:
    for one in store.notices.all():
        if one.number == number:
            return one.id
    raise InputError(f"没有签发过文号为“{number}”的通知书，用 govsweep notices list 查看")


def _actor() -> Actor:
    return Actor(name=user())
