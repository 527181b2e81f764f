"""What a running sweep says of itself, and what is said of links when it ends."""

import pytest

from govsweep.cli import progress as shown
from govsweep.cli.sweep import say_links
from govsweep.store import LinkCount, Progress


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
