"""What the reader sees in files: their text, or that nothing is known of them."""

import io
import re
import zipfile
from types import SimpleNamespace

import openpyxl
import pytest
from openpyxl.comments import Comment

from govsweep.attachments import read_attachment
from govsweep.facts import Attachment, Page, PageKind, Place
from govsweep.reading import as_facts

URL = "http://www.qinghe.gov.cn/files/2026/%E9%80%9A%E7%9F%A5.pdf"
NOTICE = "关于做好2026年防汛工作的通知"
BODY = "各县（市、区）人民政府，市政府各部门："


def texts(body: bytes) -> list[str]:
    return [block.text for block in read_attachment(body, url=URL).blocks]


def unknown(page: Page) -> bool:
    return not page.blocks and page.attachment is Attachment.UNREADABLE


def test_a_document_gives_its_paragraphs_and_cells(files: SimpleNamespace) -> None:
    assert texts(files.word(NOTICE, BODY, cells=["单位", "市水利局"])) == [
        NOTICE,
        BODY,
        "单位",
        "市水利局",
    ]


def test_what_is_read_is_a_page_without_a_place_on_its_site(files: SimpleNamespace) -> None:
    page = read_attachment(files.word(NOTICE), url=URL)
    assert (page.url, page.kind, page.attachment) == (URL, PageKind.OTHER, Attachment.READ)
    assert {block.place for block in page.blocks} == {Place.MAIN}
    assert (page.column, page.breadcrumb, page.entries, page.anchors) == ("", (), (), ())
    assert page.decoded_well
    assert as_facts(page, "a.pdf")["kind"] == "other"


def test_a_file_is_called_by_its_own_title_or_else_by_its_name(files: SimpleNamespace) -> None:
    assert read_attachment(files.word(NOTICE, title="防汛通知"), url=URL).title == "防汛通知"
    assert read_attachment(files.word(NOTICE), url=URL).title == "通知.pdf"
    address = "http://www.qinghe.gov.cn/download.jsp?id=3&name=%E8%A1%A8.xls"
    assert read_attachment(files.word(NOTICE), url=address).title == "表.xls"


def test_a_workbook_gives_its_texts_once_and_no_numbers(files: SimpleNamespace) -> None:
    body = files.workbook(["单位", "金额"], ["市水利局", 13800138000], ["市水利局", None])
    assert texts(body) == ["单位", "金额", "市水利局"]


def test_tables_of_files_say_what_heads_a_column_of_numbers(files: SimpleNamespace) -> None:
    number = "33010619720315001X"
    rows = ["序号", "姓名", "身份证号"], [1, "沈秋月", number]
    page = read_attachment(files.workbook(*rows), url=URL)
    (cell,) = page.number_cells
    assert (cell.heads, cell.beside) == (("身份证号",), "沈秋月")
    assert [page.blocks[one].text for one in cell.row] == ["沈秋月", number]
    (beside,) = read_attachment(
        files.word(NOTICE, cells=["合同编号", number]), url=URL
    ).number_cells
    assert beside.beside == "合同编号"


def test_an_old_workbook_is_read(files: SimpleNamespace) -> None:
    assert texts(files.old_workbook("单位", "市水利局")) == ["单位", "市水利局"]


def test_an_old_document_is_read_by_its_pieces(files: SimpleNamespace) -> None:
    body = files.old_word(NOTICE + "\r各县", b"2026\r", "单位\x07市水利局\x07")
    assert texts(body) == [NOTICE, "各县2026", "单位", "市水利局"]


def test_a_field_gives_its_outcome_and_not_its_instruction(files: SimpleNamespace) -> None:
    body = files.old_word('详见\x13 HYPERLINK "http://a.gov.cn" \x14市政府网站\x15。\r')
    assert texts(body) == ["详见市政府网站。"]


def test_a_pdf_gives_its_lines(files: SimpleNamespace) -> None:
    page = read_attachment(files.pdf([NOTICE, BODY], title="防汛通知"), url=URL)
    assert [block.text for block in page.blocks] == [NOTICE, BODY]
    assert page.title == "防汛通知"


def test_lines_that_typesetting_broke_are_joined_across_pages(files: SimpleNamespace) -> None:
    first = "为深入贯彻落实全省防汛工作会议精神，扎实做好我市防汛"
    second = "工作，现将有关事项通知如下，请认真组织实施，并于六月"
    third = "底前报送进展情况。"
    assert texts(files.pdf(["通知", first, second, "- 1 -"], [third, "- 2 -"])) == [
        "通知",
        first + second + third,
    ]


