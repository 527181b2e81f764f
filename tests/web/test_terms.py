"""A filter that names what is not there is refused: an empty list would say that all is well."""

import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import parse_qsl, quote, urlsplit

import pytest

CHINESE = re.compile("[\u4e00-\u9fff]{2}")
# What is looked for in texts may stand in none, and a place in a list may be behind its end.
FREE = {
    "words", "offset", "limit", "subject", "name", "unit", "right", "why", "first", "last",
    "certain", "wrong", "not_before", "not_after", "count", "seed", "period", "url", "target",
}  # fmt: skip
ABSENT = {"site": "5118009999", "sweep": "999"}  # such as there might be


@pytest.fixture(scope="module")
def described(served: Any) -> dict[str, Any]:
    answer: dict[str, Any] = served.ask("/openapi.json").json
    return answer


def test_a_term_that_the_api_does_not_have_is_refused_everywhere(
    described: Any, served: Any
) -> None:
    lists = [path for path, methods in described["paths"].items() if "get" in methods]
    for path in (one for one in lists if "{" not in one):
        answer = served.ask(f"{path}?nonsense=1")
        assert answer.status == 422, path
        (told,) = (one for one in answer.json["detail"] if one["loc"] == ["query", "nonsense"])
        assert told["msg"] == "没有这一项，请核对拼写"


def terms_of_api(described: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """Every list of the API with every term by which it is narrowed."""
    for path, methods in described["paths"].items():
        for one in methods.get("get", {}).get("parameters", ()):
            if one["in"] == "query" and one["name"] not in FREE:
                yield path, one["name"]


def test_every_term_of_the_api_refuses_what_is_not_there(described: Any, served: Any) -> None:
    asked = set(terms_of_api(described))
    assert ("/api/v1/findings", "check") in asked and len(asked) >= 18
    for path, name in sorted(asked - {("/api/v1/findings", "mended_since")}):
        words = "words=a&" if path.endswith("search") else ""
        for value in ("nope", "无此", ABSENT.get(name, "x-y")):
            answer = served.ask(f"{path}?{words}{name}={quote(value)}")
            assert answer.status in (404, 422), (path, name, value)
            assert CHINESE.search(answer.text), (path, name, value)
            if answer.status == 422:
                assert name in answer.json["detail"][0]["loc"]
                assert CHINESE.search(answer.json["detail"][0]["msg"])


@pytest.mark.parametrize(
    ("query", "told"),
    [
        ("check=dead-lnk", "没有这个检查项，是不是 dead-link"),
        ("site=5118000077", "site（网站）没有这个值，是不是 511800000"),
        ("owner=市教育局办", "owner（责任单位）没有这个值"),
        ("sweep=7", "sweep（巡检编号）没有这个值，可写：1"),
        ("state=opened", "open"),
    ],
)
def test_what_was_perhaps_meant_is_told(served: Any, query: str, told: str) -> None:
    name = query.partition("=")[0]
    answer = served.ask(f"/api/v1/findings?{quote(query, safe='=&')}")
    if answer.status == 422:  # no word of a closed set
        (wrong,) = answer.json["detail"]
        assert wrong["loc"][:2] == ["query", name] and told in wrong["msg"]
    else:  # nothing of that name is there
        assert answer.status == 404 and told in answer.json["detail"]
    page = served.ask(f"/findings?{quote(query, safe='=&')}")
    assert page.status == 400
    said = " ".join(page.texts("main"))
    assert name in said and told in said


PAGES = ("/", "/sites", "/columns", "/findings", "/sweeps", "/notices", "/queue", "/media",
         "/suspects", "/duties", "/audit", "/search", "/register/history")  # fmt: skip


def terms_of_pages(answer: Any, path: str) -> Iterator[tuple[str, str]]:
    """The terms that a page's own forms and links carry, and to where."""
    for form in answer.tree.css("form"):
        if (form.attributes.get("method") or "get").lower() == "get":
            target = urlsplit(form.attributes.get("action") or path).path
            for one in form.css("select, input"):
                yield target, one.attributes.get("name") or ""
    for one in answer.tree.css("a[href]"):
        parts = urlsplit(one.attributes["href"] or "")
        if not parts.netloc and parts.query:
            for name, _ in parse_qsl(parts.query):
                yield parts.path or path, name


def test_every_term_that_pages_use_refuses_what_is_not_there(office: Any, log_in: Any) -> None:
    by = log_in(office, "admin")
    found: set[tuple[str, str]] = set()
    (one_list, *_) = (
        path
        for one in by.ask("/lists").tree.css("a[href^='/lists/']")
        if (path := one.attributes["href"] or "").count("/") == 2 and "history" not in path
    )
    for path in (*PAGES, one_list):
        answer = by.ask(path)
        assert answer.status == 200, path
        found.update(terms_of_pages(answer, path))
    asked = {one for one in found if one[1] and one[1] not in FREE}
    lists = {path for path, _ in asked}
    assert lists >= {"/sites", "/columns", "/findings", "/notices", "/queue", "/audit", "/search"}
    for path, name in sorted(asked):
        for value in ("nope", ABSENT.get(name, "无此")):
            words = "words=a&" if path == "/search" else ""
            answer = by.ask(f"{path}?{words}{name}={quote(value)}")
            said = " ".join(answer.texts("main"))
            if path == "/search":  # says so above its form
                assert "没有登记的网站标识码" in said
                continue
            assert answer.status in (400, 404), (path, name, value)
            assert name in said, (path, name, value)


def test_columns_that_are_not_overdue_can_be_asked_for(served: Any) -> None:
    late, rest = (
        served.ask(f"/columns?overdue={word}").texts("tbody tr") for word in ("true", "false")
    )
    every = served.ask("/columns").texts("tbody tr")
    assert late and rest and len(late) + len(rest) == len(every)
