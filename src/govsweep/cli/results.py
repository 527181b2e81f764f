"""`govsweep results`: what a person or a third party found."""

import sys
from pathlib import Path

import click

from govsweep import clock
from govsweep.accounts import Actor
from govsweep.cli.listing import show
from govsweep.cli.options import Remark, file_argument, open_store
from govsweep.cli.rectify import user
from govsweep.cli.row_faults import say_faults, say_unused
from govsweep.errors import InputError
from govsweep.outside_results import RESULT_HEADERS, ResultRow
from govsweep.reports.labels import STATES
from govsweep.results_import import import_results
from govsweep.table_rows import refused_lines, unknown_headers


@click.group()
def results() -> None:
    """别处的检查结果：上级、第三方或人工查出的问题，导入后与巡检查出的一样下发、复查、整改。"""


@results.command("import")
@file_argument
def import_(file: Path) -> None:
    """导入检查结果（CSV 或 XLSX）：网站标识码、网址、问题、来源；错行指明行号和字段。"""
    done = import_results(open_store(), file, Actor(name=user()))
    say_faults(done.faults)
    say_unused(file, unknown_headers(file, ResultRow, RESULT_HEADERS), "整改")
    refused = refused_lines(done.faults)
    again = f"复发 {done.relapsed} 个，" if done.relapsed else ""
    same = done.rows - done.new - done.relapsed
    click.echo(f"新列入 {done.new} 个问题，{again}已有 {same} 个，拒收 {refused} 行")
    if done.mended:
        click.secho(
            f"已有的里有 {done.mended} 个已经整改，检查日期没有写、或不晚于整改那天，没有重新列入",
            fg="yellow",
            err=True,
        )
    if done.faults:
        sys.exit(InputError.exit_code)


@results.command("list")
def list_() -> None:
    """列出导入的检查结果，各是什么情况，和本单位办结的。"""
    store = open_store()
    states = {
        (one.site, one.subject): STATES[one.state]
        for one in store.findings.all(check=["outside-result"])
    }
    rows = [
        (
            one.key[:8],
            one.result.source,
            one.result.day or "",
            one.result.site,
            one.result.problem,
            one.result.quote,
            one.result.url,
            states.get((one.result.site, one.result.subject), ""),
            f"{one.closed_by}：{one.closed_why}" if one.result.closed else "",
        )
        for one in store.results.all()
    ]
    if rows:
        show(("编号", "来源", "日期", "网站标识码", "问题", "原文", "网址", "情况", "办结"), rows)
    else:
        click.echo("没有导入过检查结果", err=True)


@results.command("close")
@click.argument("key", metavar="编号")
@click.option("--why", required=True, type=Remark(), metavar="文字", help="怎样复查的。")
def close(key: str, why: str) -> None:
    """办结一项检查结果，编号见 results list，可以只写前几位；随即记为已整改。"""
    done = open_store().results.close(key, Actor(name=user()), why, clock.now())
    click.echo(f"已办结 {done.key[:8]}：{done.result.problem}；已记为已整改")
