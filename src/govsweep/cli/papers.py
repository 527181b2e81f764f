"""`govsweep export` and `govsweep report`."""

import datetime as dt
from pathlib import Path

import click

from govsweep import conduct, exports
from govsweep.cli.options import Day, output_option
from govsweep.config import load
from govsweep.errors import InputError
from govsweep.findings import State
from govsweep.reports import REPORTS, write
from govsweep.reports.gather import gather


@click.command()
@click.argument("form", type=click.Choice(list(exports.FORMATS)), metavar="FORMAT")
@output_option
@click.option("--sweep", "number", type=int, help="只导出某次巡检见到的问题。")
@click.option("--since", metavar="CURSOR", help="只导出这个游标之后有变化的。")
@click.option("--state", "states", multiple=True, type=click.Choice(list(State)))
def export(
    form: str,
    output: Path | None,
    number: int | None,
    since: str | None,
    states: tuple[str, ...],
) -> None:
    """导出问题：jsonl、csv、xlsx、parquet。文本格式不给 -o 时写到标准输出。"""
    store = conduct.open_store(load())
    found = store.findings(sweep=number, state=states)
    if since is not None:
        found = exports.after(found, since)
    if output is not None:
        exported = exports.export(form, found, output)
        click.echo(f"已写出 {output}，{exported.written} 个问题", err=True)
    elif exports.FORMATS[form].text:
        exported = exports.export(form, found, click.get_binary_stream("stdout"))
    else:
        raise InputError(f"{form} 不是文本格式，请用 -o 指明写到哪个文件")
    if exported.cursor:
        click.echo(f"游标：{exported.cursor}（下次用 --since 接着导出）", err=True)


@click.command()
@click.argument("name", type=click.Choice(list(REPORTS)), metavar="NAME")
@output_option
@click.option("--as-of", type=Day(), help="按这一天结束时的情况出报告。")
def report(name: str, output: Path | None, as_of: dt.date | None) -> None:
    """出报告：census 季度汇总表（xlsx、csv、md），dashboard 总览网页（html）。"""
    path = output or Path(f"{name}{REPORTS[name].ending}")
    write(name, gather(conduct.open_store(load()), as_of), path)
    click.echo(f"已写出 {path}", err=True)
