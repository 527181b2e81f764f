"""What is expected of a sweep: each site compared with its own past, and a night with its hours."""

import datetime as dt

import pytest

from govsweep.expectations import late, unmet
from govsweep.store import Sweep
from govsweep.store.sweep_yield_rows import SweepYield

USUAL = SweepYield(home=True, known=400, pages=390, left=0, columns=12, dated=300)
NIGHT = dt.date(2026, 11, 20)


def told(now: SweepYield, *past: SweepYield) -> list[str]:
    return [str(one) for one in unmet({"5118000001": now}, {"5118000001": past})]


def test_a_night_like_the_others_is_well() -> None:
    assert told(USUAL._replace(known=350, dated=260), USUAL, USUAL) == []


def test_a_site_without_a_past_is_well() -> None:
    assert told(USUAL) == []
    assert list(unmet({}, {})) == []


@pytest.mark.parametrize(
    ("now", "word"),
    [
        (
            USUAL._replace(known=2, pages=2, columns=0, dated=0),
            "找到的页面只有 2 个，平时约 400 个",
        ),
        (USUAL._replace(columns=5), "识别的栏目只有 5 个，平时约 12 个"),
        (USUAL._replace(dated=0), "有日期的信息只有 0 个"),
    ],
)
def test_a_site_that_was_rebuilt_is_named_once(now: SweepYield, word: str) -> None:
    (line,) = told(now, USUAL, USUAL, USUAL)
    assert line.startswith("5118000001：")
    assert word in line


def test_half_of_the_usual_is_enough() -> None:
    assert told(USUAL._replace(known=200, pages=195), USUAL) == []
    assert told(USUAL._replace(known=199, pages=195), USUAL)


def test_one_odd_night_does_not_make_what_is_usual() -> None:
    odd = USUAL._replace(known=4_000)
    assert told(USUAL, odd, USUAL, USUAL) == []


def test_a_small_site_may_be_smaller() -> None:
    small = SweepYield(home=True, known=8, pages=8, left=0, columns=1, dated=4)
    assert told(small._replace(known=1, pages=1, columns=0, dated=0), small) == []


@pytest.mark.parametrize(
    "now",
    [
        USUAL._replace(home=False, known=1, pages=0, columns=0, dated=0),  # does not answer
        USUAL._replace(left=380, pages=10, columns=1, dated=0),  # had to end early
        USUAL._replace(pages=20, dated=1),  # its pages failed
    ],
)
def test_what_the_ledger_tells_anyway_is_not_told_again(now: SweepYield) -> None:
    assert told(now, USUAL, USUAL) == []


def test_nights_cut_short_do_not_tell_what_is_usual() -> None:
    cut = USUAL._replace(known=900, left=500)
    assert told(USUAL, cut, cut, cut) == []


class TestManySitesAway:
    past = {str(number): (USUAL, USUAL) for number in range(4)}

    def away(self, count: int) -> list[str]:
        gone = USUAL._replace(home=False, known=1, pages=0, columns=0, dated=0)
        now = {str(number): gone if number < count else USUAL for number in range(4)}
        return [str(one) for one in unmet(now, self.past)]

    def test_most_of_them_at_once_is_our_own_fault(self) -> None:
        (line,) = self.away(3)
        assert "4 个网站中，今夜有 3 个" in line
        assert "govsweep doctor" in line

    def test_a_sweep_that_ended_before_it_asked_them_is_no_fault_of_the_network(self) -> None:
        unasked = SweepYield(home=False, known=3, pages=0, left=3, columns=0, dated=0)
        read = SweepYield(home=False, known=9, pages=2, left=7, columns=0, dated=0)
        now = dict(zip(self.past, (unasked, unasked, read, USUAL), strict=True))
        (line,) = (str(one) for one in unmet(now, self.past))
        assert "4 个网站中，今夜有 3 个首页没有读到，还没有轮到就收尾了" in line
        assert "网络" not in line

    def test_some_of_them_is_theirs(self) -> None:
        assert self.away(2) == []

    def test_one_site_alone_tells_nothing(self) -> None:
        gone = USUAL._replace(home=False)
        assert list(unmet({"0": gone}, self.past)) == []

    def test_sites_that_never_answered_do_not_count(self) -> None:
        gone = USUAL._replace(home=False)
        dead = {str(number): (gone, gone) for number in range(4)}
        assert list(unmet({str(number): gone for number in range(4)}, dead)) == []


def moment(day: int, hour: int, minute: int = 0) -> dt.datetime:
    return dt.datetime(2026, 11, day, hour, minute).astimezone()


def a_sweep(
    opened: dt.datetime, closed: dt.datetime | None = None, night: dt.date = NIGHT
) -> Sweep:
    return Sweep(
        id=1,
        night=night,
        number=1,
        as_of=night,
        token="t",
        indicators="2019",
        rules_version="1",
        sites=("5118000001",),
        opened_at=opened,
        closed_at=closed,
    )


class TestAlarm:
    def told(self, now: dt.datetime, *sweeps: Sweep) -> list[str]:
        unmet = late(NIGHT, sweeps, now, started_by=dt.time(23), closed_by=dt.time(7))
        return [one.told for one in unmet]

    def test_before_its_hours_nothing_is_late(self) -> None:
        assert self.told(moment(20, 22, 59)) == []
        assert self.told(moment(21, 6), a_sweep(moment(20, 22))) == []

    def test_a_night_without_a_sweep(self) -> None:
        (line,) = self.told(moment(20, 23))
        assert "没有开始" in line
        earlier = a_sweep(moment(19, 22), moment(20, 5), night=NIGHT - dt.timedelta(days=1))
        (line,) = self.told(moment(21, 7), earlier)
        assert "没有开始" in line

    def test_a_sweep_that_did_not_end(self) -> None:
        (line,) = self.told(moment(21, 7), a_sweep(moment(20, 22)))
        assert "没有收尾" in line
        assert "govsweep sweep status" in line

    def test_a_sweep_as_it_should_be(self) -> None:
        assert self.told(moment(21, 8), a_sweep(moment(20, 22), moment(21, 5))) == []

    def test_a_sweep_that_was_late_but_came(self) -> None:
        begun, ended = self.told(moment(21, 9), a_sweep(moment(21, 1), moment(21, 8)))
        assert "开始晚了" in begun
        assert "收尾晚了" in ended

    def test_a_second_sweep_of_the_night_takes_nothing_back(self) -> None:
        first, second = a_sweep(moment(20, 22), moment(21, 5)), a_sweep(moment(21, 6))
        assert self.told(moment(21, 7), first, second) == []

    def test_only_what_is_asked_for_is_looked_at(self) -> None:
        assert list(late(NIGHT, [], moment(21, 9), started_by=None, closed_by=None)) == []
        (line,) = late(NIGHT, [], moment(21, 9), started_by=None, closed_by=dt.time(7))
        assert "没有开始" in line.told
