"""Findings as CSV that Excel opens as it is."""

import csv
import io
from collections.abc import Sequence
from typing import BinaryIO

from govsweep.exports.cells import cells_of, heads
from govsweep.exports.fields import Language
from govsweep.exports.formats.format import ExportFormat
from govsweep.findings import Finding
from govsweep.reports.inert import csv_cell


def write_csv(findings: Sequence[Finding], out: BinaryIO, language: Language = Language.EN) -> None:
    """Write CSV with no cell that could act as a formula."""
    text = io.TextIOWrapper(out, "utf-8-sig", newline="")
    try:
        writer = csv.writer(text)
        writer.writerow(heads(language))
        for finding in findings:
            cells = cells_of(finding, language)
            writer.writerow(csv_cell(cell) if isinstance(cell, str) else cell for cell in cells)
    finally:
        text.detach()  # the stream is the caller's to close


FORMAT = ExportFormat(write_csv, text=True, chinese=True, rank=20)
