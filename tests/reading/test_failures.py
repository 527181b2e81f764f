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


@pytest.mark.parametrize(
    "body",
    [
        "<h2>您提交的请求含有非法字符，已被管理员设置的规则拦截</h2><p>编号：88</p>",
        "<p>由于您的访问过于频繁，请稍后重试</p><p>来源地址：10.1.1.1</p>",
        "<h1>提示</h1><p>请先完成人机验证再继续浏览</p><div id='box'></div>",
        "<p>检测到疑似攻击行为，本次访问已被某某盾拦截</p>",
        "<h1>您的请求已被应用防火墙拦截</h1><p>事件编号：7 时间：2026-11-20 您的IP：10.1.1.1</p>",
    ],
)
@pytest.mark.parametrize("home", [True, False])
def test_a_refusal_that_stands_alone_is_a_wall_s(body: str, home: bool) -> None:
    page = read_page(f"<body>{body}".encode(), url="http://www.x.gov.cn/", home=home)
    assert (page.wall, page.soft_error) == (True, False)


@pytest.mark.parametrize(
    "body",
    [
        "<h1>网站防火墙升级采购公告</h1><p>发布时间：2026-11-03</p><p>含有攻击的请求已被拦截的，记入日志。</p>",
        "<h1>市大数据局答复来信</h1><p>发布时间：2026-11-03</p><p>您反映的访问被拦截的情况已处理。</p>",
        "<p>您的位置：<a href='/'>首页</a> &gt; <a href='/fw/'>服务</a> &gt; 提示</p>"
        "<p>请先完成人机验证</p>",
        "<p>访问过于频繁的，系统会请您稍候。</p>"
        + "<p>各单位要加强网络安全管理，及时修补漏洞。</p>" * 20,
        "<p>请求已被拦截</p>" + "".join(f"<a href='/{one}/'>栏目{one}</a>" for one in range(6)),
        "",
    ],
    ids=["an article", "an answer", "in a column", "says more", "leads on", "empty"],
)
def test_what_speaks_of_walls_is_none(body: str) -> None:
    assert not read_page(f"<body>{body}".encode(), url="http://www.x.gov.cn/a.html").wall


@pytest.mark.parametrize(
    "body",
    [
        "<h1>系统检修中</h1><p>给您带来不便，敬请谅解</p>",
        "<p>因机房改造，本站暂停访问</p><p>网站升级期间停止服务</p>",
        "<p>本域名正在出售，有意者请联系</p>",
        "",
        "<b>Parse error</b>: syntax error in /data/www/inc.php on line 8",
    ],
)
def test_what_stands_in_a_site_s_place_is_no_home_page(body: str) -> None:
    page = read_page(f"<body>{body}".encode(), url="http://www.x.gov.cn/", home=True)
    assert (page.soft_error, page.wall) == (True, False)


@pytest.mark.parametrize(
    ("body", "home"),
    [
        ("<p>系统检修中</p>" + "".join(f"<a href='/{n}/'>栏目{n}</a>" for n in range(6)), True),
        ("<h1>栏目建设中</h1><p>敬请期待</p>", False),
    ],
    ids=["leads on", "a column's own word"],
)
def test_what_says_so_of_a_part_is_a_page(body: str, home: bool) -> None:
    page = read_page(f"<body>{body}".encode(), url="http://www.x.gov.cn/gk/", home=home)
    assert not page.soft_error


def test_what_shows_nothing_but_a_script_waits_for_it() -> None:
    html = b"<html><head><script>var _0xa1=['q'];eval(_0xa1[0])</script></head><body></body></html>"
    page = read_page(html, url="http://www.x.gov.cn/", home=True)
    assert (page.shell, page.soft_error) == (True, False)
    shown = html.replace(b"<body>", b"<body><img src='/top.jpg'>")
    assert not read_page(shown, url="http://www.x.gov.cn/", home=True).shell


def test_a_link_into_an_application_makes_no_shell_of_the_page() -> None:
    """A menu leads to the application of its site; only its own pages load its scripts."""
    words = b"<body><h2>\xe9\x80\x9a\xe5\x91\x8a</h2><ul></ul>"
    for signs, shell in (
        (b"<a class='m' href='/gkmlpt/index'>open</a>", False),
        (b"<script src='/gkmlpt/static/app.js'></script>", True),
    ):
        page = read_page(words + signs, url="http://www.x.gov.cn/gg/")
        assert page.shell is shell
