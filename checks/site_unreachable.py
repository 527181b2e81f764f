"""site-unreachable: the home page answered no visit of the sweep."""

from collections.abc import Iterator

from govsweep.checking import Theme, check
from govsweep.facts import Failure, Probe, SiteVisit
from govsweep.failures import failure_in_words
from govsweep.findings import Certainty, Fault, Severity
from govsweep.link_status import is_walled

_VISITS_A_DAY = 20
_SHARE = 0.05


@check(
    "site-unreachable",
    severity=Severity.SERIOUS,
    wording="网站无法访问",
    theme=Theme.UPDATES,
    rank=10,
    clause="国办秘函〔2019〕19号 单项否决：站点无法访问",
)
def site_unreachable(visit: SiteVisit) -> Iterator[Fault]:
    """网站首页在本次巡检中多次访问均打不开。

    ## 为什么要紧
    站点无法访问属单项否决：一周内每天间隔访问 20 次以上，超过（含）15 秒打不开的次数
    占比达到（含）5% 的，即判不合格。

    ## 怎样改正
    检查服务器、域名解析、证书和网络线路；如系临时下线，请先按规定报备并挂公告，
    再在登记表中把状态改为 suspended。

    ## 判断界限
    本次巡检对首页的每一次访问都失败才报；或者定时探测（`govsweep probe`）一周内每天不少于
    20 次，打不开的占 5% 以上。防护设备拦截、服务器只答 401、403 一类拒绝的，看不出网民能不能
    打开，不算无法访问，算未检查（被拦截）。服务器每次都答了，但首页位置上是出错、维护、默认页一类
    的提示，或者是空白的，为“疑似”：换一个访问者也许看得到。

    ## 已知盲区
    只从一处网络出口访问，不能代表其他线路。
    """
    probes, week, url = visit.probes, visit.week, visit.context.site.url
    if probes and visit.home is None and not any(_open_or_walled(probe) for probe in probes):
        last = probes[-1]
        yield Fault(
            f"首页无法访问：{failure_in_words(last.failure, last.status)}",
            url,
            url,
            certainty=_certainty(probes),
        )
    elif week.fewest >= _VISITS_A_DAY and week.failed >= _SHARE * week.visits:
        yield Fault(
            f"一周内定时探测首页 {week.visits} 次，{week.failed} 次打不开，"
            f"占 {week.failed / week.visits:.1%}，达到 5%",
            url,
            url,
        )


def _certainty(probes: tuple[Probe, ...]) -> Certainty:
    """A server that answers each time, if with an error or nothing, may answer others better."""
    answered = all(probe.failure in (Failure.SOFT_404, Failure.ERROR_PAGE) for probe in probes)
    return Certainty.SUSPECTED if answered else Certainty.CONFIRMED


def _open_or_walled(probe: Probe) -> bool:
    return probe.failure is None or is_walled(probe.failure, probe.status)
