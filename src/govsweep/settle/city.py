"""What settling a site needs beside it: the other sites, hosts, results and earlier sweeps."""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from govsweep.checking import Check
from govsweep.facts import Probe, ResultLook, Site, View
from govsweep.settle.outages import Outages
from govsweep.settle.outside import OutsideHosts, look_outside
from govsweep.settle.spellings import by_form
from govsweep.settle.targets import unresolved
from govsweep.store import Store, StoredLink, Sweep

_SITES_TO_COMPARE = 3  # with fewer, nothing is usual


class SweepWide(NamedTuple):
    """What a sweep tells of a site from beyond its own pages."""

    sweep: Sweep
    bad_links: dict[str, StoredLink]
    spelt: dict[str, str]  # the targets of these by form
    usual_seconds: float
    over_ipv6: tuple[View, ...]  # every site's home page
    outside: OutsideHosts
    outages: Outages


class City:
    """What settling a site needs beside it: the same for all of them."""

    def __init__(
        self,
        checks: Mapping[str, Check],
        store: Store,
        sweeps: Mapping[int, Sweep],
        allowed: frozenset[str],
        earlier: Store | None = None,
    ) -> None:
        self.checks = checks
        self.foreign = [code for code, one in checks.items() if one.about is ResultLook]
        self.sites = store.sites.all()
        # A sweep of some sites takes from the others nothing that they tell of.
        self.telling = frozenset(one.identifier for one in self.sites if one.is_kept)
        self._allowed = allowed
        self._store = store
        self.sweeps = sweeps
        self.earlier = earlier or store  # where what earlier sweeps saw is kept
        self.kept = {one.id for one in earlier.sweeps.all()} if earlier else sweeps.keys()
        self._known: dict[int, SweepWide] = {}
        self.codes = store.media.codes()  # what the QR codes in images say
        self.results = [one.result for one in store.results.all()]
        self.repeals = store.repeals.all()  # what decisions on any site did away with

    def of(self, sweep: Sweep) -> SweepWide:
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
            self._known[number] = SweepWide(
                sweep,
                bad_links,
                by_form(bad_links),
                usual,
                over_ipv6,
                outside,
                Outages.of(self._visited(sweep)),
            )
        return self._known[number]

    def _visited(self, sweep: Sweep) -> Iterator[tuple[Site, tuple[Probe, ...]]]:
        """The sites in use, those of a sweep with its visits to their home pages."""
        for site in self.sites:
            if site.is_kept:
                swept = site.identifier in sweep.sites
                yield site, self._store.probes.of_sweep(site.identifier, sweep.id) if swept else ()
