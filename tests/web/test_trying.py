"""A rule tried on a page before it counts."""

from typing import Any
from urllib.parse import urlencode

import pytest


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
