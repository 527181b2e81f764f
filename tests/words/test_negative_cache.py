"""Contexts that were quiet: known again, and changing no verdict."""

import numpy as np

from govsweep.rules import load_rules
from govsweep.words import Matcher
from govsweep.words.negative_cache import NegativeCache


def test_holds_what_was_added_and_nothing_else() -> None:
    quiet = NegativeCache(bits=8)
    first, other = np.array([5, 9], dtype=np.uint64), np.array([7], dtype=np.uint64)
    quiet.add(first)
    assert quiet.holds(first).tolist() == [True, True]
    assert quiet.holds(other).tolist() == [False]


def test_the_newer_takes_the_olders_place() -> None:
    quiet = NegativeCache(bits=1)
    many = np.arange(1, 20, dtype=np.uint64)
    quiet.add(many)
    assert 1 <= int(quiet.holds(many).sum()) <= 2


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
