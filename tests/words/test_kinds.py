"""The kinds of characters, looked up."""

import re

from hypothesis import given
from hypothesis import strategies as st

from govsweep.words.kinds import KindTable

DIGIT, SPACE = 1, 2
TABLE = KindTable({DIGIT: r"\d", SPACE: r"[\s·]"})


@given(st.text())
def test_the_table_knows_what_re_knows(text: str) -> None:
    digits = [kind & DIGIT != 0 for kind in TABLE.of(text)]
    assert digits == [re.match(r"\d", one) is not None for one in text]
    spaces = [kind & SPACE != 0 for kind in TABLE.of(text)]
    assert spaces == [re.match(r"[\s·]", one) is not None for one in text]


def test_a_pattern_speaks_of_each_character_by_itself() -> None:
    assert KindTable({SPACE: r"(?!\n)\s"}).of("\t\n ").tolist() == [SPACE, 0, SPACE]


def test_half_a_pair_is_of_no_kind() -> None:
    assert TABLE.of("甲\ud800 ").tolist() == [0, 0, SPACE]


def test_what_lies_beyond_the_table_is_of_no_kind() -> None:
    assert TABLE.of("𠀀1\U0010ffff").tolist() == [0, DIGIT, 0]
