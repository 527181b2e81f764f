"""The office's CSV and XLSX files as rows of cells, whatever program wrote them."""

import codecs
import io
import re
import zipfile
from collections.abc import Iterable, Iterator
from pathlib import Path

from govsweep import reasons
from govsweep.csv_rows import UNCLOSED, csv_rows
from govsweep.errors import InputError
from govsweep.merged_cells import MergedRange, marked, merged_ranges
from govsweep.table_cells import is_workbook

_MOST_UNPACKED = 300_000_000  # bytes of a workbook
_FORMULA = re.compile(rb"<f[ >/]")


def cells_of_file(
    path: Path, *, formulas: bool = False, merged: bool = False
) -> Iterator[tuple[int, list[str]]]:
    """Each row of a CSV or XLSX file with the number of the line it begins on.

    With `formulas`, the cell of a workbook whose formula nobody worked out shows the formula, and
    with `merged`, one that is merged into another is `MERGED`; both are empty otherwise.
    """
    try:
        content = path.read_bytes()
    except OSError as error:
        raise InputError(f"{path} 无法读取：{reasons.of_system(error)}") from error
    if is_workbook(path):
        yield from _xlsx_cells(path, content, formulas=formulas, merged=merged)
        return
    text = _decode(content)
    for line, _, cells in csv_rows(text, delimiter_of(text)):
        if line == 1 and cells == [UNCLOSED]:
            raise InputError(f"{path} 第 1 行（表头）不是有效的 CSV：引号没有成对，或有一格太长")
        yield line, cells


def _xlsx_cells(
    path: Path, content: bytes, *, formulas: bool, merged: bool
) -> Iterator[tuple[int, list[str]]]:
    ranges: list[MergedRange] = []
    written = False
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as parts:
            size = sum(one.file_size for one in parts.infolist())
            if size <= _MOST_UNPACKED:
                written = formulas and _has_formulas(parts)
                ranges = merged_ranges(parts) if merged else []
    except Exception as error:  # a broken archive raises whatever its parts raise
        raise _broken(path) from error
    if size > _MOST_UNPACKED:
        raise InputError(f"{path} 解开后超过 {_MOST_UNPACKED // 1_000_000} MB，没有读")
    try:
        for line, row in enumerate(_values(content, written=written), start=1):
            yield line, marked([_text(value) for value in row], line, ranges)
    except Exception as error:  # a broken workbook raises whatever its parts raise
        raise _broken(path) from error


def _values(content: bytes, *, written: bool) -> Iterator[Iterable[object]]:
    """The rows of a workbook; formulas that nobody worked out as they are `written`."""
    values = _rows_of_workbook(content, values=True)
    if not written:
        yield from values
        return
    for row, shown in zip(values, _rows_of_workbook(content, values=False), strict=False):
        yield map(_worked_out, row, shown)


def _broken(path: Path) -> InputError:
    return InputError(f"{path} 不是有效的 XLSX 文件：可能损坏或加了密")


def _has_formulas(parts: zipfile.ZipFile) -> bool:
    return any(
        _FORMULA.search(parts.read(name))
        for name in parts.namelist()
        if name.startswith("xl/worksheets/")
    )


def _rows_of_workbook(content: bytes, *, values: bool) -> Iterator[tuple[object, ...]]:
    # Loaded only here: most registries are CSV, and it takes a quarter of a second.
    from openpyxl import load_workbook  # noqa: PLC0415

    book = load_workbook(io.BytesIO(content), read_only=True, data_only=values)
    yield from book.worksheets[0].iter_rows(values_only=True)
    book.close()


def _worked_out(value: object, shown: object) -> object:
    """What a cell is worth; its formula where nobody worked it out."""
    if value is not None or shown is None:
        return value
    return shown if isinstance(shown, str) else "=…"  # a formula of several cells


def _text(value: object) -> str:
    if isinstance(value, float) and value.is_integer():
        return str(int(value))  # Excel keeps identifiers as numbers
    return "" if value is None else str(value)


def delimiter_of(text: str) -> str:
    """What parts the cells, by the header: some spreadsheets write semicolons or tabs."""
    header = next((line for line in text.splitlines() if line.strip(" \t,;")), "")
    return max(",;\t", key=header.count)


def _decode(content: bytes) -> str:
    """Text by the charset most lines are in; bytes of another stay visible as surrogates."""
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return content.decode("utf-16", errors="replace")
    for charset in ("utf-8-sig", "gb18030"):
        lines = [line for line in content.split(b"\n") if not line.isascii()]
        valid = sum(_decodes(line, charset) for line in lines)
        if valid * 2 > len(lines) or not lines:
            return content.decode(charset, errors="surrogateescape")
    return content.decode("utf-8-sig", errors="surrogateescape")


def _decodes(line: bytes, charset: str) -> bool:
    try:
        line.decode(charset)
    except UnicodeDecodeError:
        return False
    return True
