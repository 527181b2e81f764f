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
_PICTURED, _FEW = 0.3, 60  # of the page by pictures, with so few characters: a head, a page number


def text(body: bytes) -> Text:
    """The text of a PDF file.

    A scanned page may carry invisible text that a machine guessed: its errors are not the
    author's, so such pages say nothing.
    """
    document = pypdfium2.PdfDocument(body)
    title = document.get_metadata_value("Title")
    if title.startswith("Microsoft ") or "." in title[-6:]:  # what the printer was told
        title = ""
    pictures: list[int] = []
    return Text(
        title, paragraphs(_pages(document, pictures)), lambda: _unread(len(document), pictures)
    )


def _pages(document: pypdfium2.PdfDocument, pictures: list[int]) -> Iterator[list[str]]:
    """The lines of each page; pages that are pictures, but for a line or two, go to `pictures`."""
    for number in range(min(len(document), _PAGES)):
        page = document[number]
        shares = _shares(page)
        is_scanned = max(shares, default=0.0) >= _SCANNED
        lines = [] if is_scanned else list(_lines(page.get_textpage()))
        size = sum(len(line.strip()) for line in lines)
        if size:
            yield lines
        if shares and (not size or (size < _FEW and sum(shares) >= _PICTURED)):
            pictures.append(number + 1)
        page.close()


def _unread(pages: int, pictures: list[int]) -> Iterator[str]:
    if pictures:
        yield f"第 {_spans(pictures)} 页是图片，图中文字没有读"
    if pages > _PAGES:
        yield f"第 {_PAGES} 页以后没有读"


def _spans(numbers: list[int]) -> str:
    """Numbers in order as a reader writes them: 2–6、9."""
    spans: list[list[int]] = []
    for one in numbers:
        if spans and one == spans[-1][1] + 1:
            spans[-1][1] = one
        else:
            spans.append([one, one])
    return "、".join(str(a) if a == b else f"{a}–{b}" for a, b in spans)


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


def _shares(page: pypdfium2.PdfPage) -> list[float]:
    """How much of a page each of its pictures covers."""
    area = page.get_width() * page.get_height()
    shares = []
    for one in islice(page.get_objects(filter=[FPDF_PAGEOBJ_IMAGE], max_depth=4), _IMAGES):
        left, bottom, right, top = one.get_bounds()
        shares.append((right - left) * (top - bottom) / area if area else 0.0)
    return shares
