"""closed-site-open: where a closed site stood, somebody answers."""

from collections.abc import Iterator

from govsweep.addresses import host, is_government
from govsweep.checking import check
from govsweep.facts import ClosedSite, HostNature
from govsweep.findings import Certainty, Fault


@check(
    "closed-site-open",
    name="关停网站仍能打开",
    clause="国办发〔2017〕47号 关停整合：网站关停后应当注销域名、撤下备案",
)
def closed_site_open(closed: ClosedSite) -> Iterator[Fault]:
    """登记为关停的网站仍能打开，或者它的域名已归别人。

    ## 为什么要紧
    没有人管的旧网站最容易被入侵；域名没有注销或被抢注，群众从旧链接、搜索引擎进来，看到的是旧信息或赌博网站。

    ## 怎样改正
    关闭服务，注销域名解析、备案和网站标识码；域名已被抢注的，按假冒网站报备处置，并撤下各处旧链接。

    ## 判断界限
    登记表里状态为关停的网站，首页每周访问一次（在一次全市巡检里，登记为关停后的第一夜先访问一次）。页面上还是原来的标识码或名称的，确认；
    变成赌博、色情网站的，确认；域名停放、出售的和认不出是谁的，疑似。跳到登记网站、别的政府网站的不算。
    状态为暂停的不访问。

    ## 已知盲区
    首页关了、内页还开着的看不到；被防护设备拦截的不作判断。
    """
    page, site = closed.page, closed.context.own_site
    there = host(page.url)
    if there != host(site.url) and is_government(there):
        return
    certainty = Certainty.CONFIRMED
    if page.nature is HostNature.SPAM:
        told = f"域名已成赌博、色情网站，标题、关键词有“{'、'.join(page.spam)}”"
    elif page.nature is HostNature.PARKED:
        told, certainty = f"域名已停放或在出售，写着“{page.offer}”", Certainty.SUSPECTED
    elif page.identifier == site.identifier or site.name in page.title:
        told = "仍能打开，还是原来的网站"
    else:
        told, certainty = "仍有网页答复，认不出是谁的", Certainty.SUSPECTED
    yield Fault(
        f"登记为关停的网站{told}",
        subject=site.url,
        quote=page.title,
        suggestion="关闭服务，注销域名和备案；域名已归别人的，报备处置，撤下旧链接",
        certainty=certainty,
    )
