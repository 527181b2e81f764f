"""Exports: findings for other systems, whole or not at all, in a stable order.

An export into a file leaves three: `PATH`, moved into place once it is complete; `PATH.sha256`,
its checksum as `sha256sum -c` reads it; and `_SUCCESS` in the folder, which is taken away before
and put back after, so that a reader that waits for it never takes two files that do not match.
"""

import hashlib
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import BinaryIO

from govsweep.errors import InputError
from govsweep.exports.cursor import after, noted, position_of
from govsweep.exports.fields import Language
from govsweep.exports.formats import CHINESE, FORMATS
from govsweep.findings import Finding
from govsweep.reports.writing import is_stream, replacing, standard_output, write_bytes

__all__ = [
    "CHINESE",
    "FORMATS",
    "Language",
    "after",
    "export",
    "noted",
    "write_export",
]


def export(
    name: str,
    findings: Iterable[Finding],
    out: Path | BinaryIO,
    language: Language = Language.EN,
) -> int:
    """Export findings, the longest unchanged first; tells how many."""
    if name not in FORMATS:
        raise InputError(f"没有名为“{name}”的导出格式，可选：{'、'.join(FORMATS)}")
    form = FORMATS[name]
    if language is Language.ZH and not form.chinese:
        raise InputError(f"{name} 是给程序读的格式，没有中文的；给人看请用 {' 或 '.join(CHINESE)}")
    ordered = sorted(findings, key=position_of)
    if isinstance(out, Path):
        _into(out, lambda file: form.write(ordered, file, language))
    else:
        form.write(ordered, out, language)
    return len(ordered)


def write_export(
    name: str,
    findings: Iterable[Finding],
    path: Path | None,
    *,
    language: Language = Language.EN,
) -> int:
    """Export into a file, or to standard output where none is named and the format is text."""
    if path is not None:
        return export(name, findings, path, language)
    if name in FORMATS and not FORMATS[name].text:
        raise InputError(f"{name} 不是文本格式，不能写到标准输出，请用 -o 指定文件")
    out = standard_output()
    written = export(name, findings, out, language)
    out.flush()
    return written


def _into(path: Path, write: Callable[[BinaryIO], None]) -> None:
    if is_stream(path):  # nothing lies beside what goes to a device or a pipe
        with replacing(path) as draft, draft.open("wb") as file:
            write(file)
        return
    success = path.with_name("_SUCCESS")
    with replacing(path) as draft:
        with draft.open("wb") as file:
            write(file)
        with draft.open("rb") as file:
            checksum = hashlib.file_digest(file, "sha256").hexdigest()
        success.unlink(missing_ok=True)
    write_bytes(path.with_name(f"{path.name}.sha256"), f"{checksum}  {path.name}\n".encode())
    write_bytes(success, b"")
