"""A manuscript comes back as it was, with a comment at the very words."""

import datetime as dt
import io
from typing import Any

import docx
import pytest
from docx.oxml.ns import qn

from govsweep.findings import Certainty
from govsweep.proofreading import Manuscript, Proofread, marked_document
from govsweep.words import LineMark
from govsweep.words.error_rate import ErrorRate

AT = dt.datetime(2026, 11, 20, 9, tzinfo=dt.UTC)


def mark(line: int, start: int, end: int, quote: str, *, sure: bool = True) -> LineMark:
    certainty = Certainty.CONFIRMED if sure else Certainty.SUSPECTED
    return LineMark(line, start, end, "typo", quote, "对的", certainty)


def given_back(manuscript: Manuscript, *marks: LineMark) -> Any:
    return docx.Document(
        io.BytesIO(marked_document(Proofread(manuscript, marks, ErrorRate(0, 9)), AT))
    )


def saved(document: Any) -> bytes:
    written = io.BytesIO()
    document.save(written)
    return written.getvalue()


def commented(document: Any) -> dict[str, str]:
    """What each comment stands at, by what it says."""
    told = {str(one.comment_id): one.text for one in document.comments}
    found: dict[str, str] = {}
    within: set[str] = set()
    for part in document.element.body.iter():
        if part.tag == qn("w:commentRangeStart"):
            within.add(part.get(qn("w:id")))
        elif part.tag == qn("w:commentRangeEnd"):
            within.discard(part.get(qn("w:id")))
        elif part.tag == qn("w:t"):
            for one in within:
                found[told[one]] = found.get(told[one], "") + part.text
    return found


def test_a_text_becomes_a_document_with_its_comments() -> None:
    document = given_back(
        Manuscript(["标题", "本市己经完成。"], "utf-8"),
        mark(2, 2, 4, "己经"),
        mark(2, 4, 6, "完成", sure=False),
    )
    assert [one.text for one in document.paragraphs] == ["标题", "本市己经完成。"]
    assert commented(document) == {
        "错别字：己经，建议：对的": "己经",
        "错别字（疑似，请人工判断）：完成，建议：对的": "完成",
    }
    assert {one.timestamp for one in document.comments} == {AT}


def test_words_over_several_runs_are_marked_and_every_character_keeps_its_look() -> None:
    own = docx.Document()
    paragraph = own.add_paragraph("请登")
    paragraph.add_run("陆网").bold = True
    paragraph.add_run("站查询").italic = True
    document = given_back(
        Manuscript(["请登陆网站查询"], "DOCX 文件", saved(own)), mark(1, 1, 5, "登陆网站")
    )
    assert commented(document) == {"错别字：登陆网站，建议：对的": "登陆网站"}
    runs = [one for one in document.paragraphs[0].runs if one.text]
    assert "".join(one.text for one in runs) == "请登陆网站查询"
    assert "".join(one.text for one in runs if one.bold) == "陆网"
    assert "".join(one.text for one in runs if one.italic) == "站查询"


def test_cells_are_lines_like_others() -> None:
    own = docx.Document()
    own.add_paragraph("表")
    own.add_table(1, 2).cell(0, 1).text = "己经"
    document = given_back(
        Manuscript(["表", "", "己经"], "DOCX 文件", saved(own)), mark(3, 0, 2, "己经")
    )
    assert commented(document) == {"错别字：己经，建议：对的": "己经"}


def test_a_tab_and_a_break_count_as_one_character_each() -> None:
    own = docx.Document()
    own.add_paragraph("甲\t乙\n己经")
    document = given_back(
        Manuscript(["甲 乙 己经"], "DOCX 文件", saved(own)), mark(1, 4, 6, "己经")
    )
    assert commented(document) == {"错别字：己经，建议：对的": "己经"}
    assert document.paragraphs[0].text == "甲\t乙\n己经"


@pytest.mark.parametrize("ends", [(0, 2), (1, 3)])
def test_marks_that_overlap_each_have_their_own_words(ends: tuple[int, int]) -> None:
    document = given_back(
        Manuscript(["一二三四"], "utf-8"), mark(1, 0, 4, "一二三四"), mark(1, *ends, "内")
    )
    assert commented(document) == {
        "错别字：一二三四，建议：对的": "一二三四",
        "错别字：内，建议：对的": "一二三四"[slice(*ends)],
    }


def test_what_xml_cannot_hold_is_a_space_and_marks_keep_their_places() -> None:
    line = "甲\f乙\x00按\x1f装\ufffe完"
    document = given_back(Manuscript([line], "utf-8"), mark(1, 4, 7, "按\x1f装"))
    assert document.paragraphs[0].text == "甲 乙 按 装 完"
    assert commented(document) == {"错别字：按 装，建议：对的": "按 装"}


def test_without_marks_it_comes_back_without_comments() -> None:
    document = given_back(Manuscript(["没有问题"], "utf-8"))
    assert list(document.comments) == []


def test_what_is_marked_beside_the_body_is_told_at_its_first_words() -> None:
    made = docx.Document()
    made.add_paragraph("正文")
    document = given_back(
        Manuscript(["正文", "己经"], "DOCX 文件", saved(made), {2: "页眉"}), mark(2, 0, 2, "己经")
    )
    assert commented(document) == {"页眉里的错别字：己经，建议：对的": "正文"}
