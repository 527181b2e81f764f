"""Articles without text: what is read of a page whose place for it holds nothing."""

import pytest

from govsweep.facts import EmptyBody, Page
from govsweep.reading import read_page

_EMPTY = EmptyBody(("div#zoom.article-content",))
_TEXT = (
    "各乡镇人民政府，市级有关部门：为切实做好今年防汛工作，现将有关事项通知如下，请认真贯彻执行。"
    * 3
)


def _page(body: str = "", *, after: str = "", beside: str = "", script: str = "") -> Page:
    html = f"""<!DOCTYPE html><html><head><meta charset="utf-8">
<title>关于做好防汛工作的通知_清禾市水利局</title></head><body>
<div class="header"><a href="/">首页</a><a href="/zwgk/">政务公开</a></div>
<div class="position">当前位置：<a href="/">首页</a> &gt; <a href="/tzgg/">通知公告</a></div>
<div class="article"><h1>关于做好防汛工作的通知</h1>
<div class="info">发布时间：2026-11-20 10:00 来源：市水利局 浏览次数：<span id="hits"></span></div>
<div class="article-content" id="zoom">{body}</div>{after}
<div class="near">上一篇：<a href="/tzgg/1.html">关于开展节水宣传的公告</a></div></div>
{beside}<script src="/js/jquery.js"></script><script>{script}</script>
<div class="footer">主办单位：清禾市水利局 网站标识码：5118000001</div></body></html>"""
    return read_page(html.encode(), url="http://slj.qinghe.gov.cn/tzgg/2.html")


@pytest.mark.parametrize(
    "body",
    [
        "",
        "<p>&nbsp;</p><p><br></p>",
        "暂无内容",
        "<!-- 正文 -->",
        "<p style='text-align:center'></p>",
    ],
    ids=["empty", "spaces", "says so", "comment", "paragraph"],
)
def test_a_place_that_holds_nothing(body: str) -> None:
    assert _page(body).emptied == _EMPTY


def test_tools_and_scripts_that_only_show_it_change_nothing() -> None:
    tools = '<div class="tool">【字体：大 中 小】 【<a href="#">打印</a>】 【关闭】</div>'
    script = "function size(n){document.getElementById('zoom').style.fontSize=n+'px'}"
    assert _page(after=tools, script=script).emptied == _EMPTY


def test_what_stands_elsewhere_makes_it_unsure() -> None:
    beside = '<div class="side"><h3>热点</h3><a href="/x"><img src="/hot.jpg"></a></div>'
    found = _page(beside=beside).emptied
    assert found is not None
    assert (found.places, found.alone) == (_EMPTY.places, False)


@pytest.mark.parametrize(
    "body",
    [
        f"<p>{_TEXT}</p>",
        "<p>同意。</p>",
        '<p><img src="/tu.jpg"></p>',
        '<video src="/a.mp4"></video>',
        '<iframe src="/pdf/web/viewer.html?file=/a.pdf"></iframe>',
        '<embed src="/a.pdf">',
        '<a href="/a.docx">附件1</a>',
        '<a href="http://www.gov.cn/x.html">关于做好防汛工作的通知</a>',
        '<form action="/s"><input name="q"></form>',
        '<table><tr><td><img src="/1.jpg"></td><td><img src="/2.jpg"></td></tr></table>',
        '<div style="background:url(/tu.jpg)"></div>',
        '<svg width="600" height="400"><path d="M0 0"/></svg>',
        '<script>document.write("<p>正文</p>")</script>',
        '<div v-html="content"></div>',
    ],
)
def test_what_is_shown_there(body: str) -> None:
    assert _page(body).emptied is None


@pytest.mark.parametrize(
    "after",
    [
        '<div class="fj">附件：<a href="/a.docx">附件1</a></div>',
        '<div class="tu"><img src="/tu.jpg"></div>',
        f"<div class='rest'><p>{_TEXT}</p></div>",
    ],
)
def test_what_is_shown_below_it(after: str) -> None:
    assert _page(after=after).emptied is None


def test_what_a_script_of_the_page_writes() -> None:
    script = "$.get('/api/2',function(d){$('#zoom').html(d.content)})"
    assert _page(script=script).emptied is None
    script = "document.getElementById('zoom').innerHTML=decodeURIComponent(text)"
    assert _page(script=script).emptied is None


def test_a_file_that_is_offered_anywhere() -> None:
    beside = '<div class="down"><a href="/a.pdf">下载</a></div>'
    assert _page(beside=beside).emptied is None


def test_what_holds_the_text_of_another_article() -> None:
    page = _page(f"<p>{_TEXT}</p>")
    assert (page.bodies, page.emptied) == (("div#zoom.article-content",), None)
