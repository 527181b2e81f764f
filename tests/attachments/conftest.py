"""Files of every kind that is read, made as the programs of an office make them."""

import base64
import io
import struct
import zipfile
from collections.abc import Mapping, Sequence
from types import SimpleNamespace

import docx
import docx.shared
import openpyxl
import pytest
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part


@pytest.fixture(scope="session")
def files() -> SimpleNamespace:
    """The makers of files by name."""
    makers = (pdf, rtf, word, beside, workbook, archive, old_word, old_workbook, compound)
    return SimpleNamespace(**{maker.__name__: maker for maker in makers})


def rtf(*paragraphs: str, head: str = r"\ansi\ansicpg936\deff0") -> bytes:
    """An RTF file; what is no ASCII stands as bytes of the Chinese code page."""

    def coded(text: str) -> str:
        return "".join(
            one if one.isascii() else "".join(rf"\'{byte:02x}" for byte in one.encode("gb18030"))
            for one in text
        )

    fonts = r"{\fonttbl{\f0\fnil\fcharset134 " + coded("宋体") + ";}{\\f1\\fswiss Arial;}}"
    return ("{\\rtf1" + head + fonts + "\\par\n".join(map(coded, paragraphs)) + "}").encode()


def pdf(
    *pages: Sequence[str],
    title: str = "",
    picture: bool = False,
    pictures: Sequence[int] = (),
    height: int = 842,
) -> bytes:
    """A PDF whose font gives every character a number of its own and maps it back.

    `picture` lays one over each whole page, as a scanner does; `pictures` over some pages. Of the
    842 points of a page it covers the lowest `height`.
    """
    characters = sorted({one for page in pages for line in page for one in line})
    code = {one: number for number, one in enumerate(characters, 1)}
    mapping = "\n".join(
        f"<{number:04x}> <{one.encode('utf-16-be').hex()}>" for one, number in code.items()
    )
    cmap = (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapType 2 def\n"
        "1 begincodespacerange <0000> <ffff> endcodespacerange\n"
        f"{len(code)} beginbfchar\n{mapping}\nendbfchar\nendcmap end end"
    )
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[%s]/Count %d>>"
        % (b" ".join(b"%d 0 R" % (9 + 2 * number) for number in range(len(pages))), len(pages)),
        b"<</Type/Font/Subtype/Type0/BaseFont/SimSun/Encoding/Identity-H"
        b"/DescendantFonts[4 0 R]/ToUnicode 6 0 R>>",
        b"<</Type/Font/Subtype/CIDFontType2/BaseFont/SimSun/DW 1000/FontDescriptor 5 0 R"
        b"/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>>>",
        b"<</Type/FontDescriptor/FontName/SimSun/Flags 4/FontBBox[0 -200 1000 900]/Ascent 900"
        b"/Descent -200/CapHeight 700/ItalicAngle 0/StemV 80>>",
        _stream(cmap.encode()),
        _stream(b"\x80", b"/Type/XObject/Subtype/Image/Width 1/Height 1/ColorSpace/DeviceGray"
                b"/BitsPerComponent 8"),
        b"<</Title<feff%s>>>" % title.encode("utf-16-be").hex().encode(),
    ]  # fmt: skip
    for number, page in enumerate(pages):
        lines = b"".join(
            b"1 0 0 1 72 %d Tm <%s> Tj\n"
            % (780 - 20 * row, "".join(f"{code[one]:04x}" for one in line).encode())
            for row, line in enumerate(page)
        )
        drawn = b"q 595 0 0 %d 0 0 cm /I Do Q\n" % height
        drawn = drawn if picture or number in pictures else b""
        objects.append(
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents %d 0 R"
            b"/Resources<</Font<</F 3 0 R>>/XObject<</I 7 0 R>>>>>>" % (10 + 2 * number)
        )
        objects.append(_stream(drawn + b"BT /F 12 Tf\n" + lines + b"ET"))
    return _assembled(objects)


def _stream(content: bytes, words: bytes = b"") -> bytes:
    return b"<</Length %d%s>>stream\n%s\nendstream" % (len(content), words, content)


def _assembled(objects: Sequence[bytes]) -> bytes:
    body, offsets = b"%PDF-1.5\n", []
    for number, one in enumerate(objects, 1):
        offsets.append(len(body))
        body += b"%d 0 obj%s endobj\n" % (number, one)
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    count = len(objects) + 1
    end = b"xref\n0 %d\n0000000000 65535 f \n%s" % (count, table)
    end += b"trailer<</Size %d/Root 1 0 R/Info 8 0 R>>\nstartxref\n%d\n%%%%EOF" % (count, len(body))
    return body + end


def word(*paragraphs: str, cells: Sequence[str] = (), title: str = "") -> bytes:
    """A DOCX file."""
    document = docx.Document()
    document.core_properties.title = title
    for paragraph in paragraphs:
        document.add_paragraph(paragraph)
    if cells:
        table = document.add_table(1, len(cells))
        for cell, text in zip(table.rows[0].cells, cells, strict=True):
            cell.text = text
    memory = io.BytesIO()
    document.save(memory)
    return memory.getvalue()


