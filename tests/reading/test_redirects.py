"""Documents that only send their visitor elsewhere, in every way that sites do it."""

import pytest

from govsweep.facts import Page, PageKind
from govsweep.reading import read_page

MENU = "".join(f'<li><a href="/lm{number}/">栏目{number}</a></li>' for number in range(12))
TEMPLATE = f'<html><head><title>机构</title></head><body><div class="nav"><ul>{MENU}</ul></div>'


def read(html: str) -> Page:
    return read_page(html.encode(), url="https://www.qinghe.gov.cn/zwgk/")


def script(text: str) -> str:
    return f"<html><head><title>政务公开</title><script>{text}</script></head><body></body></html>"


@pytest.mark.parametrize(
    "html",
    [
        "<html><head><meta http-equiv=\"refresh\" content='0;URL=./fdzd/'></head></html>",
        '<HTML><HEAD><META HTTP-EQUIV="Refresh" CONTENT="0; URL=fdzd/"></HEAD></HTML>',
        '<meta http-equiv=refresh content="url=./fdzd/">',
        "<meta http-equiv=refresh content=\"1;url='./fdzd/'\">正在跳转",
        f'{TEMPLATE}<meta http-equiv="refresh" content="0;url=./fdzd/"></body></html>',
        f'{TEMPLATE}<script>window.location.href="./fdzd/";</script></body></html>',
        "<html><body onload=\"location.href='./fdzd/'\"></body></html>",
        script("location='./fdzd/'"),
        script("self.location='./fdzd/';"),
        script("top.location.href = './fdzd/';"),
        script("window.location.replace('./fdzd/')"),
        script("window.navigate('./fdzd/')"),
        script("window['location'] = './fdzd/';"),
        script("document.URL='./fdzd/';"),
        script("location.href=`./fdzd/`"),
        script("window.open('./fdzd/', '_self');"),
        script("var url = './fdzd/';\nwindow.location.href = url;"),
        script("window.location.href = window.location.origin + '/zwgk/fdzd/'"),
        script("setTimeout(\"window.location.href='./fdzd/'\", 0);"),
        script("$(function(){ window.location.href='./fdzd/'; })"),
        script("function go(){ location.href='./fdzd/'; } go();"),
        script("// location.href='./old/';\nlocation.href='./fdzd/';"),
        script("<!--\nwindow.location='./fdzd/';\n//-->"),
        script(
            'if (true) { document.write(\'<meta http-equiv="refresh" content="0;url=fdzd/">\'); }'
        ),
        script(
            'if(1){document.write("<meta http-equiv=\\"refresh\\" content=\\"0;url=fdzd/\\">")}'
        ),
        script(
            "if (/Android|iPhone/.test(navigator.userAgent)) { location.href='/m/' }"
            " else { location.href='./fdzd/' }"
        ),
        '<ul id="c"><li><a href="./fdzd/">目录</a></li><li><a href="./zn/">指南</a></li></ul>'
        '<script>window.location.href=$("#c li:first a").attr("href");</script>',
    ],
)
def test_redirect(html: str) -> None:
    page = read(html)
    assert (page.kind, page.redirect) == (
        PageKind.REDIRECT,
        "https://www.qinghe.gov.cn/zwgk/fdzd/",
    )


@pytest.mark.parametrize(
    "html",
    [
        '<meta http-equiv="refresh" content="600">',
        '<meta http-equiv="refresh" content="0;url=https://www.qinghe.gov.cn/zwgk/">',
        script("if (location.protocol=='http:') { location.href = 'https:' + location.href; }"),
        script("if (/Android/.test(navigator.userAgent)) { location.href='/m/' }"),
        script("function search(){ window.location.href='/so/'; }"),
        script("$('#so').click(function(){ window.location.href='/so/'; })"),
        f"{TEMPLATE}<script>if (old) location.href='/ie/';</script></body></html>",
        f"{TEMPLATE}<script>if (old) {{ location.href='/ie/'; }}</script></body></html>",
    ],
)
def test_stays(html: str) -> None:
    page = read(html)
    assert page.redirect == ""
    assert page.kind is not PageKind.REDIRECT
