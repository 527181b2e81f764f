"""Traditional characters strayed into plain text."""

import pytest

from govsweep.words.normal import Batch
from govsweep.words.stray import stray_marks


def _found(text: str) -> list[tuple[str, str]]:
    return [
        (text[mark.start : mark.end], mark.suggestion)
        for _, mark in stray_marks([text], Batch.of([text]))
    ]


@pytest.mark.parametrize(
    ("text", "wrong", "right"),
    [
        ("加强海峽两岸经济交流合作", "海峽", "海峡"),
        ("完善公司組织机构", "組织", "组织"),
        ("庆祝中华人民共和囯成立", "共和囯", "共和国"),
    ],
)
def test_a_traditional_character_in_a_plain_word_is_told(text: str, wrong: str, right: str) -> None:
    assert _found(text) == [(wrong, right)]


@pytest.mark.parametrize(
    "text",
    [
        "加强海峡两岸经济交流合作",
        "推出《西夏樂集》沉浸式演艺",  # a quoted title
        "政研室副主任黄啟国出席",  # a name's character
        "繁體中文",  # the switch of languages
        "關於開展環境衛生整治工作的通知",  # traditional throughout
        "",
    ],
)
def test_titles_names_and_traditional_text_are_left_alone(text: str) -> None:
    assert _found(text) == []


def test_a_form_that_is_not_traditional_either_is_certain() -> None:
    (told,) = [
        mark for _, mark in stray_marks(["全年投资増加两成"], Batch.of(["全年投资増加两成"]))
    ]
    assert (told.suggestion, told.confirmed) == ("增加", True)
    old = "完善公司組织机构"
    assert [mark.confirmed for _, mark in stray_marks([old], Batch.of([old]))] == [False]
    assert _found("《囯语》影印本") == []
