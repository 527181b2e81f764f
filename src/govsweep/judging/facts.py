"""The judge of every kind of fact; of pages, once their marks are derived."""

import datetime as dt
from collections.abc import Collection
from typing import NamedTuple

from govsweep.checking import Check, Crash, checks
from govsweep.facts import Context, FactPlace, Judged, SiteVisit
from govsweep.findings import CONTEXT, Fault, Finding, State, fingerprint


class JudgedFact(NamedTuple):
    """What all checks of one fact said."""

    findings: list[Finding]
    crashes: list[Crash]
    whole: bool = True  # False: no check could be asked, and nothing is known of the fact


class FactJudge:
    """Runs every check on the facts that it is about, for one sweep."""

    def __init__(
        self, *, sweep: int, rule_version: str, only: Collection[str] | None = None
    ) -> None:
        """`only` names the checks to run; all where it is not given."""
        self._sweep = sweep
        self._rule_version = rule_version
        self._by_fact: dict[type[Judged], list[Check]] = {}
        for one in checks().values():
            if only is None or one.code in only:
                self._by_fact.setdefault(one.about, []).append(one)

    def __call__(self, fact: Judged, at: dt.datetime) -> JudgedFact:
        """Judge a fact that has its context; one finding a subject.

        A site is judged with all that follows from it.
        """
        found: dict[str, Finding] = {}
        crashes: list[Crash] = []
        self._ask(fact, at, found, crashes)
        if isinstance(fact, SiteVisit):
            for kind in self._by_fact:
                try:
                    following = list(kind.of(fact))
                except Exception as error:  # nor must one broken kind of fact
                    crashes.append(crash(kind.__name__, fact, error))
                    continue
                for one in following:
                    self._ask(one, at, found, crashes)
        return JudgedFact(list(found.values()), crashes)

    def _ask(
        self, fact: Judged, at: dt.datetime, found: dict[str, Finding], crashes: list[Crash]
    ) -> None:
        for one in self._by_fact.get(type(fact), ()):
            try:
                for fault in one.judge(fact):
                    finding = self._finding(one, fault, fact, at)
                    found.setdefault(finding.id, finding)
            except Exception as error:  # one broken check must not spoil the others
                crashes.append(crash(one.code, fact, error))

    def _finding(self, one: Check, fault: Fault, fact: Judged, at: dt.datetime) -> Finding:
        place = fact.place()
        site = _context(place).site
        url = fault.url or place.url
        return Finding.model_construct(
            id=fingerprint(one.code, site.identifier, fault.subject),
            check=one.code,
            severity=one.severity,
            certainty=fault.certainty,
            site=site.identifier,
            site_name=site.shown_name,
            owner=place.owner or site.organizer or site.name,
            url=url,
            subject=fault.subject,
            column=fault.column or place.column,
            message=fault.message,
            quote=fault.quote,
            before=fault.before[-CONTEXT:],
            after=fault.after[:CONTEXT],
            suggestion=fault.suggestion,
            clause=one.clause,
            sightings=fault.sightings,
            pages=fault.pages[:20] or (url,),
            first_seen=at,
            last_seen=at,
            state=State.OPEN,
            held=None,
            rule_version=self._rule_version,
            sweep=self._sweep,
            variant=fault.variant,
            rule=fault.rule,
        )


def crash(code: str, fact: Judged, error: Exception) -> Crash:
    """What went wrong with a fact, as the ledger tells it."""
    return Crash(code, fact.place().url, f"{type(error).__name__}: {error}")


def _context(place: FactPlace) -> Context:
    if place.context is None:
        raise ValueError("a page is judged within its context")
    return place.context
