"""The command as a user meets it: words in, words out, exit codes as documented."""

import csv
import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import click
import docx
import pytest
from click.testing import CliRunner

from govsweep.cli import main
from govsweep.facts import Page

HEADER = "identifier,name,url\n"
GOOD = "5118000001,清禾市人民政府,http://www.qinghe.gov.cn/\n"


class Answer:
    """What a command said and how it ended."""

    def __init__(self, done: subprocess.CompletedProcess[str]) -> None:
        self.code, self.out, self.err = done.returncode, done.stdout, done.stderr


@pytest.fixture
def govsweep(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    command: Callable[..., subprocess.CompletedProcess[str]],
) -> Callable[..., Answer]:
    """Run the command in an empty folder."""
    for name in ("GOVSWEEP_DATABASE_URL", "GOVSWEEP_REDIS_URL", "GOVSWEEP_LEXICONS"):
        monkeypatch.delenv(name, raising=False)
    return lambda *words: Answer(command(tmp_path, *words))


def as_a_process(folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-W", "error", "-m", "govsweep", *words],
        capture_output=True, text=True, check=False, cwd=folder, timeout=300,
    )  # fmt: skip


def test_help_teaches(tmp_path: Path) -> None:
    answer = Answer(as_a_process(tmp_path, "--help"))
    assert answer.code == 0
    for command in ("sweep", "sites", "columns", "checks", "judge", "facts", "findings", "export"):
        assert command in answer.out
    assert "退出码" in answer.out


def test_standard_output_that_is_full_is_told(tmp_path: Path) -> None:
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [sys.executable, "-m", "govsweep", "checks"],
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
            cwd=tmp_path,
            timeout=300,
        )
    assert done.returncode == 1
    assert done.stderr.splitlines() == ["错误：无法写入标准输出：设备已满"]


def test_an_unknown_command_is_wrong_use(tmp_path: Path) -> None:
    assert as_a_process(tmp_path, "swepe").returncode == 2


class TestSites:
    def test_good_rows_are_kept_and_bad_ones_named(
        self, govsweep: Callable[..., Answer], tmp_path: Path
    ) -> None:
        (tmp_path / "sites.csv").write_text(HEADER + GOOD + "51,乙,http://b.gov.cn/\n", "utf-8")
        answer = govsweep("sites", "import", "sites.csv")
        assert answer.code == 2
        assert "sites.csv 第 3 行，字段 identifier" in answer.err
        assert "已登记 1 个网站，拒收 1 行" in answer.out
        listed = govsweep("sites", "list")
        assert "5118000001\t清禾市人民政府\thttp://www.qinghe.gov.cn/" in listed.out
        assert "\t运行\t" in listed.out  # not as the database has it

    def test_each_changed_row_is_in_the_audit(
        self, govsweep: Callable[..., Answer], tmp_path: Path
    ) -> None:
        for name in ("清禾市人民政府", "清禾市政府", "清禾市政府"):
            row = GOOD.replace("清禾市人民政府", name)
            (tmp_path / "sites.csv").write_text(HEADER + row, "utf-8")
            assert govsweep("sites", "import", "sites.csv").code == 0
        govsweep("users", "audit", "-o", "audit.csv")
        lines = (tmp_path / "audit.csv").read_text("utf-8-sig").splitlines()
        acts = [line.split(",")[5] for line in lines[1:]]
        assert acts == ["更改网站登记", "导入登记表"] * 2  # the third time nothing changed
        assert "清禾市人民政府" in lines[3]
        assert "清禾市政府" in lines[3]

    def test_checking_registers_nothing(
        self, govsweep: Callable[..., Answer], tmp_path: Path
    ) -> None:
        (tmp_path / "sites.csv").write_text(HEADER + GOOD, "utf-8")
        assert govsweep("sites", "check", "sites.csv").code == 0
        assert "5118000001" not in govsweep("sites", "list").out

    def test_a_missing_file_is_wrong_use(self, govsweep: Callable[..., Answer]) -> None:
        assert govsweep("sites", "import", "none.csv").code == 2


