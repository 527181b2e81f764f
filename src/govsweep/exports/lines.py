"""Findings as lines of text: JSON, one object a line, and CSV."""

import csv
import io
from collections.abc import Sequence
from typing import BinaryIO

from govsweep.exports.fields import MEANINGS, TABLE
from govsweep.findings import Finding
from govsweep.reports.inert import csv_cell
from govsweep.reports.labels import check_name


def write_jsonl(findings: Sequence[Finding], out: BinaryIO) -> None:
    """Write one JSON object a line."""
    out.writelines(finding.model_dump_json().encode() + b"\n" for finding in findings)


def write_csv(findings: Sequence[Finding], out: BinaryIO) -> None:
    """Write CSV that Excel opens as it is, with no cell that could act as a formula."""
    text = io.TextIOWrapper(out, "utf-8-sig", newline="")
    try:
        writer = csv.writer(text)
        writer.writerow(TABLE)
        for finding in findings:
            cells = cells_of(finding)
            writer.writerow(csv_cell(cell) if isinstance(cell, str) else cell for cell in cells)
    finally:
        text.detach()  # the stream is the caller's to close


def cells_of(finding: Finding) -> list[str | int]:
    """The fields of `TABLE` as cells, in their order."""
    fields = finding.model_dump(mode="json")
    return [*(_cell(fields[name]) for name in MEANINGS), check_name(finding.check)]


def _cell(value: object) -> str | int:
    if isinstance(value, list):
        return "\n".join(value)
    if isinstance(value, int):
        return value
    return "" if value is None else str(value)
