"""What a user gives is read as what it is, and what cannot be read is refused."""

import io

import docx
import pytest

from govsweep.errors import InputError
from govsweep.facts import Attachment, Page
from govsweep.proofreading import Manuscript, read_manuscript

TEXT = "各单位要认真落实，\n于周五前报送材料。"


def document(*paragraphs: str) -> bytes:
    made = docx.Document()
    for text in paragraphs:
        made.add_paragraph(text)
    written = io.BytesIO()
    made.save(written)
    return written.getvalue()


@pytest.mark.parametrize("charset", ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le"])
def test_text_is_read_by_its_lines_whatever_its_charset(charset: str) -> None:
    read = read_manuscript("稿件.txt", TEXT.encode(charset), "file:///a.txt")
    assert [line.strip() for line in read.lines] == TEXT.split("\n")
    assert read.characters == 18
    assert read.document == b""


def test_a_word_document_keeps_every_paragraph_as_a_line_and_itself() -> None:
    body = document("第一段", "", "第三段")
    read = read_manuscript("稿件.docx", body, "file:///a.docx")
    assert read.lines == ["第一段", "", "第三段"]
    assert (read.document, read.told) == (body, "读到 6 个字，按 DOCX 文件 读取")


def test_other_files_are_read_by_whoever_was_named_for_it() -> None:
    asked: list[bytes] = []

    def read_file(body: bytes, *, url: str, content_type: str) -> Page:
        asked.append(body)
        return Page(url=url, attachment=Attachment.UNREADABLE)

    with pytest.raises(InputError, match=r"稿件\.pdf 里没有读到文字"):
        read_manuscript("稿件.pdf", b"%PDF-1.4 broken", "file:///a.pdf", read_file=read_file)
    assert asked == [b"%PDF-1.4 broken"]


@pytest.mark.parametrize(
    ("body", "told"),
    [
        (b"", "是空的"),
        (b" \n ", "是空的"),
        (bytes(range(256)) * 9, "不是能读的文字"),
        (document(), "没有读到文字"),
        (document("正文")[:200], "没有读到文字"),
    ],
)
def test_what_holds_no_text_is_refused(body: bytes, told: str) -> None:
    with pytest.raises(InputError, match=told):
        read_manuscript("稿件", body, "file:///a")


def test_what_stands_beside_the_text_is_read_with_its_place() -> None:
    made = docx.Document()
    made.add_paragraph("正文")
    made.sections[0].header.paragraphs[0].text = "清禾市水利局文件"
    written = io.BytesIO()
    made.save(written)
    read = read_manuscript("稿件.docx", written.getvalue(), "file:///a.docx")
    assert read.lines == ["正文", "清禾市水利局文件"]
    assert (read.place_of(1), read.place_of(2)) == ("第 1 行", "第 2 行（页眉）")


def test_rich_text_is_read_as_such_whatever_its_name_is() -> None:
    body = rb"{\rtf1\ansi\ansicpg936 \'c7\'e5\'ba\'cc\'ca\'d0}"
    read = read_manuscript("稿件.txt", body, "file:///a.txt")
    assert (read.lines, read.told) == (["清禾市"], "读到 3 个字，按 RTF 文件 读取")
    with pytest.raises(InputError, match="没有读到文字"):
        read_manuscript("稿件.doc", rb"{\rtf1 \u28165?", "file:///a.doc")


def test_what_was_not_read_is_told() -> None:
    page = Page(
        url="",
        unread=("第 2 页是图片，图中文字没有读",),
        blocks=Manuscript(["正文"], "").page("").blocks,
    )
    read = read_manuscript("a.pdf", b"%PDF-1.4", "file:///a.pdf", read_file=lambda *_, **__: page)
    assert read.told == "读到 2 个字，按 PDF 文件 读取；第 2 页是图片，图中文字没有读"
    assert read.page("").unread == page.unread
