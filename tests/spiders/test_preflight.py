"""What is learnt of a host before its pages: its robots.txt, and what it says to any address."""

from typing import Any

from aiohttp import web

from govsweep.facts import PageState

FETCHED = (PageState.FETCHED, "")


def test_a_page_that_says_what_any_address_gets_is_no_page(sweeping: Any, town: Any) -> None:
    async def nothing_here(request: web.Request) -> web.Response:
        text = f"<html><body><p>您访问的页面 {request.path} 不存在，请返回首页</p></body></html>"
        return web.Response(text=text, content_type="text/html")

    sweeping.site()
    town.page("/", "/a.html", "/gone_12.html", "/notice.html")
    town.page("/a.html")
    town.page("/notice.html", text="关于“您访问的页面不存在，请返回首页”提示语的说明")
    town.otherwise = nothing_here
    assert sweeping.run() == ""
    assert sweeping.states() == {
        "/": FETCHED,
        "/a.html": FETCHED,
        "/gone_12.html": (PageState.FAILED, "soft_404"),
        "/notice.html": FETCHED,
    }


def test_a_site_that_sends_any_address_to_one_page_has_lost_those(sweeping: Any, town: Any) -> None:
    async def elsewhere(request: web.Request) -> web.Response:
        return web.Response(status=302, headers={"Location": "/error.html"})

    sweeping.site()
    town.page("/", "/a.html", "/gone.html")
    town.page("/a.html")
    town.page("/error.html")
    town.otherwise = elsewhere
    assert sweeping.run() == ""
    assert sweeping.states()["/gone.html"] == (PageState.FAILED, "soft_404")
    assert sweeping.states()["/a.html"] == FETCHED


def test_a_site_whose_home_page_answers_anything_keeps_its_home_page(
    sweeping: Any, town: Any
) -> None:
    sweeping.site()
    town.page("/", "/main.html", text="首页的内容在这里")

    async def home(request: web.Request) -> web.Response:
        return web.Response(body=town.answers["127.0.0.1", "/"][2], content_type="text/html")

    town.otherwise = home
    assert sweeping.run() == ""
    assert sweeping.states() == {"/": FETCHED, "/main.html": FETCHED}


def test_robots_are_obeyed_where_the_office_says_so(sweeping: Any, town: Any) -> None:
    sweeping.site()
    town.put("/robots.txt", b"User-agent: *\nDisallow: /private/", Content_Type="text/plain")
    town.page("/", "/a.html", "/private/b.html")
    town.page("/a.html")
    assert sweeping.run(GOVSWEEP_ROBOTS="obey") == ""
    assert sweeping.states() == {
        "/": FETCHED,
        "/a.html": FETCHED,
        "/private/b.html": (PageState.BLOCKED, "robots"),
    }
    assert town.hits()["/robots.txt"] == 1


def test_robots_that_cannot_be_had_are_asked_for_again(sweeping: Any, town: Any) -> None:
    answers = iter((503, 404))

    async def robots(request: web.Request) -> web.Response:
        return web.Response(status=next(answers))

    sweeping.site()
    town.page("/")
    town.put("/robots.txt", robots)
    assert sweeping.run(GOVSWEEP_ROBOTS="obey") == ""
    assert sweeping.states() == {"/": FETCHED}
    assert town.hits()["/robots.txt"] == 2


def test_robots_are_not_asked_for_where_the_office_inspects_all(sweeping: Any, town: Any) -> None:
    sweeping.site()
    town.page("/")
    assert sweeping.run() == ""
    assert "/robots.txt" not in town.hits()
