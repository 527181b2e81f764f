"""What judging takes, whatever is judged."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from govsweep.addresses import host
from govsweep.checking import checks
from govsweep.facts import Duties, MediaAccount, Page, Site
from govsweep.judging.deriving import Deriver
from govsweep.judging.facts import FactJudge
from govsweep.judging.pages import PageJudge
from govsweep.media import known_by
from govsweep.rules import Rules

if TYPE_CHECKING:
    from govsweep.words import Matcher


@dataclass(frozen=True)
class Judges:
    """The rules with what is made ready from them, of which a sweep's judges are made."""

    rules: Rules
    known_hosts: frozenset[str]
    derive: Deriver
    known_media: frozenset[str] | None = None  # see `facts.Context`
    duties: Duties = field(default_factory=Duties)
    units: frozenset[str] = frozenset()  # that keep a site

    @classmethod
    def by(
        cls,
        rules: Rules,
        sites: Iterable[Site] = (),
        media: Sequence[MediaAccount] = (),
        *,
        matcher: "Matcher | None" = None,
        duties: Duties | None = None,
    ) -> "Judges":
        """The judges by some rules; what is registered, and owed, is known to them."""
        sites = tuple(sites)
        hosts = frozenset(host(site.url) for site in sites) | rules.allowed_hosts
        return cls(
            rules,
            hosts,
            Deriver(rules, matcher),
            known_by(media) if media else None,
            duties or Duties(),
            frozenset(site.organizer for site in sites if site.organizer),
        )

    def facts(self, sweep: int) -> FactJudge:
        """The judge of a sweep's columns, links and sites."""
        return FactJudge(sweep=sweep, rule_version=self.rules.version)

    def pages(self, sweep: int, day: dt.date) -> PageJudge:
        """The judge of a sweep's pages, which are judged as of a day."""
        judge = self.facts(sweep)
        return PageJudge(
            self.derive,
            judge,
            day=day,
            known_hosts=self.known_hosts,
            known_media=self.known_media,
        )

    @staticmethod
    def post_checks() -> tuple[str, ...]:
        """The checks of pages that posts are judged by: those that word rules make."""
        return tuple(one.code for one in checks().values() if one.about is Page and one.by_rules)

    def posts(self, sweep: int, day: dt.date) -> PageJudge:
        """The judge of the posts of media accounts: their words, and nothing of a site's pages."""
        judge = FactJudge(sweep=sweep, rule_version=self.rules.version, only=self.post_checks())
        return PageJudge(self.derive, judge, day=day, known_hosts=self.known_hosts)
