"""Servers that let in who comes from the site, or who carries the cookie of its home page."""

import base64
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from aiohttp import web
from scrapy.settings import Settings

from govsweep.facts import LinkStatus, PageState
from govsweep.frontier import Claim
from govsweep.spiders.browsing import Browsing
from govsweep.spiders.engine.lease import of_host

_PNG = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)
_FETCHED = (PageState.FETCHED, "")


def _put(town: Any, path: str, answer: Any) -> None:
    town.answers["127.0.0.1", path] = answer


def _from_the_site(town: Any, path: str, body: bytes, content_type: str) -> None:
    """Put what a visitor gets from a page of the site only; any other is sent home."""

    async def answer(request: web.Request) -> web.Response:
        if request.headers.get("Referer") != town.url(1):
            return web.Response(status=302, headers={"Location": "/"})
        return web.Response(body=body, content_type=content_type)

    _put(town, path, answer)


def test_what_is_kept_from_other_sites_opens_and_what_is_gone_does_not(
    sweeping: Any, town: Any
) -> None:
    sweeping.site()
    images = '<img src="/kept.png"><img src="/gone.png"><img src="/refused.png">'
    town.page("/", "/article.html", text=images)
    text = "<!DOCTYPE html><meta charset=utf-8><title>通知</title><p>请各单位遵照执行。</p>"
    _from_the_site(town, "/article.html", text.encode(), "text/html")
    _from_the_site(town, "/kept.png", _PNG, "image/png")

    async def refused(request: web.Request) -> web.Response:
        known = "Referer" in request.headers
        return web.Response(status=200 if known else 404, body=_PNG, content_type="image/png")

    _put(town, "/refused.png", refused)
    assert sweeping.run() == ""
    assert sweeping.states() == dict.fromkeys(["/", "/article.html"], _FETCHED)
    dead = {url for url, status in sweeping.links().items() if status is LinkStatus.DEAD}
    assert dead == {town.url(1, "/gone.png")}


def test_the_sites_own_host_is_told_the_page_and_others_the_origin_alone(
    sweeping: Any, town: Any
) -> None:
    sweeping.site()
    town.page("/", "/own.html", town.url(2, "/foreign.html"))
    town.page("/own.html")
    town.page("/foreign.html", number=2)
    assert sweeping.run(GOVSWEEP_ROBOTS="obey") == ""
    told = {
        path: headers.get("Referer")
        for (_, path, _), headers in zip(town.asked, town.headers, strict=True)
        if "aidu" not in f"{headers.get('Referer')} {headers['User-Agent']}"
    }
    assert told["/"] is told["/robots.txt"] is None
    assert told["/own.html"] == town.url(1)
    assert told["/foreign.html"] == town.url(1)


_GUARDED, _OPEN_TO_NOBODYS = 7, 8


def _guarded(town: Any, *, lets_in: Callable[[str | None], bool], number: int) -> list[str]:
    """A picture, a film, a file and a page of a host that looks at where one comes from."""
    paths = ["/a.png", "/b.mp4", "/c.docx", "/d.html"]

    async def answer(request: web.Request) -> web.Response:
        shown = lets_in(request.headers.get("Referer"))
        return web.Response(status=200 if shown else 404, body=_PNG, content_type="image/png")

    for path in paths:
        town.put(path, answer, number=number)
    return [town.url(number, path) for path in paths]


def test_what_foreign_hosts_guard_against_other_sites_is_not_dead(sweeping: Any, town: Any) -> None:
    """They open to who comes from the site, or to who comes from nowhere, as 微信 has it."""
    sweeping.site()
    home = town.url(1)
    guarded = _guarded(town, lets_in=lambda told: told == home, number=_GUARDED)
    unreferred = _guarded(town, lets_in=lambda told: told is None, number=_OPEN_TO_NOBODYS)
    gone = [town.url(_GUARDED, "/gone.png"), town.url(_OPEN_TO_NOBODYS, "/gone.html")]
    town.page("/", "/article.html")
    image, film, *links = guarded
    other_image, other_film, *other_links = unreferred
    text = "".join(f'<img src="{one}">' for one in (image, other_image, gone[0]))
    text += "".join(f'<video src="{one}"></video>' for one in (film, other_film))
    town.page("/article.html", *links, *other_links, gone[1], text=text)
    assert sweeping.run() == ""
    found = sweeping.links()
    assert {found[one] for one in [*guarded, *unreferred]} == {LinkStatus.FINE}
    assert {found[one] for one in gone} == {LinkStatus.DEAD}


