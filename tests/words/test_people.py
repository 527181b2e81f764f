"""People of the office's list: titles that are over, names out of their order."""

import datetime as dt

import pytest

from govsweep.rules import Protected, Rules, WordRule, load_rules
from govsweep.words import Matcher

OVER = dt.date(2025, 3, 1)
BEFORE, AFTER = dt.date(2025, 2, 1), dt.date(2025, 4, 1)
PEOPLE = (
    Protected(text="张三丰", title="市长", valid_to=OVER),
    Protected(text="张三丰", title="市委书记", valid_from=OVER),
    Protected(text="李四维", title="市长", valid_from=OVER),
    Protected(text="王五岳", title="副市长"),
)


@pytest.fixture(scope="module")
def matcher() -> Matcher:
    return Matcher(Rules(version="0", word_rules=(), protected=PEOPLE))


def told(matcher: Matcher, text: str, day: dt.date | None) -> list[tuple[str, str, bool]]:
    return [
        (text[mark.start : mark.end], mark.suggestion, mark.confirmed)
        for mark in matcher.marks(text, day=day)
    ]


class TestTitles:
    def test_a_title_that_is_over_is_suspected(self, matcher: Matcher) -> None:
        told_of = told(matcher, "4月1日，市长张三丰到企业调研。", AFTER)
        assert told_of == [("市长张三丰", "市委书记张三丰", False)]

    @pytest.mark.parametrize(
        ("text", "day"),
        [
            ("2月1日，市长张三丰到企业调研。", BEFORE),
            ("市长张三丰到企业调研。", None),
            ("时任市长张三丰到企业调研。", AFTER),
            ("市委书记张三丰到企业调研。", AFTER),
            ("市长李四维到企业调研。", AFTER),
        ],
        ids=["before", "no day", "of old", "the new title", "the new holder"],
    )
    def test_what_is_right_on_its_day_is_left_alone(
        self, matcher: Matcher, text: str, day: dt.date | None
    ) -> None:
        assert told(matcher, text, day) == []


class TestPosts:
    @pytest.mark.parametrize("rank", [0, 1])
    def test_a_post_that_somebody_else_holds_is_suspected(
        self, matcher: Matcher, rank: int
    ) -> None:
        text = ("市长王五岳讲话。", "市委书记李四维讲话。")[rank]
        ((quote, _, confirmed),) = told(matcher, text, AFTER)
        assert (quote, confirmed) == (text[:-3], False)

    def test_a_national_post_is_only_suspected_and_a_misspelt_name_beside_it_certain(self) -> None:
        shipped = Matcher(load_rules())
        assert told(shipped, "国务院总理王沪宁主持会议。", AFTER) == [
            ("国务院总理王沪宁", "全国政协主席王沪宁", False)
        ]
        assert told(shipped, "国务院总理李抢主持会议。", AFTER) == [
            ("国务院总理李抢", "国务院总理李强", True)
        ]

    @pytest.mark.parametrize(
        ("text", "right"),
        [
            ("全国政协副主席王沪宁出席会议。", "全国政协主席王沪宁"),
            ("全国人大常委会副委员长赵乐际出席会议。", "全国人大常委会委员长赵乐际"),
        ],
    )
    def test_who_leads_is_no_deputy(self, text: str, right: str) -> None:
        shipped = Matcher(load_rules())
        assert told(shipped, text, AFTER) == [(text.removesuffix("出席会议。"), right, False)]
        assert told(shipped, "国务院副总理丁薛祥出席会议。", AFTER) == []

    @pytest.mark.parametrize(
        "text",
        ["国务院总理李克强主持会议。", "国务院总理李鹏", "国家副主席习近平", "时任国家副主席"],
    )
    def test_those_who_held_it_before_are_left_alone(self, text: str) -> None:
        assert told(Matcher(load_rules()), text, dt.date(2012, 3, 1)) == []


