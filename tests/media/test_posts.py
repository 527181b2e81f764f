"""Posts out of files: which lines are taken, whose they are, and what is said of the others."""

import datetime as dt
import json
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

from govsweep.clock import BEIJING
from govsweep.errors import InputError
from govsweep.facts import MediaAccount, Platform
from govsweep.media import PostFile, PostReader, post_page, read_posts

NOW = dt.datetime(2026, 11, 20, 12, tzinfo=BEIJING)
LINE = {
    "platform": "微信",
    "account": "qinghe_fabu",
    "time": "2026-11-19 09:30",
    "title": "通知",
    "text": "正文",
    "url": "https://mp.weixin.qq.com/s/abc",
}


@pytest.fixture
def reader(a_media_account: Callable[..., MediaAccount]) -> PostReader:
    weibo = a_media_account("1234567890", platform=Platform.WEIBO)
    return PostReader([a_media_account(), weibo], NOW)


def lines(folder: Path, reader: PostReader, *some: dict[str, object] | str) -> PostFile:
    path = folder / "发布.jsonl"
    text = "\n".join(
        one if isinstance(one, str) else json.dumps(one, ensure_ascii=False) for one in some
    )
    path.write_text(text, "utf-8")
    return read_posts(path, reader)


class TestWhatIsTaken:
    def test_a_line(
        self,
        tmp_path: Path,
        reader: PostReader,
        a_media_account: Callable[..., MediaAccount],
    ) -> None:
        (post,) = lines(tmp_path, reader, LINE).posts
        assert post.account == a_media_account().identifier
        assert post.at == dt.datetime(2026, 11, 19, 9, 30, tzinfo=BEIJING)

    def test_heads_in_chinese_of_a_table(self, tmp_path: Path, reader: PostReader) -> None:
        path = tmp_path / "发布.csv"
        path.write_text(
            "平台,账号,发布时间,标题,内容,链接\n"
            '微信,qinghe_fabu,2026年11月19日 09:30,通知,"第一行\n第二行",\n',
            "gb18030",
        )
        (post,) = read_posts(path, reader).posts
        assert [block.text for block in post_page(post).blocks] == ["通知", "第一行", "第二行"]
        assert post.address == f"post:{post.account}/{post.key.hex()}"

    def test_heads_that_nobody_reads_are_named(self, tmp_path: Path, reader: PostReader) -> None:
        path = tmp_path / "发布.csv"
        path.write_text("账号,时间,标题,正闻,\nqinghe_fabu,2026-11-19,通知,甲,\n", "utf-8")
        found = read_posts(path, reader)
        assert (len(found.posts), found.unused) == (1, ["正闻"])

    def test_a_workbook_with_a_date_of_its_own(self, tmp_path: Path, reader: PostReader) -> None:
        book = openpyxl.Workbook()
        book.active.append(["平台", "账号", "时间", "标题", "正文", "网址"])
        book.active.append(
            ["微信", "qinghe_fabu", dt.datetime(2026, 11, 19, 9, 30), "通知", "正文", None]
        )
        book.save(tmp_path / "发布.xlsx")
        (post,) = read_posts(tmp_path / "发布.xlsx", reader).posts
        assert post.at == dt.datetime(2026, 11, 19, 9, 30, tzinfo=BEIJING)

    @pytest.mark.parametrize(
        "time",
        [
            *("2026-11-19T09:30:00+08:00", "2026-11-19T01:30:00Z", "2026/11/19 9:30"),
            "2026年11月19日9时30分",
        ],
    )
    def test_forms_of_a_time(self, tmp_path: Path, reader: PostReader, time: str) -> None:
        (post,) = lines(tmp_path, reader, LINE | {"time": time}).posts
        assert post.at == dt.datetime(2026, 11, 19, 9, 30, tzinfo=BEIJING)

    def test_an_account_by_its_own_number_or_name(self, tmp_path: Path, reader: PostReader) -> None:
        number = LINE | {"platform": "微博", "account": 1234567890, "url": ""}
        named = LINE | {"platform": "微博", "account": "清禾发布", "url": "https://weibo.com/1/a"}
        found = lines(tmp_path, reader, number, named)
        assert len({one.account for one in found.posts}) == 1

    def test_the_same_line_again_is_told_and_kept_once(
        self, tmp_path: Path, reader: PostReader
    ) -> None:
        bare = LINE | {"url": ""}
        found = lines(tmp_path, reader, LINE, bare, LINE, bare)
        assert len(found.posts) == 2
        assert [tuple(one) for one in found.repeated] == [(3, 1), (4, 2)]
        assert not found.faults

    def test_a_handle_of_weixin_in_any_case(self, tmp_path: Path, reader: PostReader) -> None:
        found = lines(tmp_path, reader, LINE | {"account": "QingHe_FaBu"})
        assert len(found.posts) == 1

    def test_one_taken_off_the_platform(self, tmp_path: Path, reader: PostReader) -> None:
        found = lines(tmp_path, reader, LINE | {"deleted": True, "title": "", "text": ""})
        assert len(found.deleted) == 1
        assert not found.posts

    def test_an_account_that_published_nothing(self, tmp_path: Path, reader: PostReader) -> None:
        found = lines(tmp_path, reader, {"platform": "微博", "account": "1234567890"})
        assert len(found.silent) == 1
        assert not found.faults


