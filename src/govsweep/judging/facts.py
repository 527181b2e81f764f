"""The judge of columns, links, whole sites, and of pages whose marks are derived."""

import datetime as dt
from typing import NamedTuple, TypeAlias

from govsweep.checking import Check, Crash, checks
from govsweep.facts import Column, Context, Fact, Link, Page, SiteVisit
from govsweep.findings import CONTEXT, Fault, Finding, State, fingerprint

Judgeable: TypeAlias = Page | Column | Link | SiteVisit


class JudgedFact(NamedTuple):
    """What all checks of one fact said."""

    findings: list[Finding]
    crashes: list[Crash]
    whole: bool = True  # False: no check could be asked, and nothing is known of the fact


class FactJudge:
    """Runs every check on the facts that it is about, for one sweep."""

    def __init__(self, *, sweep: int, rule_version: str) -> None:
        self._sweep = sweep
        self._rule_version = rule_version
        self._by_fact: dict[type[Fact], list[Check]] = {}
        for one in checks().values():
            self._by_fact.setdefault(one.about, []).append(one)

    def __call__(self, fact: Judgeable, at: dt.datetime) -> JudgedFact:
        """Judge a fact that has its context; one finding a subject."""
        found: dict[str, Finding] = {}
        crashes: list[Crash] = []
        for one in self._by_fact.get(type(fact), ()):
            try:
                for fault in one.judge(fact):
                    finding = self._finding(one, fault, fact, at)
                    found.setdefault(finding.id, finding)
            except Exception as error:  # one broken check must not spoil the others
                crashes.append(crash(one.code, fact, error))
        return JudgedFact(list(found.values()), crashes)

    def _finding(self, one: Check, fault: Fault, fact: Judgeable, at: dt.datetime) -> Finding:
        site = _context(fact).site
        url = fault.url or _address(fact)
        owner = fact.owner if isinstance(fact, Column) else ""
        column = fault.column or (fact.column if isinstance(fact, Page) else "")
        return Finding.model_construct(
            id=fingerprint(one.code, site.identifier, fault.subject),
            check=one.code,
            severity=one.severity,
            certainty=fault.certainty,
            site=site.identifier,
            site_name=site.name,
            owner=owner or site.organizer or site.name,
            url=url,
            subject=fault.subject,
            column=column,
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


def crash(code: str, fact: Judgeable, error: Exception) -> Crash:
    """What went wrong with a fact, as the ledger tells it."""
    return Crash(code, _address(fact), f"{type(error).__name__}: {error}")


def _context(fact: Judgeable) -> Context:
    if fact.context is None:
        raise ValueError("a page is judged within its context")
    return fact.context


def _address(fact: Judgeable) -> str:
    if isinstance(fact, SiteVisit):
        return fact.context.site.url
    if isinstance(fact, Link):
        return fact.pages[0] if fact.pages else fact.target
    return fact.url
