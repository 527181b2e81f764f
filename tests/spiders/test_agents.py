"""A foreign host that shows nothing to programs is asked once more as a browser asks."""

from typing import Any

from aiohttp import web

from govsweep.facts import LinkStatus

_BROWSER = "Chrome/"
_SHY, _AWAY, _OPEN = 7, 8, 9  # for browsers alone, nothing to anybody, and with pages for all


async def _for_browsers(request: web.Request) -> web.Response:
    shown = _BROWSER in request.headers["User-Agent"] and request.path != "/gone.html"
    return web.Response(status=200 if shown else 404, text="好", content_type="text/html")


def test_who_denies_all_to_programs_is_asked_as_a_browser_and_nobody_else(
    sweeping: Any, town: Any
) -> None:
    sweeping.site()
    for path in ("/a.html", "/b.html", "/gone.html"):
        town.put(path, _for_browsers, number=_SHY)
    for number in range(9):
        town.page(f"/{number}.html", number=_OPEN)
    shy = [town.url(_SHY, path) for path in ("/a.html", "/b.html", "/gone.html")]
    away = [town.url(_AWAY, f"/{number}.html") for number in range(3)]
    fine = [town.url(_OPEN, f"/{number}.html") for number in range(9)]
    town.page("/", *shy, *away, *fine, town.url(_OPEN, "/missing.html"))
    assert sweeping.run() == ""
    found = sweeping.links()
    assert [found[one] for one in shy] == [LinkStatus.FINE, LinkStatus.FINE, LinkStatus.DEAD]
    assert {found[one] for one in away} == {LinkStatus.DEAD}
    assert {found[one] for one in fine} == {LinkStatus.FINE}
    assert found[town.url(_OPEN, "/missing.html")] is LinkStatus.DEAD
    agents: dict[str, list[bool]] = {}
    for (host, _, _), headers in zip(town.asked, town.headers, strict=True):
        agents.setdefault(host, []).append(_BROWSER in headers["User-Agent"])
    assert not any(agents["127.0.0.1"])
    assert agents[f"127.0.0.{_SHY}"].index(True) > 0
    assert sum(agents[f"127.0.0.{_AWAY}"]) <= len(away)
