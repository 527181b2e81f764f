"""Judging again what is stored: a whole sweep, or the posts that were imported since."""

from govsweep import clock
from govsweep.checking import Crash
from govsweep.clock import night_of
from govsweep.judging import Judges
from govsweep.rule_changes import loaded, said
from govsweep.rules import Rules
from govsweep.store import Store, Sweep
from govsweep.sweep_runner.closing import freeze_papers, judges_of
from govsweep.sweep_runner.office import ordered


def rejudge(store: Store, sweep: Sweep, rules: Rules) -> list[Crash]:
    """Judge a stored sweep again by these rules; tells what crashed."""
    # Loaded only here: see `close`.
    from govsweep.settle import settle  # noqa: PLC0415

    rules = ordered(store, rules)
    with store.retention.judging_again():
        crashes = settle(store, sweep, judges_of(store, rules), rejudge=True)
    store.sweeps.keep_lists(sweep.id, loaded(rules), said(rules))
    freeze_papers(store, night_of(clock.now()))
    return crashes


def judge_posts(store: Store, rules: Rules) -> list[Crash] | None:
    """Judge what was imported of media accounts now, as part of the last sweep.

    Papers of this night know of it. None where no sweep was closed, or one is open: then the posts
    are judged when it is closed. Tells what crashed.
    """
    sweep = store.sweeps.get()
    if sweep is None or sweep.closed_at is None:
        return None
    judges = judges_of(store, ordered(store, rules))
    # Loaded only here: see `close`.
    from govsweep.settle import settle_media  # noqa: PLC0415

    crashes = settle_media(store, sweep, judges, through=clock.now().date())
    store.findings.count_sightings(sweep.id, Judges.post_checks())
    if crashes:
        store.sweeps.add_crashes(sweep.id, len(crashes))
    freeze_papers(store, night_of(clock.now()))
    return crashes
