"""Anniversaries that do not fit the year beside them."""

import pytest

from govsweep.words.anniversaries import Anniversaries
from govsweep.words.normal import Batch


def told(text: str) -> list[str]:
    return [mark.suggestion for _, mark in Anniversaries().marks(Batch.of([text]))]


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("2024年，中华人民共和国成立76周年", "75"),
        ("庆祝建党一百零三周年（2025年7月1日）", "104"),
        ("2027年8月1日是建军九十周年", "100"),
    ],
)
def test_another_number_than_the_years_make_is_told(text: str, right: str) -> None:
    assert told(text) == [right]


@pytest.mark.parametrize(
    "text",
    [
        "2024年，中华人民共和国成立75周年",
        "2021年是中国共产党成立一百周年",
        "2019年至2024年，新中国成立七十周年、七十五周年活动相继举行，建党98周年",
        "中华人民共和国成立76周年",
        "2024年，公司成立76周年",
        "",
    ],
    ids=["right", "a hundred", "several years", "no year", "another's", "empty"],
)
def test_what_fits_or_cannot_be_told_is_left_alone(text: str) -> None:
    assert told(text) == []
