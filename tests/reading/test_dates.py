"""Dates in all the forms in which pages write them."""

import datetime as dt

import pytest

from govsweep.reading import dates, read_page
from govsweep.reading.rowdates import only_date, resolve, row_date, split_title


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("2023-06-08 17:21", dt.datetime(2023, 6, 8, 17, 21)),
        ("2020年09月15日 09时32分", dt.datetime(2020, 9, 15, 9, 32)),
        ("2019年06月15日08:18", dt.datetime(2019, 6, 15, 8, 18)),
        ("2015年4月24日", dt.datetime(2015, 4, 24)),
        ("2020-12-01 11:30:31", dt.datetime(2020, 12, 1, 11, 30, 31)),
        ("2023-11-06 00:00", dt.datetime(2023, 11, 6)),
        ("2018-07-18 10∶08", dt.datetime(2018, 7, 18, 10, 8)),
        ("2018/7/18", dt.datetime(2018, 7, 18)),
        ("2020.12.21", dt.datetime(2020, 12, 21)),
        ("2019 年 3 月 6 日", dt.datetime(2019, 3, 6)),
        ("2021-05-12T10:08:30+08:00", dt.datetime(2021, 5, 12, 10, 8, 30)),
    ],
)
def test_a_whole_date_is_found(text: str, value: dt.datetime) -> None:
    seen = dates.find(f"发布：{text} 来源")
    assert seen is not None
    assert seen.value == value


@pytest.mark.parametrize(
    "text",
    [
        "2019年第12期",
        "2023-13-45",
        "电话 0835-2020121",
        "192.0.2.1",
        "2019-2021年",
        "12020-01-02",
        "",
    ],
)
def test_what_is_no_date_is_none(text: str) -> None:
    assert dates.find(text) is None


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Wed Jul 30 10:54:06 CST 2025", dt.datetime(2025, 7, 30, 10, 54, 6)),
        ("20190517", dt.datetime(2019, 5, 17)),
        ("20190517083011", dt.datetime(2019, 5, 17, 8, 30, 11)),
        ("1690685646", dt.datetime(2023, 7, 30, 10, 54, 6)),
        ("1690685646000", dt.datetime(2023, 7, 30, 10, 54, 6)),
        ("页面生成时间 2023-05-11 18:10:10", dt.datetime(2023, 5, 11, 18, 10, 10)),
        ("发布时间", None),
    ],
)
def test_a_machine_s_field_has_more_forms(text: str, value: dt.datetime | None) -> None:
    assert dates.of_value(text) == value


@pytest.mark.parametrize(
    ("url", "value"),
    [
        ("http://a.gov.cn/zwgk/201905/t20190517_1234.html", dt.datetime(2019, 5, 17)),
        ("http://a.gov.cn/art/2018/5/17/art_1234_5.html", dt.datetime(2018, 5, 17)),
        ("http://a.gov.cn/xwzx/2020-12-01/5285.html", dt.datetime(2020, 12, 1)),
        ("http://a.gov.cn/031001/20201102/5d6f.html", dt.datetime(2020, 11, 2)),
        ("http://a.gov.cn/a/2015/0424/35.html", dt.datetime(2015, 4, 24)),
        ("http://a.gov.cn/201807/index.html", None),
        ("http://a.gov.cn/info/1015/4213.htm", None),
        ("http://a.gov.cn/content/post_9360641.html", None),
    ],
)
def test_an_address_can_carry_a_date(url: str, value: dt.datetime | None) -> None:
    assert dates.of_url(url) == value


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("[2018-07-18]", (2018, 7, 18)),
        ("(2017-06-12)", (2017, 6, 12)),
        ("2021/5/9", (2021, 5, 9)),
        ("2020.12.21", (2020, 12, 21)),
        ("2022-03-09 10:11:12", (2022, 3, 9)),
        ("25 2019-11", (2019, 11, 25)),
        ("08-15 2024", (2024, 8, 15)),
        ("2021-05 20", (2021, 5, 20)),
        ("08-15\n2024", (2024, 8, 15)),
        ("[01-04]", (0, 1, 4)),
        ("12-28", (0, 12, 28)),
        ("12月28日", (0, 12, 28)),
        ("12/28", (0, 12, 28)),
    ],
)
def test_a_row_s_date(text: str, parts: tuple[int, int, int]) -> None:
    date = row_date(text)
    assert date is not None
    assert date[:3] == parts


