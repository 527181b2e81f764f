"""Types of attachments: told from the first bytes, and before there are any, from the address."""

import re
from enum import StrEnum

LARGEST = 10_000_000  # bytes of a file that is read

_ENDING = re.compile(r"\.(?:pdf|docx?|xlsx?|wps|et|rtf)(?:$|[?#&])", re.IGNORECASE)
_DOCUMENT_TYPE = re.compile(
    r"(?:application|text)/rtf|application/(?:pdf|x-pdf|x-rtf|msword|vnd\.ms-(?:word|excel)|wps-office\.|kswps|kset"
    r"|vnd\.openxmlformats-officedocument\.(?:wordprocessingml|spreadsheetml)\.)",
    re.IGNORECASE,
)
_TEXT_TYPE = re.compile(r"html|xml\b|json|javascript|text/plain", re.IGNORECASE)
_HEAD = 1_024  # bytes in which a PDF's mark may stand


class Family(StrEnum):
    """What a file is by its first bytes; its value is the module that reads it."""

    PDF = "pdf"
    OPEN_XML = "openxml"  # a ZIP archive: DOCX, XLSX
    RTF = "rtf"
    COMPOUND = "compound"  # the binary files of Office 97: DOC, XLS, and what WPS writes


def family(body: bytes) -> Family | None:
    """The family of a file; None for one that is not read."""
    if body.startswith(b"PK\x03\x04"):
        return Family.OPEN_XML
    if body.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        return Family.COMPOUND
    if body.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{\\rtf"):
        return Family.RTF
    return Family.PDF if b"%PDF-" in body[:_HEAD] else None


def is_wanted(url: str, content_type: str = "") -> bool:
    """Whether an address, or what its headers announce, is a file that is fetched to be read."""
    return bool(_ENDING.search(url) or _DOCUMENT_TYPE.match(content_type.strip()))


def is_attachment(body: bytes, *, url: str, content_type: str = "") -> bool:
    """Whether an answer is a file to be read here, and no page.

    The first bytes decide; what they leave open is a file where address or type say so, and
    nothing announces a text: a page may well answer at the address of a file.
    """
    if family(body) is not None:
        return True
    if _TEXT_TYPE.search(content_type) and not _DOCUMENT_TYPE.match(content_type.strip()):
        return False
    if body[:_HEAD].lstrip(b"\xef\xbb\xbf \t\r\n")[:1] == b"<":
        return False
    return is_wanted(url, content_type)
