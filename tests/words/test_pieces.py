"""What two characters that are nobody's may be, where counts would mend them otherwise."""

import pytest

from govsweep.words.literals import Literals
from govsweep.words.normal import Batch
from govsweep.words.speller import Speller


@pytest.fixture(scope="module")
def speller() -> Speller:
    return Speller()


def _told(speller: Speller, text: str) -> set[tuple[str, str, bool]]:
    batch = Batch.of([text])
    marks = speller.marks(batch, Literals(speller.literals).find(batch.text))
    return {(text[one.start : one.end], one.suggestion, one.confirmed) for _, one in marks}


def test_what_sounds_just_so_goes_before_what_is_more_usual(speller: Speller) -> None:
    assert _told(speller, "校长要带头执行赔餐制度") == {("赔餐", "陪餐", False)}


def test_what_sounds_just_so_already_stays(speller: Speller) -> None:
    assert ("空凋", "空调", False) in _told(speller, "安装空凋应当报备")
