"""What other levels sent of a period: by a bundle of it, else by those of its months."""

import datetime as dt
from collections.abc import Iterator, Sequence

from govsweep.bundles import MonthBundle, SentPeriod, unite_months
from govsweep.periods import Span
from govsweep.store import Store, StoredBundle


def sent_of(store: Store, span: Span, day: dt.date, *, findings: bool = False) -> list[SentPeriod]:
    """Each sender's, by name, as far as anything came; months are due from their first day on.

    `findings` asks for those too.
    """
    whole = {one.sender: one for one in store.bundles.of_period(span.begins, span.ends)}
    by_month = [(month, _of(store, month)) for month in months_of(span)]
    senders = sorted({*whole, *(name for _, there in by_month for name in there)})
    found = []
    for name in senders:
        months = [(month, there.get(name)) for month, there in by_month]
        if name in whole:
            found.append(_alone(store, whole[name], months, findings=findings))
        else:
            found.append(_united(store, name, months, day))
    return found


def months_of(span: Span) -> list[Span]:
    """The months that make up a span; none where it is one month, or not made up of whole ones."""
    months, first = [], span.begins
    while first <= span.ends:
        months.append(Span.month_of(first))
        first = months[-1].ends + dt.timedelta(days=1)
    is_whole = months[0].begins == span.begins and months[-1].ends == span.ends
    return months if is_whole and len(months) > 1 else []


def _of(store: Store, month: Span) -> dict[str, StoredBundle]:
    return {one.sender: one for one in store.bundles.of_period(month.begins, month.ends)}


_Months = Sequence[tuple[Span, StoredBundle | None]]


def _alone(store: Store, one: StoredBundle, months: _Months, *, findings: bool) -> SentPeriod:
    return SentPeriod(
        sender=one.sender,
        as_of=one.manifest.as_of,
        sites=one.sites,
        accounts=one.accounts,
        findings=tuple(store.bundles.findings(one.id)) if findings else (),
        missing=one.figures.missing,
        notes=tuple(_aside(one, months)),
    )


def _aside(one: StoredBundle, months: _Months) -> Iterator[str]:
    """Which bundles of months do not count, and whether one of them knows more."""
    there = [(span, month) for span, month in months if month is not None]
    if there:
        yield f"另有{_named(there)}的月度数据包，不重复计"
    newer = [(span, month) for span, month in there if month.manifest.as_of > one.manifest.as_of]
    if newer:
        yield f"{_named(newer)}的数据比它新，请对方重新导出"


def _united(store: Store, name: str, months: _Months, day: dt.date) -> SentPeriod:
    there = [(span, month) for span, month in months if month is not None]
    whole = unite_months([_read(store, month) for _, month in there])
    lacking = [(span, None) for span, month in months if month is None and span.begins <= day]
    notes = [f"由{_named(there)}的月度数据包合成"]
    notes += [f"缺{_named(lacking)}"] if lacking else []
    return SentPeriod(
        sender=name,
        as_of=max(month.manifest.as_of for _, month in there),
        sites=whole.sites,
        accounts=whole.accounts,
        findings=whole.findings,
        missing=whole.missing,
        notes=tuple(notes),
    )


def _read(store: Store, one: StoredBundle) -> MonthBundle:
    return MonthBundle(
        manifest=one.manifest,
        sites=one.sites,
        accounts=one.accounts,
        findings=tuple(store.bundles.findings(one.id)),
        missing=one.figures.missing,
    )


def _named(months: Sequence[tuple[Span, object]]) -> str:
    return "、".join(span.title for span, _ in months)
