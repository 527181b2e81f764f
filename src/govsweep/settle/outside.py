"""Hosts beyond the registered sites: what a sweep saw of them, beside what was known before.

Their pages were read when links to them were tested. Which of a site's pages lead there is told
by those pages, and only for hosts of which there is anything to tell.
"""

import datetime as dt
import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple
from urllib.parse import urlsplit

import msgspec

from govsweep import clock
from govsweep.address_zones import hostname, literal
from govsweep.addresses import fingerprint, host, href, is_government, registrable
from govsweep.checking import Crash, checks
from govsweep.crawl import is_foreign, shown
from govsweep.facts import (
    Anchor,
    ClosedSite,
    Context,
    HostNature,
    KnownHost,
    Namesake,
    OutsideHost,
    OutsidePage,
    Place,
    Site,
)
from govsweep.findings import LIVING
from govsweep.judging import Judges
from govsweep.store import OutsideLook, Store, StoredHost, Sweep
from govsweep.suspects import SWEEP, Stage, Suspect
from govsweep.words.hosts import usual

_COUNTERFEIT = "counterfeit-suspect"  # what speaks of suspects
CLOSED = "closed"  # the status of a site that is no more
_LISTED = 20
_ROOTS = ("", "/")
_SEGMENT = re.compile(r"[\s_|｜—–\-·•:：>»]+")
_GREETING = re.compile(r"(?:网站)?首页|欢迎.{0,8}|官方?网站?|主页")
_CALLED_SITE = re.compile(r"(?:政府)?(?:门户网站|官方网站|官网|网站|首页)$")
_SHORTEST_NAME = 5  # characters by which a name is one's own


class Marks:
    """The marks of registered sites by which what bears them is told."""

    def __init__(self, sites: Sequence[Site], spared: Collection[str]) -> None:
        """`spared` are hosts that are nobody's counterfeit: allowed ones, and those cleared."""
        self._sites = {one.identifier: one for one in sites}
        self._hosts = {host(one.url) for one in sites}
        zones = (name.removeprefix("www.") for name in self._hosts)
        # What many have in common (gov.cn) is nobody's zone, whoever is registered at its head.
        self._zones = tuple(f".{one}" for one in zones if registrable(f"www.{one}") in one)
        self._domains = {registrable(name) for name in self._hosts}
        self._names = {_core(one.name): one for one in reversed(sites)}
        self._organizers = {one.organizer: one for one in reversed(sites) if one.organizer}
        self._spared = frozenset(spared)

    def namesake(self, name: str, page: OutsidePage, *, first: bool) -> Namesake | None:
        """The registered site whose mark a host bears, if that is nothing it may do.

        A name or an organizer counts on the host's `first` page alone: elsewhere one is spoken of.
        """
        if self._is_spared(name) or is_government(name) or not page.title:
            return None
        by_code = self._sites.get(page.identifier)
        if by_code is not None:
            return Namesake(by_code.identifier, by_code.name, "网站标识码", page.identifier)
        if not first:
            return None
        organizer = self._organizers.get(page.organizer)
        if organizer is not None:
            return Namesake(organizer.identifier, organizer.name, "主办单位", page.organizer)
        for called in (page.name, page.title, *_own_names(page.title)):
            named = self._names.get(_core(called))
            if named is not None and len(_core(called)) >= _SHORTEST_NAME:
                return Namesake(named.identifier, named.name, "网站名称", called)
        return None

    def _is_spared(self, name: str) -> bool:
        domain = registrable(name)
        own = name in self._spared or domain in self._spared or name in self._hosts
        return (
            own or domain in self._domains | usual("linked") or bool(literal(hostname(f"//{name}")))
        )

    def is_ours(self, name: str, page: OutsidePage) -> bool:
        """Whether a government's host is of our sites' domains, or of their organizers."""
        if not is_government(name) or name in self._spared or not page.title:
            return False
        return (
            f".{name}".endswith(self._zones)
            or page.identifier in self._sites
            or page.organizer in self._organizers
        )


def _own_names(title: str) -> list[str]:
    """The parts of a title that may be the name of its site: the first, or one after a greeting."""
    parts = [one for one in _SEGMENT.split(title) if one]
    return parts[: 2 if parts and _GREETING.fullmatch(parts[0]) else 1]


def _core(name: str) -> str:
    return _CALLED_SITE.sub("", "".join(name.split()))


class HostSeen(NamedTuple):
    """A host as a sweep saw it, with what is to be told of it."""

    known: KnownHost
    namesake: Namesake | None
    ours: bool
    told: bool  # whether there is anything to tell


