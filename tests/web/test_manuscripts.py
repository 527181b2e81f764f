"""Proofreading on a page: pasted or sent, marked, handed back with comments, and never kept."""

import io
from pathlib import Path
from typing import Any

import docx
import pytest

from govsweep.attachments.types import LARGEST
from govsweep.findings import Certainty
from govsweep.web.manuscripts import marked_lines
from govsweep.words import LineMark

TEXT = "各有关单位：\n本市己经完成任务，请登陆网站查询。\n"
ATTACK = "<script>owned()</script>己经</textarea><script>owned()</script>"


def send(office: Any, who: Any, file: tuple[str, bytes] | None = None, **fields: str) -> Any:
    """What comes back of the form, as a browser sends it."""
    parts = [
        f'--b\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'.encode()
        for name, value in ({"csrf": who.csrf} | fields).items()
    ]
    if file is not None:
        head = f'--b\r\nContent-Disposition: form-data; name="file"; filename="{file[0]}"\r\n\r\n'
        parts.append(head.encode() + file[1] + b"\r\n")
    body = b"".join(parts) + b"--b--\r\n"
    form = "multipart/form-data; boundary=b"
    return office.post_bytes("/proofread", body, cookie=who.cookie, content_type=form)


def document(*paragraphs: str) -> bytes:
    made, target = docx.Document(), io.BytesIO()
    for one in paragraphs:
        made.add_paragraph(one)
    made.save(target)
    return target.getvalue()


@pytest.fixture
def who(office: Any, log_in: Any) -> Any:
    """Who has least: what a unit is about to publish is read for it, too."""
    return log_in(office, "contact")


def test_a_pasted_text_comes_back_marked_and_nothing_is_kept(office: Any, who: Any) -> None:
    before = office.store.audit.newest()
    page = send(office, who, text=TEXT)
    assert page.status == 200, page.text
    assert page.texts("mark") == ["己经", "登陆网站"]
    assert page.texts(".advice") == ["错别字己经，建议：已经", "错别字登陆网站，建议：登录网站"]
    assert page.texts(".finding h3") == ["第 2 行"]
    assert "确认的差错 2 处" in page.text
    assert page.tree.css_first("textarea").text().strip() == TEXT.strip()  # to be mended there
    assert office.store.audit.newest() == before
    assert not who.ask("/proofread").tree.css_first("textarea").text().strip()


def test_it_is_the_apis_reading(office: Any, who: Any) -> None:
    told = office.ask(
        "/api/v1/proofread", "POST", '{"text": "请登陆网站查询。"}', cookie=who.cookie,
        x_csrf_token=who.csrf, content_type="application/json",
    ).json  # fmt: skip
    assert send(office, who, text="请登陆网站查询。").texts("mark") == [
        one["quote"] for one in told["marks"]
    ]


def test_a_document_comes_back_with_comments(office: Any, who: Any) -> None:
    file = ("关于.docx", document("标题", "本市己经完成任务。"))
    assert send(office, who, file).texts("h2") == ["关于.docx：1 处"]
    answer = send(office, who, file, **{"as": "docx"})
    told = answer.headers["content-disposition"]
    assert told.startswith("attachment;") and "%E6%A0%A1%E5%AF%B9.docx" in told
    back = docx.Document(io.BytesIO(answer.body))
    assert [one.text for one in back.paragraphs] == ["标题", "本市己经完成任务。"]
    assert [one.text for one in back.comments] == ["错别字：己经，建议：已经"]


def test_a_text_without_a_fault_is_told_so(office: Any, who: Any) -> None:
    page = send(office, who, text="各有关单位：")
    assert page.texts("h2") == ["没有查出问题"] and not page.tree.css("mark")


@pytest.mark.parametrize(
    ("file", "fields", "told"),
    [
        (None, {"text": " \r\n"}, "请粘贴文字，或选择文件"),
        (("a.txt", b""), {}, "请粘贴文字，或选择文件"),
        (("a.txt", TEXT.encode()), {"text": TEXT}, "一次只查一样"),
        (("a.pdf", b"%PDF-1.7 broken"), {}, "没有校对"),
        (("a.txt", b"x" * (LARGEST + 1)), {}, "请分几份送审"),
    ],
    ids=["nothing", "empty", "both", "broken", "long"],
)
def test_what_cannot_be_read_is_refused(
    office: Any, who: Any, file: Any, fields: dict[str, str], told: str
) -> None:
    answer = send(office, who, file, **fields)
    assert answer.status == 400
    assert told in " ".join(answer.texts("[role=alert]"))


def test_what_it_says_is_shown_and_not_run(office: Any, who: Any) -> None:
    page = send(office, who, text=ATTACK)
    assert page.texts("mark") == ["己经"]
    assert "<script>owned" not in page.text
    assert "<b>" not in send(office, who, ("<b>.txt", TEXT.encode())).text


def test_a_form_of_another_page_is_refused(office: Any, who: Any) -> None:
    assert send(office, who, text=TEXT, csrf="guessed").status == 403


def test_marks_within_marks_are_marked_once() -> None:
    def mark(line: int, start: int, end: int) -> LineMark:
        return LineMark(line, start, end, "typo", "", "", Certainty.CONFIRMED)

    (one,) = marked_lines(["天地", "子丑寅卯"], [mark(2, 2, 4), mark(2, 0, 3), mark(2, 3, 4)])
    assert one.number == 2 and len(one.marks) == 3
    assert [words for words, hit in one.parts if hit] == ["子丑寅", "卯"]
    assert "".join(words for words, _ in one.parts) == "子丑寅卯"
    assert list(marked_lines(["天"], [])) == []


@pytest.mark.parametrize("width", [390, 1280])
def test_in_a_browser(office: Any, a_hand: Any, faults_of: Any, tmp_path: Path, width: int) -> None:
    (tmp_path / "稿件.txt").write_text(TEXT, "gb18030")
    hand = a_hand(office.address, "reader", width)
    tab = hand.tab
    tab.open("/proofread")
    field = tab.browser.find_element("css selector", "textarea")
    field.send_keys("长" * 300 + "己经")
    tab.follow(".manuscript .act")
    assert tab.text("mark") == "己经"
    assert tab.fits
    assert faults_of(tab) == []
    tab.browser.find_element("css selector", "textarea").clear()
    chosen = tab.browser.find_element("css selector", "input[type=file]")
    chosen.send_keys(str(tmp_path / "稿件.txt"))
    tab.follow(".manuscript .act")
    assert "稿件.txt：2 处" in tab.text("#h-marks")
    assert tab.complaints == []
