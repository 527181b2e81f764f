"""`govsweep search`, as a user calls it."""

import datetime as dt
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from govsweep.addresses import fingerprint
from govsweep.cli import main
from govsweep.facts import Page, Site, Visit
from govsweep.store import Delivery, Store

AT = dt.datetime(2026, 11, 20, 23, 0, tzinfo=dt.UTC)
URL = "http://www.qinghe.gov.cn/art/1.html"

Run = Callable[..., Result]


@pytest.fixture
def run(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    a_site: Callable[..., Site],
    a_page: Callable[..., Page],
) -> Run:
    """The command beside a store with one page, of a release that indexed nothing."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("GOVSWEEP_DATABASE_URL", raising=False)
    with closing(Store(f"sqlite:///{tmp_path}/govsweep.db")) as store:
        store.upgrade()
        store.sites.save([a_site()])
        opened, _ = store.sweeps.open(
            night=AT.date(), as_of=AT.date(), sites=[a_site()], indicators="2019",
            rules_version="1", at=AT.timestamp(), again=True,
        )  # fmt: skip
        visit = Visit(
            queue="5118000001", url=URL, fingerprint=fingerprint(URL), at=AT, status=200,
            page=a_page("依据《旧 办 法》执行，", "=1+1 Open Data 平台"),
        )  # fmt: skip
        store.pages.commit(opened.id, [Delivery(visit)])
        store.sweeps.close(opened.id, reason="until", finished=True)
    runner = CliRunner()
    return lambda *words: runner.invoke(main, ["search", *words])


def test_the_index_is_brought_up_to_date_first_and_then_searched(run: Run) -> None:
    result = run("旧办法")
    assert result.exit_code == 0
    assert "索引还缺 1 次读取的文字，现在补上" in result.stderr
    assert "“旧办法”在 1 个网站的 1 个页面上" in result.stderr
    head, row = result.stdout.splitlines()
    assert head.split("\t") == ["网站", "标题", "网址", "文字"]
    assert row.split("\t")[2:] == [URL, "依据《【旧 办 法】》执行，"]
    assert "索引还缺" not in run("旧办法").stderr


def test_without_words_the_index_alone_is_brought_up_to_date(run: Run) -> None:
    assert "共 2 段文字" in run().stderr
    assert run().stdout == ""


def test_a_word_that_the_shell_gave_with_a_space_is_one_phrase(run: Run) -> None:
    assert "【Open Data】" in run("Open Data").stdout
    assert "没有找到" in run("Data Open").stderr
    assert "【Open】 【Data】" in run("Data", "Open").stdout


@pytest.mark.parametrize("name", ["结果.csv", "结果.xlsx"])
def test_what_is_found_is_written_as_a_table(run: Run, tmp_path: Path, name: str) -> None:
    result = run("平台", "-o", name)
    assert (result.exit_code, result.stdout) == (0, "")
    assert (tmp_path / name).stat().st_size > 100
    if name.endswith(".csv"):
        assert "'=1+1 Open Data" in (tmp_path / name).read_text("utf-8-sig")


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("词", "-o", "结果.txt"), "应当以 .csv 或 .xlsx 结尾"),
        (("-o", "结果.csv"), "请写要查找的字词"),
        (("词", "--site", "5118000009"), "没有登记的网站标识码"),
        (('""',), "请写要查找的字词"),
    ],
)
def test_wrong_uses_are_told(run: Run, words: tuple[str, ...], told: str) -> None:
    result = run(*words)
    assert result.exit_code == 2
    assert told in result.stderr


@pytest.mark.parametrize("words", [["search", "人民"], ["trial", "布署"]])
def test_where_nothing_was_read_it_is_not_said_that_nothing_stands_there(
    words: list[str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    a_site: Callable[..., Site],
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("GOVSWEEP_DATABASE_URL", raising=False)
    with closing(Store(f"sqlite:///{tmp_path}/govsweep.db")) as store:
        store.upgrade()
        store.sites.save([a_site()])
    result = CliRunner().invoke(main, words)
    assert (result.exit_code, "没有存下的文字可查" in result.stderr) == (2, True)
