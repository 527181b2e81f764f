"""Normalising keeps a way back to the source."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govsweep.words.normal import Batch, normalise, squeeze


@pytest.mark.parametrize(
    ("source", "plain"),
    [
        ("登录网站", "登录网站"),
        ("ＡＢＣ１２３", "abc123"),
        ("登\u200b录\ufeff网站", "登录网站"),
        ("政務公開", "政务公开"),
        ("⼈民政府", "人民政府"),
        ("著名乾隆", "著名乾隆"),
        ("，。；：", "，。；："),
        ("", ""),
    ],
    ids=["plain", "wide", "invisible", "traditional", "radical", "kept", "punctuation", "empty"],
)
def test_a_text_becomes_plain(source: str, plain: str) -> None:
    assert normalise(source).text == plain


def test_a_span_leads_back_to_the_source() -> None:
    source = "请登\u200b陆\u200d网站"
    plain = normalise(source)
    start, end = plain.span(1, 3)
    assert source[start:end] == "登\u200b陆"


@given(st.text(max_size=60))
def test_every_place_leads_back_into_the_source(source: str) -> None:
    plain = normalise(source)
    for place in range(len(plain.text)):
        start, end = plain.span(place, place + 1)
        assert 0 <= start < end <= len(source)


def test_a_text_in_traditional_characters_is_known_as_such() -> None:
    assert normalise("關於進一步優化營商環境的實施意見").mostly_traditional
    assert not normalise("书画家启功题“寶墨”匾额，陈列于县博物馆二楼展厅东侧").mostly_traditional


def test_symbols_between_han_characters_can_be_squeezed_out() -> None:
    tight = squeeze(normalise("三*肖 必.中，一二"))
    assert tight is not None
    assert tight.text == "三肖必中，一二"
    assert tight.span(0, 4) == (0, 7)
    assert squeeze(normalise("没有符号")) is None


def test_a_batch_knows_which_text_a_place_is_in() -> None:
    batch = Batch([normalise("甲乙"), normalise(""), normalise("丙")])
    assert [batch.locate(place) for place in (0, 1, 4)] == [(0, 0), (0, 1), (2, 0)]


def test_a_batch_knows_where_symbols_stand_between_han_characters() -> None:
    texts = ["甲·乙", "甲乙·", "·丙", "丁\n戊", "a·b", "己 ·庚", "辛 · 壬"]
    batch = Batch([normalise(text) for text in texts])
    assert [batch.text[before : after + 1] for before, after in batch.gaps()] == ["甲·乙", "己 ·庚"]


def test_only_the_odd_texts_of_a_batch_are_changed() -> None:
    texts = ["甲ＢＣ", "Ab", "丙\u200b丁"]
    assert Batch.of(texts).plains == [normalise(text) for text in texts]
