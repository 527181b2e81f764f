"""Issuing notices of rectification, and printing them again: `govsweep report notice`."""

import dataclasses
import tempfile
from collections.abc import Iterable
from pathlib import Path

import click

from govsweep import clock, reasons
from govsweep.accounts import Actor
from govsweep.cli.contradictions import refuse_another
from govsweep.cli.rectify import user
from govsweep.errors import GovsweepError, InputError
from govsweep.rectification import issue
from govsweep.reports import Choices, write
from govsweep.reports.gather import as_issued, settled, under_way
from govsweep.reports.papers.notice import (
    NoticeDraft,
    drafts,
    due_of,
    find_subject,
    numbered,
    open_drafts,
)
from govsweep.reports.papers.notice_batch import LIST, WrittenNotice, file_name, fit, write_list
from govsweep.reports.snapshot import Snapshot
from govsweep.reports.writing import is_stream, make_folder
from govsweep.store import Notice, Store

_ENDING = ".docx"


def issue_notices(store: Store, path: Path, choices: Choices, number: str | None) -> None:
    """Register a notice for each unit of a site, and write them: one file, or one each."""
    snapshot = settled_told(store)
    found = drafts(snapshot, find_subject(snapshot, choices.site), choices)
    if number is not None and len(found) > 1:
        raise InputError(
            f"要签发 {len(found)} 份通知书（按责任单位和期限分），一个 --number 不够用；"
            "请用 --owner 指明一个单位、用 --days 给一个期限，或不给编号，由程序按年编号"
        )
    _try_out(snapshot, path, choices)
    issued = _issue(store, choices.site, found, number)
    _tell(issued, _written(store, snapshot, path, choices, issued))


def settled_told(store: Store) -> Snapshot:
    """What notices rest on now; says so where a sweep is under way."""
    snapshot = settled(store)
    if (running := under_way(store)) is not None:
        click.echo(
            f"巡检 {running.id} 正在进行：通知书依据上一次收尾的巡检（{snapshot.sweep.night} 夜），"
            "这一次查出的收尾之后再下发",
            err=True,
        )
    return snapshot


def write_all(
    store: Store, snapshot: Snapshot, folder: Path, choices: Choices, *, issuing: bool
) -> None:
    """Write the notices of all sites into a folder, a file each, and one list of them."""
    if folder.suffix or is_stream(folder):
        raise InputError(f"{folder}：--all-open 写到一个文件夹，请用 -o 给出文件夹的名字")
    found = open_drafts(snapshot, choices)
    if not found:
        raise InputError("没有要通知的问题：都已整改，或都已通知而没有到期")
    make_folder(folder)
    _try_out(snapshot, folder, dataclasses.replace(choices, site=found[0][0].identifier))
    rows: list[WrittenNotice] = []
    registered: list[Notice] = []
    for site, own in found:
        chosen = dataclasses.replace(choices, site=site.identifier)
        if issuing:
            issued = _issue(store, site.identifier, own, None)
            files = _written(store, snapshot, folder, chosen, issued)
            registered += issued
            names = [(one.number, one.due) for one in issued]
        else:
            names = [
                (number, due_of(one, snapshot, choices))
                for number, one in numbered(snapshot, site, own)
            ]
            files = [folder / f"{fit(names[0][0])}-{fit(site.name)}{_ENDING}"] * len(names)
            write("notice", snapshot, files[0], chosen)
        rows += [
            WrittenNotice(number, site, draft, due, file.name)
            for (number, due), draft, file in zip(names, own, files, strict=True)
        ]
    write_list(snapshot, rows, folder / f"{LIST}.xlsx", issued=issuing)
    _tell(registered, [folder / one.file for one in rows] if issuing else ())
    click.echo(
        f"{len(found)} 个网站的 {len(rows)} 份通知书{'已签发' if issuing else '（预览）'}，"
        f"清单在 {folder / LIST}.xlsx",
        err=True,
    )


def _issue(store: Store, site: str, found: list[NoticeDraft], number: str | None) -> list[Notice]:
    """Register the drafts of a site, in their order."""
    issued = []
    for one in found:
        issued += issue(
            store,
            site,
            {one.owner: [finding.id for finding in one.findings]},
            number=number,
            at=clock.now(),
            working_days=one.days,
            by=Actor(name=user()),
        )
    return issued


def _written(
    store: Store, snapshot: Snapshot, path: Path, choices: Choices, issued: list[Notice]
) -> list[Path]:
    """The files of notices that are registered by now.

    Raises `InputError` that says how to print what could not be written.
    """
    try:
        return _kept(store, snapshot, path, choices, issued)
    except (OSError, GovsweepError, KeyboardInterrupt) as error:
        why = reasons.of_system(error) if isinstance(error, OSError) else str(error) or "被中断"
        again = "；".join(f"govsweep report notice --number {one.number}" for one in issued)
        raise InputError(
            f"通知书已经签发登记，文件没有写完：{why}", f"。不要再签发一次，重新打印用：{again}"
        ) from error


def _tell(issued: Iterable[Notice], files: Iterable[Path]) -> None:
    """Say what was done, once all is written: whoever reads it may have gone."""
    for notice in issued:
        click.echo(
            f"已签发 {notice.number}：{notice.owner}，{len(notice.findings)} 个问题，"
            f"整改期限 {notice.due}"
        )
    for file in files:
        click.echo(f"已写出 {file}", err=True)


def print_again(store: Store, path: Path, choices: Choices, number: str) -> None:
    """Write a notice again that was issued, as it was then."""
    issued = [one for one in store.notices.all() if one.number == number]
    if not issued:
        raise InputError(f"没有签发过编号为“{number}”的整改通知书；要签发，请加 --issue")
    refuse_another(issued[0], choices)
    ((one, snapshot),) = as_issued(store, issued)
    chosen = dataclasses.replace(choices, site=one.site)
    _tell((), _kept(store, snapshot, path, chosen, issued))


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


def _kept(
    store: Store, snapshot: Snapshot, path: Path, choices: Choices, issued: list[Notice]
) -> list[Path]:
    """Write notices, remembering beforehand where: what is not there then is missing."""
    if not is_stream(path):
        files = {one.id: path if path.suffix else path / file_name(one) for one in issued}
        store.notices.keep_files({key: str(file.absolute()) for key, file in files.items()})
    return _write(snapshot, path, choices, issued)


def _write(snapshot: Snapshot, path: Path, choices: Choices, issued: list[Notice]) -> list[Path]:
    """The files that were written."""
    if path.suffix:
        write("notice", snapshot, path, dataclasses.replace(choices, issued=tuple(issued)))
        return [path]
    files = []
    for one in issued:
        file = path / file_name(one)
        write("notice", snapshot, file, dataclasses.replace(choices, issued=(one,)))
        files.append(file)
    return files
