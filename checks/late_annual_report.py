"""late-annual-report: an annual report was not published on the home page by end of January."""

from collections.abc import Iterator, Mapping

from govsweep.annual_reports import OF_DISCLOSURE, OF_SITE, by_year, leads
from govsweep.checking import check
from govsweep.facts import SiteVisit
from govsweep.findings import Certainty, Fault, Severity

_FIRST_MONTH, _LAST_MONTH = 2, 6
_EARLIER = 3  # years back in which a report shows that the site publishes them


def _looked(_: str, visit: SiteVisit) -> bool:
    return visit.home is not None and visit.home.is_seen


@check(
    "late-annual-report",
    severity=Severity.NOTICE,
    name="年度报表逾期",
    rank=340,
    looked=_looked,
    clause="国办函〔2018〕12号：政府网站工作年度报表于1月31日前发布",
)
def late_annual_report(visit: SiteVisit) -> Iterator[Fault]:
    """上一年度的《政府网站工作年度报表》或《政府信息公开工作年度报告》没有按时发布。

    ## 为什么要紧
    网站年度报表应于每年 1 月 31 日前在网站首页发布，
    政府信息公开工作年度报告也应于 1 月 31 日前公布。

    ## 怎样改正
    补发报表，并在首页显著位置链接。

    ## 判断界限
    只在 2 月 1 日至 6 月 30 日判断；往年（近三年）发布过同类报表的网站，找不到上一年度的才报。
    政府信息公开工作年度报告可能登在上级的平台上，只作“疑似”；上一年度的网站年度报表已经发布、首页上却没有
    链接指向它或“年报”“年度报表”的，也只作“疑似”。

    ## 已知盲区
    从未发布过报表的网站不报；报表只作为附件、标题里没有年份的看不出来。
    """
    day = visit.context.day
    home = visit.home
    if home is None or not home.is_seen or not _FIRST_MONTH <= day.month <= _LAST_MONTH:
        return
    last = day.year - 1
    shown = [(article.title, article.url, article.published) for article in visit.articles]
    shown += [(row.title, row.url, row.date) for column in visit.columns for row in column.rows]
    on_home = {(anchor.text, anchor.target) for anchor in home.anchors}
    shown += [(text, url, None) for text, url in on_home]
    address = visit.context.site.url
    of_site = by_year(OF_SITE, shown)
    if _is_missing(of_site, last):
        yield Fault(
            f"没有找到 {last} 年度的《政府网站工作年度报表》，应于 {day.year} 年 1 月 31 日前发布",
            subject=f"report-{last}",
            url=address,
            certainty=Certainty.SUSPECTED if visit.cut else Certainty.CONFIRMED,
        )
    elif last in of_site and not leads(on_home, of_site[last]):
        yield Fault(
            f"{last} 年度的《政府网站工作年度报表》没有在首页发布，首页上也没有通向它的链接",
            subject=f"home-{last}",
            url=address,
            certainty=Certainty.SUSPECTED,
        )
    if _is_missing(by_year(OF_DISCLOSURE, shown), last):
        yield Fault(
            f"没有找到 {last} 年度的《政府信息公开工作年度报告》，"
            f"应于 {day.year} 年 1 月 31 日前公布",
            subject=f"disclosure-{last}",
            url=address,
            certainty=Certainty.SUSPECTED,
        )


def _is_missing(years: Mapping[int, object], last: int) -> bool:
    """Whether last year's is not there; who never published any is not known to have to."""
    return last not in years and any(last - _EARLIER <= year < last for year in years)
