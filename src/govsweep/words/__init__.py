"""Words: text blocks to marks, by tiers, in one pass."""

from typing import TYPE_CHECKING

from govsweep.on_demand import loader

if TYPE_CHECKING:
    from govsweep.words.garbled_text import is_garbled
    from govsweep.words.lines import LineMark, judge_lines
    from govsweep.words.matcher import Matcher, join

__all__ = ["LineMark", "Matcher", "is_garbled", "join", "judge_lines"]

# Loaded when asked for: who only compares hosts needs none of the tiers.
__getattr__ = loader(
    __name__,
    {
        "LineMark": "lines",
        "Matcher": "matcher",
        "is_garbled": "garbled_text",
        "join": "matcher",
        "judge_lines": "lines",
    },
)
