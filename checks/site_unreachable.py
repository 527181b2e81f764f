"""site-unreachable: the home page answered no visit of the sweep."""

from collections.abc import Iterator

from govsweep.checking import check, failure_in_words
from govsweep.facts import Failure, Probe, SiteVisit
from govsweep.findings import Fault

_WALLS = (Failure.BLOCKED, Failure.ROBOTS)


@check("site-unreachable", clause="国办秘函〔2019〕19号 单项否决：站点无法访问")
def site_unreachable(visit: SiteVisit) -> Iterator[Fault]:
    """网站首页在本次巡检中多次访问均打不开。

    ## 为什么要紧
    站点无法访问属单项否决：一周内每天间隔访问 20 次以上，超过（含）15 秒打不开的次数
    占比达到（含）5% 的，即判不合格。

    ## 怎样改正
    检查服务器、域名解析、证书和网络线路；如系临时下线，请先按规定报备并挂公告，
    再在登记表中把状态改为 suspended。

    ## 判断界限
    本次巡检对首页的每一次访问都失败才报；防护设备拦截（无法核验）不算。
    一周失败占比另由 `govsweep probe` 的定时探测计算。

    ## 已知盲区
    只从一处网络出口访问，不能代表其他线路。
    """
    probes = visit.probes
    if not probes or visit.home is not None or any(_open_or_walled(probe) for probe in probes):
        return
    yield Fault(
        f"首页无法访问：{failure_in_words(probes[-1].failure, probes[-1].status)}",
        subject=visit.context.site.url,
        url=visit.context.site.url,
    )


def _open_or_walled(probe: Probe) -> bool:
    return probe.failure is None or probe.failure in _WALLS
