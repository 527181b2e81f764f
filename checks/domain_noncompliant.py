"""domain-noncompliant: a government site's host stands outside .gov.cn and .政务."""

from collections.abc import Iterator
from ipaddress import ip_address

from govsweep.addresses import host, is_government
from govsweep.checking import Theme, check
from govsweep.facts import SiteVisit
from govsweep.findings import Fault, Severity

_RESERVED = (".test", ".example", ".invalid", ".localhost", ".local")


@check(
    "domain-noncompliant",
    severity=Severity.MINOR,
    name="网站域名不规范",
    wording="网站名称域名不规范",
    theme=Theme.IDENTITY,
    rank=230,
    clause="国办发〔2017〕47号、国办函〔2018〕55号：政府网站域名管理",
)
def domain_noncompliant(visit: SiteVisit) -> Iterator[Fault]:
    """网站域名不以 .gov.cn 或 .政务 结尾。

    ## 为什么要紧
    政府网站英文域名以 .gov.cn 为后缀，中文域名以 .政务 为后缀，不得使用其他后缀；不符合的扣 1 分。

    ## 怎样改正
    启用规范域名，旧域名做跳转后注销，并更改登记。

    ## 判断界限
    只看登记的首页网址；直接用 IP 地址作网址的也不规范。本机、内网地址和保留作测试的域名不算。

    ## 已知盲区
    不检查三级、四级域名的命名，也不检查一站多域名。
    """
    url = visit.context.site.url
    name = host(url)
    name = name.partition("]")[0].strip("[") if name.startswith("[") else name.partition(":")[0]
    if not name or is_government(name) or name == "localhost" or name.endswith(_RESERVED):
        return
    try:
        if ip_address(name).is_private:
            return
    except ValueError:
        pass
    yield Fault(f"网站域名 {name} 不以 .gov.cn 或 .政务 结尾", name, url, name)
