"""Marks of scripts in a page that may bring what it shows."""

import pytest

from govsweep.reading import read_page


def marks(body: str) -> tuple[str, ...]:
    html = f"<html><head><title>公示公告</title></head><body>{body}</body></html>"
    return read_page(html.encode(), url="http://www.x.gov.cn/gs/").fills


@pytest.mark.parametrize(
    "script",
    [
        "var a=atob('Lw==');$.ajax({url:a+'?s='+sign(),success:draw})",
        "fetch(base()+'/q').then(draw)",
        "var s=new WebSocket(u);s.onmessage=draw",
        "var x=new XMLHttpRequest();x.onload=draw;x.send()",
        "import {run} from '/m.js';run('#box')",
        "document.getElementById('box').innerHTML=unpack(z)",
        "loadColumn(17)",
        "layui.use('table',draw)",
    ],
)
def test_what_asks_writes_or_calls_may_bring_rows(script: str) -> None:
    assert len(marks(f"<div id='box'></div><script>{script}</script>")) == 1


def test_one_template_has_one_mark() -> None:
    one = marks("<script>loadColumn(17, '公示公告')</script>")
    other = marks("<script> loadColumn(203,\n'政策解读')</script>")
    assert one == other != ()
    assert marks("<script>loadColumn(17, 'a')</script>") != one


@pytest.mark.parametrize(
    "body",
    [
        "",
        "<script>var columnId=17;</script>",
        "<script type='text/html'>{{each rows}}<li>load(1)</li>{{/each}}</script>",
        "<script>var _hmt=_hmt||[];var h=document.createElement('script');"
        "h.src='https://hm.baidu.com/hm.js?1'</script>",
    ],
    ids=["no script", "a number", "a template", "a counter"],
)
def test_what_brings_nothing_has_none(body: str) -> None:
    assert marks(body) == ()
