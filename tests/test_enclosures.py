"""Files that units enclose: taken by what they are."""

import io
import zipfile

import pytest

from govsweep.enclosures import LARGEST, FileKind, enclosure
from govsweep.errors import InputError


def archive(*names: str) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as file:
        for name in names:
            file.writestr(name, "x")
    return made.getvalue()


DOCX = archive("[Content_Types].xml", "word/document.xml")


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (b"%PDF-1.7", FileKind.PDF),
        (b"\x89PNG\r\n\x1a\n..", FileKind.PNG),
        (b"\xff\xd8\xff\xe0", FileKind.JPEG),
        (DOCX, FileKind.DOCX),
        (archive("[Content_Types].xml", "xl/workbook.xml"), FileKind.XLSX),
    ],
)
def test_a_kind_is_told_from_the_bytes_and_names_the_file(body: bytes, kind: FileKind) -> None:
    made = enclosure("整改.exe", body)
    assert (made.kind, made.name, made.size) == (kind, f"整改.{kind}", len(body))


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"MZ",
        b" %PDF-1.7",
        b"<svg/>",
        b"PK\x03\x04",
        archive("a.txt"),
        archive("[Content_Types].xml", "word/document.xml", "word/vbaProject.bin"),
        b"%PDF-" + b" " * LARGEST,
    ],
    ids=["empty", "program", "not-at-once", "svg", "broken", "zip", "macros", "too-long"],
)
def test_what_is_none_of_them_is_refused(body: bytes) -> None:
    with pytest.raises(InputError, match="附件"):
        enclosure("a.pdf", body)


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("..\\..\\etc/报告.pdf", "报告.pdf"),
        ("a\x00b\u202egnp.exe", "a_b_gnp.pdf"),
        ("", "附件.pdf"),
        (".htaccess", "htaccess.pdf"),
        ("x" * 300, "x" * 80 + ".pdf"),
    ],
)
def test_a_name_leads_into_no_folder_and_is_shown_as_it_is(name: str, kept: str) -> None:
    assert enclosure(name, b"%PDF-1.7").name == kept