def test_rows_of_a_table_are_not_joined(files: SimpleNamespace) -> None:
    row = "市水利局 负责统筹协调全市防汛抗旱工作 九月底前 完成"
    assert texts(files.pdf([row, "市气象局"])) == [row, "市气象局"]


def test_letters_set_apart_are_closed_up(files: SimpleNamespace) -> None:
    assert texts(files.pdf(["清 禾 市 人 民 政 府"])) == ["清禾市人民政府"]


def test_components_that_a_font_gives_are_the_characters_they_stand_for(
    files: SimpleNamespace,
) -> None:
    assert texts(files.pdf(["⼈⺠政府⻄部开发"])) == ["人民政府西部开发"]


def test_a_scanned_page_says_nothing_whatever_a_machine_guessed_in_it(
    files: SimpleNamespace,
) -> None:
    assert unknown(read_attachment(files.pdf([NOTICE], picture=True), url=URL))


def test_text_that_a_broken_font_made_is_unknown(files: SimpleNamespace) -> None:
    assert unknown(read_attachment(files.pdf(["犃犅犆犇犈犉犌犎犐犑犓犔"]), url=URL))
    assert unknown(read_attachment(files.pdf(["\ue001\ue002通知\ue003"]), url=URL))


def test_what_a_file_is_is_told_by_its_bytes_and_not_by_its_name(files: SimpleNamespace) -> None:
    page = read_attachment(files.workbook(["单位"]), url=URL, content_type="application/pdf")
    assert [block.text for block in page.blocks] == ["单位"]


def test_a_long_file_is_read_up_to_a_bound(files: SimpleNamespace) -> None:
    read = texts(files.word(*[BODY * 100] * 200))
    assert sum(map(len, read)) == 200_000
    assert max(map(len, read)) <= 4_000


