"""Looking again at some findings between two sweeps.

A look again is a sweep of its own kind: a few addresses, in a store of its own that is thrown away
afterwards, by the same workers and the same settling. So whatever holds of a sweep holds of it:
the site's pace, the second try, the walls, what may be asked for and what may not. Of a site that
is judged as a whole, the pages that are not looked at stand as its last sweep saw them.
"""

import datetime as dt
import secrets
import tempfile
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import islice
from pathlib import Path
from typing import NamedTuple

from pydantic import SecretStr

from govsweep import clock, sweep_runner
from govsweep.addresses import canonical, fingerprint, href
from govsweep.checking import Check, checks
from govsweep.clock import night_of
from govsweep.config import Settings
from govsweep.errors import InputError
from govsweep.facts import ClosedSite, Failure, Link, OwedLook, Page, PageState, Site
from govsweep.failures import failure_in_words
from govsweep.findings import LIVING, Finding, State
from govsweep.judging import Judges
from govsweep.link_status import GONE
from govsweep.rules import Rules
from govsweep.settle import settle
from govsweep.spiders.routes import Routes
from govsweep.store import Store, Sweep
from govsweep.store.recheck_rows import RecheckTarget

PAGES_MOST = 200  # asked for because of one finding
_ROWS_MOST = 40  # new entries of lists, asked for because of their dates
_SPACING = 10.0  # seconds between two tries: the sweep's minutes are for faults that pass
_SOON = 1.0  # and in the second round, which asks for pages only
_ENDED = {
    State.FIXED: "已经整改",
    State.DISMISSED: "已经驳回",
    State.WITHDRAWN: "查出它的规则已经撤回",
}
_MOVED_ON = "目标仍然打不开，原来的页面已经不在；它可能改了地址重新发布，要等下次巡检"
_TAKEN_DOWN = "。如果是删除了，等通向它的链接也撤下，或者等下次巡检再看一次"
_READ = (PageState.FETCHED.value, PageState.UNCHANGED.value)


class RecheckResult(StrEnum):
    """What a look again says of a finding."""

    FIXED = "fixed"
    STANDING = "standing"
    UNSEEN = "unseen"
    NOT_ASKED = "not-asked"  # it has ended: there is nothing to look for


class Looked(NamedTuple):
    """A finding that was looked at again, and why nothing can be said where that is so."""

    finding: Finding
    outcome: RecheckResult
    why: str = ""


@dataclass
class _Plan:
    """What is to be asked for on one site."""

    site: Site
    last: Sweep
    whole: bool = False
    pages: set[str] = field(default_factory=set)
    links: dict[str, str] = field(default_factory=dict)


def recheck(
    store: Store,
    settings: Settings,
    rules: Rules,
    findings: Sequence[Finding],
    *,
    as_of: dt.date | None = None,
) -> list[Looked]:
    """Look again at findings on their sites, and keep in the store what was seen.

    Raises `InputError` while a sweep is open that reads one of these sites: two workers would ask
    one host faster than its pace, and what one mends the other still has in hand.
    """
    living = [one for one in findings if one.state in LIVING]
    told = [_not_asked(one) for one in findings if one.state not in LIVING]
    told += [
        Looked(one, RecheckResult.UNSEEN, "检查项已不存在")
        for one in living
        if one.check not in checks()
    ]
    unasked = {one.identifier: one.of_kind.unasked for one in store.subjects()}
    told += [
        Looked(one, RecheckResult.UNSEEN, why) for one in living if (why := unasked.get(one.site))
    ]
    living = [one for one in living if one.check in checks() and not unasked.get(one.site)]
    told += [
        Looked(one, RecheckResult.UNSEEN, "清单上的事项和别处的检查结果要读完网站，待下次巡检")
        for one in living
        if issubclass(checks()[one.check].about, OwedLook)
    ]
    living = [one for one in living if not issubclass(checks()[one.check].about, OwedLook)]
    told += [
        Looked(one, RecheckResult.UNSEEN, "关停的网站每周访问一次，到时复核")
        for one in living
        if checks()[one.check].about is ClosedSite
    ]
    living = [one for one in living if checks()[one.check].about is not ClosedSite]
    if living:
        rules = sweep_runner.ordered(store, rules, day=as_of)
        told += _Recheck(store, settings, rules, as_of).at(living)
    moment = clock.now()
    store.findings.mark_fixed(
        [one.finding.id for one in told if one.outcome is RecheckResult.FIXED], moment
    )
    standing = [one.finding.id for one in told if one.outcome is RecheckResult.STANDING]
    store.rechecks.see_again(standing, moment)
    place = {one.id: number for number, one in enumerate(findings)}
    return sorted(told, key=lambda one: place[one.finding.id])


