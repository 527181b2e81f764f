"""Issuing notices of rectification, and printing them again: `govsweep report notice`."""

import dataclasses
import re
import tempfile
from pathlib import Path

import click

from govsweep import reasons, sweep_runner
from govsweep.accounts import Actor
from govsweep.cli.rectify import user
from govsweep.errors import InputError
from govsweep.periods import night_of
from govsweep.rectification import issue
from govsweep.reports import Choices, write
from govsweep.reports.gather import gather
from govsweep.reports.papers.notice import find_site, units
from govsweep.reports.snapshot import Snapshot
from govsweep.reports.writing import is_stream, make_folder
from govsweep.store import Notice, Store

_ENDING = ".docx"
_UNFIT = re.compile(r'[\\/:*?"<>|\s\x00-\x1f\x7f]+')
_LONGEST = 60  # characters of a name in a file's name; file systems count 255 bytes


def issue_notices(store: Store, path: Path, choices: Choices, number: str | None) -> None:
    """Register a notice for each unit of a site, and write them: one file, or one each."""
    snapshot = gather(store)
    found = units(snapshot, find_site(snapshot, choices.site), choices.owner)
    _try_out(snapshot, path, choices)
    issued = issue(
        store,
        choices.site,
        {owner: [one.id for one in findings] for owner, findings in found.items()},
        number=number,
        at=sweep_runner.now(),
        working_days=choices.days or choices.office.working_days,
        by=Actor(name=user()),
    )
    _write(snapshot, path, choices, issued)
    for one in issued:
        click.echo(
            f"已签发 {one.number}：{one.owner}，{len(one.findings)} 个问题，整改期限 {one.due}"
        )


def print_again(store: Store, path: Path, choices: Choices, number: str) -> None:
    """Write a notice again that was issued, as it was then."""
    issued = [one for one in store.notices.all() if one.number == number]
    if not issued:
        raise InputError(f"没有签发过编号为“{number}”的整改通知书；要签发，请加 --issue")
    (one,) = issued
    snapshot = gather(store, night_of(one.issued_at))
    _write(snapshot, path, dataclasses.replace(choices, site=one.site), issued)


def _try_out(snapshot: Snapshot, path: Path, choices: Choices) -> None:
    """What cannot be written must not be registered."""
    if path.suffix and path.suffix.lower() != _ENDING:
        raise InputError(f"{path}：整改通知书只能写成 {_ENDING} 文件，或一个文件夹")
    if is_stream(path):
        raise InputError(f"{path} 不是文件：签发的通知书只能写成 {_ENDING} 文件，或一个文件夹")
    folder = path.parent if path.suffix else path
    if not path.suffix:
        make_folder(folder)
    try:
        with tempfile.TemporaryDirectory(dir=folder, prefix=".notice-") as scratch:
            write("notice", snapshot, Path(scratch) / f"draft{_ENDING}", choices)
    except OSError as error:
        raise InputError(f"无法写入 {path}：{reasons.of_system(error)}") from error


def _write(snapshot: Snapshot, path: Path, choices: Choices, issued: list[Notice]) -> None:
    if path.suffix:
        write("notice", snapshot, path, dataclasses.replace(choices, issued=tuple(issued)))
        click.echo(f"已写出 {path}", err=True)
        return
    for one in issued:
        file = path / f"{_fit(one.number)}-{_fit(one.owner)}{_ENDING}"
        write("notice", snapshot, file, dataclasses.replace(choices, issued=(one,)))
        click.echo(f"已写出 {file}", err=True)


def _fit(name: str) -> str:
    """A name as part of a file's name."""
    return _UNFIT.sub("_", name).strip("._")[:_LONGEST] or "_"
