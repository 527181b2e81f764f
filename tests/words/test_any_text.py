"""Any text has its marks: each points into it, and again at the same words."""

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from govsweep.rules import load_rules
from govsweep.words import Matcher
from govsweep.words.normal import normalise, squeeze

_PIECES = (
    "中华人民共和国", "中国共产党第二十次全国代表大会", "攻府", "按装", "的的", "部暑工作", "通知",
    "臺灣", "科学发展现", "国家发展和改革委会", "绿水青山就是金山银",
    "为人民服务", "习近平总书记", "13800138000", "110101199003074514", "６２２２０２", "ﬁ", "İ",
    "ß",
    "⼀", "\u200b", "\u202e", "\ufeff", "\x00", "·", " ", "\n", "，", "。", "\U00020000", "①", "㎡",
    "的" * 40, "１２３", "ＡＢＣ", "ΑΒΓς", "…", "《", "》",
)  # fmt: skip
texts = st.lists(st.one_of(st.sampled_from(_PIECES), st.text(max_size=4)), max_size=12).map("".join)


@pytest.fixture(scope="module")
def any_matcher() -> Matcher:
    return Matcher(load_rules(), memory=0)  # what it remembers would be equal to itself


def test_any_text_is_judged(any_matcher: Matcher) -> None:
    @settings(max_examples=60)
    @given(st.lists(texts, min_size=1, max_size=4))
    def judged(some: list[str]) -> None:
        together = any_matcher.marks_of(some)
        for text, marks in zip(some, together, strict=True):
            assert all(0 <= mark.start < mark.end <= len(text) for mark in marks)
            assert list(marks) == sorted(marks, key=lambda mark: (mark.start, mark.end, mark.check))
            assert any_matcher.marks(text) == marks  # whatever stands beside it

    judged()


@given(texts)
def test_every_place_of_a_plain_text_leads_to_its_character(source: str) -> None:
    plain = normalise(source)
    for place, character in enumerate(plain.text):
        start, end = plain.span(place, place + 1)
        assert end == start + 1
        assert character in _forms(source[start:end])
    squeezed = squeeze(plain)
    if squeezed is not None:
        for place, character in enumerate(squeezed.text):
            start, end = squeezed.span(place, place + 1)
            assert character in _forms(source[start:end])


def _forms(source: str) -> str:
    """A character as it is told alone, and in a text in which others are odd."""
    return normalise(source).text + unicodedata.normalize("NFKC", source).lower()
