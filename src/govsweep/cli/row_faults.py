"""Refused rows of a table, named one by one."""

import sys
from collections.abc import Iterable, Sequence, Sized
from pathlib import Path

import click

from govsweep.errors import InputError
from govsweep.table_rows import RowFault, refused_lines, require_rows


def say_faults(faults: Sequence[RowFault]) -> None:
    """Name every refused row on standard error."""
    for fault in faults:
        click.secho(str(fault), fg="red", err=True)


def say_unused(file: Path, unused: Iterable[str], chapter: str) -> None:
    """Name the columns of a table that were not read; `chapter` of the manual tells the others."""
    for header in unused:
        click.secho(f"{file} 的“{header}”一列没有用到；认得的表头见手册“{chapter}”", err=True)


def say_checked(
    file: Path, rows: Sized, faults: Sequence[RowFault], unused: Iterable[str], chapter: str
) -> None:
    """Tell what a table's check found, and end with an error where a row would be refused.

    `unused` are headings that nobody knows; `chapter` is that of the manual which tells the others.
    """
    require_rows(file, rows, faults)
    say_faults(faults)
    say_unused(file, unused, chapter)
    click.echo(f"{len(rows)} 行可用，{refused_lines(faults)} 行有误")
    if faults:
        sys.exit(InputError.exit_code)
