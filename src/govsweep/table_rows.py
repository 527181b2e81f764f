"""A table of the office read into rows of a model.

A bad row is named with file, line, field and reason; the good ones are kept.
"""

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence, Sized
from pathlib import Path
from typing import Generic, NamedTuple, TypeVar

from pydantic import BaseModel, ValidationError

from govsweep import reasons
from govsweep.addresses import canonical
from govsweep.errors import InputError
from govsweep.table_cells import TITLED, WrongCell, is_blank, plain, uneven, wrong_cell
from govsweep.table_files import cells_of_file

_MOST_ROWS = 200_000  # of a table
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1f]")


class RowFault(NamedTuple):
    """Why a row was refused."""

    file: str
    line: int
    field: str
    reason: str
    head: str = ""  # of the field, as the table has it

    def __str__(self) -> str:
        return f"{self.file} 第 {self.line} 行，字段 {self.head or self.field}：{self.reason}"


_Row = TypeVar("_Row", bound=BaseModel)


class ReadTable(NamedTuple, Generic[_Row]):
    """The good rows of a file and what is wrong with the others."""

    rows: list[_Row]
    faults: list[RowFault]


def read_rows(
    path: Path,
    model: type[_Row],
    unique: tuple[str, ...],
    *,
    headers: Mapping[str, str],
    within: str = "",
    wrong: Callable[[_Row], tuple[str, str] | None] = lambda _: None,
    context: object = None,
) -> ReadTable[_Row]:
    """Read a table row by row into a model; `headers` gives the field of each heading.

    What stands in a field of `unique` must stand once, or once for each value of the field
    `within`. `wrong` names the field and the reason for which a good row is refused after all.
    The model's validators are given `context`.
    """
    lines = cells_of_file(path, formulas=True, merged=True)
    try:
        number, header = next(lines)
    except StopIteration:
        raise InputError(f"{path} 是空文件：第一行应为表头") from None
    header = plain(header)
    fields = _fields(header, headers, model)
    names = [field or f"第 {place} 列" for place, field in enumerate(fields, start=1)]
    heads = {field: head for head, field in reversed(list(headers.items()))}
    heads |= {name: cell.strip() for name, cell in zip(names, header, strict=True)}

    def fault(line: int, field: str, reason: str) -> RowFault:
        return RowFault(str(path), line, field, reason, heads.get(field, ""))

    good: list[_Row] = []
    required = [name for name, field in model.model_fields.items() if field.is_required()]
    why = "表头缺少这一列" if any(fields) else f"表头缺少这一列{TITLED}"
    faults = [fault(number, name, why) for name in required if name not in names]
    if faults:
        return ReadTable(good, faults)
    once = _Once(unique, within)
    for line, cells in _filled(path, lines):
        row, told = read_row(model, names, cells, context)
        if row is not None and (one := wrong(row) or once.refused(row, line)) is not None:
            row, told = None, [WrongCell(*one)]
        beside = uneven(path, names, cells)
        faults += [fault(line, field, f"{reason}{beside}") for field, reason in told]
        if row is not None:
            good.append(row)
    return ReadTable(good, faults)


def _filled(path: Path, lines: Iterator[tuple[int, list[str]]]) -> Iterator[tuple[int, list[str]]]:
    """The rows in which anything stands, with their lines."""
    for count, (line, cells) in enumerate(lines, start=1):
        if count > _MOST_ROWS:
            raise InputError(f"{path} 超过 {_MOST_ROWS} 行，请分成几份")
        if not is_blank(cells):
            yield line, cells


def require_rows(path: Path, rows: Sized, faults: Sized) -> None:
    """Raise `InputError` for a table of a header alone: an export that failed looks like that."""
    if not rows and not faults:
        raise InputError(f"{path} 里一行也没有：只有表头")


class _Once:
    """Remembers on which line a value stood first that may stand once only."""

    def __init__(self, fields: tuple[str, ...], within: str) -> None:
        self._fields = fields
        self._within = within
        self._lines: dict[tuple[str, ...], int] = {}

    def refused(self, row: BaseModel, line: int) -> WrongCell | None:
        """The field whose value stood before, if any."""
        group = getattr(row, self._within) if self._within else ""
        for field in self._fields:
            value = getattr(row, field)
            known_by = canonical(value) if field == "url" else value
            first = self._lines.setdefault((field, group, known_by), line)
            if first != line:
                return WrongCell(field, f"与第 {first} 行重复")
        return None


def read_row(
    model: type[_Row], names: Sequence[str], cells: Sequence[str], context: object = None
) -> tuple[_Row | None, list[WrongCell]]:
    """The row of cells whose fields are `names`, or what is wrong with them."""
    wrong = _unreadable(names, cells) or wrong_cell(names, cells, model.model_fields)
    if wrong is not None:
        return None, [wrong]
    values = {
        name: cell.strip()
        for name, cell in zip(names, plain(cells), strict=False)
        if cell.strip() and name in model.model_fields
    }
    try:
        return model.model_validate(values, context=context), []
    except ValidationError as error:
        return None, [WrongCell(str(one.place[0]), one.reason) for one in reasons.of_fields(error)]


def _unreadable(names: Sequence[str], cells: Sequence[str]) -> WrongCell | None:
    for name, cell in zip(names, cells, strict=False):
        if any("\udc80" <= mark <= "\udcff" for mark in cell):
            return WrongCell(name, "字符编码有误：应与全表一致，为 UTF-8 或 GB18030")
        if _CONTROLS.search(cell):  # which PostgreSQL's texts do not hold, or nobody sees
            return WrongCell(name, "有看不见的控制字符，请删去重新填写")
    return None


def refused_lines(faults: Iterable[RowFault]) -> int:
    """How many lines were refused: one may have several faults."""
    return len({one.line for one in faults})


def unknown_headers(path: Path, model: type[BaseModel], headers: Mapping[str, str]) -> list[str]:
    """The columns of a file that are not read: misspelt, or of no use here."""
    _, header = next(cells_of_file(path), (0, []))
    fields = _fields(header, headers, model)
    return [cell.strip() for cell, field in zip(header, fields, strict=True) if not field and cell]


def lacking_fields(
    path: Path, model: type[BaseModel], headers: Mapping[str, str]
) -> tuple[str, ...]:
    """The fields of which a file has no column: it says nothing of them.

    An empty cell says that a field is empty; a heading that is not there says nothing.
    """
    _, header = next(cells_of_file(path), (0, []))
    there = _fields(plain(header), headers, model)
    return tuple(name for name in model.model_fields if name not in there)


def told_unused(heads: Collection[str]) -> str:
    """That columns were not read, in a clause; "" where all were."""
    return "、".join(f"“{head}”" for head in heads) + "一列没有用到" if heads else ""


def _fields(header: Sequence[str], headers: Mapping[str, str], model: type[BaseModel]) -> list[str]:
    """The field that each column is read into; "" for one that is not read.

    Of columns that mean one field the heading is read that `headers` names first.
    """
    ranks = {head: rank for rank, head in enumerate(headers)}
    chosen: dict[str, tuple[int, int]] = {}
    for place, cell in enumerate(header):
        head = cell.strip()
        field = headers.get(head, head.lower())
        if field in model.model_fields:
            rank = (ranks.get(head, len(ranks)), place)
            chosen[field] = min(rank, chosen.get(field, rank))
    places = {place: field for field, (_, place) in chosen.items()}
    return [places.get(place, "") for place in range(len(header))]
