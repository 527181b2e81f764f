"""What known words, forms, numerals and names explain is no slip."""

import numpy as np
import pytest

from govsweep.words import explained
from govsweep.words.evidence import PAD, Scene
from govsweep.words.ngrams import official


def _scene(text: str) -> Scene:
    return Scene(text, official())


def _at(text: str, part: str) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
    return np.array([text.index(part) + PAD])


@pytest.mark.parametrize(
    ("text", "two"),
    [
        ("人民币贰拾万元整", "贰拾"),
        ("各乡镇、县直有关单位", "县直"),
        ("山东省冠县人民医院", "冠县"),
        ("看清差距有的放矢逐项整改", "放矢"),
        ("主任李永红出席会议", "永红"),
        ("王锡宇、沈庆生、赵章琳", "沈庆"),
        ("现场签订购销合同九份", "九份"),
    ],
)
def test_two_characters_may_belong_to_numerals_sayings_places_and_persons(
    text: str, two: str
) -> None:
    assert explained.pair(_scene(text), _at(text, two)).all()


def test_two_characters_of_no_word_are_not_explained() -> None:
    text = "加强会服工作"
    assert not explained.pair(_scene(text), _at(text, "会服")).any()


def test_a_measure_word_behind_a_numeral_is_explained() -> None:
    text = "古籍一百二十册已入库"
    assert explained.measured(_scene(text), _at(text, "册")).all()
    text = "古籍分册入库"
    assert not explained.measured(_scene(text), _at(text, "册")).any()


def test_nothing_is_broken_between_two_words() -> None:
    text = "由民政部指导建设"
    assert explained.gap(_scene(text), _at(text, "指导")).all()
    text = "为期三天的业培训"
    assert not explained.gap(_scene(text), _at(text, "培训")).any()


def test_what_begins_an_article_belongs_to_nothing_before_it() -> None:
    text = "第三十九条低、中水平的废物"
    assert explained.measured(_scene(text), _at(text, "低")).all()
    text = "按照条低的标准"
    assert not explained.measured(_scene(text), _at(text, "低")).any()
