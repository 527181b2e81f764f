"""`govsweep probe`: availability, for a timer of its own."""

import asyncio
import time

import click

from govsweep import clock, sweep_runner
from govsweep.cli.options import Duration, open_store
from govsweep.config import load
from govsweep.errors import InputError
from govsweep.failures import failure_in_words
from govsweep.maintenance import seconds_left
from govsweep.probing import probe_all


@click.command()
@click.option("--every", type=Duration(), metavar="30m", help="每隔这么久探测一轮，不停止。")
def probe(every: int | None) -> None:
    """探测一轮：把每个网站的首页打开一次并计时，供一周可用率计算。

    \b
    同一主机上的网站轮流打开，每次相隔 10 秒；巡检进行中也不会超过登记的每秒请求数。
    一周内每天至少 20 次才够判定，由 cron 每小时或更密地运行：
      */30 * * * *  cd /srv/govsweep && govsweep probe
    """
    settings = load()
    store = open_store(settings)
    while True:
        began = time.monotonic()
        sites = store.sites.all(statuses=sweep_runner.SWEPT)
        if not sites:
            raise InputError("还没有登记网站。请先运行 govsweep sites import 登记表.csv")
        now = clock.now()
        sites = [site for site in sites if not seconds_left(site.maintenance, now)]
        rows = asyncio.run(probe_all(sites, settings.user_agent))
        store.probes.save(rows)
        names = {site.identifier: site.name for site in sites}
        bad = [(names[identifier], one) for identifier, one in rows if one.failure is not None]
        click.echo(f"{clock.now():%F %T} 探测 {len(rows)} 个网站，{len(bad)} 个未能打开")
        for name, one in bad:
            click.echo(f"  {name}  {one.url}  {failure_in_words(one.failure, one.status)}")
        if every is None:
            return
        time.sleep(max(0.0, every - (time.monotonic() - began)))
