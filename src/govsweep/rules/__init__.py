"""The rules: everything that judging depends on, as data, frozen under one version.

What ships stands in `govsweep/packs`; an office adds lists of its own (`rules.lists`). A line that
is wrong is named with file, line and field, and the others are kept.
"""

from govsweep.rules.load import load_rules, packed_text, packs, shipped_names, shipped_rules
from govsweep.rules.model import (
    DURATIONS,
    Boundary,
    Level,
    ListDigests,
    ListTrouble,
    Protected,
    Quoted,
    Rules,
    Tests,
    WordRule,
    row_digest,
)
from govsweep.rules.tiers import Tier

__all__ = [
    "DURATIONS",
    "Boundary",
    "Level",
    "ListDigests",
    "ListTrouble",
    "Protected",
    "Quoted",
    "Rules",
    "Tests",
    "Tier",
    "WordRule",
    "load_rules",
    "packed_text",
    "packs",
    "row_digest",
    "shipped_names",
    "shipped_rules",
]
