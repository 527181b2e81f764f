"""Days told by how long ago they were, understood from the day of reading."""

import datetime as dt

import pytest

from govsweep.reading import read_page
from govsweep.reading.ago import days_ago, ends_ago
from govsweep.reading.rowdates import only_date, split_title

DAY = dt.date(2026, 11, 20)


@pytest.mark.parametrize(
    ("text", "days"),
    [
        *(
            ("刚刚", 0),
            ("3分钟前", 0),
            ("半小时前", 0),
            ("3小时前", 0),
            ("30小时前", 1),
            ("今天 10:20", 0),
        ),
        *(("昨天", 1), ("昨日 09:30", 1), ("前天", 2), ("大前天", 3), ("5天前", 5), ("两天前", 2)),
        *(
            ("一周前", 7),
            ("上周五", 7),
            ("5个月前", 150),
            ("半年前", 182),
            ("2年前", 730),
            ("十二天前", 12),
        ),
        *(("发布于 3 天前", 3), ("更新于昨天", 1), ("（昨天）", 1), ("1天前更新", 1)),
        *(("yesterday", 1), ("3 days ago", 3), ("an hour ago", 0), ("2 months ago", 60)),
    ],
)
def test_how_many_days_ago(text: str, days: int) -> None:
    assert days_ago(text) == days


@pytest.mark.parametrize(
    "text", ["", "前", "本周", "天前", "昨天的会议", "三年前的承诺", "周期", "3"]
)
def test_what_tells_no_day(text: str) -> None:
    assert days_ago(text) is None


def test_a_line_may_end_so() -> None:
    assert ends_ago("节粮爱粮宣传进校园昨天") == (9, 1)
    assert ends_ago("昨天召开会议") is None
    assert split_title("节粮爱粮宣传进校园 昨天")[0] == "节粮爱粮宣传进校园"
    assert split_title("节粮爱粮宣传进校园昨天")[1] is None


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("21 | 2026-11", (2026, 11, 21)),
        ("2026-11-21T09:30:00", (2026, 11, 21)),
        ("22-11-2026", (2026, 11, 22)),
        ("2026年11月21日星期六", (2026, 11, 21)),
        ("11月21日（周六）", (0, 11, 21)),
        ("十一月二十一日", (0, 11, 21)),
        ("Nov 21", (0, 11, 21)),
        ("21 NOV", (0, 11, 21)),
    ],
)
def test_days_on_a_line_of_their_own(text: str, day: tuple[int, int, int]) -> None:
    date = only_date(text)
    assert date is not None
    assert date[:3] == day


def test_rows_are_as_old_as_they_say_on_the_day_of_reading() -> None:
    told = ("刚刚", "昨天", "3天前", "2个月前")
    rows = "".join(
        f"<li><a href='/gs/{at}.html'>全市第{at}次检查结果公示</a><span>{one}</span></li>"
        for at, one in enumerate(told)
    )
    html = f"<title>公示公告</title><body><ul>{rows}</ul></body>".encode()
    page = read_page(html, url="http://www.x.gov.cn/gs/", day=DAY)
    days = [DAY - dt.timedelta(days=one) for one in (0, 1, 3, 60)]
    assert [row.date for row in page.entries] == days
    unknown = read_page(html, url="http://www.x.gov.cn/gs/")
    assert [row.date for row in unknown.entries] == [None] * 4
