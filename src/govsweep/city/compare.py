"""Holds the findings of a sweep against what was planted.

A finding is a planted fault's when site and check agree and one of the fault's keys stands in the
finding's subject, addresses, column, quote or message; a fault without keys takes every finding of
its site and check. Only confirmed findings that count in papers can be false alarms; suspected
ones, held ones and notices are listed apart.
"""

from collections.abc import Iterable
from typing import NamedTuple

from govsweep.checking import checks, places
from govsweep.city.model import Planted, Trap
from govsweep.city.sample_city import LoopbackCity, SampleCity
from govsweep.findings import Certainty, Finding, Severity


class ComparisonRow(NamedTuple):
    """One kind of fault in figures."""

    check: str
    wording: str
    planted: int
    found: int  # by a confirmed finding
    suspected: int  # by suspected findings alone
    missed: int
    false_alarms: int


class TruthComparison(NamedTuple):
    """What was found of what was planted, and what was found besides."""

    hits: tuple[tuple[Planted, Finding], ...]
    suspected: tuple[tuple[Planted, Finding], ...]
    misses: tuple[Planted, ...]
    false_alarms: tuple[Finding, ...]
    others: tuple[Finding, ...]  # suspected, held and notices that belong to nothing planted
    sprung: tuple[Trap, ...] = ()  # traps that a false alarm stepped into

    @property
    def recall(self) -> float:
        """The share of planted faults that a confirmed finding names."""
        total = len(self.hits) + len(self.suspected) + len(self.misses)
        return len(self.hits) / total if total else 1.0

    def rows(self) -> list[ComparisonRow]:
        """A row for each kind of fault that was planted or falsely reported."""
        found = [planted.check for planted, _ in self.hits]
        weak = [planted.check for planted, _ in self.suspected]
        missed = [planted.check for planted in self.misses]
        false = [finding.check for finding in self.false_alarms]
        known, order = checks(), places()
        codes = sorted(
            {*found, *weak, *missed, *false}, key=lambda code: (order.get(code, len(order)), code)
        )
        return [
            ComparisonRow(
                code,
                (known[code].wording or known[code].name) if code in known else code,
                found.count(code) + weak.count(code) + missed.count(code),
                *(kind.count(code) for kind in (found, weak, missed, false)),
            )
            for code in codes
        ]

    def table(self) -> list[tuple[str, ...]]:
        """The rows for a terminal (问题, 埋设, 查出, 漏报, 误报), the sum last."""
        rows = self.rows()
        cells = [
            (
                f"{row.wording}（{row.check}）",
                str(row.planted),
                f"{row.found}，疑似{row.suspected}" if row.suspected else str(row.found),
                str(row.missed),
                str(row.false_alarms),
            )
            for row in rows
        ]
        sums = (sum(figures) for figures in zip(*(row[2:] for row in rows), strict=True))
        planted, found, suspected, missed, false = sums if rows else (0,) * 5
        found_cell = f"{found}，疑似{suspected}" if suspected else str(found)
        return [*cells, ("合计", str(planted), found_cell, str(missed), str(false))]


def compare(city: SampleCity | LoopbackCity, findings: Iterable[Finding]) -> TruthComparison:
    """Sort the city's planted faults and the findings by whether they belong together."""
    findings = tuple(findings)
    hits: list[tuple[Planted, Finding]] = []
    suspected: list[tuple[Planted, Finding]] = []
    misses: list[Planted] = []
    for planted in city.truth:
        if planted.optional:
            continue
        mine = [finding for finding in findings if belongs(finding, planted)]
        sure = [finding for finding in mine if finding.certainty is Certainty.CONFIRMED]
        if sure:
            hits.append((planted, sure[0]))
        elif mine:
            suspected.append((planted, mine[0]))
        else:
            misses.append(planted)
    strays = [one for one in findings if not any(belongs(one, planted) for planted in city.truth)]
    false = tuple(finding for finding in strays if _counts(finding))
    others = tuple(finding for finding in strays if not _counts(finding))
    sprung = tuple(trap for trap in city.traps if any(_stepped(one, trap) for one in false))
    return TruthComparison(tuple(hits), tuple(suspected), tuple(misses), false, others, sprung)


def belongs(finding: Finding, planted: Planted) -> bool:
    """Whether the finding reports this planted fault."""
    if (finding.site, finding.check) != (planted.site, planted.check):
        return False
    words = (finding.subject, finding.url, finding.column, finding.quote, finding.message)
    places = "\n".join((*words, *finding.pages))
    return not planted.keys or any(key in places for key in planted.keys)


def _counts(finding: Finding) -> bool:
    return (
        finding.certainty is Certainty.CONFIRMED
        and finding.severity is not Severity.NOTICE
        and not finding.held
    )


def _stepped(finding: Finding, trap: Trap) -> bool:
    places = (finding.subject, finding.url, *finding.pages)
    return (finding.site, finding.check) == (trap.site, trap.check) and trap.url in places