@dataclass
class OutsideHosts:
    """The hosts of one sweep that are no swept site's."""

    seen: dict[str, HostSeen]
    remembered: list[StoredHost]
    targets: dict[str, str]  # of links, on the hosts of which there is anything to tell
    # Hosts to which links lead and of which nothing was read; None: no links were followed.
    unseen: frozenset[str] | None
    closed: dict[str, OutsidePage]  # by the identifier of a site that is no more
    told_by: dict[str, str]  # which site tells of a host
    cleared: frozenset[str]  # suspects that the office says are no counterfeits
    claimed: set[str] = field(default_factory=set)

    def claim(self, name: str, site: str, sites: Collection[str]) -> bool:
        """Whether a site that leads to a host is the one that tells of the host itself."""
        if self.told_by.get(name, "") not in sites:
            self.told_by[name] = site
        if self.told_by[name] != site:
            return False
        self.claimed.add(name)
        return True

    def release(self, sites: Collection[str]) -> None:
        """Let go of what sites told of that lead there no more; others may, the next night."""
        for name, site in self.told_by.items():
            if site in sites and name in self.seen and name not in self.claimed:
                self.told_by[name] = ""


def look_outside(
    store: Store, sweep: Sweep, sites: Sequence[Site], allowed: Collection[str]
) -> OutsideHosts:
    """What a sweep saw of hosts that are no swept site's; nothing is kept yet."""
    cleared = frozenset(one.host for one in store.suspects.all() if one.stage is Stage.CLEARED)
    marks = Marks(sites, cleared.union(allowed))
    before = store.outside.before(sweep.id)
    registered = {host(one.url) for one in sites}
    closed = {one.identifier: one for one in sites if one.status == CLOSED}
    seen: dict[str, HostSeen] = {}
    remembered: list[StoredHost] = []
    ended: dict[str, OutsidePage] = {}
    queues: dict[str, str] = {}
    for name, look in _by_host(store.outside.looks(sweep.id)).items():
        if look.queue in closed:
            ended.setdefault(look.queue, look.page)
            continue
        if not is_foreign(look.queue) or host(look.page.url) in registered:
            continue  # a registered site's, under whichever of its names
        stored = _beside(before.get(name), name, look.page, sweep)
        remembered.append(stored)
        one = _seen(stored.known, marks, first=urlsplit(look.target).path in _ROOTS)
        seen[name] = one
        if one.told:
            queues[look.queue] = name
    return OutsideHosts(
        seen=seen,
        remembered=remembered,
        targets={one: host(one) for one in store.outside.targets(sweep.id, queues)},
        unseen=None if sweep.is_look_again else _unseen(store, sweep, seen),
        closed=ended,
        told_by={name: one.told_by for name, one in before.items() if one.told_by},
        cleared=cleared,
    )


def _unseen(store: Store, sweep: Sweep, seen: Collection[str]) -> frozenset[str]:
    return frozenset(map(shown, store.outside.queues(sweep.id))) - frozenset(seen)


def _by_host(looks: Iterable[OutsideLook]) -> dict[str, OutsideLook]:
    """The look at each host that tells most of it: at its first page, else at the shortest."""
    found: dict[str, OutsideLook] = {}
    for look in looks:
        name = host(look.target)
        known = found.get(name)
        if known is None or _depth(look.target) < _depth(known.target):
            found[name] = look
    return found


def _depth(url: str) -> tuple[bool, int]:
    path = urlsplit(url).path
    return path not in _ROOTS, len(url)


def _beside(before: StoredHost | None, name: str, page: OutsidePage, sweep: Sweep) -> StoredHost:
    night = sweep.night
    if before is None:
        known = KnownHost(host=name, page=page, first_seen=night, last_seen=night)
        return StoredHost(known, sweep.id, "")
    was = before.known
    if page.nature is not was.page.nature or page.has_other_owner(was.page):
        known = KnownHost(
            host=name,
            page=page,
            first_seen=was.first_seen,
            last_seen=night,
            turned=night,
            before=was.page,
        )
        return StoredHost(known, sweep.id, before.told_by)
    known = msgspec.structs.replace(was, page=_joined(page, was.page), last_seen=night)
    return before._replace(known=known)


def _joined(page: OutsidePage, before: OutsidePage) -> OutsidePage:
    """A page with the marks that another page of the host showed."""
    return msgspec.structs.replace(
        page,
        icp=page.icp or before.icp,
        identifier=page.identifier or before.identifier,
        organizer=page.organizer or before.organizer,
    )


def _seen(known: KnownHost, marks: Marks, *, first: bool) -> HostSeen:
    page = known.page
    namesake = marks.namesake(known.host, page, first=first)
    ours = marks.is_ours(known.host, page)
    other = known.before is not None and page.has_other_owner(known.before)
    told = bool(namesake) or ours or other or page.nature is not HostNature.ORDINARY
    return HostSeen(known, namesake, ours, told)


