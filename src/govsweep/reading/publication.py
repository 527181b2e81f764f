"""When an article was published: every date the page offers, ranked by how much it is worth."""

import datetime as dt
from typing import NamedTuple

from govsweep.facts import DateSeen, DateSource, Place
from govsweep.reading import dates
from govsweep.reading.date_lines import of_lines
from govsweep.reading.date_metadata import of_meta, of_scripts
from govsweep.reading.date_ranks import Rank
from govsweep.reading.textdates import answered_on, signed_on
from govsweep.reading.tree import Tree

# How sure a date of a rank is the day of publication; what is less sure than `_SURE` is none.
_CONFIDENCE = {
    Rank.PUBLISHED: 0.99,
    Rank.PLAIN: 0.98,
    Rank.REPLY: 0.9,
    Rank.BARE: 0.96,
    Rank.FAR: 0.9,
    Rank.UPDATED: 0.85,
    Rank.META: 0.9,
    Rank.SCRIPT: 0.8,
    Rank.FOOTER: 0.7,
    Rank.ADOPTED: 0.6,
    Rank.WEAK_META: 0.6,
    Rank.SIGNATURE: 0.55,
    Rank.URL: 0.3,
}
_SURE = 0.5
_CONTRADICTED = 0.3  # what is taken off where another date of the same rank differs
_SOURCES = {
    Rank.REPLY: DateSource.REPLY,
    Rank.SIGNATURE: DateSource.SIGNATURE,
    Rank.META: DateSource.META,
    Rank.WEAK_META: DateSource.META,
    Rank.SCRIPT: DateSource.SCRIPT,
    Rank.URL: DateSource.URL,
}
_LONG_AFTER = dt.timedelta(days=60)


class Publication(NamedTuple):
    """The date of publication, where it was read, how sure, and all candidates as evidence."""

    rank: Rank
    published: dt.datetime | None
    source: DateSource | None
    seen: tuple[DateSeen, ...]
    confidence: float = 0.0


def publication(
    tree: Tree,
    places: list[Place],
    url: str,
    lines: range,
    body: range,
    listed: frozenset[int],
    day: dt.date | None,
) -> Publication:
    """Rank the dates of an article.

    `lines` are the runs between its headline and its body, `body` those of the body, `listed`
    those of lists beside it.
    """
    found = [
        *of_lines(tree, places, lines, body, listed),
        *of_meta(tree),
        *of_scripts(tree),
        *_of_text(tree, places, body, listed),
        *_of_url(url),
    ]
    limit = dt.datetime.combine(day, dt.time.max) + dt.timedelta(days=1) if day else None
    kept = [one for one in found if limit is None or one[1] <= limit]
    kept.sort(key=lambda one: one[0])  # stable: the first of a rank wins
    seen: dict[tuple[DateSource, dt.datetime], None] = {}
    for rank, value in kept:
        seen[_SOURCES.get(rank, DateSource.LABEL), value] = None
    evidence = tuple(DateSeen(source, value) for source, value in seen)
    rank = kept[0][0] if kept else Rank.URL
    sure = _confidence(kept)
    best = evidence[0] if sure >= _SURE else None
    return Publication(
        rank,
        best.value if best else None,
        best.source if best else None,
        evidence[:20],
        sure if best else 0.0,
    )


def _confidence(kept: list[tuple[Rank, dt.datetime]]) -> float:
    """How sure the best of the ranked dates is the day of publication."""
    if not kept:
        return 0.0
    rank, best = kept[0]
    others = {value.date() for one, value in kept if one is rank} - {best.date()}
    if rank is Rank.SIGNATURE:  # of a text that others wrote, where the address tells a later day
        others |= {value.date() for _, value in kept if value - best > _LONG_AFTER}
    doubted = bool(others) and rank not in (Rank.PUBLISHED, Rank.PLAIN, Rank.BARE)
    return _CONFIDENCE[rank] - _CONTRADICTED * doubted


def _of_text(
    tree: Tree, places: list[Place], body: range, listed: frozenset[int]
) -> list[tuple[Rank, dt.datetime]]:
    told = (
        (Rank.REPLY, answered_on(tree, places, listed)),
        (Rank.SIGNATURE, signed_on(tree, places, body)),
    )
    return [(rank, value) for rank, value in told if value]


def _of_url(url: str) -> list[tuple[Rank, dt.datetime]]:
    value = dates.of_url(url)
    return [(Rank.URL, value)] if value else []
