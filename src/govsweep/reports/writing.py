"""Writing what a user named a place for: whole or not at all, and never onto a database.

A reader of a file finds the old one or the new one, never half of one. What is no file (a device, a
pipe) is written to as it stands; a link is followed; no folder is made.
"""

import errno
import os
import re
import shutil
import stat
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from govsweep import reasons
from govsweep.errors import InputError

_OPEN_FILE = re.compile(r"/proc/(\d+)/fd/(\d+)")  # as the kernel's own links spell it
_LINKS = 40  # followed one after the other; Linux follows no more either
_DRAFT, _ABANDONED = ".part", 6 * 3_600.0  # seconds: no writer stands still for so long
_SQLITE = b"SQLite format 3\x00"
# A database's log and the index of it: without them, or with others, it is broken.
_SIDECARS = (b"\x37\x7f\x06\x82", b"\x37\x7f\x06\x83", b"\x18\xe2\x2d\x00")
_SIDECAR_NAMES = ("-wal", "-shm", "-journal", ".lock", ".closing", ".fulltext")


def is_stream(path: Path) -> bool:
    """Whether a place is no file, but a device, a pipe or what this process has open."""
    try:
        return _is_stream(_followed(path))
    except OSError:  # links in a circle: whoever writes there is told
        return False


def standard_output() -> BinaryIO:
    """What this process writes bytes to; raises `InputError` where it was started without."""
    if sys.stdout is None:
        raise InputError("标准输出没有打开，无处可写；请用 -o 指定文件")
    return sys.stdout.buffer


def _is_stream(place: Path) -> bool:
    if _OPEN_FILE.fullmatch(str(place)):
        return True
    try:
        mode = place.stat().st_mode
    except OSError:
        return False
    return not (stat.S_ISREG(mode) or stat.S_ISDIR(mode))


@contextmanager
def replacing(path: Path, *, databases: bool = False) -> Iterator[Path]:
    """Give a place to write to, and bring it to `path` once all went well.

    Raises `InputError` where that cannot be: its folder is not there, the disk is full, it is a
    database or a part of one. With `databases`, one that is there already is replaced.
    """
    try:
        place = _followed(path)
        if _is_stream(place):
            with tempfile.TemporaryDirectory(prefix="govsweep-") as folder:
                draft = Path(folder) / path.name
                yield draft
                _pour(draft, place)
            return
        _check(path, place, databases=databases)
        _drop_old_drafts(place)
        # A folder of its own: whatever a writer lays beside its draft goes with it, and no other
        # writer has one of this name, on whichever machine.
        with tempfile.TemporaryDirectory(
            prefix=f".{place.name}.", suffix=_DRAFT, dir=place.parent, ignore_cleanup_errors=True
        ) as folder:
            draft = Path(folder) / place.name
            yield draft
            with draft.open("rb") as file:
                os.fsync(file.fileno())
            draft.replace(place)
    except OSError as error:
        raise InputError(f"无法写入 {path}：{_why(error)}") from error


def _drop_old_drafts(place: Path) -> None:
    """Delete what writers of this file left that were killed: a draft that nobody goes on with."""
    name = re.compile(rf"\.{re.escape(place.name)}\.\w{{8}}{re.escape(_DRAFT)}")
    for one in place.parent.iterdir():
        with suppress(OSError):  # another deletes it just now
            if name.fullmatch(one.name) and one.is_dir():
                touched = max(file.stat().st_mtime for file in (one, *one.iterdir()))
                if time.time() - touched > _ABANDONED:
                    shutil.rmtree(one)


def write_bytes(path: Path, content: bytes) -> None:
    """Write a whole file at once."""
    with replacing(path) as draft:
        draft.write_bytes(content)


def make_folder(path: Path) -> None:
    """Make a folder where its parent is there; raises `InputError` where it is not."""
    try:
        path.mkdir(exist_ok=True)
    except OSError as error:
        raise InputError(f"无法写入 {path}：{_why(error, path.parent)}") from error


@contextmanager
def own_folder(folder: Path) -> Iterator[None]:
    """Make a folder of the product's own; where nothing is written to it, it is gone again."""
    made = [one for one in (folder, *folder.parents) if not one.exists()]
    folder.mkdir(parents=True, exist_ok=True)
    try:
        yield
    finally:
        with suppress(OSError):  # no longer empty, as it should be
            for one in made:
                one.rmdir()


def _why(error: OSError, folder: Path | None = None) -> str:
    if error.errno == errno.ENOENT:
        where = folder or Path(str(error.filename or "")).parent
        return f"没有文件夹 {where}，请先建好或改正路径"
    told = {
        errno.ENOSPC: "设备已满",
        errno.EPIPE: "管道的另一端已关闭",
        errno.EACCES: "没有权限",
        errno.EROFS: "文件系统是只读的",
        errno.EBADF: "没有打开它",
        errno.EISDIR: "是一个文件夹",
        errno.ENOTDIR: "路径中有一段不是文件夹",
        errno.EEXIST: "已经有一个不是文件夹的同名文件",
        errno.ELOOP: "链接绕成了圈",
    }
    return told.get(error.errno or 0) or reasons.of_system(error)


def _followed(path: Path) -> Path:
    """Where links lead; one to what this process has open is kept as it is named."""
    for _ in range(_LINKS):
        path = Path(os.path.realpath(path.parent)) / path.name
        # What stands behind an open file may have no name, or be another's by now.
        if _OPEN_FILE.fullmatch(str(path)) or not path.is_symlink():
            return path
        path = path.parent / path.readlink()
    raise OSError(errno.ELOOP, os.strerror(errno.ELOOP), str(path))


def _check(path: Path, place: Path, *, databases: bool) -> None:
    if not place.parent.is_dir():
        reached = errno.ENOTDIR if place.parent.exists() else errno.ENOENT
        named = place if path.is_symlink() else path  # a link says nothing of the folder it lacks
        raise OSError(reached, os.strerror(reached), str(named))
    if place.is_dir():
        raise OSError(errno.EISDIR, os.strerror(errno.EISDIR), str(path))
    head = _head(place)
    if head == _SQLITE and not databases:
        raise InputError(f"{path} 是一个 SQLite 数据库，没有动它；请换一个文件名")
    if head.startswith(_SIDECARS) or any(
        place.name.endswith(end) and _head(place.with_name(place.name[: -len(end)])) == _SQLITE
        for end in _SIDECAR_NAMES
    ):
        raise InputError(f"{path} 是一个 SQLite 数据库的附属文件，没有动它；请换一个文件名")


def _head(place: Path) -> bytes:
    try:
        with place.open("rb") as file:
            return file.read(len(_SQLITE))
    except OSError:
        return b""


def _pour(draft: Path, place: Path) -> None:
    """Write a finished draft to what is no file."""
    with draft.open("rb") as source, _opened(place) as target:
        shutil.copyfileobj(source, target)


def _opened(place: Path) -> BinaryIO:
    open_file = _OPEN_FILE.fullmatch(str(place))
    if open_file and int(open_file[1]) == os.getpid():
        # Opened again by its name, what is written so far would be written over.
        return os.fdopen(os.dup(int(open_file[2])), "wb")
    return place.open("wb")
