"""Which known words stand at a place."""

import numpy as np
import pytest

from govsweep.words import known_words
from govsweep.words.evidence import PAD, Scene
from govsweep.words.ngrams import official


def _scene(text: str) -> Scene:
    return Scene(text, official())


def _at(text: str, part: str) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
    return np.array([text.index(part) + PAD])


def test_a_span_that_known_words_cross_is_told_from_one_that_stands_alone() -> None:
    text = "全民健身促健康"
    start = text.index("身促") + PAD
    assert known_words.crossed(_scene(text), start, start + 3, start + 1)
    text = "请遵照执形。"
    start = text.index("遵照") + PAD
    assert not known_words.crossed(_scene(text), start, start + 4, start + 3)


def _is_piece(text: str, part: str) -> bool:
    return bool(known_words.piece(_scene(text), _at(text, part))[0])


@pytest.mark.parametrize(
    ("text", "part"),
    [("不得出现空白拦目。", "拦目"), ("夏季空凋温度", "空凋"), ("俩用", "俩用")],
)
def test_two_characters_between_whole_words_are_nobodys(text: str, part: str) -> None:
    assert _is_piece(text, part)


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("不得出现空白栏目", "栏目"),
        ("打通断头路俩侧", "头路"),
        ("沣西新城正在建设", "沣西"),
        ("三核引领发展", "三核"),
        ("设3拦目", "3拦"),
    ],
)
def test_a_word_or_a_part_of_one_or_a_name_is_no_piece(text: str, part: str) -> None:
    assert not _is_piece(text, part)


@pytest.mark.parametrize(("text", "are_two"), [("紧密结合", True), ("众志成成", False)])
def test_four_characters_may_be_two_words(text: str, are_two: bool) -> None:
    assert known_words.halves(_scene(text), _at(text, text)).tolist() == [are_two]
