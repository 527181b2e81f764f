"""A rule tried on a page before it counts."""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

import pytest

from govsweep.web.searching import at_once


@pytest.fixture
def served(office: Any, log_in: Any) -> Any:
    """The office, as a reviewer sees it."""
    return log_in(office, "reviewer")


def ask(server: Any, **fields: str) -> Any:
    return server.ask(f"/trial?{urlencode(fields)}")


def test_shows_what_it_would_hit(served: Any) -> None:
    answer = ask(served, wrong="旧办法", right="新办法")
    assert answer.texts("[role=status] b") == ["会提出 3 段不同的文字，在 2 个网站的 2 个页面上。"]
    assert answer.texts("main mark") == ["旧办法"] * 3
    assert answer.texts(".advice") == ["建议新办法"] * 3
    assert not answer.tree.css("main script, main img")


def test_says_why_it_cannot_be_tried(served: Any) -> None:
    assert ask(served, wrong="办").texts("[role=alert]") == ["敏感词：“办”只有一个字，会误报。"]
    assert ask(served, wrong="旧办法", not_after="的").texts("[role=alert]")
    assert ask(served).texts("[role=alert], [role=status]") == []
    assert "一处也没有" in ask(served, wrong="没有的词").texts("[role=status]")[0]


class TestList:
    """A whole list, in the background where it takes long."""

    TABLE = "错误,正确\n旧办法,新办法\n没有的词,别的词\n甲,乙\n"

    def test_each_rule_has_its_counts_and_samples(self, served: Any) -> None:
        answer = served.enclose("/trial", self.TABLE.encode("gb18030"), "错别字.csv")
        assert answer.status == 303
        path = str(answer.headers["location"])
        page = served.ask(path)
        assert page.texts("main tbody tr") == ["旧办法322"]
        assert page.texts("main mark") == ["旧办法"] * 3
        assert 'over": true' in served.ask(f"{path}/events").text

    @pytest.mark.parametrize(
        ("body", "name", "told"),
        [
            ("", "", "请选择文件"),
            ("允许词\n清河人家\n", "a.csv", "只能试错别字和敏感词"),
            ("错误,正确\n甲,乙\n", "a.csv", "一行也用不了：第 2 行，错误"),
            ("敏感词\n" + "".join(f"词语{n}\n" for n in range(501)), "a.csv", "至多试 500 条"),
            ("PK", "a.zip", "CSV 或 XLSX"),
        ],
    )
    def test_says_why_it_cannot_be_tried(
        self, served: Any, body: str, name: str, told: str
    ) -> None:
        answer = served.enclose("/trial", body, name)
        if answer.status == 303:
            answer = served.ask(str(answer.headers["location"]))
        assert told in " ".join(answer.texts("[role=alert]"))

    def test_nobody_else_sees_it(self, office: Any, served: Any, log_in: Any) -> None:
        path = str(served.enclose("/trial", self.TABLE).headers["location"])
        assert log_in(office, "admin").ask(path).status == 404
        assert served.ask("/trial/none").status == 404
        assert served.ask("/trial/none/events").status == 404


def test_what_takes_long_is_told_to_go_on_and_waits_its_turn(
    served: Any, until: Callable[..., None]
) -> None:
    with at_once, at_once:  # somebody else's searches hold both places
        page = ask(served, wrong="旧办法", right="新办法")
        assert page.texts("#progress") == ["正在试 1 条规则"]
        path = str(page.tree.css_first("#progress").attributes["data-from"])
        assert '"over": false' in served.ask(path).text
        for _ in range(3):
            ask(served, wrong="旧办法")
        assert "请等它们做完" in " ".join(ask(served, wrong="旧办法").texts("[role=alert]"))
    until(lambda: '"over": true' in served.ask(path).text)
    tried = served.ask(path.removesuffix("/events"))
    assert "会提出 3 段不同的文字" in tried.text
