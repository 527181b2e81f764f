"""The page of a finding: what it is, its life, acts on it, and the page as it stood."""

import io
import threading
import zipfile
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from govsweep.findings import Finding, State, fingerprint
from govsweep.web import one_finding

Keep = Callable[[Any, Finding, bytes], None]
WORST, FINE = "5118000001", "5118000002"
TYPO = fingerprint("typo", WORST, "攻府")
ARTICLE = """<!DOCTYPE html><html><head><meta charset="gb2312"><title>关于报送材料的通知</title>
<script>document.title = "owned"</script><link rel="stylesheet" href="{evil}/a.css"></head>
<body onload="document.title='owned'"><img src="{evil}/a.png" alt="图">
<p style="margin-bottom:3000px">请登陆系统，各县市人民攻府。</p>
<p>各县（区）人民攻府，市政府各部门：</p><a href="{evil}/next" id="marked">下一页</a>
<iframe src="{evil}/frame"></iframe></body></html>"""


@pytest.fixture
def kept(office: Any, keep: Keep, make_finding: Callable[..., Finding]) -> Any:
    keep(office, make_finding(), ARTICLE.format(evil="http://evil.example").encode("gb18030"))
    return office


class TestThePage:
    def test_it_says_what_it_should_be_and_by_what_clause(self, kept: Any, log_in: Any) -> None:
        page = log_in(kept, "reader").ask(f"/findings/{TYPO}")
        assert page.texts("mark") == ["攻府"]
        assert page.texts(".advice")[0] == "应改为政府"
        assert "国办秘函〔2019〕19号" in page.text
        assert not page.tree.css("button[name=act]")

    def test_its_life_is_told_in_order_with_names_and_reasons(self, kept: Any, log_in: Any) -> None:
        who = log_in(kept, "reviewer")

        def seen() -> str:
            field = who.ask(f"/findings/{TYPO}").tree.css_first("[name=seen]")
            return str(field.attributes["value"])

        back = f"/findings/{TYPO}"
        for path, fields in (
            ("/queue/acts", {"act": "confirm", "why": "核实无误"}),
            ("/queue/notices/issue", {"days": "5"}),
            ("/queue/acts", {"act": "dismiss", "why": "原文如此"}),
            ("/queue/acts", {"act": "reopen", "why": "看错了"}),
        ):
            answer = who.send(path, key=TYPO, seen=seen(), next=back, **fields)
            told = "issued" if path.endswith("issue") else "done"
            assert answer.headers["location"].startswith(f"{back}?{told}=")
        page = who.ask(answer.headers["location"])
        assert "已撤销裁定" in page.texts(".done")[0]
        steps = page.texts(".life li")
        assert "首次发现" in steps[0]
        order = ["最近一次看到", "核实无误", "整改〔", "原文如此", "看错了"]
        places = [next(n for n, text in enumerate(steps) if word in text) for word in order]
        assert places == sorted(places)
        assert sum("reviewer" in text for text in steps) == 3
        (found,) = kept.store.findings.all(key=TYPO)
        assert found.state is State.NOTIFIED

    def test_one_without_a_page_shows_no_frame(self, kept: Any, log_in: Any) -> None:
        other = fingerprint("typo", FINE, "攻府")
        who = log_in(kept, "reader")
        assert who.ask(f"/findings/{TYPO}").tree.css_first("iframe") is not None
        assert who.ask(f"/findings/{other}").tree.css_first("iframe") is None
        assert who.ask(f"/findings/{other}/page").status == 404

    def test_the_evidence_pack_comes_with_it(self, kept: Any, log_in: Any) -> None:
        answer = log_in(kept, "reader").ask(f"/findings/{TYPO}/evidence.zip")
        assert "finding.json" in zipfile.ZipFile(io.BytesIO(answer.body)).namelist()


