"""Links that no visitor sees, by every means of hiding them."""

import pytest

from govsweep.facts import PageKind, Place
from govsweep.reading import read_page

LINKS = "".join(f'<a href="https://www.f{number}.com/">军事网{number}</a>' for number in range(9))
WHITE = LINKS.replace("<a ", '<a style="color:#fff" ')
PICTURED = LINKS.replace("</a>", '<img src="/logo.png"></a>')
OWN = '<a href="/gk/">公开</a><a href="http://www.gov.cn/">中国政府网</a>'


def hidden(html: str) -> int:
    head = "<style>.h{display:none} #far{position:absolute;left:-5000px}</style>"
    page = f"<html><head>{head}</head><body><p>某县</p>{html}<p>版权所有 某县</p></body></html>"
    return len(read_page(page.encode(), url="http://www.x.gov.cn/", home=True).hidden_links)


@pytest.mark.parametrize(
    "html",
    [
        f'<div style="display:none">{LINKS}{OWN}</div>',
        f'<div><div class="a">{OWN}</div><div class="b" style="display:none">{LINKS}</div></div>',
        '<div><a onclick="showTab(1)">一</a></div><p>文</p>'
        f'<div style="display:none">{LINKS}</div>',
        f'<div style="position:absolute;top:-999em">{LINKS}</div>',
        f'<div style="max-height:0px;overflow:hidden">{LINKS}</div>',
        f'<div style="text-indent:-9999px">{LINKS}</div>',
        f'<div class="h">{LINKS}</div>',
        f'<div id="far">{LINKS}</div>',
        f'<marquee height="1" width="1">{LINKS}</marquee>',
        f"<script>document.write('<div style=\"display:none\">');</script>{LINKS}"
        "<script>document.write('<\\/div>');</script>",
        f"<div><script>document.write(\"<div style='display:none'>\")</script>{LINKS}</div>",
        f'<div style="clip:rect(0,0,0,0);position:absolute">{LINKS}</div>',
        f'<p style="font-size:0px">{LINKS}</p>',
        f'<p style="color:#fff;background-color:white">{LINKS}</p>',
        f'<div><a href="#">返回</a><p>文</p><div style="display:none">{LINKS}</div></div>',
        f'<div><a href="/a/">返回</a><div style="display:none">{LINKS}</div></div>',
        f'<div style="width:1px;height:1px;overflow:hidden">{LINKS}</div>',
        f'<div id="Yq">{LINKS}</div>'
        '<script>document.getElementById("Yq").style.display="none";</script>',
        f'<div id="yq">{LINKS}</div><script>$("#yq").hide();</script>',
        f'<p style="background:#ffffff">{WHITE}</p>',
        f'<div style="position:fixed;top:-600px">{LINKS}</div>',
        f'<div style="left:-100%;position:absolute">{LINKS}</div>',
        f'<div style="position:absolute;left:-150vw">{LINKS}</div>',
        f'<div style="position:absolute;bottom:8000px">{LINKS}</div>',
        f'<div style="transform:translate(-100%,0)">{LINKS}</div>',
        f'<div style="translate:-5000px">{LINKS}</div>',
        f'<div style="transform:translate3d(-9999px,0,0)">{LINKS}</div>',
        f'<div style="opacity:.02">{LINKS}</div>',
        f'<div style="filter:opacity(0%)">{LINKS}</div>',
        f'<div style="scale:0">{LINKS}</div>',
        f'<div style="zoom:.01">{LINKS}</div>',
        f'<div style="text-indent:-80em">{LINKS}</div>',
        f'<div style="mask-image:linear-gradient(transparent, transparent)">{LINKS}</div>',
        f'<div style="color:transparent">{LINKS}</div>',
        f'<div style="color:rgba(0, 0, 0, 0)">{LINKS}</div>',
        f'<div style="font-size:1px;color:white">{LINKS}</div>',
        f'<font color="white" style="background:#fff">{LINKS}</font>',
        "<script>document.write('<div style=\"dis' + 'play:'+'none\">');</script>"
        f"{LINKS}<script>document.write('</div>');</script>",
        f'<table><tr bgcolor="#FFF"><td><font color="white">{WHITE}</font></td></tr></table>',
    ],
)
def test_hidden(html: str) -> None:
    assert hidden(html) == 9


def test_letters_without_a_size_within_a_text_evade_and_a_block_closes_gaps() -> None:
    def evading(html: str) -> int:
        page = f"<html><body><p>某县今年完成造林。{html}</p></body></html>"
        return len(read_page(page.encode(), url="http://www.x.gov.cn/a.html").evading_links)

    assert evading(f'<span style="font-size:0">{LINKS}</span>') == 9
    assert evading(f'<div style="font-size:0">{LINKS}</div>') == 0
    assert evading(f'<span style="font-size:9px">{LINKS}</span>') == 0


def test_letters_without_a_size_are_seen_where_those_within_have_one() -> None:
    rows = LINKS.replace("<a ", '<li class="row"><a ').replace("</a>", "</a></li>")
    assert hidden(f'<ul style="font-size:0">{rows}</ul>') == 0
    sized = LINKS.replace("<a ", '<a style="font-size:14px" ')
    assert hidden(f'<p style="font-size:0">{sized}</p>') == 0
    assert hidden(f'<div style="font-size:0"><p>{LINKS}</p></div>') == 9


