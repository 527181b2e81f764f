"""Sketches: how near two texts are, without either of them at hand."""

from govsweep.reading.sketch import distance, is_same_but_for_marks, sketch

TEXT = "".join(
    f"{name}镇安排人员清理沟渠，检查闸门和水泵，记录水位。" for name in "甲乙丙丁戊己庚辛"
)


def test_marks_do_not_matter() -> None:
    assert is_same_but_for_marks(sketch(TEXT), sketch(TEXT.replace("，", "、")))
    assert not is_same_but_for_marks(sketch(TEXT), sketch(TEXT.replace("水位", "水量", 1)))


def test_a_word_moves_few_bits_and_another_text_many() -> None:
    assert distance(sketch(TEXT), sketch(TEXT)) == 0
    assert distance(sketch(TEXT), sketch(TEXT.replace("水位", "水量", 1))) < 16
    assert distance(sketch(TEXT), sketch("全市教育系统召开会议，部署考试工作。" * 8)) > 16


def test_another_figure_makes_another_text() -> None:
    assert distance(sketch(TEXT + "共3处。"), sketch(TEXT + "共4处。")) == 64


def test_of_nothing_there_is_none() -> None:
    assert sketch("") == sketch("，。") == b""
    assert distance(b"", b"") == 64
    assert not is_same_but_for_marks(b"", b"")


def test_half_a_surrogate_is_a_mark_like_others() -> None:
    assert len(sketch("一个\ud800字坏了")) == 24


def test_what_is_kept_of_a_text_can_be_compared_with_what_is_made_of_it_today() -> None:
    """Sketches are kept from sweep to sweep; figures wide, foreign and beyond the first plane."""
    text = "青禾镇２０２６年第3期简报：共12户、٣人，𝟘号①组𠀀村。"
    assert sketch(text).hex() == "8daa06298a14f9617ab6c00534fe51c4b07c9a4cc8af3c53"
