"""Rectification: what the office decides on findings and by when it wants them mended.

`lifecycle` says what a decision or a notice does to a finding; `deciding` and `notifying` write
them down, `following` follows notices up, and `replay` does it all again for papers of an earlier
day; `figures` counts how often the office agreed with a rule.
"""

from govsweep.rectification.appealing import appeal, review
from govsweep.rectification.deciding import catch_up, chosen, decide, find, undo
from govsweep.rectification.figures import RuleFigure, rule_figures
from govsweep.rectification.following import answer, close, extend, remind
from govsweep.rectification.notifying import due_after, issue, to_notify
from govsweep.rectification.replay import Doings, replay

__all__ = [
    "Doings",
    "RuleFigure",
    "answer",
    "appeal",
    "catch_up",
    "chosen",
    "close",
    "decide",
    "due_after",
    "extend",
    "find",
    "issue",
    "remind",
    "replay",
    "review",
    "rule_figures",
    "to_notify",
    "undo",
]
