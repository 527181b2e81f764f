"""What a site shows of what units owe: who published how much where, and what is missing."""

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import NamedTuple

import msgspec

from govsweep.facts import (
    CatalogueLook,
    Context,
    Duties,
    DutySeen,
    DutyState,
    EntranceLook,
    Page,
    Quota,
    QuotaLook,
    SiteDuties,
)
from govsweep.settle.catalogue import item_seen
from govsweep.settle.entrances import entrance_seen, is_asked_of
from govsweep.settle.published import PieceCollector, ShownPiece, counted
from govsweep.settle.site_sight import SiteSight


class OwedHere(NamedTuple):
    """What is judged, and what is kept for papers."""

    looks: tuple[CatalogueLook | QuotaLook | EntranceLook, ...]
    kept: SiteDuties


class Owed:
    """Gathers a site's articles, and tells what is there of what is owed."""

    def __init__(self, context: Context, duties: Duties, units: Iterable[str]) -> None:
        """`duties` are those of all sites, `units` the names by which sources are known."""
        own = context.site.identifier
        self._context = context
        self._catalogue = [one for one in duties.catalogue if one.site == own]
        self._quotas = [one for one in duties.quotas if one.site == own]
        self._entrances = [one for one in duties.entrances if is_asked_of(one, context)]
        self._pieces = PieceCollector(context, frozenset(units) | duties.units)

    def note(self, url: str, page: Page) -> None:
        """Take in an article."""
        self._pieces.note(url, page)

    def told(self, sight: SiteSight) -> OwedHere:
        """What there is, once all pages are gathered."""
        pieces = list(self._pieces.shown(sight, self._quotas))
        home = self._context.site.url
        items = [(one, *item_seen(one, sight, home)) for one in self._catalogue]
        entrances = [(one, entrance_seen(one, sight.home)) for one in self._entrances]
        return OwedHere(
            looks=(
                *(
                    CatalogueLook(context=self._context, item=one, seen=seen, url=url)
                    for one, seen, url in items
                ),
                *(
                    self._quota(one, pieces, sight)
                    for one in self._quotas
                    if one.is_judged(self._context.day)
                ),
                *(
                    EntranceLook(context=self._context, entrance=one, seen=seen)
                    for one, seen in entrances
                ),
            ),
            kept=SiteDuties(
                whole=sight.whole,
                published=tuple(counted(pieces, dt.date(self._context.day.year - 1, 1, 1))),
                items=tuple(_asked(one.asked, seen) for one, seen, _ in items),
                entrances=tuple(_asked(one.asked, seen) for one, seen in entrances),
                quotas=tuple(self._seen(one, pieces, sight) for one in self._quotas),
            ),
        )

    def _seen(self, quota: Quota, pieces: Sequence[ShownPiece], sight: SiteSight) -> DutySeen:
        """Whether a quota was seen, and how much of one there is that begins within a month."""
        why, day = _unseen_because(quota, sight), self._context.day
        seen = DutySeen(quota.key, DutyState.UNKNOWN if why else DutyState.MET, why=why)
        if not (quota.begins_within(day) and quota.has_begun(day)):
            return seen
        begins = quota.begins(day)
        own = _of(quota, pieces, sight)
        number = sum(one.day is not None and begins <= one.day <= day for one in own)
        return msgspec.structs.replace(seen, number=number, asked=str(quota.since))

    def _quota(self, quota: Quota, pieces: Sequence[ShownPiece], sight: SiteSight) -> QuotaLook:
        begins, ends = quota.last_span(self._context.day)
        column = sight.column_of(quota)
        look = QuotaLook(context=self._context, quota=quota, begins=begins, ends=ends, posted=None)
        if why := _unseen_because(quota, sight):
            return msgspec.structs.replace(look, why=why)
        own = _of(quota, pieces, sight)
        sure = sight.reaches(column, begins) if column is not None else sight.whole
        return msgspec.structs.replace(
            look,
            posted=sum(one.day is not None and begins <= one.day <= ends for one in own),
            undated=sum(one.day is None for one in own),
            sure=sure,
        )


def _of(quota: Quota, pieces: Sequence[ShownPiece], sight: SiteSight) -> list[ShownPiece]:
    """The pieces that count for a quota."""
    column = sight.column_of(quota)
    return [
        one
        for one in pieces
        if one.unit == quota.unit and (column is None or one.url == column.url)
    ]


def _asked(by: str, seen: DutySeen) -> DutySeen:
    return msgspec.structs.replace(seen, asked=by)


def _unseen_because(quota: Quota, sight: SiteSight) -> str:
    """Why nothing is known of a quota; "" where it was seen."""
    if not sight.read:
        return "没有读到网站"
    column = sight.column_of(quota)
    if not (quota.url or quota.column) or (column is not None and column.seen):
        return ""
    return (column.reason if column is not None else "") or "没有读到这个栏目"
