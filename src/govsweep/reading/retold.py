"""Articles of one site that tell the same: the same text, or a report in nearly the same words."""

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator
from itertools import takewhile

from govsweep.facts import Article
from govsweep.reading.sketch import distance, figures
from govsweep.reading.twins import is_copy

LENGTHS = 0.03  # share of the longer text by which two may differ in length
_RETOLD = 120  # characters of a report that may have been told again under another title
_WORDS = 8  # bits of its sketch that may differ
_SOON = dt.timedelta(days=3)
# Notices of one kind say the same of several places or persons.
_NOTICE = re.compile(
    r"通知|公告|公示|通告|通报|预告|预警|天气|批复|决定|名单|结果|情况|指数|价格|日报|周报|月报|[招中]标"
)
_NUMBER = re.compile(r"[\d一二三四五六七八九十〇零百甲乙丙丁]+")


def groups(
    articles: Iterable[Article], key: Callable[[Article], Hashable], shortest: int
) -> list[list[Article]]:
    """The articles that share a key, where several do."""
    by_key: dict[Hashable, list[Article]] = defaultdict(list)
    for article in articles:
        if article.length >= shortest and (its := key(article)):
            by_key[its].append(article)
    return [group for group in by_key.values() if len(group) > 1]


def numbers(title: str) -> tuple[str, ...]:
    """What tells the issues of one series: 第3期, 二标段."""
    return tuple(_NUMBER.findall(title))


def near(
    group: list[Article], is_near: Callable[[Article, Article], bool]
) -> Iterator[list[Article]]:
    """Of these articles those that say nearly the same."""
    rest = sorted(group, key=lambda one: (is_copy(one.url), one.url))
    while rest:
        first, *others = rest
        alike = [one for one in others if is_near(first, one)]
        if alike:
            yield [first, *alike]
        rest = [one for one in others if one not in alike]


def retold(articles: Iterable[Article]) -> Iterator[list[Article]]:
    """Reports told within days under several titles: the same figures in nearly the same words."""
    reports = [one for one in articles if one.published and not _NOTICE.search(one.title)]
    for group in groups(reports, lambda one: figures(one.main_sketch), _RETOLD):
        for alike in near(group, _is_retold):
            if len({one.title for one in alike}) > 1:
                yield alike


def _is_retold(one: Article, other: Article) -> bool:
    longer = max(one.length, other.length)
    return (
        one.published is not None
        and other.published is not None
        and abs(one.published - other.published) <= _SOON
        and numbers(one.title) == numbers(other.title)
        and not _is_series(one.title, other.title)
        and abs(one.length - other.length) <= longer * LENGTHS
        and distance(one.main_sketch, other.main_sketch) <= _WORDS
    )


def _is_series(one: str, other: str) -> bool:
    """Whether titles say the same of several places or persons: 东城小学…, 西城小学…."""
    alike = _begin_alike(one, other) + _begin_alike(one[::-1], other[::-1])
    shorter = min(len(one), len(other))
    return alike * 2 >= shorter and one not in other and other not in one


def _begin_alike(one: str, other: str) -> int:
    """How many characters two texts begin with in common."""
    pairs = zip(one, other, strict=False)
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], pairs))
