"""undated-article: articles of a column bear no day of publication."""

from collections import defaultdict
from collections.abc import Iterator

from govsweep.checking import Need, check
from govsweep.facts import ColumnKind, SiteVisit
from govsweep.findings import Certainty, Fault, Severity

_LEAST = 2
_KINDS = (
    ColumnKind.NEWS,
    ColumnKind.NOTICE,
    ColumnKind.POLICY,
    ColumnKind.INTERPRETATION,
    ColumnKind.REPOST,
)


@check(
    "undated-article",
    severity=Severity.NOTICE,
    name="文章没有发布日期",
    rank=260,
    clause="国办秘函〔2019〕19号 检查方法：稿件页无发布时间的视为未更新",
    needs=Need.ARTICLES,
    sees=lambda visit: bool(visit.articles),
)
def undated_article(visit: SiteVisit) -> Iterator[Fault]:
    """信息页没有发布时间。

    ## 为什么要紧
    稿件页面没有发布时间的信息，检查时视为没有更新。

    ## 怎样改正
    在文章模板里显示发布时间，并填写 PubDate 标签。

    ## 判断界限
    只看动态、通知公告、政策、解读和转载栏目列表里的文章；页面（包括落款）、标签、脚本、列表和网址里都没有日期才算，
    同一栏目至少两篇，一个栏目一个问题。全站半数以上文章都读不出日期的，可能是识别不了，标为“疑似”。

    ## 已知盲区
    日期写成图片的看不出来；列表有日期而正文页没有的不报。
    """
    columns = {column.url: column for column in visit.columns if column.kind in _KINDS}
    placed = [article for article in visit.articles if article.place in columns]
    lacking: dict[str, list[str]] = defaultdict(list)
    for article in placed:
        if article.published is None and article.listed is None:
            lacking[article.place].append(article.url)
    without = sum(map(len, lacking.values()))
    certainty = Certainty.CONFIRMED if without * 2 <= len(placed) else Certainty.SUSPECTED
    for place, urls in lacking.items():
        if len(urls) >= _LEAST:
            yield Fault(
                f"栏目“{columns[place].name}”有 {len(urls)} 篇信息没有发布时间",
                subject=place,
                url=urls[0],
                column=columns[place].name,
                certainty=certainty,
                pages=tuple(urls[:20]),
                sightings=len(urls),
            )
