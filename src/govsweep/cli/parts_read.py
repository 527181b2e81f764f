"""What a sweep did not read, or a part of which only, as commands say it."""

from collections import Counter

import click

from govsweep import clock
from govsweep.clock import night_of
from govsweep.periods import columns_unread, part_of_sweep, period_now
from govsweep.store import Store, Sweep

_NAMED = 20  # columns that are named one by one


def say_part(store: Store, sweep: Sweep) -> None:
    """Print the columns that a sweep did not read, or a part of which only, if there are any."""
    _say_unread(store, sweep)
    columns = part_of_sweep(store, sweep)
    if not columns:
        return
    click.echo(f"只读到一部分的栏目：{len(columns)} 个")
    for site, name, how in columns[:_NAMED]:
        click.echo(f"  {site}  {name}（{how}）")
    if others := len(columns[_NAMED:]):
        click.echo(f"  另有 {others} 个，见 govsweep columns list")


def _say_unread(store: Store, sweep: Sweep) -> None:
    """Print at which of a sweep's sites columns could not be read, as the list of columns does."""
    period = period_now(store, night_of(clock.now()))
    unread = columns_unread(period, store.columns.all())
    sites = Counter(site for site, _ in unread if site in sweep.sites)
    if not sites:
        return
    click.echo(f"读不到的栏目：{sites.total()} 个，见 govsweep columns list")
    for site in sorted(sites)[:_NAMED]:
        click.echo(f"  {site}  {sites[site]} 个")
