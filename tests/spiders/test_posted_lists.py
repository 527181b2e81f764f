"""A list that is served to posted requests alone: asked as its page asks, once a night."""

from typing import Any

import pytest
from aiohttp import web

from govsweep.facts import PageState
from govsweep.posted import posted

COLUMN = """<!DOCTYPE html><html><head><meta charset="utf-8"><title>通知公告</title></head><body>
<p>当前位置：<a href="/">首页</a> &gt; 通知公告</p><div id="list"></div><script>
var unit = {webid: 12, columnid: '101'};
$(function () { turn(1); });
function turn(page) {
  $.ajax({type: 'post', dataType: 'xml', success: fill, data: {col: unit.columnid, page: page},
    url: '/module/dataproxy.jsp?startrecord=1&endrecord=45&perpage=15'});
}
$('#like').click(function () { $.post('/module/zan.jsp', {id: 3}); });
</script></body></html>"""
PATH = "/module/dataproxy.jsp?startrecord=1&endrecord=45&perpage=15"


@pytest.fixture
def asked(town: Any) -> list[tuple[str, str, str]]:
    """What the service was asked, with what; it says what an old one says."""
    seen: list[tuple[str, str, str]] = []

    async def serve(request: web.Request) -> web.Response:
        body = await request.text()
        seen.append((request.method, request.content_type, body))
        if request.method != "POST":
            return web.Response(status=405)
        rows = "".join(
            f"<record><![CDATA[<li><a href='/a/{day}.html'>关于第{day}批物资检查工作的通知</a>"
            f"<b>2026-11-{day:02d}</b></li>]]></record>"
            for day in days
        )
        return web.Response(text=f"<datastore>{rows}</datastore>", content_type="text/xml")

    days = list(range(10, 18))
    town.put(PATH, serve)
    town.put("/module/zan.jsp", serve)
    town.page("/", "/tzgg/")
    town.put("/tzgg/", COLUMN.encode())
    for day in range(10, 20):
        town.page(f"/a/{day}.html")
    town.days = days
    return seen


def service(sweeping: Any) -> Any:
    pages = sweeping.store.pages.of_site(sweeping.sweep.id, "1300000001")
    return next(one for one in pages if posted(one.url))


def test_it_is_asked_once_and_its_articles_are_read(sweeping: Any, asked: list[Any]) -> None:
    sweeping.site()
    assert sweeping.run(GOVSWEEP_RENDERING="false") == ""
    assert asked == [("POST", "application/x-www-form-urlencoded", "col=101&page=1")]
    found = service(sweeping)
    assert [one.date.day for one in found.page.entries] == list(range(10, 18))
    assert sweeping.states()["/a/15.html"][0] is PageState.FETCHED
    progress = sweeping.store.sweeps.progress(sweeping.sweep.id)
    assert progress.waiting == 0


def test_the_next_night_it_is_asked_anew(sweeping: Any, town: Any, asked: list[Any]) -> None:
    sweeping.site()
    assert sweeping.run(GOVSWEEP_RENDERING="false") == ""
    sweeping.store.sweeps.close(sweeping.sweep.id, reason="", finished=True)
    town.days.append(19)
    assert sweeping.run(GOVSWEEP_RENDERING="false") == ""
    assert [one[0] for one in asked] == ["POST", "POST"]
    assert service(sweeping).page.entries[-1].date.day == 19
    assert sweeping.states()["/a/19.html"][0] is PageState.FETCHED


def test_what_refuses_leaves_the_column_unread_and_no_link_dead(
    sweeping: Any, town: Any, asked: list[Any]
) -> None:
    sweeping.site()
    town.put(PATH, b"", status=405)
    assert sweeping.run(GOVSWEEP_RENDERING="false") == ""
    assert service(sweeping).state is not PageState.FETCHED
    assert not [url for url in sweeping.links() if "dataproxy" in url]
