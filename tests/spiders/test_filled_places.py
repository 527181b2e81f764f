"""What scripts may fill is no confirmed blank or stale column, however its place is called.

And what no script fills stays confirmed, whatever else stands empty on the page and is loaded.
"""

import datetime as dt
import re
from typing import Any

import pytest

from govsweep.judging import Judges
from govsweep.rules import load_rules
from govsweep.settle import settle

DAY = dt.date(2026, 11, 20)
TOPICS = tuple(
    one
    for line in (
        "农业 水利 教育 卫生 交通 住建 民政 财政 税务 审计 环保 林业 气象 地震 消防 公安 司法 商务",
        "科技 文化 旅游 体育 广电 档案 史志 粮食 供销 烟草 邮政 通信 电力 燃气 供水 园林 城管 市监",
        "药监 医保 国土 规划 房产 人防 外事 侨务 民族 宗教 残联 妇联 工会 团委 科协 文联 社科 红会",
    )
    for one in line.split()
)
SCOPE = "document.getElementById"
ADD = "'<li><a href=\"/x.html\">县里召开安全生产会议</a><i>2026-11-19</i></li>'"


def rows(folder: str, *ages: int) -> str:
    days = (DAY - dt.timedelta(days=age) for age in ages)
    return '<ul class="list">{}</ul>'.format(
        "".join(
            f'<li><a href="/{folder}/{number}.html">县里办第{number}期技能培训</a><i>{day}</i></li>'
            for number, day in enumerate(days)
        )
    )


def by_id(name: str) -> str:
    return f"{SCOPE}('{name}').innerHTML = {ADD};"


