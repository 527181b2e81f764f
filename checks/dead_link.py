"""dead-link: a link leads nowhere."""

from collections.abc import Iterator

from govsweep.checking import Alike, Theme, check
from govsweep.facts import Link, TargetKind
from govsweep.failures import dead_target
from govsweep.findings import Fault, Severity


@check(
    "dead-link",
    severity=Severity.MINOR,
    wording="链接无法打开",
    theme=Theme.LINKS,
    rank=90,
    alike=Alike.TARGET,
    clause="国办秘函〔2019〕19号 扣分指标：可用性",
)
def dead_link(link: Link) -> Iterator[Fault]:
    """链接打不开。

    ## 为什么要紧
    首页每个打不开的链接或错误链接扣 0.2 分，其他页面每个扣 0.1 分；图片、附件、外部链接都算。

    ## 怎样改正
    更正或删除链接；对方网站改版的，换成新地址。

    ## 判断界限
    隔几分钟再试仍然失败才报；先后两次都明确失败的为“确认”，超时、断线等为“疑似”。
    任何网址都显示首页或同一个列表的网站，网址打得开而不是原来网页的，为“疑似”。
    指向登记网站、而当夜那个网站的首页打不开的，链接本身没有错：由“网站无法访问”报，这里不报；
    指向登记网站首页而一时没有打开的，为“疑似”。
    防护设备拦截、需要登录的为“无法核验”，不报。同一目标不论在多少页面上，只算一个问题。
    指向网页某处的 #… 只看正文里普通的链接、本站当夜读到的网页：网页在而上面没有这个位置的，
    为“疑似”。由脚本接管的链接、由脚本取名的位置不报。

    ## 已知盲区
    要登录或运行脚本才能打开的链接无法核验。
    """
    if link.kind is not TargetKind.IMAGE and (fault := dead_target(link, "链接无法打开")):
        yield fault
