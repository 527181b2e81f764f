"""What every site of the sample city must repost: where it stands in time, late, and not at all."""

import datetime as dt
from typing import NamedTuple

from govsweep.city.draft import Draft
from govsweep.city.model import Planted, Trap
from govsweep.city.plan import DOMAIN
from govsweep.city.styles import STYLES
from govsweep.facts import ColumnKind, Repost

REPOSTS = "重要转载.csv"
_CHECK = "late-repost"
_TITLE = "国务院办公厅关于做好岁末年初重要民生商品保供稳价工作的通知"
_TEXT = (
    "为保障岁末年初重要民生商品供应充足、价格平稳，现就有关工作通知如下：",
    "一、压实地方责任，做好产销衔接和货源组织，保障粮油肉蛋菜等商品不断档、不脱销。",
    "二、加强市场监测预警，及时投放储备，依法查处哄抬价格等违法行为。",
)
_AGE, _DAYS_LATE = 9, 4
_LATE, _LACKING = f"slj.{DOMAIN}", f"zjj.{DOMAIN}"
_IN_TIME = f"czj.{DOMAIN}"  # the day after, when 24 hours may not be over
_SLOW = ("stale-home", "stale-column:repost", "blank-column:repost")  # and so without it


class SampleReposts(NamedTuple):
    """The office's list of important items, and the truth about them."""

    items: tuple[Repost, ...]
    truth: tuple[Planted, ...]
    traps: tuple[Trap, ...]

    @property
    def table(self) -> str:
        """The list as the office keeps it (重要转载.csv)."""
        rows = (f"{one.title},{one.day},{one.url}\n" for one in self.items)
        return "标题,日期,网址\n" + "".join(rows)


def repost(draft: Draft, *, faults: bool) -> None:
    """Have a site repost the item: the day it came, late, or not at all."""
    if faults and draft.host == _LACKING:
        return
    later = {_LATE: _DAYS_LATE if faults else 0, _IN_TIME: 1}.get(draft.host, 0)
    article = draft.publish(ColumnKind.REPOST, _TITLE, list(_TEXT), _AGE - later)
    article.source = "中国政府网"


def build_reposts(day: dt.date, drafts: list[Draft], *, faults: bool) -> SampleReposts:
    """The list of a day, and what the sites did of it."""
    item = Repost(
        title=_TITLE, day=day - dt.timedelta(days=_AGE), url="http://www.gov.cn/zhengce/bgwj.htm"
    )
    truth: list[Planted] = []
    traps: list[Trap] = []
    for draft in drafts:
        column = draft.column(ColumnKind.REPOST)
        url = draft.url(STYLES[draft.plan.style].column_path(column))
        if draft.host == _IN_TIME:
            traps.append(Trap(draft.site.identifier, _CHECK, url, "第二天就转载了"))
        note = {_LATE: "晚了四天才转载", _LACKING: "没有转载"}.get(draft.host, "")
        slow = not note and any(one in draft.plan.faults for one in _SLOW)
        if faults and (note or slow):
            told = note or "停更的栏目里没有"
            truth.append(
                Planted(draft.site.identifier, _CHECK, _TITLE, url, told, (_TITLE,), optional=slow)
            )
    return SampleReposts((item,), tuple(truth), tuple(traps))
