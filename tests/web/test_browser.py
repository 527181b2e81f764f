"""The pages in a real browser, wide and narrow, where Debian's Chromium is installed."""

import functools
import http.server
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

from govsweep.facts import ColumnKind
from govsweep.store import Store, StoredColumn

Visit = Callable[[int], Any]
WORST, HOSTILE = "5118000001", "5118000007"
TOKEN = "Zhe-shi-fangwen-lingpai"


@pytest.fixture
def visit(a_tab: Callable[..., Any], served: Any) -> Visit:
    return lambda width: a_tab(width, served.address)


@pytest.mark.parametrize("width", [390, 1280])
def test_every_kind_of_page_fits_and_asks_nobody_else(
    visit: Visit, served: Any, width: int
) -> None:
    tab = visit(width)
    column = served.ask(f"/api/v1/columns?site={WORST}").json["columns"][0]["id"]
    finding = served.ask("/api/v1/findings?check=typo").json["findings"][0]["id"]
    for path in (
        *("/", "/sites", f"/sites/{WORST}", f"/sites/{HOSTILE}", "/columns", "/findings?state=all"),
        *(
            f"/sites/{WORST}/columns/{column}",
            f"/findings/{finding}",
            "/sweeps",
            "/sweeps/1",
            "/api",
        ),
    ):
        tab.open(path)
        assert tab.fits, path
        assert tab.run("getComputedStyle(document.querySelector('.mast')).backgroundColor") == (
            "rgb(23, 50, 77)"
        ), "the style sheet is not applied"
        assert tab.complaints == [], path
    hosts = {urlsplit(url).netloc for url in tab.requests}
    assert hosts <= {urlsplit(served.address).netloc, ""}


@pytest.mark.parametrize("width", [390, 1280])
def test_hostile_strings_stay_inert(visit: Visit, width: int) -> None:
    tab = visit(width)
    for path in (f"/sites/{HOSTILE}", f"/findings?site={HOSTILE}"):
        tab.open(path)
        assert "<script>owned()</script>" in tab.text()
        assert tab.run("document.querySelectorAll('script, img').length") == 0
        assert tab.fits
    tab.follow(".findings h3 a")
    assert "<script>owned()</script>" in tab.text()
    assert tab.fits
    assert tab.complaints == []


@pytest.mark.parametrize("width", [390, 1280])
def test_the_filters_narrow_the_list(visit: Visit, width: int) -> None:
    tab = visit(width)
    tab.open("/findings")
    tab.click("select[name=severity] option[value=serious]")
    tab.click("select[name=held] option[value=true]")
    tab.follow(".filters button")
    assert tab.run("document.querySelectorAll('.findings > li').length") == 1
    assert "代开发票" in tab.text(".findings")
    assert tab.run("document.querySelector('[name=held]').value") == "true"
    tab.follow(".filters .clear")
    assert tab.run("document.querySelectorAll('.findings > li').length") == 8


ARTICLE = """<!DOCTYPE html><html lang="zh-CN">
<head><meta charset="utf-8"><title>通知</title></head>
<body><h1>关于报送材料的通知</h1><div style="height:3000px"></div>
<p>各县（区）人民攻府，市政府各部门：</p><div style="height:3000px"></div></body></html>"""


@pytest.fixture
def city_of_one(
    tmp_path: Path,
    serve: Callable[..., Any],
    make_finding: Callable[..., Any],
    fill_store: Callable[[Store], None],
) -> Iterator[Any]:
    """The city without its unreachable site, an article of its worst one on a server of its own."""
    pages = tmp_path / "pages"
    pages.mkdir()
    (pages / "1.html").write_text(ARTICLE, "utf-8")
    handler = functools.partial(Quiet, directory=str(pages))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as site:
        threading.Thread(target=site.serve_forever).start()
        address = f"http://127.0.0.1:{site.server_port}/1.html"
        store = Store(f"sqlite:///{tmp_path}/city.db")
        store.upgrade()
        fill_store(store)
        (gone,) = store.findings.all(check=["site-unreachable"])
        store.findings.mark_fixed([gone.id], gone.last_seen, 1)
        store.columns.save(
            [StoredColumn(site=WORST, url=f"{address}#news", name="通知", kind=ColumnKind.NOTICE)]
        )
        store.findings.save(
            1,
            [
                make_finding("hidden-link", "攻府", column="通知", url=address, pages=(address,)),
            ],
        )
        store.close()
        with serve(f"sqlite:///{tmp_path}/city.db") as server:
            yield server
        site.shutdown()


class Quiet(http.server.SimpleHTTPRequestHandler):
    """A server of files that says nothing."""

    def log_message(self, format: str, *args: Any) -> None:
        pass


@pytest.mark.parametrize("width", [390, 1280])
def test_four_clicks_lead_from_the_city_to_the_words(
    browser: Any, a_tab: Callable[..., Any], city_of_one: Any, width: int
) -> None:
    tab = a_tab(width, city_of_one.address)
    tab.open("/")
    tab.follow("[aria-labelledby=h-sites] tbody th a")
    assert tab.text("h1") == "清禾市人民政府"
    tab.follow("[aria-labelledby=h-columns] tbody th a")
    assert tab.text("h1") == "通知"
    tab.follow(".findings h3 a")
    assert tab.text("mark") == "攻府"
    first = browser.current_window_handle
    tab.click("a.open")
    (other,) = set(browser.window_handles) - {first}
    browser.switch_to.window(other)
    assert "攻府" in tab.text("body")
    assert tab.run("document.referrer") == ""
    assert tab.run("window.opener") is None
    browser.close()
    browser.switch_to.window(first)


def test_the_token_is_asked_for_once(
    browser: Any, a_tab: Callable[..., Any], city: str, serve: Callable[..., Any]
) -> None:
    with serve(city, token=TOKEN) as server:
        tab = a_tab(390, server.address)
        tab.open("/findings?check=typo")
        assert tab.text("h1") == "登录"
        assert tab.fits
        field = browser.find_element("css selector", "input[name=token]")
        field.send_keys("wrong")
        tab.follow(".login button")
        assert "令牌不对" in tab.text()
        browser.find_element("css selector", "input[name=token]").send_keys(TOKEN)
        tab.follow(".login button")
        assert browser.current_url.endswith("/findings?check=typo")
        tab.open("/sites")
        assert tab.text("h1") == "网站"
        tab.follow("footer button")
        assert tab.text("h1") == "登录"
        tab.open("/sites")
        assert tab.text("h1") == "登录"
