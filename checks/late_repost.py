"""late-repost: an item that every site must repost is missing or came late."""

import datetime as dt
import re
from collections.abc import Iterable, Iterator

from govsweep.checking import Need, Theme, check
from govsweep.facts import ColumnKind, Repost, SiteVisit
from govsweep.findings import Certainty, Fault, Severity

_GRACE = 2  # days: 24 hours, counted in whole days
_LOOKED_BACK = 30  # days
_NOISE = re.compile(r"[\W_]+|(?:国务院办公厅)?印发|通知$")
_SHORTEST = 8
_ALIKE = 0.6  # of the pairs of characters of a title stand in another: perhaps it, retitled
_FORMULA = re.compile(  # what any document is called: it tells nothing of the matter
    "中共中央|国务院|国办|办公厅|印发|转发|关于|进一步|加强|推进|做好|工作|"
    "的?(?:若干|实施|指导)?(?:意见|通知|决定|方案|办法|规定|措施)"
)
_MATTER = 4  # characters that must be left of a title to compare it


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
    只看最近 30 天的条目，和设有转载栏目的网站、门户网站；没有转载栏目的门户网站只作“疑似”。
    发布两天后仍找不到标题相同的信息，或转载日期晚于发布日期两天以上，才报；每条一个问题。
    只比较标题（忽略标点），一方包含另一方也算转载；网站上有标题相近的信息，可能改写了标题，只作“疑似”。

    ## 已知盲区
    标题完全改写的转载会误报；没有提供清单时不检查；网站未看全（超页数上限、时间到）时不检查。
    """
    columns = [one for one in visit.columns if one.kind is ColumnKind.REPOST]
    site = visit.context.site
    if not columns and not site.is_portal:
        return
    if visit.cut or not all(column.seen for column in columns or visit.columns):
        return
    place = columns[0].url if columns else site.url
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
            missing = f"《{item.title}》发布于 {item.day}，至今没有转载"
            like = _nearest(wanted, shown)
            if like:
                missing += f"；有标题相近的《{like}》，请核对"
            yield _fault(item, missing, place, sure=bool(columns) and not like)
        elif days and len(days) == len(found) and (min(days) - item.day).days > _GRACE:
            late = f"《{item.title}》发布于 {item.day}，{min(days)} 才转载"
            yield _fault(item, late, place, sure=bool(columns))


def _fault(item: Repost, message: str, url: str, *, sure: bool) -> Fault:
    certainty = Certainty.CONFIRMED if sure else Certainty.SUSPECTED
    return Fault(message, item.title, url, item.title, suggestion=item.url, certainty=certainty)


def _nearest(wanted: str, shown: Iterable[tuple[str, dt.date | None]]) -> str:
    """The title on the site that is most like one, "" where none is like enough."""
    matter = _FORMULA.sub("", wanted)
    if len(matter) < _MATTER:
        return ""
    pairs = _pairs(matter)
    shares = ((len(pairs & _pairs(_bare(title))) / len(pairs), title) for title, _ in shown)
    share, title = max(shares, default=(0.0, ""))
    return title if share >= _ALIKE else ""


def _pairs(title: str) -> set[str]:
    return {title[at : at + 2] for at in range(len(title) - 1)}


def _bare(title: str) -> str:
    return _NOISE.sub("", title)