def spoilt(files: SimpleNamespace) -> dict[str, bytes]:
    document = files.word(NOTICE)
    return {
        "empty": b"",
        "no file at all": b"not a document",
        "a document cut short": document[: len(document) // 2],
        "a PDF cut short": b"%PDF-1.4\n1 0 obj<<",
        "a PDF without text": files.pdf([""]),
        "another archive": files.archive({"readme.txt": b"text"}),
        "another compound file": files.compound({"PowerPoint Document": b"x"}),
        "an encrypted office file": files.compound({"EncryptedPackage": b"x" * 5000}),
        "an encrypted document": files.old_word(NOTICE, flags=0x0300),
        "a document of an older Word": files.old_word(NOTICE, version=0x0065),
        "a compound file cut short": files.old_word(NOTICE)[:1500],
        "too large a file": document + b"\0" * 10_000_000,
        "a bomb": files.archive({"word/document.xml": b"\0" * 50_000_000}),
        "a bomb of many": files.archive(
            {f"word/{number}.xml": b"a" * 4_900_000 for number in range(25)}
            | {"word/document.xml": b"<a/>"}
        ),
    }


def test_what_cannot_be_read_is_unknown(files: SimpleNamespace) -> None:
    read = {name: read_attachment(body, url=URL) for name, body in spoilt(files).items()}
    assert [name for name, page in read.items() if not unknown(page)] == []


def test_an_encrypted_pdf_is_unknown(files: SimpleNamespace) -> None:
    body = files.pdf([NOTICE])
    key = b"<" + b"00" * 32 + b">"
    encryption = b"/Encrypt<</Filter/Standard/V 1/R 2/P -4/O%s/U%s>>/ID[<00><00>]" % (key, key)
    assert unknown(read_attachment(body.replace(b"/Info 8 0 R", encryption), url=URL))


@pytest.mark.parametrize("at", range(0, 24))
def test_no_damage_makes_the_reader_raise(files: SimpleNamespace, at: int) -> None:
    for body in (files.old_word(NOTICE), files.old_workbook(NOTICE), files.pdf([NOTICE])):
        where = len(body) * at // 24
        page = read_attachment(body[:where] + b"\xff" * 40 + body[where + 40 :], url=URL)
        assert page.attachment is not None


def test_a_file_without_properties_is_called_by_its_name(files: SimpleNamespace) -> None:
    body = files.word(NOTICE)
    with zipfile.ZipFile(io.BytesIO(body)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    relations = parts["_rels/.rels"].decode()
    parts["_rels/.rels"] = re.sub(
        r"<Relationship [^>]*core-properties[^>]*>", "", relations
    ).encode()
    assert read_attachment(files.archive(parts), url=URL).title == "通知.pdf"


def test_deleted_and_hidden_words_are_left_out_and_inserted_ones_are_read(
    files: SimpleNamespace,
) -> None:
    body = files.word("头@尾")
    with zipfile.ZipFile(io.BytesIO(body)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    document = parts["word/document.xml"].decode()
    changed = (
        "头</w:t></w:r><w:ins><w:r><w:t>新</w:t></w:r></w:ins>"
        "<w:del><w:r><w:delText>旧</w:delText></w:r></w:del>"
        "<w:r><w:rPr><w:vanish/></w:rPr><w:t>隐</w:t></w:r><w:r><w:t>尾"
    )
    parts["word/document.xml"] = document.replace("头@尾", changed).encode()
    assert texts(files.archive(parts)) == ["头新尾"]


def test_pages_that_are_only_pictures_are_named(files: SimpleNamespace) -> None:
    page = read_attachment(files.pdf([NOTICE], [BODY]), url=URL)
    assert page.unread == ()
    mixed = read_attachment(files.pdf([NOTICE], [], [], [BODY], [], pictures=(1, 2, 4)), url=URL)
    assert mixed.unread == ("第 2–3、5 页是图片，图中文字没有读",)


def test_a_page_of_a_picture_under_a_running_head_is_named(files: SimpleNamespace) -> None:
    head = "清河市统计公报"
    half = read_attachment(
        files.pdf([head], [head, BODY, BODY * 3], pictures=(0, 1), height=400), url=URL
    )
    assert half.unread == ("第 1 页是图片，图中文字没有读",)
    assert read_attachment(files.pdf([head], pictures=(0,), height=100), url=URL).unread == ()


def test_an_empty_page_is_no_picture(files: SimpleNamespace) -> None:
    assert read_attachment(files.pdf([NOTICE], []), url=URL).unread == ()


def test_a_long_file_tells_that_its_end_was_not_read(files: SimpleNamespace) -> None:
    page = read_attachment(files.word(*[BODY * 100] * 200), url=URL)
    assert page.unread == ("太长，只读了前面 200,000 个字",)


def test_notes_and_headers_of_an_old_document_are_read(files: SimpleNamespace) -> None:
    body = files.old_word(NOTICE + "\r", notes="\x02脚注一\r")
    assert texts(body) == [NOTICE, "脚注一"]


def test_headers_notes_and_comments_of_a_document_are_read_once(files: SimpleNamespace) -> None:
    body = files.beside(NOTICE, header="清禾市水利局文件", footnote="脚注一", comment="请核对")
    assert texts(body) == [NOTICE, "清禾市水利局文件", "脚注一", "请核对"]


def test_comments_of_an_earlier_proofreading_are_not_read(files: SimpleNamespace) -> None:
    body = files.beside(NOTICE, comment="错别字：己经", author="govsweep 校对")
    assert texts(body) == [NOTICE]


def test_pictures_of_a_document_are_counted_but_for_small_ones(files: SimpleNamespace) -> None:
    page = read_attachment(files.beside(NOTICE, pictures=(3.0, 3.0, 0.5)), url=URL)
    assert page.unread == ("有 2 幅图片，图中文字没有读",)


def test_names_headers_and_notes_of_a_workbook_are_read() -> None:
    made = openpyxl.Workbook()
    made.active.title, made.active["A1"] = "经费表", "单位"
    made.active["A1"].comment = Comment("请核对", "甲")
    made.create_sheet("Sheet2")
    made.active.oddHeader.center.text = "清禾市&&水利局"
    made.active.oddFooter.left.text = "第 &P 页"
    memory = io.BytesIO()
    made.save(memory)
    assert texts(memory.getvalue()) == ["经费表", "单位", "清禾市&水利局", "第 页", "请核对"]


def test_formulas_without_values_are_told() -> None:
    made = openpyxl.Workbook()
    made.active.append(["单位", '="水利"&"局"'])
    memory = io.BytesIO()
    made.save(memory)
    assert read_attachment(memory.getvalue(), url=URL).unread == (
        "有 1 个公式没有存下结果，没有读（用 Excel 或 WPS 打开、另存一次再查）",
    )
