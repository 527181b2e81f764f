"""certificate-fault: something is wrong with the site's certificate."""

from collections.abc import Iterator

from govsweep.checking import check
from govsweep.facts import SiteVisit
from govsweep.findings import Fault, Severity


def _looked(_: str, visit: SiteVisit) -> bool:
    """Whether the sweep looked at the certificate."""
    return any(probe.certificate is not None for probe in visit.probes)


@check(
    "certificate-fault",
    severity=Severity.NOTICE,
    name="证书故障",
    rank=300,
    looked=_looked,
    clause="国办发〔2017〕47号：安全防护，采用 HTTPS 的应保证证书有效",
)
def certificate_fault(visit: SiteVisit) -> Iterator[Fault]:
    """网站的安全证书有问题。

    ## 为什么要紧
    浏览器会提示“不安全”，部分访问者打不开网站，也给假冒网站可乘之机。

    ## 怎样改正
    续期或更换证书，补全中间证书，关闭过旧的加密协议。

    ## 判断界限
    登记的首页网址以 https 开头的，每次巡检验证一次：证书过期、30 天内到期、与域名不符、
    证书链不完整、自签名，或协议过旧；几项都有的逐项写明。
    记录后照常读取网页。

    ## 已知盲区
    只看首页所在主机；连接不上、只用国密算法或本机没有根证书清单时不作判断；
    出口代理自行解密 https 的，验证的是代理的证书。
    """
    if visit.certificate:
        url = visit.context.site.url
        yield Fault(f"网站安全证书有问题：{visit.certificate}", "certificate", url)
