"""What stands about the headline of a policy document, and says that it holds no more."""

import pytest

from govsweep.reading.page import read_page

URL = "http://sfj.qinghe.gov.cn/zcwj/1.html"
PAGE = """<html><head><title>{title}_清禾市司法局</title>
<meta name="ArticleTitle" content="{title}"><meta name="PubDate" content="2019-03-01"></head><body>
<div class="header"><a href="/">首页</a> <a href="/zcwj/">政策文件</a></div>
<div class="content">{above}<h1>{title}</h1><p class="info">发布时间：2019-03-01 09:30</p>{below}
<div class="article"><p>清政发〔2019〕10号</p>
<p>第一条　为规范燃气经营，保障用气安全，根据有关规定，
结合本市实际，制定本办法。凡在本市从事燃气经营的，均应遵守本办法的规定。</p><p>{text}</p></div></div>
</body></html>"""
TITLE = "清禾市燃气经营管理办法"
TABLE = """<table><tr><td>索引号</td><td>5118/2019-1</td></tr>
<tr><td>发文字号</td><td>清政发〔2019〕10号</td><td>{label}</td><td>{value}</td></tr></table>"""


def mark(*, above: str = "", below: str = "", title: str = TITLE, text: str = "") -> str:
    page = PAGE.format(title=title, above=above, below=below, text=text or "第二条　略。")
    facts = read_page(page.encode(), url=URL).policy
    assert facts is not None
    return facts.mark


@pytest.mark.parametrize(
    "told",
    [
        TABLE.format(label="有效性", value="失效"),
        "<ul><li><b>索引号：</b>5118</li><li><b>有 效 性：</b>已废止</li></ul>",
        "<ul><li><label>有效性：</label><span>失效</span></li></ul>",
        "<p>有效性：已失效</p>",
        "<p>索引号：5118　有效性：失效　成文日期：2019-03-01</p>",
        '<div class="stamp">已废止</div>',
        "<p>【此件已废止】</p>",
    ],
)
def test_between_headline_and_text(told: str) -> None:
    assert mark(below=told)


@pytest.mark.parametrize("told", [TABLE.format(label="时效性", value="废止"), "<p>效力：失效</p>"])
def test_above_the_headline(told: str) -> None:
    assert mark(above=told)


@pytest.mark.parametrize(
    "told",
    [
        TABLE.format(label="有效性", value="有效"),
        TABLE.format(label="有效性", value=""),
        "<ul><li>有效性</li><li>失效</li><li>有效</li></ul>",  # a choice of both
        '<p>有效性：<a href="?s=2">失效</a></p>',
        '<p style="display:none">有效性：失效</p>',
        "<p>关于失效文件的说明另行公布</p>",
    ],
)
def test_what_is_no_mark(told: str) -> None:
    assert mark(below=told) == ""
    assert mark(above=told) == ""


def test_a_stamp_above_the_headline_is_of_something_else() -> None:
    assert mark(above="<div>已废止</div>") == ""


def test_a_title_or_a_text_that_speaks_of_repeal_is_no_mark() -> None:
    assert mark(title="清禾市人民政府关于废止部分规范性文件的通知") == ""
    assert (
        mark(text="逾期未申请的，许可证失效，由发证机关注销；协议的效力否认不影响其他条款。") == ""
    )
