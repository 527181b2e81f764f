"""What a running sweep says of itself, and what is said of links when it ends."""

import datetime as dt
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from govsweep import clock
from govsweep.cli import progress as shown
from govsweep.cli.sweep import say_links
from govsweep.facts import ColumnKind, Site
from govsweep.store import LinkCount, Progress, Store, StoredColumn, Sweep
from govsweep.tables import ledger


@pytest.mark.parametrize(
    ("pages", "links", "again", "told"),
    [
        (3, 0, 0, "待访问 3 个页面，"),
        (0, 7, 2, "待访问 7 个链接（其中 2 个出过错，隔一会儿再试），"),
        (3, 7, 0, "待访问 3 个页面、7 个链接，"),
        (0, 0, 0, "在等首页的复测和搜索引擎视角的查看，"),
    ],
)
def test_the_progress_line_says_what_is_waited_for(
    pages: int,
    links: int,
    again: int,
    told: str,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(shown, "_LINE_EVERY", 0.0)
    words = {"links_tried": 0, "sites_waiting": 0, "findings": 0}
    watch = shown._lines(5)
    watch.tell(Progress({"queued": pages}, links_waiting=links, again=again, **words))
    assert told in capsys.readouterr().err


class TestLinks:
    def test_hosts_whose_links_were_not_tested_are_named(
        self, capsys: pytest.CaptureFixture[str]
    ) -> None:
        say_links(
            [
                LinkCount("5118000001", "fine", "", 30),
                LinkCount("@down.example.com", "suspected", "", 5),
                LinkCount("@down.example.com", "untried", "trouble", 95),
                LinkCount("@slow.example.com", "untried", "until", 3),
            ]
        )
        told = capsys.readouterr().out.splitlines()
        assert told == [
            "链接：已知 133 = 已测 35 + 未测 98",
            "  未测 95 个：down.example.com（打不开或一再出错，下一夜先测）",
            "  未测 3 个：slow.example.com（到时收尾，下一夜先测）",
        ]

    def test_however_many_they_are(self, capsys: pytest.CaptureFixture[str]) -> None:
        say_links([LinkCount(f"@h{one}.cn", "untried", "trouble", 2) for one in range(25)])
        told = capsys.readouterr().out.splitlines()
        assert told[-1] == "  另有 5 处，共 10 个"
        assert len(told) == 22

    def test_where_all_were_tested_nothing_is_named(
        self, capsys: pytest.CaptureFixture[str]
    ) -> None:
        say_links([LinkCount("5118000001", "fine", "", 3)])
        assert capsys.readouterr().out == "链接：已知 3 = 已测 3 + 未测 0\n"


class TestTheDay:
    """Sites are looked at as they are: not as of a day gone by, unless they are copies of it."""

    @pytest.fixture
    def told(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: Callable[..., object]
    ) -> Callable[..., str]:
        """What a sweep says at eight in the morning, of the night of 20 November."""
        morning = dt.datetime(2026, 11, 21, tzinfo=dt.UTC)
        monkeypatch.setattr(clock, "now", lambda: morning)

        def run(*words: str) -> str:
            place = f"sqlite:///{tmp_path}/govsweep.db"
            done = command(tmp_path, *words, GOVSWEEP_DATABASE_URL=place)
            assert isinstance(done, subprocess.CompletedProcess)
            assert done.returncode == 2
            told: str = done.stderr
            return told

        return run

    @pytest.mark.parametrize("words", [("sweep",), ("sweep", "open"), ("recheck", "3f9a1c20")])
    def test_a_day_gone_by_is_refused_and_where_to_ask_is_told(
        self, told: Callable[..., str], words: tuple[str, ...]
    ) -> None:
        said = told(*words, "--as-of", "2026-11-19")
        assert "2026-11-19 已经过去" in said
        assert "report" in said and "rejudge" in said

    @pytest.mark.parametrize("day", ["2026-11-20", "2026-11-21"])
    def test_tonight_and_today_are_not(self, told: Callable[..., str], day: str) -> None:
        assert "还没有登记网站" in told("sweep", "--as-of", day)

    def test_nor_is_the_day_of_copies(self, told: Callable[..., str]) -> None:
        assert "还没有登记网站" in told("sweep", "--copy", "--as-of", "2026-09-30")
        assert "还没有登记网站" in told("sweep", "--as-of", "2026-09-30", "--copy")


def test_the_status_says_in_words_why_addresses_were_not_read(
    store: Store,
    open_sweep: Callable[..., Sweep],
    database_url: str,
    tmp_path: Path,
    command: Callable[..., subprocess.CompletedProcess[str]],
) -> None:
    site = Site(identifier="5118000001", name="清禾", url="http://www.qinghe.gov.cn/")
    store.sites.save([site])
    sweep = open_sweep(store)
    store.sweeps.close(sweep.id, reason="until", finished=False)
    rows = (("failed", "timeout"), ("cut", "budget"), ("left", "until"), ("fetched", ""))
    with store.engine.begin() as connection:
        connection.execute(
            ledger.insert(),
            [
                {"sweep": sweep.id, "site": "5118000009", "state": state, "reason": why, "count": 2}
                for state, why in rows
            ],
        )
    told = command(tmp_path, "sweep", "status", GOVSWEEP_DATABASE_URL=database_url).stdout
    for word in ("失败（超时）", "截去（超出页数上限）", "剩余（到时收尾）", "已读  2"):
        assert word in told
    assert not {why for _, why in rows if why and why in told}


def test_the_status_counts_the_columns_that_the_list_calls_unread(
    store: Store,
    open_sweep: Callable[..., Sweep],
    database_url: str,
    tmp_path: Path,
    command: Callable[..., subprocess.CompletedProcess[str]],
) -> None:
    site = Site(identifier="5118000001", name="清禾", url="http://www.qinghe.gov.cn/")
    store.sites.save([site])
    sweep = open_sweep(store)
    store.columns.save(
        StoredColumn(
            site=site.identifier,
            url=f"{site.url}{number}/",
            name=f"第{number}类公告",
            kind=ColumnKind.NOTICE,
            sweep=seen,
        )
        for number, seen in enumerate((None, sweep.id, None))
    )
    store.sweeps.close(sweep.id, reason="done", finished=True)
    words = {"GOVSWEEP_DATABASE_URL": database_url}
    told = command(tmp_path, "sweep", "status", **words).stdout
    listed = command(tmp_path, "columns", "list", **words).stdout
    assert listed.count("读不到") == 2
    assert "读不到的栏目：2 个" in told
    assert "5118000001  2 个" in told
