"""Verse: what a place is in, told by lines of one length around it."""

import pytest

from govsweep.rules import Rules
from govsweep.words import Matcher
from govsweep.words.verse import Verse, verse

STANZA = "古桥临碧水，老树抱晴川。谁道无人问，春风又一年。"
RHYME = "陌生电话要警惕，可疑短信不点击，转账汇款先核实，天上不会掉的馅。"


def told(text: str, word: str) -> Verse:
    start = text.index(word)
    return verse(text, start, start + len(word))


@pytest.mark.parametrize("word", ["碧水", "老树", "谁道", "一年"])
def test_a_stanza_is_verse(word: str) -> None:
    assert told(STANZA, word) is Verse.CERTAIN


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("导游说：“古桥临碧水，老树抱晴川。”大家都笑了", "碧水"),
        ("凝心聚力谋发展，真抓实干开新局", "实干"),
        (RHYME, "短信"),
    ],
    ids=["a couplet", "a slogan", "a rhyme of today"],
)
def test_what_may_be_verse(text: str, word: str) -> None:
    assert told(text, word) is Verse.PERHAPS


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("古桥临碧水", "碧水"),
        ("修好了古桥，种好了老树", "古桥"),
        ("古桥临碧水、老树，抱晴川的人", "碧水"),
        ("古桥临碧水\n老树抱晴川", "碧水"),
        ("加强领导，明确责任", "领导"),
        ("，，，", "，"),
    ],
    ids=["one line", "today's words", "other lengths", "another text", "of four", "none"],
)
def test_what_is_no_verse(text: str, word: str) -> None:
    assert told(text, word) is Verse.NONE


def test_nothing_is_shown_in_a_stanza_and_nothing_confirmed_in_a_couplet() -> None:
    matcher = Matcher(Rules(version="0", word_rules=()))
    wrong = "根剧群众反映"
    assert [mark.confirmed for mark in matcher.marks(f"{wrong}，我们作出了安排")] == [True]
    couplet, prose = "根剧群众话，修好老桥梁", "根剧群众话，我们修好了老桥梁"
    assert not any(mark.confirmed for mark in matcher.marks(couplet))
    assert matcher.marks(prose)
    assert matcher.marks("春风吹古道，细雨湿新桥。根剧群众话，修好老桥梁。") == ()
