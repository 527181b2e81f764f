"""One site under two packs of rules: what comes out otherwise."""

from dataclasses import dataclass

from govsweep.assess.outcome import Outcome, Result
from govsweep.assess.scoring import Assessment


@dataclass(frozen=True, slots=True, kw_only=True)
class RowDifference:
    """A row that comes out otherwise, or fails in a pack that alone has it."""

    row: str
    name: str
    before: Outcome | None  # None: the pack has no such row
    after: Outcome | None


def differences(before: Assessment, after: Assessment) -> list[RowDifference]:
    """What two packs say otherwise of a site, in the order of the first."""
    first = {one.row.id: one for one in before.outcomes}
    second = {one.row.id: one for one in after.outcomes}
    found = []
    for identifier in first | second:
        old, new = first.get(identifier), second.get(identifier)
        if not _differ(old, new):
            continue
        row = (new or old).row  # type: ignore[union-attr]  # one of them is there
        found.append(RowDifference(row=identifier, name=row.name, before=old, after=new))
    return found


def _differ(old: Outcome | None, new: Outcome | None) -> bool:
    if old is None or new is None:
        alone = old or new
        return alone is not None and alone.result is Result.FAIL
    return (old.result, old.points) != (new.result, new.points)
