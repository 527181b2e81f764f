"""How often Python looks for cycles in a process that has loaded what it needs."""

import gc

_THRESHOLDS = (50_000, 10, 20)  # a page makes many objects and few cycles


def collect_seldom() -> None:
    """Keep what is there by now out of every collection, and collect the rest seldom."""
    gc.freeze()
    gc.set_threshold(*_THRESHOLDS)
    gc.enable()
