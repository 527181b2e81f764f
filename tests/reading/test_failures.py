"""Pages with status 200 that are none, and those that only look so."""

from govsweep.reading import read_page


def test_what_a_page_quotes_it_does_not_say_of_itself() -> None:
    html = (
        "<body><p>关于“您访问的页面不存在，请返回首页”提示语的说明</p><a href='/'>返回</a></body>"
    )
    assert not read_page(html.encode(), url="http://www.x.gov.cn/notice.html").soft_error


def test_a_page_that_a_limit_of_ours_cut_is_not_empty() -> None:
    html = "<body>" + "<div>" * 100_000 + "内容"
    assert not read_page(html.encode(), url="http://www.x.gov.cn/deep.html").soft_error
