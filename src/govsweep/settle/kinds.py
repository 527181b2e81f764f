"""What kind of column a name and its tags speak of."""

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache

from govsweep.facts import ColumnKind, Page
from govsweep.letters import is_letters

_HIGHER = (
    "(?:国务院|国办|中央|中共中央|党中央|国家|全国|部委|上级|中省|省委|省政府|省厅|省级|自治区政府)"
)

# The first pattern that fits decides, so the narrow ones stand first.
_NAMES: tuple[tuple[ColumnKind, re.Pattern[str]], ...] = tuple(
    (kind, re.compile("|".join(words.split())))
    for kind, words in (
        # Old years, finished topics and archives have no duty to be updated.
        (
            ColumnKind.OTHER,
            r"历史(?!沿革) 往期 往年 存档 归档 废止 失效 专题 专栏 (?:19|20)\d\d 第.{1,3}[届次期]"
            " 主题教育 学习教育 两会 疫情 防疫 扫黑 普法 回头看 发布会 招标 投标 采购 举报 信访",
        ),
        (ColumnKind.HEADLINE, "头条"),
        (
            ColumnKind.INTERPRETATION,
            "解读 图解 一图(?:读|看)懂 读懂 (?:政策|文件)问答 图说政策 政策图",
        ),
        (
            ColumnKind.REPOST,
            "转载 转发信息 央媒 中国政府网 国务院(?!.{0,4}(?:督查|留言)) 国办 "
            f"{_HIGHER}(?:网站?)?(?:信息|要闻|动态|新闻|精神|消息|部署|声音)",
        ),
        (
            ColumnKind.INTERACTION,
            "信箱 留言 (?<!服务)咨询 征集 调查(?!队|研究|报告) 访谈 回应 建言 献策 来信 信件 问政"
            " 互动 热线 直通车 我向.{1,4}说 人民建议",
        ),
        (ColumnKind.NEWS, "(?:动态|要闻|新闻|快讯)(?:信息)?$ 领导(?:活动|调研)"),
        (ColumnKind.NOTICE, "通知 公告(?!文件) 公示 通告 告示"),
        # What closes with a year, and is published once in each at least.
        (
            ColumnKind.YEARLY,
            "预算 决算 三公 财政(?:资金|信息|公开|收支|报告)"
            " (?<!办件)(?<!访问)(?<!信件)(?<!来信)(?<!信箱)(?<!留言)统计 人事(?!考试) 任免"
            " 规划计划 计划规划 计划总结 (?:工作|年度)(?:计划|总结)"
            " 概况信息 [市县区州省]情(?!怀) [市县区州省]概况",
        ),
        (
            ColumnKind.OTHER,
            "双公示 双随机 财政 资金 价格 收费 统计 数据 人事 提案 议案 规划"
            " 计划 总结 攻坚 创建 创文 创卫 巡视 巡察 督查 申诉"
            # Laws that others made, collected to be looked up.
            " 法律法规 法规(?:库|汇编) (?:法律|执法|办事)依据",
        ),
        (
            ColumnKind.STATIC,
            "概况 概览 概貌 简介 介绍 职能 职责 机构 领导 负责人 班子 成员 地图 联系 关于 声明"
            " 帮助 章程 沿革 区划 走进 [市县区州省]情 风土 人文 地理 公开指南 公开制度 公开目录"
            " 年度报告 年报 工作报告 年度报表 依申请 无障碍 清单 权责 名录 通讯录 电话",
        ),
        (
            ColumnKind.GUIDE,
            "办事 指南 服务事项 便民 下载 表格 办理流程 在线服务 公共服务 常见问题 政务服务",
        ),
        (ColumnKind.POLICY, "政策 文件(?!学习) 法规 规章 规范性 政府令 政办发 政发"),
        (
            ColumnKind.NEWS,
            "要闻 动态 新闻 快讯 快报 播报 资讯 简讯 政务信息 工作信息 部门信息 信息快递 政务快"
            " 媒体(?:聚焦|报道|关注|看) 今日 时政 传真 前沿",
        ),
    )
)
# What an office asks citizens, or has asked of it before an audience.
_ASKED = re.compile("征集|调查|访谈|献策")
YEAR = 365
_NO_DUTY = re.compile("专题|专栏|历史|往期|存档|归档|废止|失效")
_TOPICS = re.compile("(?:热点)?专题(?:专栏|网站|聚焦)?|专栏|专题集锦")
# What every site has, whatever folder it was put into.
_GENERAL = re.compile(
    "通知公告|公示公告|公告公示|通知公示|工作动态|政务动态|新闻动态|政策文件|政策解读"
)
_TOPIC_FOLDER = re.compile(
    r"/(?:zt|ztzl|ztbd|zthd|ztlm|ztjj|ztwz|rdzt|zhuanti|zhuanlan|special|topics?)(?:[/_\d]|$)",
    re.IGNORECASE,
)


def kind_of(name: str, page: Page | None = None) -> ColumnKind:
    """The kind that a column's name tells, else the one that its tags do."""
    if page is not None:
        steps = [step for step, _ in page.breadcrumb]
        if _GENERAL.fullmatch(name) and steps[-1:] == [name] and _TOPICS.fullmatch(_last(steps)):
            return _match(name) or ColumnKind.OTHER  # beside the topics, not in one of them
        if _NO_DUTY.search(" ".join(steps)) or _TOPIC_FOLDER.search(page.url):
            return ColumnKind.OTHER
    named = _match("".join(name.split()))
    if named is not None or page is None:
        return named or ColumnKind.OTHER
    return _match(page.meta.get("columntype", "")) or ColumnKind.OTHER


def term_of(
    name: str, kind: ColumnKind, durations: Mapping[ColumnKind, int | None]
) -> tuple[int | None, bool]:
    """Within how many days a column is to be updated, and whether that is sure.

    The term of interaction is that of published letters. Surveys and interviews are held once a
    year at least; of what goes by another name nobody can tell which it holds.
    """
    limit = durations.get(kind)
    if kind is not ColumnKind.INTERACTION or limit is None or is_letters(name):
        return limit, True
    if _ASKED.search(name):
        return max(limit, YEAR), True
    return limit, limit >= YEAR


def _last(steps: Sequence[str]) -> str:
    """The step before the column itself."""
    return steps[-2] if len(steps) > 1 else ""


@lru_cache(maxsize=1_024)  # the articles of a site name few columns
def _match(text: str) -> ColumnKind | None:
    return next((kind for kind, pattern in _NAMES if pattern.search(text)), None)
