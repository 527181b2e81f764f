"""The State Council's indicators as data: one TOML file an edition, checked when it is loaded."""

from govsweep.indicators.load import (
    EDITIONS,
    in_force,
    load_indicators,
    load_pack,
    pack_in_force,
    read_indicators,
)
from govsweep.indicators.model import (
    COUNTED_UP,
    Automatable,
    Confidence,
    IndicatorGroup,
    IndicatorRow,
    Indicators,
    IndicatorScope,
    Lapsed,
    Measure,
    Part,
    Scoring,
    Some,
)

__all__ = [
    "COUNTED_UP",
    "EDITIONS",
    "Automatable",
    "Confidence",
    "IndicatorGroup",
    "IndicatorRow",
    "IndicatorScope",
    "Indicators",
    "Lapsed",
    "Measure",
    "Part",
    "Scoring",
    "Some",
    "in_force",
    "load_indicators",
    "load_pack",
    "pack_in_force",
    "read_indicators",
]
