"""Hosts beyond the registered sites: what a sweep saw of them, beside what was known before.

Their pages were read when links to them were tested. Which of a site's pages lead there is told
by those pages, and only for hosts of which there is anything to tell.
"""

import datetime as dt
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple
from urllib.parse import urlsplit

import msgspec

from govsweep import clock
from govsweep.addresses import fingerprint, host
from govsweep.crawl import is_foreign, shown
from govsweep.facts import HostNature, KnownHost, Namesake, OutsidePage, Site
from govsweep.findings import LIVING
from govsweep.settle.namesakes import Namesakes
from govsweep.store import OutsideLook, Store, StoredHost, Sweep
from govsweep.suspects import SWEEP, Stage, Suspect

_COUNTERFEIT = "counterfeit-suspect"  # what speaks of suspects
_ROOTS = ("", "/")


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
    namesakes = Namesakes(sites, cleared.union(allowed))
    before = store.outside.before(sweep.id)
    registered = {host(one.url) for one in sites}
    closed = {one.identifier: one for one in sites if not one.is_kept}
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
        one = _seen(stored.known, namesakes, first=urlsplit(look.target).path in _ROOTS)
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


def _seen(known: KnownHost, namesakes: Namesakes, *, first: bool) -> HostSeen:
    page = known.page
    namesake = namesakes.namesake(known.host, page, first=first)
    ours = namesakes.is_ours(known.host, page)
    other = known.before is not None and page.has_other_owner(known.before)
    told = bool(namesake) or ours or other or page.nature is not HostNature.ORDINARY
    return HostSeen(known, namesake, ours, told)


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
