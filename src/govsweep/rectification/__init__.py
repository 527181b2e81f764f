"""Rectification: what the office decides on findings and by when it wants them mended.

`decisions` says what a decision does to a finding, as pure functions that the store applies and
that papers of an earlier day replay; `deciding` and `notifying` write them down; `figures` counts
how often the office agreed with a rule.
"""

from govsweep.rectification.deciding import catch_up, chosen, decide, find
from govsweep.rectification.decisions import DecisionKind, DecisionScope, follow, known_by
from govsweep.rectification.figures import RuleFigure, rule_figures
from govsweep.rectification.notifying import due_after, issue, to_notify
from govsweep.rectification.replay import Doings, replay

__all__ = [
    "DecisionKind",
    "DecisionScope",
    "Doings",
    "RuleFigure",
    "catch_up",
    "chosen",
    "decide",
    "due_after",
    "find",
    "follow",
    "issue",
    "known_by",
    "replay",
    "rule_figures",
    "to_notify",
]
