"""Words: text blocks to marks, by tiers, in one pass."""

from govsweep.words import cards
from govsweep.words.garbled_text import is_garbled
from govsweep.words.lines import LineMark, judge_lines
from govsweep.words.matcher import Matcher, join

__all__ = ["LineMark", "Matcher", "cards", "is_garbled", "join", "judge_lines"]
