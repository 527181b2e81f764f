"""A server that takes only what a browser makes of oddly written links."""

from typing import Any
from urllib.parse import quote

from aiohttp import web

from govsweep.facts import PageState

# As a page writes it, and as a browser asks for it.
_WRITTEN = {
    "news\\1.html": "/news/1.html",
    " news/2.html\n": "/news/2.html",
    "ne\tws/3.html": "/news/3.html",
    "./a/../news/4.html": "/news/4.html",
    "show.asp?id=5&amp;cat=2": "/show.asp?id=5&cat=2",
    "/公告/6.html": "/" + quote("公告") + "/6.html",
    "index.php/news/view/7": "/index.php/news/view/7",
    "News/8.HTML": "/News/8.HTML",
    "d.jsp;jsessionid=AB12?id=9": "/d.jsp;jsessionid=AB12?id=9",
    "x.do?a=%2F%2f+%20": "/x.do?a=%2F%2f+%20",
    "y.aspx?=10&": "/y.aspx?=10&",
    "z.html?a=1#b": "/z.html?a=1",
    "?page=2": "/?page=2",
    "d/%e4%b8%ad.html": "/d/%e4%b8%ad.html",
    "a b.html": "/a%20b.html",
    "//{host}/p/11.html": "/p/11.html",
}


def test_all_that_a_browser_opens_is_read_once_and_no_link_is_dead(
    sweeping: Any, town: Any
) -> None:
    asked: list[str] = []

    async def strict(request: web.Request) -> web.Response:
        path = request.raw_path
        if path != "/" and path not in _WRITTEN.values():
            return web.Response(status=404, text="没有这个页面", content_type="text/html")
        if "aidu" not in f"{request.headers.get('Referer')} {request.headers['User-Agent']}":
            asked.append(path)
        host = request.host
        links = "".join(
            f'<li><a href="{link.replace("{host}", host)}">第{number}条消息</a></li>'
            for number, link in enumerate(_WRITTEN if path == "/" else ())
        )
        body = f"<meta charset=utf-8><title>{path}</title><h1>本页是{path}</h1><ul>{links}</ul>"
        return web.Response(text=f"<!DOCTYPE html><html>{body}</html>", content_type="text/html")

    town.otherwise = strict
    sweeping.site()
    assert sweeping.run() == ""
    states = sweeping.states()
    assert {path: state for path, state in states.items() if state != (PageState.FETCHED, "")} == {}
    assert sorted(asked) == sorted(["/", *_WRITTEN.values()])
    assert sweeping.links() == {}
