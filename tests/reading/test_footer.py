"""Footers in the spellings of real sites."""

import pytest

from govsweep.facts import FooterMark
from govsweep.reading import read_page


def footer(html: str) -> dict[FooterMark, str | None]:
    body = f'<html><body><p>正文</p><div class="footer">{html}</div></body></html>'
    marks = read_page(body.encode(), url="http://www.a.gov.cn/").footer
    assert marks is not None
    return marks


@pytest.mark.parametrize(
    ("html", "code"),
    [
        ("网站标识码：4506000001", "4506000001"),
        ("网站标识码 4104000017", "4104000017"),
        ("政府网站标识码：3609220011", "3609220011"),
        ("网站标识码：<span>bm14000002</span>", "bm14000002"),
        ("<p>网站标识码</p><p>4104000017</p>", "4104000017"),
        ("网站标识码：45060 00001 桂ICP备20000001号", "4506000001"),
        ("网站标识码：bm 1400 0002", "bm14000002"),
        ("网站标识码：4506000001 0776-2820001", "4506000001"),
        ("主办：某县 网站标识码：361078", None),
        ("主办：某县 网站标识码：361078 0791-8880001", None),
        ("版权所有 某县人民政府", None),
    ],
)
def test_identifier(html: str, code: str | None) -> None:
    assert footer(html)[FooterMark.IDENTIFIER] == code


@pytest.mark.parametrize(
    ("html", "number"),
    [
        ("京ICP备12345678号-1", "京ICP备12345678号-1"),
        ("<a>京</a><a>ICP</a><a>备</a><a>12345678</a><a>号</a><a>-1</a>", "京ICP备12345678号-1"),
        ("ICP证号：陕ICP备05009883号", "陕ICP备05009883号"),
        ("蜀ICP备 13001288号", "蜀ICP备13001288号"),
        ("备案序号：赣 ICP 备 10005259 号 - 2", "赣ICP备10005259号-2"),
        ("冀ICP备字1234567-1号", "冀ICP备1234567-1号"),
        ("鄂ICP证:020001-5", "鄂ICP证020001-5号"),
        ("ICP备05000866号-", "ICP备05000866号"),
        ("备案号：赣ＩＣＰ备１０００５２５９号", "赣ICP备10005259号"),
        ("ICP备案编号：（办理中）", None),
        ("主办：某县人民政府", None),
    ],
)
def test_icp(html: str, number: str | None) -> None:
    assert footer(html)[FooterMark.ICP] == number


@pytest.mark.parametrize(
    ("html", "number"),
    [
        ("京公网安备11010202000001号", "京公网安备11010202000001号"),
        ("粤公网安备 44010402001234号", "粤公网安备44010402001234号"),
        ("湘公安网备号：43010202000001", "湘公网安备43010202000001号"),
        ("冀公网备案号13010002001234", "冀公网安备13010002001234号"),
        ("国际联网备案： 渝公网安备 50010702502345号", "渝公网安备50010702502345号"),
        ("苏公网安备:32010202010427号", "苏公网安备32010202010427号"),
        ("公安备案号 36090202000071", "公网安备36090202000071号"),
        ("公安部备案号36090202000071", "公网安备36090202000071号"),
        (
            '主办 <a href="http://www.beian.gov.cn/portal/registerSystemInfo?recordcode=36090202000071"><img></a>',
            "公网安备36090202000071号",
        ),
        ('<img src="/b.png" alt="豫公网安备41072802000125号">', "豫公网安备41072802000125号"),
        (
            '主办 <a href="https://beian.mps.gov.cn/#/query/webSearch?code=36090202000071"><img></a>',
            "公网安备36090202000071号",
        ),
        ("川公网安备案 51182702000123", "川公网安备51182702000123号"),
        ('<img src="/b.png" alt="公网安备标志">', None),
        ("主办：某县公安局", None),
    ],
)
def test_police(html: str, number: str | None) -> None:
    assert footer(html)[FooterMark.POLICE] == number


