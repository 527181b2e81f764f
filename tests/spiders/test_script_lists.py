"""A site whose lists come by script in seven ways: read, or named as not read.

Without the browser what only a browser can show is named as unread, never called blank; with it the
rows are read, and no script of theirs reaches what a page may not reach.
"""

import json
from typing import Any

import pytest
from aiohttp import web

from govsweep.browser.program import missing
from govsweep.facts import ColumnKind
from govsweep.judging import Judges
from govsweep.reports.gather import gather
from govsweep.rules import load_rules
from govsweep.settle import settle
from govsweep.words import Matcher

RULES = load_rules()
DAYS = range(8, 18)
TOPICS = {
    "gg": "通知公告",
    "dt": "工作动态",
    "gs": "公示公告",
    "zc": "政策文件",
    "jd": "政策解读",
    "hy": "会议公开",
    "rs": "人事信息",
}
PLAIN = {"gg", "dt", "gs", "zc", "jd"}  # what no browser is needed for


def rows(name: str) -> list[dict[str, str]]:
    return [
        {
            "title": f"关于第{day}号{TOPICS[name]}的说明",
            "url": f"/{name}/{day}.html",
            "date": f"2026-11-{day:02d}",
        }
        for day in DAYS
    ]


def packed(name: str) -> str:
    return "|".join("~".join(row.values()) for row in rows(name))


FILL = """function fill(rows) {
  document.getElementById("list").innerHTML = rows.map(row =>
    '<li><a href="' + row.url + '">' + row.title + '</a><span>' + row.date + '</span></li>'
  ).join("");
}
"""
# Each of these scripts tries, on the way, what a page may not reach: by every means of a browser.
TRICKS = (
    "http://127.0.0.9:{port}", "http://2130706441:{port}", "http://0x7f.0.0.9:{port}",
    "http://[::ffff:127.0.0.9]:{port}", "http://localhost:{port}", "http://127.0.0.9.:{port}",
    "http://www.gov.cn@127.0.0.9:{port}", "//127.0.0.9:{port}", "http://0.0.0.0:{port}",
)  # fmt: skip
TRAPS = """for (const to of TRICKS) {
  fetch(to + "/canary/fetch", {mode: "no-cors"}).catch(() => {});
  fetch(to + "/canary/post", {mode: "no-cors", method: "POST", body: "a=1"}).catch(() => {});
  new Image().src = to + "/canary/image";
  navigator.sendBeacon(to + "/canary/beacon");
  try { new EventSource(to + "/canary/events"); } catch (error) {}
  const script = document.createElement("script");
  script.src = to + "/canary/script";
  document.head.append(script);
  const frame = document.createElement("iframe");
  frame.src = to + "/canary/frame";
  document.documentElement.append(frame);
  setTimeout(() => { script.remove(); frame.remove(); }, 300);  // what stays would be probed
}
"""
UNPACK = """text => fill(text.split("|").map(one => {
  const [title, url, date] = one.split("~");
  return {title, url, date};
}))"""
WAYS = {
    # asked for by GET, with its query in an object
    "gg": "<script>const axios = {"
    'get: url => fetch(url + "?column=gg&page=1").then(a => a.json())};'
    'axios.get("/api/list", {params: {column: "gg", page: 1}}).then(fill)</script>',
    # a literal of the page's own script
    "dt": f"<script>fill({json.dumps(rows('dt'), ensure_ascii=False)});</script>",
    # pushed row by row
    "gs": "<script>var all = [];\n"
    + "".join(f"all.push({json.dumps(row, ensure_ascii=False)});\n" for row in rows("gs"))
    + "fill(all);</script>",
    # posted for, with a form's fields
    "zc": '<script>fetch("/api/posted/list", {method: "POST",'
    ' body: new URLSearchParams({column: "zc"})})'
    ".then(a => a.json()).then(fill)</script>",
    # posted for, with JSON
    "jd": '<script>fetch("/api/json/list", {method: "POST",'
    ' headers: {"Content-Type": "application/json"},'
    ' body: JSON.stringify({column: "jd"})}).then(a => a.json()).then(fill)</script>',
    # an application in a file of its own, its answer packed
    "hy": '<div id="app"></div><script src="/hy.js"></script>',
    # plain old script in a file of its own: nothing in the page tells that rows are to come
    "rs": '<script src="/rs.js"></script>',
}


