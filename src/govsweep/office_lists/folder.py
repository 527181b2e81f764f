"""The folder of the office's lists: what is in it, and what it would be with a list edited."""

import contextlib
import datetime as dt
import tempfile
from collections.abc import Iterator
from pathlib import Path

import msgspec

from govsweep import clock, reasons
from govsweep.errors import InputError
from govsweep.kept_files import digest_of, read_kept
from govsweep.office_lists.examined import ExaminedList, examine
from govsweep.office_lists.kinds import STANDARD, ListKind
from govsweep.office_lists.layout import ListLayout, empty_list, lay_out
from govsweep.rules import ListTrouble
from govsweep.rules.list_text import shown_name, why_unread
from govsweep.table_files import cells_of_file

_ENDINGS = (".csv", ".txt", ".xlsx")


class FolderList(msgspec.Struct, frozen=True, kw_only=True):
    """A list of the folder, or one that it might have."""

    name: str
    kind: ListKind | None  # None: it cannot be told
    body: bytes | None = None  # None: there is no such file
    layout: ListLayout | None = None  # None: it is not edited here
    why_not: str = ""  # it is not edited here
    changed_at: dt.datetime | None = None
    examined: ExaminedList = ExaminedList(0, ())

    @property
    def digest(self) -> str:
        """What tells it from what it was."""
        return digest_of(self.body)

    @property
    def troubles(self) -> dict[int, ListTrouble]:
        """What its loader says of lines that it refuses."""
        return {one.line: one for one in self.examined.troubles}


def folder_lists(folder: Path) -> list[FolderList]:
    """The lists of a folder by name, and then those that it might have."""
    there = [*map(_list, _readable(folder)), *_unread(folder)]
    known = {one.name.lower() for one in there}
    kinds = {one.kind for one in there}
    missing = [
        FolderList(name=name, kind=kind, layout=empty_list(kind))
        for name, kind in STANDARD.items()
        if name not in known and (kind not in kinds or name == "leaders.csv")
    ]
    return there + missing


def list_named(folder: Path, name: str) -> FolderList | None:
    """A list by its name, which is that of a file of the folder or of one it might have."""
    for path in _readable(folder):
        if path.name == name:
            return _list(path)
    unread = next((one for one in _unread(folder) if one.name == name), None)
    if unread is not None or name not in STANDARD:
        return unread
    return FolderList(name=name, kind=STANDARD[name], layout=empty_list(STANDARD[name]))


@contextlib.contextmanager
def with_pending(folder: Path, name: str, body: bytes) -> Iterator[Path]:
    """A folder as this one would be with a list of another content."""
    with tempfile.TemporaryDirectory(prefix="govsweep-") as made:
        there = Path(made)
        for one in _readable(folder):
            if one.name != name:
                (there / one.name).symlink_to(one.absolute())
        (there / name).write_bytes(body)
        yield there


def _paths(folder: Path) -> list[Path]:
    try:
        there = sorted(folder.iterdir())
    except OSError as error:
        raise InputError(f"词表文件夹无法读取：{reasons.of_system(error)}") from error
    return [one for one in there if one.suffix.lower() in _ENDINGS and one.name[0] not in "~."]


def _readable(folder: Path) -> list[Path]:
    return [one for one in _paths(folder) if not why_unread(one)]


def _unread(folder: Path) -> list[FolderList]:
    """What bears the name of a list and cannot be read at all."""
    return [
        FolderList(name=shown_name(one), kind=None, body=b"", why_not=why)
        for one in _paths(folder)
        if (why := why_unread(one))
    ]


def _list(path: Path) -> FolderList:
    body = read_kept(path)
    if body is None:
        raise InputError(f"{path.name} 刚刚没有了，请刷新")
    one = FolderList(
        name=path.name, kind=None, body=body, examined=examine(path.name, body),
        changed_at=clock.told(path.stat().st_mtime),
    )  # fmt: skip
    try:
        if path.suffix.lower() == ".xlsx":
            layout = _of_workbook(path)
            why = "这份词表是 XLSX：请用表格程序改，或另存为 CSV 放进文件夹"
        else:
            layout, why = lay_out(path.name, body), ""
    except InputError as error:
        return msgspec.structs.replace(one, why_not=error.told)
    return msgspec.structs.replace(one, kind=layout.kind, layout=layout, why_not=why)


def _of_workbook(path: Path) -> ListLayout:
    """A workbook as it is read, to be shown."""
    form = empty_list(ListKind.WORD)
    text = "".join(
        form.written([" ".join(one.split()) for one in cells]) for _, cells in cells_of_file(path)
    )
    return lay_out(path.name, form.encoded(text))
