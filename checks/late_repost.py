"""late-repost: an item that every site must repost is missing or came late."""

import datetime as dt
from collections.abc import Iterable, Iterator
from functools import lru_cache

from govsweep.checking import Need, Theme, check
from govsweep.facts import ColumnKind, Repost, SiteVisit
from govsweep.findings import Certainty, Fault, Severity
from govsweep.reading.sketch import distance, sketch
from govsweep.reading.title_likeness import bare, nearest, shares

_LIMIT, _IN_BEIJING = dt.timedelta(hours=24), dt.timedelta(hours=12)
_BEIJING = "11"  # how identifiers of its sites begin
_LOOKED_BACK = 30  # days
_SHORTEST = 8
_SAME = 0.9  # of them: it, where its day is right as well
_LONG = 200  # characters of a text; a shorter one is like others by chance
_BITS = 6  # of a sketch that differ where a text has a line of the site's own


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
    清单和网页写明时刻的，按小时算：24 小时（标识码 11 开头的北京市网站 12 小时）；只有日期的，
    一天里最早和最晚的时刻都超过了才报，即隔了整整一天。每条一个问题。
    比较标题（忽略标点），一方包含另一方也算转载；清单写了“正文”的，改写了标题而正文相同或只差几个字的也算。
    网站上有标题几乎相同、日期对得上的信息，也算转载；标题相近的只作“疑似”。

    ## 已知盲区
    清单没有写正文、标题完全改写的转载会误报；没有提供清单时不检查；网站未看全（超页数上限、时间到）时不检查。
    """
    columns = [one for one in visit.columns if one.kind is ColumnKind.REPOST]
    site = visit.context.own_site
    if not columns and not site.is_portal:
        return
    if visit.cut or not all(column.seen for column in columns or visit.columns):
        return
    place = columns[0].url if columns else site.url
    shown = list(_shown(visit))
    titles = [(bare(title), when) for title, when in shown if len(bare(title)) >= _SHORTEST]
    limit = _IN_BEIJING if site.identifier.startswith(_BEIJING) else _LIMIT
    tonight = dt.datetime.combine(visit.context.day, dt.time())  # it was looked at later
    for item in visit.reposts:
        latest = dt.datetime.combine(item.day, item.hour or dt.time.max)
        if tonight - latest <= limit or (visit.context.day - item.day).days > _LOOKED_BACK:
            continue
        wanted = bare(item.title)
        found = [when for title, when in titles if wanted in title or title in wanted]
        found = found or _retitled(item, visit, shown, latest, limit)
        dated = [when for when in found if when is not None]
        issued = _in_words(latest if item.hour else item.day)
        if not found:
            missing = f"《{item.title}》发布于 {issued}，至今没有转载"
            like = nearest(wanted, shown)
            if like:
                missing += f"；有标题相近的《{like}》，请核对"
            yield _fault(item, missing, place, sure=bool(columns) and not like)
        elif dated and len(dated) == len(found):
            first = min(dated, key=_earliest)
            if _earliest(first) - latest > limit:
                late = f"《{item.title}》发布于 {issued}，{_in_words(first)} 才转载"
                yield _fault(item, late, place, sure=bool(columns))


def _shown(visit: SiteVisit) -> Iterator[tuple[str, dt.date | None]]:
    """What the site shows, with the day or, where it is told, the moment of each."""
    moments = {one.url: one.moment for one in visit.articles if one.moment is not None}
    for one in visit.articles:
        yield one.title, one.moment or one.published or one.listed
    for column in visit.columns:
        for row in column.rows:
            moment = moments.get(row.url)
            yield row.title, moment if moment and moment.date() == row.date else row.date


def _earliest(when: dt.date) -> dt.datetime:
    return when if isinstance(when, dt.datetime) else dt.datetime.combine(when, dt.time())


def _in_words(when: dt.date) -> str:
    return f"{when:%Y-%m-%d %H:%M}" if isinstance(when, dt.datetime) else str(when)


def _fault(item: Repost, message: str, url: str, *, sure: bool) -> Fault:
    certainty = Certainty.CONFIRMED if sure else Certainty.SUSPECTED
    return Fault(message, item.title, url, item.title, suggestion=item.url, certainty=certainty)


def _retitled(
    item: Repost,
    visit: SiteVisit,
    shown: Iterable[tuple[str, dt.date | None]],
    latest: dt.datetime,
    limit: dt.timedelta,
) -> list[dt.date | None]:
    """When the item was reposted under another title: by its text, or by title and day."""
    own = _sketch(item.text) if len(item.text) >= _LONG else b""
    found = [
        one.moment or one.published or one.listed
        for one in visit.articles
        if own and distance(own, one.main_sketch) <= _BITS
    ]
    return found or [
        when
        for share, title, when in shares(bare(item.title), shown)
        if share >= _SAME
        and when is not None
        and item.day <= _earliest(when).date()
        and _earliest(when) - latest <= limit
    ]


@lru_cache(maxsize=256)
def _sketch(text: str) -> bytes:
    return sketch("".join(text.split()))
