"""Word files with the same bytes whenever they are written."""

import datetime as dt
import io
import zipfile
from pathlib import Path

from docx.document import Document

from govsweep.reports.writing import write_bytes

_ZIP_EPOCH = (1980, 1, 1, 0, 0, 0)


def save(document: Document, path: Path, made: dt.datetime) -> None:
    """Save a document as if at the instant it speaks of: no clock enters the file."""
    properties = document.core_properties
    properties.author = properties.last_modified_by = "govsweep"
    properties.comments = ""
    properties.revision = 1
    properties.created = properties.modified = made.replace(tzinfo=None, microsecond=0)
    draft = io.BytesIO()
    document.save(draft)
    write_bytes(path, _timeless(draft))


def _timeless(archive: io.BytesIO) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(archive) as old, zipfile.ZipFile(packed, "w") as new:
        for part in old.infolist():
            entry = zipfile.ZipInfo(part.filename, _ZIP_EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(entry, old.read(part))
    return packed.getvalue()
