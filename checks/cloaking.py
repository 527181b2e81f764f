"""cloaking: search engines are shown another page than visitors."""

from collections.abc import Iterator

from govsweep.addresses import is_government
from govsweep.checking import Need, Theme, check
from govsweep.facts import SiteVisit, View
from govsweep.findings import Certainty, Fault, Severity
from govsweep.words.bait import bait

_BROWSER = "browser"
_FARM = 3
_AGENTS = {"spider": "搜索引擎的爬虫", "referrer": "从搜索引擎点进来的访问者"}


def _looked(subject: str, visit: SiteVisit) -> bool:
    """Whether the sweep saw the page as this kind of visitor gets it."""
    agent, _, url = subject.partition(" ")
    return agent in {view.agent for view in _pages(visit).get(url, ())}


def _sees(visit: SiteVisit) -> bool:
    """Whether the home page was had as a browser gets it, and as a search engine does."""
    got = {view.agent for view in visit.views if view.failure is None}
    return _BROWSER in got and len(got) > 1


@check(
    "cloaking",
    severity=Severity.SERIOUS,
    name="对搜索引擎另示内容",
    wording="存在暗链",
    theme=Theme.SECURITY,
    rank=190,
    looked=_looked,
    clause="国办秘函〔2019〕19号 单项否决：安全、泄密事故等严重问题",
    needs=Need.OTHER_VISITORS,
    sees=_sees,
)
def cloaking(visit: SiteVisit) -> Iterator[Fault]:
    """首页或别的网页对搜索引擎显示另一副面孔。

    ## 为什么要紧
    入侵者常只对搜索引擎或从搜索结果进来的访问者显示赌博、色情内容，管理员自己打开却看不出来。

    ## 怎样改正
    保留现场，检查首页文件、服务器配置和全局脚本里按访问者区分的代码，清除后请搜索引擎更新快照。

    ## 判断界限
    首页和抽取的两个网页（每周按网站另抽），以浏览器、搜索引擎爬虫、搜索来路三种身份各访问一次；后两种的标题或关键词有浏览器所没有的
    赌博、色情用语，或多出三个以上站外域名，才报；唯独它们被引到站外的，报为疑似。手机版与电脑版之别不算。

    ## 已知盲区
    每周只抽两个网页；没有再抽到的，不能自动认定已整改；按地区、时间或搜索引擎的真实网络地址变脸的看不到；用脚本判断来路的看不到；
    任一身份被防护设备拦截或未访问成功时，对它不作判断。
    """
    for page, views in _pages(visit).items():
        yield from _unlike(page, {one.agent: one for one in views if one.failure is None}, visit)


def _pages(visit: SiteVisit) -> dict[str, tuple[View, ...]]:
    """The views of each page, those of the home page under no address."""
    return {"": visit.views} | {one.url: one.views for one in visit.page_views}


def _unlike(page: str, views: dict[str, View], visit: SiteVisit) -> Iterator[Fault]:
    plain = views.get(_BROWSER)
    if plain is None:
        return
    url, where = page or visit.context.site.url, "网页" if page else "首页"
    for agent, view in views.items():
        lures = _bait(view) - _bait(plain)
        foreign = sorted(
            domain
            for domain in set(view.domains) - set(plain.domains)
            if not _is_known(domain, visit)
        )
        who, subject = _AGENTS.get(agent, agent), f"{agent} {page}".strip()
        if view.sent_to and not _is_known(view.sent_to, visit):
            message = f"{where}把{who}引到站外的 {view.sent_to}，浏览器打开时没有跳转"
            yield Fault(message, subject, url, view.sent_to, certainty=Certainty.SUSPECTED)
        elif lures:
            words = "、".join(sorted(lures))
            message = f"{where}对{who}显示的标题、关键词含有“{words}”，浏览器里没有"
            yield Fault(message, subject, url, quote=view.title)
        elif len(foreign) >= _FARM:
            some = "、".join(foreign[:_FARM])
            message = f"{where}对{who}多出 {len(foreign)} 个站外域名的链接，如 {some}"
            yield Fault(message, subject, url, quote=foreign[0])


def _is_known(name: str, visit: SiteVisit) -> bool:
    return is_government(name) or name in visit.context.known_hosts


def _bait(view: View) -> set[str]:
    return bait(f"{view.title} {view.keywords}")
