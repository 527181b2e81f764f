"""Missing characters: where one more mends what is broken."""

import pytest

from govsweep.words.literals import Literals
from govsweep.words.missing import ends_clause
from govsweep.words.normal import Batch
from govsweep.words.speller import Speller


@pytest.fixture(scope="module")
def speller() -> Speller:
    return Speller()


def _found(speller: Speller, text: str) -> list[tuple[str, str, bool]]:
    batch = Batch.of([text])
    found = Literals(speller.literals).find(batch.text)
    return [
        (text[mark.start : mark.end], mark.suggestion, mark.confirmed)
        for _, mark in speller.marks(batch, found)
        if mark.rule == "typo-missing"
    ]


@pytest.mark.parametrize(
    ("text", "wrong", "right"),
    [
        ("要切实加强组织领，确保责任落实到位。", "领", "领导"),
        ("本办法自发布之日起施。", "施", "施行"),
        ("开展建筑施工安全生大检查。", "生大", "生产大"),
        ("会议传达了总书记重要话精神。", "要话", "要讲话"),
    ],
)
def test_what_is_missing_is_named_and_only_suspected(
    speller: Speller, text: str, wrong: str, right: str
) -> None:
    assert _found(speller, text) == [(wrong, right, False)]


@pytest.mark.parametrize(
    "text",
    [
        "要切实加强组织领导，确保责任落实到位。",
        "本办法自发布之日起施行。",
        "由民政部指导建设的示范项目",
        "《中国会计报》刊文",
        "推进政、产、学、研、用协同",
        "",
        "施",
    ],
)
def test_whole_text_names_and_lists_are_left_alone(speller: Speller, text: str) -> None:
    assert _found(speller, text) == []


def test_a_character_beside_a_quotation_mark_tells_nothing() -> None:
    assert ends_clause("起施。", 2)
    assert not ends_clause("含“绿”量提升", 4)


@pytest.mark.parametrize("text", ["考虑到各地条件不", "关于做好2026年度全市防汛抗旱工"])
def test_a_title_or_summary_that_is_cut_to_a_length_lacks_nothing(
    speller: Speller, text: str
) -> None:
    assert _found(speller, text) == []
