"""Names of provinces with one character mistaken."""

import pytest

from govsweep.rules import load_rules
from govsweep.words import Matcher


@pytest.fixture(scope="module")
def matcher() -> Matcher:
    return Matcher(load_rules())


@pytest.mark.parametrize(
    ("text", "right"),
    [("企业注册地为安微省青石县", "安徽省"), ("注册地为青晦省", "青海省")],
)
def test_a_province_that_does_not_exist(matcher: Matcher, text: str, right: str) -> None:
    told = [mark for mark in matcher.marks(text) if mark.rule == "province"]
    assert [(mark.suggestion, mark.confirmed) for mark in told] == [(right, False)]


@pytest.mark.parametrize("text", ["", "企业注册地为安徽省", "湖南省和湖北省", "山西省、陕西省"])
def test_those_that_exist_are_right(matcher: Matcher, text: str) -> None:
    assert [mark for mark in matcher.marks(text) if mark.rule == "province"] == []
