"""Signs of names."""

import numpy as np
import pytest

from govsweep.words import name_signs
from govsweep.words.evidence import PAD, Scene
from govsweep.words.ngrams import official


def _scene(text: str) -> Scene:
    return Scene(text, official())


def _at(text: str, part: str) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
    return np.array([text.index(part) + PAD])


@pytest.mark.parametrize(
    ("text", "character", "is_land"),
    [
        ("欢迎企业赴葡投资考察", "葡", True),
        ("全年进出藏货物总量增长", "藏", True),
        ("下游的中皋水库蓄水", "皋", True),
        ("推动中挪关系发展", "挪", True),
        ("妥善保藏各类文物", "藏", False),
        ("饮用水水原保护", "原", False),
    ],
)
def test_states_provinces_and_works_are_names(text: str, character: str, is_land: bool) -> None:
    assert name_signs.land(_scene(text), _at(text, character)).tolist() == [is_land]


@pytest.mark.parametrize(
    ("text", "part", "is_state"),
    [("他在访吉期间考察了铁路", "吉", True), ("他访吉他师", "吉", False)],
)
def test_who_visits_goes_to_an_abbreviated_state(text: str, part: str, is_state: bool) -> None:
    assert name_signs.land(_scene(text), _at(text, part)).tolist() == [is_state]
