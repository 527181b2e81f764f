"""Content management systems: each module is found by being there."""

from govsweep.reading.cms import systems


def test_each_has_a_name_of_its_own() -> None:
    names = [one.name for one in systems()]
    assert len(names) == len(set(names)) >= 15


def test_the_plain_reading_comes_first() -> None:
    assert systems()[0].name == "通用"
