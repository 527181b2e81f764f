"""Pagers that call a function of the page: which addresses follow from what that does."""

import pytest

from govsweep.facts import Page
from govsweep.reading import read_page

_ROWS = "".join(
    f"<li><a href='/gs/{one}.html'>全市第{one}次检查结果公示</a><i>2026-11-1{one}</i></li>"
    for one in range(6)
)
_BRANCHES = (
    "function {0}(n){{if(n==1){{location.href='index.html';}}"
    "else{{location.href='index_'+(n-1)+'.html';}}}}"
)
_FORM = (
    "<form id='pageForm' name='f' action='/gs/list.jsp' method='{0}'>"
    "<input type='hidden' name='column' value='7'>"
    "<input type='hidden' id='no' name='pageNo' value='1'></form>"
)


def _links(function: str, *before: str) -> str:
    def call(number: int) -> str:
        return f"{function}({','.join([*before, str(number)])})"

    numbers = "".join(f'<a href="javascript:{call(one)}">{one}</a>' for one in (1, 2, 3))
    return f'{numbers}<a href="javascript:{call(2)}">下一页</a><span>共4页</span>'


def _read(behind: str, *, url: str = "http://www.x.gov.cn/gs/index.html?t=1") -> Page:
    head = "<meta charset='utf-8'><title>公示公告</title>"
    html = f"<html><head>{head}</head><body><div><ul>{_ROWS}</ul>{behind}</div></body></html>"
    return read_page(html.encode(), url=url)


def _script(function: str, body: str, names: str = "n") -> str:
    return f"<script>function {function}({names}){{{body}}}</script>"


@pytest.mark.parametrize(
    ("behind", "second", "last"),
    [
        (f"{_links('go')}<script>{_BRANCHES.format('go')}</script>",
         "index_1.html", "index_3.html"),
        (_links("go") + _script("go", "location.href=n==1?'index.html':'index_'+n+'.html'"),
         "index_2.html", "index_4.html"),
        (_links("go") + "<script>const go=(n)=>{location.href=`list_${n}.html`}</script>",
         "list_2.html", "list_4.html"),
        (_links("go") + "<script>const go=(n)=>{location.href=`list_${n-1}.html`}</script>",
         "list_1.html", "list_3.html"),
        (_links("go") + _script("go", "var u='list_'+parseInt(n)+'.html';window.location=u;"),
         "list_2.html", "list_4.html"),
        ("<script>var base='list_',end='.html';</script>"
         + _links("go") + _script("go", "if(n<1)return;var u=base+n+end;location.assign(u);"),
         "list_2.html", "list_4.html"),
        (_links("go") + _script("go", "location.href=location.pathname+'?page='+n;"),
         "index.html?page=2", "index.html?page=4"),
        (_links("go") + _script("go", "var u=location.href.split('?')[0]+'?p='+n;location.href=u"),
         "index.html?p=2", "index.html?p=4"),
        (_links("go", "'zwgk'") + _script("go", "if(n){location.href='/'+c+'/'+n+'.html'}", "c,n"),
         "/zwgk/2.html", "/zwgk/4.html"),
        (_FORM.format("get") + _links("go")
         + _script("go", "document.getElementById('no').value=n;document.f.submit()"),
         "list.jsp?column=7&pageNo=2", "list.jsp?column=7&pageNo=4"),
        (_FORM.format("GET") + _links("go")
         + _script("go", "$('#no').val(n);$('#pageForm').submit();return false"),
         "list.jsp?column=7&pageNo=2", "list.jsp?column=7&pageNo=4"),
        (_FORM.format("") + _links("go")
         + _script("go", "document.f.pageNo.value=n;document.f.submit()"),
         "list.jsp?column=7&pageNo=2", "list.jsp?column=7&pageNo=4"),
    ],
    ids=[
        "branches", "a choice", "a template", "a template from nought", "a variable",
        "variables of the page", "its own path", "its own address", "two arguments",
        "a form by its field", "a form by jQuery", "a form by its name",
    ],
)  # fmt: skip
def test_further_pages_follow_from_the_function(behind: str, second: str, last: str) -> None:
    page = _read(behind)
    base = "http://www.x.gov.cn" + ("" if second.startswith("/") else "/gs/")
    assert {f"{base}{second}", f"{base}{last}"} <= set(page.more)
    assert len(page.more) == 3
    assert not page.unturned


def test_a_link_that_is_clicked_is_a_call_too() -> None:
    clicks = "".join(f"<a onclick=\"toPage('{one}')\">{one}</a>" for one in (1, 2, 3))
    page = _read(f"<div>{clicks}</div><script>{_BRANCHES.format('toPage')}</script>")
    assert [one.rpartition("/")[2] for one in page.more] == ["index_1.html", "index_2.html"]


@pytest.mark.parametrize(
    "behind",
    [
        _FORM.format("post") + _links("go")
        + _script("go", "$('#no').val(n);$('#pageForm').submit()"),
        _links("go") + _script("go", "$.ajax({url:'/api?page='+n})"),
        _links("go") + _script("go", "$('#list').load('list_'+n+'.html')"),
        _links("go") + _script("go", "location.href=where(n)"),
        _links("go") + _script("go", "location.href=prefix+n+'.html'"),
        _links("go") + "<script src='/js/pager.js'></script>",
        "<a href=\"javascript:__doPostBack('p','2')\">2</a>"
        "<a href=\"javascript:__doPostBack('p','2')\">下一页</a>",
    ],
    ids=[
        "posted", "a service", "loaded into it", "another function", "an unknown name",
        "elsewhere", "post back",
    ],
)  # fmt: skip
def test_what_is_not_known_to_the_last_letter_is_told_as_unread(behind: str) -> None:
    page = _read(behind)
    assert page.more == ()
    assert page.unturned or page.turnable
