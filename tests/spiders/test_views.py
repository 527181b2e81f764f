"""The home page as other visitors get it, kept beside what a browser gets, and judged."""

from collections import Counter
from collections.abc import Callable
from typing import Any

import pytest
from aiohttp import web

from govsweep.facts import View
from govsweep.judging import Judges
from govsweep.rules import load_rules
from govsweep.settle import settle
from govsweep.spiders.views import SPIDER_AGENT
from govsweep.words import Matcher

RULES = load_rules()
HOME = "清禾市人民政府门户网站"
CASINO = "澳门新葡京娱乐城_官网"


def home(title: str = HOME, *links: str) -> web.Response:
    anchors = "".join(f'<li><a href="{link}">友情链接</a></li>' for link in links)
    return web.Response(
        text=f"<!DOCTYPE html><html><head><meta charset='utf-8'><title>{title}</title></head>"
        f"<body><div><p>欢迎访问{title}</p><ul>{anchors}</ul></div></body></html>",
        content_type="text/html",
    )


def is_spider(request: web.Request) -> bool:
    return request.headers["User-Agent"] == SPIDER_AGENT


def is_searcher(request: web.Request) -> bool:
    return request.headers.get("Referer", "").startswith("https://www.baidu.com/s?wd=")


@pytest.fixture(scope="module")
def matcher() -> Matcher:
    return Matcher(RULES)


@pytest.fixture
def looks(
    sweeping: Any, town: Any, matcher: Matcher
) -> Callable[..., tuple[dict[str, View], list[str]]]:
    """Sweep and settle one site whose home page is answered so; its views and the findings."""

    def run(answer: Callable[[web.Request], web.Response]) -> tuple[dict[str, View], list[str]]:
        async def respond(request: web.Request) -> web.Response:
            return answer(request)

        sweeping.site()
        town.put("/", respond)
        assert sweeping.run() == ""
        store = sweeping.store
        assert settle(store, sweeping.sweep, Judges.by(RULES, matcher=matcher)) == []
        found = store.findings.all(check=["cloaking"])
        views = store.probes.views(sweeping.sweep.id, "1300000001")
        own = {view.agent: view for view in views if view.agent != "ipv6"}  # that is no page's
        return own, [one.subject for one in found]

    return run


def test_a_page_that_is_the_same_for_all(looks: Any, town: Any) -> None:
    views, found = looks(lambda request: home())
    assert {agent: view.title for agent, view in views.items()} == {
        "spider": HOME,
        "referrer": HOME,
    }
    assert views["spider"].text_hash == views["referrer"].text_hash != b""
    assert found == []
    asked = Counter((is_spider(one), is_searcher(one)) for one in map(Asked, town.headers))
    assert asked[True, False] == asked[False, True] == 1


class Asked:
    """A request of which only the headers are known."""

    def __init__(self, headers: dict[str, str]) -> None:
        self.headers = headers


def test_a_page_that_shows_gambling_to_search_engines(looks: Any) -> None:
    views, found = looks(lambda request: home(CASINO if is_spider(request) else HOME))
    assert views["spider"].title == CASINO
    assert views["referrer"].title == HOME
    assert found == ["spider"]


def test_a_page_that_shows_other_links_to_who_comes_from_a_search(looks: Any) -> None:
    farm = ("http://a.com/", "http://b.net/", "http://c.cc/")
    views, found = looks(lambda request: home(HOME, *(farm if is_searcher(request) else ())))
    assert views["referrer"].domains == ("a.com", "b.net", "c.cc")
    assert found == ["referrer"]


def test_a_page_that_sends_who_comes_from_a_search_away(looks: Any, town: Any) -> None:
    def answer(request: web.Request) -> web.Response:
        away = {"Location": "http://casino.example/"}
        return web.Response(status=302, headers=away) if is_searcher(request) else home()

    views, found = looks(answer)
    assert views["referrer"].sent_to == "casino.example"
    assert found == ["referrer"]


@pytest.mark.parametrize(
    "answer",
    [
        lambda: web.Response(status=403, text="Forbidden"),
        lambda: web.Response(status=503),
        lambda: web.Response(status=302, headers={"Location": "/"}),
        lambda: web.Response(text="<script>go()</script>", content_type="text/html"),
    ],
    ids=["a wall", "a failure", "a loop", "a shell"],
)
def test_what_a_visitor_does_not_get_is_unknown(
    looks: Any, answer: Callable[[], web.Response]
) -> None:
    views, found = looks(lambda request: answer() if is_spider(request) else home())
    assert list(views) == ["referrer"]
    assert found == []


def test_a_site_whose_home_page_was_not_read_is_not_looked_at_again(looks: Any, town: Any) -> None:
    views, _ = looks(lambda request: web.Response(status=500))
    assert views == {}
    assert not any(is_spider(one) for one in map(Asked, town.headers))


class TestPagesThatAreDrawn:
    """Pages beside the home page: drawn by site and week, and judged by the same rules."""

    @pytest.fixture
    def site(self, sweeping: Any, town: Any) -> list[str]:
        """A site whose home page leads to more pages than are drawn from at the least."""

        async def respond(request: web.Request) -> web.Response:
            return home(CASINO if is_spider(request) else f"清禾{request.path}")

        sweeping.site()
        paths = [f"/{number}/" for number in range(24)]
        town.page("/", *paths)
        for path in paths:
            town.put(path, respond)
        return paths

    def drawn(self, sweeping: Any) -> list[View]:
        views = sweeping.store.probes.views(sweeping.sweep.id, "1300000001")
        return [one for one in views if one.url]

    def test_another_face_on_one_of_them_is_found(
        self, sweeping: Any, town: Any, site: list[str], matcher: Matcher
    ) -> None:
        assert sweeping.run() == ""
        views = self.drawn(sweeping)
        assert sorted(one.agent for one in views) == [
            "referrer-1", "referrer-2", "spider-1", "spider-2",
        ]  # fmt: skip
        store = sweeping.store
        assert settle(store, sweeping.sweep, Judges.by(RULES, matcher=matcher)) == []
        found = store.findings.all(check=["cloaking"])
        assert {one.url for one in found} == {one.url for one in views}
        assert sum(path in site for _, path, _ in town.asked) == len(site) + 4

    def test_a_signpost_of_few_links_is_not_drawn_from(self, sweeping: Any, town: Any) -> None:
        sweeping.site()
        paths = [f"/{number}/" for number in range(19)]
        town.page("/", *paths)
        for path in paths:
            town.page(path)
        assert sweeping.run() == ""
        assert self.drawn(sweeping) == []
