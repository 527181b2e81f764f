"""falsified-date: an article's day of publication moved forward while its text stayed."""

from collections.abc import Iterator
from datetime import timedelta

from govsweep.checking import Need, check
from govsweep.facts import SiteVisit
from govsweep.findings import Certainty, Fault, Severity

_DAY = timedelta(days=1)
_MANY = 5  # articles, and
_SHARE = 0.2  # of the site's: so many at once have one cause, such as a new template


def _is_restored(subject: str, visit: SiteVisit) -> bool:
    """Whether its day went back, or the article is no more: left as it is it is not mended."""
    back = any(one.url == subject and one.after < one.before for one in visit.redated)
    return back or all(article.url != subject for article in visit.articles)


@check(
    "falsified-date",
    severity=Severity.NOTICE,
    name="发布日期疑有改动",
    rank=350,
    looked=_is_restored,
    clause="国办秘函〔2019〕19号 单项否决：弄虚作假（伪造发稿日期）",
    needs=Need.ARTICLES,
    sees=lambda visit: bool(visit.articles),
)
def falsified_date(visit: SiteVisit) -> Iterator[Fault]:
    """正文没有变，发布日期却改新了。

    ## 为什么要紧
    伪造发稿日期属于弄虚作假，是单项否决事项。

    ## 怎样改正
    恢复原来的发布日期；确有修改的，另注“更新时间”，不要改发布时间。

    ## 判断界限
    与上一次巡检相比，正文（去空白）完全相同，而页面标注的发布日期向后改了一天以上。
    两次都等于巡检当天的，是页面显示的当前日期，不报。日期改动不等于造假，一律标为“疑似”，由人核实；
    一次改动很多篇的，可能是换了模板，另作说明。

    ## 已知盲区
    上次巡检没有读到的页面无从比较；把日期改旧的不报。
    """
    moved = [
        one
        for one in visit.redated
        if one.after - one.before > _DAY
        and not (one.after >= visit.context.day - _DAY and one.before >= one.seen - _DAY)
        and one.after <= visit.context.day
    ]
    many = len(moved) > max(_MANY, _SHARE * len(visit.articles))
    several = f"；同一次共有{len(moved)}篇改动，可能是换了模板" if many else ""
    titles = {article.url: article.title for article in visit.articles}
    for one in moved:
        yield Fault(
            f"“{titles.get(one.url, one.url)}”正文未变，"
            f"发布日期由 {one.before} 改为 {one.after}{several}",
            subject=one.url,
            url=one.url,
            quote=titles.get(one.url, ""),
            certainty=Certainty.SUSPECTED,
        )
