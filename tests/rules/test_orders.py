"""Standing orders: when they are in force, and what they add to the rules."""

import datetime as dt

import pytest

from govsweep.errors import InputError
from govsweep.rules import Level, load_rules
from govsweep.rules.orders import StandingOrder, checked, with_orders

AT = dt.datetime(2026, 11, 20, 9, tzinfo=dt.UTC)
DAY, HOUR = dt.timedelta(days=1), dt.timedelta(hours=1)


def order(**more: object) -> StandingOrder:
    given = {"id": 1, "words": "张三", "reason": "已离任", "at": AT}
    return StandingOrder(**(given | more))  # type: ignore[arg-type]


class TestInForce:
    def test_from_the_next_sweep_on(self) -> None:
        assert order().in_force(AT + HOUR, AT.date())
        assert not order().in_force(AT - HOUR, AT.date())

    def test_until_it_is_ended_and_in_the_sweep_that_ran_then(self) -> None:
        ended = order(ended_at=AT + 2 * HOUR)
        assert ended.in_force(AT + HOUR, AT.date())
        assert not ended.in_force(AT + 3 * HOUR, AT.date())

    def test_from_its_first_day_to_its_last(self) -> None:
        one = order(first=AT.date() + DAY, last=AT.date() + 2 * DAY)
        days = [AT.date() + n * DAY for n in range(4)]
        assert [one.in_force(AT + HOUR, day) for day in days] == [False, True, True, False]
        assert [one.state(day) for day in days] == ["未开始", "在查", "在查", "已到期"]
        assert one.span == "2026-11-21 至 2026-11-22"

    def test_without_days_it_is_told_so(self) -> None:
        assert order().span == "登记 至 停止"
        assert order(ended_at=AT).state(AT.date()) == "2026-11-20 停止"


class TestChecked:
    def test_white_space_around_the_words_goes(self) -> None:
        one = checked(order(words=" 张三 ", right=" 李四\n", reason=" 已离任 "))
        assert (one.words, one.right, one.reason) == ("张三", "李四", "已离任")

    def test_what_nobody_sees_goes(self) -> None:
        one = checked(order(words="张\x00三\t", right="李\x07四", reason="已\x1b离任"))
        assert (one.words, one.right, one.reason) == ("张三", "李四", "已离任")

    def test_of_this_day_alone_is_taken(self) -> None:
        assert checked(order(last=AT.date())).last == AT.date()

    @pytest.mark.parametrize(
        ("given", "told"),
        [
            ({"words": "张"}, "应有 2 到 60 个字"),
            ({"words": "长" * 61}, "应有 2 到 60 个字"),
            ({"right": "张三丰"}, "现在的写法也会报出"),
            ({"right": "长" * 61}, "至多 60 个字"),
            ({"reason": " "}, "请写明理由"),
            ({"first": AT.date(), "last": AT.date() - DAY}, "早于起始日期"),
            ({"last": AT.date() - DAY}, "已经过去"),
            ({"words": "张\x00"}, "应有 2 到 60 个字"),
        ],
    )
    def test_what_cannot_be_looked_for_is_refused(
        self, given: dict[str, object], told: str
    ) -> None:
        with pytest.raises(InputError, match=told):
            checked(order(**given))


class TestRules:
    def test_without_orders_are_the_same(self) -> None:
        rules = load_rules()
        assert with_orders(rules, []) is rules

    def test_have_a_version_that_every_change_changes(self) -> None:
        rules = load_rules()
        some = [
            with_orders(rules, orders).version
            for orders in (
                [order()],
                [order(certain=True)],
                [order(right="李四")],
                [order(words="王五")],
                [order(), order(id=2, words="王五")],
            )
        ]
        assert len({rules.version, *some}) == 6
        again = with_orders(rules, [order(id=2, words="王五"), order()])
        assert again.version == some[-1]

    def test_say_how_sure_they_are(self) -> None:
        (suspected,) = with_orders(load_rules(), [order()]).word_rules[-1:]
        (certain,) = with_orders(load_rules(), [order(certain=True)]).word_rules[-1:]
        assert (suspected.level, certain.level) == (Level.SUGGEST, Level.ERROR)
        assert suspected.check == "standing-order"
