"""duplicate-article: one site publishes the same text at several addresses."""

from collections import defaultdict
from collections.abc import Iterator

from govsweep.checking import Theme, check
from govsweep.facts import Article, SiteVisit
from govsweep.findings import Fault, Severity
from govsweep.reading.twins import twin_key

_SHORTEST = 60  # characters; shorter texts are alike by nature ("附件：…")
_LISTED = 20


@check(
    "duplicate-article",
    severity=Severity.MINOR,
    wording="信息重复发布",
    theme=Theme.CONTENT,
    rank=60,
    clause="地方通报：信息重复发布",
)
def duplicate_article(visit: SiteVisit) -> Iterator[Fault]:
    """同一网站把同一篇信息发布了两次以上。

    ## 为什么要紧
    重复发布多为凑数或误操作，常被通报为“信息重复发布”。

    ## 怎样改正
    保留一篇，删除其余；一稿多栏的，用系统的引用功能而不要另发。

    ## 判断界限
    正文（去空白）完全相同、地址不同。手机版、打印版，以及同一文档编号在不同栏目下的引用不算。

    ## 已知盲区
    改动过几个字的重复看不出来。
    """
    alike: dict[bytes, list[Article]] = defaultdict(list)
    for article in visit.articles:
        if article.main_hash and article.length >= _SHORTEST:
            alike[article.main_hash].append(article)
    for group in alike.values():
        if len(group) == 1:
            continue
        distinct: dict[str, Article] = {}
        for article in sorted(group, key=lambda one: (_is_copy(one.url), one.url)):
            distinct.setdefault(_document(article.url), article)
        if len(distinct) > 1:
            first, *others = distinct.values()
            yield Fault(
                f"“{first.title}”重复发布，另见 {others[0].url}",
                subject=first.url,
                url=first.url,
                quote=first.title,
                pages=tuple(one.url for one in distinct.values())[:_LISTED],
                sightings=len(distinct),
            )


def _is_copy(url: str) -> bool:
    """Whether it is the address of a mobile or print copy."""
    return twin_key(url) != url.partition("://")[2]


def _document(url: str) -> str:
    """What tells documents apart: a twin and a reference from another column share it."""
    name = twin_key(url).rstrip("/").rpartition("/")[2]
    return name if any(mark.isdigit() for mark in name) and len(name) > 12 else twin_key(url)