def _not_asked(finding: Finding) -> Looked:
    return Looked(finding, RecheckResult.NOT_ASKED, f"{_ENDED[finding.state]}，不必复查")


class _Recheck:
    """One look again, at findings of any number of sites."""

    def __init__(
        self, store: Store, settings: Settings, rules: Rules, as_of: dt.date | None
    ) -> None:
        self._store = store
        self._settings = settings
        self._rules = rules
        self._known = checks()
        self._sites = {one.identifier: one for one in store.sites.all()}
        self._routes = Routes(self._sites.values())
        self._sweeps = store.sweeps.all()
        self._number = max((one.id for one in self._sweeps), default=0) + 1
        self._day = as_of or night_of(clock.now())
        self._sighted: dict[str, list[str]] = {}

    def at(self, findings: Sequence[Finding]) -> list[Looked]:
        """Look at them."""
        plans = self._plans(findings)
        with tempfile.TemporaryDirectory(prefix="govsweep-recheck-") as folder:
            url = f"sqlite:///{Path(folder) / 'look.db'}"
            with closing(Store(url)) as scratch:
                scratch.upgrade()
                # None of them is judged there; pages are, for what nobody registered.
                scratch.media.save(self._store.media.all(), self._day)
                self._copy(scratch, plans, findings)
                self._ask(scratch, url, plans)
                sites, media = scratch.sites.all(), scratch.media.all()
                judges = Judges.by(self._rules, sites, media)
                settle(scratch, self._sweep(scratch), judges, earlier=self._store)
                return list(self._outcomes(scratch, findings))

    def _sweep(self, scratch: Store) -> Sweep:
        sweep = scratch.sweeps.get(self._number)
        assert sweep is not None  # noqa: S101 - copied before anything is asked
        return sweep

    # What to ask for

    def _plans(self, findings: Sequence[Finding]) -> dict[str, _Plan]:
        plans: dict[str, _Plan] = {}
        for one in findings:
            plan = plans.setdefault(one.site, self._plan(one.site))
            self._sighted[one.id] = self._store.rechecks.sighted(one.id) or [one.url]
            self._add(plan, one, self._known[one.check])
        return plans

    def _plan(self, identifier: str) -> _Plan:
        site = self._sites.get(identifier)
        sweeps = [one for one in self._sweeps if identifier in one.sites]
        if site is None or not sweeps:
            raise InputError(f"网站 {identifier} 没有登记或没有巡检过，无法复查")
        if sweeps[-1].closed_at is None:
            raise InputError(
                f"巡检 {sweeps[-1].id} 正在读 {site.name}，现在复查会超过这个网站的访问频率；"
                "请等它收尾（govsweep sweep close）后再复查"
            )
        return _Plan(site, sweeps[-1])

    def _add(self, plan: _Plan, one: Finding, check: Check) -> None:
        urls = [href(url) for url in self._sighted[one.id][:PAGES_MOST]]
        plan.pages.update(url for url in urls if url)
        if check.about is Link and "#" in one.subject:
            plan.pages.add(href(one.subject))  # the place is looked for on the page
        elif check.about is Link:
            plan.links[one.subject] = self._queue(one.subject)
        elif check.about is not Page:
            plan.whole = True
            plan.pages.update(filter(None, (href(one.url), href(one.subject))))

    def _queue(self, url: str) -> str:
        return self._routes.queue_of(url)

    def _copy(
        self, scratch: Store, plans: Mapping[str, _Plan], findings: Sequence[Finding]
    ) -> None:
        moment = clock.now()
        opened = {
            "id": self._number,
            "night": night_of(moment),
            "number": 0,
            "as_of": self._day,
            "token": secrets.token_hex(16),
            "indicators": self._settings.indicators,
            "rules_version": self._rules.version,
            "sites": "[" + ", ".join(f'"{one}"' for one in plans) + "]",
            "opened_at": moment.timestamp(),
        }
        targets = [
            RecheckTarget(key, plan.site.url, plan.last.id, plan.whole, plan.pages, plan.links)
            for key, plan in plans.items()
        ]
        self._store.rechecks.copy_to(
            scratch.rechecks, opened, targets, [one.id for one in findings]
        )

    # Asking

    def _ask(self, scratch: Store, url: str, plans: Mapping[str, _Plan]) -> None:
        self._work(scratch, url, _SPACING)
        queued = False
        for key, plan in plans.items():
            more = self._led_to(scratch, plan)
            if more:
                scratch.rechecks.queue_again(self._number, key, more)
                queued = True
        if queued:
            self._work(scratch, url, _SOON)

    def _work(self, scratch: Store, url: str, spacing: float) -> None:
        # Loaded only here: it brings a server along.
        from govsweep.frontier.embedded import embedded  # noqa: PLC0415

        settings = self._settings.model_copy(update={"database_url": SecretStr(url)})
        spacing = min(spacing, self._settings.retry_after)
        with embedded() as redis:
            server = {"GOVSWEEP_REDIS_URL": redis, "GOVSWEEP_RETRY_AFTER": str(spacing)}
            sweep_runner.work(scratch, settings, self._sweep(scratch), server, workers=1)

    def _led_to(self, scratch: Store, plan: _Plan) -> list[str]:
        """Where pages send on to, and what is new in lists: its day stands on its own page."""
        wanted = {fingerprint(url) for url in (plan.site.url, *plan.pages)}
        looked = wanted.intersection(map(fingerprint, scratch.rechecks.looked_at(self._number)))
        outlines = scratch.queue.outlines(self._number, sorted(looked))
        pages = scratch.queue.known_pages(self._number, plan.site.identifier)
        known = {one.fingerprint for one in pages}
        onward = [
            one.redirect
            for one in outlines.values()
            if one.redirect and fingerprint(one.redirect) not in looked
        ]
        rows: Iterator[str] = iter(())
        if plan.whole:
            rows = (
                entry.url
                for one in outlines.values()
                for entry in one.entries
                if entry.url
                and fingerprint(entry.url) not in known
                and self._queue(entry.url) == plan.site.identifier
            )
        urls = [*onward, *islice(dict.fromkeys(rows), _ROWS_MOST)]
        return [url for url in urls if self._queue(url) == plan.site.identifier]

    # What came of it

    def _outcomes(self, scratch: Store, findings: Sequence[Finding]) -> Iterator[Looked]:
        after = {one.id: one for one in scratch.findings.all()}
        seen_pages = scratch.rechecks.looked_at(self._number)
        looked = {canonical(url): told for url, told in seen_pages.items()}
        bad = scratch.pages.links(self._number, bad=True)
        for one in findings:
            now = after.get(one.id)
            sighted = self._sighted[one.id]
            by_page = self._known[one.check].about in (Page, Link)
            if now is not None and now.sweep == self._number:
                seen = map(canonical, scratch.rechecks.seen_at(self._number, one.id))
                if not by_page or any(url in looked for url in seen):
                    yield Looked(one, RecheckResult.STANDING)
                else:
                    yield Looked(one, RecheckResult.UNSEEN, _why(sighted, looked))
            elif now is not None and now.state is State.WITHDRAWN:
                yield Looked(one, RecheckResult.UNSEEN, "查出它的规则已经改动或撤回，要等下次巡检")
            elif now is None or now.state is not State.FIXED:
                urls = sighted if by_page else [one.url, one.subject]
                yield Looked(one, RecheckResult.UNSEEN, _why(urls, looked))
            elif self._known[one.check].about is Link and _moved_on(one, sighted, looked, bad):
                yield Looked(one, RecheckResult.UNSEEN, _MOVED_ON)
            elif by_page and len(sighted) > PAGES_MOST:
                rest = f"在 {len(sighted)} 个页面上见过，这次看的 {PAGES_MOST} 个都没有了"
                yield Looked(one, RecheckResult.UNSEEN, f"{rest}；其余的要等下次巡检")
            else:
                yield Looked(one, RecheckResult.FIXED)


def _moved_on(
    finding: Finding,
    pages: Collection[str],
    looked: Mapping[str, tuple[str, str, int | None]],
    bad: Collection[str],
) -> bool:
    """Whether a target is still dead, and a page that named it is gone, perhaps elsewhere."""
    state, *_ = looked.get(canonical(finding.subject), ("", "", None))
    dead = finding.subject in bad or (bool(state) and state not in _READ)
    return dead and any(looked.get(canonical(url), ("",))[0] not in _READ for url in pages)


def _why(urls: Collection[str], looked: Mapping[str, tuple[str, str, int | None]]) -> str:
    """Why nothing can be said: what became of the page that could not be seen."""
    for url in urls:
        state, reason, status = looked.get(canonical(url), ("", "", None))
        if state and state not in _READ:
            failure = Failure(reason) if reason in set(Failure) else None
            rest = _TAKEN_DOWN if status in GONE else ""
            return f"{url} 没有看到：{failure_in_words(failure, status)}{rest}"
    return "这次看到的不足以下结论，要等下次巡检"
