"""duplicate-article: one site publishes the same text at several addresses."""

import datetime as dt
from collections.abc import Iterable, Iterator

from govsweep.checking import Need, Theme, check
from govsweep.facts import Article, ColumnKind, SiteVisit
from govsweep.findings import Certainty, Fault, Severity
from govsweep.reading.retold import LENGTHS, groups, near, numbers, retold
from govsweep.reading.sketch import distance, is_same_but_for_marks, letters
from govsweep.reading.twins import document_of, is_copy

_SHORTEST = 60  # characters; shorter texts are alike by nature ("附件：…")
_SHORT = 20  # with title and day the same, so many will do
_LONG = 200  # from so many on, a sketch tells what is nearly the same
_BITS = 8  # of its 64 that may differ
_APART = dt.timedelta(days=7)  # what is written again later says what happened again
_LISTED = 20


@check(
    "duplicate-article",
    severity=Severity.MINOR,
    wording="信息重复发布",
    theme=Theme.CONTENT,
    rank=60,
    clause="地方通报：信息重复发布",
    needs=Need.ARTICLES,
    sees=lambda visit: bool(visit.articles),
)
def duplicate_article(visit: SiteVisit) -> Iterator[Fault]:
    """同一网站把同一篇信息发布了两次以上。

    ## 为什么要紧
    重复发布多为凑数或误操作，常被通报为“信息重复发布”。

    ## 怎样改正
    保留一篇，删除其余；一稿多栏的，用系统的引用功能而不要另发。

    ## 判断界限
    标题和正文的文字、数字完全相同（空白、标点不计）、地址不同的为“确认”；标题换了说法、
    正文在 200 字以上且一字不差的也是。
    手机版、打印版、无障碍版、适老版，以及同一文档编号在不同栏目下的引用不算；
    标题和正文都相同，一个地址只比另一个多几个参数（`?id=1` 与 `?id=1&cid=12`）或一层目录的，
    是同一篇的两种地址，也不算；
    重要转载信息栏目里的与别处的同一篇也不算。
    标题相同、日期相近，正文数字全同、只差几个字的，或正文很短而标题、日期、文字都相同的，
    为“疑似”；正文相同而标题里的期号、编号等数字不同的，也为“疑似”；
    动态类信息三天之内换了标题、改了几个字再发，正文里有数字而且数字全同的，也为“疑似”（通知、公告、公示等一类的不算）。

    ## 已知盲区
    换了标题又改了许多字的看不出来；换了标题、正文不足 200 字的公示公告多用同样的套话，不报。
    """
    alike = groups(visit.articles, lambda one: one.main_hash, _SHORTEST)
    told: set[str] = set()
    for group in (*alike, *_of_one_body(visit.articles)):
        sure = len({numbers(one.title) for one in group}) == 1
        found = _fault(group, Certainty.CONFIRMED if sure else Certainty.SUSPECTED, told)
        if found is not None:
            yield found
    for group in groups(visit.articles, _title, _SHORT):
        for close in near(group, _is_near):
            found = _fault(close, Certainty.SUSPECTED, told)
            if found is not None:
                yield found
    for again in retold(visit.articles):
        found = _fault(again, Certainty.SUSPECTED, told)
        if found is not None:
            yield found


def _of_one_body(articles: Iterable[Article]) -> Iterator[list[Article]]:
    """The articles whose text below the headline has the same letters and figures.

    Short ones under several titles are notices in set phrases, which say in the title what differs.
    """
    for group in groups(articles, lambda one: letters(one.main_sketch), _SHORTEST):
        if min(one.length for one in group) >= _LONG:
            yield group
        else:
            yield from groups(group, _title, _SHORTEST)


def _title(one: Article) -> str:
    """The letters and figures of a title: marks and blanks tell no two articles apart."""
    return "".join(filter(str.isalnum, one.title))


def _is_near(one: Article, other: Article) -> bool:
    if one.published is None or other.published is None:
        return False
    if is_same_but_for_marks(one.main_sketch, other.main_sketch):
        return one.published == other.published
    longer = max(one.length, other.length)
    return (
        min(one.length, other.length) >= _LONG
        and abs(one.length - other.length) <= longer * LENGTHS
        and abs(one.published - other.published) <= _APART
        and distance(one.main_sketch, other.main_sketch) <= _BITS
    )


def _fault(group: Iterable[Article], certainty: Certainty, told: set[str]) -> Fault | None:
    """What is wrong with articles that say the same; `told` are those of which it was said."""
    distinct: dict[str, Article] = {}
    for article in sorted(group, key=lambda one: (is_copy(one.url), one.url)):
        distinct.setdefault(document_of(article.url), article)
    own = [one for one in distinct.values() if one.kind is not ColumnKind.REPOST]
    own = own if len(own) > 1 else []
    if not own or {one.url for one in own} <= told:
        return None
    told.update(one.url for one in own)
    first, second, *_ = own
    alike = "重复发布" if certainty is Certainty.CONFIRMED else "可能重复发布"
    return Fault(
        f"“{first.title}”{alike}，另见 {second.url}",
        subject=first.url,
        url=first.url,
        quote=first.title,
        certainty=certainty,
        pages=tuple(one.url for one in own)[:_LISTED],
        sightings=len(own),
    )
