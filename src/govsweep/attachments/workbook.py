"""XLSX: the texts of cells, names of sheets, what stands beside cells, and what was not read."""

import io
import re
import zipfile
from collections.abc import Iterator
from html import unescape
from itertools import chain
from typing import Any

import openpyxl

from govsweep.attachments.page import Text
from govsweep.reading.number_cells import NumberPlace, TableHeads

_ROWS, _COLUMNS = 50_000, 200

_SHEET = re.compile(r"xl/worksheets/[^/]+\.xml")
_NOTES = re.compile(r"xl/(?:comments[^/]*|comments/[^/]+|threadedComments/[^/]+)\.xml")
_DRAWING = re.compile(r"xl/drawings/[^/]+\.xml")
_NO_NAME = re.compile(r"(?:sheet|工作表|表|chart|图表)\s*\d*", re.IGNORECASE)
_PRINTED = re.compile(rb"<(?:odd|even|first)(?:Header|Footer)\b[^>]*>([^<]+)<")
_CODE = re.compile(r'(?<!&)&(?:"[^"]*"|K(?:[0-9A-F]{6}|\d\d[+-]\d{3})|\d{1,3}|[A-Za-z+-])')
_AND = re.compile("&&")
_WORDS = re.compile(rb"<(?:\w+:)?(?:t|text)\b[^>/]*>([^<]+)<")
_PARAGRAPH = re.compile(rb"</(?:\w+:)?(?:p|comment|text)>")
_PICTURE = re.compile(rb"<(?:\w+:)?pic>|<(?:\w+:)?pic ")
_NO_VALUE = re.compile(
    rb"(?:</(?:\w+:)?f>|<(?:\w+:)?f\b[^>]*/>)\s*"
    rb"(?:<(?:\w+:)?v\s*/>|<(?:\w+:)?v>\s*</(?:\w+:)?v>)?\s*</(?:\w+:)?c>"
)


def text(body: bytes) -> Text:
    """The text of an XLSX file."""
    book = openpyxl.load_workbook(io.BytesIO(body), read_only=True, data_only=True)
    names = (name for name in book.sheetnames if not _NO_NAME.fullmatch(name))
    places: list[NumberPlace] = []
    said = chain(names, _cells(book, places), _beside(body))
    return Text(book.properties.title or "", _once(said), lambda: _unread(body), places)


def _once(texts: Iterator[str]) -> Iterator[str]:
    seen: set[str] = set()
    for one in texts:
        if one not in seen:
            seen.add(one)
            yield one


def _cells(book: Any, places: list[NumberPlace]) -> Iterator[str]:
    """The texts of cells; numbers and dates hold no words. Long numbers go to `places`, too."""
    for sheet in book.worksheets:
        heads = TableHeads()
        for row in sheet.iter_rows(max_row=_ROWS, max_col=_COLUMNS, values_only=True):
            texts = [value if isinstance(value, str) else "" for value in row]
            places.extend(heads.places(texts))
            yield from filter(None, texts)


def _members(body: bytes, names: re.Pattern[str]) -> Iterator[bytes]:
    with zipfile.ZipFile(io.BytesIO(body)) as archive:
        for name in sorted(archive.namelist()):
            if names.fullmatch(name):
                yield archive.read(name)


def _beside(body: bytes) -> Iterator[str]:
    """Headers and footers of the print, notes at cells, and the words of shapes."""
    for sheet in _members(body, _SHEET):
        for found in _PRINTED.findall(sheet):
            yield from filter(None, map(str.strip, _printed(_plain(found))))
    for part in chain(_members(body, _NOTES), _members(body, _DRAWING)):
        for paragraph in _PARAGRAPH.split(part):
            if said := "".join(map(_plain, _WORDS.findall(paragraph))).strip():
                yield said


def _printed(coded: str) -> list[str]:
    """The parts of a print header: left, middle and right, without what sets type and fills in."""
    return [_AND.sub("&", one) for one in _CODE.sub(_set_apart, coded).split("\n")]


def _set_apart(code: re.Match[str]) -> str:
    return "\n" if code.group() in ("&L", "&C", "&R") else ""


def _plain(found: bytes) -> str:
    return unescape(found.decode("utf-8", "replace"))


def _unread(body: bytes) -> Iterator[str]:
    bare = sum(len(_NO_VALUE.findall(sheet)) for sheet in _members(body, _SHEET))
    if bare:
        yield f"有 {bare} 个公式没有存下结果，没有读（用 Excel 或 WPS 打开、另存一次再查）"
    pictures = sum(len(_PICTURE.findall(one)) for one in _members(body, _DRAWING))
    if pictures:
        yield f"有 {pictures} 幅图片，图中文字没有读"
