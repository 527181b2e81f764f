"""What a level saw itself and what it was sent, joined so that each site is counted once."""

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from govsweep.bundles import BundleSite, Sender, SiteCoverage
from govsweep.store import StoredBundle


class Joined(NamedTuple):
    """The sites of a level, each where it is counted."""

    own: tuple[BundleSite, ...]
    sent: Mapping[str, tuple[BundleSite, ...]]  # by the sender of their bundle
    twice: Mapping[str, int]  # how many sites of a sender are counted as the level's own
    missing: tuple[str, ...]  # who sent nothing; of lower levels with their superior


def joined(
    own: Sequence[BundleSite], bundles: Iterable[StoredBundle], senders: Iterable[Sender]
) -> Joined:
    """Count each site once: by the level's own look where it had one, else by who saw it."""
    listed = {one.site for one in own}
    seen = {one.site for one in own if one.coverage is not SiteCoverage.NONE}
    sent: dict[str, tuple[BundleSite, ...]] = {}
    twice: dict[str, int] = {}
    missing: list[str] = []
    taken: set[str] = set()
    for bundle in bundles:
        kept = tuple(
            one
            for one in bundle.sites
            if one.site not in taken | seen
            and (one.site not in listed or one.coverage is not SiteCoverage.NONE)
        )
        taken |= {one.site for one in kept}
        sent[bundle.sender] = kept
        twice[bundle.sender] = len(bundle.sites) - len(kept)
        missing += [f"{bundle.sender}/{name}" for name in bundle.figures.missing]
    names = dict.fromkeys(one.name for one in senders)
    return Joined(
        own=tuple(one for one in own if one.site not in taken),
        sent=sent,
        twice=twice,
        missing=(*(name for name in names if name not in sent), *missing),
    )
