"""Contexts that were quiet: known again, and changing no verdict."""

import numpy as np

from govsweep.rules import load_rules
from govsweep.words import Matcher
from govsweep.words.evidence import PAD, Scene
from govsweep.words.negative_cache import NegativeCache
from govsweep.words.ngrams import Places, official


def _places(text: str) -> tuple[Scene, Places]:
    return Scene(text, official()), np.arange(PAD, PAD + len(text))


def test_only_contexts_that_were_not_added_are_new() -> None:
    quiet = NegativeCache()
    scene, places = _places("各地要认真落实防汛责任")
    new, contexts = quiet.new(scene, places)
    assert new.tolist() == places.tolist()
    quiet.add(new, contexts, told=[])
    assert quiet.new(scene, places)[0].tolist() == []
    other, places = _places("各地要认真落实防火责任")
    # 防火's second character lies within four of these.
    assert (quiet.new(other, places)[0] - PAD).tolist() == [4, 5, 6, 7, 8, 9, 10]


def test_a_place_of_which_there_was_to_tell_stays_new() -> None:
    quiet = NegativeCache()
    scene, places = _places("各地要认真落实防汛责任")
    quiet.add(*quiet.new(scene, places), told=[PAD + 3])
    assert quiet.new(scene, places)[0].tolist() == [PAD + 3]


def test_places_are_known_without_having_been_asked_for() -> None:
    quiet = NegativeCache()
    scene, places = _places("各地要认真落实防汛责任")
    quiet.know(scene, places[2:5])
    assert (quiet.new(scene, places)[0] - PAD).tolist() == [0, 1, 5, 6, 7, 8, 9, 10]


def test_a_wider_context_tells_more_apart() -> None:
    wide = NegativeCache(before=7, after=7)
    scene, places = _places("各地要认真落实防汛责任")
    wide.add(*wide.new(scene, places), told=[])
    other, places = _places("各地要认真落实防火责任")
    assert (wide.new(other, places)[0] - PAD).tolist() == list(range(1, 11))


def test_the_newer_takes_the_olders_place() -> None:
    quiet = NegativeCache(bits=1)
    scene, places = _places("各地要认真落实防汛责任")
    quiet.add(*quiet.new(scene, places), told=[])
    assert len(places) - 2 <= len(quiet.new(scene, places)[0]) < len(places)


def test_what_was_judged_before_changes_no_verdict() -> None:
    rules = load_rules()
    texts = [
        "各地要认真落实防汛责任，做好值班值守工作，确保人民群众生命财产安全。",
        "请申请人按照规定登陆网站查询办理结果，如有疑问请拔打咨询电话。",
        "会议强调，要坚持问题导向，认真落实防汛责任，做好值班值守工作。",
        "一剂推进工作，加强对窨井盖衩衩的管理，涌跃参加活动。",
    ]
    fresh = [Matcher(rules).marks(text) for text in texts]
    used = Matcher(rules)
    for text in (*texts, *reversed(texts)):
        used.marks(text)
    assert [used.marks(text) for text in texts] == fresh
    assert used.marks_of(texts + texts) == fresh + fresh
