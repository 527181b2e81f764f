"""stale-column: a column has gone without an update for longer than it may."""

import re
from collections.abc import Iterator

from govsweep.checking import Theme, check
from govsweep.facts import Column, ColumnKind
from govsweep.findings import Certainty, Fault, Severity

_TWO_YEARS = 730
# A law, a regulation or a rule by its title: it holds for years, and nobody files one a month.
_LAW = re.compile(
    r"(?!关于)《?[^《》]*(?:法|条例|规定|办法|细则|规则)》?(?:\s*[（(【〔].*)?(?:\s*(?:主席令|国务院令|政府令|令).*)?"
)


@check(
    "stale-column",
    severity=Severity.MINOR,
    wording="栏目更新不及时",
    wordings={
        ColumnKind.HEADLINE: "头条推荐更新不及时",
        ColumnKind.NEWS: "动态栏目更新不及时",
        ColumnKind.REPOST: "重要转载信息栏目更新不及时",
        ColumnKind.NOTICE: "通知公告栏目更新不及时",
        ColumnKind.POLICY: "政策文件栏目更新不及时",
        ColumnKind.INTERPRETATION: "政策解读栏目更新不及时",
        ColumnKind.INTERACTION: "互动栏目更新不及时",
        ColumnKind.YEARLY: "年度信息栏目更新不及时",
        ColumnKind.OTHER: "栏目更新不及时",
    },
    theme=Theme.UPDATES,
    rank=30,
    clause="国办秘函〔2019〕19号 单项否决：栏目不更新；扣分：信息更新",
)
def stale_column(column: Column) -> Iterator[Fault]:
    """栏目超过规定期限没有更新。

    ## 为什么要紧
    动态、要闻类栏目 2 周未更新，通知公告、政策文件类一级栏目 6 个月未更新，
    累计 5 个即单项否决。

    ## 怎样改正
    发布信息；确已停用的栏目，合并或下线，不要留着空转。

    ## 判断界限
    动态要闻、头条推荐、重要转载 14 天；通知公告、政策文件、政策解读 180 天；
    信箱、留言、咨询 60 天；征集调查、在线访谈一年；
    看不出是来信还是征集、访谈的互动栏目，60 天以上、一年以内的报“疑似”；
    统计、人事、预算决算、计划总结、市情概况等每年至少更新一次，450 天；机构职能、办事指南等不限。
    登记了更新期限的栏目按登记的算。文件没有写明每年一次，未满两年的按“疑似”处理。
    半数以上条目看得出日期才作判断；“昨天”“3小时前”按读到网页的那天算。按年份、月份、季度或字母分开的网页算在所属的栏目里，取最新的一条；
    要由脚本切换、可选的年月或分类（2026、本年、最新）里可能还有更新的，报“疑似”。
    信箱、留言一类的栏目看答复的日期：群众什么时候来信，不由网站决定；只看得到来信日期的，报“疑似”。
    政策文件栏目所列三分之二以上是法律、法规、规章本身的，多年才有一部，报“疑似”。
    读到的可能不是全部、别处可能还有更新的，报“疑似”：列表没有读全（包括由脚本翻页、只读到第1页的，或者旁边有可能用来翻页的数字、按钮、图片、
    下拉框）而又不是从新到旧排列，后面的页打不开，列表内外另有不带链接、日期更晚或者看不懂的条目，
    列表上下有脚本要用的空位，或者有空位而脚本没有读到；有脚本取数或者自带信息，又点到列表、列表所在的框或者列表前的标题，
    不只是显示、隐藏、切换；有脚本把要用的名称藏了起来；只有这一页用的脚本没有读到；列表上方有“正在加载”字样或者看不出日期的条目，页上另有日期更晚的链接、文字，框架里有更晚的信息或者没有读到，
    列表上方的标签（局机关、直属单位）通到本栏目别的部分，那里有更晚的信息或者没有读到；
    网页自带的数据（JSON）里另有日期更晚、没有显示的条目；网页说明本栏目已迁移、合并或者不再更新。

    ## 已知盲区
    列表由脚本生成而没有读到的栏目，按“未知”处理，不报。
    """
    if column.newest is None or column.max_age_days is None or not column.seen:
        return
    if column.dated * 2 < column.entries:
        return
    age = (column.context.day - column.newest).days
    if age > column.max_age_days:
        doubt = _doubt(column)
        yield Fault(
            f"栏目“{column.name}”最新信息发布于 {column.newest}，已 {age} 天未更新，"
            f"应不超过 {column.max_age_days} 天{doubt}",
            subject=column.url,
            url=column.url,
            quote=column.newest_title,
            column=column.name,
            certainty=_certainty(column, age, doubt),
            variant=column.kind.value,
        )


def _doubt(column: Column) -> str:
    """What keeps it from being certain: newer rows elsewhere, or a collection of laws."""
    if column.by_script:
        return "（网页上有脚本可能写入更新的信息，请打开核对）"
    if column.partly:
        return "（可能还有没读到的更新的信息，请打开核对）"
    if _holds_laws(column):
        return "（所列是法律、法规、规章，多年才有一部，请核对是否政策文件栏目）"
    return ""


def _holds_laws(column: Column) -> bool:
    """Whether a column of policies is a collection of laws, to be looked up."""
    titles = [one.title for one in column.rows]
    laws = sum(_LAW.fullmatch(title) is not None for title in titles)
    return column.kind is ColumnKind.POLICY and 0 < len(titles) * 2 <= laws * 3


def _certainty(column: Column, age: int, doubt: str) -> Certainty:
    """Of what is due once a year, one year left out waits for a person; a second is certain."""
    yearly = column.kind is ColumnKind.YEARLY and age <= _TWO_YEARS
    return Certainty.SUSPECTED if yearly or doubt else Certainty.CONFIRMED
