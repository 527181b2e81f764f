"""missing-page-tag: pages lack the tags that machines read."""

from collections.abc import Iterator

from govsweep.checking import Alike, check
from govsweep.facts import Page, PageKind, SiteVisit
from govsweep.findings import Certainty, Fault, Severity

_SITE = ("SiteName", "SiteDomain", "SiteIDCode")
_COLUMN = ("ColumnName", "ColumnDescription", "ColumnKeywords", "ColumnType")
_CONTENT = ("ArticleTitle", "PubDate", "ContentSource")


@check(
    "missing-page-tag",
    severity=Severity.NOTICE,
    name="页面标签缺失",
    rank=280,
    alike=Alike.MARK,
    clause="国办发〔2017〕47号 网页标签；国办秘函〔2019〕19号 扣分指标：页面标签",
)
def missing_page_tag(visit: SiteVisit) -> Iterator[Fault]:
    """页面缺少规定的网页标签。

    ## 为什么要紧
    站点标签、栏目标签、内容标签供机器识别网站和信息；抽查的页面每页缺标签扣 0.1 分。

    ## 怎样改正
    在首页、栏目页、文章页的模板里补上标签并填写内容。

    ## 判断界限
    站点标签看首页，栏目标签抽查五个栏目页，内容标签抽查五篇文章（按标识码固定抽取，每次相同）；
    抽到的页面多数缺少才报，一种标签一个问题。本站别的页面有、这些页面没有的为“确认”；
    全站都没有的标为“疑似”，由主管单位决定是否要求补齐。

    ## 已知盲区
    只看有没有，不看填得对不对；空标签按缺少算。
    """
    lists = [page for page in visit.samples if page.kind is PageKind.LIST]
    articles = [page for page in visit.samples if page.kind is PageKind.ARTICLE]
    home = [visit.home] if visit.home is not None else []
    known = {tag for page in (*home, *visit.samples) for tag in page.meta if _has(page, tag)}
    for group, tags, pages in (
        ("站点标签", _SITE, home),
        ("栏目标签", _COLUMN, lists),
        ("内容标签", _CONTENT, articles),
    ):
        for tag in tags:
            urls = [page.url for page in pages if not _has(page, tag)]
            if 2 * len(urls) > len(pages):
                used = tag.lower() in known
                yield Fault(
                    f"{group} {tag} 缺失或没有填写",
                    subject=tag,
                    url=urls[0],
                    certainty=Certainty.CONFIRMED if used else Certainty.SUSPECTED,
                    pages=tuple(urls),
                    sightings=len(urls),
                )


def _has(page: Page, tag: str) -> bool:
    return bool(page.meta.get(tag.lower(), "").strip())