# What stands on the page, ROWS being its old rows, and a script of its own in a file.
FILLED: dict[str, tuple[str, str]] = {
    "ul of two letters": ("<ul id=lb></ul>ROWS<script src=JS></script>", by_id("lb")),
    "a word in pinyin": ("<div id=xwlb></div>ROWS<script src=JS defer></script>", by_id("xwlb")),
    "a word of nothing": ("<ul id=zxxx></ul>ROWS<script src=JS async></script>", by_id("zxxx")),
    "a word of English": (
        "<div id=headlines></div>ROWS<script src=JS></script>",
        by_id("headlines"),
    ),
    "two letters by $": ("<div id=a1></div>ROWS<script src=JS></script>", f"$('#a1').html({ADD})"),
    "no name in a named box": (
        "<div id=wai><ul></ul></div>ROWS<script src=JS></script>",
        f"{SCOPE}('wai').getElementsByTagName('ul')[0].innerHTML={ADD}",
    ),
    "no name in a box with rows": (
        "<div class=kuai><ul></ul>ROWS</div><script src=JS></script>",
        f"$('.kuai').children('ul').eq(0).append({ADD})",
    ),
    "a selector": (
        "<div class=qu><p><span>快讯</span></p><ul></ul></div>ROWS<script src=JS></script>",
        f"document.querySelector('.qu > ul').innerHTML={ADD}",
    ),
    "a table's head": (
        "<table id=bg><tr><th>标题</th><th>日期</th></tr></table>ROWS<script src=JS></script>",
        f"$('#bg').append({ADD})",
    ),
    "a table's empty body": (
        "<table><thead><tr><td>标题</td><td>日期</td></tr></thead><tbody id=tb></tbody></table>ROWS"
        "<script src=JS></script>",
        by_id("tb"),
    ),
    "a table body by its tag": (
        "<table class=w><thead><tr><th>标题</th><th>日期</th></tr></thead><tbody></tbody></table>"
        "ROWS<script src=JS></script>",
        f"document.querySelector('table.w tbody').innerHTML={ADD}",
    ),
    "below pinned rows": ("ROWS<div id=gd></div><script src=JS></script>", by_id("gd")),
    "beside": (
        "<table><tr><td>ROWS</td><td><div id=you></div></td></tr></table><script src=JS></script>",
        by_id("you"),
    ),
    "in its head": ("<ul id=kj></ul>ROWS", f"window.onload=function(){{{by_id('kj')}}}"),
    "a module": ("<ul id=mk></ul>ROWS<script type=module src=JS></script>", by_id("mk")),
    "inline": (f"<ul id=zn></ul>ROWS<script>{by_id('zn')}</script>", ""),
    "inline above": (
        f"<script>window.onload=()=>{{{by_id('zs')}}}</script><ul id=zs></ul>ROWS",
        "",
    ),
    "told by a call": (
        "<div id=hs></div>ROWS<script src=JS></script><script>tianchong('hs')</script>",
        f"function tianchong(w){{{SCOPE}(w).innerHTML={ADD}}}",
    ),
    "told as an option": (
        "<div id=xuan></div>ROWS<script src=JS></script>",
        "new Lan({lei: 7, he: 'xuan', tiao: 20}).kai()",
    ),
    "counted": (
        "<ul id=lie3></ul>ROWS<script src=JS></script>",
        f"for (var i=1;i<5;i++) {SCOPE}('lie'+i).innerHTML={ADD}",
    ),
    "by its id alone": ("<ul id=zhi></ul>ROWS<script src=JS></script>", f"zhi.innerHTML={ADD}"),
    "by its class": (
        "<ul class='lie kuan'></ul>ROWS<script src=JS></script>",
        f"document.getElementsByClassName('kuan')[0].innerHTML={ADD}",
    ),
    "document.write": (
        "<div class=xie><script src=JS></script></div>ROWS",
        f"document.write({ADD})",
    ),
    "document.write in a list": (
        "<ul class=xl><script src=JS></script></ul>ROWS",
        f"(function(){{document.write({ADD})}})()",
    ),
    "document.write inline": (
        "<div class=xn><script>document.write(lie(7))</script></div>ROWS",
        "",
    ),
    "a template engine": (
        "<script id=mb type=text/html>{{each d as a}}<li>{{a.t}}</li>{{/each}}</script>"
        "<ul id=mbq></ul>ROWS<script src=JS></script>",
        f"{SCOPE}('mbq').innerHTML = template('mb', d)",
    ),
    "vue": (
        "<div id=ying></div>ROWS<script src=JS></script>",
        "new Vue({el:'#ying',render:h=>h(A)})",
    ),
    "vue 3": ("<div id=yong></div>ROWS<script src=JS></script>", "createApp(A).mount('#yong')"),
    "react": (
        "<div id=gen></div>ROWS<script src=JS></script>",
        f"ReactDOM.createRoot({SCOPE}('gen')).render(e(A))",
    ),
    "a web component": (
        "<xin-lan></xin-lan>ROWS<script src=JS></script>",
        "customElements.define('xin-lan', class extends HTMLElement{})",
    ),
    "a frame": (
        "<iframe name=kuang id=kuang></iframe>ROWS<script src=JS></script>",
        "$('#kuang').attr('src', '/nei.html')",
    ),
    "a frame by name": (
        "<iframe name=kuang2></iframe>ROWS<script src=JS></script>",
        "window.open('/nei.html', 'kuang2')",
    ),
    "an attribute": (
        "<div id=sx data-lanmu=7></div>ROWS<script src=JS></script>",
        "document.querySelectorAll('[data-lanmu]').forEach(kai)",
    ),
    "onload of the body": (
        "<div id=sxt></div>ROWS<img src=/a.gif onload=\"kaishi('sxt')\">",
        "",
    ),
    "onload of a script": (
        "<div id=sxs></div>ROWS<script src=JS onload=\"kaishi('sxs')\"></script>",
        "function kaishi(w){}",
    ),
    "a picture of waiting": (
        "<div id=deng><img src=/wait.gif></div>ROWS<script src=JS></script>",
        by_id("deng"),
    ),
    "word of nothing": (
        "<ul id=wu><li>暂无信息</li></ul>ROWS<script src=JS></script>",
        by_id("wu"),
    ),
    "appended": ("<div id=jia></div>ROWS<script src=JS></script>", f"$({ADD}).appendTo('#jia')"),
    "loaded": ("<div class=zai></div>ROWS<script src=JS></script>", "$('.zai').load('/nei.html')"),
    "by another script": (
        "<div id=tao></div>ROWS<script src=JS></script>",
        "var s=document.createElement('script');s.src='/js/inner.js';document.body.append(s)",
    ),
    "of another host": ("<div id=wai2></div>ROWS<script src=FAR></script>", by_id("wai2")),
    "a script that fails": ("<div id=cuo></div>ROWS<script src=/js/broken.js></script>", ""),
    "a script by a program": (
        "<div class=cx><script src='/js/list.jsp?lm=7'></script></div>ROWS",
        "",
    ),
    "by the address": (
        "<div class=dz id=dz_7></div>ROWS<script src=JS></script>",
        f"$('#dz_' + 7).length; document.querySelector('.dz').innerHTML = {ADD}",
    ),
}
LAYOUT = (
    "<div class=clear></div><div id=box_t></div><div class='line10'></div><hr><div></div>"
    "<table><tr><td></td></tr></table>"
)
# What fills nothing of a column: menus, counters, sharing, libraries.
PLAIN: dict[str, tuple[str, str]] = {
    "nothing": ("ROWS", ""),
    "layout": (f"{LAYOUT}ROWS{LAYOUT}", ""),
    "a menu's script": (
        f"{LAYOUT}ROWS<script src=JS></script>",
        "$('.nav li').hover(function(){$(this).find('ul').stop().slideDown()});",
    ),
    "a counter": (
        f"ROWS{LAYOUT}<script src=JS></script>",
        "var n=new Image();n.src='/hits?u='+location;",
    ),
    "sharing": (
        f"{LAYOUT}ROWS<script src=JS></script>",
        "$('.bdsharebuttonbox').html(share()); document.title='x'",
    ),
    "a library": (
        f"<div id=content></div>{LAYOUT}ROWS<script src=JS></script>",
        "(function(r,f){typeof define==='function'&&define.amd?define(f):f()})(this,function(){"
        "var content='content',a={content:1,list:'list'};return a['content']})",
    ),
    "tabs": (
        "<div class=tab_b></div>ROWS<script src=JS></script>",
        "$('.tab_b').css('height', 3); $('.tab_b').on('click', go); $('.tab_t li').click(go)",
    ),
    "a search form's script": (
        f"{LAYOUT}ROWS<script>function so(){{if(document.f.q.value=='')alert('请输入')}}</script>",
        "",
    ),
    "a date's script": (
        "<div class=today><script>document.write(new Date().toLocaleDateString())</script></div>"
        f"{LAYOUT}ROWS",
        "",
    ),
    "a box of the frame filled": (
        f"<div id=huiguang></div>{LAYOUT}ROWS<script src=JS></script>",
        by_id("huiguang"),
    ),
    "a script that is not there": (f"{LAYOUT}ROWS<script src=/js/gone.js></script>", ""),
    "a pager's script": (
        f"ROWS{LAYOUT}<div class=fenye_q><script>fenye(1, 0, 'index', 'html')</script></div>",
        "",
    ),
    "a pager by its id": (
        f"ROWS{LAYOUT}<div id=yema></div><script src=JS></script>",
        f"{SCOPE}('yema').innerHTML = fenye(3)",
    ),
    "columns of the menu": (
        f"<div id=zuo></div>{LAYOUT}ROWS<script src=JS></script>",
        "$('#header').load('/top.html'); $('#zuo').addClass('on')",
    ),
    "names of others": (
        f"<div class=kong></div>{LAYOUT}ROWS<script src=JS></script>",
        "$('#kong').html(1); $('.kongqi').html(2); document.getElementById('kon').innerHTML=3",
    ),
    "a class by chance": (
        f"<div class=shu></div>{LAYOUT}ROWS<script src=JS></script>",
        "var c={type:'shu'}; el.setAttribute('class','shu'); if (a=='shu') b()",
    ),
    "inside another": (
        f"<div class=n1><div class=n2></div></div>{LAYOUT}ROWS<script src=JS></script>",
        "$('.m1 .n2').html(1); $('.n2 .n1').html(2)",
    ),
    "heights": (
        f"<div id=gao></div>{LAYOUT}ROWS<script src=JS></script>",
        f"{SCOPE}('gao').style.height = {SCOPE}('ping').offsetHeight + 'px'",
    ),
    "templates": (
        f"{LAYOUT}ROWS<script type=text/html id=x><div id=box_t></div></script>"
        "<script src=JS></script>",
        "layer.open({title:'提示', content:'请登录'})",
    ),
    "a carousel": (
        f"<div class=lun></div>{LAYOUT}ROWS<script src=JS></script>",
        "jQuery('.lun').slide({mainCell:'.bd ul',autoPlay:true})",
    ),
}