@pytest.mark.parametrize(
    ("html", "name"),
    [
        ("主办单位：江西省工业和信息化委员会 地址：南昌市", "江西省工业和信息化委员会"),
        ("主办：云州市人民政府　承办：云州市大数据局", "云州市人民政府"),
        ("中共某县委 某县人民政府主办 Tel：1234", "某县人民政府"),
        ("主 办 单 位 ： 某县人民政府办公室", "某县人民政府办公室"),
        ("主办/承办：云州市人民政府办公室", "云州市人民政府办公室"),
        ("版权所有：某县人民政府 承办：某公司", None),
    ],
)
def test_organizer(html: str, name: str | None) -> None:
    assert footer(html)[FooterMark.ORGANIZER] == name


@pytest.mark.parametrize(
    ("html", "way"),
    [
        ("主办：某县 联系电话：0835-3222222", "0835-3222222"),
        ("主办：某县 邮箱：bgs@a.gov.cn", "bgs@a.gov.cn"),
        ("主办：某县 Tel：0835-3222222", "0835-3222222"),
        ("主办：某县 Hotel：0835-3222222", None),
        ("主办：某县 地址：某县人民路1号 邮编：625000", "某县人民路1号"),
        ('主办：某县 <a href="/lxwm/">联系我们</a>', "联系我们"),
        ("主办：某县 地址：　　联系电话：0835-3222222", "0835-3222222"),
        ("主办：某县<br>地址：　　　联系电话：<br>川ICP备12004321号", None),
        ("主办：某县<br>电话：<br>川公网安备 51180202000001号 网站标识码：5118020001", None),
        ("主办：某县 值班室：0835-3222222", "0835-3222222"),
        ("主办：某县 总机 (0835)3222222", "(0835)3222222"),
        ("主办：某县 河东路12号 川ICP备12004321号", "河东路12号"),
        ("主办：某县 技术支持：某某网络公司 0835-3222222", None),
        ("主办：某县 川ICP备12004321号 网站标识码：5118020001", None),
        ("主办：某县", None),
    ],
)
def test_contact(html: str, way: str | None) -> None:
    assert footer(html)[FooterMark.CONTACT] == way


@pytest.mark.parametrize(
    ("html", "value"),
    [
        ('<a href="//bszs.conac.cn/sitename?method=show&amp;id=15ECDB592A">主办</a>', "15ECDB592A"),
        (
            "主办<script>document.write(unescape(\"%3Cspan id='_ideConac'%3E%3C/span%3E"
            "%3Cscript src='http://dcs.conac.cn/js/15/232/CA15.js'%3E%3C/script%3E\"));</script>",
            "dcs.conac.cn/js/15/232/CA15.js",
        ),
        (
            "主办<script>// document.write(unescape(\"%3Cspan id='_ideConac'%3E\"));"
            " http://dcs.conac.cn/js/1.js</script>",
            "dcs.conac.cn/js/1.js",
        ),
        ("主办<span id=_ideConac></span>", "present"),
        ('主办<!-- <a href="//bszs.conac.cn/sitename"><img alt="党政机关"></a> -->', None),
        ('主办<!-- <img src="/i/red.png"> -->', None),
        ('主办<!-- conac --><a href="//bszs.conac.cn/sitename?id=15EC">标识</a>', "15EC"),
        ("主办：某县", None),
    ],
)
def test_conac(html: str, value: str | None) -> None:
    assert footer(html)[FooterMark.CONAC] == value