@pytest.mark.parametrize(
    "html",
    [
        f"<div>{LINKS}</div>",
        '<div><p onclick="$(this).next().toggle()">企业</p>'
        f'<ul style="display:none">{LINKS}</ul></div>',
        f'<ul><li onmouseover="showSub(1)">友情<div style="display:none">{LINKS}</div></li></ul>',
        f'<div><span onclick="showTab(1)">银行</span></div><div style="display:none">{LINKS}</div>',
        f'<div class="select"><p>友情链接</p><ul style="display:none">{LINKS}</ul></div>',
        f'<div><ul class="a">{OWN}</ul><ul class="b" style="display:none">{LINKS}</ul></div>',
        f'<div class="yq"><h3>企业</h3><div style="display:none">{LINKS}</div></div>'
        '<script>$(".yq h3").click(function(){ $(this).next().slideToggle(); });</script>',
        '<p><button aria-controls="p1">商家</button></p>'
        f'<div id="p1" style="display:none">{LINKS}</div>',
        f'<div><a href="#">语种</a><div class="yz" style="display:none">{LINKS}</div></div>',
        f'<div role="tabpanel" style="display:none">{LINKS}</div>',
        f'<div class="dropdown-list" style="display:none">{LINKS}</div>',
        f'<div><ul class="k1">{OWN}</ul><ul class="k2" style="display:none">{LINKS}</ul></div>',
        f'<ul style="position:relative;left:-300px">{LINKS}</ul>',
        f'<ul style="position:absolute;left:-100%">{PICTURED}</ul>',
        f'<div style="transform:translate3d(-100%,0,0)">{PICTURED}</div>',
        f'<div style="position:fixed;left:-100%"><a href="/">首页</a>{LINKS}</div>',
        '<div style="position:fixed;left:-300px">以下是本省各市商会的网站，'
        f"排名不分先后：{LINKS}</div>",
        f'<div class="side-menu" style="position:fixed;left:-280px">{LINKS}</div>',
        f'<div style="color:transparent">{PICTURED}</div>',
        f'<div style="color:transparent;background-clip:text">{LINKS}</div>',
        f'<div style="font-size:1px;color:#fff;background:#036">{LINKS}</div>',
        f'<div style="font-size:1px;color:#333">{LINKS}</div>',
        f'<font color="white" style="background:#036">{LINKS}</font>',
        f'<div class="fade" style="opacity:0">{LINKS}</div><script>$(".fade").fadeIn()</script>',
        f'<div style="opacity:.06">{LINKS}</div>',
        f'<p style="text-indent:-2em">{LINKS}</p>',
        f'<div style="zoom:0">{LINKS}</div>',  # which a browser takes for 1
        f'<div style="zoom:0.9;scale:0.5">{LINKS}</div>',
        f'<div style="left:-50%;position:absolute">{LINKS}</div>',
        f'<div style="position:absolute;bottom:300px">{LINKS}</div>',
        f'<div style="margin:0 auto;left:-100%">{LINKS}</div>',
        f'<ul class="bxslider"><li>{OWN}</li><li style="display:none">{LINKS}</li></ul>',
        f'<p style="color:#fff;background-color:#c00">{LINKS}</p>',
        f'<td bgcolor="#ffffff"><p style="background:#036">{WHITE}</p></td>',
        f'<div style="background:#fff"><div class="btn">{WHITE}</div></div>',
        f'<div style="background:#fff"><p style="background:url(/a.png)">{WHITE}</p></div>',
        f"<p>{WHITE}</p>",
        f'<div style="display:none">{OWN}</div>',
        f"<script>document.write('<div style=\"display:none\">码</div>');</script>{LINKS}",
        f'<div id="t">{LINKS}</div><script>function tab(){{ $("#t").hide(); }}</script>',
        "<script>document.write('<div style=\"display:none\">');</script><i>码</i>"
        f"<script>document.write('</div>');</script>{LINKS}",
    ],
)
def test_seen(html: str) -> None:
    assert hidden(html) == 0


def test_what_a_script_hides_is_seen_by_nobody() -> None:
    hides = '<script>document.getElementById("k9").style.display="none"</script>'
    html = f'<body><div id="k9"><a href="https://www.f1.com/">军事</a></div>{hides}</body>'
    page = read_page(html.encode(), url="http://www.x.gov.cn/", home=True)
    assert page.hidden_links == ("https://www.f1.com/",)
    assert [one.place for one in page.anchors] == [Place.HIDDEN]


def test_what_no_menu_needs_is_told_apart() -> None:
    html = (
        '<div style="position:absolute;left:-9999px"><a href="https://www.f1.com/">军事</a></div>'
    )
    page = read_page(f"<body>{html}</body>".encode(), url="http://www.x.gov.cn/", home=True)
    assert "https://www.f1.com/" in page.evading_links
    folded = html.replace("position:absolute;left:-9999px", "display:none")
    page = read_page(f"<body>{folded}</body>".encode(), url="http://www.x.gov.cn/", home=True)
    assert page.hidden_links == ("https://www.f1.com/",)
    assert not page.evading_links


def test_a_lone_row_without_a_date_is_a_row() -> None:
    html = (
        '<html><head><title>规划计划-某县人民政府</title></head><body><div class="pos">当前位置：'
        '<a href="/">首页</a> > <a href="/gk/">公开</a> > 规划计划</div><div class="zuo"><ul>'
        '<li><a href="/gk/zn/">公开指南</a></li><li><a href="/gk/ghjh/">规划计划</a></li></ul>'
        "</div>"
        '<ul class="lb"><li><a href="/gk/ghjh/1.html">某县国民经济和社会发展规划纲要</a></li></ul>'
        "</body></html>"
    )
    page = read_page(html.encode(), url="http://www.x.gov.cn/gk/ghjh/")
    assert page.kind is PageKind.LIST
    assert [entry.title for entry in page.entries] == ["某县国民经济和社会发展规划纲要"]
