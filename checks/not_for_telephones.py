"""not-for-telephones: pages that a telephone does not show well."""

from collections.abc import Iterator

from govsweep.checking import check
from govsweep.facts import SiteVisit
from govsweep.findings import Certainty, Fault

_PHONE = 390  # pixels


def _looked(subject: str, visit: SiteVisit) -> bool:
    if subject == "overflow":
        return visit.access.overflow_measured > 0
    return visit.access.viewports > 0


@check(
    "not-for-telephones",
    name="不适合手机浏览",
    rank=318,
    looked=_looked,
    clause="国办发〔2017〕47号《政府网站发展指引》：适应移动终端；WCAG 2.1 1.4.10",
)
def not_for_telephones(visit: SiteVisit) -> Iterator[Fault]:
    """网页在手机上要左右拖动，或者缩得看不清。

    ## 为什么要紧
    多数访问者用手机；没有适配的网页字小、要左右拖动。

    ## 怎样改正
    网页头部写 `<meta name="viewport" content="width=device-width, initial-scale=1">`，样式按屏幕
    宽度排版；或者另设手机版，并在首页链接到它。

    ## 判断界限
    一个网站至多两个问题。多数网页没有写 viewport、首页也没有链接到手机版的，报一个；
    写了 viewport，而在 390 像素宽的屏幕上实测仍比屏幕宽的，报一个。都为“疑似”。
    首页链接到手机版的，网页版不要求适配。

    ## 已知盲区
    实测要装 govsweep[browser]，没有就不测；图片不下载，由图片撑宽的看不到；按访问者的设备另给网
    页的看不到。
    """
    access = visit.access
    if access.twin or not access.viewports:
        return
    if access.unadapted * 2 > access.viewports:
        yield Fault(
            f"读到的 {access.viewports} 个网页中 {access.unadapted} 个没有写 viewport，"
            "首页也没有手机版入口",
            subject="viewport",
            url=access.without_viewport[0],
            certainty=Certainty.SUSPECTED,
            pages=access.without_viewport,
            sightings=access.unadapted,
        )
    adapted = [url for url in access.overflowing if url not in access.without_viewport]
    if adapted and access.unadapted * 2 <= access.viewports:
        yield Fault(
            f"在 {_PHONE} 像素宽的屏幕上，"
            f"实测的 {access.overflow_measured} 个网页中 {len(adapted)} 个要左右拖动",
            subject="overflow",
            url=adapted[0],
            certainty=Certainty.SUSPECTED,
            pages=tuple(adapted),
            sightings=len(adapted),
        )
