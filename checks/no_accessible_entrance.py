"""no-accessible-entrance: the home page leads to no aid for reading."""

from collections.abc import Iterator

from govsweep.checking import check
from govsweep.facts import SiteVisit
from govsweep.findings import Certainty, Fault


def _looked(_: str, visit: SiteVisit) -> bool:
    return visit.access.entrance is not None


@check(
    "no-accessible-entrance",
    name="首页没有无障碍、适老化入口",
    rank=317,
    looked=_looked,
    clause="工信厅信管函〔2021〕67号《互联网网站适老化通用设计规范》；《无障碍环境建设法》第三十二条",
)
def no_accessible_entrance(visit: SiteVisit) -> Iterator[Fault]:
    """首页没有无障碍浏览或适老化版本的入口。

    ## 为什么要紧
    视障、老年访问者要从首页找到放大、朗读、长者模式这些功能。

    ## 怎样改正
    在首页显著位置设置“无障碍浏览”或“长者模式”入口。

    ## 判断界限
    只看门户网站的首页；其他网站有没有，在无障碍报告里列出。
    首页的链接、图片说明和短句里有“无障碍”“适老化”“长者”“关怀版”“老年版”等字样，或引用了常见的无
    障碍工具脚本，就算有。都没有的，一律为“疑似”：入口可能是一张图片，也可能由脚本加上。

    ## 已知盲区
    只看有没有，不看能不能用；要不要设置由主管单位按要求判定。
    """
    if visit.access.entrance is False and visit.context.own_site.is_portal:
        yield Fault(
            "首页没有看到“无障碍”“适老化”“长者模式”一类的入口",
            subject="entrance",
            url=visit.context.site.url,
            certainty=Certainty.SUSPECTED,
        )