class TestColumns:
    def test_a_column_is_registered_and_corrected(
        self, govsweep: Callable[..., Answer], tmp_path: Path
    ) -> None:
        (tmp_path / "sites.csv").write_text(HEADER + GOOD, "utf-8")
        (tmp_path / "columns.csv").write_text(
            "identifier,name,url,kind,owner,max_age_days\n"
            "5118000001,要闻,http://www.qinghe.gov.cn/news/,news,宣传科,7\n",
            "utf-8",
        )
        govsweep("sites", "import", "sites.csv")
        assert govsweep("columns", "import", "columns.csv").code == 0
        url = "http://www.qinghe.gov.cn/news/"
        assert govsweep("columns", "set", "5118000001", url, "--owner", "办公室").code == 0
        assert f"5118000001\t要闻\t动态要闻\t办公室\t\t\t{url}" in govsweep("columns", "list").out
        assert govsweep("columns", "set", "5118000001", url, "--kind", "repost").code == 0
        assert f"5118000001\t要闻\t重要转载\t办公室\t\t\t{url}" in govsweep("columns", "list").out
        *_, by_hand, again = csv.DictReader(govsweep("users", "audit").out.splitlines())
        assert {one["对象"] for one in (by_hand, again)} == {f"5118000001 {url}"}
        assert "办公室" in by_hand["之后"]
        assert "repost" in again["之后"]

    def test_a_column_of_an_unknown_site_is_refused(
        self, govsweep: Callable[..., Answer], tmp_path: Path
    ) -> None:
        (tmp_path / "sites.csv").write_text(HEADER + GOOD, "utf-8")
        govsweep("sites", "import", "sites.csv")
        answer = govsweep("columns", "set", "5118000009", "http://x.gov.cn/")
        assert answer.code == 2
        assert "5118000009" in answer.err


