"""How a running sweep shows itself: a bar on a terminal, a line a minute elsewhere."""

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import click
from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn, TimeRemainingColumn

from govsweep.store import Store, Sweep

_LINE_EVERY = 60.0  # seconds
_WAITING = ("queued", "link-queued")
_READ = ("fetched", "unchanged", "failed", "blocked")


@contextmanager
def watching(store: Store, sweep: Sweep) -> Iterator[Callable[[dict[str, int]], None]]:
    """A function to call with the counts of pages and links as they come in."""
    if sys.stderr.isatty():
        with _bar(len(sweep.sites)) as watch:
            yield watch
    else:
        yield _lines(len(sweep.sites))


@contextmanager
def _bar(sites: int) -> Iterator[Callable[[dict[str, int]], None]]:
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        TextColumn("{task.completed:.0f}/{task.total:.0f}"),
        TextColumn("{task.fields[pace]}"),
        TimeElapsedColumn(),
        TextColumn("剩余"),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task(f"{sites} 个网站", total=None, pace="")
        began = time.monotonic()

        def watch(counts: dict[str, int]) -> None:
            done = _done(counts)
            pages = sum(counts.get(state, 0) for state in _READ)
            pace = pages / max(time.monotonic() - began, 0.1)
            progress.update(
                task,
                completed=done,
                total=done + sum(counts.get(state, 0) for state in _WAITING),
                pace=f"{pages} 页，每秒 {pace:.1f} 页",
            )

        yield watch


def _lines(sites: int) -> Callable[[dict[str, int]], None]:
    began = last = time.monotonic()

    def watch(counts: dict[str, int]) -> None:
        nonlocal last
        now = time.monotonic()
        if now - last < _LINE_EVERY:
            return
        last = now
        pages = sum(counts.get(state, 0) for state in _READ)
        waiting = sum(counts.get(state, 0) for state in _WAITING)
        click.echo(
            f"{sites} 个网站：已读 {pages} 页，每秒 {pages / (now - began):.1f} 页，"
            f"待访问 {waiting} 个地址",
            err=True,
        )

    return watch


def _done(counts: dict[str, int]) -> int:
    return sum(count for state, count in counts.items() if state not in _WAITING)
