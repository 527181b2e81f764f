"""The life of a finding: pure, and the only place that says what state follows on what.

`transitions` says what each event does to a finding; `decisions` says which of the office's
decisions holds; `notices` says what may follow on a notice. The store writes what they say, in bulk
where it can, by conditions that are made from the same table; papers of an earlier day replay it.
"""

from govsweep.lifecycle.decisions import (
    Decision,
    DecisionKind,
    DecisionScope,
    follow,
    grounds,
    known_by,
    reach,
)
from govsweep.lifecycle.notices import (
    Answer,
    AnswerKind,
    NoticeStep,
    StepKind,
    check_answer,
    check_step,
    is_closed,
    last_due,
)
from govsweep.lifecycle.transitions import (
    INITIAL,
    MEMORY,
    MOVES,
    Happening,
    Life,
    LifeEvent,
    as_of,
    life_of,
    lived,
    paths,
    sources,
    transition,
)

__all__ = [
    "INITIAL",
    "MEMORY",
    "MOVES",
    "Answer",
    "AnswerKind",
    "Decision",
    "DecisionKind",
    "DecisionScope",
    "Happening",
    "Life",
    "LifeEvent",
    "NoticeStep",
    "StepKind",
    "as_of",
    "check_answer",
    "check_step",
    "follow",
    "grounds",
    "is_closed",
    "known_by",
    "last_due",
    "life_of",
    "lived",
    "paths",
    "reach",
    "sources",
    "transition",
]
