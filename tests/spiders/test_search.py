"""A portal's own search, tried with titles of its home page over real HTTP."""

from collections.abc import Callable
from typing import Any

import pytest
from aiohttp import web

from govsweep.facts import Surveyed
from govsweep.settle.views import searches

TITLES = [f"市政府召开第{number}次常务会议研究水利工作" for number in "一二三四五六"]
FORM = "<form action='/s' class='search'><input name='q'><button>搜索</button></form>"


def page(body: str) -> web.Response:
    html = (
        "<!DOCTYPE html><html><head><meta charset='utf-8'><title>清禾市人民政府</title></head>"
        f"<body><div class='nav'>首页 政务公开 互动交流</div>{body}</body></html>"
    )
    return web.Response(text=html, content_type="text/html")


def rows(titles: list[str]) -> str:
    lines = (
        f"<li><a href='/art/{TITLES.index(one)}.html'>{one}</a><span>2026-11-0{at}</span></li>"
        for at, one in enumerate(titles, 1)
    )
    return f"<ul class='list'>{''.join(lines)}</ul>"


@pytest.fixture
def told(sweeping: Any, town: Any) -> Callable[..., dict[str, Surveyed]]:
    """Sweep one portal whose search answers so; what its searches said."""

    def run(
        answer: Callable[[str], web.Response],
        home: str = FORM,
        below: tuple[str, ...] = (),
        **site: str,
    ) -> dict[str, Surveyed]:
        async def respond(request: web.Request) -> web.Response:
            if request.path != "/s":
                return web.Response(status=404, text="没有这个页面", content_type="text/html")
            return answer(request.query.get("q", ""))

        async def respond_home(_: web.Request) -> web.Response:
            links = "".join(
                f"<li><a href='{town.url(2)}art/{at}.html'>{one}</a><span>2026-11-0{at}</span></li>"
                for at, one in enumerate(below, 1)
            )
            return page(f"{home}{rows(TITLES)}<ul class='list'>{links}</ul>")

        sweeping.site(**({"name": "清禾市人民政府门户网站"} | site))
        if below:
            sweeping.site(2, name="清禾市水利局")
        town.put("/", respond_home)
        town.otherwise = respond  # whatever is asked of it
        for number, title in enumerate(TITLES):
            town.put(f"/art/{number}.html", page(f"<h1>{title}</h1><p>会议强调抓好落实。</p>").text)
        assert sweeping.run() == ""
        views = sweeping.store.probes.views(sweeping.sweep.id, "1300000001")
        return {str(one.topic): one for one in searches(views)}

    return run


def test_a_search_that_finds_what_was_published(told: Any) -> None:
    said = told(lambda words: page(rows([words]) if words in TITLES else "没有找到"))
    assert (said["search-found"].asked, said["search-found"].bad) == (4, 0)
    assert (said["search-usable"].asked, said["search-usable"].bad) == (1, 0)


def test_one_that_finds_nothing_does_not_pass(told: Any) -> None:
    said = told(lambda words: page(f"<p>没有找到与“{words}”有关的信息，请换一个词再试。</p>"))
    assert (said["search-found"].asked, said["search-found"].bad) == (4, 4)
    assert said["search-usable"].bad == 1


def test_one_that_errs_tells_nothing_good(told: Any) -> None:
    said = told(lambda _: web.Response(status=404, text="Not Found"))
    assert (said["search-found"].asked, said["search-found"].unseen) == (0, 4)
    assert (said["search-usable"].asked, said["search-usable"].unseen) == (0, 1)


def test_one_that_shows_the_same_to_any_words_tells_nothing(told: Any) -> None:
    said = told(lambda _: page(rows(TITLES)))
    assert (said["search-found"].asked, said["search-found"].unseen) == (0, 4)


def test_where_there_is_no_form_or_no_portal_nobody_searches(told: Any) -> None:
    said = told(lambda words: page(rows(TITLES)), home="<p>欢迎访问</p>")
    assert (said["search-found"].asked, said["search-found"].unseen) == (0, 0)


def test_departments_are_not_searched(told: Any) -> None:
    said = told(lambda words: page(rows(TITLES)), name="清禾市水利局")
    assert (said["search-found"].asked, said["search-found"].unseen) == (0, 0)


def test_results_that_stand_by_class(told: Any) -> None:
    classes = "<div class='tab'><span>新闻动态（12）</span><span>政策文件（3）</span></div>"
    said = told(lambda words: page(classes + (rows([words]) if words in TITLES else "没有找到")))
    assert (said["search-classes"].asked, said["search-classes"].bad) == (1, 0)


def test_results_in_one_list_are_a_hint_and_menus_are_no_classes(told: Any) -> None:
    menu = "<div class='nav'><span>新闻动态</span><span>政务服务</span></div>"
    said = told(
        lambda words: page(menu + (rows([words]) if words in TITLES else "没有找到")),
        home=FORM + menu,
    )
    assert (said["search-classes"].asked, said["search-classes"].bad) == (1, 1)


def test_a_search_for_parts_of_a_title(told: Any) -> None:
    def by_words(words: str) -> web.Response:
        return page(rows([one for one in TITLES if all(part in one for part in words.split())]))

    said = told(by_words)
    assert (said["search-keywords"].asked, said["search-keywords"].bad) == (1, 0)


def test_a_search_that_wants_a_title_whole(told: Any) -> None:
    said = told(lambda words: page(rows([words]) if words in TITLES else "没有找到"))
    assert (said["search-keywords"].asked, said["search-keywords"].bad) == (1, 1)


def test_titles_of_sites_below_are_searched_for_too(told: Any) -> None:
    below = ("市水利局部署今冬明春水利建设", "市水利局开展河道巡查专项行动")

    def find(words: str) -> web.Response:
        if words == below[0]:
            return page(f"<ul><li><a href='/out?id=1'>{words}</a></li></ul>")
        return page(rows([words]) if words in TITLES else "没有找到")

    said = told(find, below=below)
    assert (said["search-below"].asked, said["search-below"].bad) == (2, 1)
    assert (said["search-found"].asked, said["search-found"].bad) == (4, 0)