@pytest.mark.parametrize(
    ("html", "value"),
    [
        (
            "主办<script id=\"_jiucuo_\" sitecode='1500000007'"
            " src='https://zfwzgl.www.gov.cn/exposure/jiucuo.js'></script>",
            "1500000007",
        ),
        ("主办<script src='http://pucha.kaipuyun.cn/exposure/jiucuo.js'></script>", "present"),
        ("主办<!--<script src='http://pucha.kaipuyun.cn/exposure/jiucuo.js'></script>-->", None),
        (
            "主办<!-- jiucuo --><script src='http://pucha.kaipuyun.cn/exposure/jiucuo.js'></script>",
            "present",
        ),
        ("主办<script src='js/jiucuo.js'></script>", "present"),
        ('主办<a href="/jiucuo.html?site_code=3200000024">找错</a>', "3200000024"),
        ("主办：某县", None),
    ],
)
def test_jiucuo(html: str, value: str | None) -> None:
    assert footer(html)[FooterMark.JIUCUO] == value


def test_a_footer_that_is_included_later_is_unknown() -> None:
    for html in (
        '<p>正文</p><div id="footer"></div><script src="/js/footer.js"></script>',
        '<p>正文</p><iframe src="/inc/foot.html"></iframe>',
        "<p>主办这次活动的是县文化馆，活动为期三天，吸引了众多群众参与，现场气氛热烈。</p>",
        "",
    ):
        assert read_page(html.encode(), url="http://www.a.gov.cn/x").footer is None


@pytest.mark.parametrize(
    "script",
    [
        '<script src="/js/foot.js"></script>',
        '<script src="/common/site_copyright.js?v=2"></script>',
        '<script src="/js/dy.js"></script>',
        '<script>$("#foot2").load("/inc/" + name)</script>',
        "<script>document.getElementById('copyright').innerHTML = told.html</script>",
    ],
    ids=["called after it", "after the rights", "of the site's own", "loaded", "computed"],
)
def test_what_an_unread_script_may_write_is_unknown(script: str) -> None:
    marks = footer(f"主办单位：清禾市水利局 {script}")
    assert marks[FooterMark.ICP] == marks[FooterMark.CONAC] == ""
    assert marks[FooterMark.ORGANIZER] == "清禾市水利局"


@pytest.mark.parametrize(
    "script",
    [
        '<script src="/js/jquery-3.6.0.min.js"></script>',
        '<script src="/system/resource/js/openlink.js"></script>',
        '<script src="http://hm.baidu.com/hm.js"></script>',
        '<script>$("#foot").html("主办")</script>',
        "<script>var a = 1</script>",
    ],
    ids=["a library", "of a system", "another's", "literal", "plain"],
)
def test_what_no_script_writes_is_missing(script: str) -> None:
    assert footer(f"主办单位：清禾市水利局 {script}")[FooterMark.ICP] is None


def test_words_for_browsers_without_frames_are_not_shown() -> None:
    told = "<noframes><body><p>不支持框架</p></body></noframes>"
    html = f'<frameset><frame src="a.html">{told}</frameset>'
    page = read_page(html.encode(), url="http://www.a.gov.cn/")
    assert not any("框架" in block.text for block in page.blocks)


def test_a_footer_without_a_container_of_its_own_counts() -> None:
    html = "<body><p>正文</p><center>版权所有：某县人民政府 京ICP备12345678号</center></body>"
    marks = read_page(html.encode(), url="http://www.a.gov.cn/x").footer
    assert marks is not None
    assert marks[FooterMark.ICP] == "京ICP备12345678号"
    assert marks[FooterMark.POLICE] is None


@pytest.mark.parametrize(
    ("html", "name"),
    [
        (
            "<span>主办：清河市人民政府</span><span>承办：清河市人民政府办公室</span>",
            "清河市人民政府",
        ),
        ("<p>清河市人民政府办公室主办</p><p>清河市电子政务中心承办</p>", "清河市人民政府办公室"),
        ("主办 清河市城市管理局 承办 清河市信息中心", "清河市城市管理局"),
        (
            "版权所有：清河县 主办：清河县住房和城乡建设局 技术支持：某公司",
            "清河县住房和城乡建设局",
        ),
        ("主办单位：清河市机关运营管理局技术支持：某公司", "清河市机关运营管理局"),
    ],
)
def test_organizer_among_others(html: str, name: str) -> None:
    assert footer(html)[FooterMark.ORGANIZER] == name


