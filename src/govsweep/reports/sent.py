"""What other levels sent of a period: by a bundle of it, else by those of its parts."""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence

from govsweep.bundles import PartBundle, SentPeriod, unite_parts
from govsweep.periods import Span
from govsweep.store import Store, StoredBundle

_Parts = Sequence[tuple[Span, StoredBundle | None]]
_BySpan = Mapping[Span, StoredBundle]


def sent_of(store: Store, span: Span, day: dt.date, *, findings: bool = False) -> list[SentPeriod]:
    """Each sender's, by name, as far as anything came; parts are due from their first day on.

    `findings` asks for those too.
    """
    whole = {one.sender: one for one in store.bundles.of_period(span.begins, span.ends)}
    of_parts: dict[str, dict[Span, StoredBundle]] = {}
    for part in _all_parts(span):
        for one in store.bundles.of_period(part.begins, part.ends):
            of_parts.setdefault(one.sender, {})[part] = one
    found = []
    for name in sorted({*whole, *of_parts}):
        there = of_parts.get(name, {})
        if name in whole:
            found.append(_alone(store, whole[name], there, findings=findings))
        else:
            found.append(_united(store, name, span, there, day))
    return found


def parts_of(span: Span) -> list[Span]:
    """The quarters that make up a span, else its months; none where it is not made up of them."""
    for of in (Span.quarter_of, Span.month_of):
        parts, first = [], span.begins
        while first <= span.ends:
            parts.append(of(first))
            first = parts[-1].ends + dt.timedelta(days=1)
        is_whole = parts[0].begins == span.begins and parts[-1].ends == span.ends
        if is_whole and len(parts) > 1:
            return parts
    return []


def _all_parts(span: Span) -> Iterator[Span]:
    for part in parts_of(span):
        yield part
        yield from parts_of(part)


def _told(span: Span, there: _BySpan) -> _Parts:
    """The parts by which a sender told of a span; a quarter that did not come by its months."""
    found: list[tuple[Span, StoredBundle | None]] = []
    for part in parts_of(span):
        one = there.get(part)
        finer = _told(part, there) if one is None else []
        is_told = any(bundle is not None for _, bundle in finer)
        found += finer if is_told else [(part, one)]
    return found


def _alone(store: Store, one: StoredBundle, there: _BySpan, *, findings: bool) -> SentPeriod:
    return SentPeriod(
        sender=one.sender,
        as_of=one.manifest.as_of,
        sites=one.sites,
        accounts=one.accounts,
        findings=tuple(store.bundles.findings(one.id)) if findings else (),
        missing=one.figures.missing,
        notes=tuple(_aside(_ordered(there), one.manifest.as_of)),
        bundles=(one.id,),
    )


def _ordered(there: _BySpan) -> _Parts:
    return [(span, there[span]) for span in sorted(there, key=lambda one: (one.begins, one.ends))]


def _aside(there: _Parts, day: dt.date) -> Iterator[str]:
    """Which bundles of parts do not count, and whether one of them knows more."""
    if there:
        yield f"另有{_named(there)}，不重复计"
    newer = [(span, part) for span, part in there if part and part.manifest.as_of > day]
    if newer:
        yield f"{_named(newer)}的数据比它新，请对方重新导出"


def _united(store: Store, name: str, span: Span, there: _BySpan, day: dt.date) -> SentPeriod:
    told = _told(span, there)
    used = {part: one for part, one in told if one is not None}
    whole = unite_parts([_read(store, one) for one in used.values()])
    lacking = [part.title for part, one in told if one is None and part.begins <= day]
    notes = [f"由{_named([*used.items()])}合成"]
    notes += [f"缺{'、'.join(lacking)}"] if lacking else []
    for part, one in used.items():
        finer = [(month, there[month]) for month in parts_of(part) if month in there]
        notes += _aside(finer, one.manifest.as_of)
    return SentPeriod(
        sender=name,
        as_of=max(one.manifest.as_of for one in used.values()),
        sites=whole.sites,
        accounts=whole.accounts,
        findings=whole.findings,
        missing=whole.missing,
        notes=tuple(notes),
        bundles=tuple(one.id for one in used.values()),
    )


def _read(store: Store, one: StoredBundle) -> PartBundle:
    return PartBundle(
        manifest=one.manifest,
        sites=one.sites,
        accounts=one.accounts,
        findings=tuple(store.bundles.findings(one.id)),
        missing=one.figures.missing,
    )


def _named(parts: _Parts) -> str:
    """The bundles of some parts, by what they are of."""
    kind = "数据包" if any(parts_of(span) for span, _ in parts) else "月度数据包"
    return f"{'、'.join(span.title for span, _ in parts)}的{kind}"
