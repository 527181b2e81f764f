"""Usual words and pairs of words, one of whose characters was written for another."""

import numpy as np
import pytest

from govsweep.words.collocations import (
    GROUPS,
    IDIOM,
    IDIOM_SHAPE,
    TERM,
    Collocations,
    CollocationSlip,
    slips,
    strange,
    trade_terms,
    tried,
)
from govsweep.words.evidence import PAD, Scene
from govsweep.words.ngrams import official
from govsweep.words.scoring import shipped


def _tried(text: str) -> set[tuple[int, str]]:
    scene = Scene(text, official())
    found = tried(scene, strange(scene, np.zeros(len(text), dtype=bool)))
    return set(zip((found.places - PAD).tolist(), map(chr, found.meant.tolist()), strict=True))


def test_every_character_of_a_collocation_may_be_another() -> None:
    known = Collocations("整体形象 培训班\n栏目")
    assert len(known.of(np.zeros(0, dtype=np.uint64))[0]) == 0
    assert len(known) == 4 + 3 + 2


@pytest.mark.parametrize(
    ("text", "place", "meant"),
    [
        ("举办干部教育培训般", 8, "班"),
        ("全面加强组织领道", 7, "导"),
        ("询问笔路上应当签名", 3, "录"),
    ],
)
def test_what_sounds_or_looks_alike_is_tried(text: str, place: int, meant: str) -> None:
    assert (place, meant) in _tried(text)


@pytest.mark.parametrize(
    "text", ["举办干部教育培训班", "举办干部教育培训牛", "第十三节至第十五节", ""]
)
def test_right_text_and_what_is_not_alike_is_not_tried(text: str) -> None:
    assert _tried(text) == set()


def test_a_division_of_the_land_is_left_alone() -> None:
    assert (3, "事") not in _tried("记者从市农业农村局获悉")


def test_masked_places_are_left_alone() -> None:
    text = "举办干部教育培训般"
    scene = Scene(text, official())
    score, least = shipped("collocations"), dict.fromkeys(GROUPS, 0.0)
    open_places, masked = (np.full(len(text), is_masked) for is_masked in (False, True))
    assert slips(scene, strange(scene, open_places), score, least) != []
    assert slips(scene, strange(scene, masked), score, least) == []


def _slips(text: str, terms: float) -> list[CollocationSlip]:
    scene = Scene(text, official())
    places = strange(scene, np.zeros(len(text), dtype=bool))
    least = {**dict.fromkeys(GROUPS, 0.99), TERM: terms}
    return slips(scene, places, shipped("collocations"), least)


def test_of_a_term_of_the_trade_less_is_enough() -> None:
    text = "各单位安全隐患整改律达到九成"
    assert _slips(text, 2.0) == []
    (slip,) = _slips(text, 0.04)
    assert (text[slip.start : slip.end], slip.meant, slip.group) == ("整改律", "率", TERM)


def test_what_only_looks_like_a_term_s_character_is_another_word() -> None:
    assert _slips("学校开设教务服务窗口", 0.04) == []


@pytest.mark.parametrize("text", ["各单位安全隐患整改率达到九成", ""])
def test_a_term_as_it_should_be_is_left_alone(text: str) -> None:
    assert _slips(text, 0.0) == []


def test_the_terms_that_ship_have_three_to_five_characters_and_stand_once() -> None:
    terms = trade_terms().split()
    assert {len(term) for term in terms} == {3, 4, 5}
    assert len(terms) == len(set(terms))


@pytest.mark.parametrize(
    ("text", "meant", "group"),
    [
        ("从选址到用工，事无俱细，他都过问", "巨", IDIOM),
        ("这扇门开关自如亳不费力", "毫", IDIOM_SHAPE),
    ],
)
def test_idioms_are_a_group_of_their_own(text: str, meant: str, group: str) -> None:
    assert [(slip.meant, slip.group) for slip in _slips(text, 2.0)] == [(meant, group)]


@pytest.mark.parametrize(
    "text", ["他办案从来不徇私情", "这扇门开关自如毫不费力", "产业与需求紧密契合"]
)
def test_idioms_as_they_are_and_two_words_are_left_alone(text: str) -> None:
    assert _slips(text, 2.0) == []


@pytest.mark.parametrize(
    ("text", "meant"),
    [("村里说话办事要有的放失才行", "矢"), ("守好水源地是站里责无旁货的事", "贷")],
)
def test_of_an_idiom_that_looks_the_same_in_print_less_is_enough(text: str, meant: str) -> None:
    assert [(slip.meant, slip.group) for slip in _slips(text, 2.0)] == [(meant, IDIOM_SHAPE)]


@pytest.mark.parametrize(
    "text",
    [
        "那棵小树被连根掘起",  # it looks only a little like 拔
        "随着一声呱呱堕地的啼哭",  # a rare idiom has another form
        "老班长舍己为公几十年",  # lists hold a wrong one
    ],
)
def test_other_forms_of_idioms_are_left_alone(text: str) -> None:
    assert _slips(text, 2.0) == []
