"""What judging takes, whatever is judged."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from govsweep.addresses import host
from govsweep.facts import Site
from govsweep.judging.deriving import Deriver
from govsweep.judging.facts import FactJudge
from govsweep.judging.pages import PageJudge
from govsweep.rules import Rules

if TYPE_CHECKING:
    from govsweep.words import Matcher


@dataclass(frozen=True)
class Judges:
    """The rules with what is made ready from them, of which a sweep's judges are made."""

    rules: Rules
    known_hosts: frozenset[str]
    derive: Deriver

    @classmethod
    def by(
        cls, rules: Rules, sites: Iterable[Site] = (), *, matcher: "Matcher | None" = None
    ) -> "Judges":
        """The judges by some rules; the host of every registered site is known to them."""
        hosts = frozenset(host(site.url) for site in sites) | rules.allowed_hosts
        return cls(rules, hosts, Deriver(rules, matcher))

    def facts(self, sweep: int) -> FactJudge:
        """The judge of a sweep's columns, links and sites."""
        return FactJudge(sweep=sweep, rule_version=self.rules.version)

    def pages(self, sweep: int, day: dt.date) -> PageJudge:
        """The judge of a sweep's pages, which are judged as of a day."""
        judge = self.facts(sweep)
        return PageJudge(self.derive, judge, day=day, known_hosts=self.known_hosts)
