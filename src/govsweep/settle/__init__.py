"""Settle: after the crawl, the facts of whole sites are judged and the findings' lives go on."""

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from itertools import islice
from typing import Any, NamedTuple

import msgspec

from govsweep import clock
from govsweep.baselines import baseline_of, carried_on
from govsweep.checking import Check, Crash, checks
from govsweep.facts import (
    Column,
    Context,
    Judged,
    Letter,
    Link,
    Page,
    PageState,
    ResultLook,
    Site,
    SiteVisit,
    View,
    Visit,
)
from govsweep.findings import LIVING, Finding
from govsweep.judging import Judges
from govsweep.lifecycle import LifeEvent
from govsweep.one_cause import CHECKS, parts
from govsweep.rectification import catch_up
from govsweep.rules import Tier
from govsweep.settle.access import access_surveyed
from govsweep.settle.life import Sight, became, is_of_a_copy, is_owed_no_more, reads_on
from govsweep.settle.media import is_told, look_at, settle_media
from govsweep.settle.outside import (
    CLOSED,
    OutsideHosts,
    Outward,
    keep_outside,
    look_outside,
    settle_closed,
    take_back_cleared,
)
from govsweep.settle.quarantine import hold_back
from govsweep.settle.site_aggregate import SiteAggregate
from govsweep.settle.spellings import by_form
from govsweep.settle.targets import unresolved
from govsweep.settle.unfinished import counted_before
from govsweep.settle.views import all_views, certificate, over_ipv6, page_views, searches
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

__all__ = ["is_told", "look_at", "owners_by_name", "settle", "settle_media"]

_READ = (PageState.FETCHED, PageState.UNCHANGED)
_SITES_TO_COMPARE = 3  # with fewer, nothing is usual
# A word that counts make suspect and so many sites write is no slip; a norm that many break stands.
_SITES_OF_USAGE = 3
_BATCH = 200  # pages rejudged in one transaction, or a few more
_TOGETHER = 32  # pages derived at once, as a worker does
_LETTERS_REMEMBERED = dt.timedelta(days=730)
_FORGOTTEN = 30  # sweeps after which a column that nobody registered is no longer remembered


def settle(
    store: Store,
    sweep: Sweep,
    judges: Judges,
    *,
    rejudge: bool = False,
    done: Callable[[Site], None] = lambda site: None,
) -> list[Crash]:
    """Judge every site of a sweep as a whole, and say which findings are fixed.

    With `rejudge`, or where the rules changed since the sweep was opened, every page is derived and
    judged again from its stored facts first; else only unchanged pages that were last judged by
    other rules are: once, not every night from then on. No request is made.
    `done` is called after each site. Returns what crashed.
    """
    known = checks()
    page_checks = [code for code, check in known.items() if check.about is Page]
    catch_up(store, clock.now())  # what ran out is looked at again, below
    store.results.mend_closed(clock.now())
    sweeps = {one.id: one for one in store.sweeps.all()} | {sweep.id: sweep}
    # Its pages were judged as they were read: by rules that are others now, all are judged again.
    turned = rejudge or sweep.rules_version != judges.rules.version
    last = None if turned else _judged_alike(sweeps.values(), sweep, judges.rules.version)
    for number in (sweep.id, last) if last is not None else (sweep.id,):
        store.retention.unfold(number)
    store.findings.carry_on(sweep.id, page_checks, last)
    city = _City(known, store, sweeps, judges.rules.allowed_hosts)
    take_back_cleared(store, sweep, city.of(sweep).outside, clock.now())
    crashes: list[Crash] = []
    for site in city.sites:
        if site.identifier not in sweep.sites:
            continue
        crashes += _Settling(store, sweep, judges, site, city).run(turned, last)
        done(site)
    outside = city.of(sweep).outside
    crashes += settle_closed(store, sweep, judges, city.sites, outside)
    if sweep.id == max(sweeps) and not sweep.is_look_again:
        keep_outside(store, sweep, outside)
    if sweep.id == max(sweeps):  # posts are of no sweep: they are judged in the newest
        crashes += settle_media(store, sweep, judges, through=sweep.as_of)
    catch_up(store, clock.now())  # a word that the office confirmed is no usage
    for one in known.values():
        if one.spares_usage:
            store.findings.drop_usage(sweep.id, one.code, _SITES_OF_USAGE, tuple(Tier))
    store.findings.count_sightings(sweep.id, page_checks)
    if not sweep.is_look_again:
        hold_back(store, sweep, judges.rules.version, page_checks, rejudged=rejudge)
    if crashes:
        store.sweeps.add_crashes(sweep.id, len(crashes))
    if turned:
        store.sweeps.set_rules_version(sweep.id, judges.rules.version)
    return crashes


