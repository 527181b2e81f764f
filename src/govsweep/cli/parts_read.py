"""What a sweep did not read, or a part of which only, as commands say it."""

from collections import Counter

import click

from govsweep import clock
from govsweep.clock import night_of
from govsweep.periods import columns_unread, part_of_sweep, period_now
from govsweep.store import Store, Sweep

_NAMED = 20  # columns that are named one by one


def say_part(store: Store, sweep: Sweep) -> None:
    """Print what a sweep did not read, sites and columns, or a part of which only, if any."""
    _say_sites(store, sweep)
    _say_unread(store, sweep)
    columns = part_of_sweep(store, sweep)
    if not columns:
        return
    click.echo(f"只读到一部分的栏目：{len(columns)} 个")
    for site, name, how in columns[:_NAMED]:
        click.echo(f"  {site}  {name}（{how}）")
    if others := len(columns[_NAMED:]):
        click.echo(f"  另有 {others} 个，见 govsweep columns list")


def _say_sites(store: Store, sweep: Sweep) -> None:
    """Print the sites of which only what stands beside their menus was read."""
    homes = store.sweeps.homes(sweep.id)
    pages = {one.site: one.pages for one in homes if one.pages and one.pages.menu_hidden}
    if not pages:
        return
    click.echo(f"只读到一部分的网站：{len(pages)} 个（首页的菜单由脚本写出，栏目没有读到）")
    for site in sorted(pages)[:_NAMED]:
        click.echo(f"  {site}  只读到 {1 + pages[site].inner} 个网页")


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
