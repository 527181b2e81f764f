"""The register of media accounts: which rows are taken, and what is said of the others."""

import datetime as dt
from pathlib import Path

import pytest

from govsweep.errors import InputError
from govsweep.facts import MediaStatus, Platform, StatusChange
from govsweep.media import MediaRow, identifier, media_row, read_media
from govsweep.table_rows import ReadTable

TODAY = dt.date(2026, 11, 20)
HEAD = "平台,账号,名称,主办单位,状态,主页网址,开设日期,申请注销日期,注销日期,互动功能\n"


def read(folder: Path, *rows: str, head: str = HEAD) -> ReadTable[MediaRow]:
    path = folder / "新媒体登记表.csv"
    path.write_text(head + "".join(f"{row}\n" for row in rows), "utf-8")
    return read_media(path)


def told(found: ReadTable[MediaRow]) -> list[tuple[int, str, str]]:
    return [(one.line, one.field, one.reason) for one in found.faults]


def test_days_that_cannot_be_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "新媒体登记表.csv"
    rows = (
        "微信,a,甲,某局,运行,,2026-11-21,,,",
        "微信,b,乙,某局,已注销,,,,2099-01-01,",
        "微信,c,丙,某局,已注销,,2026-05-01,,2026-04-01,",
        "微信,d,丁,某局,已注销,,,2026-06-01,2026-04-01,",
        "微信,e,戊,某局,注销中,,2026-11-20,2026-11-20,,",
    )
    path.write_text(HEAD + "\n".join(rows), "utf-8")
    found = read_media(path, TODAY)
    assert [one.handle for one in found.rows] == ["e"]
    assert told(found) == [
        (2, "opened", "“2026-11-21”还没有到"),
        (3, "cancelled_on", "“2099-01-01”还没有到"),
        (4, "cancelled_on", "2026-04-01 早于开设日期 2026-05-01"),
        (5, "cancelled_on", "2026-04-01 早于申请注销日期 2026-06-01"),
    ]


class TestWhatIsTaken:
    def test_a_row(self, tmp_path: Path) -> None:
        row = "微信公众号,qinghe_fabu,清禾发布,市政府办,运行,,2019-01-01,,,有"
        (one,) = read(tmp_path, row).rows
        account = one.account(TODAY)
        assert (account.platform, account.handle) == (Platform.WEIXIN, "qinghe_fabu")
        assert account.interactive is True
        assert account.history == (StatusChange(dt.date(2019, 1, 1), MediaStatus.RUNNING),)
        assert account.shown_name == "清禾发布（微信）"

    def test_an_identifier_is_of_platform_and_handle(self, tmp_path: Path) -> None:
        first, second = read(
            tmp_path, "微信,a1,甲,市政府办,,,,,,", "微博,a1,甲,市政府办,,,,,,"
        ).rows
        keys = {one.account(TODAY).identifier for one in (first, second)}
        assert keys == {identifier(Platform.WEIXIN, "a1"), identifier(Platform.WEIBO, "a1")}
        assert all(len(key) == 10 and key.startswith("xm") for key in keys)

    def test_a_cancellation_keeps_each_of_its_days(self, tmp_path: Path) -> None:
        row = "抖音,qh,清禾,市政府办,已注销,,2020年1月2日,2026/10/8,2026.11.3,"
        (one,) = read(tmp_path, row).rows
        account = one.account(TODAY)
        assert [(one.day.isoformat(), one.status.value) for one in account.history] == [
            ("2020-01-02", "running"),
            ("2026-10-08", "cancelling"),
            ("2026-11-03", "cancelled"),
        ]
        assert account.cancelling_since == dt.date(2026, 10, 8)

    def test_a_status_without_a_day_is_of_today(self, tmp_path: Path) -> None:
        (one,) = read(tmp_path, "抖音,qh,清禾,市政府办,注销中,,,,,").rows
        assert one.account(TODAY).changed_on == TODAY

    def test_several_addresses(self, tmp_path: Path) -> None:
        urls = "https://weibo.com/u/1234567890 https://weibo.com/qinghe"
        (one,) = read(tmp_path, f"微博,1234567890,清禾,市政府办,,{urls},,,,").rows
        assert one.account(TODAY).addresses == tuple(urls.split())
        assert one.account(TODAY).url == urls.split(maxsplit=1)[0]


class TestWhatIsRefused:
    @pytest.mark.parametrize(
        ("row", "field", "said"),
        [
            ("某平台,a1,甲,市政府办,,,,,,", "platform", "“某平台”不是认得的平台"),
            ("微信,,甲,市政府办,,,,,,", "handle", "缺少"),
            ("微信,1.2E+10,甲,市政府办,,,,,,", "handle", "表格软件改写过"),
            ("微信,a b,甲,市政府办,,,,,,", "handle", "没有空格"),
            ("微信,a1,甲,,,,,,,", "organizer", "缺少"),
            ("微信,a1,甲,市政府办,停更,,,,,", "status", "“停更”不是账号状态"),
            ("微信,a1,甲,市政府办,,weibo.com/x,,,,", "addresses", "不是网址"),
            ("微信,a1,甲,市政府办,,,2026-02-30,,,", "opened", "历法上没有这一天"),
            ("微信,a1,甲,市政府办,,,去年,,,", "opened", "“去年”不是日期"),
            ("微信,a1,甲,市政府办,,,,,,可以", "interactive", "应为 有 或 无"),
        ],
    )
    def test_a_row_by_line_and_field(self, tmp_path: Path, row: str, field: str, said: str) -> None:
        found = read(tmp_path, "微博,b1,乙,市政府办,,,,,,", row)
        assert [one.handle for one in found.rows] == ["b1"]  # nothing else is lost
        ((line, named, reason),) = told(found)
        assert (line, named) == (3, field)
        assert said in reason

    def test_a_handle_that_stands_twice_on_a_platform(self, tmp_path: Path) -> None:
        row = "微信,a1,甲,市政府办,,,,,,"
        assert told(read(tmp_path, row, row)) == [(3, "handle", "与第 2 行重复")]

    def test_a_file_without_a_column(self, tmp_path: Path) -> None:
        assert told(read(tmp_path, head="平台,名称,主办单位\n")) == [
            (1, "handle", "表头缺少这一列")
        ]

    def test_fields_of_a_form_by_their_heads(self) -> None:
        with pytest.raises(InputError, match="平台：“某某”不是认得的平台"):
            media_row({"platform": "某某", "handle": "a", "name": "甲", "organizer": "乙"})