def beside(
    paragraph: str,
    *,
    header: str = "",
    footnote: str = "",
    comment: str = "",
    author: str = "甲",
    pictures: Sequence[float] = (),
) -> bytes:
    """A DOCX file with something beside its body, and pictures so many centimetres wide."""
    document = docx.Document()
    run = document.add_paragraph(paragraph).runs[0]
    for section in (document.sections[0], document.add_section()):
        section.header.is_linked_to_previous = False
        section.header.paragraphs[0].text = header
    if comment:
        document.add_comment(run, comment, author)
    for wide in pictures:
        document.add_picture(io.BytesIO(_DOT), docx.shared.Cm(wide), docx.shared.Cm(wide))
    if footnote:
        space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
        notes = f'<w:footnotes xmlns:w="{space}"><w:footnote w:id="2"><w:p><w:r><w:t>{footnote}'
        notes += "</w:t></w:r></w:p></w:footnote></w:footnotes>"
        main = document.part
        kind = RELATIONSHIP_TYPE.FOOTNOTES
        main.relate_to(Part(PackURI("/word/footnotes.xml"), CONTENT_TYPE.WML_FOOTNOTES,
                            notes.encode(), main.package), kind)  # fmt: skip
    memory = io.BytesIO()
    document.save(memory)
    return memory.getvalue()


_DOT = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNgAAAAAgABSK+kcQAAAABJRU5ErkJggg=="
)


def workbook(*rows: Sequence[object]) -> bytes:
    """An XLSX file."""
    made = openpyxl.Workbook()
    for row in rows:
        made.active.append(row)
    memory = io.BytesIO()
    made.save(memory)
    return memory.getvalue()


def archive(members: Mapping[str, bytes]) -> bytes:
    """A ZIP archive."""
    memory = io.BytesIO()
    with zipfile.ZipFile(memory, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in members.items():
            made.writestr(name, content)
    return memory.getvalue()


def old_word(
    *pieces: str | bytes, flags: int = 0x0200, version: int = 0x00C1, notes: str = ""
) -> bytes:
    """A DOC file of the given pieces: text stands as UTF-16, bytes as the Western code page."""
    header = bytearray(0x800)
    pieces = (*pieces, notes) if notes else pieces
    main, starts, descriptors, at = header, [0], b"", 0
    for piece in pieces:
        raw = piece if isinstance(piece, bytes) else piece.encode("utf-16-le")
        where = len(main)
        descriptors += struct.pack(
            "<HIH", 0, where * 2 | 0x40000000 if isinstance(piece, bytes) else where, 0
        )
        main += raw + b"\0" * (len(raw) % 2)
        at += len(piece)
        starts.append(at)
    table = struct.pack(f"<{len(starts)}i", *starts) + descriptors
    properties = b"\x01\x03\x00abc"
    clx = properties + b"\x02" + struct.pack("<I", len(table)) + table
    struct.pack_into("<HH", main, 0, 0xA5EC, version)
    struct.pack_into("<H", main, 0x0A, flags)
    struct.pack_into("<ii", main, 0x4C, at - len(notes), len(notes))
    struct.pack_into("<II", main, 0x01A2, 0, len(clx))
    return compound({"WordDocument": bytes(main), "1Table": clx})


def old_workbook(*texts: str) -> bytes:
    """An XLS file with one column of texts."""
    globals_ = _record(0x0809, struct.pack("<HHHHII", 0x0600, 0x0005, 0, 0, 0, 0))
    strings = b"".join(struct.pack("<HB", len(one), 1) + one.encode("utf-16-le") for one in texts)
    sst = _record(0x00FC, struct.pack("<II", len(texts), len(texts)) + strings)
    sheet_record_size = 4 + 4 + 2 + 2 + 2
    sheet_at = len(globals_) + sheet_record_size + len(sst) + 4
    bound = _record(0x0085, struct.pack("<IHBB", sheet_at, 0, 2, 0) + b"S1")
    cells = b"".join(
        _record(0x00FD, struct.pack("<HHHI", row, 0, 0, row)) for row in range(len(texts))
    )
    sheet = _record(0x0809, struct.pack("<HHHHII", 0x0600, 0x0010, 0, 0, 0, 0)) + cells
    end = _record(0x000A, b"")
    return compound({"Workbook": globals_ + bound + sst + end + sheet + end})


def _record(kind: int, content: bytes) -> bytes:
    return struct.pack("<HH", kind, len(content)) + content


def compound(streams: Mapping[str, bytes]) -> bytes:
    """A compound file whose streams all lie in whole sectors."""
    free, end, fat_mark = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
    sectors, chain, entries = [b"", b""], [fat_mark, end], []
    for name, short in streams.items():
        content = short.ljust(4096, b"\0")  # shorter ones would stand in sectors of their own
        count = -(-len(content) // 512)
        first = len(sectors)
        sectors += [content[at : at + 512].ljust(512, b"\0") for at in range(0, count * 512, 512)]
        chain += [*range(first + 1, first + count), end]
        entries.append((name, 2, first, len(content)))
    assert len(chain) <= 128
    sectors[0] = struct.pack("<128I", *chain, *[free] * (128 - len(chain)))
    folder = b"".join(
        _entry(name, kind, first, size, child=1 if kind == 5 else free,
               right=number + 1 if 0 < number < len(entries) else free)
        for number, (name, kind, first, size) in enumerate([("Root Entry", 5, end, 0), *entries])
    )  # fmt: skip
    sectors[1] = folder.ljust(512, b"\0")
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16)
    header += struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + bytes(6)
    header += struct.pack("<IIIIIIIII", 0, 1, 1, 0, 4096, end, 0, end, 0)
    header += struct.pack("<109I", 0, *[free] * 108)
    return header + b"".join(sectors)


def _entry(name: str, kind: int, first: int, size: int, *, child: int, right: int) -> bytes:
    raw = (name + "\0").encode("utf-16-le")
    entry = raw.ljust(64, b"\0") + struct.pack(
        "<HBBIII", len(raw), kind, 1, 0xFFFFFFFF, right, child
    )
    return entry + bytes(36) + struct.pack("<IQ", first, size)
