"""The old language is known by its particles, and by the lack of today's."""

import pytest

from govsweep.words.old_language import is_of_old


def judged(text: str, part: str) -> bool:
    at = text.index(part)
    return is_of_old(text, at, at + len(part))


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("时大疫，知县施药，活者无算，民皆德之。", "活者"),
        ("渔者之苦跃然纸上。", "渔者"),
        ("牧者、猎者各食其业的地方", "猎者"),
        ("吾民安之，邑人勒石以记。", "安之"),
    ],
    ids=["a chronicle", "whose", "one beside another", "a strong particle"],
)
def test_it_is_old(text: str, part: str) -> None:
    assert judged(text, part)


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("可以到窗口办理，活者在网上办理。", "活者"),
        ("违者按规定处理，其责任由单位承担。", "责任"),
        ("人民曰报刊发文章。", "人民曰报"),
        ("", ""),
    ],
    ids=["today's", "formal", "the mark is the slip itself", "empty"],
)
def test_it_is_of_today(text: str, part: str) -> None:
    assert not judged(text, part)
