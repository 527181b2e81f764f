"""Words: text blocks to marks, by tiers, in one pass."""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from govsweep.words.garbled_text import is_garbled
    from govsweep.words.lines import LineMark, judge_lines
    from govsweep.words.matcher import Matcher, join

__all__ = ["LineMark", "Matcher", "is_garbled", "join", "judge_lines"]

_WHERE = {
    "LineMark": "lines",
    "Matcher": "matcher",
    "is_garbled": "garbled_text",
    "join": "matcher",
    "judge_lines": "lines",
}


def __getattr__(name: str) -> Any:
    """Load what is asked for: who only compares hosts needs none of the tiers."""
    if name not in _WHERE:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    found = globals()[name] = getattr(import_module(f"{__name__}.{_WHERE[name]}"), name)
    return found
