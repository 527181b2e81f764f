"""Settle: after the crawl, the facts of whole sites are judged and the findings' lives go on."""

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import msgspec

from govsweep.addresses import host
from govsweep.checking import Bench, Check, Crash, checks
from govsweep.facts import Column, Context, Fact, Link, Page, PageState, Site, SiteVisit, Visit
from govsweep.findings import Finding
from govsweep.rectification import catch_up
from govsweep.rules import Rules, Tier
from govsweep.settle.gate import hold_back
from govsweep.settle.life import is_fixed
from govsweep.settle.survey import Survey
from govsweep.settle.views import all_views, certificate, was_shown
from govsweep.settle.week import WEEK, Visits, availability, visits
from govsweep.store import (
    Delivery,
    Store,
    StoredColumn,
    StoredHome,
    StoredLink,
    StoredPage,
    Sweep,
)

if TYPE_CHECKING:
    from govsweep.words import Matcher

_READ = (PageState.FETCHED, PageState.UNCHANGED)
_SITES_TO_COMPARE = 3  # with fewer, nothing is usual
# A word that counts make suspect and so many sites write is no slip; a norm that many break stands.
_SITES_OF_USAGE = 3
_BATCH = 200  # pages rejudged in one transaction
_FORGOTTEN = 30  # sweeps after which a column that nobody registered is no longer remembered


@dataclass(frozen=True)
class Judges:
    """What judging takes: the checks, the rules, the words' matcher and the known hosts."""

    bench: Bench
    rules: Rules
    known_hosts: frozenset[str]
    ready: "Matcher | None" = None

    @cached_property
    def matcher(self) -> "Matcher":
        """The word rules, made ready when the first page is derived: settling may need none."""
        from govsweep.words import Matcher  # noqa: PLC0415 - nor load them

        return self.ready or Matcher(self.rules)

    def derive(self, page: Page, context: Context) -> Page:
        """The page with its context and its marks, ready to be judged."""
        from govsweep.words import join  # noqa: PLC0415 - as above

        return join(msgspec.structs.replace(page, context=context), self.matcher)


def judges(store: Store, rules: Rules) -> Judges:
    """The judges of a sweep; every registered site's host is known to them."""
    hosts = frozenset(host(site.url) for site in store.sites()) | rules.allowed_hosts
    return Judges(Bench(), rules, hosts)


def settle(
    store: Store,
    sweep: Sweep,
    judges: Judges,
    *,
    rejudge: bool = False,
    done: Callable[[Site], None] = lambda site: None,
) -> list[Crash]:
    """Judge every site of a sweep as a whole, and say which findings are fixed.

    With `rejudge`, every page is derived and judged again from its stored facts first; without
    it, only unchanged pages that were last judged by other rules are. No request is made.
    `done` is called after each site. Returns what crashed.
    """
    known = checks()
    page_checks = [code for code, check in known.items() if check.about is Page]
    catch_up(store, dt.datetime.now(dt.UTC))  # what ran out is looked at again, below
    store.carry_on(sweep.id, page_checks)
    versions = {one.id: one.rules_version for one in store.sweeps()}
    outdated = {number for number, version in versions.items() if version != judges.rules.version}
    city = _City(
        known,
        store.links(sweep.id, bad=True),
        store.usual_seconds(sweep.id) if len(sweep.sites) >= _SITES_TO_COMPARE else 0.0,
    )
    crashes: list[Crash] = []
    for site in store.sites():
        if site.identifier not in sweep.sites:
            continue
        crashes += _Settling(store, sweep, judges, site, city).run(rejudge, outdated)
        done(site)
    catch_up(store, dt.datetime.now(dt.UTC))  # a word that the office confirmed is no usage
    store.drop_usage(sweep.id, "typo", _SITES_OF_USAGE, tuple(Tier))
    store.count_sightings(sweep.id, page_checks)
    if not sweep.is_look_again:
        hold_back(store, sweep, judges.rules.version, page_checks, rejudged=rejudge)
    if crashes:
        store.add_crashes(sweep.id, len(crashes))
    if rejudge:
        store.set_rules_version(sweep.id, judges.rules.version)
    return crashes


@dataclass(frozen=True, slots=True)
class _City:
    """What settling a site needs beside it: the same for all of them."""

    checks: dict[str, Check]
    bad_links: dict[str, StoredLink]
    usual_seconds: float


