"""Scores: what a tool found of what was planted, and what it raised besides, kind by kind."""

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple
from urllib.parse import unquote, urlsplit

from govsweep.findings import Certainty
from govsweep.kit.kinds import FaultKind
from govsweep.kit.planting import PlantedFault
from govsweep.kit.reported import ReportedFinding
from govsweep.proportions import interval

_MASK = "**"


class Share(NamedTuple):
    """So many of so many, with its interval of 95 % by Wilson."""

    part: int
    whole: int

    @property
    def interval(self) -> tuple[float, float]:
        """From and to; all of it where nothing was counted."""
        return interval(self.part, self.whole) or (0.0, 1.0)

    @property
    def words(self) -> str:
        """As it is printed: 18/20，90%（70%～97%）."""
        if not self.whole:
            return "—"
        low, high = self.interval
        return f"{self.part}/{self.whole}，{self.part / self.whole:.0%}（{low:.0%}～{high:.0%}）"


class KindScore(NamedTuple):
    """One kind's figures."""

    kind: FaultKind
    confirmed: Share  # of the planted faults, those that a confirmed finding names
    any: Share  # the same with suspected ones
    false: Share  # of confirmed findings, those that name nothing planted
    false_any: Share
    decoys: Share  # of what only looks like a fault, what was raised all the same


def score(
    planted: Sequence[PlantedFault],
    reported: Iterable[ReportedFinding],
    before: Iterable[ReportedFinding] = (),
) -> list[KindScore]:
    """Hold findings against what was planted, a row for each kind that was.

    `before` is what the same tool finds on the pages as they were: what stood there is no false
    alarm, and counts nowhere. A finding that may mean several kinds belongs to that of the planting
    that it names, else to the first of them.
    """
    stood = {key for one in before for key in _keys(one)}
    fresh = [one for one in reported if stood.isdisjoint(_keys(one))]
    kinds = tuple(dict.fromkeys(one.kind for one in planted))
    by_url: dict[str, list[PlantedFault]] = {}
    for one in planted:
        by_url.setdefault(_page(one.url), []).append(one)
    sure: set[int] = set()
    told: set[int] = set()
    raised: dict[FaultKind, list[tuple[bool, bool]]] = {kind: [] for kind in kinds}
    for finding in fresh:
        named = [
            one
            for url in finding.urls
            for one in by_url.get(_page(url), ())
            if one.kind in finding.kinds and _names(finding, one)
        ]
        confirmed = finding.certainty is Certainty.CONFIRMED
        told.update(one.number for one in named)
        sure.update(one.number for one in named if confirmed)
        faults = [one for one in named if one.fault]
        kind = faults[0].kind if faults else _first(finding, named, kinds)
        # What names a planted fault by another kind is no detection of it, and no false alarm.
        elsewhere = not faults and any(
            one.fault and _names(finding, one)
            for url in finding.urls
            for one in by_url.get(_page(url), ())
            if finding.words
        )
        if kind is not None and not elsewhere:
            raised[kind].append((confirmed, bool(faults)))
    return [_row(kind, planted, sure, told, raised[kind]) for kind in kinds]


def _row(
    kind: FaultKind,
    planted: Iterable[PlantedFault],
    sure: set[int],
    told: set[int],
    raised: Sequence[tuple[bool, bool]],
) -> KindScore:
    own = [one for one in planted if one.kind is kind]
    faults = {one.number for one in own if one.fault}
    decoys = {one.number for one in own if not one.fault}
    confirmed = [right for is_sure, right in raised if is_sure]
    return KindScore(
        kind,
        Share(len(faults & sure), len(faults)),
        Share(len(faults & told), len(faults)),
        Share(confirmed.count(False), len(confirmed)),
        Share(sum(not right for _, right in raised), len(raised)),
        Share(len(decoys & told), len(decoys)),
    )


def _first(
    finding: ReportedFinding, named: Sequence[PlantedFault], kinds: Sequence[FaultKind]
) -> FaultKind | None:
    if named:
        return named[0].kind
    return next((kind for kind in finding.kinds if kind in kinds), None)


def _keys(finding: ReportedFinding) -> set[tuple[object, ...]]:
    """What a finding is known by again: on any of its pages, the same kind and the same words."""
    return {(_page(url), finding.kinds, finding.words[:1]) for url in finding.urls}


def _page(url: str) -> str:
    """A page's address without its host: tools come to the same page by several names of it."""
    parts = urlsplit(url.strip())
    path = unquote(parts.path) or "/"
    return f"{parts.netloc.lower()}{path}" + (f"?{parts.query}" if parts.query else "")


def _names(finding: ReportedFinding, planted: PlantedFault) -> bool:
    """Whether a finding tells this place; one that quotes nothing means its page."""
    if not finding.words:
        return True
    for word in finding.words:
        if any(quote in word or (len(word) > 1 and word in quote) for quote in planted.quote):
            return True
        if _MASK in word and any(_unmasked(word).search(quote) for quote in planted.quote):
            return True
    # A tool may quote the word around what is wrong, or some of it: within the sentence it counts.
    quote = finding.words[0]
    at = planted.sentence.find(quote) if len(quote) > 1 else -1
    return at >= 0 and any(_meet(planted.sentence, quote, at, one) for one in planted.quote)


def _unmasked(word: str) -> re.Pattern[str]:
    """What a masked number (110***28) may be; tools do not print those of persons in full."""
    return re.compile(r"\S+".join(re.escape(part) for part in re.split(r"[*＊]+", word.strip())))


def _meet(sentence: str, quote: str, at: int, wrong: str) -> bool:
    begin = sentence.find(wrong)
    return begin >= 0 and at < begin + len(wrong) and begin < at + len(quote)
