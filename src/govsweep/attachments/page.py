"""A file's bytes to the facts of a page; total: what cannot be read is unknown."""

from collections.abc import Callable, Iterable, Iterator
from importlib import import_module
from itertools import islice
from typing import NamedTuple, Protocol, cast
from urllib.parse import parse_qsl, unquote, urlsplit

from govsweep.attachments.types import LARGEST, family
from govsweep.attachments.wording import clean, is_readable
from govsweep.facts import Attachment, Block, NumberCell, Page, PageKind, Place
from govsweep.reading.lines import digest
from govsweep.reading.number_cells import NumberPlace

_MOST_CHARACTERS = 200_000
_MOST_PARAGRAPHS = 20_000
_LONGEST = 4_000  # characters of one block
_LONGEST_TITLE = 200
_MOST_CELLS = 1_000  # with long numbers


class Text(NamedTuple):
    """What a file says: its own title, and its paragraphs, cells or lines."""

    title: str
    paragraphs: Iterable[str]
    unread: Callable[[], Iterable[str]] = tuple  # what of it was not read, asked at the end
    places: Iterable[NumberPlace] = ()  # long numbers in its tables, complete at the end


class FileFormat(Protocol):
    """A module that reads one family of files; it may raise anything."""

    def text(self, body: bytes) -> Text:
        """The text of a file."""


def read_attachment(body: bytes, *, url: str, content_type: str = "") -> Page:
    """The text of a PDF, DOCX, XLSX, DOC, XLS or RTF file as a page without any place on its site.

    A file that is encrypted, broken, too large or a picture gives a page without blocks that is
    marked as unreadable: nothing is known of it. The announced type is not believed: the first
    bytes tell what a file is.
    """
    try:
        title, blocks, unread, cells = _read(body)
    except Exception:  # noqa: BLE001,RUF100 - parsers raise whatever they like on hostile bytes
        return unreadable(url)
    except BaseException as error:
        if type(error).__name__ != "PanicException":  # that of parsers in Rust is no Exception
            raise
        return unreadable(url)
    if not blocks:
        return unreadable(url)
    return Page(
        url=url,
        kind=PageKind.OTHER,
        title=title or name_of(url),
        blocks=blocks,
        attachment=Attachment.READ,
        unread=unread,
        number_cells=cells,
    )


def unreadable(url: str) -> Page:
    """The facts of a file of which nothing is known but that it is there."""
    return Page(
        url=url,
        kind=PageKind.OTHER,
        title=name_of(url),
        attachment=Attachment.UNREADABLE,
    )


def name_of(url: str) -> str:
    """The file's name as its address has it."""
    parts = urlsplit(url)
    names = [value for _, value in parse_qsl(parts.query) if "." in value]
    name = parts.path.rpartition("/")[2]
    if "." not in name or (names and not name.lower().endswith((".pdf", "x", ".doc", ".xls"))):
        name = (names or [name])[-1]
    return clean(unquote(name))[:_LONGEST_TITLE]


def _read(
    body: bytes,
) -> tuple[str, tuple[Block, ...], tuple[str, ...], tuple[NumberCell, ...]]:
    told = family(body)
    if told is None or len(body) > LARGEST:
        return "", (), (), ()
    module: FileFormat = cast("FileFormat", import_module(f"govsweep.attachments.{told}"))
    title, paragraphs, unread, places = module.text(body)
    parts = iter(_bounded(paragraphs))
    texts = list(islice(parts, _MOST_PARAGRAPHS))
    if not is_readable(texts):
        return "", (), (), ()
    whole = sum(map(len, texts)) < _MOST_CHARACTERS and next(parts, None) is None
    more = () if whole else (f"太长，只读了前面 {sum(map(len, texts)):,} 个字",)
    blocks = tuple(Block(one, Place.MAIN, digest(one)) for one in texts)
    cells = tuple(islice(_number_cells(texts, places), _MOST_CELLS))
    return clean(title)[:_LONGEST_TITLE], blocks, (*unread(), *more), cells


def _number_cells(texts: list[str], places: Iterable[NumberPlace]) -> Iterator[NumberCell]:
    """The numbers in tables by the blocks that hold them; cells that say the same are one block."""
    numbers: dict[str, int] = {}
    for number, text in enumerate(texts):
        numbers.setdefault(text, number)
    for place in places:
        row = [numbers[text] for text in map(clean, place.row) if text in numbers]
        block = numbers.get(clean(place.row[place.column]))
        if block is not None:
            yield NumberCell(block, tuple(map(clean, place.heads)), clean(place.beside), tuple(row))


def _bounded(paragraphs: Iterable[str]) -> Iterator[str]:
    left = _MOST_CHARACTERS
    for paragraph in paragraphs:
        for line in paragraph.splitlines():
            text = clean(line)
            for start in range(0, len(text), _LONGEST):
                part = text[start : start + min(_LONGEST, left)]
                left -= len(part)
                if part:
                    yield part
                if left <= 0:
                    return
