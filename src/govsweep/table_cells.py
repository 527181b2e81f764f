"""Why a row of a table is refused before anybody asks what it says: one rule for every table.

A cell that is merged into another looks filled in and holds nothing; a formula that nobody worked
out, or that a spreadsheet could not work out, is no content; a row with more cells than the header
has got a comma too many, and each cell behind it means something else than its heading.
"""

from collections.abc import Container, Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

from govsweep.csv_rows import UNCLOSED
from govsweep.merged_cells import MERGED

CELL_ERRORS = frozenset(
    {"#REF!", "#N/A", "#NAME?", "#VALUE!", "#DIV/0!", "#NULL!", "#NUM!", "#SPILL!", "#CALC!"}
)
TITLED = "（第一行要是表头，上面不要有标题）"


class WrongCell(NamedTuple):
    """The field for which a row is refused, and why."""

    field: str
    reason: str


def is_workbook(path: Path) -> bool:
    """Whether a file is a workbook, in which cells may be merged and hold formulas."""
    return path.suffix.lower() in (".xlsx", ".xlsm")


def plain(cells: Iterable[str]) -> list[str]:
    """The cells, those that are merged into others as the blank ones that they are."""
    return ["" if cell == MERGED else cell for cell in cells]


def is_blank(cells: Iterable[str]) -> bool:
    """Whether nothing stands in a row."""
    return not any(cell.strip() for cell in plain(cells))


def wrong_cell(
    fields: Sequence[str], cells: Sequence[str], read: Container[str], *, formulas: bool = True
) -> WrongCell | None:
    """The first cell of a row that cannot be taken as it stands, or None.

    `fields` are those of the columns, and `read` those that anybody reads. Without `formulas`,
    text that begins with an equals sign is text.
    """
    if UNCLOSED in cells:
        return WrongCell("整行", "引号没有成对，或格内换了行、太长；这一行没有读，后面的照读")
    for field, cell in zip(fields, cells, strict=False):
        reason = _why_not(cell.strip(), formulas=formulas) if field in read else ""
        if reason:
            return WrongCell(field, reason)
    if not is_blank(cells[len(fields) :]):
        return WrongCell(fields[-1], f"有 {len(cells)} 格，比表头的 {len(fields)} 格多")
    return None


def _why_not(cell: str, *, formulas: bool) -> str:
    if cell == MERGED:
        return "这一格与别的格合并了：请取消合并，逐行填写"
    if cell in CELL_ERRORS:
        return f"“{cell}”是表格软件算错的标记，不是内容：请改正公式或直接填写"
    if formulas and cell.startswith("="):
        return f"“{cell}”是没有算出结果的公式：请用表格软件打开、保存一次，或直接填写"
    return ""


def uneven(path: Path, fields: Sequence[str], cells: Sequence[str]) -> str:
    """That a refused row has another number of cells than the header, in brackets; or ""."""
    told = UNCLOSED in cells or not is_blank(cells[len(fields) :])
    if is_workbook(path) or told or len(cells) == len(fields):
        return ""
    slip = "多" if len(cells) > len(fields) else "少"
    return f"（这一行有 {len(cells)} 格，表头有 {len(fields)} 格：可能{slip}了逗号）"
