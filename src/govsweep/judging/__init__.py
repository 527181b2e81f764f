"""Judging: facts to findings, the same for workers, settling, a second judging and `judge`.

`Judges` holds what judging takes; its `pages` derive and judge pages, its `facts` judge columns,
links and whole sites, for one sweep each.
"""

from govsweep.judging.deriving import Deriver
from govsweep.judging.facts import FactJudge, JudgedFact
from govsweep.judging.judges import Judges
from govsweep.judging.pages import PageJudge

__all__ = ["Deriver", "FactJudge", "JudgedFact", "Judges", "PageJudge"]
