"""turned-host: a link leads to a host that became a gambler's, a parked domain, another's."""

from collections.abc import Iterator

from govsweep.addresses import host as host_of
from govsweep.addresses import is_government, registrable
from govsweep.checking import Alike, Need, Theme, check
from govsweep.facts import HostNature, OutsideHost, SiteVisit
from govsweep.findings import Certainty, Fault, Severity
from govsweep.words.hosts import usual


def _looked(subject: str, visit: SiteVisit) -> bool:
    return visit.outside_unseen is not None and subject not in visit.outside_unseen


@check(
    "turned-host",
    severity=Severity.SERIOUS,
    name="链接的网站变质",
    wording="链接到不良网站",
    theme=Theme.SECURITY,
    rank=194,
    alike=Alike.TARGET,
    looked=_looked,
    clause="国办秘函〔2019〕19号 单项否决：链接或发布反动、暴力、色情等内容",
    needs=Need.OUTSIDE,
    sees=lambda visit: visit.outside_unseen is not None,
)
def turned_host(host: OutsideHost) -> Iterator[Fault]:
    """链接通向的网站已是赌博、色情网站，或者域名停放出售、换了主人。

    ## 为什么要紧
    友情链接、外包商、活动专题的域名过期后常被抢注，本站页面一个字没有变，链接已通向赌博网站，属单项否决。

    ## 怎样改正
    撤下各页面上的链接（多在模板里，改一处即可）；要保留的，换成对方现在的网址。

    ## 判断界限
    链接的目标本来就要测试，顺便读它的首页；每个主机的标题、推广用语、备案号都记着，哪一夜变的，当夜提出。
    标题、关键词里有两个以上不会有别的意思的赌博、色情推广用语，或一个而正文满是这类用语的，确认；
    写着域名出售、停放、过期的，标题这样写的确认，正文这样写的疑似；备案号或标识码换了的，疑似。
    谈打击、整治这类内容的不算；媒体、平台等常见网站不算；藏起来的链接归暗链。

    ## 已知盲区
    只对手机、外地或搜索引擎变脸的看不到；由脚本再跳走的看不到；没有备案号的网站换了主人看不出；
    防护设备拦着没有读到的，不作判断。
    """
    page = host.page
    if registrable(host.host) in usual("linked") or _moved_to_government(host):
        return
    if page.nature is HostNature.SPAM:
        words = "、".join(page.spam)
        told, certainty = f"是赌博、色情网站，标题、关键词有“{words}”", Certainty.CONFIRMED
    elif page.nature is HostNature.PARKED:
        told = f"域名已停放、过期或在出售，写着“{page.offer}”"
        certainty = Certainty.CONFIRMED if page.offered_by_title else Certainty.SUSPECTED
    elif host.before is not None and page.has_other_owner(host.before):
        told, certainty = f"换了主人：{_owners(host)}", Certainty.SUSPECTED
    else:
        return
    since = f"（{host.turned} 夜变成这样）" if host.turned is not None else ""
    yield Fault(
        f"链接“{host.text or host.target}”通向的 {host.host} {told}{since}",
        subject=host.host,
        quote=page.title,
        suggestion="撤下链接；要保留的，换成对方现在的网址",
        certainty=certainty,
        pages=host.pages,
        sightings=host.sightings,
    )


def _moved_to_government(host: OutsideHost) -> bool:
    there = host_of(host.page.url)
    return there != host.host and is_government(there)


def _owners(host: OutsideHost) -> str:
    now, before = host.page, host.before
    if before is None:
        return ""
    if now.icp != before.icp and now.icp and before.icp:
        return f"备案号原来是 {before.icp}，现在是 {now.icp}"
    return f"网站标识码原来是 {before.identifier}，现在是 {now.identifier}"
