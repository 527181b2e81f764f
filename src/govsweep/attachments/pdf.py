"""PDF: the text of its pages, where there is more to them than a picture."""

from collections.abc import Iterator
from itertools import islice, pairwise

import pypdfium2
from pypdfium2.raw import (
    FPDF_PAGEOBJ_IMAGE,
    FPDFText_GetUnicode,
    FPDFText_IsGenerated,
)

from govsweep.attachments.page import Text
from govsweep.attachments.wording import paragraphs

_PAGES = 400
_IMAGES = 500  # looked at on one page
_CODES = 0x110000
_SLACK = 4.0  # points: so far a mark may reach back over the character before it
_SCANNED = 0.6  # of the page is covered by one picture


def text(body: bytes) -> Text:
    """The text of a PDF file.

    A scanned page may carry invisible text that a machine guessed: its errors are not the
    author's, so such pages say nothing.
    """
    document = pypdfium2.PdfDocument(body)
    title = document.get_metadata_value("Title")
    if title.startswith("Microsoft ") or "." in title[-6:]:  # what the printer was told
        title = ""
    return Text(title, paragraphs(_pages(document)))


def _pages(document: pypdfium2.PdfDocument) -> Iterator[list[str]]:
    for number in range(min(len(document), _PAGES)):
        page = document[number]
        if not _is_scanned(page):
            yield list(_lines(page.get_textpage()))
        page.close()


def _lines(page: pypdfium2.PdfTextPage) -> Iterator[str]:
    """The lines of a page, each from left to right.

    Characters come as they were drawn: quotation marks of another font often after the rest of
    their line.
    """
    codes = (FPDFText_GetUnicode(page, number) for number in range(page.count_chars()))
    characters = [chr(code) if code < _CODES else "\ufffd" for code in codes]
    start = 0
    for end, character in enumerate([*characters, "\n"]):
        if character in "\r\n":
            yield _line(page, start, characters[start:end])
            start = end + 1


def _line(page: pypdfium2.PdfTextPage, start: int, plain: list[str]) -> str:
    lefts = [
        (page.get_charbox(number)[0], character)
        for number, character in enumerate(plain, start)
        if not FPDFText_IsGenerated(page, number)
    ]
    if all(one[0] <= other[0] + _SLACK for one, other in pairwise(lefts)):
        return "".join(plain)
    return "".join(character for _, character in sorted(lefts, key=lambda one: one[0]))


def _is_scanned(page: pypdfium2.PdfPage) -> bool:
    area = page.get_width() * page.get_height() * _SCANNED
    for one in islice(page.get_objects(filter=[FPDF_PAGEOBJ_IMAGE], max_depth=4), _IMAGES):
        left, bottom, right, top = one.get_bounds()
        if (right - left) * (top - bottom) >= area:
            return True
    return False
