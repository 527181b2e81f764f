"""`govsweep expect`, `alarm` and `metrics`: what watches over the sweeps."""

import datetime as dt
import sys
import time
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import click

from govsweep import clock, sweep_runner
from govsweep.cli.options import open_store, output_option, sweep_named
from govsweep.cli.parts_read import say_part
from govsweep.config import load
from govsweep.errors import GovsweepError, InputError
from govsweep.expectations import Unmet, late, night_here
from govsweep.periods import ledger_of
from govsweep.reports.figures import coverage_by_site
from govsweep.reports.unread import how_far
from govsweep.reports.writing import standard_output, write_bytes
from govsweep.store import Store, Sweep

_NAMED = 20  # sites that are named one by one


class TimeOfDay(click.ParamType[dt.time]):
    """A time of the day as 07:00."""

    name = "时刻"

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> dt.time:
        """The time, or a usage error."""
        if isinstance(value, dt.time):
            return value
        try:
            return dt.datetime.strptime(value, "%H:%M").time()
        except ValueError:
            self.fail(f"“{value}”不是时刻，应写作 07:00", param, ctx)


def _end_with(unmet: Iterable[Unmet], well: str) -> None:
    told = list(unmet)
    for one in told:
        click.secho(f"不合预期：{one}", fg="red", err=True)
    if told:
        sys.exit(GovsweepError.exit_code)
    click.echo(well)


def _not_read_through(store: Store, sweep: Sweep) -> list[tuple[str, str]]:
    """The sites that a sweep did not read to their end, each with why."""
    names = {one.identifier: one.name for one in store.sites.all() if one.status == "running"}
    read = coverage_by_site(ledger_of(store, sweep))
    return [
        (f"{key} {names[key]}", how_far(one))
        for key, one in read.items()
        if key in names and not one.whole
    ]


@click.command()
@click.argument("number", type=int, required=False, metavar="[巡检编号]")
def expect(number: int | None) -> None:
    """核对一次已收尾的巡检（默认最近一次）是否合乎预期；不合的说出来，退出码为 1。

    \b
    与每个网站自己以往的巡检比较：找到的页面、识别的栏目、有日期的信息少于平时一半的，点名；
    平时能打开的网站大半打不开的，多半是本机网络的问题；并用几张样页试读取器。
    没有读完的网站（读到页数上限、被拦截、到时收尾）、只读到一部分的栏目逐个列出，不改变退出码。
    sweep close 和 sweep 收尾时已自动核对一遍。
      govsweep expect
      govsweep expect 42
    """
    store = open_store()
    chosen = sweep_named(store, number)
    if chosen.closed_at is None:
        raise InputError(f"巡检 {chosen.id} 还没有收尾，收尾后才能核对")
    name = f"巡检 {chosen.id}（{chosen.night} 夜）"
    counted = bool(store.sweep_stats.of_sweep(chosen.id))
    well = f"{name}合乎预期" if counted else f"{name}由旧版本收尾，没有可比的数量；读取器自检无误"
    short = _not_read_through(store, chosen)
    for site, why in short[:_NAMED]:
        click.echo(f"{site}：{why}", err=True)
    say_part(store, chosen)
    if short:
        well = f"{name}有 {len(short)} 个网站没有读完，其余{well.removeprefix(name)}"
    _end_with(sweep_runner.unmet_of(store, chosen.id), well)


@click.command()
@click.option("--by", type=TimeOfDay(), help="当夜的巡检应在这个时刻前收尾，如 07:00。")
@click.option("--started-by", type=TimeOfDay(), help="应在这个时刻前开始，如 23:00。")
def alarm(by: dt.time | None, started_by: dt.time | None) -> None:
    """报警：当夜的巡检到时没有开始或没有收尾，就说出来，退出码为 1。

    \b
    由 cron 在巡检之外的机器上运行最好，退出码不是 0 时发邮件：
      0 7 * * *  govsweep alarm --by 07:00 || mail -s 巡检未完成 admin@example.gov.cn
    systemd 用 OnFailure=，见 deploy/systemd。一夜从正午到次日正午；不到时刻不报。
    """
    if by is None and started_by is None:
        raise click.UsageError("请给出 --by 或 --started-by，如 govsweep alarm --by 07:00")
    now = clock.now()
    night = night_here(now)
    told = late(night, open_store().sweeps.all(), now, started_by=started_by, closed_by=by)
    _end_with(told, f"{night} 夜的巡检如期")


@click.command()
@output_option
def metrics(output: Path | None) -> None:
    """写出 Prometheus 格式的指标：页面、用时、失败、队列、问题等；不给 -o 时写到标准输出。

    \b
    写成文件由 node_exporter 的 textfile 收集（先写临时文件再改名，不会读到一半）：
      * * * * *  govsweep metrics -o /var/lib/node_exporter/textfile/govsweep.prom
    """
    # Loaded only here: it brings Scrapy along.
    from govsweep.metrics import text  # noqa: PLC0415

    settings = load()
    body = text(settings, open_store(settings), time.time())
    if output is None:
        standard_output().write(body)
    else:
        write_bytes(output, body)
