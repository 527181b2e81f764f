"""Pages with status 200 that are none, and those that only look so."""

import pytest

from govsweep.reading import read_page


def test_what_a_page_quotes_it_does_not_say_of_itself() -> None:
    html = (
        "<body><p>关于“您访问的页面不存在，请返回首页”提示语的说明</p><a href='/'>返回</a></body>"
    )
    assert not read_page(html.encode(), url="http://www.x.gov.cn/notice.html").soft_error


def test_a_page_that_a_limit_of_ours_cut_is_not_empty() -> None:
    html = "<body>" + "<div>" * 100_000 + "内容"
    assert not read_page(html.encode(), url="http://www.x.gov.cn/deep.html").soft_error


def _says_it_failed(body: str, title: str = "") -> bool:
    html = f"<!DOCTYPE html><html><head><title>{title}</title></head><body>{body}</body></html>"
    return read_page(html.encode(), url="http://www.x.gov.cn/show.php?id=7").soft_error


@pytest.mark.parametrize(
    ("body", "title"),
    [
        ("<p>您要浏览的栏目不存在！</p>", "提示"),
        ("<p>参数有误，没有找到该文章</p>", "系统提示"),
        ("<p>当前位置：<a href='/'>首页</a></p><p>抱歉！该内容已下架或者已失效。</p>", "提示"),
        ("<p>该稿件尚未发布，或者已撤回</p>", "提示"),
        ("<p>无此信息，或者信息尚未审核通过。</p>", "信息提示"),
        ('{"code":500,"message":"记录不存在"}', ""),
        ("<h1>HTTP状态 404 - 未找到</h1><p>类型：状态报告</p>", "HTTP状态 404 - 未找到"),
        ("<h2>500 - 内部服务器错误。</h2><p>您查找的资源存在问题</p>", "500 - 内部服务器错误。"),
        (
            "<h1>Welcome to nginx!</h1><p>Further configuration is required.</p>",
            "Welcome to nginx!",
        ),
        ("<img src='iisstart.png' alt='IIS'>", "IIS Windows Server"),
        ("<h1>恭喜，站点创建成功！</h1><p>本页面由系统自动生成</p>", "恭喜，站点创建成功！"),
        ("<p>Warning: Can't connect to MySQL server on '10.0.0.3' (111)</p>", ""),
        ("<script>alert('查看的稿件已删除');history.go(-1)</script>", ""),
        ("<script>alert(\"对不起，您访问的页面找不到\");location='/'</script>", ""),
    ],
)
def test_what_has_nothing_to_show_says_so_in_many_ways(body: str, title: str) -> None:
    assert _says_it_failed(body, title)


@pytest.mark.parametrize(
    "body",
    [
        "<h1>申请公开的信息不存在怎么办</h1><p>发布时间：2026-11-03</p><p>该信息不存在的，书面告知申请人。</p>",
        "<h1>办事指南更新说明</h1><p>旧版指南中的内容已删除，以窗口公示为准。</p>",
        "<h1>市民反映缴存数据不存在</h1><p>来信时间：2026-11-03</p><p>答复：请到窗口核实。</p>",
        "<h1>有市民说网上的表格页面找不到</h1><p>答复：已在首页重新放置。</p>",
        "<ul><li><a href='/1.html'>关于该信息已过期营业执照的公告</a><span>2026-11-03</span></li>"
        "<li><a href='/2.html'>关于汛期水位公布的通告</a><span>2026-11-02</span></li>"
        "<li><a href='/3.html'>关于供热缴费时间的通告</a><span>2026-11-01</span></li></ul>",
        "<h1>某县文旅局：该数据已下架处理的产品名单</h1><p>2026-11-03</p><p>现予公布。</p>",
        "<script>alert('本站文件不存在收费')</script><p>欢迎来到云州市图书馆。</p>",
        "<script>alert('欢迎访问')</script>",
        "<p>为您找到 0 条结果</p><p>抱歉，没有找到您要的内容，换个说法试试。</p>",
    ],
)
def test_what_tells_of_things_that_are_missing_is_no_error(body: str) -> None:
    assert not _says_it_failed(body)


_NEWEST = "<h3>最新信息</h3><ul>" + "".join(
    f"<li><a href='/xw/{one}.html'>全市第{one}次工作会议召开</a><i>2026-11-0{one}</i></li>"
    for one in range(1, 7)
)


@pytest.mark.parametrize(
    "body",
    [
        "<h2>404</h2><p>文章不存在或已下线</p>",
        "<p>您访问的链接已失效</p><p>您可以：<a href='/'>返回首页</a></p>",
        "<p>很抱歉，该页面无法访问</p>",
    ],
)
def test_what_it_lists_beside_makes_no_page_of_an_error(body: str) -> None:
    assert _says_it_failed(body + _NEWEST, "某市人民政府")


@pytest.mark.parametrize(
    "body",
    [
        "<h2>失效文件</h2><p>以下文件已失效</p>",
        "<div style='display:none'>您访问的页面不存在</div>",
        "<p>共找到 0 条结果，没有找到相关内容</p>",
        "<p>该信息已过期，仅供参考</p><p>" + "现将岗位和待遇公布如下，欢迎前来应聘。" * 20 + "</p>",
        "<table>"
        + "<tr><td><a href='/zc/1.html'>停车管理办法</a></td><td>该文件已失效</td></tr>" * 6,
    ],
    ids=["heads a list", "unseen", "a search", "beside a text", "states of rows"],
)
def test_a_list_beside_such_words_stays_one(body: str) -> None:
    assert not _says_it_failed(body + _NEWEST, "某市人民政府")
