"""A table that is to become a list: its good rows, and which lines are refused."""

import csv
import io
import re
import tempfile
from collections.abc import Collection, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from govsweep.errors import InputError
from govsweep.office_lists.changes import ListCells
from govsweep.office_lists.examined import examine
from govsweep.office_lists.kinds import ListKind
from govsweep.office_lists.layout import ListLayout, lay_out
from govsweep.rules.heads import HEAD
from govsweep.rules.list_text import text_of_list
from govsweep.rules.lists import bare
from govsweep.table_cells import is_blank, plain, wrong_cell
from govsweep.table_files import cells_of_file
from govsweep.table_rows import RowFault, told_unused

_MOST = 20_000  # rows
_ODD = "\ufffd"
# How our own tables keep a cell from being a formula.
_INERT = re.compile(r"^'(?=\s*[=+\-@＝＋－＠])")


class SentRows(NamedTuple):
    """The good rows of a table that was sent, and what is wrong with the others."""

    kind: ListKind
    rows: list[ListCells]
    heads: tuple[str, ...]
    faults: list[RowFault]
    unused: str  # that columns were not read, in a clause; "" where all were
    refused: Mapping[int, list[ListCells]]  # by how many good rows stand before


def read_upload(wanted: ListKind | None, name: str, body: bytes) -> SentRows:
    """Read a CSV or XLSX table for a list of a kind, or of any that its heads tell.

    Raises `InputError` where it is none.
    """
    if not name:
        raise InputError("请选择文件")
    ending = Path(name).suffix.lower()
    if ending not in (".csv", ".xlsx", ".xlsm"):
        raise InputError("词表应是 CSV 或 XLSX 文件")
    text = text_of_list(body) if ending == ".csv" else _text_of_workbook(name, ending, body)
    alone = f"{wanted or '词表'}.csv"
    sent = lay_out(alone, text.encode("utf-8", "replace"))
    kind = sent.kind
    if wanted not in (None, kind):
        raise InputError(f"{name} 是{kind}，这里要的是{wanted}")
    lacking = [head for head in kind.needed if head not in sent.heads]
    if lacking:
        raise InputError(f"{name} 的表头没有{'、'.join(lacking)}")
    if len(sent.records) > _MOST:
        raise InputError(f"词表至多 {_MOST:,} 行，{name} 有 {len(sent.records):,} 行")
    faults = _faults(name, alone, sent, formulas=ending != ".csv")
    refused = {one.line for one in faults}
    unknown = [head for head in sent.heads if head and head not in kind.heads]
    rows = [_clean(kind, one.cells) for one in sent.records if one.line not in refused]
    if not rows and not faults:
        raise InputError(f"{name} 里一行词语也没有")
    return SentRows(
        kind, rows, sent.heads, faults, told_unused(unknown), _refused(kind, sent, refused)
    )


def _refused(
    kind: ListKind, sent: ListLayout, lines: Collection[int]
) -> Mapping[int, list[ListCells]]:
    found: dict[int, list[ListCells]] = {}
    good = 0
    for one in sent.records:
        if one.line in lines:
            found.setdefault(good, []).append(_clean(kind, one.cells))
        else:
            good += 1
    return found


def _faults(name: str, alone: str, sent: ListLayout, *, formulas: bool) -> list[RowFault]:
    odd = [one.line for one in sent.records if _ODD in one.raw]
    told = [
        RowFault(name, one.line, one.field, one.reason)
        for one in examine(alone, sent.encoded(_whole(sent))).troubles
        if one.line not in odd and one.field != HEAD  # columns not read are told beside
    ]
    if formulas:  # of a workbook: in a CSV, what begins with “=” is a word
        cells = ((one.line, [*one.cells], [*one.cells.values()]) for one in sent.records)
        wrong = ((line, wrong_cell(heads, own, heads)) for line, heads, own in cells)
        known = {one.line for one in told}
        told += [RowFault(name, line, *one) for line, one in wrong if one and line not in known]
    told += [RowFault(name, one, "整行", "有无法识别的字符，请检查文件编码") for one in odd]
    return sorted(told, key=lambda one: one.line)


def _whole(sent: ListLayout) -> str:
    rows = (f"{one.lead}{one.raw}" for one in sent.records)
    return "".join([sent.top, sent.header, *rows, sent.tail])


def _clean(kind: ListKind, cells: ListCells) -> ListCells:
    told = zip(cells, plain(cells.values()), strict=True)
    shown = {head: _INERT.sub("", bare(cell)) for head, cell in told}
    return {head: cell for head, cell in shown.items() if cell and head in kind.heads}


def _text_of_workbook(name: str, ending: str, body: bytes) -> str:
    """The first sheet as CSV, a row a line."""
    with tempfile.TemporaryDirectory(prefix="govsweep-") as folder:
        path = Path(folder) / f"词表{ending}"
        path.write_bytes(body)
        try:
            sheet = cells_of_file(path, formulas=True, merged=True)
            rows = [_one_line(cells) for _, cells in sheet]
        except InputError as error:
            raise InputError(error.told.replace(str(path), name)) from error
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows(rows)
    return text.getvalue()


def _one_line(cells: Sequence[str]) -> list[str]:
    if is_blank(cells):  # whatever is merged there
        return []
    return [" ".join(cell.split()).removesuffix(" 00:00:00") for cell in cells]
