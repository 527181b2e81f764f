"""A table to print and to filter: one XLSX or CSV with a title, Chinese heads and wrapped cells."""

import csv
import datetime as dt
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Generic, NamedTuple, TypeVar

import xlsxwriter

from govsweep.reports.inert import csv_cell, is_formula, one_line, xlsx_cell
from govsweep.reports.snapshot import Snapshot
from govsweep.reports.writing import is_stream, replacing

Row = TypeVar("Row")
Cell = str | int | dt.date | None
_HEAD_HEIGHT, _LINE_HEIGHT = 6, 15  # points
FRAME = {"border": 1, "valign": "vcenter", "text_wrap": True, "font_name": "宋体"}
_A4 = 9  # as Excel numbers it
A4_DIGITS = 180  # that are still read across a lying A4 page
_BUTTON = 3  # digits wide
_NARROW = 12  # digits: what stands in such a column is a number, a day or a word
_MOST_LINES = 12  # that a cell is given room for
_MOST_ROWS = 1_000_000  # of a sheet, below its heads


class TableColumn(NamedTuple, Generic[Row]):
    """A column: its head, its width in digits, and what stands in it."""

    head: str
    width: int
    cell: Callable[[Row], Cell]


class PrintedTable(NamedTuple, Generic[Row]):
    """Rows under a title; columns after the first `printed` are folded, to be seen on a screen.

    What is printed must be read across a lying A4 page: `A4_DIGITS`.
    """

    title: str
    sheet: str
    columns: Sequence[TableColumn[Row]]
    rows: Sequence[Row]
    notes: Sequence[str] = ()  # below the rows: what they say nothing of
    printed: int | None = None  # None: all columns

    @property
    def widths(self) -> list[int]:
        """The widths of the columns that are printed, in digits."""
        return [column.width for column in self.columns[: self.printed]]

    def cells(self, row: Row) -> list[str | int]:
        """A row's cells in order; days are written as 2026-11-20, what is unknown is empty."""
        return [_plain(column.cell(row)) for column in self.columns]


def write_xlsx(
    table: PrintedTable[Row], snapshot: Snapshot, path: Path, *more: PrintedTable[Any]
) -> None:
    """Write a workbook that is ready to be printed on A4, its heads on every page.

    `more` tables follow on sheets of their own.
    """
    with workbook(table.title, snapshot, path) as book:
        for one in (table, *more):
            add_table(book, one, snapshot)


def add_table(book: xlsxwriter.Workbook, table: PrintedTable[Any], snapshot: Snapshot) -> None:
    """Add a table to a workbook, as sheets that are ready to be printed."""
    for number, start in enumerate(range(0, max(1, len(table.rows)), _MOST_ROWS), start=1):
        name = table.sheet if number == 1 else f"{table.sheet}{number}"
        sheet = book.add_worksheet(name)
        set_up_page(sheet, table.widths, snapshot)
        _fold(sheet, table)
        _fill(book, sheet, table, table.rows[start : start + _MOST_ROWS])


def write_csv(table: PrintedTable[Row], path: Path, *more: PrintedTable[Any]) -> list[Path]:
    """Write CSV that Excel opens as it is; the notes stand in the first cell of lines of their own.

    A list without what was not looked for would tell less than the same list as a workbook. `more`
    tables go into files of their own beside it, which are given.
    """
    _write_csv(table, path, [*table.notes, *left_out(table.sheet, [one.sheet for one in more])])
    return write_beside(path, more)


def write_beside(path: Path, tables: Iterable[PrintedTable[Any]]) -> list[Path]:
    """Write tables that a workbook would have on further sheets into CSV files beside one.

    Beside a device or a pipe there is no place for them.
    """
    if is_stream(path):
        return []
    beside = {path.with_name(f"{path.stem}-{one.sheet}{path.suffix}"): one for one in tables}
    for place, one in beside.items():
        _write_csv(one, place, one.notes)
    return list(beside)


def left_out(sheet: str, others: Sequence[str]) -> list[str]:
    """A note of the tables that a CSV file does not have; none where it has all."""
    if not others:
        return []
    named = "".join(f"“{one}”" for one in others)
    return [
        f"这一份只有“{sheet}”一张表；{named}在文件名后加了“-表名”的另一份，"
        "写成 .xlsx 的都在一个文件里。"
    ]


def _write_csv(table: PrintedTable[Row], path: Path, notes: Iterable[str]) -> None:
    with replacing(path) as draft, draft.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(column.head for column in table.columns)
        for row in table.rows:
            writer.writerow(
                csv_cell(cell) if isinstance(cell, str) else cell for cell in table.cells(row)
            )
        writer.writerows(noted(notes, len(table.columns)))


def noted(notes: Iterable[str], width: int) -> Iterator[list[str]]:
    """Lines of a CSV file, as wide as its others, that say in their first cell what it lacks."""
    for note in notes:
        yield [csv_cell(note), *[""] * (width - 1)]


@contextmanager
def workbook(title: str, snapshot: Snapshot, path: Path) -> Iterator[xlsxwriter.Workbook]:
    """A workbook to fill; the same snapshot gives the same bytes, today and in a year."""
    made = (snapshot.sweep.closed_at or snapshot.sweep.opened_at).replace(tzinfo=None)
    with replacing(path) as draft, xlsxwriter.Workbook(str(draft)) as book:
        book.set_properties({"title": title, "created": made})
        yield book