class TestLooking:
    def test_checks_are_listed_with_their_clause(self, govsweep: Callable[..., Answer]) -> None:
        answer = govsweep("checks")
        assert answer.code == 0
        assert "stale-column\t一般\t栏目超过规定期限没有更新。\t国办秘函〔2019〕19号" in answer.out

    def test_one_check_prints_its_whole_text(self, govsweep: Callable[..., Answer]) -> None:
        answer = govsweep("checks", "typo")
        assert answer.code == 0
        for head in ("为什么要紧", "怎样改正", "判断界限", "已知盲区", "存在错别字"):
            assert head in answer.out

    def test_an_unknown_check_is_wrong_use(self, govsweep: Callable[..., Answer]) -> None:
        assert govsweep("checks", "typos").code == 2

    def test_a_checks_chinese_name_gives_its_code(self, govsweep: Callable[..., Answer]) -> None:
        answer = govsweep("checks", "错别字")
        assert (answer.code, "错别字的代码是 typo" in answer.err) == (2, True)

    @pytest.mark.parametrize("kind", ["page", "lines"])
    def test_a_text_is_told_by_its_lines_and_all_of_them_count(
        self, govsweep: Callable[..., Answer], tmp_path: Path, kind: str
    ) -> None:
        same = "没有任何问题的一行。\r" * 120  # lines as an old Macintosh ended them
        (tmp_path / "text.txt").write_bytes(f"{same}请登陆网站查询。\r".encode())
        answer = govsweep("judge", "text.txt", "--kind", kind)
        assert "第 121 行 错别字（typo）：登陆" in answer.out
        assert "读到 1208 个字" in answer.err
        assert "（1208 字，" in answer.err

    def test_a_page_under_a_wrong_label_is_read_and_its_words_are_judged(
        self, govsweep: Callable[..., Answer], tmp_path: Path
    ) -> None:
        page = "<html><head><meta charset=utf-8><title>通知</title></head><body><p>{}</p></body>"
        text = "本市己经完成任务，请各单位认真落实会议精神，并且及时报送有关材料。"
        (tmp_path / "a.html").write_bytes(page.format(text).encode("gb18030"))
        answer = govsweep("judge", "a.html")
        assert "声明的编码是 utf-8，实际是 GBK" in answer.out
        assert "“己经”应为“已经”" in answer.out
        (tmp_path / "b.html").write_text(page.format("锟斤拷锟斤拷锟斤拷" + text), "utf-8")
        assert "网页文字是乱码，没有检查字词" in govsweep("judge", "b.html").err

    def test_a_marked_document_is_never_written_over_the_manuscript(
        self, govsweep: Callable[..., Answer], tmp_path: Path
    ) -> None:
        (tmp_path / "a.txt").write_text("己经", "utf-8")
        document = docx.Document()
        document.add_paragraph("己经")
        document.save(str(tmp_path / "a.docx"))
        before = (tmp_path / "a.docx").read_bytes()
        text = govsweep("proofread", "a.txt", "-o", "a.txt")
        assert (text.code, "要以 .docx 结尾" in text.err) == (2, True)
        own = govsweep("proofread", "a.docx", "-o", "./a.docx")
        assert (own.code, "不能写到原稿 a.docx 上" in own.err) == (2, True)
        assert (tmp_path / "a.docx").read_bytes() == before

    def test_a_refused_word_is_told_with_one_prefix(self, govsweep: Callable[..., Answer]) -> None:
        assert govsweep("trial", "办", "局").err.startswith("错误：错误写法：“办”只有一个字")

    def test_lines_are_judged(self, govsweep: Callable[..., Answer], tmp_path: Path) -> None:
        (tmp_path / "lines.txt").write_text("没有问题。\n请登陆网站查询。\n", "utf-8")
        answer = govsweep("judge", "lines.txt", "--kind", "lines", "--format", "jsonl")
        assert answer.code == 0
        (row,) = map(json.loads, answer.out.splitlines())
        assert (row["line"], row["check"], row["certainty"]) == (2, "typo", "confirmed")
        assert "登陆" in row["quote"]

    @pytest.mark.parametrize(
        "charset", ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le", "utf-16-be"]
    )
    @pytest.mark.parametrize("kind", ["page", "lines"])
    def test_text_is_judged_in_any_charset(
        self, govsweep: Callable[..., Answer], tmp_path: Path, charset: str, kind: str
    ) -> None:
        text = "没有问题。\n请登陆网站查询。\n布署工作，2026年11月。\n"
        (tmp_path / "text.txt").write_bytes(text.encode(charset))
        answer = govsweep("judge", "text.txt", "--kind", kind, "--format", "jsonl")
        assert answer.code == 0
        assert [json.loads(row)["check"] for row in answer.out.splitlines()] == ["typo", "typo"]
        assert "读到 27 个字，按 utf-" in answer.err or "gb18030" in answer.err

    @pytest.mark.parametrize("kind", ["page", "lines"])
    def test_the_error_rate_is_told_in_ten_thousand_characters(
        self, govsweep: Callable[..., Answer], tmp_path: Path, kind: str
    ) -> None:
        text = "请登陆网站查询。\n布署工作，2026年11月。\n"
        (tmp_path / "text.txt").write_text(text, "utf-8")
        answer = govsweep("judge", "text.txt", "--kind", kind)
        assert "只读到 22 字，文字差错 2 处，不计差错率" in answer.err
        whole = [f"第{number}条没有任何问题。\n" for number in range(100, 200)]
        (tmp_path / "text.txt").write_text(text + "".join(whole), "utf-8")
        answer = govsweep("judge", "text.txt", "--kind", kind)
        assert "文字差错 2 处，差错率万分之 " in answer.err
        assert f"（{22 + 1200} 字，95% 区间 " in answer.err

    def test_garbled_lines_are_told_once(
        self, govsweep: Callable[..., Answer], tmp_path: Path
    ) -> None:
        text = "第一行没有问题。\n" + "我市召开了会议锟斤拷，部署工作。\n" * 3
        (tmp_path / "text.txt").write_text(text, "utf-8")
        answer = govsweep("judge", "text.txt", "--kind", "lines", "--format", "jsonl")
        rows = [json.loads(row) for row in answer.out.splitlines()]
        told = [(one["line"], one["quote"]) for one in rows if one["check"] == "garbled-text"]
        assert told == [(2, "锟斤拷")]

    @pytest.mark.parametrize("kind", ["page", "lines"])
    def test_a_document_is_judged(
        self, govsweep: Callable[..., Answer], tmp_path: Path, kind: str
    ) -> None:
        document = docx.Document()
        document.add_paragraph("请登陆网站查询。")
        document.save(str(tmp_path / "通知.docx"))
        answer = govsweep("judge", "通知.docx", "--kind", kind, "--format", "jsonl")
        assert [json.loads(row)["check"] for row in answer.out.splitlines()] == ["typo"]
        assert "按 DOCX 文件 读取" in answer.err

    @pytest.mark.parametrize("body", [b"", b"PK\x03\x04broken", bytes(range(256)) * 40])
    @pytest.mark.parametrize("kind", ["page", "lines"])
    def test_what_cannot_be_read_is_refused(
        self, govsweep: Callable[..., Answer], tmp_path: Path, body: bytes, kind: str
    ) -> None:
        (tmp_path / "thing.bin").write_bytes(body)
        answer = govsweep("judge", "thing.bin", "--kind", kind)
        assert (answer.code, answer.out) == (2, "")
        assert "thing.bin" in answer.err

    def test_a_page_is_judged(self, govsweep: Callable[..., Answer], tmp_path: Path) -> None:
        (tmp_path / "page.html").write_text(
            "<html><head><meta charset=utf-8><title>通知</title></head>"
            "<body><h1>通知</h1><p>请登陆网站查询办理结果。</p></body></html>",
            "utf-8",
        )
        answer = govsweep("judge", "page.html", "--format", "json")
        assert answer.code == 0
        assert "typo" in [one["check"] for one in json.loads(answer.out)]

    def test_facts_are_told(self, govsweep: Callable[..., Answer], tmp_path: Path) -> None:
        (tmp_path / "page.html").write_text(
            "<html><head><meta charset=utf-8><meta name=ArticleTitle content=关于放假的通知>"
            "<meta name=PubDate content='2026-11-02 09:00'></head>"
            "<body><h1>关于放假的通知</h1><p>根据安排，现将有关事项通知如下。</p></body></html>",
            "utf-8",
        )
        answer = govsweep("facts", "page.html", "--url", "http://www.qinghe.gov.cn/a/1.html")
        assert answer.code == 0
        facts = json.loads(answer.out)
        assert (facts["title"], facts["published"][:10]) == ("关于放假的通知", "2026-11-02")
        keys = "file kind title published published_source column identifier footer entries"
        assert set(facts) == {*keys.split(), "hidden_links", "charset", "text"}

    def test_all_that_checks_read_is_told(
        self, govsweep: Callable[..., Answer], tmp_path: Path
    ) -> None:
        (tmp_path / "page.html").write_text("<title>通知</title><p>正文。</p>", "utf-8")
        answer = govsweep("facts", "--all", "page.html")
        facts = json.loads(answer.out)
        assert facts.keys() == {"file", *Page.__struct_fields__} - {"marks", "context"}
        assert (facts["document_title"], facts["footer"]) == ("通知", None)
        assert [text for text, *_ in facts["blocks"]] == ["通知", "正文。"]

    def test_a_missing_page_is_bad_input(self, govsweep: Callable[..., Answer]) -> None:
        answer = govsweep("facts", "none.html")
        assert answer.code == 2
        assert "none.html" in answer.err


