"""In a sweep every target is asked for once, however many pages lead there; what fails, twice."""

from collections.abc import Awaitable, Callable
from itertools import count, pairwise
from typing import Any

from aiohttp import web

from govsweep.facts import LinkStatus, PageState

_PDF = b"%PDF-1.4\n" + b"0" * 500
_PNG = b"\x89PNG\r\n\x1a\n" + b"0" * 100


def test_each_target_is_asked_for_once_from_however_many_pages_and_sites(
    sweeping: Any, town: Any
) -> None:
    sites = [sweeping.site(number) for number in (1, 2)]
    first, second = (one.url.rstrip("/") for one in sites)
    shared = [
        *("/tz/", "/tz/index.html", "/a.html", "/a.html#one", "/a.html#two", "/old.html", "/f.pdf"),
        *("/f.pdf#page=2", "/missing.html", "/q?b=2&a=1", "/p.png"),
    ]
    for number, other in ((1, second), (2, first)):
        own = (first, second)[number - 1]
        links = [*shared, *(own + one for one in shared), *(other + one for one in shared)]
        for path in ("/", "/tz/", "/tz/index.html", "/a.html", "/q?b=2&a=1", "/new.html"):
            town.page(path, *links, number=number)
        town.put("/old.html", status=301, number=number, Location="/new.html")
        town.put("/f.pdf", _PDF, number=number, Content_Type="application/pdf")
        town.put("/p.png", _PNG, number=number, Content_Type="image/png")
    assert sweeping.run(workers=2) == ""
    for number in (1, 2):
        hits = town.hits(number)
        asked = {path: hits[path] for path in ("/a.html", "/f.pdf", "/q?b=2&a=1", "/p.png")}
        assert asked == dict.fromkeys(asked, 1)
        assert hits["/tz/"] + hits["/tz/index.html"] == 1
        assert hits["/old.html"] == 1
        # Where the redirect ends and as a page of its own; again, where another worker goes on.
        assert hits["/new.html"] <= 2
        # It is in doubt; a worker that takes the site over does not know what another waits for.
        assert hits["/missing.html"] in (2, 3)


def test_a_page_that_is_another_sites_link_has_the_tries_of_one(sweeping: Any, town: Any) -> None:
    """Whichever comes first: the link long before its site's own page reveals it, or long after."""
    sites = [sweeping.site(number) for number in (1, 2)]
    first, second = (one.url.rstrip("/") for one in sites)
    deep = [f"/{number}.html" for number in range(6)]
    for number, other in ((1, second), (2, first)):
        town.page("/", deep[0], other + "/late.html", other + "/once.html", number=number)
        for here, there in pairwise(deep):
            town.page(here, there, number=number)
        links = [one + path for one in ("", other) for path in ("/late.html", "/once.html")]
        town.page(deep[-1], *links, number=number)
        town.put("/once.html", _once_out_of_order(), number=number)
    assert sweeping.run() == ""
    for number in (1, 2):
        hits = town.hits(number)
        assert hits["/late.html"] == 2
        assert hits["/once.html"] in (2, 3)  # it answered as a link, and was yet to be read
        assert sweeping.states(number)["/late.html"] == (PageState.FAILED, "status")
        assert sweeping.states(number)["/once.html"] == (PageState.FETCHED, "")
    dead = {url for url, status in sweeping.links().items() if status is not LinkStatus.FINE}
    assert dead == {first + "/late.html", second + "/late.html"}


def test_where_redirects_end_is_asked_for_once(sweeping: Any, town: Any) -> None:
    """Whether the page was read before, is read later, or is a file; what fails there, twice."""
    sweeping.site(1)
    olds = ("/before.html", "/old1.html", "/old2.html", "/file.html", "/away.html")
    town.page("/", "/known.html", "/old1.html", "/file.html", "/away.html")
    town.page("/known.html", "/before.html")
    town.page("/new.html", "/old2.html", text="迁移以后的网页内容一则")
    town.put("/f.pdf", _PDF, Content_Type="application/pdf")
    ends = ("/known.html", "/new.html", "/new.html", "/f.pdf", "/gone.html")
    for old, end in zip(olds, ends, strict=True):
        town.put(old, status=302, Location=end)
    assert sweeping.run() == ""
    hits, states = town.hits(), sweeping.states()
    assert [hits[path] for path in ("/known.html", "/new.html", "/f.pdf")] == [1, 1, 1]
    assert hits["/gone.html"] == 2
    assert states["/new.html"] == states["/old1.html"] == (PageState.FETCHED, "")
    assert states["/away.html"] == (PageState.FAILED, "status")


def test_what_is_too_busy_is_asked_for_twice(sweeping: Any, town: Any) -> None:
    sweeping.site(1)
    town.page("/", "/busy.html")
    town.put("/busy.html", status=429, Retry_After="1")
    assert sweeping.run() == ""
    assert town.hits()["/busy.html"] == 2
    assert sweeping.states()["/busy.html"][0] is PageState.BLOCKED


def _once_out_of_order() -> Callable[[web.Request], Awaitable[web.Response]]:
    """What answers 500 the first time it is asked, and as it should from then on."""
    asked = count()

    async def answer(_: web.Request) -> web.Response:
        if next(asked) == 0:
            return web.Response(status=500, text="busy", content_type="text/html")
        return web.Response(text="<p>今日信息一则</p>", content_type="text/html")

    return answer
