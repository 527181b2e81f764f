"""Refused rows of a registry, named one by one."""

from collections.abc import Sequence

import click

from govsweep.registry import RowFault


def say_faults(faults: Sequence[RowFault]) -> None:
    """Name every refused row on standard error."""
    for fault in faults:
        click.secho(str(fault), fg="red", err=True)
