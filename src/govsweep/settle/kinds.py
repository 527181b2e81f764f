"""What kind of column a name and its tags speak of."""

import re

from govsweep.facts import ColumnKind, Page

# The first pattern that fits decides, so the narrow ones stand first.
_NAMES: tuple[tuple[ColumnKind, re.Pattern[str]], ...] = tuple(
    (kind, re.compile("|".join(words.split())))
    for kind, words in (
        # Old years, finished topics and archives have no duty to be updated.
        (ColumnKind.OTHER, r"历史 往期 存档 归档 专题 专栏 (?:19|20)\d\d 第.{1,3}届"),
        (ColumnKind.HEADLINE, "头条"),
        (ColumnKind.INTERPRETATION, "解读 图解 一图读懂 问答"),
        (
            ColumnKind.REPOST,
            "转载 (?:国务院|中央|国家|全国|上级|省委|省政府|省级?)"
            "(?:信息|要闻|动态|文件|政策|新闻|精神|消息)",
        ),
        (
            ColumnKind.STATIC,
            "概况 概览 简介 职能 职责 机构 领导 负责人 班子 地图 联系 关于 声明 帮助 指引 章程"
            " 公开指南 公开制度 公开目录 年度报告 公开年报 工作年报 依申请 无障碍",
        ),
        (
            ColumnKind.INTERACTION,
            "信箱 互动 留言 咨询 征集 调查 访谈 回应 建言 来信 投诉 信件 热线 问政 监督举报",
        ),
        (ColumnKind.GUIDE, "办事 指南 服务事项 便民 下载 表格 办理流程"),
        (ColumnKind.NOTICE, "通知 公告 公示 通告 招考"),
        (ColumnKind.POLICY, "政策 文件 法规 规章 规范性 规划计划"),
        (
            ColumnKind.NEWS,
            "要闻 动态 新闻 快讯 资讯 政务信息 工作信息 部门信息 时政 播报 快报",
        ),
    )
)


def kind_of(name: str, page: Page | None = None) -> ColumnKind:
    """The kind that a column's name tells, else the one that its tags do."""
    trail = " ".join(step for step, _ in page.trail) if page else ""
    if re.search(r"专题|历史|往期|存档|归档", trail):
        return ColumnKind.OTHER
    named = _match(name)
    if named is not None or page is None:
        return named or ColumnKind.OTHER
    return _match(page.meta.get("columntype", "")) or ColumnKind.OTHER


def _match(text: str) -> ColumnKind | None:
    return next((kind for kind, pattern in _NAMES if pattern.search(text)), None)
