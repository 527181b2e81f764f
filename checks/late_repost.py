"""late-repost: an item that every site must repost is missing or came late."""

import re
from collections.abc import Iterator

from govsweep.checking import Need, Theme, check
from govsweep.facts import ColumnKind, Repost, SiteVisit
from govsweep.findings import Fault, Severity

_GRACE = 2  # days: 24 hours, counted in whole days
_LOOKED_BACK = 30  # days
_NOISE = re.compile(r"[\W_]+|(?:国务院办公厅)?印发|通知$")
_SHORTEST = 8


@check(
    "late-repost",
    severity=Severity.MINOR,
    wording="转载信息更新不及时",
    theme=Theme.UPDATES,
    rank=250,
    clause="国办发〔2017〕47号：国务院重要政策信息应在24小时内转载",
    needs=Need.REPOSTS,
)
def late_repost(visit: SiteVisit) -> Iterator[Fault]:
    """应当转载的国务院重要信息没有转载，或转载迟了。

    ## 为什么要紧
    对国务院发布的重要政策信息，应在 24 小时内转载；转载不及时是通报最多的问题之一。

    ## 怎样改正
    及时转载，注明来源；可把重要转载栏目与中国政府网对接。

    ## 判断界限
    以主管单位词表文件夹里的“重要转载.csv”（标题、日期、网址）为准，
    只看最近 30 天的条目和设有转载栏目的网站。
    发布两天后仍找不到标题相同的信息，或转载日期晚于发布日期两天以上，才报；每条一个问题。
    只比较标题（忽略标点），一方包含另一方也算转载。

    ## 已知盲区
    改写了标题的转载会误报；没有提供清单时不检查；网站未看全（超页数上限、时间到）时不检查。
    """
    columns = [one for one in visit.columns if one.kind is ColumnKind.REPOST]
    if not columns or visit.cut or not all(column.seen for column in columns):
        return
    shown = [(one.title, one.published or one.listed) for one in visit.articles]
    shown += [(row.title, row.date) for column in visit.columns for row in column.rows]
    titles = [(_bare(title), day) for title, day in shown if len(_bare(title)) >= _SHORTEST]
    for item in visit.reposts:
        age = (visit.context.day - item.day).days
        if not _GRACE < age <= _LOOKED_BACK:
            continue
        wanted = _bare(item.title)
        found = [day for title, day in titles if wanted in title or title in wanted]
        days = [day for day in found if day is not None]
        if not found:
            yield _fault(item, f"《{item.title}》发布于 {item.day}，至今没有转载", columns[0].url)
        elif days and len(days) == len(found) and (min(days) - item.day).days > _GRACE:
            late = f"《{item.title}》发布于 {item.day}，{min(days)} 才转载"
            yield _fault(item, late, columns[0].url)


def _fault(item: Repost, message: str, url: str) -> Fault:
    return Fault(message, item.title, url, item.title, suggestion=item.url)


def _bare(title: str) -> str:
    return _NOISE.sub("", title)
