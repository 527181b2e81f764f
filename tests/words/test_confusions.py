"""Which characters are written for which."""

import numpy as np

from govsweep.words.confusions import Confusions

ROWS = "已\t以一\t\t己\n己\t几\t已\n"


def test_a_place_has_all_its_candidates_with_their_likeness() -> None:
    codes = np.array([ord(one) for one in "已国己"], dtype=np.uint64)
    found = Confusions(ROWS).of(codes, np.array([0, 1, 2]))
    assert found.places.tolist() == [0, 0, 0, 2, 2]
    assert "".join(map(chr, found.meant.tolist())) == "以一己几已"
    assert found.kinds.tolist() == [0, 0, 2, 0, 1]
    assert found.ranks.tolist() == [0, 1, 0, 0, 0]


def test_candidates_of_one_place_stand_together() -> None:
    codes = np.array([ord(one) for one in "已己"], dtype=np.uint64)
    places, which = Confusions(ROWS).of(codes, np.array([1, 0])).together()
    assert (places.tolist(), which.tolist()) == ([1, 0], [0, 0, 1, 1, 1])


def test_confusion_is_asked_either_way() -> None:
    confusions = Confusions(ROWS)
    assert confusions.meant_by("已") == set("以一己")
    assert confusions.written_for("己") == set("已")
    assert confusions.meant_by("国") == confusions.written_for("国") == frozenset()
    assert confusions.meant_by("𠀀") == frozenset()
