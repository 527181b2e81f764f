"""Findings as Parquet, for tools of analysis; its library is an extra."""

from collections.abc import Sequence
from importlib import import_module
from typing import Any, BinaryIO

from govsweep.errors import InputError
from govsweep.exports.fields import MEANINGS, Language
from govsweep.exports.formats.format import ExportFormat
from govsweep.findings import Finding

_BATCH = 10_000


def write_parquet(
    findings: Sequence[Finding], out: BinaryIO, _language: Language = Language.EN
) -> None:
    """Write typed columns: lists stay lists, times are instants."""
    try:
        pyarrow, parquet = import_module("pyarrow"), import_module("pyarrow.parquet")
    except ImportError as error:
        raise InputError(
            "导出 parquet 需要 pyarrow，请先安装：pip install 'govsweep[parquet]'"
        ) from error
    schema = pyarrow.schema([(name, _type(pyarrow, name)) for name in MEANINGS])
    with parquet.ParquetWriter(out, schema) as writer:
        for start in range(0, len(findings), _BATCH):
            rows = [finding.model_dump() for finding in findings[start : start + _BATCH]]
            writer.write_table(pyarrow.Table.from_pylist(rows, schema))


def _type(pyarrow: Any, name: str) -> Any:
    annotation = {"sightings": pyarrow.int64(), "sweep": pyarrow.int64()}
    annotation |= dict.fromkeys(("first_seen", "last_seen"), pyarrow.timestamp("us", tz="UTC"))
    annotation["site_closed"] = pyarrow.bool_()
    annotation["pages"] = pyarrow.list_(pyarrow.string())
    return annotation.get(name, pyarrow.string())


FORMAT = ExportFormat(write_parquet, rank=40)
