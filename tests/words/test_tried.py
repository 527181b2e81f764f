"""Written rules tried by themselves on texts."""

import pytest

from govsweep.errors import InputError
from govsweep.rules.lists import word_rule
from govsweep.words.tried import TriedRules


def spoken(tried: TriedRules, text: str) -> list[str]:
    (hits,) = tried.hits([text])
    return [text[one.start : one.end] for one in hits]


def test_a_rule_speaks_where_it_would_count() -> None:
    tried = TriedRules([word_rule(错误="清河市", 正确="清禾市", 后文排除="流域、大桥")])
    assert spoken(tried, "清河市政府与清河市") == ["清河市", "清河市"]
    assert spoken(tried, "清河市流域治理") == []
    assert spoken(tried, "清禾市政府") == []
    ((hit,),) = tried.hits(["在清河市"])
    assert (hit.suggestion, hit.rule.check) == ("清禾市", "typo")


def test_words_that_the_office_allows_are_passed_over() -> None:
    tried = TriedRules([word_rule(错误="清河", 正确="清禾")], allowed=["清河人家"])
    assert spoken(tried, "清河人家在清河") == ["清河"]


def test_of_no_texts_there_are_no_hits() -> None:
    assert TriedRules([word_rule(敏感词="澳门赌场")]).hits([]) == []


@pytest.mark.parametrize(
    ("cells", "told"),
    [
        ({"错误": "清", "正确": "请"}, "错误写法：“清”只有一个字"),
        ({"错误": "清河", "正确": "清河市"}, "是“清河市”的一部分"),
        ({"敏感词": " "}, "错误写法：是空的"),
        ({"错误": "清河", "正确": ""}, "正确写法：是空的"),
    ],
)
def test_a_row_that_makes_no_rule_is_refused(cells: dict[str, str], told: str) -> None:
    with pytest.raises(InputError, match=told):
        word_rule(**cells)
