"""Two equal characters side by side: a form of speech, two words that meet, or one too many."""

import numpy as np

from govsweep.words.character_classes import (
    DISTRICTS,
    ENDS_PLACES,
    MEASURES,
    NUMERALS,
    bound,
    foreign,
    one_of,
)
from govsweep.words.evidence import Scene, Windows
from govsweep.words.exempt import Mask
from govsweep.words.known_words import BEGINNING, ENDING, HOLDING, SHORT_ENDING, any_word
from govsweep.words.name_signs import WORKS, any_run, named
from govsweep.words.ngrams import Places

_LONG_ENDING = Windows([(3, 2), (4, 3)])
_ITSELF = Windows([(2, 0)])  # the word of two that begins with it
# What a word may end with that no dictionary lists with it: 华工|工作, 中心组|组织.
_OFFICES = "局厅委署"  # a word of its own behind its own name only where it heads what follows
_OF_AN_OFFICE = (
    "党组",
    "党委",
    "机关",
    "领导",
    "班子",
    "属各",
    "属学",
    "属单",
    "直属",
    "直机",
    "本级",
    "内设",
    "工会",
    "团委",
    "主要",
    "办公",
    "务会",
)
_ENDINGS = (
    "部局处科室厅院所站队区县市省镇乡村会委办员长者人法工组校系班馆店厂司社团户"
    "权书率性度量额款费税证单表"
)
_PARTICLES = "的于在和与及对为是有了将被把从向以而由等"  # no word of two begins or ends with them
_NEVER_TWICE = "了的在是为要将把被从向对与和及已并由其"
_ALONE = "的在和与将把被向从以"  # those of them that end no word where they stand alone


def doubled(scene: Scene, places: Places) -> Mask:
    """Whether two equal characters, of which the first stands here, are explained."""
    codes = scene.codes
    before, here, after = codes[places - 1], codes[places], codes[places + 2]
    form = (codes[places - 2] == before) & (before > 2)  # 方方面面
    form |= (after == codes[places + 3]) & (after > 2)
    form |= before == ord("一")  # 一个个
    form |= one_of(here, NUMERALS)
    begins = any_word(scene, BEGINNING, places + 1)
    form |= begins & one_of(here, ENDS_PLACES)  # the city's market bureau: 市|市场监管局
    form |= _begins_another(scene, places + 1, begins)
    ends = any_word(scene, ENDING, places)
    ends |= one_of(here, _ENDINGS) & any_word(scene, ENDING, places - 1)
    meets = begins & ends & ~one_of(here, _PARTICLES)
    # A foreign name: 梅利利亚.
    form |= foreign(here) & foreign(before) & foreign(after)
    return np.asarray(form | meets | named(scene, places - 1))


def _begins_another(scene: Scene, places: Places, begins: Mask) -> Mask:
    """Whether a particle is the first character of a word or of a place: 的|的士, 对于|于都县."""
    codes = scene.codes
    another = begins & (codes[places] == ord("的"))
    is_place = one_of(codes[places + 2], DISTRICTS) & ~one_of(codes[places + 1], "本全我各该每")
    is_place &= ~any_word(scene, BEGINNING, places + 1)
    is_place |= any_run(scene, places, WORKS)
    return np.asarray(another | (is_place & (codes[places] == ord("于"))))


def left_over(scene: Scene, places: Places) -> Mask:
    """Whether the second of two equal characters, of which the first stands here, is nobody's.

    A whole word ends before it, or it is a particle that stands alone; another word begins behind
    it, and none with it: 办公室|室|编制, 请|于|于|下周.
    """
    nobodys = (scene.triples[places - 1] == 0) | (scene.triples[places] == 0)
    rows = np.flatnonzero(nobodys)
    if len(rows):
        nobodys[rows] = _left_over(scene, places[rows])
    return np.asarray(nobodys)


def _left_over(scene: Scene, places: Places) -> Mask:
    codes = scene.codes
    here, after = codes[places], codes[places + 2]
    free = any_word(scene, BEGINNING, places + 2) | (after <= 2)
    free &= ~any_word(scene, HOLDING, places) & ~any_word(scene, BEGINNING, places + 1)
    behind_a_word = any_word(scene, _LONG_ENDING, places)
    behind_a_word &= ~one_of(here, NUMERALS + ENDS_PLACES)
    office = one_of(here, _OFFICES) & any_word(scene, ENDING, places - 1)
    behind_a_word |= office & ~any_run(scene, places + 1, _OF_AN_OFFICE, steps=(1,))
    # The last of a word of two that is no word of its own: 公示|示|如下.
    # Many a character stands twice for each: 往往, 处处, 期期.
    form = one_of(here, MEASURES + "事处人院") | any_word(scene, _ITSELF, places)
    behind_a_word |= bound(here) & any_word(scene, SHORT_ENDING, places) & ~form
    alone = one_of(here, _ALONE) & ~any_word(scene, ENDING, places)
    alone |= here == ord("于")  # the end of many words, and after each of them one too many
    return np.asarray(free & (behind_a_word | alone))


def particle(scene: Scene, place: int) -> bool:
    """Whether a particle stands here twice, and neither time belongs to a word: 的|的确."""
    at = np.array([place])
    if not one_of(scene.codes[at], _NEVER_TWICE)[0]:
        return False
    held = any_word(scene, ENDING, at) | any_word(scene, BEGINNING, at + 1)
    return not (held | any_word(scene, HOLDING, at)).any()
