"""A manuscript's marks and its error rate."""

import pytest

from govsweep.proofreading import Manuscript, proofread
from govsweep.rules import load_rules
from govsweep.words import Matcher


@pytest.fixture(scope="module")
def matcher() -> Matcher:
    return Matcher(load_rules())


def test_each_fault_is_told_by_its_line_and_counts_in_the_rate(matcher: Matcher) -> None:
    read = proofread(Manuscript(["会议如期召开。", "本市己经完成任务。"], "utf-8"), matcher)
    assert [(one.line, one.quote, one.suggestion) for one in read.marks] == [(2, "己经", "已经")]
    assert (read.rate.errors, read.rate.characters) == (1, 16)


def test_a_text_that_was_saved_in_the_wrong_charset_is_told_at_its_first_line(
    matcher: Matcher,
) -> None:
    damaged = "关于做好安全生产工作的通知各单位认真贯彻落实".encode().decode("gb18030", "replace")
    read = proofread(Manuscript(["通知", damaged * 3], "utf-8"), matcher)
    assert [(one.check, one.line, one.confirmed) for one in read.marks[:1]] == [
        ("garbled-text", 2, True)
    ]


def test_a_sound_text_has_no_marks(matcher: Matcher) -> None:
    read = proofread(Manuscript(["会议如期召开。"], "utf-8"), matcher)
    assert (read.marks, read.rate.errors) == ((), 0)
