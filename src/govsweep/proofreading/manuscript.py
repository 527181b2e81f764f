"""A manuscript: what a user gives to be judged, plain text or a Word, PDF or Excel file."""

import re
from collections.abc import Callable
from pathlib import PurePosixPath
from typing import NamedTuple
from urllib.parse import unquote, urlsplit

from govsweep.attachments import document_text, is_attachment, read_attachment
from govsweep.attachments.types import Family, family
from govsweep.errors import InputError
from govsweep.facts import Block, Page, PageKind, Place
from govsweep.reading import decode
from govsweep.reading.lines import digest

_MARKUP = re.compile(
    r"<(?:!doctype|html|head|body|title|meta|div|p|table|span|a|br|h1|ul)\b", re.IGNORECASE
)
_HAN = re.compile(r"[\u4e00-\u9fff]")
_UNREADABLE = re.compile(r"[\ufffd\x00-\x08\x0e-\x1f]")
_CODES = re.compile(r"[\x00-\x08\x0e-\x1f]")
_TAG = re.compile(r"<[!?]?[a-z]", re.IGNORECASE)
_STOPS = "，。、；：“”《》（）"
_MOST = 0.02  # of all characters may be unreadable


ReadFile = Callable[..., Page]  # as `read_attachment`; in a process of its own for strangers' files


class Manuscript(NamedTuple):
    """Text by its lines, and what it was read as."""

    lines: list[str]
    charset: str  # or the kind of file
    document: bytes = b""  # a DOCX file, of which each line is a paragraph
    places: dict[int, str] = {}  # lines that stand beside the text, as in 页眉, by their number
    unread: tuple[str, ...] = ()  # what was not read, in words

    @property
    def told(self) -> str:
        """What was read, for the user."""
        read = f"读到 {self.characters} 个字，按 {self.charset} 读取"
        return "；".join((read, *self.unread))

    def place_of(self, line: int) -> str:
        """Where a line stands, for the user."""
        place = self.places.get(line)
        return f"第 {line} 行（{place}）" if place else f"第 {line} 行"

    @property
    def characters(self) -> int:
        """How many characters were read, white space left out."""
        return sum(len("".join(line.split())) for line in self.lines)

    def page(self, url: str) -> Page:
        """The text as a page without any place on a site."""
        texts = [line.strip() for line in self.lines if line.strip()]
        return Page(
            url=url,
            kind=PageKind.OTHER,
            title="",
            blocks=tuple(Block(one, Place.MAIN, digest(one)) for one in texts),
            charset=self.charset,
            unread=self.unread,
        )


def is_markup(body: bytes, url: str, content_type: str) -> bool:
    """Whether what was given is a web page, and no text or file."""
    if is_attachment(body, url=url, content_type=content_type):
        return False
    return "html" in content_type or bool(_MARKUP.search(_text(body, content_type)[0][:20_000]))


def require_markup(source: str, body: bytes, content_type: str) -> None:
    """Raise `InputError` for what is no web page, and say what was read instead.

    A page in a broken charset is one, and its checks tell of it; what holds codes that no text has
    is a picture, a program or noise.
    """
    text = _text(body, content_type)[0]
    if not text.strip():
        raise InputError(f"{source} 是空的，没有网页可读")
    codes = len(_CODES.findall(text))
    if codes > _MOST * len(text):
        raise InputError(
            f"{source} 不是网页：读到 {len(body):,} 个字节，其中的 {codes:,} 个不是任何文字"
        )
    if not _TAG.search(text):
        raise InputError(
            f"{source} 不是网页：读到 {len(''.join(text.split())):,} 个字，没有一个网页标签；"
            "文稿请用 govsweep proofread"
        )


def read_manuscript(
    source: str,
    body: bytes,
    url: str,
    content_type: str = "",
    *,
    read_file: ReadFile = read_attachment,
) -> Manuscript:
    """The lines of a text or file; raises `InputError` for one that cannot be read.

    `source` is what the user calls it, and `read_file` reads what is no text.
    """
    if is_attachment(body, url=url, content_type=content_type):
        return _of_document(body) or _of_file(source, body, url, content_type, read_file)
    text, charset = _text(body, content_type)
    if not text.strip():
        raise InputError(f"{source} 是空的，没有可以检查的文字")
    if len(_UNREADABLE.findall(text)) > _MOST * len(text):
        raise InputError(
            f"{source} 不是能读的文字：请另存为 UTF-8、GB18030 文本，或 Word、PDF、Excel"
        )
    return Manuscript(re.split(r"\r\n|\r|\n", text), charset)


def _of_document(body: bytes) -> Manuscript | None:
    """A DOCX file by its paragraphs; None where it is none, or says nothing."""
    lines, beside, unread = document_text(body)
    said = [*lines, *(words for _, words in beside)]
    if not any(line.strip() for line in said):
        return None
    places = {number: place for number, (place, _) in enumerate(beside, len(lines) + 1)}
    return Manuscript(said, "DOCX 文件", body, places, unread)


def _of_file(
    source: str, body: bytes, url: str, content_type: str, read_file: ReadFile
) -> Manuscript:
    page = read_file(body, url=url, content_type=content_type)
    if not page.blocks:
        raise InputError(f"{source} 里没有读到文字：文件损坏、加密，或者只有图片")
    named = PurePosixPath(unquote(urlsplit(url).path)).suffix.lstrip(".").upper() or "附件"
    kind = {Family.PDF: "PDF", Family.RTF: "RTF"}.get(family(body) or Family.COMPOUND, named)
    return Manuscript([one.text for one in page.blocks], f"{kind} 文件", unread=page.unread)


def _text(body: bytes, content_type: str) -> tuple[str, str]:
    """The text and its charset; UTF-16 is told by its zeros and its words where no mark says so."""
    if not body.startswith((b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf")):
        for charset in ("utf-16-le", "utf-16-be"):
            text = _as(body, charset)
            if text and "\n" in text[:2000] + "\n" and _reads_as_wide(body, text):
                return text, charset
    read = decode(body, content_type)
    return read.text.removeprefix("\ufeff"), read.charset


def _as(body: bytes, charset: str) -> str:
    try:
        return body.decode(charset) if len(body) % 2 == 0 else ""
    except UnicodeDecodeError:
        return ""


def _reads_as_wide(body: bytes, text: str) -> bool:
    """Whether bytes that are no UTF-8 text read in two bytes a character, mostly Han and plain."""
    zeros = body[:4000].count(0)
    plain = len(_HAN.findall(text)) + sum(
        one.isascii() or one in "，。、；：“”《》（）" for one in text
    )
    return zeros > 0 and plain > 0.9 * len(text) and not _UNREADABLE.search(text)
