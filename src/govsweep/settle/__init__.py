"""Settle: after the crawl, the facts of whole sites are judged and the findings' lives go on."""

from collections.abc import Callable, Iterable

from govsweep import clock
from govsweep.checking import Crash, checks
from govsweep.facts import Page, Site
from govsweep.judging import Judges
from govsweep.rectification import catch_up
from govsweep.rules import Tier
from govsweep.settle.city import City
from govsweep.settle.closed_sites import settle_closed
from govsweep.settle.media import is_told, look_at, settle_media
from govsweep.settle.one_site import SettlingSite, owners_by_name
from govsweep.settle.outside import keep_outside, take_back_cleared
from govsweep.settle.quarantine import hold_back
from govsweep.store import Store, Sweep

__all__ = ["is_told", "look_at", "owners_by_name", "settle", "settle_media"]

# A word that counts make suspect and so many sites write is no slip; a norm that many break stands.
_SITES_OF_USAGE = 3


def settle(
    store: Store,
    sweep: Sweep,
    judges: Judges,
    *,
    rejudge: bool = False,
    earlier: Store | None = None,
    done: Callable[[Site], None] = lambda site: None,
) -> list[Crash]:
    """Judge every site of a sweep as a whole, and say which findings are fixed.

    With `rejudge`, or where the rules changed since the sweep was opened, every page is derived and
    judged again from its stored facts first; else only unchanged pages that were last judged by
    other rules are: once, not every night from then on. No request is made.
    `earlier` keeps what earlier sweeps saw, where `store` is of this one alone. `done` is called
    after each site. Returns what crashed.
    """
    known = checks()
    page_checks = [code for code, check in known.items() if check.about is Page]
    catch_up(store, clock.now())  # what ran out is looked at again, below
    store.results.mark_closed_fixed(clock.now())
    sweeps = {one.id: one for one in store.sweeps.all()} | {sweep.id: sweep}
    # Its pages were judged as they were read: by rules that are others now, all are judged again.
    turned = rejudge or sweep.rules_version != judges.rules.version
    last = None if turned else _judged_alike(sweeps.values(), sweep, judges.rules.version)
    for number in (sweep.id, last) if last is not None else (sweep.id,):
        store.retention.unfold(number)
    store.findings.carry_on(sweep.id, page_checks, last)
    city = City(known, store, sweeps, judges.rules.allowed_hosts, earlier)
    take_back_cleared(store, sweep, city.of(sweep).outside, clock.now())
    crashes: list[Crash] = []
    for site in city.sites:
        if site.identifier not in sweep.sites:
            continue
        crashes += SettlingSite(store, sweep, judges, site, city).run(turned, last)
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
