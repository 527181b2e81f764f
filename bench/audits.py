"""`python -m bench.audits`: sites whose pages a browser audits, into docs/performance.md.

Made-up sites on loopback, a host each, at pace 0: eight templates a site, a script and two style
sheets that they share, some hundred elements a page. Two pages at a time, as a worker has it.
Memory is that of the browser's whole tree of processes, what they share counted once (PSS).
Beside the clock, which tells of whatever else runs here, stands the processor's time of them all.
"""

import argparse
import asyncio
import os
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import NamedTuple

from aiohttp import web

from bench.rendering import PADDING, REPORT, _at_once
from govsweep.browser.document import FetchedDocument
from govsweep.browser.pool import RenderPool
from govsweep.browser.program import has_axe, missing, program
from govsweep.egress_policy import EgressPolicy

TEMPLATES = 8  # pages of a site: the default of audit_pages
LINKS = 120
HEADING = "## 无障碍检测"
BEFORE = "## 用浏览器打开只靠脚本显示的网页"
PAGE = """<!DOCTYPE html><html><head><meta charset="utf-8"><title>通知公告{number}</title>
<meta name="viewport" content="width=device-width"><link rel="stylesheet" href="/site.css">
<link rel="stylesheet" href="/{number}.css"><script src="/site.js"></script></head><body>
<img src="/logo.png"><form><input name="q"></form><ul>{rows}</ul><p>{text}</p></body></html>"""
ROW = '<li><a href="/{0}.html">关于做好第{0}项工作的通知</a><b class="pale">2026-11-20</b></li>'


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.audits")
    parser.add_argument("--sites", type=int, default=50)
    parser.add_argument("--report", type=Path, default=REPORT)
    chosen = parser.parse_args()
    if lacking := "；".join(missing()) or ("" if has_axe() else "没有 axe-core"):
        raise SystemExit(lacking)
    before, heading, after = chosen.report.read_text("utf-8").partition(BEFORE)
    kept = before.partition(HEADING)[0].rstrip()
    chosen.report.write_text(f"{kept}\n\n{section(chosen.sites)}\n{heading}{after}", "utf-8")
    print(f"已写出 {chosen.report}")


def section(sites: int) -> str:
    """The report's section."""
    audited, seconds, processor, memory = asyncio.run(measured(sites))
    rate = audited / seconds * 60
    cores, load = len(os.sched_getaffinity(0)), os.getloadavg()[0]
    return f"""{HEADING}

`python -m bench.audits`：{sites} 个网站，每站 {TEMPLATES} 页（`audit_pages` 的默认值），每页
{LINKS} 行、共用一份 {PADDING // 1000} KB 的脚本和样式表；本机回环地址，不限速，
一个浏览器同时开两页，{cores} 核，测完时系统负载 {load:.1f}（同一台机器上还有别的程序在跑）。
{sites * TEMPLATES} 页检测了 {audited} 页，{seconds / 60:.1f} 分钟，每分钟 **{rate:.0f}** 页；
浏览器和驱动它的全部进程用 {processor:.0f} CPU 秒，每页 **{processor / audited:.2f}** CPU 秒，
照此 {cores} 核空闲时至少要 {processor / cores / 60:.1f} 分钟；这些进程最多占 **{memory:.0f} MB**。

默认每站至多 {TEMPLATES} 页：首页和每种模板一页，次夜只做首页和有变化的模板。
一种模板的脚本和样式表只取一次。
网站登记了每秒请求数的，以那个速度为准：检测一个网站的网页时，这个网站的别的请求都等着，别的网站照常。
设 `audit_pages = 0` 就不做，一夜不多花一个请求。
"""


class Measured(NamedTuple):
    """What auditing took."""

    audited: int
    seconds: float
    processor: float  # seconds of it, this process's own among them
    memory: float  # megabytes at the most


