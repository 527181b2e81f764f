"""Faults of whole sites: their name and tags, what portals must offer, what search engines see."""

from collections.abc import Iterator

from markupsafe import Markup

from govsweep.city.contents import READING_AID, SEARCH_BOX
from govsweep.city.faults import Planter, plants
from govsweep.city.model import Planted

_REPORTS = "ndbg"  # the column of annual reports
_FIRST_MONTH, _LAST_MONTH = 2, 6  # in which last year's report is missed


@plants("search-unusable")
def _no_search(planter: Planter) -> Iterator[Planted]:
    yield _without(planter, SEARCH_BOX, "门户网站的首页没有搜索框")


@plants("no-accessible-entrance")
def _no_entrance(planter: Planter) -> Iterator[Planted]:
    yield _without(planter, READING_AID, "门户网站的首页没有无障碍浏览入口")


def _without(planter: Planter, part: Markup, note: str) -> Planted:
    planter.draft.tabs = planter.draft.tabs.replace(part, Markup())
    url = planter.draft.site.url
    return planter.planted(url, url, note)


@plants("name-mismatch")
def _other_name(planter: Planter) -> Iterator[Planted]:
    planter.draft.called = "平澜绿色家园"
    url = planter.draft.site.url
    yield planter.planted("sitename", url, "首页标题和标签是另一个名称", planter.draft.called)


@plants("missing-page-tag")
def _no_source(planter: Planter) -> Iterator[Planted]:
    planter.draft.untagged.add("ContentSource")
    yield planter.planted("内容页", planter.draft.site.url, "内容页没有来源标签", "ContentSource")


@plants("cloaking")
def _for_search(planter: Planter) -> Iterator[Planted]:
    planter.draft.for_search = "澳门新葡京娱乐城_百家乐开户"
    url = planter.draft.site.url
    yield planter.planted(url, url, "首页对搜索引擎的标题是赌博用语")


@plants("late-annual-report")
def _no_report(planter: Planter) -> Iterator[Planted]:
    """Last year's report is not there; from July to January nobody can miss it."""
    draft = planter.draft
    if not _FIRST_MONTH <= draft.day.month <= _LAST_MONTH:
        return
    (column,) = (one for one in draft.columns if one.slug == _REPORTS)
    column.articles = [one for one in column.articles if one.when.year < draft.day.year]
    subject = f"disclosure-{draft.day.year - 1}"
    yield planter.planted(subject, draft.site.url, "没有上一年度的信息公开年度报告", subject)


@plants("not-for-telephones")
def _wide(planter: Planter) -> Iterator[Planted]:
    planter.draft.adapted = False
    yield planter.planted("viewport", planter.draft.site.url, "网页没有写 viewport", "viewport")
