"""Findings as lines of text: JSON, one object a line, and CSV."""

import csv
import io
from collections.abc import Sequence
from typing import BinaryIO

from govsweep.exports.fields import HEADS, MEANINGS, TABLE, Language
from govsweep.findings import Finding
from govsweep.reports.inert import csv_cell
from govsweep.reports.labels import CERTAINTIES, SEVERITIES, STATES, check_name


def write_jsonl(findings: Sequence[Finding], out: BinaryIO) -> None:
    """Write one JSON object a line."""
    out.writelines(finding.model_dump_json().encode() + b"\n" for finding in findings)


def write_csv(findings: Sequence[Finding], out: BinaryIO, language: Language = Language.EN) -> None:
    """Write CSV that Excel opens as it is, with no cell that could act as a formula."""
    text = io.TextIOWrapper(out, "utf-8-sig", newline="")
    try:
        writer = csv.writer(text)
        writer.writerow(heads(language))
        for finding in findings:
            cells = cells_of(finding, language)
            writer.writerow(csv_cell(cell) if isinstance(cell, str) else cell for cell in cells)
    finally:
        text.detach()  # the stream is the caller's to close


def heads(language: Language) -> list[str]:
    """The heads of a table, in the order of `TABLE`."""
    return [HEADS[name] if language is Language.ZH else name for name in TABLE]


def cells_of(finding: Finding, language: Language = Language.EN) -> list[str | int]:
    """The fields of `TABLE` as cells, in order; closed words and times as people read them."""
    fields = finding.model_dump(mode="json")
    if language is Language.ZH:
        fields |= {
            "severity": SEVERITIES[finding.severity],
            "certainty": CERTAINTIES[finding.certainty],
            "state": STATES[finding.state],
            "first_seen": f"{finding.first_seen:%Y-%m-%d %H:%M}",
            "last_seen": f"{finding.last_seen:%Y-%m-%d %H:%M}",
        }
    return [*(_cell(fields[name]) for name in MEANINGS), check_name(finding.check)]


def _cell(value: object) -> str | int:
    if isinstance(value, list):
        return "\n".join(value)
    if isinstance(value, int):
        return value
    return "" if value is None else str(value)
