"""Findings as a workbook, written row by row."""

from collections.abc import Sequence
from typing import BinaryIO

import xlsxwriter

from govsweep.exports.cells import cells_of, heads
from govsweep.exports.cursor import position_of
from govsweep.exports.fields import TABLE, Language
from govsweep.exports.formats.format import ExportFormat
from govsweep.findings import Finding
from govsweep.reports.inert import is_formula, xlsx_cell

_ROWS = 1_048_575  # of a sheet, below its heads
_WIDTHS = {"id": 16, "message": 50, "url": 40, "subject": 30, "site_name": 24, "pages": 40}


def write_xlsx(
    findings: Sequence[Finding], out: BinaryIO, language: Language = Language.EN
) -> None:
    """Write the findings, on further sheets where one is full, and the meaning of the fields."""
    with xlsxwriter.Workbook(out, {"constant_memory": True}) as book:
        if findings:  # the same findings give the same bytes
            last = position_of(findings[-1]).changed
            book.set_properties({"created": last.replace(tzinfo=None)})
        starts = range(0, max(len(findings), 1), _ROWS)
        for number, start in enumerate(starts, start=1):
            name = "问题" if number == 1 else f"问题{number}"
            _fill(book, name, findings[start : start + _ROWS], language)
        _explain(book, language)


def _fill(
    book: xlsxwriter.Workbook, name: str, findings: Sequence[Finding], language: Language
) -> None:
    head = book.add_format({"bold": True, "bg_color": "#EDEFF2", "bottom": 1})
    literal = book.add_format({"quote_prefix": True})  # text even after somebody edits the cell
    sheet = book.add_worksheet(name)
    for column, field in enumerate(TABLE):
        sheet.set_column(column, column, _WIDTHS.get(field, 14))
    sheet.freeze_panes(1, 0)
    sheet.write_row(0, 0, heads(language), head)
    for line, finding in enumerate(findings, start=1):
        for column, cell in enumerate(cells_of(finding, language)):
            if isinstance(cell, int):
                sheet.write_number(line, column, cell)
            else:
                # As a string: an address stays text, a formula stays words.
                style = literal if is_formula(cell) else None
                sheet.write_string(line, column, xlsx_cell(cell), style)
    sheet.autofilter(0, 0, max(len(findings), 1), len(TABLE) - 1)


def _explain(book: xlsxwriter.Workbook, language: Language) -> None:
    sheet = book.add_worksheet("字段说明")
    sheet.set_column(0, 0, 16)
    sheet.set_column(1, 1, 80)
    for line, (head, meaning) in enumerate(zip(heads(language), TABLE.values(), strict=True)):
        sheet.write_row(line, 0, (head, meaning))


FORMAT = ExportFormat(write_xlsx, chinese=True, rank=30)
