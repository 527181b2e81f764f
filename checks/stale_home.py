"""stale-home: nothing new on the home page for two weeks."""

from collections.abc import Iterator

from govsweep.checking import Theme, check
from govsweep.facts import SiteVisit
from govsweep.findings import Fault, Severity

_LIMIT = 14  # days


@check(
    "stale-home",
    severity=Severity.SERIOUS,
    wording="首页更新不及时",
    theme=Theme.UPDATES,
    rank=20,
    clause="国办秘函〔2019〕19号 单项否决：首页不更新",
)
def stale_home(visit: SiteVisit) -> Iterator[Fault]:
    """首页超过两周没有新信息。

    ## 为什么要紧
    监测时间点前 2 周内首页栏目无信息更新，属单项否决。首页仅为导航页的，看所有二级页面。

    ## 怎样改正
    及时发布信息，并检查首页各栏目是否取到了最新内容。

    ## 判断界限
    首页（或导航页下的栏目）最新一条信息的发布日期距巡检当天超过 14 天。
    信息页没有发布时间的，视为未更新；日期一条也识别不出的，不作判断。

    ## 已知盲区
    首页只用图片或脚本展示信息的，看不到日期。
    """
    if visit.home is None or visit.home_newest is None:
        return
    age = (visit.context.day - visit.home_newest).days
    if age > _LIMIT:
        url = visit.context.site.url
        yield Fault(f"首页最新信息发布于 {visit.home_newest}，已 {age} 天未更新", url, url)