class TestOrder:
    def test_names_with_their_posts_out_of_order_are_suspected(self, matcher: Matcher) -> None:
        assert told(matcher, "市长李四维、市委书记张三丰出席会议。", None) == [
            ("李四维、市委书记张三丰", "", False)
        ]
        assert told(matcher, "市委书记张三丰、市长李四维出席会议。", None) == []

    def test_names_out_of_order_are_suspected(self, matcher: Matcher) -> None:
        assert told(matcher, "出席会议的有李四维、张三丰、王五岳。", AFTER) == [
            ("李四维、张三丰", "张三丰、李四维", False)
        ]

    @pytest.mark.parametrize(
        "text", ["出席会议的有张三丰、李四维、王五岳。", "王五岳汇报后，张三丰作了讲话。"]
    )
    def test_names_in_order_or_apart_are_left_alone(self, matcher: Matcher, text: str) -> None:
        assert told(matcher, text, AFTER) == []

    @pytest.mark.parametrize("text", ["李四维、张三丰出席会议。", "张三丰、李四维出席会议。"])
    def test_of_who_held_no_post_on_that_day_no_order_is_known(
        self, matcher: Matcher, text: str
    ) -> None:
        assert told(matcher, text, BEFORE) == []

    def test_the_order_is_that_of_the_posts_of_the_day(self) -> None:
        people = (
            Protected(text="周六合", title="局长", valid_from=OVER),
            Protected(text="张三丰", title="局长", valid_to=OVER),
            Protected(text="周六合", title="副局长", valid_to=OVER),
            Protected(text="张三丰", title="调研员", valid_from=OVER),
        )
        matcher = Matcher(Rules(version="0", word_rules=(), protected=people))
        assert told(matcher, "张三丰、周六合出席。", BEFORE) == []
        assert told(matcher, "周六合、张三丰出席。", AFTER) == []
        assert told(matcher, "周六合、张三丰出席。", BEFORE) == [
            ("周六合、张三丰", "张三丰、周六合", False)
        ]
        assert told(matcher, "张三丰、周六合出席。", AFTER) == [
            ("张三丰、周六合", "周六合、张三丰", False)
        ]

    def test_a_list_without_people_says_nothing(self) -> None:
        nobody = Matcher(Rules(version="0", word_rules=()))
        assert told(nobody, "李四维、张三丰", AFTER) == []


@pytest.fixture(scope="module")
def shipped() -> Matcher:
    return Matcher(load_rules())


def test_the_number_of_a_standing_order_is_no_order_of_people() -> None:
    order = WordRule(id="order-7", literals=("旧水利站",), why="机构改名")
    matcher = Matcher(Rules(version="0", word_rules=(order,), protected=PEOPLE))
    for day in (None, AFTER):
        assert [mark.rule for mark in matcher.marks("由旧水利站负责。", day=day)] == ["order-7"]


class TestLeaders:
    def test_four_leaders_in_another_order_are_suspected(self, shipped: Matcher) -> None:
        text = "习近平、李强、王沪宁、赵乐际出席大会。"
        right = "习近平、李强、赵乐际、王沪宁"
        assert told(shipped, text, None) == [("习近平、李强、王沪宁、赵乐际", right, False)]

    @pytest.mark.parametrize(
        "text",
        [
            "习近平、李强、赵乐际、王沪宁出席大会。",
            "丁薛祥、李希、李强出席会议。",
            "习近平主席会见来宾，李强、王沪宁、赵乐际在座。",
        ],
    )
    def test_in_order_or_few_they_are_right(self, shipped: Matcher, text: str) -> None:
        assert told(shipped, text, None) == []

    def test_the_order_of_today_says_nothing_of_an_older_text(self, shipped: Matcher) -> None:
        text = "习近平、李强、王沪宁、赵乐际出席大会。"
        assert told(shipped, text, dt.date(2019, 3, 1)) == []

    def test_a_character_between_the_name_and_what_was_done(self, shipped: Matcher) -> None:
        text = "国务院总理李强国主持座谈会。"
        assert told(shipped, text, None) == [("李强国", "李强", False)]

    @pytest.mark.parametrize("text", ["国务院总理李强主持会议。", "国务院总理李强将主持会议。"])
    def test_an_adverb_there_is_right(self, shipped: Matcher, text: str) -> None:
        assert told(shipped, text, None) == []