@pytest.mark.parametrize(
    ("html", "value"),
    [
        ('<a><img src="../images/red.png"></a> 主办：某县', "present"),
        ('<img width=30 src="images/conac_blue.png"> 主办：某县', "present"),
        ('<img src="/i/dw.gif" alt="党政机关网站标识"> 主办：某县', "present"),
        ('<img src="/i/dw.gif" alt="党政机关办公楼"> 主办：某县', None),
        ('<img id="imgConac" src="/i/1.gif"> 主办：某县', "present"),
        ('<img src="images/predatored.png"><img src="red.gif"> 主办：某县', None),
    ],
)
def test_conac_as_a_picture_alone(html: str, value: str | None) -> None:
    assert footer(html)[FooterMark.CONAC] == value


@pytest.mark.parametrize(
    ("html", "value"),
    [
        ("某县教育局　版权所有", "present"),
        ("Copyright © 2015 某县教育局", "present"),
        ("版权声明：某县教育局", "present"),
        ("主办：某县教育局", None),
    ],
)
def test_rights(html: str, value: str | None) -> None:
    assert footer(html)[FooterMark.RIGHTS] == value


@pytest.mark.parametrize(
    ("block", "way"),
    [
        ("<div><p>纪检监察</p><p>电话：(0835)3222222</p></div>", "(0835)3222222"),
        ('<a href="mailto:bgs@a.gov.cn"><img src="letter.png"></a>', "bgs@a.gov.cn"),
        ('<a href="mailto:"><img src="letter.png"></a>', None),
        ("<p>没有留下联系的办法</p>", None),
    ],
)
def test_contact_in_a_block_of_its_own(block: str, way: str | None) -> None:
    html = f"<html><body><p>要闻</p>{block}<p>某县教育局　版权所有</p></body></html>"
    marks = read_page(html.encode(), url="http://www.a.gov.cn/").footer
    assert marks is not None
    assert marks[FooterMark.CONTACT] == way


def test_who_has_the_rights_and_runs_the_site() -> None:
    assert footer("某某县水务局 版权所有并主办")[FooterMark.ORGANIZER] == "某某县水务局"
    assert footer("版权所有并主办")[FooterMark.ORGANIZER] is None


@pytest.mark.parametrize(
    ("script", "number"),
    [
        ('window.SITE={"icp":"川ICP备05001234号-1"};', "川ICP备05001234号-1"),
        ("var beian = '川ICP备05001234号';", "川ICP备05001234号"),
        ('/* var beian = "川ICP备05001234号"; */', None),
        ('  // icp: "川ICP备05001234号"', None),
        ('if (text.indexOf("ICP备") < 0) hide();', None),
    ],
    ids=["an object", "a name", "a remark", "a line of remark", "no number"],
)
def test_marks_that_a_script_fills_in(script: str, number: str | None) -> None:
    html = f"主办单位：清禾市水利局<script>{script}</script>"
    assert footer(html)[FooterMark.ICP] == number


@pytest.mark.parametrize(
    ("html", "shown"),
    [
        ('<a href="http://10.1.1.1/jc"><img src="/i/zc.png" alt="政府网站找错"></a>', "present"),
        ('<!-- <img src="/i/zc.png" alt="政府网站找错"> -->', None),
        ("<a href='/gg/1.html'>我为政府网站找错留言办理情况</a>", None),
    ],
    ids=["a picture", "in a comment", "words of an article"],
)
def test_the_entrance_for_faults_by_its_picture(html: str, shown: str | None) -> None:
    assert footer(f"主办单位：清禾市水利局{html}")[FooterMark.JIUCUO] == shown
