"""Words written twice in a row."""

import numpy as np
import pytest

from govsweep.words.evidence import Scene
from govsweep.words.ngrams import official
from govsweep.words.repeated import Repeated, again, repeated


def _found(text: str) -> list[Repeated]:
    return list(repeated(Scene(text, official()), np.zeros(len(text), dtype=bool)))


@pytest.mark.parametrize(
    ("text", "place", "length"),
    [
        ("对整改情况进行进行了督查", 7, 2),
        ("请各单位注意安全安全", 8, 2),
        ("推动高质量发展高质量发展取得实效", 7, 5),
    ],
)
def test_a_word_that_stands_twice_is_found(text: str, place: int, length: int) -> None:
    assert _found(text) == [Repeated(place, length)]


@pytest.mark.parametrize(
    "text",
    [
        "要一件一件抓好落实",
        "禁毒支队支队长主持会议",
        "培育未来产业产业链",
        "研究研究再说",
        "关于印发人民调解工作工作方案的通知",
        "有关部门组织召开人民调解工作工作推进会",
        "图片新闻视频新闻新闻发布",  # entries of a menu
        "赞赞赞赞赞赞",
        "",
        "整改",
    ],
)
def test_forms_of_speech_and_words_that_share_a_part_are_not(text: str) -> None:
    assert _found(text) == []


def test_what_is_allowed_is_left_alone() -> None:
    text = "公交公交伴您同行"
    masked = np.ones(len(text), dtype=bool)
    assert list(repeated(Scene(text, official()), masked)) == []


def _again(text: str) -> list[int]:
    return again(Scene(text, official()), np.zeros(len(text), dtype=bool)).tolist()


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("工程于去年10月份月开始施工", 9),
        ("调研组一行来到了到白沙镇", 8),
        ("本人参与了与该项目的验收", 5),
    ],
)
def test_a_character_written_again_behind_the_next_is_found(text: str, place: int) -> None:
    assert _again(text) == [place]


@pytest.mark.parametrize(
    "text",
    [
        "助力减肥减药增产增效",
        "兜牢兜实民生底线",
        "他听了听汇报",
        "对上对下讲真话",
        "到了",
        "月份月",
    ],
)
def test_forms_that_go_on_alike_are_no_repetition(text: str) -> None:
    assert _again(text) == []


def test_a_foreign_name_may_say_the_same_twice() -> None:
    assert _found("委内瑞拉加拉加拉斯附近海域") == []
