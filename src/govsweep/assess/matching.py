"""Which findings a row speaks of, how many they are, and what it could not see."""

import datetime as dt
from collections.abc import Iterable

from govsweep.addresses import canonical
from govsweep.assess.looking import check_of
from govsweep.assess.outcome import AssessedSite
from govsweep.assess.reach import is_known, unread
from govsweep.facts import Column, ColumnKind, TargetKind
from govsweep.findings import Finding
from govsweep.indicators import IndicatorRow
from govsweep.reading.addressing import kind_of

_STALE = "stale-column"
_NEVER_UPDATED = (ColumnKind.STATIC, ColumnKind.GUIDE)


def matches(row: IndicatorRow, finding: Finding, case: AssessedSite) -> bool:
    """Whether a finding is one that the row speaks of."""
    if finding.check not in row.looked_for:
        return False
    if finding.part_of and any(
        one.id == finding.part_of and one.check in row.looked_for for one in case.living
    ):
        return False  # the row counts its owner
    if row.kinds and finding.variant not in row.kinds:
        return False
    if row.subjects and finding.subject not in row.subjects:
        return False
    if row.files and kind_of(finding.subject) is not TargetKind.ATTACHMENT:
        return False
    if row.older_than is not None and not any(
        canonical(one.url) == canonical(finding.subject) and is_old(row, one, case.day)
        for one in case.columns
    ):
        return False
    if not row.place:
        return True
    home = _on_home(finding, case)
    if row.place == "home":
        return home
    return not home or (row.unit == "pages" and finding.sightings > 1)


def is_old(row: IndicatorRow, column: Column, day: dt.date) -> bool:
    """Whether a column has gone without an update for as long as the row asks."""
    if row.older_than is None:
        return True
    return column.newest is not None and (day - column.newest).days > row.older_than


def _on_home(finding: Finding, case: AssessedSite) -> bool:
    home = canonical(case.site.url)
    return any(canonical(url) == home for url in (finding.url, *finding.pages))


def count(row: IndicatorRow, found: Iterable[Finding], case: AssessedSite) -> int:
    """How many they are, in the row's unit."""
    found = list(found)
    if row.unit == "findings":
        number = len(found)
    else:
        apart = {canonical(case.site.url)} if row.place == "elsewhere" else set()
        pages = {canonical(url) or url for one in found for url in one.pages} - apart
        sightings = [one.sightings - bool(apart and _on_home(one, case)) for one in found]
        number = max([len(pages), *sightings])
    return min(number, row.most) if row.most is not None else number


def about(code: str) -> type | None:
    """What kind of fact a check judges; None for a check that is not there."""
    check = check_of(code)
    return check.about if check is not None else None


def unseen(row: IndicatorRow, case: AssessedSite) -> int:
    """How many columns the row may be about of which nobody can say how they stand."""
    if not _of_columns(row):
        return 0
    dark = [one for one in case.columns if _asked(row, one) and not _is_known(row, one)]
    code = _STALE if _STALE in row.codes else ""
    return len(dark) + unread(code, case, row.kinds)


def seen(row: IndicatorRow, case: AssessedSite) -> bool:
    """Whether any column was read that the row is about; without one it tells nothing."""
    if row.needs is not None and not any(
        one.seen and one.entries and row.needs.matches(one.kind, one.name) for one in case.columns
    ):
        return False
    return not _of_columns(row) or any(
        _asked(row, one) and _is_known(row, one) for one in case.columns
    )


def idle(row: IndicatorRow, case: AssessedSite) -> list[Column]:
    """Columns without a duty that have been silent so long that a person must ask why."""
    limit = row.idle_after
    if limit is None:
        return []
    return [
        one
        for one in case.columns
        if one.seen
        and one.max_age_days is None
        and one.kind not in _NEVER_UPDATED
        and (not row.kinds or one.kind in row.kinds)
        and one.newest is not None
        and (case.day - one.newest).days > limit
    ]


def _of_columns(row: IndicatorRow) -> bool:
    return any(about(code) is Column for code in row.codes)


def _asked(row: IndicatorRow, column: Column) -> bool:
    """Whether the row is about a column, as far as its duty is known."""
    if row.kinds and column.kind not in row.kinds:
        return False
    return _STALE not in row.codes or column.max_age_days is not None


def _is_known(row: IndicatorRow, column: Column) -> bool:
    """Whether it was read, and shows days enough where the row asks for its age."""
    return is_known(column, dated=_STALE in row.codes)
