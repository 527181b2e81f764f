"""What somebody writes beside an act: one line, of a bounded length, nothing in it unseen."""

import pytest

from govsweep.errors import InputError
from govsweep.remarks import LONGEST, remark, signature


def test_it_is_kept_in_one_line() -> None:
    assert remark("  原文\n如此，\t见附件 ") == "原文 如此， 见附件"


def test_signs_that_nobody_sees_are_left_out() -> None:
    assert remark("原\x00文\x1b如\udcff此\u202e") == "原文如此"
    assert remark("生僻字\ue123不少") == "生僻字\ue123不少"  # names are written with such


def test_one_that_is_too_long_is_refused() -> None:
    assert len(remark("字" * LONGEST)) == LONGEST
    with pytest.raises(InputError, match="至多 1000 字，现在是 1001 字"):
        remark("字" * (LONGEST + 1))


def test_a_name_is_as_long_as_an_account_may_be() -> None:
    assert signature(" 王工 ") == "王工"
    assert signature("") == ""
    with pytest.raises(InputError, match="至多 40 字"):
        signature("王" * 41)
