"""How a running sweep shows itself: a bar on a terminal, a line a minute elsewhere."""

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

import click

from govsweep import store
from govsweep.store import Sweep
from govsweep.sweep_runner import Watch

_BAR_EVERY, _LINE_EVERY = 2.0, 60.0  # seconds


@contextmanager
def watching(sweep: Sweep) -> Iterator[Watch]:
    """Whom to tell the progress as it comes in."""
    if sys.stderr.isatty():
        with _bar(len(sweep.sites)) as watch:
            yield watch
    else:
        yield _lines(len(sweep.sites))


@contextmanager
def _bar(sites: int) -> Iterator[Watch]:
    # Loaded only here: by night no terminal looks on.
    from rich.console import Console  # noqa: PLC0415
    from rich.progress import (  # noqa: PLC0415
        BarColumn,
        Progress,
        TextColumn,
        TimeElapsedColumn,
        TimeRemainingColumn,
    )

    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        TextColumn("{task.completed:.0f}/{task.total:.0f}"),
        TextColumn("{task.fields[figures]}"),
        TimeElapsedColumn(),
        TextColumn("还需"),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(f"网站 0/{sites}", total=1, figures="")
        began = time.monotonic()

        def show(progress: store.Progress) -> None:
            pace = progress.read / max(time.monotonic() - began, 0.1)
            bar.update(
                task,
                description=f"网站 {sites - progress.sites_waiting}/{sites}",
                completed=progress.done,
                total=progress.done + progress.waiting,
                figures=f"{progress.read} 页，每秒 {pace:.1f} 页，{progress.findings} 个问题",
            )

        yield Watch(show, _BAR_EVERY)


def _lines(sites: int) -> Watch:
    began = last = time.monotonic()

    def say(progress: store.Progress) -> None:
        nonlocal last
        now = time.monotonic()
        if now - last < _LINE_EVERY:  # the sweep is over: what it came to is said elsewhere
            return
        last = now
        click.echo(
            f"网站 {sites - progress.sites_waiting}/{sites}，已读 {progress.read} 页，"
            f"每秒 {progress.read / (now - began):.1f} 页，{_waited_for(progress)}，"
            f"{progress.findings} 个问题",
            err=True,
        )

    return Watch(say, _LINE_EVERY)


def _waited_for(progress: store.Progress) -> str:
    """What a sweep still waits for."""
    if not progress.waiting:
        return "在等首页的复测和搜索引擎视角的查看"
    pages = f"{progress.waiting_pages} 个页面" if progress.waiting_pages else ""
    links = f"{progress.links_waiting} 个链接" if progress.links_waiting else ""
    again = f"（其中 {progress.again} 个出过错，隔一会儿再试）" if progress.again else ""
    return f"待访问 {'、'.join(filter(None, (pages, links)))}{again}"
