"""Rich text is read by its words, whatever program wrote it."""

from types import SimpleNamespace

import pytest

from govsweep.attachments import is_attachment, read_attachment
from govsweep.facts import Attachment

URL = "file:///通知.txt"
NOTICE = "关于做好防汛工作的通知"


def texts(body: bytes) -> list[str]:
    return [block.text for block in read_attachment(body, url=URL).blocks]


def test_bytes_are_read_by_the_code_page(files: SimpleNamespace) -> None:
    body = files.rtf(NOTICE, "各县（市、区）人民政府：")
    assert texts(body) == [NOTICE, "各县（市、区）人民政府："]


def test_bytes_are_read_by_their_font_where_the_page_is_western(files: SimpleNamespace) -> None:
    assert texts(files.rtf(NOTICE, head=r"\ansi\ansicpg1252\deff0")) == [NOTICE]


def test_numbered_characters_replace_what_follows_them() -> None:
    assert texts(rb"{\rtf1\uc1 \u28165?\u31166\'3f{\uc2\u24066\'bc\'d0}\uc0\u27700\u21033}") == [
        "清禾市水利"
    ]
    assert texts(rb"{\rtf1 \u-10179?\u-9216?\u28165?\u31166?}") == ["\U0001f400清禾"]


def test_a_character_whose_bytes_stand_on_two_lines_is_one() -> None:
    assert texts(b"{\\rtf1\\ansicpg936 \\'c7\r\n\\'e5\\'ba\\'cc}") == ["清禾"]


def test_what_no_reader_sees_says_nothing() -> None:
    body = (
        rb"{\rtf1{\colortbl;\red0;}{\stylesheet{Normal;}}{\info{\author x}}{\*\generator W;}"
        rb"{\v hidden}{\field{\*\fldinst HYPERLINK x}{\fldrslt \u28165?}}\bin3 {{{\u31166?}"
    )
    assert texts(body) == ["清禾"]


def test_headers_notes_and_boxes_are_read_after_the_text() -> None:
    body = (
        rb"{\rtf1{\header\u39029?\u30473?}\u27491?{\footnote\u33050?\u27880?}\u25991?"
        rb"{\shp{\*\shpinst{\sp{\sn x}{\sv 1}}{\shptxt\u26041?\u26694?}}{\shprslt y}}}"
    )
    assert texts(body) == ["正文", "页眉", "脚注", "方框"]


def test_pictures_are_told() -> None:
    page = read_attachment(rb"{\rtf1 \u28165?\u31166?{\pict\pngblip 89504e47}}", url=URL)
    assert page.unread == ("有 1 幅图片，图中文字没有读",)


@pytest.mark.parametrize(
    "body", [rb"{\rtf1 \u28165?\u31166?", rb"{\rtf1}", b"{\\rtf1" + b"{" * 2000]
)
def test_what_is_cut_off_or_empty_is_unknown(body: bytes) -> None:
    assert read_attachment(body, url=URL).attachment is Attachment.UNREADABLE


def test_it_is_told_by_its_content_and_not_by_its_name() -> None:
    assert is_attachment(rb"{\rtf1 x}", url=URL, content_type="text/plain")
    assert not is_attachment(b"{rtf}", url=URL)
