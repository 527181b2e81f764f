"""What the statistical tiers leave alone."""

import random

import pytest

from govsweep.rules import Rules
from govsweep.words import Matcher


def statistical(text: str, *, allowed: frozenset[str] = frozenset()) -> list[str]:
    matcher = Matcher(Rules(version="0", word_rules=(), allowed_words=allowed))
    return [text[mark.start : mark.end] for mark in matcher.marks(text)]


def test_prose_with_a_slip_is_judged() -> None:
    assert statistical("推进基本公共服务君等化建设")


def test_an_allowed_word_is_left_alone() -> None:
    text = "推进基本公共服务君等化建设"
    assert statistical(text, allowed=frozenset({"君等化"})) == []


def test_numerals_of_grades_and_sums_are_left_alone() -> None:
    assert statistical("水利水电工程施工总承包贰级及以上资质，保证金伍拾万元整") == []


@pytest.mark.parametrize("text", ["工作人员逐台检查", "对隐患逐处整改", "安排专人逐车登记"])
def test_one_thing_after_the_other_is_left_alone(text: str) -> None:
    assert statistical(text) == []


@pytest.mark.parametrize("text", ["组织人员逐以核实", "逐部推进城乡一体化"])
def test_what_sounds_like_another_word_behind_it_is_judged(text: str) -> None:
    assert statistical(text)


def test_the_number_behind_a_title_does_not_write_its_last_word_twice() -> None:
    assert statistical("关于废止部分文件的公告公告2026年第5号") == []
    assert statistical("关于废止部分文件的公告公告如下")


@pytest.mark.parametrize(
    "row",
    [
        "【置顶】枫溪县水务局规章制度",
        "枫溪县水务局规章制度[置顶]",
        "〔 置顶 〕关于印发枫溪县物业管理办法的通知",
        "枫溪县城管局方案公布（置顶）",
        "置顶：枫溪县水务局规章制度",
        "枫溪县水务局规章制度 置顶",
        "枫溪县水务局规章制度置顶",
        "【转载】【图文】枫溪县规章制度［固顶］",
    ],
)
def test_labels_of_a_list_are_no_words_of_the_title(row: str) -> None:
    assert statistical(row) == []


@pytest.mark.parametrize(
    "text",
    [
        "案号：河城管罚决字〔2026〕第000012号",
        "许可文号：河水许准字[2026]029号",
        "经查，你于2026年8月擅自在河道旁搭建板房。",
        "当事人陈述，他于十月三日收到告知书。",
    ],
)
def test_numbers_of_decisions_and_whom_they_address(text: str) -> None:
    assert statistical(text) == []


def test_a_slip_beside_the_number_of_a_decision_is_told() -> None:
    assert statistical("推进基本公共服务君等化建设（河政发〔2026〕12号）") == ["君等化"]


def test_a_slip_beside_a_label_is_told() -> None:
    assert statistical("【置顶】推进基本公共服务君等化建设") == ["君等化"]
    assert statistical("推进基本公共服务君等化建设〔图文〕") == ["君等化"]


def test_noise_is_left_alone() -> None:
    rng = random.Random(1)
    noise = "".join(chr(rng.randrange(0x4E00, 0x9FA5)) for _ in range(400))
    assert statistical(noise) == []


def test_nothing_says_nothing() -> None:
    assert statistical("") == []
