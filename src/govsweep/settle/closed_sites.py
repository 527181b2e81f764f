"""Sites that are closed: what answered where they stood is judged, and its findings live on."""

from collections.abc import Iterable

from govsweep import clock
from govsweep.addresses import fingerprint, href
from govsweep.checking import Crash, checks
from govsweep.facts import ClosedSite, Context, Site
from govsweep.findings import LIVING
from govsweep.judging import Judges
from govsweep.settle.outside import OutsideHosts
from govsweep.store import Store, Sweep


def settle_closed(
    store: Store, sweep: Sweep, judges: Judges, sites: Iterable[Site], hosts: OutsideHosts
) -> list[Crash]:
    """Judge what was seen where sites stood that are closed; tells what crashed."""
    crashes: list[Crash] = []
    codes = [one.code for one in checks().values() if one.about is ClosedSite]
    judge, at = judges.facts(sweep.id), clock.now()
    for site in sites:
        page = hosts.closed.get(site.identifier)
        if site.is_kept:
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