def page(name: str, menu: str, body: str, extra: str = "") -> bytes:
    crumbs = f"<div class=pos>当前位置：<a href='/'>首页</a> &gt; {name}</div>"
    return (
        f"<!DOCTYPE html><html><head><meta charset=utf-8><title>{name}</title>"
        f"<meta name=ColumnName content={name}><script src=/js/common.js></script>{extra}</head>"
        f"<body><div class=nav><ul>{menu}</ul></div>{crumbs}<h2>{name}</h2>{body}"
        "<div class=footer>版权所有：清禾市人民政府</div></body></html>"
    ).encode()


class Laid:
    """Sites of one town, a column for each of the ways."""

    def __init__(self, town: Any, sweeping: Any) -> None:
        self.town, self.sweeping = town, sweeping
        self.ways: dict[str, str] = {}  # by the address of a column

    def site(
        self,
        number: int,
        ways: dict[str, tuple[str, str]],
        old: str,
        common: str,
        shared: bool = False,
    ) -> None:
        put = self.town.put
        if shared:
            common += ";\n".join(code for _, code in ways.values() if "document.write" not in code)
        name = f"清禾市第{number}局"
        names = dict(zip(ways, TOPICS, strict=False))
        fresh = TOPICS[: len(ways) + 2]
        menu = "".join(
            f"<li><a href=/c{at}/>{topic}动态</a></li>" for at, topic in enumerate(names.values())
        )
        menu += "".join(
            f"<li><a href=/f{at}/>{topic}要闻</a></li>" for at, topic in enumerate(fresh)
        )
        put("/", page(name, menu, ""), number=number)
        script = {"Content_Type": "text/javascript; charset=utf-8"}
        put("/js/common.js", common.encode(), number=number, **script)
        put("/js/inner.js", by_id("tao").encode(), number=number, **script)
        put("/js/broken.js", b"", number=number, status=500)
        put("/js/gone.js", b"", number=number, status=404)
        put("/js/list.jsp?lm=7", f"document.write({ADD})".encode(), number=number)
        for at, way in enumerate(ways):
            body, code = ways[way]
            if shared and "document.write" not in code:
                body, code = re.sub("<script src=JS[^>]*></script>", "", body), ""
            held = old.replace("FOLDER", f"c{at}")
            far = self.town.url(9, f"/{number}-{at}.js")
            body = body.replace("ROWS", held).replace("JS", f"/c{at}/list.js").replace("FAR", far)
            extra = (
                f"<script src=/c{at}/list.js></script>" if "list.js" not in body and code else ""
            )
            put(f"/c{at}/", page(f"{names[way]}动态", menu, body, extra), number=number)
            put(f"/c{at}/list.js", code.encode(), number=number, **script)
            put(f"/{number}-{at}.js", code.encode(), number=9, **script)
            for row in range(1):
                self.article(f"/c{at}/{row}.html", menu, number)
            self.ways[self.town.url(number, f"/c{at}/")] = way
        for at, topic in enumerate(fresh):
            tail = "<div class=fenye_q><script>fenye(9, 0, 'index', 'html')</script></div>"
            tail += "<div id=yema></div>"
            body = rows(f"f{at}", 1, 3, 5, 9) + tail
            put(f"/f{at}/", page(f"{topic}要闻", menu, body), number=number)
            for row in range(1):
                self.article(f"/f{at}/{row}.html", menu, number)
        self.sweeping.site(number, name=name)

    def article(self, path: str, menu: str, number: int) -> None:
        text = (
            f"<p>县里举办第{path[-6]}期技能培训班，{'请各单位遵照执行，并认真抓好落实。' * 9}</p>"
        )
        body = f"<div id=huiguang></div><h1>县里举办技能培训班</h1><div class=content>{text}</div>"
        self.town.put(path, page("正文", menu, body), number=number)

    def said(self) -> dict[tuple[int, str], str]:
        """What is said of each column, by its site and its way."""
        assert self.sweeping.run(GOVSWEEP_RENDERING="false") == ""
        store, sweep = self.sweeping.store, self.sweeping.sweep
        assert settle(store, sweep, Judges.by(load_rules())) == []
        found = store.findings.all(check=["blank-column", "stale-column"])
        told = {one.url: f"{one.check} {one.certainty.value}" for one in found}
        return {
            (int(url.split("/")[2].split(":")[0].rpartition(".")[2]), way): told.get(url, "")
            for url, way in self.ways.items()
        }


OLD = rows("FOLDER", 100, 120, 140, 160)
COMMON = "$('.nav li').hover(function(){$(this).addClass('on')}); var _t = 1;"


@pytest.fixture
def laid(town: Any, sweeping: Any) -> Laid:
    return Laid(town, sweeping)


def test_what_scripts_may_fill_is_never_confirmed_and_what_none_fills_is(laid: Laid) -> None:
    laid.site(1, FILLED, OLD, COMMON)
    laid.site(2, FILLED, OLD, COMMON, shared=True)
    laid.site(3, FILLED, "", COMMON, shared=True)
    laid.site(4, PLAIN, OLD, COMMON)
    laid.site(5, PLAIN, "", COMMON)
    said = laid.said()
    confirmed = {column for column, told in said.items() if "confirmed" in told}
    assert sorted(one for one in confirmed if one[0] <= 3) == []
    plain = {column for column in said if column[0] > 3}
    # Of a page without rows whose own script fills its pager alone, nobody knows whether it does.
    assert plain - confirmed == {(5, "a pager by its id")}
