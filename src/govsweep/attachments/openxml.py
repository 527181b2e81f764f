"""Office Open XML: documents and workbooks in a ZIP archive, unpacked within bounds."""

import io
import zipfile
from collections.abc import Iterator
from typing import Any

import docx
import docx.document
import openpyxl
from docx.oxml.ns import qn

from govsweep.attachments.page import Text

_MEMBERS = 5_000
_UNPACKED = 100_000_000  # bytes of all members
_RATIO = 200  # of unpacked to packed; what packs better was made to burst
_SMALL = 5_000_000  # bytes that may pack as well as they like
_ROWS, _COLUMNS = 50_000, 200

_PARAGRAPH, _RUN, _WORDS = qn("w:p"), qn("w:r"), qn("w:t")
_SIGNS = {qn("w:tab"): " ", qn("w:br"): "\n", qn("w:cr"): "\n", qn("w:noBreakHyphen"): "-"}
_PROPERTIES, _HIDDEN = qn("w:rPr"), qn("w:vanish")
_NO_TITLE = "Word Document"  # the library's word where a file has no properties
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"


def text(body: bytes) -> Text:
    """The text of a DOCX or XLSX file; raises `ValueError` for any other archive."""
    names = _member_names(body)
    if "word/document.xml" in names:
        return _document(body)
    if "xl/workbook.xml" in names:
        return _workbook(body)
    raise ValueError("neither a document nor a workbook")


def _member_names(body: bytes) -> set[str]:
    with zipfile.ZipFile(io.BytesIO(body)) as archive:
        members = archive.infolist()
    if len(members) > _MEMBERS or sum(one.file_size for one in members) > _UNPACKED:
        raise ValueError("too much is packed in it")
    for one in members:
        if one.flag_bits & 1:
            raise ValueError("encrypted")
        if one.file_size > max(_SMALL, one.compress_size * _RATIO):
            raise ValueError("made to burst")
    return {one.filename for one in members}


def open_document(body: bytes) -> docx.document.Document:
    """A DOCX file whose archive is sound; raises `ValueError` for one that is none, or hostile."""
    if "word/document.xml" not in _member_names(body):
        raise ValueError("no document")
    return docx.Document(io.BytesIO(body))


def paragraphs(document: docx.document.Document) -> Iterator[Any]:
    """Every paragraph of a document's body, those of cells and boxes too, each box once."""
    for paragraph in document.element.body.iter(_PARAGRAPH):
        if not any(True for _ in paragraph.iterancestors(_FALLBACK)):
            yield paragraph


def runs(paragraph: Any) -> Iterator[Any]:
    """The runs of a paragraph that a reader sees, insertions included."""
    for run in paragraph.iter(_RUN):
        # A box stands inside a run: its paragraphs speak for themselves.
        if next(run.iterancestors(_PARAGRAPH)) is paragraph and not _is_hidden(run):
            yield run


def words(part: Any) -> str:
    """What one part of a run says; "" for what is no text."""
    if part.tag == _WORDS:
        return part.text or ""
    return _SIGNS.get(part.tag, "")


def text_of(paragraph: Any) -> str:
    """A paragraph's own words."""
    return "".join(words(part) for run in runs(paragraph) for part in run)


def _document(body: bytes) -> Text:
    document = docx.Document(io.BytesIO(body))
    title = document.core_properties.title or ""
    return Text("" if title == _NO_TITLE else title, map(text_of, paragraphs(document)))


def _is_hidden(run: Any) -> bool:
    properties = run.find(_PROPERTIES)
    vanish = None if properties is None else properties.find(_HIDDEN)
    return vanish is not None and vanish.get(qn("w:val")) not in ("0", "false", "off")


def _workbook(body: bytes) -> Text:
    workbook = openpyxl.load_workbook(io.BytesIO(body), read_only=True, data_only=True)
    return Text(workbook.properties.title or "", _cells(workbook))


def _cells(workbook: Any) -> Iterator[str]:
    """The texts of cells, each once; numbers and dates hold no words."""
    seen: set[str] = set()
    for sheet in workbook.worksheets:
        for row in sheet.iter_rows(max_row=_ROWS, max_col=_COLUMNS, values_only=True):
            for value in row:
                if isinstance(value, str) and value not in seen:
                    seen.add(value)
                    yield value
