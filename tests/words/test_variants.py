"""One slip of the pen away from a string, and what is turned away before that is asked."""

from hypothesis import given, settings
from hypothesis import strategies as st

from govsweep.words.variants import Pieces, after_beginning, before_end, pieces

_STRINGS = ("中国共产党", "中国特色社会主义", "五位一体", "国家发展和改革委员会", "两个确立")
_SAME_SOUND = dict(zip("中共党特色会义位体委员确立", "忠供挡忒涩惠议味提伟圆却力", strict=True))
_MORE = st.text("中国共产党特色社会主义五位一体国家发展和改革委员会两个确立的。", max_size=4)


@st.composite
def _written(draw: st.DrawFn) -> tuple[str, str]:
    """A string, and a text that holds it with a slip."""
    right = draw(st.sampled_from(_STRINGS))
    place = draw(st.integers(0, len(right)))
    two = right[place : place + 2]
    same_sound = "".join(_SAME_SOUND.get(one, one) for one in two)
    wrong = draw(st.sampled_from(["", two[::-1], same_sound, "的", two[:1]]))
    behind = right[place + draw(st.integers(0, 2)) :]
    return right, draw(_MORE) + right[:place] + wrong + behind + draw(_MORE)


@settings(max_examples=1_000)
@given(_written())
def test_nothing_that_a_slip_explains_is_turned_away(written: tuple[str, str]) -> None:
    right, text = written
    beginning, end = pieces(right)
    start = text.find(beginning)
    if start >= 0 and not text.startswith(right, start) and after_beginning(text, start, right):
        others = [(right, right.removeprefix(beginning)), ("别的", "别的文字")]
        known = Pieces(others, are_ends=False)
        assert list(known.following(text, start + len(beginning))) == [right]
    last = text.rfind(end) + len(end)
    if end in text and not text.endswith(right, 0, last) and before_end(text, last, right):
        others = [(right, right.removesuffix(end)), ("别的", "别的文字")]
        known = Pieces(others, are_ends=True)
        assert list(known.preceding(text, last - len(end))) == [right]


def test_of_strings_with_one_beginning_only_those_that_a_slip_explains_follow() -> None:
    known = Pieces(
        [("党", "共产党"), ("银行", "人民银行"), ("政协", "人民政治协商会议")], are_ends=False
    )
    assert list(known.following("中国共产档员", 2)) == ["党"]
    assert list(known.following("中国人民很行", 2)) == ["银行"]
    assert list(known.following("中国共产党员", 2)) == []
    assert list(known.following("中国队", 2)) == []
    assert list(known.following("中国", 2)) == []


def test_of_strings_with_one_end_only_those_that_a_slip_explains_precede() -> None:
    known = Pieces([("发展", "国家发展和改革"), ("卫生", "本省卫生健康")], are_ends=True)
    assert list(known.preceding("国家发展或改革委员会", 7)) == ["发展"]
    assert list(known.preceding("本省卫生健唐委员会", 6)) == ["卫生"]
    assert list(known.preceding("发展和改革委员会", 5)) == ["发展"]
    assert list(known.preceding("国家发展和改革委员会", 7)) == []
    assert list(known.preceding("本市体育委员会", 4)) == []
    assert list(known.preceding("委员会", 0)) == []


def test_what_stands_beside_a_piece_is_judged_alike_again() -> None:
    known = Pieces([("发展", "国家发展和改革")], are_ends=True)
    texts = [f"第{number}号国家发展和该革委员会" for number in range(3_000)]
    assert {tuple(known.preceding(text, text.index("委"))) for text in (*texts, *texts)} == {
        ("发展",)
    }
