"""`govsweep duties`: what units owe, by the office's own lists."""

import sys
from collections.abc import Sequence
from pathlib import Path

import click

from govsweep import clock
from govsweep.accounts import Actor
from govsweep.cli.listing import show
from govsweep.cli.named import Named
from govsweep.cli.options import file_argument, open_store
from govsweep.cli.rectify import user
from govsweep.cli.row_faults import say_checked, say_faults, say_unused
from govsweep.duties import Duty, DutyList, heads_of, read_duties, strange_units
from govsweep.errors import InputError
from govsweep.reports.duties import shown
from govsweep.store import Store
from govsweep.table_rows import refused_lines, unknown_headers

_KIND = Named("类别", {word: one.value for one in DutyList for word in (one.value, one.word)})
_JUDGED_LATER = (
    "新的、改过的项在下次巡检时检查；要马上按最近一次巡检存下的网页判定，运行 govsweep rejudge"
)


@click.group()
def duties() -> None:
    """清单：公开目录、发布任务、采用情况、必挂入口；导入、校验、查看。

    \b
    目录 catalogue   单位、编码、名称、栏目网址、每年至少几条
    任务 quotas      单位、栏目、条数、周期（月、季、年）
    采用 adoptions   单位、月份、条数、采用单位
    必挂 entrances   名称、网址、范围（全部、门户）、起始日期
    """


@duties.command("import")
@click.argument("kind", type=_KIND, metavar="类别")
@file_argument
def import_(kind: str, file: Path) -> None:
    """导入一份清单（CSV 或 XLSX），类别是目录、任务、采用或必挂。

    错行指明行号和字段，其余照收。新的目录、任务、必挂清单代替原来的；有错行时，原来有而文件里没有的先不去掉。采用情况逐月累加。
    """
    store, wanted = open_store(make=True), DutyList(kind)
    rows, faults = read_duties(wanted, file, store.sites.all(), clock.now().date())
    say_faults(faults)
    _say_strange(store, wanted, file, rows)
    say_unused(file, unknown_headers(file, *heads_of(wanted)), "清单")
    refused = refused_lines(faults)
    if not rows:
        raise InputError(f"{file} 里没有可用的行，原来的{wanted.word}清单没有改动")
    done = store.duties.save(
        wanted,
        rows,
        Actor(name=user()),
        clock.now(),
        source=file.name,
        refused=bool(refused),
    )
    click.echo(f"已导入 {len(rows)} 项{wanted.word}，现有 {done.rows} 项，拒收 {refused} 行")
    if wanted is not DutyList.ADOPTIONS and any(one.closed_at for one in store.sweeps.all()):
        click.echo(_JUDGED_LATER, err=True)
    if done.dropped:
        click.echo(f"原有的 {done.dropped} 项不在这份清单里，已经去掉", err=True)
    if done.left:
        told = f"原有的 {done.left} 项不在这份清单里；因为有拒收的行，先没有去掉，改正后请再导入"
        click.secho(told, err=True)
    if faults:
        sys.exit(InputError.exit_code)


@duties.command("check")
@click.argument("kind", type=_KIND, metavar="类别")
@file_argument
def check(kind: str, file: Path) -> None:
    """只校验一份清单，不导入。"""
    wanted, store = DutyList(kind), open_store()
    rows, faults = read_duties(wanted, file, store.sites.all(), clock.now().date())
    _say_strange(store, wanted, file, rows)
    say_checked(file, rows, faults, unknown_headers(file, *heads_of(wanted)), "清单")


def _say_strange(store: Store, kind: DutyList, file: Path, rows: Sequence[Duty]) -> None:
    for told in strange_units(rows, store.sites.all(), store.duties.units(kind)):
        click.secho(f"{file}：{told}；写错了的，请改正后再导入", err=True)


@duties.command("list")
@click.argument("kind", type=_KIND, metavar="类别")
def list_(kind: str) -> None:
    """列出一份清单，和本季度看到的情况（每个网站最近一次完整读到的，与 report duties 一致）。"""
    wanted, store = DutyList(kind), open_store()
    table = shown(store, wanted, clock.now().date())
    if table.rows:
        show([one.head for one in table.columns], map(table.cells, table.rows))
    else:
        click.echo(f"还没有导入{wanted.word}清单", err=True)