async def measured(sites: int) -> Measured:
    """Audit the templates of so many sites."""
    browser = program()
    assert browser is not None
    most, spent = 0.0, Spent()

    async def watch() -> None:
        nonlocal most
        while True:
            most = max(most, await asyncio.to_thread(memory_below, os.getpid()))
            spent.see(await asyncio.to_thread(processor_below, os.getpid()))
            await asyncio.sleep(1)

    async with served() as port:
        roots = [f"http://127.0.0.{number + 1}:{port}" for number in range(sites)]
        policy = EgressPolicy(roots)
        async with RenderPool(browser, policy=policy, pace=_at_once, user_agent="bench") as pool:
            watching = asyncio.create_task(watch())
            start, own = time.monotonic(), time.process_time()
            found = await asyncio.gather(
                *(
                    pool.render(
                        f"{root}/{number}.html",
                        {root.partition("//")[2].partition(":")[0]},
                        FetchedDocument(page(number).encode(), "text/html"),
                        audited=True,
                    )
                    for root in roots
                    for number in range(TEMPLATES)
                )
            )
            seconds, own = time.monotonic() - start, time.process_time() - own
            spent.see(processor_below(os.getpid()))
            watching.cancel()
    audited = sum(one.audit is not None for one in found)
    return Measured(audited, seconds, spent.total + own, most)


class Spent:
    """What processes took of the processor though some end: a browser takes its own along."""

    def __init__(self) -> None:
        self._now = self._ended = 0.0

    def see(self, now: float) -> None:
        """Take in what those that live now took."""
        self._ended += max(0.0, self._now - now)
        self._now = now

    @property
    def total(self) -> float:
        """Seconds, short of the last one of each browser."""
        return self._now + self._ended


def memory_below(parent: int) -> float:
    """Megabytes of all processes below one, what they share counted once."""
    total = 0
    for number in below(parent):
        try:
            lines = Path(f"/proc/{number}/smaps_rollup").read_text().splitlines()
        except OSError:
            continue
        total += sum(int(line.split()[1]) for line in lines if line.startswith("Pss:"))
    return total / 1024


def processor_below(parent: int) -> float:
    """Seconds of the processor that living processes below one took, and that they waited for."""
    ticks = 0
    for number in below(parent):
        try:
            told = Path(f"/proc/{number}/stat").read_text().rpartition(")")[2].split()
        except OSError:
            continue
        ticks += sum(map(int, told[11:15]))  # its own, and of children that it waited for
    return ticks / os.sysconf("SC_CLK_TCK")


def below(parent: int) -> Iterator[int]:
    """All processes that descend from one."""
    children: dict[int, list[int]] = {}
    for one in Path("/proc").iterdir():
        if one.name.isdecimal():
            try:
                told = (one / "stat").read_text().rpartition(")")[2].split()
            except OSError:
                continue
            children.setdefault(int(told[1]), []).append(int(one.name))
    waiting = list(children.get(parent, []))
    while waiting:
        number = waiting.pop()
        waiting += children.get(number, [])
        yield number


def page(number: int) -> str:
    """A page of one template."""
    rows = "".join(ROW.format(one) for one in range(LINKS))
    return PAGE.format(number=number, rows=rows, text="各单位要认真抓好落实。" * 40)


@asynccontextmanager
async def served() -> AsyncIterator[int]:
    """The sites' scripts and style sheets, on every address of loopback."""
    script = f"const kept = '{'x' * PADDING}';"

    async def answer(request: web.Request) -> web.Response:
        if request.path.endswith(".js"):
            return web.Response(text=script, content_type="text/javascript")
        return web.Response(text=".pale { color: #aaa }", content_type="text/css")

    app = web.Application()
    app.router.add_route("GET", "/{path:.*}", answer)
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "0.0.0.0", 0).start()
    try:
        yield runner.addresses[0][1]
    finally:
        await runner.cleanup()


if __name__ == "__main__":
    main()
