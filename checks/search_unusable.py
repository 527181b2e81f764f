"""search-unusable: the home page offers no search."""

import re
from collections.abc import Iterator

from govsweep.checking import Need, check
from govsweep.facts import SiteVisit
from govsweep.findings import Certainty, Fault, Severity

_FORM = re.compile(
    r"搜\s*索|检\s*索|查\s*找|全文|关键[字词]|search|keyword|query|\bsousuo\b|\bq\b|\bkw\b|\bwd\b"
    r"|\b(?:gjz|gjc|ssjg|zhss|znss|qwjs|qwss)\b",  # the initials of such words in pinyin
    re.IGNORECASE,
)
_WORDS = re.compile(r"搜\s*索|检\s*索|站内查询|智能问答")
_NAMED = re.compile(r"\W*(?:站内|全站|本站|全文|信息|高级|智能|综合)?\s*(?:搜\s*索|检\s*索)\W*")
_TARGET = re.compile(
    r"search|sousuo|/(?:so|ss|zhss|zdss|qwjs|zwss)(?:[/.?]|$)|//(?:so|s|ss|search)\.", re.IGNORECASE
)


def _shows_forms(visit: SiteVisit) -> bool:
    home = visit.home
    return home is not None and home.forms is not None and home.is_seen and not home.redirect


@check(
    "search-unusable",
    severity=Severity.NOTICE,
    name="站内搜索不可用",
    rank=310,
    clause="国办秘函〔2019〕19号 扣分指标：站内搜索",
    needs=Need.FORMS,
    sees=_shows_forms,
)
def search_unusable(visit: SiteVisit) -> Iterator[Fault]:
    """首页找不到站内搜索。

    ## 为什么要紧
    未提供站内搜索或搜索不可用，扣 4 分。

    ## 怎样改正
    在首页头部提供站内搜索，并能搜到已发布的信息。

    ## 判断界限
    这一项只考核门户网站（登记的类型含“门户”，或名称含“门户”）。首页没有搜索框，
    没有名为“搜索”“检索”的链接和标题，也没有引用搜索服务的脚本，标为“疑似”。

    ## 已知盲区
    搜索框由脚本画出的会误报，所以只作疑似；搜索结果是否准确不检查。
    """
    home = visit.home
    site = visit.context.own_site
    if "门户" not in site.kind + site.name:
        return
    if home is None or not _shows_forms(visit):
        return
    if any(_FORM.search(form) for form in home.forms or ()):
        return
    if any(_WORDS.search(one.text) or _TARGET.search(one.target) for one in home.anchors):
        return
    if any(_NAMED.fullmatch(block.text) for block in home.blocks):
        return
    yield Fault("首页没有站内搜索", "search", site.url, certainty=Certainty.SUSPECTED)
