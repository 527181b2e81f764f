"""What is to be mended now and was not at the sweep before, and the reverse: each is accounted for.

The one count less the other is what was new and came back, less what was mended, dismissed,
withdrawn or left with its site. What has no cause here would be a figure that nobody can explain.
"""

from collections import Counter
from collections.abc import Mapping
from enum import StrEnum
from typing import NamedTuple

from govsweep.findings import Finding, State
from govsweep.reports import figures
from govsweep.reports.snapshot import Snapshot, StoodFinding


class MoveCause(StrEnum):
    """Why a finding is to be mended now and was not before, or the reverse."""

    NEW = "新增"
    BACK = "复发"
    TAKEN_IN = "核实转入"  # it was suspected, held or dismissed, or its site not listed
    FIXED = "整改"
    DISMISSED = "驳回"
    WITHDRAWN = "规则撤回"
    CLOSED = "网站关停"
    TAKEN_OUT = "转为待核"  # it is suspected or held now, or told with another


_COME = (MoveCause.NEW, MoveCause.BACK, MoveCause.TAKEN_IN)
_TOLD = (MoveCause.NEW, MoveCause.BACK, MoveCause.FIXED)  # also where there are none


class Movement(NamedTuple):
    """From the sweep before until now."""

    before: int  # that were to be mended
    now: int
    counts: Mapping[MoveCause, int]
    rechecked: int  # of those mended, by a look between two sweeps
    new: tuple[Finding, ...]

    @property
    def explained(self) -> int:
        """The difference that the causes make."""
        return sum(number if cause in _COME else -number for cause, number in self.counts.items())

    @property
    def others(self) -> str:
        """The causes beside what was new, came back or was mended; "" where there are none."""
        return "、".join(
            f"{cause}{self.counts[cause]}条"
            for cause in MoveCause
            if cause not in _TOLD and self.counts[cause]
        )


def movement(snapshot: Snapshot) -> Movement | None:
    """What has changed since the sweep before; None where nothing is known of that."""
    if snapshot.stood is None:
        return None
    known = {one.id: one for one in snapshot.findings}
    now = {one.id: one for one in figures.current(snapshot) if figures.unresolved(one)}
    before = {key for key, one in snapshot.stood.items() if one.counted}
    come = {key: _why_come(one, snapshot.stood.get(key)) for key, one in now.items()}
    come = {key: cause for key, cause in come.items() if key not in before}
    listed = {one.identifier for one in figures.listed(snapshot)}
    gone = {
        key: _why_gone(known.get(key), snapshot.stood[key].site in listed)
        for key in before - now.keys()
    }
    return Movement(
        before=len(before),
        now=len(now),
        counts=Counter([*come.values(), *gone.values()]),
        rechecked=sum(
            cause is MoveCause.FIXED and known[key].fixed_sweep is None
            for key, cause in gone.items()
        ),
        new=tuple(now[key] for key, cause in come.items() if cause is MoveCause.NEW),
    )


def _why_come(finding: Finding, then: StoodFinding | None) -> MoveCause:
    if finding.state is State.RELAPSED or (then is not None and then.state is State.FIXED):
        return MoveCause.BACK
    return MoveCause.NEW if then is None else MoveCause.TAKEN_IN


def _why_gone(finding: Finding | None, listed: bool) -> MoveCause:
    """Why a finding is to be mended no more; one that is not there was judged away."""
    if not listed:
        return MoveCause.CLOSED
    if finding is None or finding.state is State.WITHDRAWN:
        return MoveCause.WITHDRAWN
    if finding.state is State.DISMISSED:
        return MoveCause.DISMISSED
    return MoveCause.FIXED if finding.state is State.FIXED else MoveCause.TAKEN_OUT
