"""A table that came with a form, read by the readers that the command line has."""

import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel

from govsweep.errors import InputError
from govsweep.registry import Registered
from govsweep.web.visitor import SentFile

_Row = TypeVar("_Row", bound=BaseModel)


def read_sent(file: SentFile, read: Callable[[Path], Registered[_Row]]) -> Registered[_Row]:
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
        except InputError as error:
            raise InputError(str(error).replace(str(path), file.name)) from error
    return Registered(rows, [one._replace(file=file.name) for one in faults])