@pytest.mark.parametrize(
    ("url", "referrer", "told"),
    [
        ("http://b.com/1.png", "http://a.gov.cn", "http://a.gov.cn/"),
        ("https://b.com/1.png", "http://a.gov.cn:81", "http://a.gov.cn:81/"),
        ("https://b.com/1.png", "https://a.gov.cn", "https://a.gov.cn/"),
        ("http://b.com/1.png", "https://a.gov.cn", None),
        ("http://b.com/1.png", "http://u:p@a.gov.cn", None),
        ("http://b.com/1.png", "", None),
    ],
)
def test_a_foreign_host_is_told_what_a_browser_tells(
    url: str, referrer: str, told: str | None
) -> None:
    lease = of_host(Claim("@b.com", "me:1", None, {}), 0.0, base=1.0)
    headers = Browsing(Settings({"REFERER_ENABLED": True})).headers(url, lease, referrer=referrer)
    assert headers.get("Referer") == told


def _gate(town: Any, *, foreign: str = "/foreign.html") -> list[tuple[str, str | None]]:
    """A home page that sets cookies, and an article for those who carry them."""
    carried: list[tuple[str, str | None]] = []
    home = (
        "<!DOCTYPE html><meta charset=utf-8><title>第1号网站</title>"
        f'<a href="/article.html">关于防汛的通知</a><a href="{town.url(2, foreign)}">别的网站</a>'
    )

    async def opened(_: web.Request) -> web.Response:
        answer = web.Response(text=home, content_type="text/html")
        answer.headers.add("Set-Cookie", "S=1; path=/; HttpOnly; Domain=0.0.1")
        answer.headers.add("Set-Cookie", "elsewhere=1; path=/admin")
        answer.headers.add("Set-Cookie", "over=1; path=/; Max-Age=0")
        answer.headers.add("Set-Cookie", "safe=1; path=/; Secure")
        return answer

    async def article(request: web.Request) -> web.Response:
        carried.append((request.path, request.headers.get("Cookie")))
        known = request.cookies.get("S") == "1"
        text = "<!DOCTYPE html><meta charset=utf-8><title>通知</title><p>请遵照执行。</p>"
        return web.Response(status=200 if known else 403, text=text, content_type="text/html")

    _put(town, "/", opened)
    _put(town, "/article.html", article)
    town.answers["127.0.0.2", foreign] = article
    return carried


def test_the_cookie_of_the_home_page_opens_its_articles_and_goes_to_no_other_site(
    sweeping: Any, town: Any
) -> None:
    sweeping.site()
    carried = _gate(town)
    assert sweeping.run() == ""
    assert sweeping.states() == dict.fromkeys(["/", "/article.html"], _FETCHED)
    assert ("/article.html", "S=1") in carried
    assert {cookies for path, cookies in carried if path == "/foreign.html"} == {None}


@pytest.mark.parametrize("own", [{}, {"Referer": "https://example.gov.cn/"}])
def test_a_users_own_settings_are_stronger(
    sweeping: Any, town: Any, tmp_path: Path, own: dict[str, str]
) -> None:
    sweeping.site()
    carried = _gate(town)
    sweeping.scrapy(
        tmp_path, COOKIES_ENABLED=False, REFERER_ENABLED=False, DEFAULT_REQUEST_HEADERS=own
    )
    assert sweeping.run() == ""
    assert {cookies for _, cookies in carried} == {None}
    asked = zip(town.asked, town.headers, strict=True)
    told = {
        headers.get("Referer")
        for (_, path, _), headers in asked
        if path == "/article.html" and "aidu" not in f"{headers}"
    }
    assert told == {own.get("Referer")}
