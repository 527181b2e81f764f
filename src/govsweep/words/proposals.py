"""What the statistical tiers propose, and from which probability on it is told.

Each tier proposes with a probability; its group's limits, chosen on clean text, say from where on
a proposal is told at all, and from where on it is held for certain.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from typing import NamedTuple

from govsweep.rules import Tier, packs
from govsweep.words.evidence import Scene
from govsweep.words.exempt import Mask
from govsweep.words.ngrams import Places
from govsweep.words.normal import Batch
from govsweep.words.pairs import strange


class Limits(NamedTuple):
    """From which probability on a group's proposals are told, and held for certain."""

    suspected: float
    confirmed: float


class Proposal(NamedTuple):
    """What should stand in a place of the batch's text instead."""

    group: str  # the tier and, after a hyphen, the kind of evidence
    start: int
    end: int
    meant: str
    probability: float
    reason: str
    doubtful: bool = False  # whether it is at most suspected, however probable

    @property
    def tier(self) -> Tier:
        """The tier that proposes."""
        return Tier(f"typo-{self.group.partition('-')[0]}")


@dataclass(frozen=True)
class Reading:
    """A batch of texts as the tiers look at it."""

    batch: Batch
    scene: Scene
    masked: Mask  # what they leave alone

    @cached_property
    def strange_pairs(self) -> Places:
        """Where two characters stand that not every run of three around them is known."""
        return strange(self.scene, self.masked)


class Thresholds:
    """The limits of all groups, for a speller that also suspects or that is only certain."""

    def __init__(self, limits: Mapping[str, Limits] | None, *, suspected: bool) -> None:
        self._limits = limits or shipped_limits()
        self.suspected = suspected

    def least(self, group: str) -> float:
        """The probability from which on something of this group is told."""
        limits = self._limits[group]
        return limits.suspected if self.suspected else limits.confirmed

    def least_of(self, groups: Iterable[str]) -> float:
        """The same of whichever of these groups is told soonest."""
        return min(map(self.least, groups))

    def groups_of(self, tier: str) -> list[str]:
        """All groups of a tier that have limits."""
        return [group for group in self._limits if group.startswith(tier)]

    def is_told(self, one: Proposal) -> bool:
        """Whether a proposal is probable enough to be told."""
        return one.probability >= self.least(one.group) and (self.suspected or not one.doubtful)

    def is_certain(self, one: Proposal) -> bool:
        """Whether a proposal is held for certain."""
        return not one.doubtful and one.probability >= self._limits[one.group].confirmed


@cache
def shipped_limits() -> dict[str, Limits]:
    """The thresholds that ship, as `scripts/choose_thresholds.py` chose them."""
    document = json.loads((packs() / "thresholds.json").read_text("utf-8"))
    return {group: Limits(*limits) for group, limits in document["groups"].items()}
