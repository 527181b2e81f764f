"""Ways in which scripts fill a list, add to one, or leave it alone: what a page has, and a script.

Of a page ROWS stands for a list of old rows and LIS for these alone, JS for the script's address.
"""

import datetime as dt

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
ASK = "fetch('/api/rows').then(r=>r.text()).then(function(h){DO})"


def asked(do: str) -> str:
    return ASK.replace("DO", do)


# Old rows (ROWS a list of them, LIS the rows alone) to which a script adds newer ones.
OVER: dict[str, tuple[str, str]] = {
    "kept in a variable": (
        "<ul id=zd>LIS</ul><script src=JS></script>",
        f"var u={SCOPE}('zd');{asked('u.insertAdjacentHTML(`afterbegin`,h)')}",
    ),
    "its own class": ("ROWS<script src=JS></script>", asked("$('.list').prepend(h)")),
    "by what it stands in": (
        "<div class=zhu><p>说明</p>ROWS</div><script src=JS></script>",
        f"document.querySelectorAll('.zhu ul').forEach(function(u){{{asked('u.innerHTML=h')}}})",
    ),
    "children of a box": (
        "<div class=zhu2><div class=latest></div>ROWS</div><script src=JS></script>",
        "var t=document.querySelector('.zhu2').children;for(var i=0;i<t.length;i++)"
        f"if(!t[i].innerHTML.trim())(function(b){{{asked('b.innerHTML=h')}}})(t[i])",
    ),
    "vue over its own": (
        "<div id=ssr data-server-rendered=true>ROWS</div><script src=JS></script>",
        "new Vue({el:'#ssr',data:{a:[]},created(){axios.get('/api').then(r=>this.a=r.data)}})",
    ),
    "react over its own": (
        "<div id=rt>ROWS</div><script src=JS></script>",
        f"hydrateRoot({SCOPE}('rt'),e(A));function A(){{{asked('set(h)')}}}",
    ),
    "angular": (
        "<div ng-controller=LanCtl>ROWS</div><script src=JS></script>",
        "angular.module('a',[]).controller('LanCtl',function($scope,$http){$http.get('/api')})",
    ),
    "knockout": (
        "<ul data-bind='foreach: a'>LIS</ul><script src=JS></script>",
        "var m={a:ko.observableArray()};$.getJSON('/api',m.a);ko.applyBindings(m)",
    ),
    "htmx": (
        "<ul hx-get=/api/rows hx-trigger=load>LIS</ul><script src=JS></script>",
        "(function(r,f){define.amd?define(f):f()})(this,function(){fetch(1)})",
    ),
    "layui": (
        "<ul id=lt>LIS</ul><script src=JS></script>",
        "layui.use(['flow'],function(){layui.flow.load({elem:'#lt',done:function(p,n){$.get('/a')}})})",
    ),
    "laytpl": (
        "<div id=lp>ROWS</div><script src=JS></script>",
        "$.get('/api',function(d){laytpl(t).render(d,function(h){"
        f"{SCOPE}('lp').innerHTML=h}})}})",
    ),
    "a template engine": (
        "<div id=atp>ROWS</div><script src=JS></script>",
        "$.getJSON('/api',function(d){$('#atp').html(template('mb',d))})",
    ),
    "the second ul": (
        "ROWS<script src=JS></script>",
        asked("document.querySelectorAll('ul')[1].insertAdjacentHTML('afterbegin',h)"),
    ),
    "each of a class": (
        "<div class=kuai>ROWS</div><script src=JS></script>",
        "$('.kuai').each(function(){var t=$(this);$.get('/a',h=>t.find('ul').prepend(h))})",
    ),
    "this of a class": (
        "<div class=kuai1>ROWS</div><script src=JS></script>",
        "$('.kuai1').each(function(){jia(this)});function jia(e){$.get('/a',h=>$(e).prepend(h))}",
    ),
    "document.write in it": (
        f"<ul class=list><script>document.write({ADD})</script>LIS</ul>",
        "",
    ),
    "after the heading": (
        "ROWS<script src=JS></script>",
        asked("document.querySelector('h2').insertAdjacentHTML('afterend',h)"),
    ),
    "after the heading by $": ("ROWS<script src=JS></script>", asked("$('h2').after(h)")),
    "behind the heading": ("ROWS<script src=JS></script>", asked("$('h2').next().prepend(h)")),
    "closest": (
        "ROWS<script src=JS></script>",
        asked("$('.list a').first().closest('ul').prepend(h)"),
    ),
    "before its first row": (
        "ROWS<script src=JS></script>",
        asked("$(h).insertBefore($('.list li:first'))"),
    ),
    "a component around it": (
        "<xin-lan2>ROWS</xin-lan2><script src=JS></script>",
        f"customElements.define('xin-lan2',class extends HTMLElement{{a(){{{asked('b(h)')}}}}})",
    ),
    "a template element": (
        "<template id=mbt><li></li></template>ROWS<script src=JS></script>",
        f"var t={SCOPE}('mbt');{asked('document.querySelector(`.list`).prepend(t.content)')}",
    ),
    "an answer that calls": (
        "<ul id=jp>LIS</ul>"
        "<script>function show(d){document.getElementById('jp').innerHTML=d.h}</script>"
        "<script src=JS></script>",
        "show({h:'<li><a href=\"/x.html\">县里召开安全生产会议</a>2026-11-19</li>'})",
    ),
    "load": ("<div class=zai2>ROWS</div><script src=JS></script>", "$('.zai2').load('/a.html ul')"),
    "joined": (
        "<ul id=lie19>LIS</ul><script src=JS></script>",
        asked(f"{SCOPE}('li'+'e19').innerHTML=h"),
    ),
    "escaped": (
        "ROWS<script src=JS></script>",
        "var a=['\\x2e\\x6c\\x69\\x73\\x74','\\x2f\\x61'];fetch(a[1]).then(h=>"
        "document['querySelector'](a[0])['insertAdjacentHTML']('afterbegin',h))",
    ),
    "a beginning and a number": (
        "<div data-c=7><ul id=lie_7>LIS</ul></div><script src=JS></script>",
        "document.querySelectorAll('[data-c]').forEach(function(e){"
        + asked(f"{SCOPE}('lie_'+e.getAttribute('data-c')).innerHTML=h")
        + "})",
    ),
    "a key and an end": (
        "<div id=gzBox>ROWS</div><script src=JS></script>",
        f"var p={{a:'gz'}};var e={SCOPE}(p[location.hash]+'Box');{asked('e.innerHTML=h')}",
    ),
    "a template literal": (
        "<ul id=lan_7>LIS</ul><script src=JS></script>",
        asked("$(`#lan_${n}`).html(h)"),
    ),
    "any id": ("<ul id=renhe>LIS</ul><script src=JS></script>", asked("$('#'+n).html(h)")),
    "reversed": (
        "<ul id=siln>LIS</ul><script src=JS></script>",
        "var n=['n','l','i','s'].reverse().join('');" + asked(f"{SCOPE}(n).innerHTML=h"),
    ),
    "in another alphabet": (
        "<ul id=bs>LIS</ul><script src=JS></script>",
        asked("document.querySelector(atob('I2Jz')).innerHTML=h"),
    ),
    "packed": (
        "<ul id=bao>LIS</ul><script src=JS></script>",
        "eval(function(p,a,c,k,e,d){while(c--)if(k[c])p=p.replace("
        "new RegExp('\\\\b'+c+'\\\\b','g'),"
        "k[c]);return p}('$.0(\\'/a\\',1(2){$(\\'#3\\').4(2)})',5,5,"
        "'get|function|h|bao|prepend'.split('|'),0,{}))",
    ),
    "where it stands": (
        "<div><script src=JS></script>ROWS</div>",
        f"var s=document.currentScript;{asked('s.insertAdjacentHTML(`afterend`,h)')}",
    ),
    "by a path": (
        "ROWS<script src=JS></script>",
        asked("document.evaluate('//ul[2]',document,null,9,null).singleNodeValue.innerHTML=h"),
    ),
    "an attribute of the list": (
        "<ul data-lan2=7>LIS</ul><script src=JS></script>",
        f"document.querySelectorAll('[data-lan2]').forEach(function(e){{{asked('e.innerHTML=h')}}})",
    ),
    "an attribute by its short name": (
        "<div data-lan-mu=7>ROWS</div><script src=JS></script>",
        "document.querySelectorAll('div').forEach(function(e){if(e.dataset.lanMu)"
        f"{asked('e.innerHTML=h')}}})",
    ),
    "an id that begins so": (
        "<ul id=kaitou_9>LIS</ul><script src=JS></script>",
        asked("$('[id^=kaitou]').html(h)"),
    ),
    "handed to a maker": (
        "ROWS<script src=JS></script>",
        "new LanView('.list',{url:'/api/rows'})",
    ),
    "told to a loader": (
        "<ul id=zd36>LIS</ul><script>var cfg={target:'zd36',url:'/api/rows'}</script>"
        "<script src=JS></script>",
        asked(f"{SCOPE}(cfg.target).innerHTML=h"),
    ),
    "pushed": (
        "<ul id=tui>LIS</ul><script src=JS></script>",
        f"new EventSource('/s').onmessage=function(m){{{SCOPE}('tui').innerHTML=m.data}}",
    ),
    "by another script": (
        "<div id=tao>ROWS</div><script src=JS></script>",
        "$.getScript('/js/inner.js')",
    ),
    "a host that is down": (
        "ROWS<script src='http://127.0.0.1:9/list.js' async></script>",
        "",
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
    "stripes": (
        f"{LAYOUT}ROWS<script src=JS></script>",
        "$('.list li:odd').addClass('o');$('.list li').each(function(i){$(this).css('top',i)})",
    ),
    "shortened titles": (
        f"{LAYOUT}ROWS<script src=JS></script>",
        "$('.list li a').each(function(){var t=$(this).text();"
        "if(t.length>30)$(this).text(t.substr(0,30)+'…')});$.get('/login/state',g)",
    ),
    "rows that light up": (
        f"{LAYOUT}ROWS<script src=JS></script>",
        "$('.list li').hover(function(){$(this).addClass('h')},function(){$(this).hide()});"
        "$.getJSON('/weather',function(d){$('#tianqi').html(d.t)})",
    ),
    "letters made larger": (
        f"{LAYOUT}ROWS<script src=JS></script>",
        f"function zoom(n){{{SCOPE}('zhengwen').style.fontSize=n+'px'}}",
    ),
    "tabs by a number": (
        f"{LAYOUT}ROWS<script src=JS></script>",
        f"function tab(n,c){{for(i=1;i<=c;i++){{var e={SCOPE}('con_'+n+'_'+i);"
        "e.style.display='none';e.className='x'}}",
    ),
    "alike in height": (
        f"{LAYOUT}ROWS<script src=JS></script>",
        "$('.list').css('min-height',$('.you').height());$.get('/pv?u='+location.href)",
    ),
    "suggestions of a search": (
        f"{LAYOUT}ROWS<script src=JS></script>",
        "$('#ci').on('input',function(){$.getJSON('/suggest',function(d){$('#tishi').html(d.h)})})",
    ),
    "who is signed in": (
        f"{LAYOUT}ROWS<script src=JS></script>",
        "$.get('/login/state',function(d){if(d.n)$('.denglu').html(d.n)})",
    ),
    "a counter's loader": (
        f"{LAYOUT}ROWS<script>(function(){{var a=document.createElement('script');"
        "a.src='/js/gone.js';"
        "var s=document.getElementsByTagName('script')[0];"
        "s.parentNode.insertBefore(a,s)})()</script>",
        "",
    ),
    "an accessible bar": (
        f"{LAYOUT}ROWS<script src=JS></script>",
        "document.querySelector('#wza').onclick=function(){document.body.classList.toggle('w')};"
        "$.getScript('/js/gone.js')",
    ),
    "back to the top": (
        f"{LAYOUT}ROWS<script src=JS></script>",
        "$('body').append('<div class=gotop></div>');$('.gotop').click(function(){scrollTo(0,0)})",
    ),
    "pictures that come late": (
        f"{LAYOUT}ROWS<script src=JS></script>",
        "$('img[data-src]').each(function(){$(this).attr('src',$(this).attr('data-src'))})",
    ),
    "where one is": (
        f"{LAYOUT}ROWS<script src=JS></script>",
        "$('.nav a').each(function(){if(this.href==location.href)$(this).parent().addClass('on')});"
        "fetch('/api/session')",
    ),
    "a clock": (
        f"{LAYOUT}ROWS<script src=JS></script>",
        f"setInterval(function(){{{SCOPE}('zhong').innerHTML=new Date().toLocaleString()}},1000)",
    ),
    "an empty pager hidden": (
        f"{LAYOUT}ROWS<script src=JS></script>",
        "if($('.list li').length<20)$('.fenye').hide();$.post('/stat',{u:location.href})",
    ),
    "links in new windows": (
        f"{LAYOUT}ROWS<script src=JS></script>",
        "$('.list a').attr('target','_blank');$.get('/notice',function(d){layer.msg(d)})",
    ),
    "a list that scrolls": (
        f"{LAYOUT}ROWS<script src=JS></script>",
        "var l=document.querySelector('.list');if(l){l.scrollTop=0;l.onmouseover=function(){}}"
        "var x=new XMLHttpRequest();x.open('GET','/hits')",
    ),
    "a box afloat": (
        f"{LAYOUT}ROWS<script src=JS></script>",
        "var d=document.createElement('div');d.className='piao';document.body.appendChild(d);"
        "$.get('/piao',function(h){$('.piao').html(h)})",
    ),
}
