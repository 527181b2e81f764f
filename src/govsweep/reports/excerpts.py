"""Excerpts: the sentence that a finding quotes, with its words marked, as papers print it."""

import re

from govsweep.findings import CONTEXT, Finding
from govsweep.reports.inert import one_line

_ENDS = re.compile(r"[。！？；!?;]")
_MORE = "……"


def excerpt(finding: Finding) -> str:
    """The quoted words in brackets within their sentence; "" where nothing is quoted.

    What stood farther away than a finding keeps is told by an ellipsis.
    """
    if not finding.quote:
        return ""
    before, after = finding.before, finding.after
    ends = list(_ENDS.finditer(before))
    if ends:
        before = before[ends[-1].end() :]
    elif len(before) >= CONTEXT:
        before = _MORE + before
    end = _ENDS.search(after)
    if end:
        after = after[: end.end()]
    elif len(after) >= CONTEXT:
        after += _MORE
    return f"{one_line(before)}【{one_line(finding.quote)}】{one_line(after)}"
