"""Quarantine: between what a sweep found and what goes out, tallies are kept and jumps held."""

from collections.abc import Collection

from govsweep import clock
from govsweep.settle.anomalies import SWEEPS, Version, held_back
from govsweep.store import Store, Sweep


def hold_back(
    store: Store,
    sweep: Sweep,
    version: str,
    page_checks: Collection[str],
    *,
    rejudged: bool,
) -> None:
    """Hold what the rules of this version suddenly say in a settled sweep.

    A sweep that is judged again and was closed before tells its changes here; another tells them
    when it is closed.
    """
    counted = store.holds.tallies(sweep.id, page_checks, rejudged=rejudged)
    earlier = store.holds.earlier_tallies(sweep.id, SWEEPS)
    rules = Version(version, changed=_before(store, sweep, rejudged) not in (None, version))
    held = held_back(counted, earlier, store.holds.all(), rules)
    store.holds.add(sweep.id, counted, held, version=version, at=clock.now())


def _before(store: Store, sweep: Sweep, rejudged: bool) -> str | None:
    """The rules by which was judged before, the sweep itself or the one before it."""
    if rejudged:
        return sweep.rules_version
    versions = [
        one.rules_version
        for one in store.sweeps.all()
        if one.id < sweep.id and one.closed_at is not None
    ]
    return versions[-1] if versions else None
