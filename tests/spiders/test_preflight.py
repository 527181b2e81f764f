"""What is learnt of a host before its pages: its robots.txt, and what it says to any address."""

from typing import Any

from aiohttp import web

from govsweep.facts import Failure, LinkStatus, PageState
from govsweep.link_status import Asked, link_status

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


def test_what_such_a_site_has_lost_opens_all_the_same(sweeping: Any, town: Any) -> None:
    """A browser shows the home page there: that it is not what was meant is suspected."""
    first = (
        "<meta charset=utf-8><p>首页的内容在这里</p><a href='/list.html'>通知公告</a>"
        "<a href='/sitemap.html'>网站地图</a>"
    ).encode()
    sweeping.site()
    town.put("/", first)
    town.page("/list.html")

    async def home(request: web.Request) -> web.Response:
        return web.Response(body=first, content_type="text/html")

    town.otherwise = home
    assert sweeping.run() == ""
    assert sweeping.states()["/list.html"] == FETCHED
    assert sweeping.states()["/sitemap.html"] == (PageState.FAILED, "any_page")
    assert link_status(Failure.ANY_PAGE, 200, Asked.PAGE) is LinkStatus.SUSPECTED


def _column(name: str, *rows: str) -> bytes:
    items = "".join(
        f"<li><a href='{row}'>全市第{at}次调度会议召开</a><span>2026-11-{at + 10}</span></li>"
        for at, row in enumerate(rows)
    )
    said = items or "<p>本栏目内容正在整理</p>"
    html = f"<meta charset=utf-8><title>{name}</title><h2>{name}</h2><ul>{said}</ul>"
    return html.encode()


def _below(town: Any, columns: dict[str, bytes]) -> None:
    """A server that reads the beginning of a path: what is below a column is that column."""

    async def beginning(request: web.Request) -> web.Response:
        for path, body in columns.items():
            if request.path_qs.startswith(path):
                return web.Response(body=body, content_type="text/html")
        return web.Response(status=404)

    town.otherwise = beginning


def test_a_column_that_answers_what_is_below_it_is_no_error(sweeping: Any, town: Any) -> None:
    rows = [f"/xw/{number}.html" for number in range(4)]
    for path in rows:
        town.page(path)
    columns = {"/list/1/": _column("工作动态", *rows), "/list/2/": _column("清单公示")}
    _below(town, columns)
    for number in (1, 2):
        sweeping.site(number)
        town.page("/", f"/list/{number}/", number=number)
        for path in rows:
            town.page(path, number=number)
    assert sweeping.run() == ""
    assert set(sweeping.states(1).values()) == {FETCHED}
    assert sweeping.states(2)["/list/2/"] == FETCHED


def test_a_list_that_answers_any_address_is_no_error(sweeping: Any, town: Any) -> None:
    rows = [f"/xw/{number}.html" for number in range(4)]
    sweeping.site()
    town.page("/", "/list.html")
    for path in rows:
        town.page(path)
    _below(town, {"/": _column("工作动态", *rows)})
    assert sweeping.run() == ""
    assert sweeping.states()["/list.html"] == FETCHED


def test_what_two_folders_say_to_any_address_is_an_error(sweeping: Any, town: Any) -> None:
    async def nothing_here(request: web.Request) -> web.Response:
        if request.path.endswith(".html"):
            return web.Response(status=404)
        return web.Response(text="<p>本站提示：请核对</p>", content_type="text/html")

    sweeping.site()
    town.page("/", "/xw/old/")
    town.otherwise = nothing_here
    assert sweeping.run() == ""
    assert sweeping.states()["/xw/old/"] == (PageState.FAILED, "soft_404")


def test_a_column_to_which_what_is_below_leads_is_no_error(sweeping: Any, town: Any) -> None:
    async def upwards(request: web.Request) -> web.Response:
        if request.path.startswith("/xw"):
            return web.Response(status=302, headers={"Location": "/xw/"})
        return web.Response(status=404)

    sweeping.site()
    town.page("/", "/xw/a/", "/xw")
    town.page("/xw/")
    town.page("/xw/a/")
    town.otherwise = upwards
    assert sweeping.run() == ""
    assert sweeping.states()["/xw"] == sweeping.states()["/xw/"] == FETCHED


def test_a_home_page_that_answers_any_address_is_no_other_page(sweeping: Any, town: Any) -> None:
    body = _column("某局", *(f"/xw/{number}.html" for number in range(4)))
    sweeping.site()
    town.put("/", body)
    _below(town, {"/": body})
    assert sweeping.run() == ""
    assert sweeping.states()["/"] == FETCHED
    assert sweeping.states()["/xw/1.html"] == (PageState.FAILED, "any_page")


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
