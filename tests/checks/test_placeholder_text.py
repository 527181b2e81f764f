"""placeholder-text: trials and template words that were published."""

from collections.abc import Callable

import msgspec
import pytest

from govsweep.checks.placeholder_text import placeholder_text
from govsweep.facts import Attachment, Entry, Page, PageKind
from govsweep.findings import Certainty


@pytest.mark.parametrize(
    "title",
    [
        "测试",
        "新闻测试1",
        "test1",
        "测试文章 2",
        "标题标题标题",
        "新闻标题",
        "测试测试测试",
        "xxxx",
    ],
)
def test_a_trial_by_its_title(a_page: Callable[..., Page], title: str) -> None:
    (fault,) = placeholder_text(a_page("正文。", title=title))
    assert title in fault.message


@pytest.mark.parametrize(
    "title",
    ["普通话水平测试报名的通知", "软件测试工程师招聘公告", "标题新闻", "2026年测试中心年报"],
)
def test_a_title_that_speaks_of_tests(a_page: Callable[..., Page], title: str) -> None:
    assert list(placeholder_text(a_page("正文。", title=title))) == []


@pytest.mark.parametrize(
    "text",
    [
        "发布人：${article.author}",
        "[!--newstext--]",
        "{dede:field.title/}",
        "来源：<%=source%>",
        "此处填写内容",
        "$[正文内容]",
        "Lorem ipsum dolor sit amet",
    ],
)
def test_words_of_a_template(a_page: Callable[..., Page], text: str) -> None:
    (fault,) = placeholder_text(a_page("第一段。", text))
    assert fault.quote in text


@pytest.mark.parametrize(
    "text",
    [
        "{{ one.title }}",
        "费用为 $100",
        "人均 ${2.30}",
        "$[3]",
        "办理材料（原件）",
        "适用于 a<b 的情形",
    ],
)
def test_words_of_a_text(a_page: Callable[..., Page], text: str) -> None:
    assert list(placeholder_text(a_page(text))) == []


def test_what_servers_fill_is_left_on_a_shell_too(a_page: Callable[..., Page]) -> None:
    assert len(list(placeholder_text(a_page("${title}", "$[正文内容]", shell=True)))) == 1
    assert list(placeholder_text(a_page("${title}", shell=True))) == []


def test_a_tag_that_holds_its_own_name(a_page: Callable[..., Page]) -> None:
    page = a_page("正文。", meta={"siteidcode": "政府网站标识码", "columnname": "栏目名称"})
    (fault,) = placeholder_text(page)
    assert fault.subject == "siteidcode=政府网站标识码"


def test_a_list_may_be_called_anything(a_page: Callable[..., Page]) -> None:
    assert list(placeholder_text(a_page(kind=PageKind.LIST, title="测试"))) == []


def test_a_variable_in_a_sample_of_code_was_meant_to_be_read(a_page: Callable[..., Page]) -> None:
    text = "接口返回 ${item.day} 一项"
    assert list(placeholder_text(a_page(text, code="${item.day}"))) == []
    assert list(placeholder_text(a_page(text, code="${item.name}")))


def test_a_variable_that_nothing_fills_is_suspected(a_page: Callable[..., Page]) -> None:
    page = a_page("二、{{notice.body}}", unfilled="{{notice.body}}")
    (fault,) = placeholder_text(page)
    assert (fault.certainty, fault.before) == (Certainty.SUSPECTED, "二、")
    assert list(placeholder_text(a_page("二、{{notice.body}}"))) == []


def test_an_empty_page() -> None:
    assert list(placeholder_text(Page(url="http://www.qinghe.gov.cn/"))) == []


def test_a_form_in_a_file_may_have_blanks(a_page: Callable[..., Page]) -> None:
    assert list(placeholder_text(a_page("此处填写内容", attachment=Attachment.READ))) == []


def test_a_trial_among_the_rows_of_a_list(a_page: Callable[..., Page]) -> None:
    rows = [
        Entry("关于教师资格认定的公告", "http://a.gov.cn/1"),
        Entry("测试", ""),
        Entry("test", ""),
    ]
    (fault,) = placeholder_text(a_page("列表", kind=PageKind.LIST, entries=tuple(rows)))
    assert "“测试”等 2 条" in fault.message
    rows = [Entry("普通话水平测试公告", ""), Entry("标题", ""), Entry("111", "")]
    assert not list(placeholder_text(a_page("列表", kind=PageKind.LIST, entries=tuple(rows))))


def test_what_scripts_have_yet_to_fill_is_none(a_page: Callable[..., Page]) -> None:
    page = a_page("<li>${row.title}</li>")
    assert list(placeholder_text(page))
    assert list(placeholder_text(msgspec.structs.replace(page, shell=True))) == []