class TestWhatIsRefused:
    @pytest.mark.parametrize(
        ("change", "field", "said"),
        [
            ({"account": "别家"}, "account", "没有登记"),
            ({"account": ""}, "account", "没有写账号"),
            ({"platform": "某平台"}, "platform", "不是认得的平台"),
            ({"platform": "", "account": "清禾发布"}, "account", "登记了 2 个"),
            ({"time": "昨天"}, "time", "不是时间"),
            ({"time": "2026-02-30"}, "time", "历法上没有"),
            ({"time": "2026-11-21 09:00"}, "time", "还没有到"),
            ({"time": "1970-01-01"}, "time", "早于"),
            ({"time": ""}, "time", "没有写发布时间"),
            ({"title": "", "text": ""}, "text", "都是空的"),
            ({"text": ["正文"]}, "text", "应是文字"),
            ({"url": "mp.weixin.qq.com/s/abc"}, "url", "不是网址"),
            ({"deleted": "也许"}, "deleted", "应为 是 或 否"),
        ],
    )
    def test_a_line_by_its_field(
        self,
        tmp_path: Path,
        reader: PostReader,
        change: dict[str, object],
        field: str,
        said: str,
    ) -> None:
        found = lines(tmp_path, reader, LINE, LINE | change)
        assert len(found.posts) == 1  # nothing else is lost
        (fault,) = found.faults
        assert (fault.line, fault.field) == (2, field)
        assert said in fault.reason

    @pytest.mark.parametrize("line", ["{", "[1]", "3", "null", '"a"'])
    def test_a_line_that_is_no_object(self, tmp_path: Path, reader: PostReader, line: str) -> None:
        found = lines(tmp_path, reader, line, LINE)
        assert [(one.line, one.field) for one in found.faults] == [(1, "整行")]
        assert len(found.posts) == 1

    def test_a_file_that_is_no_text(self, tmp_path: Path, reader: PostReader) -> None:
        path = tmp_path / "发布.jsonl"
        path.write_bytes(b"{}\n\xff\xfe\n")
        with pytest.raises(InputError, match="第 2 行不是 UTF-8"):
            read_posts(path, reader)

    def test_a_table_without_a_column(self, tmp_path: Path, reader: PostReader) -> None:
        path = tmp_path / "发布.csv"
        path.write_text("平台,标题\n微信,通知\n", "utf-8")
        found = read_posts(path, reader)
        assert [(one.line, one.field) for one in found.faults] == [(1, "账号"), (1, "时间")]

    def test_a_line_of_a_table_by_its_heading(self, tmp_path: Path, reader: PostReader) -> None:
        path = tmp_path / "发布.csv"
        path.write_bytes("账号名称,发布时间,标题\n没有的,2026-11-03,通知\n".encode("gb18030"))
        (fault,) = read_posts(path, reader).faults
        assert (fault.line, fault.field) == (2, "账号名称")

    def test_half_a_character_becomes_a_sign(self, tmp_path: Path, reader: PostReader) -> None:
        (post,) = lines(tmp_path, reader, json.dumps(LINE | {"text": "前\ud800后\x00"})).posts
        assert post.text == "前�后�"

    @pytest.mark.parametrize(
        ("change", "said"),
        [
            ({"text": "改过"}, "与第 1 行是同一网址"),
            ({"deleted": True}, "与第 1 行是同一网址"),
            ({"url": "", "text": "改过"}, "时间和标题都相同"),
        ],
    )
    def test_a_line_that_says_something_else_of_the_same_post(
        self, tmp_path: Path, reader: PostReader, change: dict[str, object], said: str
    ) -> None:
        first = LINE | {"url": change.get("url", LINE["url"])}
        found = lines(tmp_path, reader, first, LINE | change)
        assert [one.text for one in found.posts] == ["正文"]
        (fault,) = found.faults
        assert (fault.line, fault.field) == (2, "整行")
        assert said in fault.reason


class TestWhoseARefusedLineIs:
    @pytest.mark.parametrize(
        "change",
        [
            *({"time": "2026-11-19 25:10"}, {"deleted": "未知"}, {"title": "", "text": ""}),
            *({"text": ["正文"]}, {"platform": "某平台"}, {"platform": "抖音"}),
        ],
    )
    def test_that_of_the_account_it_names(
        self,
        tmp_path: Path,
        reader: PostReader,
        a_media_account: Callable[..., MediaAccount],
        change: dict[str, object],
    ) -> None:
        found = lines(tmp_path, reader, LINE | change)
        assert found.doubted == {a_media_account().identifier}
        assert (found.strange, found.nameless) == ([], [])

    def test_any_of_those_that_it_may_mean(self, tmp_path: Path, reader: PostReader) -> None:
        found = lines(tmp_path, reader, LINE | {"platform": "", "account": "清禾发布"})
        assert len(found.doubted) == 2

    def test_nobody_knows_whose(self, tmp_path: Path, reader: PostReader) -> None:
        found = lines(tmp_path, reader, LINE | {"account": "别家"}, "{", LINE | {"account": ""})
        assert (found.doubted, found.strange, found.nameless) == (set(), [1], [2, 3])

    def test_that_of_a_row_with_a_cell_too_many(
        self,
        tmp_path: Path,
        reader: PostReader,
        a_media_account: Callable[..., MediaAccount],
    ) -> None:
        path = tmp_path / "发布.csv"
        path.write_text("平台,账号,时间,正文\n微信,qinghe_fabu,2026-11-19,前半,后半\n", "utf-8")
        found = read_posts(path, reader)
        assert found.doubted == {a_media_account().identifier}

    def test_a_good_line_leaves_no_doubt(self, tmp_path: Path, reader: PostReader) -> None:
        found = lines(tmp_path, reader, LINE)
        assert not (found.doubted or found.strange or found.nameless)