def _judged_alike(sweeps: Iterable[Sweep], sweep: Sweep, version: str) -> int | None:
    """The newest sweep before one that was judged, whole, by rules of a version."""
    alike = [
        one.id
        for one in sweeps
        if one.id < sweep.id and one.rules_version == version and one.closed_at is not None
    ]
    return max(alike, default=None)


def owners_by_name(columns: Iterable[Column]) -> dict[str, str]:
    """Who owns the columns of each name; where two of a name differ, nobody can be told."""
    owners: dict[str, set[str]] = {}
    for one in columns:
        if one.name:
            owners.setdefault(one.name, set()).add(one.owner)
    return {name: own.pop() for name, own in owners.items() if len(own) == 1 and any(own)}


class _OfSweep(NamedTuple):
    """What a sweep tells of a site from beyond its own pages."""

    sweep: Sweep
    bad_links: dict[str, StoredLink]
    spelt: dict[str, str]  # the targets of these by form
    usual_seconds: float
    over_ipv6: tuple[View, ...]  # every site's home page
    outside: OutsideHosts


class _City:
    """What settling a site needs beside it: the same for all of them."""

    def __init__(
        self,
        checks: Mapping[str, Check],
        store: Store,
        sweeps: Mapping[int, Sweep],
        allowed: frozenset[str],
    ) -> None:
        self.checks = checks
        self.foreign = [code for code, one in checks.items() if one.about is ResultLook]
        self.sites = store.sites.all()
        # A sweep of some sites takes from the others nothing that they tell of.
        self.telling = frozenset(one.identifier for one in self.sites if one.status != CLOSED)
        self._allowed = allowed
        self._store = store
        self.sweeps = sweeps
        self._known: dict[int, _OfSweep] = {}
        self.codes = store.media.codes()  # what the QR codes in images say
        self.results = [one.result for one in store.results.all()]
        self.repeals = store.repeals.all()  # what decisions on any site did away with

    def of(self, sweep: Sweep) -> _OfSweep:
        """What a sweep tells of every site."""
        number = sweep.id
        if number not in self._known:
            bad_links = self._store.pages.links(number, bad=True)
            if not self._store.pages.has_outside_answered(number):
                bad_links = unresolved(bad_links)
            compared = len(sweep.sites) >= _SITES_TO_COMPARE
            usual = self._store.pages.usual_seconds(number) if compared else 0.0
            over_ipv6 = self._store.probes.views_of_all(number, "ipv6")
            outside = look_outside(self._store, sweep, self.sites, self._allowed)
            self._known[number] = _OfSweep(
                sweep, bad_links, by_form(bad_links), usual, over_ipv6, outside
            )
        return self._known[number]


