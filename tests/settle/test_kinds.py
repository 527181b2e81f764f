"""What kind of column a name speaks of."""

import pytest

from govsweep.facts import ColumnKind, Page
from govsweep.rules.model import DURATIONS
from govsweep.settle.kinds import kind_of, term_of

NAMES = {
    "政务动态": ColumnKind.NEWS,
    "清禾要闻": ColumnKind.NEWS,
    "部门动态": ColumnKind.NEWS,
    "通知公告": ColumnKind.NOTICE,
    "公示公告": ColumnKind.NOTICE,
    "政策文件": ColumnKind.POLICY,
    "政策法规": ColumnKind.POLICY,
    "法律法规": ColumnKind.OTHER,
    "执法依据": ColumnKind.OTHER,
    "规范性文件": ColumnKind.POLICY,
    "政策解读": ColumnKind.INTERPRETATION,
    "国务院信息": ColumnKind.REPOST,
    "重要转载信息": ColumnKind.REPOST,
    "上级要闻": ColumnKind.REPOST,
    "省政府文件": ColumnKind.POLICY,
    "头条推荐": ColumnKind.HEADLINE,
    "机构职能": ColumnKind.STATIC,
    "领导信息": ColumnKind.STATIC,
    "信息公开年度报告": ColumnKind.STATIC,
    "局长信箱": ColumnKind.INTERACTION,
    "征集调查": ColumnKind.INTERACTION,
    "办事指南": ColumnKind.GUIDE,
    "统计数据": ColumnKind.YEARLY,
    "人事任免": ColumnKind.YEARLY,
    "财政预决算": ColumnKind.YEARLY,
    "规划计划": ColumnKind.YEARLY,
    "市情概况": ColumnKind.YEARLY,
    "办件统计": ColumnKind.OTHER,
    "十四五规划": ColumnKind.OTHER,
    "机构概况": ColumnKind.STATIC,
    "统计公告": ColumnKind.NOTICE,
    "2019年新闻": ColumnKind.OTHER,
    "创文专题": ColumnKind.OTHER,
    "招标投标": ColumnKind.OTHER,
}


@pytest.mark.parametrize("name", NAMES)
def test_a_name_tells_the_kind(name: str) -> None:
    assert kind_of(name) is NAMES[name]


def test_the_tag_helps_where_the_name_says_nothing() -> None:
    page = Page(url="http://a.gov.cn/x/", meta={"columntype": "信息公开，通知公告"})
    assert kind_of("市局之窗", page) is ColumnKind.NOTICE


def test_a_column_of_a_finished_topic_has_no_duty() -> None:
    page = Page(url="http://a.gov.cn/x/", breadcrumb=(("首页", ""), ("专题专栏", ""), ("动态", "")))
    assert kind_of("动态", page) is ColumnKind.OTHER


def test_what_stands_beside_the_topics_is_in_none_of_them() -> None:
    def page(*steps: str) -> Page:
        return Page(url="http://a.gov.cn/x/", breadcrumb=tuple((step, "") for step in steps))

    assert kind_of("通知公告", page("首页", "专题专栏", "通知公告")) is ColumnKind.NOTICE
    topic = page("首页", "专题专栏", "创建卫生城市", "通知公告")
    assert kind_of("通知公告", topic) is ColumnKind.OTHER
    assert kind_of("乡村振兴", page("首页", "专题专栏", "乡村振兴")) is ColumnKind.OTHER


@pytest.mark.parametrize(
    ("name", "term"),
    [
        ("局长信箱", (60, True)),
        ("咨询投诉", (60, True)),
        ("征集调查", (365, True)),
        ("在线访谈", (365, True)),
        ("建言献策", (60, True)),
        ("互动交流", (60, False)),
        ("回应关切", (60, False)),
        ("工作动态", (14, True)),
        ("通知公告", (180, True)),
        ("办事指南", (None, True)),
        ("", (None, True)),
    ],
)
def test_a_column_s_term_is_that_of_what_it_publishes(
    name: str, term: tuple[int | None, bool]
) -> None:
    assert term_of(name, kind_of(name), DURATIONS) == term


def test_an_office_s_longer_term_of_interaction_is_that_of_all() -> None:
    durations = DURATIONS | {ColumnKind.INTERACTION: 400}
    for name in ("局长信箱", "征集调查", "互动交流"):
        assert term_of(name, ColumnKind.INTERACTION, durations) == (400, True)
    assert term_of("征集调查", ColumnKind.INTERACTION, {ColumnKind.INTERACTION: None})[0] is None
