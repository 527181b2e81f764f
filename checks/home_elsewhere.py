"""home-elsewhere: the home page leads to another host, or a moved site stays where it was."""

from collections.abc import Iterator

from govsweep.addresses import host
from govsweep.checking import check
from govsweep.facts import SiteVisit
from govsweep.findings import Certainty, Fault, Severity

_GONE = ("moved", "closed")


@check(
    "home-elsewhere",
    severity=Severity.NOTICE,
    name="首页跳到别的主机",
    rank=235,
    clause="国办发〔2017〕47号：网站迁移和域名变更",
)
def home_elsewhere(visit: SiteVisit) -> Iterator[Fault]:
    """登记的首页跳到了别的主机，或者登记为迁移的网站仍在原处。

    ## 为什么要紧
    网站迁移、域名变更后登记表没有跟着改的，查的和公布的就不是同一个网站；跳到外单位主机上的，
    还可能是域名到期被人抢注。

    ## 怎样改正
    确已迁移的，把登记表里的首页网址改成新的，或把状态改为“迁移”；不该跳转的，查明原因。

    ## 判断界限
    首页最后打开的主机与登记的不同（加不加 www. 不计）就报。
    首页没有别的内容，只写着本站已迁移、已关闭或域名已变更的，疑似。
    登记为“迁移”的不报跳转，首页不跳转、照常打开的才报。

    ## 已知盲区
    先停在本站、要点击才离开，又没有写明已迁移的，看不出来。
    """
    site, home = visit.context.own_site, visit.home
    registered = host(site.url)
    if visit.farewell and site.status not in _GONE:
        told = f"首页没有别的内容，只写着“{visit.farewell}”，登记的状态没有改"
        yield Fault(told, site.url, site.url, visit.farewell, certainty=Certainty.SUSPECTED)
    opened = host(visit.home_led_to or (home.url if home is not None else ""))
    if not opened:
        return
    stays = _bare(registered) == _bare(opened)
    if site.status == "moved":
        if stays:
            yield Fault("登记为“迁移”，首页却没有跳转，原网址仍在提供内容", site.url, site.url)
    elif not stays:
        known = "（也是登记的网站）" if opened in visit.context.known_hosts else ""
        message = f"首页跳到了 {opened}{known}，登记的是 {registered}"
        yield Fault(message, site.url, site.url, opened)


def _bare(name: str) -> str:
    return name.removeprefix("www.").removesuffix(":80").removesuffix(":443")