class _Settling:
    """One site being settled."""

    def __init__(
        self,
        store: Store,
        sweep: Sweep,
        judges: Judges,
        site: Site,
        city: _City,
    ) -> None:
        self._store = store
        self._sweep = sweep
        self._judges = judges
        self._context = Context(site=site, day=sweep.as_of, known_hosts=judges.known_hosts)
        self._at = dt.datetime.now(dt.UTC)
        self._city = city
        self._crashes: list[Crash] = []

    def run(self, rejudge: bool, outdated: set[int]) -> list[Crash]:
        """Settle the site; `outdated` are sweeps that were judged by other rules."""
        site, store, number = self._context.site, self._store, self._sweep.id
        if rejudge or outdated - {number}:
            pages = store.pages(number, site.identifier, texts=True)
            self._rejudge(page for page in pages if rejudge or page.facts_sweep in outdated)
        known = store.columns(site.identifier)
        survey = Survey(
            self._context,
            self._city.bad_links,
            known,
            self._judges.rules.durations,
            number=number,
            with_texts=store.with_texts,
        )
        survey.gather(store.pages(number, site.identifier))
        columns = survey.columns()
        links = list(survey.links())
        week = self._week()
        visit = self._site_visit(survey, columns, week)
        found = [finding for fact in (*columns, *links, visit) for finding in self._findings(fact)]
        store.keep_settled(
            number,
            findings=found,
            columns=self._columns_to_keep(columns, {one.url: one for one in known}),
            home=self._home(visit, week),
            oldest=number - _FORGOTTEN,
        )
        self._fix(survey, columns, links, visit)
        return self._crashes

    def _week(self) -> tuple[Visits, ...]:
        identifier, opened = self._context.site.identifier, self._sweep.opened_at
        return visits(self._store.timer_probes(identifier, opened - WEEK, opened), opened)

    def _site_visit(
        self, survey: Survey, columns: list[Column], week: tuple[Visits, ...]
    ) -> SiteVisit:
        identifier = self._context.site.identifier
        probes = self._store.probes(identifier, self._sweep.id)
        return msgspec.structs.replace(
            survey.visit(columns, probes),
            certificate=certificate(probes),
            views=all_views(survey.home, self._store.views(self._sweep.id, identifier)),
            week=availability(week),
            redated=tuple(self._store.redated(self._sweep.id, identifier)),
            reposts=self._judges.rules.reposts,
            usual_seconds=self._city.usual_seconds,
        )

    def _findings(self, fact: Fact) -> list[Finding]:
        found, crashes = self._judges.bench.findings(
            fact,
            sweep=self._sweep.id,
            at=self._at,
            rule_version=self._judges.rules.version,
        )
        self._crashes += crashes
        return found

    def _fix(
        self, survey: Survey, columns: list[Column], links: list[Link], visit: SiteVisit
    ) -> None:
        by_url = {column.url: column for column in columns}
        by_target = {link.target: link for link in links}
        unseen = self._store.unseen(self._sweep.id, [self._context.site.identifier])
        untried = self._store.untried(self._sweep.id, {one.subject for one in unseen})
        fixed = [
            finding.id
            for finding in unseen
            if was_shown(finding, visit.views, visit.probes)
            and is_fixed(finding, survey, by_url, by_target, untried, self._city.checks)
        ]
        self._store.mark_fixed(fixed, self._at, self._sweep.id)

    def _rejudge(self, pages: Iterable[StoredPage]) -> None:
        batch: list[Delivery] = []
        for stored in pages:
            if stored.page is not None and stored.state in _READ:
                batch.append(self._judged(stored, stored.page))
            if len(batch) >= _BATCH:
                self._store.judge_again(self._sweep.id, batch)
                batch = []
        self._store.judge_again(self._sweep.id, batch)

    def _judged(self, stored: StoredPage, page: Page) -> Delivery:
        marked = self._judges.derive(page, self._context)
        visit = Visit(
            queue=self._context.site.identifier,
            url=stored.url,
            fingerprint=stored.fingerprint,
            at=self._at,
        )
        return Delivery(visit, tuple(self._findings(marked)))

    def _columns_to_keep(
        self, columns: list[Column], known: Mapping[str, StoredColumn]
    ) -> list[StoredColumn]:
        """The columns for the nights to come, but those that a later night has kept already."""
        number = self._sweep.id
        later = {url for url, one in known.items() if one.sweep is not None and one.sweep > number}
        return [
            self._stored(column, known.get(column.url))
            for column in columns
            if column.seen and column.url not in later
        ]

    def _home(self, visit: SiteVisit, week: tuple[Visits, ...]) -> StoredHome:
        """The home page to keep, from which days are counted ahead."""
        seen = visit.home is not None and not visit.home.shell
        return StoredHome(
            site=self._context.site.identifier, seen=seen, newest=visit.home_newest, week=week
        )

    def _stored(self, column: Column, known: StoredColumn | None) -> StoredColumn:
        first = known.first_sweep if known is not None else None
        return StoredColumn(
            site=self._context.site.identifier,
            url=column.url,
            name=column.name,
            kind=column.kind,
            owner=column.owner,
            max_age_days=column.max_age_days,
            newest=column.newest,
            entries=column.entries,
            reader=column.reader,
            rhythm=column.rhythm,
            dated=column.dated,
            sweep=self._sweep.id,
            first_sweep=first if first is not None else self._sweep.id,
        )
