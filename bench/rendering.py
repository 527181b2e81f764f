"""`python -m bench.rendering`: pages a minute that a browser renders, into docs/performance.md.

A site on loopback whose lists only scripts bring, at pace 0: its pages cost a browser what those of
real front-end applications do, a script of some size, a request for the rows, a hundred elements.
"""

import argparse
import asyncio
import json
import os
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from itertools import count
from pathlib import Path

from aiohttp import web

from govsweep.browser.pool import RenderPool
from govsweep.browser.program import missing, program
from govsweep.egress_policy import EgressPolicy

ROWS = 20
PADDING = 300_000  # characters of script beside what is run: a framework
PAGE = """<!DOCTYPE html><html><head><meta charset="utf-8"><title>通知公告</title></head><body>
<ul id="app"></ul><script src="/app.js"></script></body></html>"""
SCRIPT = """const kept = {padding};
fetch("/rows.json" + location.search).then(answer => answer.json()).then(rows => {{
  app.innerHTML = rows.map(row =>
    `<li><a href="${{row.url}}">${{row.title}}</a><span>${{row.date}}</span></li>`).join("");
}});"""
REPORT = Path(__file__).parent.parent / "docs" / "performance.md"
HEADING = "## 用浏览器打开只靠脚本显示的网页"


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.rendering")
    parser.add_argument("--pages", type=int, default=60)
    parser.add_argument("--report", type=Path, default=REPORT)
    chosen = parser.parse_args()
    for one in missing():
        raise SystemExit(one)
    kept = chosen.report.read_text("utf-8").partition(f"\n{HEADING}")[0]
    chosen.report.write_text(f"{kept.rstrip()}\n\n{section(chosen.pages)}", "utf-8")
    print(f"已写出 {chosen.report}")


def section(pages: int = 60) -> str:
    """The report's section, the last; it says so where there is no browser."""
    lacking = "；".join(missing())
    if lacking:
        return f"{HEADING}\n\n没有测：{lacking}\n"
    read, seconds = asyncio.run(measured(pages))
    cores = len(os.sched_getaffinity(0))
    return f"""{HEADING}

`python -m bench.rendering`：{pages} 个只靠脚本显示的列表，每页一份 {PADDING // 1000} KB 的脚本、
一次取数、{ROWS} 行；本机回环地址，不限速，一个浏览器同时开两页，{cores} 核。
读出 {read} 页，{seconds:.1f} 秒，每分钟 **{read / seconds * 60:.0f}** 页。
脚本静下来后还要等半秒，这也算在内；网站登记了每秒请求数的，以那个速度为准。
"""


async def measured(pages: int) -> tuple[int, float]:
    """How many pages showed their rows, and in how many seconds."""
    browser = program()
    assert browser is not None
    async with served() as url:
        policy = EgressPolicy([url])
        async with RenderPool(browser, policy=policy, pace=_at_once, user_agent="bench") as pool:
            start = time.monotonic()
            shown = await asyncio.gather(
                *(pool.render(f"{url}/list?{number}", {"127.0.0.1"}) for number in range(pages))
            )
            seconds = time.monotonic() - start
    read = sum(one.html.count("<li>") == ROWS for one in shown)
    return read, seconds


async def _at_once(_: str) -> None:
    """The pace of a host that may be asked at any time."""


@asynccontextmanager
async def served() -> AsyncIterator[str]:
    """A site on loopback whose lists only scripts bring."""
    script = SCRIPT.format(padding=json.dumps("x" * PADDING))
    numbers = count()

    async def answer(request: web.Request) -> web.Response:
        if request.path == "/rows.json":
            rows = [
                {
                    "title": f"关于第{next(numbers)}项工作的通知",
                    "url": "/a.html",
                    "date": "2026-11-20",
                }
                for _ in range(ROWS)
            ]
            return web.json_response(rows)
        if request.path == "/app.js":
            return web.Response(text=script, content_type="text/javascript")
        return web.Response(text=PAGE, content_type="text/html")

    app = web.Application()
    app.router.add_route("GET", "/{path:.*}", answer)
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    try:
        yield f"http://127.0.0.1:{runner.addresses[0][1]}"
    finally:
        await runner.cleanup()


if __name__ == "__main__":
    main()