def set_up_page(
    sheet: xlsxwriter.worksheet.Worksheet, widths: Sequence[int], snapshot: Snapshot
) -> None:
    """Columns of these widths in digits, under a title and heads, on A4 pages that lie."""
    for number, width in enumerate(widths):
        sheet.set_column(number, number, width)
    sheet.freeze_panes(2, 0)
    sheet.set_landscape()
    sheet.set_paper(_A4)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0, 1)
    sheet.set_footer(f"&L数据截至{snapshot.as_of:%Y-%m-%d}&R第 &P 页，共 &N 页")


def _fold(sheet: xlsxwriter.worksheet.Worksheet, table: PrintedTable[Any]) -> None:
    """Fold what is not printed, to be opened by one button that stands before it."""
    if not (folded := table.columns[len(table.widths) :]):
        return
    sheet.outline_settings(symbols_right=False)
    hidden = {"level": 1, "hidden": True}
    for number, column in enumerate(folded, start=len(table.widths)):
        sheet.set_column(number, number, column.width, None, hidden)


def _fill(
    book: xlsxwriter.Workbook,
    sheet: xlsxwriter.worksheet.Worksheet,
    table: PrintedTable[Row],
    rows: Iterable[Row],
) -> None:
    plain = book.add_format(FRAME)
    centre = book.add_format(FRAME | {"align": "center"})
    # Stays text even after somebody edits the cell.
    literal = book.add_format(FRAME | {"quote_prefix": True})
    widths = [column.width for column in table.columns]
    heads = [column.head for column in table.columns]
    write_heads(book, sheet, table.title, heads, widths, len(table.widths))
    line = 1
    for line, row in enumerate(rows, start=2):
        cells = table.cells(row)
        sheet.set_row(line, _height(table, cells))
        for number, cell in enumerate(cells):
            if isinstance(cell, int):
                sheet.write_number(line, number, cell, centre)
            else:
                narrow = centre if widths[number] <= _NARROW else plain
                style = literal if is_formula(cell) else narrow
                sheet.write_string(line, number, xlsx_cell(cell), style)
    sheet.autofilter(1, 0, max(line, 1), len(table.columns) - 1)
    write_notes(book, sheet, line + 1, table.notes, table.widths)


def write_notes(
    book: xlsxwriter.Workbook,
    sheet: xlsxwriter.worksheet.Worksheet,
    place: int,
    notes: Sequence[str],
    widths: Sequence[int],
) -> None:
    """Lines of text across all columns, from this row of the sheet on."""
    plain = book.add_format({"valign": "vcenter", "text_wrap": True, "font_name": "宋体"})
    for line, note in enumerate(notes, start=place):
        sheet.set_row(line, row_height(-(-2 * len(note) // sum(widths))))
        sheet.merge_range(line, 0, line, len(widths) - 1, xlsx_cell(note), plain)


def write_heads(
    book: xlsxwriter.Workbook,
    sheet: xlsxwriter.worksheet.Worksheet,
    title: str,
    heads: Sequence[str],
    widths: Sequence[int],
    printed: int | None = None,
) -> None:
    """The title over all that is printed, and the head of each column, whole in its width."""
    heading = {"bold": True, "font_size": 16, "align": "center", "font_name": "黑体"}
    head = book.add_format(FRAME | {"bold": True, "align": "center", "bg_color": "#EDEFF2"})
    sheet.set_row(0, 36)
    # Bold, and with a button to filter by.
    lines = (
        -(-(_digits(head) + _BUTTON) // width) for head, width in zip(heads, widths, strict=True)
    )
    sheet.set_row(1, row_height(max(lines)))
    sheet.merge_range(
        0,
        0,
        0,
        (printed or len(heads)) - 1,
        title,
        book.add_format(heading | {"valign": "vcenter"}),
    )
    sheet.write_row(1, 0, heads, head)


def _plain(cell: Cell) -> str | int:
    if isinstance(cell, int):
        return cell
    if isinstance(cell, dt.datetime):
        return f"{cell:%Y-%m-%d %H:%M}"
    if isinstance(cell, dt.date):
        return cell.isoformat()
    return one_line(cell or "")


def _height(table: PrintedTable[Row], cells: Sequence[str | int]) -> float:
    """Room for the longest cell; not every program finds the height of wrapped text by itself."""
    pairs = zip(table.widths, cells, strict=False)  # folded columns make no row higher
    lines = max(_lines(str(cell), width) for width, cell in pairs)
    return row_height(min(lines, _MOST_LINES))


def _lines(text: str, width: int) -> int:
    """How many lines a text takes: words, numbers and addresses go whole to the next one."""
    lines, left = 1, width
    for piece in re.findall(r"[!-~]+| |[^ -~]", text):
        wide = _digits(piece)
        if wide > left:
            more, left = divmod(wide, width)
            lines, left = lines + more + (left > 0), width - left
        else:
            left -= wide
    return lines


def row_height(lines: int) -> float:
    """The height of a row of so many lines, in points."""
    return _HEAD_HEIGHT + _LINE_HEIGHT * max(1, lines)


def _digits(text: str) -> int:
    """How many digits wide a text is; a Chinese character is two."""
    return sum(1 if one.isascii() else 2 for one in text)
