"""What stands by a list's rows and may turn to further ones, though it does not say so."""

import pytest

from govsweep.facts import Page
from govsweep.reading import read_page

ROWS = "<ul>{}</ul>".format(
    "".join(
        f"<li><a href='/gs/{one}.html'>全市第{one}次检查结果公示</a><i>2026-11-1{one}</i></li>"
        for one in range(6)
    )
)
FOOT = (
    "<div class=footer><p>主办单位：清禾市商务局 联系电话：0839-3267001</p><a href='#'>1</a></div>"
)


def read(behind: str, above: str = "") -> Page:
    body = f"<div>{above}{ROWS}{behind}</div>{FOOT}<script src='/js/list.js'></script>"
    html = f"<html><head><title>公示公告</title></head><body>{body}</body></html>"
    return read_page(html.encode(), url="http://www.x.gov.cn/gs/")


def test_what_may_turn_a_list() -> None:
    ways = [
        "<a href='javascript:goPage(2)'>2</a>",
        "<li onclick='goPage(2)'>2</li>",
        "<p>1 2 3</p>",
        "<p>【1】【2】【3】</p>",
        "<p>一 二 三 四</p>",
        "<p>首页 上一页 下一页 尾页</p>",
        "<p>首 页 上 页 下 页 尾 页</p>",
        "<img src='/next.gif'>",
        "<img src='/a.png' onclick='np()'>",
        "<img src='/a.png' alt='下一页'>",
        "<a href='javascript:np()'><img src='/a.png' alt=''></a>",
        "<a href='#' class='n'><i></i></a>",
        "<button class='n'></button>",
        "<input size=3><button>跳转</button>",
        "<input type=number min=1 max=24>",
        "<select onchange='go(this.value)'><option>1</option><option>2</option></select>",
        "<select><option value=1>第1页</option><option value=2>第2页</option></select>",
        "<p>共 12 页</p>",
        "<p>第 1 页 / 共 12 页</p>",
        "<p>还有115条</p>",
        "<p>Showing 1 to 6 of 120 entries</p>",
        "<p>▶</p>",
        "<form><input type=hidden name=p value=2><button>后6条</button></form>",
        "<p>下6条</p>",
        "<p>换一批</p>",
        "<p>第壹页 第贰页</p>",
        "<p>本栏目共有信息120条，每页显示6条</p>",
        "<p onclick='more()'>往期</p>",
    ]
    pages = {one: read(one) for one in ways}
    assert [one for one, page in pages.items() if not (page.turnable or page.unturned)] == []
    above = ways[0], ways[2], ways[15], ways[17]
    pages = {one: read("", one) for one in above}
    assert [one for one, page in pages.items() if not (page.turnable or page.unturned)] == []


@pytest.mark.parametrize(
    "behind",
    [
        "",
        "<p>共1页</p>",
        "<p>第1/1页 共6条</p>",
        "<p>共 6 条记录</p>",
        "<p>首页 上一页 1 下一页 尾页</p>",
        "<a href='javascript:window.print()'>打印</a> <a href='#'>关闭</a>",
        "<a href='#top'>返回顶部</a>",
        "<p>分享到：<a href='javascript:;'>微信</a></p>",
        "<form><input name=keyword></form>",
        "<p>本栏目由办公室负责维护</p>",
        "<img src='/banner.jpg' alt='清廉清禾'>",
        "<button hidden>下一页</button>",
        "<script>function createPageHTML(n,c,p,e){for(var i=1;i<n;i++)document.write("
        "'<a href=\"'+p+'_'+i+'.'+e+'\">'+i+'</a>')}createPageHTML(1,0,'index','html')</script>",
    ],
)
def test_what_turns_nothing(behind: str) -> None:
    assert not read(behind).turnable