class TestThePageAsItStood:
    def test_it_is_decoded_marked_and_without_rights(self, kept: Any, log_in: Any) -> None:
        answer = log_in(kept, "reader").ask(f"/findings/{TYPO}/page")
        assert 'id="marked">攻府</mark>，市政府' in answer.text
        assert answer.headers["content-security-policy"].startswith("sandbox; default-src 'none'")
        assert answer.headers["x-frame-options"] == "SAMEORIGIN"
        assert answer.headers["x-content-type-options"] == "nosniff"
        told = answer.text.replace("http://www.qinghe.gov.cn/news/1.html", "")
        assert "http" not in told
        assert "owned" not in told

    @pytest.mark.skipif(one_finding.program() is None, reason="no Chromium is installed")
    def test_a_picture_of_it_where_there_is_a_browser(self, kept: Any, log_in: Any) -> None:
        reader = log_in(kept, "reader")
        assert "截图（PNG）" in reader.ask(f"/findings/{TYPO}").text
        answer = reader.ask(f"/findings/{TYPO}/page.png")
        assert (answer.status, answer.headers["content-type"]) == (200, "image/png")
        assert answer.body.startswith(b"\x89PNG") and len(answer.body) > 5_000
        own = log_in(kept, "contact")
        assert own.ask(f"/findings/{TYPO}/page.png").status == 404  # another unit's

    def test_no_picture_where_there_is_none(
        self, kept: Any, log_in: Any, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(one_finding, "program", lambda *_: None)
        reader = log_in(kept, "reader")
        assert "截图" not in reader.ask(f"/findings/{TYPO}").text
        answer = reader.ask(f"/findings/{TYPO}/page.png")
        assert (answer.status, "没有浏览器" in answer.text) == (404, True)

    def test_the_browser_is_the_one_that_the_office_named(
        self, kept: Any, serve: Any, log_in: Any
    ) -> None:
        with serve(str(kept.store.engine.url), browser=Path("/no/such/chromium")) as other:
            reader = log_in(other, "reader")
            assert "截图" not in reader.ask(f"/findings/{TYPO}").text
            assert reader.ask(f"/findings/{TYPO}/page.png").status == 404

    def test_what_is_no_web_page_is_not_shown(
        self, office: Any, keep: Keep, log_in: Any, make_finding: Callable[..., Finding]
    ) -> None:
        keep(office, make_finding(), b"%PDF-1.7 <script>owned()</script>")
        assert log_in(office, "reader").ask(f"/findings/{TYPO}/page").status == 404

    def test_a_page_that_did_not_change_since_is_the_one_kept_then(
        self, kept: Any, keep: Keep, log_in: Any, make_finding: Callable[..., Finding]
    ) -> None:
        kept.store.sweeps.close(2, reason="until", finished=True)
        keep(kept, make_finding("typo", "别的"), b"")
        with kept.store.engine.begin() as link:
            link.exec_driver_sql(
                "INSERT OR REPLACE INTO page (sweep, fingerprint, site, url, depth, state, reason,"
                " tries, due, final_url, etag, last_modified, body_hash, kind) SELECT"
                " sweep + 1, fingerprint, site, url, depth, 'unchanged', '', 1, 0, '', '', '',"
                " body_hash, kind FROM page WHERE body IS NOT NULL"
            )
            link.exec_driver_sql("UPDATE sighting SET sweep = 3 WHERE sweep = 2")
            link.exec_driver_sql("UPDATE finding SET sweep = 3 WHERE sweep = 2")
        assert "攻府</mark>" in log_in(kept, "reader").ask(f"/findings/{TYPO}/page").text

    def test_a_contact_sees_its_own_only(
        self, kept: Any, keep: Keep, log_in: Any, make_finding: Callable[..., Finding]
    ) -> None:
        own = make_finding(site=FINE, url="http://jyj.qinghe.gov.cn/1.html")
        keep(kept, own, "<p>各县（区）人民攻府".encode())
        contact = log_in(kept, "contact")
        assert contact.ask(f"/findings/{TYPO}/page").status == 404
        assert contact.ask(f"/findings/{own.id}/page").status == 200
        page = contact.ask(f"/findings/{own.id}")
        assert page.tree.css_first("iframe") is not None
        assert not page.tree.css("button[name=act], a[href$='.zip']")


class Evil(BaseHTTPRequestHandler):
    """A server that notes who asks it."""

    asked: list[str] = []

    def do_GET(self) -> None:
        self.asked.append(self.path)
        self.send_response(204)
        self.end_headers()

    def log_message(self, *words: object) -> None:
        pass


@pytest.fixture
def evil() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Evil)
    Evil.asked.clear()
    threading.Thread(target=server.serve_forever).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


@pytest.mark.parametrize("width", [390, 1280])
def test_in_a_browser_it_stands_at_the_words_and_nothing_runs_or_is_asked_for(
    browser: Any, keep: Keep, a_tab: Any, office: Any, log_in: Any, evil: str,
    make_finding: Callable[..., Finding], width: int,
) -> None:  # fmt: skip
    keep(office, make_finding(), ARTICLE.format(evil=evil).encode("gb18030"))
    tab = a_tab(width, office.address)
    tab.open("/login")
    name, value = log_in(office, "reviewer").cookie.split("=", 1)
    browser.delete_all_cookies()
    browser.add_cookie({"name": name, "value": value})
    tab.open(f"/findings/{TYPO}")
    assert tab.fits
    frame = browser.find_element("css selector", "iframe.stood")
    tab.run("document.querySelector('iframe.stood').scrollIntoView()")
    browser.switch_to.frame(frame)
    try:
        words = browser.find_element("css selector", "#marked")
        assert words.text == "攻府"
        assert words.rect["y"] >= 0
        top = browser.execute_script(
            "return document.getElementById('marked').getBoundingClientRect().top"
        )
        height = browser.execute_script("return window.innerHeight")
        assert 0 <= top <= height, "the words are in view"
        assert browser.execute_script("return window.origin") == "null"
        assert "请登陆系统" in tab.text("body")
    finally:
        browser.switch_to.default_content()
    assert tab.run("document.title") != "owned"
    tab.open(f"/findings/{TYPO}/page")
    assert tab.text("#marked") == "攻府"
    assert Evil.asked == []
    assert not any(url.startswith(evil) for url in tab.requests)
