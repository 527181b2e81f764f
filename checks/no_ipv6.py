"""no-ipv6: the home page is not to be had over IPv6."""

from collections.abc import Iterator

from govsweep.checking import check
from govsweep.facts import SiteVisit
from govsweep.failures import failure_in_words
from govsweep.findings import Certainty, Fault


def _looked(subject: str, visit: SiteVisit) -> bool:
    seen = visit.ipv6
    if subject == "address":
        return bool(seen.addresses) or (seen.addresses is not None and seen.dns_trusted)
    return seen.routed


@check(
    "no-ipv6",
    name="不支持IPv6访问",
    rank=319,
    looked=_looked,
    clause="国办秘函〔2019〕19号 扣分指标：IPv6改造",
)
def no_ipv6(visit: SiteVisit) -> Iterator[Fault]:
    """首页不能用 IPv6 访问。

    ## 为什么要紧
    没有按要求完成 IPv6 改造，门户网站扣 1 分。

    ## 怎样改正
    请域名和网络的管理单位给主机名加上 AAAA 记录，并使服务器或它前面的设备接受 IPv6 连接。

    ## 判断界限
    DNS 没有首页主机的 AAAA 记录，而同一夜同一个 DNS 查得到别的登记网站的，为“确认”；一个也查不到
    的，说不准是网站还是本机的 DNS，什么也不报。有记录的，本机到那里有 IPv6 路由时打开一次：打不
    开，而同一夜别的网站打得开的，为“确认”，否则“疑似”；打开了而标题与平常不同的，为“疑似”。本机
    没有 IPv6 路由、或经代理上网的，打不打得开是未知。

    ## 已知盲区
    只看首页；二级、三级链接的支持率、两种访问的内容是否一致没有逐一核对；网址是 IP 的不判断。
    """
    seen, url = visit.ipv6, visit.context.site.url
    if seen.addresses == () and seen.dns_trusted:
        yield Fault("DNS 里没有首页主机的 IPv6 地址（AAAA 记录）", subject="address", url=url)
    if not seen.routed:
        return
    if seen.failure is not None:
        yield Fault(
            f"首页有 IPv6 地址，用 IPv6 打不开：{failure_in_words(seen.failure)}",
            subject="answer",
            url=url,
            certainty=Certainty.CONFIRMED if seen.route_trusted else Certainty.SUSPECTED,
        )
    elif visit.home is None or not visit.home.is_seen:
        return
    elif seen.title and seen.title != visit.home.document_title:
        yield Fault(
            f"用 IPv6 打开的首页标题是“{seen.title}”，与平常的不同",
            subject="same",
            url=url,
            quote=seen.title,
            certainty=Certainty.SUSPECTED,
        )
