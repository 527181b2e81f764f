"""Sums inside a sentence that do not add up."""

import pytest

from govsweep.rules import Rules
from govsweep.words import Matcher


@pytest.fixture(scope="module")
def matcher() -> Matcher:
    return Matcher(Rules(version="0", word_rules=()), suspected=False)


def told(matcher: Matcher, text: str) -> list[tuple[str, str, bool]]:
    return [
        (text[mark.start : mark.end], mark.reason, mark.confirmed)
        for mark in matcher.marks(text)
        if mark.rule == "sum"
    ]


@pytest.mark.parametrize(
    ("text", "quote", "sum_", "total"),
    [
        (
            "全校有教师120人，其中男70人、女60人。",
            "120人，其中男70人、女60人",
            "130",
            "120",
        ),
        (
            "在新当选的61名代表中，男性58人，女性4人。",
            "61名代表中，男性58人，女性4人",
            "62",
            "61",
        ),
        (
            "录取考生200名（女生90名，男生100名）",
            "200名（女生90名，男生100名",
            "190",
            "200",
        ),
        ("参赛选手50人，其中：女20，男31。", "50人，其中：女20，男31", "51", "50"),
        ("经费如下：材料费200元、差旅费150元，合计360元。", "合计360元", "350", "360"),
        ("支出：修缮1.5万元，购置2万元，共计4.5万元", "共计4.5万元", "35000", "45000"),
    ],
)
def test_parts_that_make_another_total_are_suspected(
    matcher: Matcher, text: str, quote: str, sum_: str, total: str
) -> None:
    reason = f"各项相加是{sum_}，与总数{total}不符"
    assert told(matcher, text) == [(quote, reason, False)]


@pytest.mark.parametrize(
    "text",
    [
        "全校有教师120人，其中男60人、女60人。",
        "全校有教师120人，其中党员男30人、女20人。",
        "全校有教师120余人，其中男70人、女60人。",
        "比上年增加20人，其中男70人、女60人。",
        "参加体检120人，其中男70人，女40人，儿童10人。",
        "受访者120人，其中男70岁，女60岁。",
        "共有120人，男女各半",
        "120个村，其中男70人、女60人",
        "经费如下：材料费200元、差旅费150元，合计350元。",
        "除上述款项外，材料费200元、差旅费150元，合计960元。",
        "经费如下：材料费约200余元、差旅费150元，合计360元。",
        "经费如下：材料费200元、树苗150株，合计360元。",
        "投资：道路1.2亿元，桥梁2.3亿元，共计3.6亿元。",
        "男",
        "合计",
        "",
    ],
)
def test_totals_that_fit_or_may_count_more_are_left_alone(matcher: Matcher, text: str) -> None:
    assert told(matcher, text) == []


def test_parts_named_behind_what_there_is_are_added_up(matcher: Matcher) -> None:
    text = "全镇共有小学4所、幼儿园6所，合计11所。"
    (mark,) = [mark for mark in matcher.marks(text) if mark.rule == "sum"]
    assert text[mark.start : mark.end] == "合计11所"
    right = "全镇共有小学4所、幼儿园6所，合计10所。"
    assert [mark for mark in matcher.marks(right) if mark.rule == "sum"] == []


def test_parts_that_are_more_than_their_whole_are_suspected(matcher: Matcher) -> None:
    quote = "100万元投资，其中甲县60万元、乙县30万元、丙县20万元"
    reason = "各项相加是1100000，与总数1000000不符"
    assert told(matcher, f"完成了{quote}。") == [(quote, reason, False)]


def test_each_whole_of_a_line_is_looked_at(matcher: Matcher) -> None:
    right = "建成公路90公里，其中甲县60公里、乙县30公里"
    wrong = "100万元投资，其中甲县60万元、乙县50万元"
    found = told(matcher, f"{right}；完成{wrong}；拨付{wrong}。其中有两个县。")
    assert [quote for quote, *_ in found] == [wrong, wrong]


@pytest.mark.parametrize(
    "text",
    [
        "完成了100万元投资，其中甲县60万元、乙县20万元。",
        "完成了100万元投资，其中甲县60万元、乙县40万元。",
        "参加120人，其中党员80人、教师60人。",
        "完成了100万元投资，其中甲县60万元、乙县50个。",
        "现有副教授7人、讲师2人，其中博士3人、硕士6人。",
        "增加100万元，其中甲县60万元、乙县50万元。",
        "受理45件，其中立案30件、办结20件。",
        "帮扶300户，其中低保户200户、残疾户150户。",
    ],
)
def test_parts_that_leave_some_out_or_overlap_are_right(matcher: Matcher, text: str) -> None:
    assert told(matcher, text) == []
