"""Words that fit their neighbours, in a sentence about something else."""

import numpy as np
import pytest

from govsweep.rules import Tier, load_rules
from govsweep.words import Matcher, contextual
from govsweep.words.contexts import UNKNOWN, contexts
from govsweep.words.evidence import PAD, Scene
from govsweep.words.ngrams import encode, official


@pytest.fixture(scope="module")
def matcher() -> Matcher:
    return Matcher(load_rules())


def _weight(word: str, text: str, starts: tuple[int, ...] = (0,)) -> float:
    """What speaks for a word in the place of ＊＊."""
    scene = Scene(text, official())
    at = np.array([text.index("＊＊") + PAD])
    around = contexts().nearby(scene, at, np.array(starts) + PAD)
    return float(contexts().weighed(_number(word), around)[0, 0])


def _number(word: str) -> np.ndarray:
    codes = encode(word)
    return contexts().numbers(codes[:1], codes[1:])


def test_a_word_is_known_by_what_stands_some_way_off() -> None:
    text = "景区门票实行分时＊＊，游客凭码入园"
    assert _weight("预约", text) > _weight("鱼跃", text)
    assert _weight("预约", text) > _weight("预约", "大会＊＊开幕")


def test_what_another_text_says_speaks_for_nothing() -> None:
    text = "景区门票凭码入园\n＊＊"
    assert _weight("预约", text) > 0
    assert _weight("预约", text, (0, 9)) == 0


def test_a_word_that_no_text_has_is_unknown_and_weighs_nothing() -> None:
    assert _number("约鱼")[0] == UNKNOWN
    assert contexts().usual(_number("约鱼"))[0] == 0
    assert _weight("约鱼", "景区门票实行分时＊＊") == 0


def test_numbers_lead_back_to_the_characters() -> None:
    first, second = contexts().characters(_number("预约"))
    assert chr(int(first[0])) + chr(int(second[0])) == "预约"


def _tried(text: str) -> list[str]:
    """The pairs of which something may be told, whatever the sentence is about."""
    scene = Scene(text, official())
    places = np.arange(len(text) - 1) + PAD
    likes = contextual.like(scene, contextual.unsettled(scene, places))
    return [text[place - PAD :][:2] for place in likes.places.tolist()]


def test_only_what_stands_between_words_and_is_like_one_is_tried() -> None:
    assert "鱼跃" in _tried("周末门票一律分时鱼跃，每时段限三百名")
    assert "门票" not in _tried("周末门票一律分时鱼跃，每时段限三百名")
    assert _tried("") == []


def test_a_word_that_is_out_of_place_once_is_so_beside_the_same_neighbours(
    matcher: Matcher,
) -> None:
    quiet = "河里的鲤分时鱼跃，每时段都看得到。"
    loud = "动物园周末门票一律分时鱼跃，每时段限三百名游客。"
    matcher.marks_of([quiet])
    (marks,) = matcher.marks_of([loud])
    assert [mark.suggestion for mark in marks] == ["预约"]


@pytest.mark.parametrize(
    ("text", "wrong", "right"),
    [
        ("动物园周末门票一律分时鱼跃，每时段限三百名游客。", "鱼跃", "预约"),
        ("工会干部冒雪走访困难直供，送去慰问金和棉被。", "直供", "职工"),
    ],
)
def test_a_word_out_of_place_is_suspected(
    matcher: Matcher, text: str, wrong: str, right: str
) -> None:
    (mark,) = next(iter(matcher.marks_of([text])))
    assert (text[mark.start : mark.end], mark.suggestion) == (wrong, right)
    assert mark.rule in (Tier.HOMOPHONE, Tier.SPELLER)
    assert not mark.confirmed


@pytest.mark.parametrize(
    "text",
    [
        "",
        "鲤鱼跃出水面，孩子们拍手叫好。",
        "本厂产品由产地直供各大超市。",
        "我们要走近科学家，听他们讲述科研故事。",  # 走进 is as good
        "简报说“分时鱼跃”是新词，门票不作预约。",  # a name of its own
    ],
)
def test_a_word_in_its_place_is_not(matcher: Matcher, text: str) -> None:
    assert not [mark for marks in matcher.marks_of([text]) for mark in marks]
