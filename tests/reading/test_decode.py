"""Charsets: the bytes are tested before a label is believed."""

import pytest

from govsweep.reading import decode

TEXT = "云州市人民政府关于进一步加强安全生产工作的通知，各县（市、区）人民政府，市政府各部门。" * 3


def page(text: str, head: str = "") -> str:
    return f"<html><head>{head}</head><body><p>{text}</p></body></html>"


@pytest.mark.parametrize(
    ("charset", "label", "read_as"),
    [
        ("gb18030", "gb2312", "gb18030"),
        ("gb18030", "gbk", "gb18030"),
        ("gb18030", "utf-8", "gb18030"),
        ("gb18030", "", "gb18030"),
        ("utf-8", "gb2312", "utf-8"),
        ("utf-8", "utf-8", "utf-8"),
        ("utf-8", "", "utf-8"),
        ("utf-8-sig", "gb2312", "utf-8"),
    ],
)
def test_the_bytes_decide_and_the_label_is_kept(charset: str, label: str, read_as: str) -> None:
    head = f'<meta http-equiv="Content-Type" content="text/html; charset={label}">' if label else ""
    decoded = decode(page(TEXT, head).encode(charset))
    assert decoded.charset == read_as
    assert decoded.declared == label
    assert TEXT in decoded.text
    assert decoded.well


def test_a_character_beyond_gb2312_survives_its_label() -> None:
    body = page(TEXT + "朱镕基，㙍下村", '<meta charset="gb2312">').encode("gb18030")
    assert "朱镕基，㙍下村" in decode(body).text


def test_big5_is_told_from_gb18030() -> None:
    text = "臺北市政府為推動本市經濟發展與產業創新，特訂定本要點，請各機關依規定辦理。" * 3
    decoded = decode(page(text).encode("big5"))
    assert decoded.charset == "big5"
    assert text in decoded.text


def test_the_header_speaks_before_the_page() -> None:
    decoded = decode(page("x", '<meta charset="gbk">').encode(), "text/html; charset=UTF-8")
    assert decoded.declared == "utf-8"


def test_a_charset_of_a_script_or_in_a_comment_is_not_the_page_s() -> None:
    script = '<script charset="gbk" src="a.js"></script>'
    head = script + '<!-- <meta charset="big5"> --><meta charset=utf-8>'
    assert decode(page("x", head).encode()).declared == "utf-8"


def test_an_unknown_label_does_no_harm() -> None:
    body = page(TEXT, '<meta charset="x-nonsense">').encode("gb18030")
    assert decode(body).charset == "gb18030"


@pytest.mark.parametrize("label", ["base64", "hex", "rot13", "idna"])
def test_a_codec_that_is_no_charset_is_not_tried(label: str) -> None:
    body = page(TEXT, f'<meta charset="{label}">').encode("gb18030")
    assert decode(body).charset == "gb18030"


def test_bytes_that_no_charset_explains_are_not_decoded_well() -> None:
    assert not decode(bytes(range(128, 256)) * 40).well


def test_text_that_was_spoilt_before_it_was_saved_does_not_read_well() -> None:
    assert not decode(TEXT.encode().decode("latin-1").encode()).well
    assert not decode(("锟斤拷" + "\ufffd" * 200).encode()).well


@pytest.mark.parametrize(
    ("answer", "own", "twice"),
    [
        ("text/html; charset=gb2312", "gbk", True),
        ("text/html; charset=gb2312", "utf-8", False),
        ("text/html; charset=gb2312", "", False),
        ("text/html", "gb2312", False),
    ],
)
def test_a_label_that_answer_and_page_agree_on(answer: str, own: str, twice: bool) -> None:
    head = f'<meta charset="{own}">' if own else ""
    assert decode(page(TEXT, head).encode(), answer).twice is twice


def test_nothing_is_nothing() -> None:
    assert decode(b"") == ("", "utf-8", "", True, True, False)


@pytest.mark.parametrize(
    ("label", "charset", "query"),
    [
        ("gb2312", "gb18030", "gbk"),
        ("", "gb18030", "gbk"),
        ("GB18030", "gb18030", "gb18030"),
        ("gbk", "utf-8", "utf-8"),
    ],
)
def test_links_of_a_gbk_page_are_spelt_without_four_bytes(
    label: str, charset: str, query: str
) -> None:
    body = page(TEXT, f'<meta charset="{label}">' if label else "").encode(charset)
    assert decode(body).query_charset == query
