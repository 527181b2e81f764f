"""interpretation-unlinked: an interpretation leads to no document."""

from collections import defaultdict
from collections.abc import Iterator

from govsweep.checking import Need, check
from govsweep.facts import SiteVisit
from govsweep.findings import Certainty, Fault, Severity

_LISTED = 20


@check(
    "interpretation-unlinked",
    severity=Severity.NOTICE,
    name="解读与原文未关联",
    rank=330,
    looked=lambda _subject, visit: not visit.waiting,
    clause="国办秘函〔2019〕19号 扣分指标：解读关联",
    needs=Need.ARTICLES,
    sees=lambda visit: bool(visit.articles) and not visit.waiting,
)
def interpretation_unlinked(visit: SiteVisit) -> Iterator[Fault]:
    """政策解读没有链接到被解读的文件。

    ## 为什么要紧
    抽查的解读稿未与政策文件关联的，每篇扣 0.5 分。

    ## 怎样改正
    在解读稿里加上“相关文件”链接，并在文件页面链接回解读。

    ## 判断界限
    解读类栏目的文章，正文和相关链接里都没有指向本站其他栏目文章、政府网站页面或附件的链接。
    各篇共有的侧栏、同栏目的上一篇下一篇不算。一个栏目一个问题，标为“疑似”。网站没有看完时不作判断：
    文件可能在没有读的网页里。

    ## 已知盲区
    由脚本载入的相关链接看不到；链接的是不是那份文件看不出来；
    文件有没有通向解读，由检查指标抽查（govsweep report interpretations）。
    """
    if visit.waiting:  # the document may be among the pages that were left
        return
    unlinked: dict[str, list[str]] = defaultdict(list)
    for article in visit.articles:
        if not article.linked and article.place:
            unlinked[article.place].append(article.url)
    names = {column.url: column.name for column in visit.columns}
    for place, urls in unlinked.items():
        yield Fault(
            f"栏目“{names.get(place, place)}”有 {len(urls)} 篇解读没有链接到政策文件",
            subject=place,
            url=urls[0],
            column=names.get(place, ""),
            certainty=Certainty.SUSPECTED,
            pages=tuple(urls[:_LISTED]),
            sightings=len(urls),
        )
