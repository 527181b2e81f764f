"""Findings as JSON, one object a line, for programs."""

from collections.abc import Sequence
from typing import BinaryIO

from govsweep.exports.fields import Language
from govsweep.exports.formats.format import ExportFormat
from govsweep.findings import Finding


def write_jsonl(
    findings: Sequence[Finding], out: BinaryIO, _language: Language = Language.EN
) -> None:
    """Write one JSON object a line."""
    out.writelines(finding.model_dump_json().encode() + b"\n" for finding in findings)


FORMAT = ExportFormat(write_jsonl, text=True, rank=10)
