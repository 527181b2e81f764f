"""What an unfinished look counts fewer of was not looked at on the other pages."""

from collections.abc import Callable
from typing import Any

import pytest

from govsweep.findings import Certainty, Finding
from govsweep.settle.unfinished import counted_before

Maker = Callable[..., Finding]


@pytest.fixture
def told(a_finding: Callable[..., Any]) -> Maker:
    def make(sightings: int, **words: Any) -> Finding:
        message = f"读到的网页中 {sightings} 个没有写"
        given = {"message": message, "sightings": sightings} | words
        made: Finding = a_finding("not-for-telephones", subject="viewport", **given)
        return made

    return make


def test_the_greater_count_stands_with_its_words(told: Maker) -> None:
    before, now = told(75), told(61, certainty=Certainty.SUSPECTED)
    (kept,) = counted_before([now], [before])
    assert (kept.sightings, kept.message) == (75, before.message)
    assert kept.certainty is before.certainty


def test_more_than_before_is_more(told: Maker) -> None:
    now = told(80)
    assert list(counted_before([now], [told(75)])) == [now]


def test_of_as_many_the_words_of_the_whole_look_stand(told: Maker) -> None:
    before, now = told(87, message="163 个中 87 个"), told(87, message="157 个中 87 个")
    (kept,) = counted_before([now], [before])
    assert kept.message == before.message


def test_of_one_place_the_words_are_those_of_the_day(told: Maker) -> None:
    now = told(1, message="已 15 天未更新")
    assert list(counted_before([now], [told(1, message="已 14 天未更新")])) == [now]


def test_what_other_rules_counted_does_not_stand(told: Maker) -> None:
    now = told(61)
    assert list(counted_before([now], [told(75, rule_version="older")])) == [now]
    assert list(counted_before([now], [])) == [now]
