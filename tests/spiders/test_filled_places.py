"""What scripts may fill is no confirmed blank or stale column, however its place is called.

And what no script fills stays confirmed, whatever else stands empty on the page and is loaded.
"""

import re
from typing import Any

import pytest
from tests.spiders.scripted_ways import ADD, FILLED, OVER, PLAIN, TOPICS, by_id, rows

from govsweep.judging import Judges
from govsweep.rules import load_rules
from govsweep.settle import settle


def page(name: str, menu: str, body: str, extra: str = "") -> bytes:
    crumbs = f"<div class=pos>当前位置：<a href='/'>首页</a> &gt; {name}</div>"
    return (
        f"<!DOCTYPE html><html><head><meta charset=utf-8><title>{name}</title>"
        f"<meta name=ColumnName content={name}><script src=/js/common.js></script>{extra}</head>"
        f"<body><div class=nav><ul>{menu}</ul></div>{crumbs}<h2>{name}</h2>{body}"
        "<div class=footer>版权所有：清禾市人民政府</div></body></html>"
    ).encode()


class Laid:
    """Sites of one town, a column for each of the ways."""

    def __init__(self, town: Any, sweeping: Any) -> None:
        self.town, self.sweeping = town, sweeping
        self.ways: dict[str, str] = {}  # by the address of a column

    def site(
        self,
        number: int,
        ways: dict[str, tuple[str, str]],
        old: str,
        common: str,
        shared: bool = False,
    ) -> None:
        put = self.town.put
        if shared:
            common += ";\n".join(code for _, code in ways.values() if "document.write" not in code)
        name = f"清禾市第{number}局"
        names = dict(zip(ways, TOPICS, strict=False))
        fresh = TOPICS[: len(ways) + 2]
        menu = "".join(
            f"<li><a href=/c{at}/>{topic}动态</a></li>" for at, topic in enumerate(names.values())
        )
        menu += "".join(
            f"<li><a href=/f{at}/>{topic}要闻</a></li>" for at, topic in enumerate(fresh)
        )
        put("/", page(name, menu, ""), number=number)
        script = {"Content_Type": "text/javascript; charset=utf-8"}
        put("/js/common.js", common.encode(), number=number, **script)
        put("/js/inner.js", by_id("tao").encode(), number=number, **script)
        put("/js/broken.js", b"", number=number, status=500)
        put("/js/gone.js", b"", number=number, status=404)
        put("/js/list.jsp?lm=7", f"document.write({ADD})".encode(), number=number)
        for at, way in enumerate(ways):
            body, code = ways[way]
            if shared and "document.write" not in code:
                body, code = re.sub("<script src=JS[^>]*></script>", "", body), ""
            held = old.replace("FOLDER", f"c{at}")
            lines = held.removeprefix('<ul class="list">').removesuffix("</ul>")
            far = self.town.url(9, f"/{number}-{at}.js")
            body = (
                body.replace("ROWS", held)
                .replace("LIS", lines)
                .replace("JS", f"/c{at}/list.js")
                .replace("FAR", far)
            )
            extra = (
                f"<script src=/c{at}/list.js></script>" if "list.js" not in body and code else ""
            )
            put(f"/c{at}/", page(f"{names[way]}动态", menu, body, extra), number=number)
            put(f"/c{at}/list.js", code.encode(), number=number, **script)
            put(f"/{number}-{at}.js", code.encode(), number=9, **script)
            for row in range(1):
                self.article(f"/c{at}/{row}.html", menu, number)
            self.ways[self.town.url(number, f"/c{at}/")] = way
        for at, topic in enumerate(fresh):
            tail = "<div class=fenye_q><script>fenye(9, 0, 'index', 'html')</script></div>"
            tail += "<div id=yema></div>"
            body = rows(f"f{at}", 1, 3, 5, 9) + tail
            put(f"/f{at}/", page(f"{topic}要闻", menu, body), number=number)
            for row in range(1):
                self.article(f"/f{at}/{row}.html", menu, number)
        self.sweeping.site(number, name=name)

    def article(self, path: str, menu: str, number: int) -> None:
        text = (
            f"<p>县里举办第{path[-6]}期技能培训班，{'请各单位遵照执行，并认真抓好落实。' * 9}</p>"
        )
        body = f"<div id=huiguang></div><h1>县里举办技能培训班</h1><div class=content>{text}</div>"
        self.town.put(path, page("正文", menu, body), number=number)

    def said(self) -> dict[tuple[int, str], str]:
        """What is said of each column, by its site and its way."""
        assert self.sweeping.run(GOVSWEEP_RENDERING="false") == ""
        store, sweep = self.sweeping.store, self.sweeping.sweep
        assert settle(store, sweep, Judges.by(load_rules())) == []
        found = store.findings.all(check=["blank-column", "stale-column"])
        told = {one.url: f"{one.check} {one.certainty.value}" for one in found}
        return {
            (int(url.split("/")[2].split(":")[0].rpartition(".")[2]), way): told.get(url, "")
            for url, way in self.ways.items()
        }


OLD = rows("FOLDER", 100, 120, 140, 160)
COMMON = "$('.nav li').hover(function(){$(this).addClass('on')}); var _t = 1;"


@pytest.fixture
def laid(town: Any, sweeping: Any) -> Laid:
    return Laid(town, sweeping)


def test_what_scripts_may_fill_is_never_confirmed_and_what_none_fills_is(laid: Laid) -> None:
    laid.site(1, FILLED, OLD, COMMON)
    laid.site(2, FILLED, OLD, COMMON, shared=True)
    laid.site(3, FILLED, "", COMMON, shared=True)
    laid.site(4, PLAIN, OLD, COMMON)
    laid.site(5, PLAIN, "", COMMON)
    laid.site(6, OVER, OLD, COMMON)
    said = laid.said()
    confirmed = {column for column, told in said.items() if "confirmed" in told}
    wrong = sorted(one for one in confirmed if one[0] in (1, 2, 3, 6))
    plain = {column for column in said if column[0] in (4, 5)}
    print("WRONG", wrong, "LOST", sorted(plain - confirmed))
    assert wrong == []
    plain = {column for column in said if column[0] in (4, 5)}
    # Of a page without rows whose own script fills its pager alone, nobody knows whether it does.
    assert plain - confirmed == {(5, "a pager by its id")}
