"""Signs that a character is of a name: a person's, a place's, a work's, an abbreviated land's."""

from functools import cache

import numpy as np

from govsweep.words.character_classes import one_of
from govsweep.words.evidence import Scene
from govsweep.words.exempt import Mask
from govsweep.words.known_words import BEGINNING, ENDING, any_word
from govsweep.words.ngrams import Codes, Places, among
from govsweep.words.surnames import surnames

_BITS = np.uint64(16)  # of a character
_BETWEEN_STATES = ("关系", "两国", "建交", "友好", "双边", "各领", "合作", "经贸", "传统", "人民")
WORKS = (
    "水库",
    "大桥",
    "隧道",
    "机场",
    "煤矿",
    "油田",
    "林场",
    "街道",
    "遗址",
    "古镇",
    "高速",
    "铁路",
)
_PROVINCES = "京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼港澳台滇黔疆"
_TITLES = "长员记任授志生士师席理官兵民者家和表手练"  # 局长, 书记, 主任, 同志, 代表


def character(scene: Scene, places: Places) -> Mask:
    """Whether a character is of a name: a person's, a work's, an abbreviated land's."""
    person = named(scene, places) | named(scene, places - 1) | named(scene, places - 2)
    return np.asarray(person | land(scene, places))


def land(scene: Scene, places: Places) -> Mask:
    """Whether a character abbreviates a state or a province, or ends the name of a work."""
    codes = scene.codes
    found = any_run(scene, places, WORKS, steps=(1,))  # 中皋水库, 宁洛高速
    for step in (-1, 1):  # 中列关系, 中墨两国
        found |= (codes[places + step] == ord("中")) & any_run(scene, places, _BETWEEN_STATES)
    found |= codes[places - 1] == ord("赴")  # 赴爱投资
    abbreviated = one_of(codes[places], _PROVINCES) & one_of(codes[places - 1], "进出入离抵返援在")
    # 访吉期间: who visits and stays goes to a state, abbreviated by any character.
    visited = one_of(codes[places - 1], "访驻") & (codes[places + 1] == ord("期"))
    abbreviated |= visited & (codes[places + 2] == ord("间"))
    return np.asarray(found | abbreviated)  # 进出藏


def named(scene: Scene, places: Places) -> Mask:
    """Whether a family name stands here, and a given name behind it.

    A family name that is a usual character too counts only where no known word holds it, and
    where a title, a mark of a list or the edge of a clause stands before it.
    """
    codes = scene.codes
    family, before = codes[places], codes[places - 1]
    behind = codes[places + 1] > 2
    usual = one_of(family, surnames(1)) & behind
    usual &= (before <= 2) | one_of(before, _TITLES)
    named = np.asarray(one_of(family, surnames(0)) & behind)  # the rare ones
    maybe = np.flatnonzero(named | usual)  # few: most places cost no look-up
    if len(maybe):
        places, usual = places[maybe], usual[maybe]
        ends = any_word(scene, ENDING, places)
        free = ~ends
        free[usual] &= ~any_word(scene, BEGINNING, places[usual]) | named[maybe][usual]
        named[maybe] = free
    return named


def any_run(
    scene: Scene, places: Places, runs: tuple[str, ...], steps: tuple[int, ...] = (1, 2)
) -> Mask:
    """Whether one of these runs of two characters stands one or two behind each place."""
    codes = scene.codes
    found = np.zeros(len(places), dtype=bool)
    for step in steps:
        begin = places + step
        # Few characters begin one of them.
        maybe = np.flatnonzero(one_of(codes.take(begin), _firsts(runs)))
        begin = begin[maybe]
        found[maybe] |= among(codes.take(begin) << _BITS | codes.take(begin + 1), _packed(runs))
    return found


@cache
def _firsts(runs: tuple[str, ...]) -> str:
    return "".join(sorted({run[0] for run in runs}))


@cache
def _packed(runs: tuple[str, ...]) -> Codes:
    pairs = [ord(run[0]) << int(_BITS) | ord(run[1]) for run in runs]
    return np.array(sorted(pairs), dtype=np.uint64)
