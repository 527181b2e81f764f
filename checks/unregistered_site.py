"""unregistered-site: a government's host of our own that nobody registered."""

from collections.abc import Iterator

from govsweep.checking import Need, Theme, check
from govsweep.facts import HostNature, OutsideHost, SiteVisit
from govsweep.findings import Certainty, Fault, Severity


def _looked(subject: str, visit: SiteVisit) -> bool:
    return visit.outside_unseen is not None and subject not in visit.outside_unseen


@check(
    "unregistered-site",
    severity=Severity.MINOR,
    name="未登记的政府网站",
    wording="链接到未登记的政府网站",
    theme=Theme.IDENTITY,
    rank=322,
    looked=_looked,
    clause="国办发〔2017〕47号：网站开办须备案登记；地方通报：瞒报漏报网站",
    needs=Need.OUTSIDE,
    sees=lambda visit: visit.outside_unseen is not None,
)
def unregistered_site(host: OutsideHost) -> Iterator[Fault]:
    """登记网站链接到本地一个没有登记的 .gov.cn 网站。

    ## 为什么要紧
    没有登记的网站没有人检查，停更、出错、被入侵都不知道；普查按漏报点名（查遗补漏）。

    ## 怎样改正
    是网站的，登记；是业务系统、不按网站管理的，列入允许的域名或驳回；已经不用的，关停并注销域名。

    ## 判断界限
    一律疑似，一个主机由一个网站提出一次。主机在 .gov.cn 或 .政务 之下，没有登记，
    并且是登记网站的下级域名，或者页面上的标识码、主办单位是登记过的。链接测试时答复了一个有标题的网页才算。
    上级、外地的政府网站不算；只给图片、文件的主机不算。

    ## 已知盲区
    没有网站链接过去的看不到；另有域名、页脚又没有标识码和主办单位的，看不出是本地的；
    业务系统与网站，页面上分不出来。
    """
    if not (host.ours and host.told_here) or host.page.nature is not HostNature.ORDINARY:
        return
    named = f"“{host.page.title}”" if host.page.title else ""
    yield Fault(
        f"链接通向没有登记的政府网站 {host.host}{named}",
        subject=host.host,
        quote=host.text,
        suggestion="属网站的，登记；属业务系统的，列入允许的域名；已停用的，关停并注销域名",
        certainty=Certainty.SUSPECTED,
        pages=host.pages,
        sightings=host.sightings,
    )
