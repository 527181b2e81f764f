"""counterfeit-suspect: a host that nobody registered bears the marks of a registered site."""

from collections.abc import Iterator

from govsweep.checking import Need, Theme, check
from govsweep.facts import OutsideHost, SiteVisit
from govsweep.findings import Certainty, Fault, Severity


def _looked(subject: str, visit: SiteVisit) -> bool:
    return visit.outside_unseen is not None and subject not in visit.outside_unseen


@check(
    "counterfeit-suspect",
    severity=Severity.SERIOUS,
    name="假冒网站嫌疑",
    wording="链接到假冒网站",
    theme=Theme.SECURITY,
    rank=192,
    looked=_looked,
    clause="国办发〔2017〕47号 监督管理：发现假冒政府网站应当核实、处置",
    needs=Need.OUTSIDE,
    sees=lambda visit: visit.outside_unseen is not None,
)
def counterfeit_suspect(host: OutsideHost) -> Iterator[Fault]:
    """链接通向的站外网站用着本地政府网站的标识码、主办单位或名称。

    ## 为什么要紧
    假冒政府网站骗取群众信任，收集个人信息、卖假证、发假文件；被自己的网站链接着，更像是真的。

    ## 怎样改正
    打开网站核实；确是假冒的，撤下链接，报备处置，在“假冒线索”里登记每一步；
    是本单位自己的，登记或列入允许的域名；不是假冒的，线索改为“已排除”，不再提出。

    ## 判断界限
    一律疑似，一个主机由一个网站提出一次。链接的目标本来就要测试能不能打开，顺便读它的页面，不多发请求。
    主机不在 .gov.cn、.政务 之下，没有登记，也不在允许的域名里；页脚或标签里是登记过的网站标识码，
    或者首页的主办单位、名称与登记的完全相同。媒体、百科、平台等常见网站，登记网站自己的域名，
    以 IP 地址打开的，不提出；文章标题里提到名称的不算。

    ## 已知盲区
    没有链接过去、也没有人提供线索的看不到；名称改了一个字、标识做成图片的看不出；
    页脚在 256 KB 以后的读不到。
    """
    namesake = host.namesake
    if namesake is None or not host.told_here:
        return
    yield Fault(
        f"站外主机 {host.host} 的{namesake.by}与登记的“{namesake.name}”相同：{namesake.mark}",
        subject=host.host,
        quote=host.page.title,
        suggestion="打开核实：假冒的，撤下链接并报备处置；自己的，登记；不是的，排除",
        certainty=Certainty.SUSPECTED,
        pages=host.pages,
        sightings=host.sightings,
    )
