"""guide-incomplete: guides that leave out what applicants need."""

from collections.abc import Callable

import msgspec

from govsweep.checks.guide_incomplete import guide_incomplete
from govsweep.facts import Anchor, Page, PageKind, Place, TargetKind
from govsweep.findings import Certainty

WHOLE = (
    "事项名称：取水许可",
    "设定依据：《中华人民共和国水法》第四十八条",
    "受理条件：符合水资源规划",
    "申请材料：申请书一份",
    "办理地点：市民中心二楼",
    "实施机关：市水利局",
    "收费标准：不收费",
    "承诺时限：十个工作日",
    "咨询电话：0780-5123456",
    "办理流程：申请、受理、审查、决定",
)


def guide(a_page: Callable[..., Page], *parts: str, **words: object) -> Page:
    given: dict[str, object] = {"title": "取水许可办事指南", "column": "办事指南"}
    return a_page(*parts, **(given | words))


def test_four_elements_are_lacking(a_page: Callable[..., Page]) -> None:
    (fault,) = guide_incomplete(guide(a_page, *WHOLE[:6]))
    assert fault.certainty is Certainty.SUSPECTED
    assert "收费标准、办理时间、联系电话、办理流程" in fault.message


def test_three_are_not_enough(a_page: Callable[..., Page]) -> None:
    assert list(guide_incomplete(guide(a_page, *WHOLE[:7]))) == []


def test_a_whole_guide(a_page: Callable[..., Page]) -> None:
    assert list(guide_incomplete(guide(a_page, *WHOLE))) == []


def test_news_about_a_guide(a_page: Callable[..., Page]) -> None:
    page = guide(a_page, "我局发布新版办事指南，办理流程更加清晰。")
    assert list(guide_incomplete(page)) == []


def test_a_guide_in_an_attachment(a_page: Callable[..., Page]) -> None:
    file = Anchor("http://www.qinghe.gov.cn/a.docx", "附件", Place.MAIN, TargetKind.ATTACHMENT)
    page = msgspec.structs.replace(guide(a_page, *WHOLE[:4]), anchors=(file,))
    assert list(guide_incomplete(page)) == []


def test_other_pages(a_page: Callable[..., Page]) -> None:
    assert list(guide_incomplete(guide(a_page, *WHOLE[:4], kind=PageKind.LIST))) == []
    assert list(guide_incomplete(a_page(*WHOLE[:4], column="通知公告"))) == []
    assert list(guide_incomplete(Page(url="http://www.qinghe.gov.cn/"))) == []
