"""Forms of lists: each module is found by being there."""

from govsweep.reading.listforms import forms


def test_each_has_a_name_of_its_own() -> None:
    names = [one.name for one in forms()]
    assert len(names) == len(set(names)) >= 1


def test_the_general_one_comes_last() -> None:
    assert forms()[-1].name == "没有链接的行"
