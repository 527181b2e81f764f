# ruff: noqa: E501 - templates are kept in one line where a page has no break
"""Generated sites for measuring: 30 KB pages with 60 links each, the same on every run.

    python -m bench.sites --sites 40 --pages 75

Each site is an address of loopback (127.0.1.1, 127.0.1.2 …): a home page, lists and articles in
the make of a government site. Every article's text is its own. What was asked for is told at
`/-/count` of any address, as JSON: distinct pages, all requests, answers 304. All that the pages
lead to is there, so that a sweep has nothing to ask a second time.
"""

import argparse
import asyncio
import base64
import datetime as dt
import json
import random
from functools import lru_cache
from hashlib import blake2b

from aiohttp import web

from govsweep.city.prose import ProseWriter

PORT = 18_080
PAGE_BYTES = 30_000
LINKS = 60
ROWS = 20  # of a list
_FIRST_DAY = dt.date(2025, 1, 1)
_HEAD = """<!DOCTYPE html>
<html lang="zh-CN"><head><meta charset="utf-8"><title>{title}_{name}</title>
<meta name="SiteName" content="{name}"><meta name="SiteIDCode" content="{identifier}">
<meta name="ColumnName" content="{column}"><meta name="ColumnType" content="工作动态">
{meta}<link rel="stylesheet" href="/css/style.css"><script src="/js/common.js"></script>
<style>.w1200{{width:1200px;margin:0 auto}}.nav li{{float:left}}.list li{{line-height:32px}}</style>
</head><body><div class="header w1200"><a href="/"><img src="/images/logo.png" alt="{name}"></a></div>
<ul class="nav w1200">{nav}</ul>
<div class="position w1200">您当前的位置：<a href="/">首页</a> &gt; <a href="/{path}/">{column}</a></div>
"""
_FOOT = """<div class="side w1200"><h3>相关信息</h3><ul class="list">{side}</ul></div>
<div class="friend w1200">友情链接：{friends}</div>
<div class="footer w1200"><p>主办单位：{name} 网站标识码：{identifier} 蜀ICP备05003{number:03d}号-1
川公网安备 5118000200{number:04d}号</p><p>联系电话：0835-2{number:06d} <a href="/zbgl/map/">网站地图</a></p>
</div><!--{padding}--></body></html>"""
# What every page of a site leads to besides its pages; not counted among these.
_PARTS = {
    "/css/style.css": ("text/css", b".list li{line-height:32px}"),
    "/js/common.js": ("text/javascript", b"document.title;"),
    "/images/logo.png": (
        "image/png",
        base64.b64decode(
            "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNoAAAAggCBd81ytgAAAABJRU5ErkJggg=="
        ),
    ),
    "/zbgl/map/": (
        "text/html; charset=utf-8",
        "<title>网站地图</title><h1>网站地图</h1>".encode(),
    ),
}
_COLUMNS = (("gzdt", "工作动态"), ("tzgg", "通知公告"), ("zcwj", "政策文件"), ("bmxx", "便民信息"))


