"""Lists that only scripts bring, with a real browser, real servers and a real worker."""

import json
from typing import Any

import pytest

from govsweep.browser.program import missing
from govsweep.facts import PageState

if any(missing()):
    pytest.skip("no browser on this machine", allow_module_level=True)

COLUMN = """<!DOCTYPE html><html><head><meta charset="utf-8"><title>通知公告</title></head><body>
<div id="app"></div><script src="/app.js"></script></body></html>"""
# The rows come packed as no reader could guess, as real applications pack them.
SCRIPT = """fetch("/packed").then(a => a.text()).then(text => {
  const rows = text.split("|").map(row => row.split("~"));
  app.innerHTML = "<ul>" + rows.map(([date, url, title]) =>
    `<li><a href="${url}">${title}</a><span>${date}</span></li>`).join("") + "</ul>";
});"""
PACKED = "|".join(
    f"2026-11-{day:02d}~/a/{day}.html~关于做好第{day}批防汛物资检查工作的通知"
    for day in range(10, 20)
)


@pytest.fixture
def shown(sweeping: Any, town: Any) -> None:
    town.page("/", "/tzgg/")
    town.put("/tzgg/", COLUMN.encode())
    town.put("/app.js", SCRIPT.encode(), Content_Type="text/javascript")
    town.put("/packed", PACKED.encode(), Content_Type="text/plain; charset=utf-8")
    for day in range(10, 20):
        town.page(f"/a/{day}.html")


def column(sweeping: Any) -> Any:
    pages = sweeping.store.pages.of_site(sweeping.sweep.id, "1300000001")
    return next(one.page for one in pages if one.url.endswith("/tzgg/"))


def test_the_rows_are_read_and_their_articles_visited(
    sweeping: Any, town: Any, shown: None
) -> None:
    sweeping.site(pace=4.0)
    assert sweeping.run(GOVSWEEP_RENDERING="true") == ""
    page = column(sweeping)
    assert page.rendered
    assert [one.date.day for one in page.entries] == list(range(10, 20))
    states = sweeping.states()
    assert states["/a/15.html"][0] is PageState.FETCHED


def test_the_next_night_it_is_rendered_again_though_the_document_is_as_it_was(
    sweeping: Any, town: Any, shown: None
) -> None:
    sweeping.site(pace=0.0)
    assert sweeping.run(GOVSWEEP_RENDERING="true") == ""
    sweeping.store.sweeps.close(sweeping.sweep.id, reason="", finished=True)
    newer = f"2026-11-20~/a/20.html~关于开展冬季安全生产大检查的通知|{PACKED}"
    town.put("/packed", newer.encode(), Content_Type="text/plain; charset=utf-8")
    assert sweeping.run(GOVSWEEP_RENDERING="true") == ""
    assert [one.date.day for one in column(sweeping).entries][:1] == [20]


def test_without_it_the_column_stays_unread_and_no_browser_starts(
    sweeping: Any, town: Any, shown: None
) -> None:
    sweeping.site(pace=0.0)
    assert sweeping.run(GOVSWEEP_RENDERING="false") == ""
    page = column(sweeping)
    assert not page.rendered
    assert not page.entries
    assert "/packed" not in town.hits()


DRAWS = """fetch("/api/list").then(a => a.json()).then(told => {
  app.innerHTML = told.rows.map(row => `<li><a href="${row.url}">${row.title}</a></li>`).join("");
});"""


@pytest.mark.parametrize(
    ("answer", "none"), [('{"total":0,"rows":[]}', True), ('{"code":500,"rows":[]}', False)]
)
def test_a_list_whose_service_says_that_it_has_no_rows_was_seen(
    sweeping: Any, town: Any, shown: None, answer: str, none: bool
) -> None:
    town.put("/app.js", DRAWS.encode(), Content_Type="text/javascript")
    town.put("/api/list", answer.encode(), Content_Type="application/json")
    sweeping.site(pace=0.0)
    assert sweeping.run(GOVSWEEP_RENDERING="true") == ""
    page = column(sweeping)
    assert (page.answered_none, page.shell) == (none, not none)


PAGED = """<!DOCTYPE html><html><head><meta charset="utf-8"><title>通知公告</title></head><body>
<div id="app"><ul v-cloak><li v-for="row in rows"></li></ul></div><script>
function load(page){fetch('/list?page='+page+'&size=10').then(a => a.json()).then(told => {
  document.querySelector("ul").innerHTML = told.rows.map(row =>
    `<li><a href="${row.url}">${row.title}</a><span>${row.date}</span></li>`).join("");
})}
load(1);</script></body></html>"""


def rows(days: range) -> bytes:
    told = [
        {
            "title": f"关于做好第{day}批检查工作的通知",
            "url": f"/a/{day}.html",
            "date": f"2026-11-{day}",
        }
        for day in days
    ]
    return json.dumps({"total": 20, "rows": told}).encode()


def test_the_pages_behind_the_one_it_shows_are_read_from_their_service(
    sweeping: Any, town: Any, shown: None
) -> None:
    town.put("/tzgg/", PAGED.encode())
    for page, days in ((1, range(20, 30)), (2, range(10, 20))):
        town.put(f"/list?page={page}&size=10", rows(days), Content_Type="application/json")
    sweeping.site(pace=0.0)
    assert sweeping.run(GOVSWEEP_RENDERING="true") == ""
    page = column(sweeping)
    assert page.rendered
    assert len(page.entries) == len(range(20, 30))
    assert sweeping.states()["/a/15.html"][0] is PageState.FETCHED


def test_a_page_of_whole_sentences_shows_enough_without_it(
    sweeping: Any, town: Any, shown: None
) -> None:
    said = "<p>林知远，主要负责人，主持全面工作。</p><div id='more'></div>"
    town.put("/tzgg/", COLUMN.replace('<div id="app"></div>', said).encode())
    town.put("/app.js", SCRIPT.replace("app.", "more.").encode(), Content_Type="text/javascript")
    sweeping.site(pace=0.0)
    assert sweeping.run(GOVSWEEP_RENDERING="true") == ""
    assert not column(sweeping).rendered


def test_a_browser_that_does_not_start_is_told_and_spoils_nothing(
    sweeping: Any, town: Any, shown: None, tmp_path: Any
) -> None:
    broken = tmp_path / "chromium"
    broken.write_text("#!/bin/sh\nexit 1\n")
    broken.chmod(0o755)
    sweeping.site(pace=0.0)
    told = sweeping.run(GOVSWEEP_RENDERING="true", GOVSWEEP_BROWSER=str(broken))
    assert "浏览器无法启动" in told
    assert not column(sweeping).rendered
    assert sweeping.states()["/tzgg/"][0] is PageState.FETCHED
