"""The office's list of items to repost."""

import datetime as dt
from pathlib import Path

import pytest

from govsweep.facts import Repost
from govsweep.rules import load_rules
from govsweep.rules.reposts import read_reposts

TITLE = "国务院关于进一步做好稳就业工作的意见"


@pytest.mark.parametrize("encoding", ["utf-8-sig", "gb18030", "utf-16"])
def test_a_list_in_chinese(tmp_path: Path, encoding: str) -> None:
    text = f"标题,日期,网址\n{TITLE},2026年11月3日,http://www.gov.cn/a.htm\n# 注\n"
    (tmp_path / "重要转载.csv").write_text(text, encoding)
    found, troubles = read_reposts(tmp_path)
    assert found == (Repost(title=TITLE, day=dt.date(2026, 11, 3), url="http://www.gov.cn/a.htm"),)
    assert troubles == ()


def test_the_text_of_an_item(tmp_path: Path) -> None:
    (tmp_path / "重要转载.csv").write_text(f"标题,日期,正文\n{TITLE},2026-11-03,各地要抓好落实。\n")
    ((one,), _) = read_reposts(tmp_path)
    assert one.text == "各地要抓好落实。"


def test_a_bad_line_is_named_and_the_rest_kept(tmp_path: Path) -> None:
    (tmp_path / "reposts.csv").write_text(
        f"title,date\n{TITLE},2026-11-03\n{TITLE},本月\n意见,2026-11-01\n{TITLE}二,2026/11/4\n"
    )
    found, troubles = read_reposts(tmp_path)
    assert [one.day.day for one in found] == [4, 3]
    assert [(one.line, one.field) for one in troubles] == [(3, "日期"), (4, "标题")]


def test_the_rules_hold_it_and_change_with_it(tmp_path: Path) -> None:
    before = load_rules(tmp_path)
    (tmp_path / "重要转载.csv").write_text(f"标题,日期\n{TITLE},2026-11-03\n")
    after = load_rules(tmp_path)
    assert [one.title for one in after.reposts] == [TITLE]
    assert after.troubles == ()
    assert after.version != before.version


def test_no_list(tmp_path: Path) -> None:
    assert read_reposts(tmp_path) == ((), ())


@pytest.mark.parametrize(
    ("cell", "hour"),
    [
        ("2026-11-03 09:30", dt.time(9, 30)),
        ("2026年11月3日 9时30分", dt.time(9, 30)),
        ("2026/11/3 9:30:15", dt.time(9, 30)),
        ("2026-11-03 00:00:00", None),
        ("2026-11-03 上午", None),
        ("2026-11-03", None),
    ],
)
def test_the_hour_where_the_list_has_one(cell: str, hour: dt.time | None, tmp_path: Path) -> None:
    (tmp_path / "重要转载.csv").write_text(f"标题,日期\n{TITLE},{cell}\n", "utf-8")
    (found,), _ = read_reposts(tmp_path)
    assert (found.day, found.hour) == (dt.date(2026, 11, 3), hour)


def test_an_hour_that_is_none_is_told(tmp_path: Path) -> None:
    (tmp_path / "重要转载.csv").write_text(f"标题,日期\n{TITLE},2026-11-03 25:00\n", "utf-8")
    found, (trouble,) = read_reposts(tmp_path)
    assert (found, trouble.field) == ((), "日期")
    assert "2026-01-31 09:30" in trouble.reason
