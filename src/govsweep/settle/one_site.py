"""One site being settled: its facts, their findings, and what became of earlier ones."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from functools import partial
from itertools import islice
from typing import Any, NamedTuple

import msgspec

from govsweep import clock
from govsweep.checking import Crash
from govsweep.facts import (
    Column,
    Context,
    Judged,
    Link,
    Page,
    PageState,
    Site,
    SiteVisit,
    View,
    Visit,
)
from govsweep.findings import LIVING, Finding
from govsweep.judging import Judges
from govsweep.lifecycle import LifeEvent
from govsweep.one_cause import CHECKS, parts
from govsweep.settle.city import City, SweepWide
from govsweep.settle.life import Sight, became, is_of_a_copy, is_owed_no_more, reads_on
from govsweep.settle.outward import Outward
from govsweep.settle.remembered import columns_to_keep, home_to_keep, renamed
from govsweep.settle.seen_again import SeenAgain
from govsweep.settle.site_aggregate import SiteAggregate
from govsweep.settle.unfinished import counted_before
from govsweep.settle.views import all_views, certificate, over_ipv6, page_views
from govsweep.settle.week import WEEK, Visits, availability, visits
from govsweep.store import (
    Delivery,
    Store,
    StoredColumn,
    StoredPage,
    Sweep,
)

_READ = (PageState.FETCHED, PageState.UNCHANGED)
_BATCH = 200  # pages rejudged in one transaction, or a few more
_TOGETHER = 64  # pages derived at once, as a worker does
_FORGOTTEN = 30  # sweeps after which a column that nobody registered is no longer remembered


def owners_by_name(columns: Iterable[Column]) -> dict[str, str]:
    """Who owns the columns of each name; where two of a name differ, nobody can be told."""
    owners: dict[str, set[str]] = {}
    for one in columns:
        if one.name:
            owners.setdefault(one.name, set()).add(one.owner)
    return {name: own.pop() for name, own in owners.items() if len(own) == 1 and any(own)}


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


class SettlingSite:
    """One site being settled."""

    def __init__(
        self,
        store: Store,
        sweep: Sweep,
        judges: Judges,
        site: Site,
        city: City,
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
            columns=columns_to_keep(seen.columns, known_by_url, number),
            renamed=renamed(seen.aggregate, seen.columns, known),
            home=home_to_keep(seen.aggregate, seen.columns, seen.visit, week),
            characters=store.pages.count_characters(number, site.identifier, seen.aggregate.texts),
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
        self, here: SweepWide, known: Sequence[StoredColumn], week: tuple[Visits, ...]
    ) -> _SeenSite:
        """The site as a sweep saw it, this one or an earlier one."""
        identifier, number = self._site.identifier, here.sweep.id
        views = self._store.probes.views(number, identifier)
        gather = partial(self._gathered, here, known, views)
        aggregate = gather()
        if notices := aggregate.notices:  # what they say is nothing of what stood there
            aggregate = gather(notices)
        columns = aggregate.columns()
        return _SeenSite(
            aggregate,
            columns,
            list(aggregate.links()),
            self._site_visit(here, aggregate, columns, views, week),
            views,
        )

    def _gathered(
        self,
        here: SweepWide,
        known: Sequence[StoredColumn],
        views: Sequence[View],
        notices: Collection[str] = (),
    ) -> SiteAggregate:
        identifier, number = self._site.identifier, here.sweep.id
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
            scripts=partial(self._store.pages.scripts, number),
            outages=here.outages,
            notices=notices,
        )
        aggregate.gather(self._store.pages.of_site(number, identifier))
        return aggregate

    def _week(self, sweep: Sweep) -> tuple[Visits, ...]:
        identifier, opened = self._site.identifier, sweep.opened_at
        return visits(self._store.probes.of_timer(identifier, opened - WEEK, opened), opened)

    def _site_visit(
        self,
        here: SweepWide,
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
            again=SeenAgain(
                store,
                self._site.identifier,
                number,
                self._city.kept,
                seen.aggregate.spellings,
                self._city.earlier,
                seen.aggregate.home_url,
                seen.aggregate.articles.repeated,
            ),
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