class Village:
    """Sites of one size."""

    def __init__(
        self, sites: int, pages: int, links: int = LINKS, page_bytes: int = PAGE_BYTES
    ) -> None:
        self.sites = sites
        self.pages = pages  # articles, lists and the home page together
        self.links = links
        self.page_bytes = page_bytes
        self.asked: set[tuple[int, str]] = set()
        self.requests = 0
        self.unchanged = 0

    @staticmethod
    def origin(site: int, port: int = PORT) -> str:
        """Scheme, host and port of a site."""
        return f"http://127.0.1.{site}:{port}"

    @staticmethod
    def padding(site: int, room: int) -> str:
        """What fills a page up, of so many bytes."""
        return f"<!--{'模板区块 ' * (max(0, room) // 13)}-->"

    def registry(self, port: int, pace: float = 0) -> str:
        """The registry of all sites, CSV."""
        rows = ["identifier,name,url,pace,budget"]
        rows += (
            f"51180{one:05d},{name_of(one)},{self.origin(one, port)}/,{pace},20000"
            for one in range(1, self.sites + 1)
        )
        return "\n".join(rows) + "\n"

    def paths(self) -> list[str]:
        """All pages of a site."""
        lists = [f"/{key}/" for key, _ in _COLUMNS]
        articles = [self.article(number) for number in range(self.pages - 1 - len(lists))]
        return ["/", *lists, *articles]

    @staticmethod
    def article(number: int) -> str:
        """The address of an article."""
        key, _ = _COLUMNS[number % len(_COLUMNS)]
        day = _FIRST_DAY + dt.timedelta(days=number % 600)
        return f"/{key}/{day:%Y%m}/t{day:%Y%m%d}_{number + 1000}.html"

    @lru_cache(maxsize=100_000)  # noqa: B019 - one village a process
    def page(self, site: int, path: str) -> bytes | None:
        """A page's bytes, kept; None where there is none."""
        return self.made(site, path)

    def made(self, site: int, path: str) -> bytes | None:
        """A page's bytes; None where there is none."""
        paths = self.paths()
        if path not in paths:
            return None
        number = paths.index(path)
        rng = random.Random(f"{site}{path}")
        writer = ProseWriter(name_of(site), "education", rng)
        article = number > len(_COLUMNS)
        key, column = _COLUMNS[(number - 1 - len(_COLUMNS)) % 4 if article else max(0, number - 1)]
        day = _FIRST_DAY + dt.timedelta(days=number % 600)
        body = self._article(writer, day) if article else ""
        rows = self._rows(site, key, number, rng) if not article else ""
        meta = f'<meta name="PubDate" content="{day} 09:30">\n' if article else ""
        nav = "".join(
            f'<li class="m{n}"><a href="{one}">{text}</a></li>' for n, one, text in _menu()
        )
        words = {
            "name": name_of(site),
            "identifier": f"51180{site:05d}",
            "column": column,
            "path": key,
            "title": title_of(site, path) if article else column,
            "meta": meta,
            "nav": nav,
        }
        head = _HEAD.format(**words)
        heading = (
            f"<h1>{title_of(site, path)}</h1><div>发布时间：{day} 来源：本站</div>"
            if article
            else ""
        )
        inner = f'<div class="w1200 main" id="main">{heading}{rows}{body}</div>'
        foreign = rng.sample(range(1, self.sites + 1), min(5, self.sites))
        friends = "".join(
            f'<a href="{self.origin(one)}/" target="_blank">{name_of(one)}</a> ' for one in foreign
        )
        wanted = self.links - (head + inner + friends).count("<a ") - 1
        side = self._links(paths, rng, wanted, site)
        rest = {**words, "side": side, "friends": friends, "number": site, "padding": ""}
        bare = len((head + inner + _FOOT.format(**rest)).encode())
        rest["padding"] = self.padding(site, self.page_bytes - bare)
        return (head + inner + _FOOT.format(**rest)).encode()

    @staticmethod
    def _article(writer: ProseWriter, day: dt.date) -> str:
        texts = [one for _ in range(4) for one in writer.news(writer.thing(), day)]
        style = 'style="text-indent: 2em; line-height: 1.75em; font-size: 16px; font-family: 宋体"'
        return (
            '<div class="TRS_Editor">'
            + "".join(f"<p {style}>{one}</p>\n" for one in texts)
            + "</div>"
        )

    def _rows(self, site: int, key: str, number: int, rng: random.Random) -> str:
        mine = [one for one in self.paths()[5:] if one.startswith(f"/{key}/")] or self.paths()[5:]
        some = rng.sample(mine, min(ROWS, len(mine)))
        days = sorted((one[-15:-10] for one in some), reverse=True)
        return (
            '<ul class="list">'
            + "".join(
                f'<li><a href="{one}">{title_of(site, one)}</a><span>2025-{day[1:3]}-{day[3:]}</span></li>'
                for one, day in zip(some, days, strict=True)
            )
            + "</ul>"
        )

    @staticmethod
    def _links(paths: list[str], rng: random.Random, count: int, site: int) -> str:
        # A window that moves on, so that every page is linked from some page.
        start = rng.randrange(len(paths))
        some = [paths[(start + step) % len(paths)] for step in range(max(0, count))]
        return "".join(
            f'<li><a href="{one}" target="_blank" title="{title_of(site, one)}">{title_of(site, one)}</a></li>'
            for one in some
        )

    def answer(self, site: int, path: str, etag: str | None) -> tuple[int, bytes, str]:
        """Status, body and ETag of a request; it is counted."""
        self.requests += 1
        body = self.page(site, path)
        if body is None:
            return 404, b"", ""
        self.asked.add((site, path))
        tag = f'"{blake2b(body, digest_size=8).hexdigest()}"'
        if etag == tag:
            self.unchanged += 1
            return 304, b"", tag
        return 200, body, tag


def name_of(site: int) -> str:
    """A site's name."""
    return f"清禾市第{site}中心校"


@lru_cache(maxsize=100_000)
def title_of(site: int, path: str) -> str:
    """A headline, told by the address."""
    rng = random.Random(f"title{site}{path}")
    writer = ProseWriter(name_of(site), "education", rng)
    return writer.title("news", writer.thing())


def _menu() -> list[tuple[int, str, str]]:
    return [(number, f"/{key}/", text) for number, (key, text) in enumerate(_COLUMNS)]


async def serve(village: Village, port: int) -> None:
    """Serve until the process ends."""

    async def handle(request: web.BaseRequest) -> web.StreamResponse:
        if request.path == "/-/count":
            counts = {
                "pages": len(village.asked),
                "requests": village.requests,
                "unchanged": village.unchanged,
            }
            return web.Response(text=json.dumps(counts), content_type="application/json")
        if request.path == "/-/forget":
            village.asked.clear()
            village.requests = village.unchanged = 0
            return web.Response(text="{}")
        if request.path in _PARTS:
            media, part = _PARTS[request.path]
            return web.Response(body=part, headers={"Content-Type": media})
        site = int(request.url.host.rpartition(".")[2])  # type: ignore[union-attr]
        status, body, tag = village.answer(site, request.path, request.headers.get("If-None-Match"))
        headers = {"Content-Type": "text/html; charset=utf-8", **({"ETag": tag} if tag else {})}
        return web.Response(status=status, headers=headers, body=body)

    runner = web.ServerRunner(web.Server(handle, access_log=None))
    await runner.setup()
    for site in range(1, village.sites + 1):
        await web.TCPSite(runner, f"127.0.1.{site}", port).start()
    for site in range(1, village.sites + 1):
        for path in village.paths():
            village.page(site, path)  # made before anybody measures
    print("ready", flush=True)
    await asyncio.Event().wait()


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--sites", type=int, default=40)
    parser.add_argument("--pages", type=int, default=75)
    parser.add_argument("--port", type=int, default=PORT)
    chosen = parser.parse_args()
    asyncio.run(serve(Village(chosen.sites, chosen.pages), chosen.port))


if __name__ == "__main__":
    main()
