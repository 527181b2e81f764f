"""The quarterly table of all sites and their outstanding problems (季度汇总表)."""

import csv
import io
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import xlsxwriter

from govsweep.findings import Finding, State
from govsweep.reports import error_rate, figures, labels, printed_table
from govsweep.reports.inert import csv_cell, is_formula, markdown_cell, one_line, xlsx_cell
from govsweep.reports.printed_table import FRAME, row_height, set_up_page, write_heads
from govsweep.reports.snapshot import Snapshot
from govsweep.reports.writing import write_bytes
from govsweep.words.error_rate import NO_RATE, ErrorRate

HEADS = (
    *("序号", "网站名称", "网站标识码", "存在的突出问题", "是否完成整改"),
    *("读到字数", "文字差错率（万分比）"),
)
NOTHING = "无"


class CensusRow(NamedTuple):
    """A site in the census."""

    number: int
    name: str
    identifier: str
    problems: str
    mended: str
    characters: str  # that were read; a dash where none was
    error_rate: str  # with its interval; a dash where no text was read


def title(snapshot: Snapshot) -> str:
    """The heading of the table."""
    return f"{snapshot.period.span.title}政府网站普查情况汇总表"


def rows(snapshot: Snapshot) -> list[CensusRow]:
    """One row a site, in the registry's order; closed sites have left the census."""
    found = figures.by_site(figures.of_period(snapshot))
    rates = error_rate.of_snapshot(snapshot)
    return [
        CensusRow(
            number,
            one_line(site.name),
            site.identifier,
            "、".join(wordings(found.get(site.identifier, ()))) or NOTHING,
            _mended(found.get(site.identifier, ())),
            *_error_rate(rates.get(site.identifier)),
        )
        for number, site in enumerate(figures.listed(snapshot), start=1)
    ]


def _error_rate(rate: ErrorRate | None) -> tuple[str, str]:
    """The characters that were read and the errors among them; dashes where nothing was."""
    return (str(rate.characters), rate.cell) if rate else (NO_RATE, NO_RATE)


def wordings(findings: Sequence[Finding]) -> list[str]:
    """How the census names these findings: each wording once, in the order of the codes."""
    ordered = sorted(findings, key=figures.census_order)
    return list(dict.fromkeys(labels.wording(finding) for finding in ordered))


def _mended(findings: Sequence[Finding]) -> str:
    if not findings:
        return ""
    return "是" if all(finding.state is State.FIXED for finding in findings) else "否"


def write_csv(snapshot: Snapshot, path: Path) -> None:
    """Write the census as CSV that Excel opens as it is."""
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(HEADS)
    for row in rows(snapshot):
        writer.writerow((row.number, *(csv_cell(cell) for cell in row[1:])))
    write_bytes(path, text.getvalue().encode("utf-8-sig"))


def write_markdown(snapshot: Snapshot, path: Path) -> None:
    """Write the census as a Markdown table."""
    lines = [f"# {title(snapshot)}", "", _line(HEADS), "|---:|---|---|---|:---:|---:|:---:|"]
    lines += [_line((str(row.number), *map(markdown_cell, row[1:]))) for row in rows(snapshot)]
    write_bytes(path, ("\n".join(lines) + "\n").encode())


def _line(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"


def write_xlsx(snapshot: Snapshot, path: Path) -> None:
    """Write the census as a workbook that is ready to be printed on A4."""
    with printed_table.workbook(title(snapshot), snapshot, path) as book:
        _fill(book, snapshot)


def _fill(book: xlsxwriter.Workbook, snapshot: Snapshot) -> None:
    centre = book.add_format(FRAME | {"align": "center"})
    left = book.add_format(FRAME)
    # Stays text even after somebody edits the cell.
    literal = book.add_format(FRAME | {"quote_prefix": True})
    sheet = book.add_worksheet("汇总表")
    set_up_page(sheet, _WIDTHS, snapshot)
    write_heads(book, sheet, title(snapshot), HEADS)
    for line, row in enumerate(rows(snapshot), start=2):
        sheet.set_row(line, _height(row))
        sheet.write_number(line, 0, row.number, centre)
        sheet.write_string(line, 1, xlsx_cell(row.name), literal if is_formula(row.name) else left)
        sheet.write_string(line, 2, row.identifier, centre)
        sheet.write_string(line, 3, row.problems, left)
        sheet.write_string(line, 4, row.mended, centre)
        sheet.write_string(line, 5, row.characters, centre)
        sheet.write_string(line, 6, row.error_rate, centre)


_WIDTHS = (6, 28, 14, 40, 14, 12, 20)


def _height(row: CensusRow) -> float:
    """Room for the longest cell; not every program finds the height of wrapped text by itself."""
    lines = (
        -(-2 * len(row.name) // _WIDTHS[1]),  # a Chinese character is two digits wide
        -(-2 * len(row.problems) // _WIDTHS[3]),
    )
    return row_height(max(lines))
