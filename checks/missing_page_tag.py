"""missing-page-tag: pages lack the tags that machines read."""

from collections.abc import Iterator, Sequence

from govsweep.checking import Alike, check
from govsweep.facts import Page, PageKind, SiteVisit
from govsweep.findings import Certainty, Fault, Severity

_SITE = ("SiteName", "SiteDomain", "SiteIDCode")
_COLUMN = ("ColumnName", "ColumnDescription", "ColumnKeywords", "ColumnType")
_CONTENT = ("ArticleTitle", "PubDate", "ContentSource")

# By template, as the indicators draw its pages: what its pages are called, and their tags.
_HOME, _LISTS, _ARTICLES = "首页", "栏目页", "内容页"
_TAGS = {_HOME: _SITE, _LISTS: (*_SITE, *_COLUMN), _ARTICLES: (*_SITE, *_CONTENT)}


def _drawn(visit: SiteVisit, template: str) -> list[Page]:
    if template == _HOME:
        return [visit.home] if visit.home is not None and visit.home.is_seen else []
    kind = PageKind.LIST if template == _LISTS else PageKind.ARTICLE
    return [page for page in visit.samples if page.kind is kind and page.is_seen]


def _looked(subject: str, visit: SiteVisit) -> bool:
    return subject not in _TAGS or bool(_drawn(visit, subject))


@check(
    "missing-page-tag",
    severity=Severity.NOTICE,
    name="页面标签缺失",
    rank=280,
    alike=Alike.MARK,
    looked=_looked,
    clause="国办发〔2017〕47号 网页标签；国办秘函〔2019〕19号 扣分指标：页面标签",
)
def missing_page_tag(visit: SiteVisit) -> Iterator[Fault]:
    """页面缺少规定的网页标签。

    ## 为什么要紧
    站点标签、栏目标签、内容标签供机器识别网站和信息；
    抽查五个栏目页、五个内容页，每页缺标签扣 0.1 分。

    ## 怎样改正
    在首页、栏目页、内容页的模板里补上标签并填写内容。

    ## 判断界限
    首页看站点标签；抽查的五个栏目页看站点标签和栏目标签，五篇文章看站点标签和内容标签（按标识码固定抽取，每次相同）。
    抽到的页面多数缺少的标签才算缺，首页、栏目页、内容页各报一个问题，写明缺哪些标签、哪些页面。
    所缺的标签本站别的页面有的为“确认”；全站都没有的标为“疑似”，由主管单位决定是否要求补齐。

    ## 已知盲区
    靠脚本显示而没有读到内容的页面不看。只看有没有，不看填得对不对；空标签按缺少算。个别页面缺而多数不缺的不报。
    """
    seen = [page for template in _TAGS for page in _drawn(visit, template)]
    used = {tag for page in seen for tag, value in page.meta.items() if value.strip()}
    for template, tags in _TAGS.items():
        pages = _drawn(visit, template)
        missing = [tag for tag in tags if _are_most(pages, tag)]
        if not missing:
            continue
        elsewhere = [tag for tag in missing if tag.lower() in used]
        urls = [page.url for page in pages if any(not _has(page, tag) for tag in missing)]
        yield Fault(
            f"{template}缺少网页标签或没有填写：{_named(missing, elsewhere)}",
            subject=template,
            url=urls[0],
            certainty=Certainty.CONFIRMED if elsewhere else Certainty.SUSPECTED,
            pages=tuple(urls),
            sightings=len(urls),
        )


def _are_most(pages: Sequence[Page], tag: str) -> bool:
    """Whether most pages lack a tag."""
    return 2 * sum(not _has(page, tag) for page in pages) > len(pages)


def _named(missing: Sequence[str], elsewhere: Sequence[str]) -> str:
    """The tags, those that other pages of the site have apart from those that none has."""
    nowhere = [tag for tag in missing if tag not in elsewhere]
    if not elsewhere:
        return f"{'、'.join(nowhere)}（抽查的页面都没有）"
    told = f"{'、'.join(elsewhere)}（本站别的页面有）"
    return f"{told}；{'、'.join(nowhere)}（抽查的页面都没有）" if nowhere else told


def _has(page: Page, tag: str) -> bool:
    return bool(page.meta.get(tag.lower(), "").strip())