@dataclass(slots=True)
class _HostMention:
    target: str
    text: str
    pages: list[str] = field(default_factory=list)
    sightings: int = 0


class Outward:
    """Gathers where a site's pages lead to the hosts of which there is anything to tell."""

    def __init__(self, hosts: OutsideHosts | None, sites: Collection[str]) -> None:
        """`sites` are the identifiers of all sites that may tell of a host."""
        self._hosts, self._sites = hosts, sites
        self._targets: Mapping[str, str] = hosts.targets if hosts else {}
        self._found: dict[str, _HostMention] = {}

    def note(self, url: str, anchors: Iterable[Anchor]) -> None:
        """Take in the references of a page."""
        if not self._targets:
            return
        told: set[str] = set()
        for anchor in [one for one in anchors if one.target in self._targets]:  # few of many
            name = self._targets[anchor.target]
            if name in told or anchor.place is Place.HIDDEN:
                continue
            told.add(name)
            found = self._found.setdefault(name, _HostMention(anchor.target, anchor.text))
            found.text = found.text or anchor.text
            found.sightings += 1
            if len(found.pages) < _LISTED:
                found.pages.append(url)

    def told(self, context: Context) -> Iterator[OutsideHost]:
        """What was gathered."""
        if self._hosts is None:
            return
        for name, one in sorted(self._found.items()):
            seen = self._hosts.seen[name]
            yield OutsideHost(
                host=name,
                target=one.target,
                context=context,
                page=seen.known.page,
                first_seen=seen.known.first_seen,
                turned=seen.known.turned,
                before=seen.known.before,
                namesake=seen.namesake,
                ours=seen.ours,
                told_here=self._hosts.claim(name, context.site.identifier, self._sites),
                text=one.text,
                pages=tuple(one.pages),
                sightings=one.sightings,
            )

    @property
    def unseen(self) -> frozenset[str] | None:
        """Hosts to which links lead and of which nothing was read; None: none were followed."""
        return self._hosts.unseen if self._hosts else None


def take_back_cleared(store: Store, sweep: Sweep, hosts: OutsideHosts, at: dt.datetime) -> None:
    """Withdraw what was said of suspects that a person cleared: nobody has mended anything."""
    if not hosts.cleared:
        return
    standing = store.findings.all(check=[_COUNTERFEIT], state=[one.value for one in LIVING])
    cleared = [one.id for one in standing if one.subject in hosts.cleared]
    store.findings.mark_withdrawn(cleared, at, sweep.id)


def keep_outside(store: Store, sweep: Sweep, hosts: OutsideHosts) -> None:
    """Keep what a sweep saw: the hosts, and those that may be counterfeits."""
    hosts.release(sweep.sites)
    store.outside.remember(sweep.id, hosts.remembered, hosts.told_by)
    store.suspects.note(list(_suspects(hosts, sweep.night)), clock.now())
    known = store.suspects.all()
    keys = {fingerprint(one.url): one.host for one in known}
    answers = store.outside.asked(sweep.id, keys)
    answered = {keys[key]: fine for key, fine in answers.items()}
    answered |= {one.host: True for one in known if one.host in hosts.seen}
    store.suspects.asked(answered, sweep.night)


def _suspects(hosts: OutsideHosts, night: dt.date) -> Iterator[Suspect]:
    for name, one in sorted(hosts.seen.items()):
        if one.namesake is not None:
            yield Suspect(
                host=name,
                url=one.known.page.url,
                name=one.known.page.title,
                site=one.namesake.identifier,
                source=SWEEP,
                reason=f"{one.namesake.by}与登记的相同：{one.namesake.mark}",
                found=night,
                changed=night,
            )


def settle_closed(
    store: Store, sweep: Sweep, judges: Judges, sites: Iterable[Site], hosts: OutsideHosts
) -> list[Crash]:
    """Judge what was seen where sites stood that are closed; tells what crashed."""
    crashes: list[Crash] = []
    codes = [one.code for one in checks().values() if one.about is ClosedSite]
    judge, at = judges.facts(sweep.id), clock.now()
    for site in sites:
        page = hosts.closed.get(site.identifier)
        if site.status != CLOSED:
            continue
        found = []
        if page is not None:
            context = Context(site=site, day=sweep.as_of, known_hosts=judges.known_hosts)
            judged = judge(ClosedSite(context=context, page=page), at)
            crashes += judged.crashes
            found = judged.findings
            store.findings.save(sweep.id, found)
        key = fingerprint(href(site.url))
        if page is None and not store.outside.asked(sweep.id, [key]):
            continue  # nobody looked
        still = {one.id for one in found}
        living = store.findings.all(
            site=[site.identifier], check=codes, state=[one.value for one in LIVING]
        )
        store.findings.mark_fixed([one.id for one in living if one.id not in still], at, sweep.id)
    return crashes
