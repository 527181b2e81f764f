"""Two equal characters: forms, words that meet, and one too many."""

import numpy as np
import pytest

from govsweep.words import doubling
from govsweep.words.evidence import PAD, Scene
from govsweep.words.ngrams import official


def _scene(text: str) -> Scene:
    return Scene(text, official())


def _at(text: str, part: str) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
    return np.array([text.index(part) + PAD])


@pytest.mark.parametrize(
    ("text", "twice"),
    [
        ("招标标底已经公布", "标标"),
        ("有序推动企业复工工作", "工工"),
        ("二、委托执法权权限", "权权"),
        ("这是方方面面的要求", "方方"),
        ("这是方方面面的要求", "面面"),
        ("解决了一个个难题", "个个"),
        ("副市长王园园出席", "园园"),
        ("记者从市市场监督管理局获悉", "市市"),
        ("推进县县级公立医院改革", "县县"),
        ("对于于洪区的企业", "于于"),
        ("用于于桥水库的补水", "于于"),
        ("本系统的的士模块", "的的"),
    ],
)
def test_two_words_forms_and_names_may_put_a_character_twice(text: str, twice: str) -> None:
    assert doubling.doubled(_scene(text), _at(text, twice)).all()


@pytest.mark.parametrize(
    ("text", "twice", "nobodys"),
    [
        ("由市人民政府办公室室编制", "室室", True),
        ("请于于下周三之前报送", "于于", True),
        ("会议在在市政府召开", "在在", True),
        ("工作组农业局局技术骨干", "局局", True),
        ("将名单公示示如下", "示示", True),
        ("教育局局机关干部", "局局", False),
        ("祖国大地处处升腾", "处处", False),
        ("汛期往往引发次生", "往往", False),
        ("现在在临港新片区试点", "在在", False),
        ("公民可以以商务名义申请", "以以", False),
        ("记者从市市场监督管理局获悉", "市市", False),
        ("推动方方面面的工作", "方方", False),
    ],
)
def test_a_character_that_two_words_leave_over_is_nobodys(
    text: str, twice: str, nobodys: bool
) -> None:
    assert doubling.left_over(_scene(text), _at(text, twice)).tolist() == [nobodys]


@pytest.mark.parametrize(
    ("text", "twice"),
    [
        ("已责令立即整整改", "整整"),
        ("前来参参观", "参参"),
        ("有关情况通报如如下", "如如"),
        ("请于于下周三前报送", "于于"),
        ("适用于于城镇居民", "于于"),
        ("有利于于乡村发展", "于于"),
        ("面向于于我市的企业", "于于"),
    ],
)
def test_where_no_word_begins_with_the_second_it_is_not_explained(text: str, twice: str) -> None:
    assert not doubling.doubled(_scene(text), _at(text, twice)).any()
