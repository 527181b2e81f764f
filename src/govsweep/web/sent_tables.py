"""A table that came with a form, read by the readers that the command line has."""

import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Generic, NamedTuple, TypeVar

from pydantic import BaseModel

from govsweep.errors import InputError
from govsweep.table_rows import (
    ReadTable,
    RowFault,
    lacking_fields,
    require_rows,
    told_unused,
    unknown_headers,
)
from govsweep.web.visitor import SentFile

_Row = TypeVar("_Row", bound=BaseModel)


class SentTable(NamedTuple, Generic[_Row]):
    """The good rows of a table that was sent, and what is wrong with the others."""

    rows: list[_Row]
    faults: list[RowFault]
    unused: str  # that columns were not read, in a sentence; "" where all were
    lacking: tuple[str, ...]  # the fields of which it has no column


def read_sent(
    file: SentFile,
    read: Callable[[Path], ReadTable[_Row]],
    model: type[BaseModel],
    headers: Mapping[str, str],
) -> SentTable[_Row]:
    """Read a file by its ending; faults call it as whoever sent it does."""
    if not file.name:
        raise InputError("请选择文件")
    ending = Path(file.name).suffix.lower()
    if ending not in (".csv", ".xlsx", ".xlsm"):
        raise InputError("登记表应是 CSV 或 XLSX 文件")
    with tempfile.TemporaryDirectory(prefix="govsweep-") as folder:
        path = Path(folder) / f"登记表{ending}"
        path.write_bytes(file.body)
        try:
            rows, faults = read(path)
            require_rows(path, rows, faults)
            unused = told_unused(unknown_headers(path, model, headers))
            lacking = lacking_fields(path, model, headers)
        except InputError as error:
            raise InputError(error.told.replace(str(path), file.name)) from error
    told = f"{file.name} 的{unused}。" if unused else ""
    return SentTable(rows, [one._replace(file=file.name) for one in faults], told, lacking)
