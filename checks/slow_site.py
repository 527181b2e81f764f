"""slow-site: the home page, or the column pages, take longer than three seconds."""

from collections.abc import Iterator
from statistics import median

from govsweep.checking import Need, Theme, check
from govsweep.facts import SiteVisit
from govsweep.findings import Fault, Severity

_LIMIT = 3.0  # seconds
_TRIES = 3
_UNUSUAL = 2.0  # times what the pages of all sites took: where all are slow, the fault is ours


def _limit(visit: SiteVisit) -> float:
    return max(_LIMIT, _UNUSUAL * visit.usual_seconds)


def _home_seconds(visit: SiteVisit) -> list[float]:
    return [
        probe.elapsed
        for probe in visit.probes
        if probe.failure is None and probe.elapsed is not None
    ]


def _looked(_subject: str, visit: SiteVisit) -> bool:
    """Whether a slow site would have been told: a night cut after two slow visits shows nothing.

    Nor does a time beyond the limit that was no more than usual where all were slow.
    """
    home, columns = _home_seconds(visit), visit.column_seconds
    quickest, enough = min(home, default=0.0), len(columns) >= _TRIES
    timed = len(home) >= _TRIES or (bool(home) and quickest <= _LIMIT)
    unclear = _is_unclear(visit, quickest) or (enough and _is_unclear(visit, median(columns)))
    return timed and not unclear and (not visit.cut or enough)


def _is_unclear(visit: SiteVisit, seconds: float) -> bool:
    return _LIMIT < seconds <= _limit(visit)


@check(
    "slow-site",
    severity=Severity.MINOR,
    wording="网站速度较慢",
    theme=Theme.LINKS,
    rank=120,
    looked=_looked,
    clause="国办发〔2017〕47号 网页设计规范：页面打开时间不宜超过3秒",
    needs=Need.TIMED,
    sees=lambda visit: _looked("", visit),
)
def slow_site(visit: SiteVisit) -> Iterator[Fault]:
    """网站打开速度较慢，超过 3 秒。

    ## 为什么要紧
    《网页设计规范》要求页面打开时间不宜超过 3 秒；速度慢的网站常被通报。

    ## 怎样改正
    压缩首页图片和脚本，检查服务器和带宽；区分是程序慢还是线路慢。

    ## 判断界限
    首页至少访问三次且每次都超过 3 秒；或至少三个栏目页的耗时中位数超过 3 秒。
    耗时指从发出请求到收完网页本身，不含图片和脚本；还须慢于本次巡检最慢的一段里各网站中位数的两倍，
    以免把自己这一头的拥堵算到网站头上：超过 3 秒而没有慢到这一步的，
    不说快也不说慢，原有的问题不算整改。首页访问不到三次而次次都慢的也一样。

    ## 已知盲区
    不含浏览器渲染时间；只从一处网络出口测量。
    """
    url = visit.context.site.url
    limit = _limit(visit)
    home = _home_seconds(visit)
    if len(home) >= _TRIES and min(home) > limit:
        yield Fault(f"首页 {len(home)} 次访问都超过 3 秒，最快 {min(home):.1f} 秒", url, url)
    elif len(visit.column_seconds) >= _TRIES and (middle := median(visit.column_seconds)) > limit:
        yield Fault(f"栏目页打开时间中位数为 {middle:.1f} 秒，超过 3 秒", url, url)
