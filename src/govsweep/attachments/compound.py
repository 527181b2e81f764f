"""The binary files of Office 97: documents by their piece table, workbooks by a library."""

import io
import struct
from collections.abc import Iterator

import olefile
import python_calamine

from govsweep.attachments.page import Text
from govsweep.reading.number_cells import NumberPlace, TableHeads

_ROWS = 50_000

# [MS-DOC] 2.5: the header of the stream WordDocument.
_MAGIC, _FIRST_VERSION = 0xA5EC, 0x00C1  # Word 97; what is older is laid out otherwise
_FLAGS_AT, _PIECES_AT = 0x0A, 0x01A2
# 2.5.4: the lengths of the body, footnotes, headers, (nothing), comments, endnotes and boxes.
_LENGTHS_AT = 0x4C
_ENCRYPTED, _SECOND_TABLE, _OBFUSCATED = 0x0100, 0x0200, 0x8000
_LARGEST_STREAM = 20_000_000

# [MS-DOC] 2.9.38, 2.9.73: the piece table stands after any number of properties.
_IS_PROPERTIES, _IS_PIECES = 0x01, 0x02
_PIECE_SIZE, _COMPRESSED, _OFFSET = 8, 0x40000000, 0x3FFFFFFF

# [MS-DOC] 2.4: characters with a meaning of their own.
_FIELD_BEGINS, _FIELD_PARTS, _FIELD_ENDS = "\x13", "\x14", "\x15"
_BREAKS, _DROPPED = "\r\x07\x0b\x0c", "\x01\x02\x05\x08\x1f"
_PLAIN = str.maketrans(dict.fromkeys(_BREAKS, "\n") | dict.fromkeys(_DROPPED, "") | {"\x1e": "-"})


def text(body: bytes) -> Text:
    """The text of a DOC or XLS file, or of what WPS writes in their place."""
    with olefile.OleFileIO(io.BytesIO(body)) as file:
        if file.exists("WordDocument"):
            title = _title(file)
            return Text(title, _document(file).split("\n"))
        if file.exists("Workbook") or file.exists("Book"):
            places: list[NumberPlace] = []
            return Text("", _cells(body, places), places=places)
    raise ValueError("neither a document nor a workbook")


def _title(file: olefile.OleFileIO) -> str:
    title = file.get_metadata().title or b""
    return title.decode("gb18030", "ignore") if isinstance(title, bytes) else str(title)


def _document(file: olefile.OleFileIO) -> str:
    main = _stream(file, "WordDocument")
    magic, version = struct.unpack_from("<HH", main, 0)
    (flags,) = struct.unpack_from("<H", main, _FLAGS_AT)
    if magic != _MAGIC or version < _FIRST_VERSION or flags & (_ENCRYPTED | _OBFUSCATED):
        raise ValueError("encrypted, or of an older Word")
    length = sum(max(0, one) for one in struct.unpack_from("<8i", main, _LENGTHS_AT))
    offset, size = struct.unpack_from("<II", main, _PIECES_AT)
    table = _stream(file, "1Table" if flags & _SECOND_TABLE else "0Table")
    characters = "".join(_pieces(main, table[offset : offset + size]))[:length]
    return _without_fields(characters).translate(_PLAIN)


def _stream(file: olefile.OleFileIO, name: str) -> bytes:
    if file.get_size(name) > _LARGEST_STREAM:
        raise ValueError(f"{name} is too large")
    content: bytes = file.openstream(name).read()
    return content


def _pieces(main: bytes, clx: bytes) -> Iterator[str]:
    at = 0
    while clx[at] == _IS_PROPERTIES:
        at += 3 + struct.unpack_from("<H", clx, at + 1)[0]
    if clx[at] != _IS_PIECES:
        raise ValueError("no piece table")
    (size,) = struct.unpack_from("<I", clx, at + 1)
    table = clx[at + 5 : at + 5 + size]
    count = (len(table) - 4) // (4 + _PIECE_SIZE)
    starts = struct.unpack_from(f"<{count + 1}i", table, 0)
    budget = len(main)  # pieces that overlap could say the same without end
    for number in range(count):
        length = starts[number + 1] - starts[number]
        (where,) = struct.unpack_from("<I", table, 4 * (count + 1) + _PIECE_SIZE * number + 2)
        budget -= length
        if length < 0 or budget < 0:
            raise ValueError("a piece table out of order")
        offset = where & _OFFSET
        if where & _COMPRESSED:
            yield main[offset // 2 : offset // 2 + length].decode("cp1252", "replace")
        else:
            yield main[offset : offset + 2 * length].decode("utf-16-le", "replace")


def _without_fields(text: str) -> str:
    """The text with the outcome of each field, without its instruction."""
    if _FIELD_BEGINS not in text:
        return text
    kept: list[str] = []
    instructions: list[bool] = []  # of each open field: whether its instruction is being read
    for character in text:
        if character == _FIELD_BEGINS:
            instructions.append(True)
        elif character == _FIELD_PARTS and instructions:
            instructions[-1] = False
        elif character == _FIELD_ENDS and instructions:
            instructions.pop()
        elif not any(instructions):
            kept.append(character)
    return "".join(kept)


def _cells(body: bytes, places: list[NumberPlace]) -> Iterator[str]:
    """The texts of cells, each once; numbers and dates hold no words."""
    seen: set[str] = set()
    workbook = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(body))
    for number in range(len(workbook.sheet_names)):
        heads = TableHeads()
        for row in workbook.get_sheet_by_index(number).to_python(nrows=_ROWS):
            texts = [value if isinstance(value, str) else "" for value in row]
            places.extend(heads.places(texts))
            for value in texts:
                if value and value not in seen:
                    seen.add(value)
                    yield value
