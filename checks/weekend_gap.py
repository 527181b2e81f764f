"""weekend-gap: a site that publishes on most workdays was silent for two weekends."""

import datetime as dt
from collections.abc import Collection, Iterator
from itertools import islice

from govsweep.checking import Need, Theme, check
from govsweep.facts import ColumnKind, SiteVisit
from govsweep.findings import Fault, Severity
from govsweep.rules.workdays import is_known, is_workday, weekends_before, workdays_before

_WEEKENDS = 2
_SPANS = (10, 20)  # workdays: on most of the last two weeks and of the last four
_FAR = dt.timedelta(days=28)  # weekends before that are not the last ones
_STALE = 14  # days: what is older is stale, and that says all


@check(
    "weekend-gap",
    severity=Severity.MINOR,
    name="周末更新不及时",
    wording="周末信息更新不及时",
    wordings={ColumnKind.REPOST: "周末转载信息更新不及时"},
    theme=Theme.UPDATES,
    rank=40,
    clause="地方通报：周末信息更新不及时；国办发〔2017〕47号：信息及时更新",
    needs=Need.DAYS,
    sees=lambda visit: bool(visit.days),
)
def weekend_gap(visit: SiteVisit) -> Iterator[Fault]:
    """工作日大多有更新的网站（或重要转载栏目），最近两个周末一条信息也没有发布。

    ## 为什么要紧
    重要信息应在 24 小时内转载，周末也不例外；周末断更常被通报。

    ## 怎样改正
    安排周末值班，或使用定时发布。

    ## 判断界限
    最近 10 个和 20 个工作日里都有一半以上的日子发布过信息，而最近两个完整的周末四天全无发布，才报。
    法定节假日和调休上班的周末不算周末，往前顺延，顺延超过四周的不作判断；
    其间节假日发布过信息的也算有更新。栏目已超期未更新的，不再报周末；
    全站周末无更新的，不另报转载栏目。

    ## 已知盲区
    节假日安排未公布的年份按普通周末判断，消息中会说明；只看得到前几页的栏目，日期不足时不作判断。
    """
    day = visit.context.day
    weekends = list(islice(weekends_before(day), _WEEKENDS))
    if len(weekends) < _WEEKENDS or day - weekends[-1][0] > _FAR:
        return
    said = "、".join(f"{first:%m月%d日}至{last:%m月%d日}" for first, last in weekends)
    doubt = "" if is_known(day.year) else f"（{day.year} 年节假日安排未知，按普通周末判断）"
    since = weekends[-1][0]
    if _gap(visit.days, since, day):
        url = visit.context.site.url
        yield Fault(f"工作日大多有更新，而 {said} 没有发布任何信息{doubt}", url, url)
        return
    for column in visit.columns:
        if column.kind is ColumnKind.REPOST and column.seen and _gap(column.days, since, day):
            yield Fault(
                f"栏目“{column.name}”工作日大多有更新，而 {said} 没有转载任何信息{doubt}",
                subject=column.url,
                url=column.url,
                column=column.name,
                variant=ColumnKind.REPOST.value,
            )


def _gap(days: Collection[dt.date], since: dt.date, today: dt.date) -> bool:
    seen = set(days)
    if not seen or (today - max(seen)).days > _STALE:
        return False
    if any(since <= day < today and not is_workday(day) for day in seen):
        return False
    recent = workdays_before(today, max(_SPANS))
    return all(2 * len(seen.intersection(recent[:span])) > span for span in _SPANS)
