"""A site that does what it can to hold a worker up: the sweep ends, small, and names each trick."""

import asyncio
import gzip
import itertools
import re
import sys
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from aiohttp import web

from govsweep.facts import PageState

RSS_MOST = 400_000_000
FETCHED = (PageState.FETCHED, "")
TRICKS = {
    "/round.html": (PageState.FAILED, "redirect_loop"),
    "/inward.html": (PageState.FAILED, "redirect_nowhere"),
    "/far_0.html": (PageState.FAILED, "redirect_loop"),
    "/bomb.html": (PageState.FAILED, "too_large"),
    "/huge.html": (PageState.FAILED, "too_large"),
    "/announced.html": (PageState.FAILED, "too_large"),
    "/drip.html": (PageState.FAILED, "timeout"),
    "/links.html": FETCHED,  # as many as fit in the largest page that is read
    "/links.html.gz": (PageState.FAILED, "too_large"),  # a million
    "/deep.html": FETCHED,
    "/broken.html": FETCHED,
    "/headers.html": (PageState.FAILED, "too_large"),  # a thousand, a megabyte together
    "/header.html": (PageState.FAILED, "lost"),  # one of a megabyte
    "/cookies.html": (PageState.FAILED, "too_large"),  # five thousand: browsers take no more either
    "/calendar/?month=11&year=2026": FETCHED,
}
HEAD = b"<!DOCTYPE html><html><head><meta charset='utf-8'><title>x</title></head><body>"


def many_links(count: int) -> bytes:
    return HEAD + b"".join(b"<a href=/l%d>x</a>" % number for number in range(count))


async def stream(request: web.Request, chunks: Any, pause: float = 0.0) -> web.StreamResponse:
    response = web.StreamResponse(headers={"Content-Type": "text/html"})
    await response.prepare(request)
    try:
        for chunk in chunks:
            await response.write(chunk)
            if pause:
                await asyncio.sleep(pause)
    except ConnectionError:  # the worker has had enough
        pass
    return response


async def gigabyte(request: web.Request) -> web.StreamResponse:
    return await stream(request, itertools.repeat(b"<p>" + b"x" * 65_533, 16_384))


async def drip(request: web.Request) -> web.StreamResponse:
    return await stream(request, itertools.repeat(b"<p>", 1_000), pause=0.1)


async def announced(request: web.Request) -> web.StreamResponse:
    response = web.StreamResponse(
        headers={"Content-Type": "text/html", "Content-Length": str(1 << 30)}
    )
    await response.prepare(request)
    return response


async def calendar(request: web.Request) -> web.Response:
    """Every month leads to the next one."""
    year, month = int(request.query["year"]), int(request.query["month"])
    year, month = (year, month + 1) if month < 12 else (year + 1, 1)
    body = f"<html><body><p>本月没有活动</p><a href='?month={month}&year={year}'>下月</a>"
    return web.Response(text=body, content_type="text/html")


async def far(request: web.Request) -> web.Response:
    """Every redirect leads to another one, that was not seen before."""
    number = int(request.path.removeprefix("/far_").removesuffix(".html"))
    return web.Response(status=302, headers={"Location": f"/far_{number + 1}.html"})


@pytest.mark.skipif(sys.platform != "linux", reason="memory is read from /proc")
def test_a_hostile_site_ends_and_is_named(sweeping: Any, town: Any, tmp_path: Path) -> None:
    town.page("/", *TRICKS)
    town.put("/round.html", status=302, Location="/round.html")
    town.put("/inward.html", status=302, Location="file:///etc/hostname")
    town.put("/bomb.html", gzip.compress(HEAD + bytes(300_000_000), 9), Content_Encoding="gzip")
    town.put("/huge.html", gigabyte)
    town.put("/announced.html", announced)
    town.put("/drip.html", drip)
    town.put("/links.html", many_links(450_000))
    town.put("/links.html.gz", gzip.compress(many_links(1_000_000)), Content_Encoding="gzip")
    town.put("/deep.html", HEAD + b"<div>" * 100_000 + "内容".encode())
    town.put("/broken.html", HEAD + "<p>内容".encode() + b"\xff\xfe\xe4\xb8" * 5_000)
    many = {f"X_{number}": "x" * 1_000 for number in range(1_000)}
    town.put("/headers.html", HEAD, **many)
    town.put("/header.html", HEAD, X_One="x" * 1_000_000)
    town.put("/cookies.html", cookies)

    async def otherwise(request: web.Request) -> web.Response:
        if request.path.startswith("/far_"):
            return await far(request)
        if request.path == "/calendar/":
            return await calendar(request)
        return web.Response(status=404, text="没有这个页面", content_type="text/html")

    town.otherwise = otherwise
    sweeping.site(budget=1_000)
    sweeping.scrapy(tmp_path, DOWNLOAD_TIMEOUT=4)
    sweeping.open()
    sweeping.start()
    most = largest(sweeping, sweeping.workers[0])
    sweeping.finish()
    states = sweeping.states()
    assert {path: states[path] for path in TRICKS} == TRICKS
    cut = {(path.partition("?")[0], reason) for path, (_, reason) in states.items() if reason}
    assert ("/calendar/", "depth") in cut
    assert sum(reason == "pattern" for _, reason in states.values()) == 3_000  # so many are listed
    assert most < RSS_MOST


async def cookies(request: web.Request) -> web.Response:
    response = web.Response(body=HEAD + "<p>内容".encode(), content_type="text/html")
    for number in range(5_000):
        response.set_cookie(f"c{number}", "x" * 50)
    return response


def largest(sweeping: Any, worker: Any) -> int:
    """How large a process grew until it ended, in bytes."""
    status, peaks = Path(f"/proc/{worker.pid}/status"), [0]

    def ended() -> bool:
        with suppress(OSError):  # it is gone
            peak = next((one for one in status.read_text().splitlines() if "VmHWM" in one), "")
            peaks.extend(map(int, re.findall(r"\d+", peak)))
        return worker.poll() is not None

    sweeping.until(ended)
    return max(peaks) * 1024
