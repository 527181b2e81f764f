"""stale-home: nothing new on the home page for two weeks."""

import datetime as dt
from collections.abc import Iterator

from govsweep.checking import Need, Theme, check
from govsweep.facts import SiteVisit
from govsweep.findings import Certainty, Fault, Severity

_LIMIT = 14  # days
_FEW = 3  # dated rows; with fewer the home page's days are those of the articles that it leads to


def _looked(_subject: str, visit: SiteVisit) -> bool:
    """Whether the newest day was seen: of articles that were left for another night it was not."""
    if visit.home is None or visit.home_newest is None:
        return False
    dated = sum(one.date is not None for one in visit.home.entries)
    return not visit.waiting or dated >= _FEW or _age(visit.home_newest, visit) <= _LIMIT


def _age(newest: dt.date, visit: SiteVisit) -> int:
    return (visit.context.day - newest).days


@check(
    "stale-home",
    severity=Severity.SERIOUS,
    wording="首页更新不及时",
    theme=Theme.UPDATES,
    rank=20,
    looked=_looked,
    clause="国办秘函〔2019〕19号 单项否决：首页不更新",
    needs=Need.DATED,
    sees=lambda visit: _looked("", visit),
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
    首页自己不写日期、要看信息页才知道的，信息页没有看完时也不作判断，原有的问题不算整改。

    首页的框架里显示的信息也算，图片、热区链接的文字末尾写明的日期也算；首页另有“进入网站”之类的链接的，所通到的那一页与首页一并看。框架没有读到，有空着、可能由脚本填写的地方，有脚本可能改写首页的列表，
    另有不带链接、日期更晚或者看不懂的条目，或者有链到别处、看不出日期的信息的，只报疑似，指标判定为未知。

    ## 已知盲区
    首页只用图片或脚本展示信息的，看不到日期。
    """
    newest = visit.home_newest
    if newest is None or not _looked("", visit):
        return
    age = _age(newest, visit)
    if age > _LIMIT:
        url = visit.context.site.url
        why = "（首页可能另有没读到的更新的信息，请打开核对）" if visit.home_partly else ""
        message = f"首页最新信息发布于 {newest}，已 {age} 天未更新{why}"
        certainty = Certainty.SUSPECTED if visit.home_partly else Certainty.CONFIRMED
        yield Fault(message, url, url, certainty=certainty)