class _SeenSite(NamedTuple):
    """A site as one sweep saw it, as facts to be judged."""

    aggregate: SiteAggregate
    columns: list[Column]
    links: list[Link]
    visit: SiteVisit
    views: tuple[View, ...]  # of all other visitors

    @property
    def facts(self) -> tuple[Judged, ...]:
        """All of them."""
        return (*self.columns, *self.links, self.visit)


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
        self._site = site
        self._judge = judges.facts(sweep.id)
        self._judge_page = judges.pages(sweep.id, sweep.as_of)
        self._at = clock.now()
        self._city = city
        self._crashes: list[Crash] = []
        self._by_these_rules: dict[int, set[str] | None] = {}

    def run(self, rejudge: bool, last: int | None) -> list[Crash]:
        """Settle the site; `last` is an earlier sweep that was judged by the same rules."""
        site, store, number = self._site, self._store, self._sweep.id
        version = self._judges.rules.version
        others = None
        if not rejudge:
            others = store.pages.judged_otherwise(number, site.identifier, version, last)
        if rejudge or others:
            self._rejudge(store.pages.of_site(number, site.identifier, texts=True, only=others))
        known = store.columns.all(site.identifier)
        here = self._city.of(self._sweep)
        week = self._week(self._sweep)
        seen = self._seen(here, known, week)
        read = {url for url, state in seen.aggregate.pages.items() if state in _READ}
        store.repeals.save(site.identifier, seen.aggregate.policies.repeals, read)
        known_by_url = {seen.aggregate.spellings.of(one.url): one for one in known}
        found = [finding for fact in seen.facts for finding in self._findings(fact)]
        if seen.aggregate.waiting:
            found = list(counted_before(found, self._standing()))
        store.sweeps.keep_settled(
            number,
            findings=found,
            columns=self._columns_to_keep(seen.columns, known_by_url),
            renamed=self._renamed(seen, known),
            home=self._home(seen, week),
            characters=store.pages.count_characters(seen.aggregate.texts),
            oldest=number - _FORGOTTEN,
            version=version,
            at=self._at,
            foreign=self._city.foreign,
        )
        store.findings.assign_owners(number, site.identifier, owners_by_name(seen.columns))
        self._live_on(seen, known, known_by_url)
        store.findings.assign_parts(
            site.identifier,
            parts(
                self._standing(check=CHECKS),
                seen.aggregate.copies,
                before=seen.aggregate.waiting,
            ),
        )
        return self._crashes

    def _standing(self, **terms: Any) -> list[Finding]:
        """The site's findings that stand."""
        living = [one.value for one in LIVING]
        return self._store.findings.all(site=[self._site.identifier], state=living, **terms)

    def _seen(
        self, here: _OfSweep, known: Sequence[StoredColumn], week: tuple[Visits, ...]
    ) -> _SeenSite:
        """The site as a sweep saw it, this one or an earlier one."""
        identifier, number = self._site.identifier, here.sweep.id
        views = self._store.probes.views(number, identifier)
        aggregate = SiteAggregate(
            Context(
                site=self._site,
                day=here.sweep.as_of,
                known_hosts=self._judges.known_hosts,
                known_media=self._judges.known_media,
            ),
            here.bad_links,
            known,
            self._judges.rules.durations,
            number=number,
            asked=(one.url for one in self._store.queue.known_pages(number, identifier)),
            spelt=here.spelt,
            with_texts=self._store.pages.with_texts,
            codes=self._city.codes,
            repeals=(*self._judges.rules.repeals, *self._city.repeals),
            duties=self._judges.duties,
            units=self._judges.units,
            results=self._city.results,
            outward=Outward(here.outside, self._city.telling),
            drawn=[one.url for one in views if one.url],
        )
        aggregate.gather(self._store.pages.of_site(number, identifier))
        columns = aggregate.columns()
        return _SeenSite(
            aggregate,
            columns,
            list(aggregate.links()),
            self._site_visit(here, aggregate, columns, views, week),
            views,
        )

    def _week(self, sweep: Sweep) -> tuple[Visits, ...]:
        identifier, opened = self._site.identifier, sweep.opened_at
        return visits(self._store.probes.of_timer(identifier, opened - WEEK, opened), opened)

    def _site_visit(
        self,
        here: _OfSweep,
        aggregate: SiteAggregate,
        columns: list[Column],
        views: tuple[View, ...],
        week: tuple[Visits, ...],
    ) -> SiteVisit:
        identifier, number = self._site.identifier, here.sweep.id
        probes = self._store.probes.of_sweep(identifier, number)
        return msgspec.structs.replace(
            aggregate.visit(columns, probes),
            certificate=certificate(probes),
            baseline=self._store.sweeps.baseline_before(identifier, number),
            views=all_views(aggregate.home, views),
            page_views=page_views(aggregate.plain_views, views),
            ipv6=over_ipv6(views, here.over_ipv6),
            week=availability(week),
            redated=tuple(self._store.pages.redated(number, identifier)),
            reposts=self._judges.rules.reposts,
            usual_seconds=here.usual_seconds,
        )

    def _findings(self, fact: Judged) -> list[Finding]:
        judged = self._judge(fact, self._at)
        self._crashes += judged.crashes
        return judged.findings

    def _live_on(
        self, seen: _SeenSite, columns: Sequence[StoredColumn], known: Mapping[str, StoredColumn]
    ) -> None:
        """Say what became of the findings that this sweep did not make again."""
        store, number = self._store, self._sweep.id
        unseen = store.findings.unseen(number, [self._site.identifier])
        sight = Sight(
            aggregate=seen.aggregate,
            visit=seen.visit,
            columns={column.url: column for column in seen.columns},
            known=known,
            links={link.target: link for link in seen.links},
            untried=store.pages.untried(number, {one.subject for one in unseen}),
            checks=self._city.checks,
            version=self._judges.rules.version,
        )
        ended: dict[LifeEvent, list[str]] = {}
        for finding in unseen:
            ended.setdefault(self._became(finding, sight, columns), []).append(finding.id)
        if LifeEvent.FIXED in ended:
            store.findings.mark_fixed(ended[LifeEvent.FIXED], self._at, number)
        if LifeEvent.WITHDRAWN in ended:
            store.findings.mark_withdrawn(ended[LifeEvent.WITHDRAWN], self._at, number)

    def _became(self, finding: Finding, sight: Sight, columns: Sequence[StoredColumn]) -> LifeEvent:
        if is_owed_no_more(finding, sight) or is_of_a_copy(finding, sight):
            return LifeEvent.WITHDRAWN
        event = became(finding, sight)
        if event is not LifeEvent.FIXED or finding.rule_version == sight.version:
            return event
        about = sight.checks[finding.check].about
        if about is Page:
            pages = self._store.pages.of_finding(self._sweep.id, finding.id)
            return LifeEvent.WITHDRAWN if reads_on(finding, pages) else event
        if about in (Column, Link):
            return event
        still = self._found_then(finding.sweep, columns)
        return event if still is None or finding.id in still else LifeEvent.WITHDRAWN

    def _found_then(self, number: int, columns: Sequence[StoredColumn]) -> set[str] | None:
        """What the rules of today find fault with in the site as an earlier sweep saw it.

        What they would not have found then was withdrawn by them, whatever has changed on the
        site since. None where that sweep's pages are not kept any more.
        """
        if number not in self._by_these_rules:
            self._by_these_rules[number] = self._judged_then(number, columns)
        return self._by_these_rules[number]

    def _judged_then(self, number: int, columns: Sequence[StoredColumn]) -> set[str] | None:
        sweep = self._city.sweeps.get(number)
        if sweep is None:
            return None
        self._store.retention.unfold(number)
        seen = self._seen(self._city.of(sweep), columns, self._week(sweep))
        if seen.aggregate.home is None and not seen.visit.probes:
            return None
        return {one.id for one in self._judge(seen.visit, self._at).findings}

    def _rejudge(self, pages: Iterable[StoredPage]) -> None:
        batch: list[Delivery] = []
        read = ((one, one.page) for one in pages if one.page is not None and one.state in _READ)
        while together := list(islice(read, _TOGETHER)):
            with suppress(Exception):  # whichever page it was, it fails again when it is judged
                self._judge_page.look_ahead([page for _, page in together])
            for stored, page in together:
                batch += self._judged(stored, page)
            if len(batch) >= _BATCH:
                self._store.pages.judge_again(self._sweep.id, batch)
                batch = []
        self._store.pages.judge_again(self._sweep.id, batch)

    def _judged(self, stored: StoredPage, page: Page) -> Iterator[Delivery]:
        judged = self._judge_page(page, self._site, self._at)
        self._crashes += judged.crashes
        if not judged.whole:
            return  # what was found on it stands as it did
        visit = Visit(
            queue=self._site.identifier,
            url=stored.url,
            fingerprint=stored.fingerprint,
            at=self._at,
        )
        yield Delivery(visit, tuple(judged.findings))

    def _columns_to_keep(
        self, columns: list[Column], known: Mapping[str, StoredColumn]
    ) -> list[StoredColumn]:
        """The columns for the nights to come, but those that a later night has kept already.

        What no night could read yet is kept too, as seen by none: it is a column all the same.
        """
        number = self._sweep.id
        later = {url for url, one in known.items() if one.sweep is not None and one.sweep > number}
        return [
            self._stored(column, known.get(column.url))
            for column in columns
            if (column.seen or _never_read(known.get(column.url))) and column.url not in later
        ]

    @staticmethod
    def _renamed(seen: _SeenSite, known: Iterable[StoredColumn]) -> list[str]:
        """Columns that are kept under another spelling, and unread ones that are gone.

        Gone is what no page names any more: where pages were left, or no home page was read, nobody
        knows what they name.
        """
        aggregate = seen.aggregate
        read = {column.url for column in seen.columns if column.seen}
        found = {column.url for column in seen.columns}
        looked = aggregate.home is not None and not aggregate.waiting
        return [
            one.url
            for one in known
            if not one.registered
            and one.url not in read
            and (
                aggregate.spellings.of(one.url) in read
                or (looked and one.sweep is None and one.url not in found)
            )
        ]

    def _home(self, seen: _SeenSite, week: tuple[Visits, ...]) -> StoredHome:
        """The home page to keep, from which days are counted ahead, and the survey beside it."""
        home, context = seen.visit.home, seen.visit.context
        files, unread = seen.aggregate.files
        now = baseline_of(home, context) if home is not None else None
        return StoredHome(
            site=self._site.identifier,
            seen=home is not None and not home.shell,
            newest=seen.visit.home_newest,
            week=week,
            survey=(
                *seen.aggregate.survey(seen.columns),
                *access_surveyed(seen.visit.access, seen.visit.ipv6),
                *searches(seen.views),
            ),
            access=seen.visit.access,
            ipv6=seen.visit.ipv6,
            letters=tuple(_kept(seen.visit)),
            duties=seen.aggregate.owed(seen.columns).kept,
            baseline=carried_on(seen.visit.baseline, now, context),
            untested=seen.aggregate.untested,
            files=files,
            files_unread=unread,
        )

    def _stored(self, column: Column, known: StoredColumn | None) -> StoredColumn:
        first = known.first_sweep if known is not None else None
        return StoredColumn(
            site=self._site.identifier,
            url=column.url,
            name=column.name,
            kind=column.kind,
            owner=column.owner,
            max_age_days=column.max_age_days,
            newest=column.newest,
            entries=column.entries if column.seen else 0,
            reader=column.reader,
            rhythm=column.rhythm,
            dated=column.dated,
            sweep=self._sweep.id if column.seen else None,
            first_sweep=first if first is not None or not column.seen else self._sweep.id,
        )


def _kept(visit: SiteVisit) -> Iterator[Letter]:
    """The letters to keep for figures: those of the last two years, without their answers."""
    first = visit.context.day - _LETTERS_REMEMBERED
    for one in visit.letters:
        if one.asked is None or one.asked >= first:
            yield msgspec.structs.replace(one, answer="")


def _never_read(known: StoredColumn | None) -> bool:
    """Whether no night has read a column, and no person registered it."""
    return known is None or (known.sweep is None and not known.registered)
