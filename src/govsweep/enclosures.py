"""Files that units enclose with their answers: taken by what they are, whatever they are called.

Nothing of them is opened or run; the few kinds that are taken carry no macros.
"""

import io
import re
import zipfile
from enum import StrEnum
from hashlib import sha256

import msgspec

from govsweep.errors import InputError

LARGEST = 10_000_000  # bytes
_LONGEST_NAME = 80  # characters
_UNFIT = re.compile(r'[\\/:*?"<>|\x00-\x1f\x7f\u200b-\u200f\u2028-\u202e\u2066-\u2069\ufeff]+')
_OPEN_XML = "application/vnd.openxmlformats-officedocument"


class FileKind(StrEnum):
    """A kind of file that is taken; its value is the ending that it is handed out with."""

    PDF = "pdf"
    PNG = "png"
    JPEG = "jpg"
    DOCX = "docx"
    XLSX = "xlsx"


MEDIA_TYPES = {
    FileKind.PDF: "application/pdf",
    FileKind.PNG: "image/png",
    FileKind.JPEG: "image/jpeg",
    FileKind.DOCX: f"{_OPEN_XML}.wordprocessingml.document",
    FileKind.XLSX: f"{_OPEN_XML}.spreadsheetml.sheet",
}
_MARKS = {
    FileKind.PDF: b"%PDF-",
    FileKind.PNG: b"\x89PNG\r\n\x1a\n",
    FileKind.JPEG: b"\xff\xd8\xff",
}
_PARTS = {FileKind.DOCX: "word/document.xml", FileKind.XLSX: "xl/workbook.xml"}


class Enclosure(msgspec.Struct, frozen=True, kw_only=True):
    """A file that was taken, without its bytes."""

    name: str
    kind: FileKind
    size: int
    digest: str  # SHA-256


def enclosure(name: str, body: bytes) -> Enclosure:
    """What a file is; raises `InputError` for one that is not taken."""
    if not body:
        raise InputError("附件是空的")
    if len(body) > LARGEST:
        raise InputError(f"附件超过 {LARGEST // 1_000_000} MB")
    kind = _kind(body)
    if kind is None:
        endings = "、".join(one.value.upper() for one in FileKind)
        raise InputError(f"附件只收 {endings}，以内容为准，且不带宏")
    return Enclosure(
        name=_name(name, kind), kind=kind, size=len(body), digest=sha256(body).hexdigest()
    )


def _kind(body: bytes) -> FileKind | None:
    for kind, mark in _MARKS.items():
        if body.startswith(mark):
            return kind
    return _in_archive(body) if body.startswith(b"PK\x03\x04") else None


def _in_archive(body: bytes) -> FileKind | None:
    """The kind of a ZIP archive, by the names of its parts; none is unpacked."""
    try:
        with zipfile.ZipFile(io.BytesIO(body)) as archive:
            names = set(archive.namelist())
    except (zipfile.BadZipFile, ValueError, NotImplementedError):
        return None
    if "[Content_Types].xml" not in names or any("vbaproject" in one.lower() for one in names):
        return None
    return next((kind for kind, part in _PARTS.items() if part in names), None)


def _name(name: str, kind: FileKind) -> str:
    """The name without any folder, and with the ending of what the file is."""
    last = re.split(r"[\\/]", name)[-1]
    stem = _UNFIT.sub("_", last).rpartition(".")[0] or _UNFIT.sub("_", last)
    return f"{stem.strip('. ')[:_LONGEST_NAME] or '附件'}.{kind.value}"
