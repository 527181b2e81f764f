"""What a sweep read a part of, as commands say it."""

import click

from govsweep.periods import part_of_sweep, unread_of_sweep
from govsweep.store import Store, Sweep

_NAMED = 20  # columns that are named one by one


def say_part(store: Store, sweep: Sweep) -> None:
    """Print the columns that a sweep did not read, or a part of which only, if there are any."""
    unread = unread_of_sweep(store, sweep)
    if unread:
        click.echo(
            f"读不到的栏目：{sum(count for _, count in unread)} 个，见 govsweep columns list"
        )
    for site, count in unread[:_NAMED]:
        click.echo(f"  {site}  {count} 个")
    columns = part_of_sweep(store, sweep)
    if not columns:
        return
    click.echo(f"只读到一部分的栏目：{len(columns)} 个")
    for site, name, how in columns[:_NAMED]:
        click.echo(f"  {site}  {name}（{how}）")
    if others := len(columns[_NAMED:]):
        click.echo(f"  另有 {others} 个，见 govsweep columns list")
