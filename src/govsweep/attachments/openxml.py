"""Office Open XML: documents and workbooks in a ZIP archive, unpacked within bounds."""

import io
import re
import zipfile
from collections.abc import Iterator
from contextlib import suppress
from itertools import chain
from typing import Any

import docx
import docx.document
from docx.oxml import parse_xml
from docx.oxml.ns import qn

from govsweep.attachments import workbook
from govsweep.attachments.page import Text
from govsweep.reading.number_cells import NumberPlace, TableHeads

_MEMBERS = 5_000
_UNPACKED = 100_000_000  # bytes of all members
_RATIO = 200  # of unpacked to packed; what packs better was made to burst
_SMALL = 5_000_000  # bytes that may pack as well as they like

_PARAGRAPH, _RUN, _WORDS = qn("w:p"), qn("w:r"), qn("w:t")
_TABLE, _ROW, _CELL = qn("w:tbl"), qn("w:tr"), qn("w:tc")
_SIGNS = {qn("w:tab"): " ", qn("w:br"): "\n", qn("w:cr"): "\n", qn("w:noBreakHyphen"): "-"}
_PROPERTIES, _HIDDEN = qn("w:rPr"), qn("w:vanish")
_NO_TITLE = "Word Document"  # the library's word where a file has no properties
# What stands beside the body, by its part's name, in the order in which it is read.
_ASIDE = {"header": "页眉", "footer": "页脚", "footnotes": "脚注", "endnotes": "尾注"}
_ASIDE |= {"comments": "批注"}
_PART = re.compile(r"/word/([a-z]+?)\d*\.xml")
_COMMENT, _AUTHOR = qn("w:comment"), qn("w:author")
OUR_NAME = "govsweep 校对"  # the author of the comments that proofreading wrote itself
_PICTURES = (qn("a:blip"), "{urn:schemas-microsoft-com:vml}imagedata")
_EXTENT = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}extent"
_SMALL_PICTURE = 360_000  # a centimetre; a picture less wide or high holds no text
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"


def text(body: bytes) -> Text:
    """The text of a DOCX or XLSX file; raises `ValueError` for any other archive."""
    names = _member_names(body)
    if "word/document.xml" in names:
        return _document(body)
    if "xl/workbook.xml" in names:
        return workbook.text(body)
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
    yield from _paragraphs_in(document.element.body)


def _paragraphs_in(element: Any) -> Iterator[Any]:
    for paragraph in element.iter(_PARAGRAPH):
        if not any(True for _ in paragraph.iterancestors(_FALLBACK)):
            yield paragraph


def beside(document: docx.document.Document) -> Iterator[tuple[str, str]]:
    """What stands beside the body: its place and its words, each once; our own comments left out.

    Headers of first, odd and even pages mostly say the same.
    """
    seen: set[tuple[str, str]] = set()
    for place, element in _parts_beside(document):
        for paragraph in _paragraphs_in(element):
            said = (place, text_of(paragraph).replace("\n", " "))
            ours = any(one.get(_AUTHOR) == OUR_NAME for one in paragraph.iterancestors(_COMMENT))
            if said[1].strip() and said not in seen and not ours:
                seen.add(said)
                yield said


def _parts_beside(document: docx.document.Document) -> list[tuple[str, Any]]:
    order = list(_ASIDE.values())
    found: list[tuple[str, Any]] = []
    for part in document.part.package.iter_parts():
        named = _PART.fullmatch(str(part.partname))
        if named and named[1] in _ASIDE:
            with suppress(ValueError, SyntaxError):  # broken XML; the body is read all the same
                element = getattr(part, "element", None)
                found.append(
                    (_ASIDE[named[1]], parse_xml(part.blob) if element is None else element)
                )
    return sorted(found, key=lambda one: order.index(one[0]))


def unread(document: docx.document.Document) -> Iterator[str]:
    """What of a document was not read, in words."""
    count = sum(map(_may_hold_text, document.element.body.iter(*_PICTURES)))
    if count:
        yield f"有 {count} 幅图片，图中文字没有读"


def _may_hold_text(picture: Any) -> bool:
    if any(True for _ in picture.iterancestors(_FALLBACK)):
        return False
    frame = next((one.getparent() for one in picture.iterancestors(qn("a:graphic"))), None)
    extent = None if frame is None else frame.find(_EXTENT)
    sides = [] if extent is None else [int(extent.get(side, 0)) for side in ("cx", "cy")]
    return not sides or min(sides) >= _SMALL_PICTURE


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
    lines = chain(map(text_of, paragraphs(document)), (said for _, said in beside(document)))
    title = "" if title == _NO_TITLE else title
    return Text(title, lines, lambda: unread(document), _number_places(document))


def _number_places(document: docx.document.Document) -> Iterator[NumberPlace]:
    """The long numbers in the tables of a document's body."""
    for table in document.element.body.iter(_TABLE):
        heads = TableHeads()
        for row in table.iterchildren(_ROW):
            cells = row.iterchildren(_CELL)
            yield from heads.places(
                ["".join(map(text_of, cell.iter(_PARAGRAPH))) for cell in cells]
            )


def _is_hidden(run: Any) -> bool:
    properties = run.find(_PROPERTIES)
    vanish = None if properties is None else properties.find(_HIDDEN)
    return vanish is not None and vanish.get(qn("w:val")) not in ("0", "false", "off")
