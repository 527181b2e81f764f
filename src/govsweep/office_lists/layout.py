"""A list's text as people keep it: its rows, and all around them that no loader reads.

Comments, empty lines, quotes, line ends and the encoding stay as they are where no row is edited.
"""

import codecs
import csv
import io
import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

import msgspec

from govsweep.csv_rows import UNCLOSED, csv_rows
from govsweep.errors import InputError
from govsweep.kept_files import digest_of
from govsweep.office_lists.changes import ListCells
from govsweep.office_lists.kinds import ListKind, kind_by_heads, kind_by_name
from govsweep.rules.list_text import text_of_list
from govsweep.rules.lists import clean_cell
from govsweep.table_files import delimiter_of

_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+\Z")
_UTF16 = {codecs.BOM_UTF16_LE: "utf-16-le", codecs.BOM_UTF16_BE: "utf-16-be"}


class ListRecord(NamedTuple):
    """A row of a list."""

    line: int  # as its loader counts
    lead: str  # comments and empty lines before it
    raw: str  # as it stands, with its line end
    cells: ListCells

    @property
    def mark(self) -> str:
        """What tells it from other rows, wherever it stands."""
        return digest_of(repr(sorted(self.cells.items())).encode())


class ListLayout(msgspec.Struct, frozen=True, kw_only=True):
    """A list, row by row."""

    kind: ListKind
    heads: tuple[str, ...]  # as the loader calls them
    records: tuple[ListRecord, ...]
    top: str = ""  # what stands before the header
    header: str = ""  # the header as it stands; "" in a text of one word a line
    tail: str = ""  # what stands after the last row
    plain: bool = False  # one word a line
    delimiter: str = ","
    ends: str = "\r\n"
    charset: str = "utf-8"
    mark: bytes = codecs.BOM_UTF8

    def encoded(self, text: str) -> bytes:
        """The bytes of a text, encoded as this list is."""
        return self.mark + text.encode(self.charset)

    def written(self, cells: Sequence[str]) -> str:
        """A row as it is written into this list."""
        if self.plain:
            return "\t".join(cells).rstrip("\t") + self.ends
        text = io.StringIO()
        csv.writer(text, delimiter=self.delimiter, lineterminator=self.ends).writerow(cells)
        return text.getvalue()


def empty_list(kind: ListKind) -> ListLayout:
    """A list that is not there yet: Excel reads its Chinese by the mark."""
    made = ListLayout(kind=kind, heads=kind.heads, records=())
    return msgspec.structs.replace(made, header=made.written(kind.heads))


def lay_out(name: str, body: bytes) -> ListLayout:
    """A list row by row; raises `InputError` where it is none, or cannot be kept as it is."""
    text = text_of_list(body)
    mark, charset = _encoding(body)
    if mark + text.encode(charset, "replace") != body:
        raise InputError("文件里有认不出的字符，请先在表格程序里另存为 UTF-8")
    lines = _LINE.findall(text)
    plain = name.lower().endswith(".txt")
    delimiter = delimiter_of(text)
    parts = _plain(lines) if plain else _parted(lines, delimiter)
    return _laid_out(name, list(parts), ListLayout(
        kind=ListKind.WORD, heads=(), records=(), plain=plain, delimiter=delimiter,
        ends="\r\n" if "\r\n" in text else "\n", charset=charset, mark=mark,
    ))  # fmt: skip


def _encoding(body: bytes) -> tuple[bytes, str]:
    for mark, charset in _UTF16.items():
        if body.startswith(mark):
            return mark, charset
    mark = codecs.BOM_UTF8 if body.startswith(codecs.BOM_UTF8) else b""
    try:
        body.decode()
    except UnicodeDecodeError:
        return b"", "gb18030"
    return mark, "utf-8"


class _RawRow(NamedTuple):
    line: int
    raw: str
    cells: Sequence[str]


def _plain(lines: Sequence[str]) -> Iterator[_RawRow]:
    for number, line in enumerate(lines, 1):
        yield _RawRow(number, line, re.split(r"[\t,，]| +", line.strip()))


def _parted(lines: Sequence[str], delimiter: str) -> Iterator[_RawRow]:
    for first, last, cells in csv_rows("".join(lines), delimiter, breaks=False):
        if cells == [UNCLOSED]:
            raise InputError(f"第 {first} 行无法读取：引号没有成对，或格内换了行、太长")
        yield _RawRow(first, "".join(lines[first - 1 : last]), cells)


def _laid_out(name: str, parts: list[_RawRow], form: ListLayout) -> ListLayout:
    lead, top, header = "", "", ""
    kind, heads = kind_by_name(name), tuple[str, ...]()
    records: list[ListRecord] = []
    for part in parts:
        clean = [clean_cell(one) for one in part.cells]
        if not any(clean) or clean[0].startswith("#"):
            lead += part.raw
        elif not heads:
            found = kind or kind_by_heads(part.cells)
            if found is None:
                raise InputError(f"认不出是哪一种词表：表头是“{clean[0][:20]}”")
            kind, heads = found, tuple(found.head(one) for one in part.cells)
            if form.plain and kind.heads[0] not in heads:
                heads = kind.heads[:2]
                records.append(_record(part, lead, heads))
            else:
                top, header = lead, part.raw
            lead = ""
        else:
            records.append(_record(part, lead, heads))
            lead = ""
    if kind is None:
        raise InputError("没有表头")
    heads = heads or kind.heads
    return msgspec.structs.replace(
        form, kind=kind, heads=heads, records=tuple(records), top=top, header=header, tail=lead
    )


def _record(part: _RawRow, lead: str, heads: Sequence[str]) -> ListRecord:
    cells = {
        head: " ".join(cell.split())
        for head, cell in zip(heads, part.cells, strict=False)
        if head and cell.strip()
    }
    return ListRecord(part.line, lead, part.raw, cells)
