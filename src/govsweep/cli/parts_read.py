"""What a sweep read a part of, as commands say it."""

import click

from govsweep.periods import part_of_sweep
from govsweep.store import Store, Sweep

_NAMED = 20  # columns that are named one by one


def say_part(store: Store, sweep: Sweep) -> None:
    """Print the columns of which a sweep read a part only, if there are any."""
    columns = part_of_sweep(store, sweep)
    if not columns:
        return
    click.echo(f"只读到一部分的栏目：{len(columns)} 个")
    for site, name, how in columns[:_NAMED]:
        click.echo(f"  {site}  {name}（{how}）")
    if others := len(columns[_NAMED:]):
        click.echo(f"  另有 {others} 个，见 govsweep columns list")
