"""late-annual-report: the site's annual report was not published by the end of January."""

import re
from collections.abc import Iterator

from govsweep.checking import check
from govsweep.facts import SiteVisit
from govsweep.findings import Certainty, Fault, Severity

_REPORT = re.compile(
    r"(20\d\d)年?(?:度)?[^，。]{0,30}政府网站[^，。]{0,8}(?:报表|年报|工作报告|年度报告)|"
    r"政府网站[^，。]{0,8}(?:报表|年报|工作报告|年度报告)[^，。]{0,3}(20\d\d)"
)
_FIRST_MONTH, _LAST_MONTH = 2, 6
_EARLIER = 3  # years back in which a report shows that the site publishes them


@check(
    "late-annual-report",
    severity=Severity.NOTICE,
    name="年度报表逾期",
    rank=340,
    clause="国办函〔2018〕12号：政府网站工作年度报表于1月31日前发布",
)
def late_annual_report(visit: SiteVisit) -> Iterator[Fault]:
    """上一年度的《政府网站工作年度报表》没有按时发布。

    ## 为什么要紧
    年度报表应于每年 1 月 31 日前在网站首页发布。

    ## 怎样改正
    补发报表，并在首页显著位置链接。

    ## 判断界限
    只在 2 月 1 日至 6 月 30 日判断；往年（近三年）发布过同类报表的网站，找不到上一年度的才报。

    ## 已知盲区
    从未发布过报表的网站不报；报表只作为附件、标题里没有年份的看不出来。
    """
    day = visit.context.day
    if visit.home is None or not _FIRST_MONTH <= day.month <= _LAST_MONTH:
        return
    titles = [article.title for article in visit.articles]
    titles += [row.title for column in visit.columns for row in column.rows]
    titles += [anchor.text for anchor in visit.home.anchors]
    years = {
        int(match.group(1) or match.group(2))
        for title in titles
        for match in _REPORT.finditer(title)
    }
    last = day.year - 1
    if last not in years and any(last - _EARLIER <= year < last for year in years):
        yield Fault(
            f"没有找到 {last} 年度的《政府网站工作年度报表》，应于 {day.year} 年 1 月 31 日前发布",
            subject=f"report-{last}",
            url=visit.context.site.url,
            certainty=Certainty.SUSPECTED if visit.cut else Certainty.CONFIRMED,
        )
