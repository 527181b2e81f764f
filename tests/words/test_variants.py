"""One slip of the pen away from a string, and what is turned away before that is asked."""

from hypothesis import given, settings
from hypothesis import strategies as st

from govsweep.words.variants import after_beginning, before_end, may_follow, may_precede, pieces

_STRINGS = ("中国共产党", "中国特色社会主义", "五位一体", "国家发展和改革委员会", "两个确立")
_MORE = st.text("中国共产党特色社会主义五位一体国家发展和改革委员会两个确立的。", max_size=4)


@st.composite
def _written(draw: st.DrawFn) -> tuple[str, str]:
    """A string, and a text that holds it with a slip."""
    right = draw(st.sampled_from(_STRINGS))
    place = draw(st.integers(0, len(right)))
    wrong = draw(
        st.sampled_from(["", right[place : place + 2][::-1], "的", right[place : place + 1]])
    )
    behind = right[place + draw(st.integers(0, 2)) :]
    return right, draw(_MORE) + right[:place] + wrong + behind + draw(_MORE)


@settings(max_examples=1_000)
@given(_written())
def test_nothing_that_a_slip_explains_is_turned_away(written: tuple[str, str]) -> None:
    right, text = written
    beginning, end = pieces(right)
    start = text.find(beginning)
    if start >= 0 and not text.startswith(right, start) and after_beginning(text, start, right):
        assert may_follow(text, start + len(beginning), right.removeprefix(beginning))
    last = text.rfind(end) + len(end)
    if end in text and not text.endswith(right, 0, last) and before_end(text, last, right):
        assert may_precede(text, last - len(end), right.removesuffix(end))


def test_another_word_with_the_same_beginning_or_end_is_turned_away() -> None:
    assert not may_follow("中国人民银行", 2, "共产党")
    assert not may_precede("本市卫生健康委员会", 6, "国家发展和改革")
    assert may_follow("中国共产", 2, "共产党")
    assert may_precede("发展和改革委员会", 5, "国家发展和改革")