@pytest.mark.parametrize("text", ["13-45", "1/326", "10:30", "共 102 条", "45%", "", "第3期"])
def test_what_is_no_row_s_date(text: str) -> None:
    assert row_date(text) is None


def test_a_date_alone_is_told_from_a_sentence_with_a_date() -> None:
    assert only_date("发布时间：2022-03-09") is not None
    assert only_date("2019年3月5日上午启动") is None


@pytest.mark.parametrize(
    ("text", "title", "dated"),
    [
        ("我县全面推行河长制(2017-06-12)", "我县全面推行河长制", True),
        ("我县全面推行河长制[06-12]", "我县全面推行河长制", True),
        ("[06-12] 我县全面推行河长制", "我县全面推行河长制", True),
        ("2017-06-12 我县全面推行河长制", "我县全面推行河长制", True),
        ("市政府2019年第3次常务会议", "市政府2019年第3次常务会议", False),
        ("关于2020-2021", "关于2020-2021", False),
        ("2019年工作要点", "2019年工作要点", False),
        ("某某通报3.15", "某某通报3.15", False),
        ("2021年5月12日疫情通报", "2021年5月12日疫情通报", False),
        ("疫情通报（2021年5月12日）", "疫情通报（2021年5月12日）", False),
        ("县政府召开常务会议 2021年5月12日", "县政府召开常务会议", True),
    ],
)
def test_a_date_glued_to_a_title(text: str, title: str, dated: bool) -> None:
    rest, date = split_title(text)
    assert rest == title
    assert (date is not None) is dated


def test_rows_without_a_year_take_the_latest_that_fits() -> None:
    rows = [row_date(text) for text in ("01-03", "12-30", "11-15", "01-05")]
    assert resolve(rows, dt.date(2022, 1, 4)) == [
        dt.date(2022, 1, 3),
        dt.date(2021, 12, 30),
        dt.date(2021, 11, 15),
        dt.date(2022, 1, 5),  # a day ahead: another zone's clock
    ]


def test_without_a_day_the_list_s_own_years_must_serve() -> None:
    rows = [row_date(text) for text in ("2020-03-05", "03-02", "12-30")]
    assert resolve(rows, None) == [dt.date(2020, 3, 5), dt.date(2020, 3, 2), dt.date(2019, 12, 30)]
    assert resolve([row_date("03-02")], None) == [None]


def test_a_date_to_come_is_none_and_a_leap_day_finds_its_year() -> None:
    assert resolve([row_date("2032-01-01")], dt.date(2022, 1, 4)) == [None]
    assert resolve([row_date("02-29")], dt.date(2023, 5, 1)) == [dt.date(2020, 2, 29)]


@pytest.mark.parametrize("label", ["停水时间", "培训日期", "办结时间", "发证日 期", "报名截止日期"])
def test_the_day_of_an_event_is_neither_a_row_s_nor_a_page_s(label: str) -> None:
    shown = row_date(f"{label}：2026-11-20 2026-11-03")
    assert shown is not None
    assert shown.day == 3
    body = f"<p>{label}：2026-11-20</p><p>{'现将有关事项通知如下。' * 20}</p>"
    text = f"<h1>关于做好秋季农业生产的通知</h1>{body}"
    page = read_page(text.encode(), url="http://www.yunzhou.gov.cn/tzgg/")
    assert page.dates == ()
    assert read_page(text.replace(label, "日期").encode(), url=page.url).dates
