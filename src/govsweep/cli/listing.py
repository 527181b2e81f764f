"""Listings: a table on a terminal, tab-separated lines for other programs."""

import sys
from collections.abc import Iterable, Sequence

import click

from govsweep.reports.inert import one_line, visible


def show(
    headers: Sequence[str], rows: Iterable[Sequence[object]], title: str = "", none: str = ""
) -> None:
    """Print rows under their headers to standard output; nothing is cut when it is piped.

    Where there is no row, `none` says why on standard error: a bare header looks like a clean bill.

    What cells quote from pages may hold signs that terminals obey: these are left out.
    """
    rows = list(rows)
    if none and not rows:
        click.echo(none, err=True)
    if not sys.stdout.isatty():
        for row in (headers, *rows):
            click.echo("\t".join(one_line(str(cell)) for cell in row))
        return
    # Loaded only here: what is piped needs none of it.
    from rich.console import Console  # noqa: PLC0415
    from rich.table import Table  # noqa: PLC0415

    table = Table(title=title or None)
    for number, header in enumerate(headers):
        table.add_column(header, overflow="fold", no_wrap=number == 0)
    for row in rows:
        table.add_row(*(visible(str(cell)) for cell in row))
    Console().print(table, markup=False)