class TestBeforeTheFirstSweep:
    @pytest.mark.parametrize(
        "words",
        [("sweep",), ("sweep", "status"), ("sweep", "work"), ("report", "census"), ("rejudge",)],
    )
    def test_it_says_what_to_do_next(
        self, govsweep: Callable[..., Answer], words: tuple[str, ...]
    ) -> None:
        answer = govsweep(*words)
        assert answer.code == 2
        assert "govsweep s" in answer.err

    def test_in_a_folder_without_a_database_nothing_is_read_and_none_is_made(
        self, govsweep: Callable[..., Answer], tmp_path: Path
    ) -> None:
        for words in (("findings",), ("columns", "list"), ("sites", "list"), ("export", "jsonl")):
            answer = govsweep(*words)
            assert (answer.code, answer.out) == (2, "")
            assert "还没有数据库" in answer.err
        assert not list(tmp_path.glob("*.db"))

    def test_a_site_that_is_not_registered_is_no_good_news(
        self, govsweep: Callable[..., Answer], tmp_path: Path
    ) -> None:
        (tmp_path / "sites.csv").write_text(HEADER + GOOD, "utf-8")
        govsweep("sites", "import", "sites.csv")
        answer = govsweep("findings", "--site", "5118000009")
        assert answer.code == 2
        assert "5118000009" in answer.err

    def test_an_export_before_the_first_sweep_says_that_nobody_looked(
        self, govsweep: Callable[..., Answer], tmp_path: Path
    ) -> None:
        (tmp_path / "sites.csv").write_text(HEADER + GOOD, "utf-8")
        govsweep("sites", "import", "sites.csv")
        answer = govsweep("export", "csv")
        assert answer.code == 0
        assert "还没有做过巡检：没有问题不等于查过" in answer.err

    def test_a_workbook_wants_a_path(self, govsweep: Callable[..., Answer]) -> None:
        assert govsweep("export", "xlsx").code == 2


def test_a_database_that_does_not_answer_is_code_3(
    govsweep: Callable[..., Answer], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GOVSWEEP_DATABASE_URL", "postgresql://127.0.0.1:9/x?connect_timeout=2")
    answer = govsweep("sites", "list")
    assert answer.code == 3
    assert "GOVSWEEP_DATABASE_URL" in answer.err


def test_a_wrong_setting_is_named(
    govsweep: Callable[..., Answer], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("GOVSWEEP_WORKERS", raising=False)  # it would stand before the file
    (tmp_path / "govsweep.toml").write_text("workers = 0\ncolour = 1\n", "utf-8")
    answer = govsweep("sites", "list")
    assert answer.code == 2
    assert "workers" in answer.err
    assert "colour" in answer.err


@pytest.mark.parametrize("name", main.list_commands(click.Context(main)))
def test_what_help_says_of_a_command_is_what_it_says_of_itself(name: str) -> None:
    command = main.get_command(click.Context(main), name)
    assert command is not None
    listed = CliRunner().invoke(main, ["--help"], terminal_width=400, max_content_width=400).output
    line = next(one for one in listed.splitlines() if one.startswith(f"  {name} "))
    assert line.split(maxsplit=1)[1] == command.get_short_help_str(400)


def test_help_loads_no_command() -> None:
    program = (
        "import sys; from click.testing import CliRunner; from govsweep.cli import main;"
        "assert CliRunner().invoke(main, ['--help']).exit_code == 0;"
        "sys.exit(any(name in sys.modules for name in ('sqlalchemy', 'pydantic', 'scrapy')))"
    )
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0
