"""Words of the dictionary, one by one and many at once."""

from govsweep.words.dictionary import is_word, words_among


def test_of_many_those_are_words_that_are_alone() -> None:
    some = ["政府", "攻府", "办事处", "办是处", "实事求是", "实是求事"]
    assert words_among(some) == {one for one in some if is_word(one)} >= {"政府", "实事求是"}
    assert "攻府" not in words_among(some)


def test_of_none_there_are_none() -> None:
    assert words_among([]) == set()