def column(name: str, port: int) -> bytes:
    tricks = json.dumps([one.format(port=port) for one in TRICKS])
    traps = TRAPS.replace("TRICKS", tricks)
    return (
        f"<!DOCTYPE html><html><head><meta charset='utf-8'><title>{TOPICS[name]}_清禾市</title>"
        f"<script>{FILL}{traps}</script></head><body>"
        f"<p>当前位置：<a href='/'>首页</a> &gt; {TOPICS[name]}</p>"
        f"<ul id='list'></ul>{WAYS[name]}</body></html>"
    ).encode()


async def posted(request: web.Request) -> web.Response:
    sent = await request.post() if "form" in request.content_type else await request.json()
    asked_well = request.method == "POST" and sent["column"] in TOPICS
    return web.json_response(rows(str(sent["column"])) if asked_well else [])


@pytest.fixture(scope="module")
def matcher() -> Matcher:
    return Matcher(RULES)


@pytest.fixture
def laid(sweeping: Any, town: Any) -> None:
    menu = "".join(f"<li><a href='/{name}/'>{topic}</a></li>" for name, topic in TOPICS.items())
    head = "<html><head><meta charset='utf-8'><title>清禾市人民政府</title></head>"
    town.put("/", f"{head}<body><ul>{menu}</ul></body></html>".encode())
    for name in TOPICS:
        town.put(f"/{name}/", column(name, town.port))
        for row in rows(name):
            town.page(row["url"], text=f"{row['title']}，请各单位遵照执行。")
    town.put(
        "/api/list?column=gg&page=1",
        json.dumps(rows("gg")).encode(),
        Content_Type="application/json",
    )
    town.put("/api/posted/list", posted)
    town.put("/api/json/list", posted)
    scripts = {"/hy.js": "hy", "/rs.js": "rs"}
    for path, name in scripts.items():
        script = f"fetch('/packed/{name}').then(a => a.text()).then({UNPACK})"
        town.put(path, script.encode(), Content_Type="text/javascript; charset=utf-8")
        town.put(f"/packed/{name}", packed(name).encode(), Content_Type="text/plain; charset=utf-8")
    sweeping.site(name="清禾市人民政府")


def swept(sweeping: Any, matcher: Matcher, **environment: str) -> tuple[dict[str, Any], list[str]]:
    """Sweep, settle and close: the columns by name, and which are called blank."""
    assert sweeping.run(**environment) == ""
    store, sweep = sweeping.store, sweeping.sweep
    assert settle(store, sweep, Judges.by(RULES, matcher=matcher)) == []
    store.sweeps.close(sweep.id, reason="", finished=True)
    columns = {
        one.name: one for one in gather(store).columns if one.kind is not ColumnKind.HEADLINE
    }
    return columns, [one.url for one in store.findings.all(check=["blank-column"])]


def test_without_a_browser_rows_are_read_or_their_column_is_named_as_unread(
    sweeping: Any, laid: None, matcher: Matcher
) -> None:
    columns, blank = swept(sweeping, matcher, GOVSWEEP_RENDERING="false")
    assert blank == []
    read = {name for name, topic in TOPICS.items() if topic in columns and columns[topic].entries}
    assert read == PLAIN
    for name in PLAIN:
        assert columns[TOPICS[name]].newest.day == DAYS[-1]
    unread = {
        name for name, topic in TOPICS.items() if topic in columns and not columns[topic].seen
    }
    assert unread == set(TOPICS) - PLAIN


@pytest.mark.skipif(any(missing()), reason="no browser on this machine")
def test_with_a_browser_all_rows_are_read_and_nothing_out_of_reach_is_asked(
    sweeping: Any, town: Any, laid: None, matcher: Matcher
) -> None:
    columns, blank = swept(sweeping, matcher, GOVSWEEP_RENDERING="true")
    assert [path for _, path, _ in town.asked if path.startswith("/canary/")] == []
    assert blank == []
    assert {
        name: (columns[topic].seen, columns[topic].entries) for name, topic in TOPICS.items()
    } == {name: (True, len(DAYS)) for name in TOPICS}
