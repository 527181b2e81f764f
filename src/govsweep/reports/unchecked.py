"""What was not looked for, and why: nothing is called clean that nobody could see."""

from govsweep.checking import Need, checks
from govsweep.facts import Column, ColumnKind, SiteVisit
from govsweep.reports.snapshot import Snapshot

_OFF = "检查项没有启用"
_NO_PAGE = "没有读到页面"
_NO_COLUMN = "没有读到栏目"
_NO_HOME = "没有看到首页"


def why_unchecked(snapshot: Snapshot, code: str) -> str:
    """Why a check that found nothing cannot have run on any site of a snapshot; "" where it did."""
    known = checks().get(code)
    if known is None:
        return _OFF
    if code not in snapshot.checks:
        return known.needs.value if known.needs is Need.REPOSTS else _OFF
    if not any(snapshot.period.has_seen(site.identifier) for site in snapshot.sites):
        return _NO_PAGE
    if known.about is Column and not any(column.seen for column in snapshot.columns):
        return _NO_COLUMN
    if known.about is SiteVisit and not any(home.seen for home in snapshot.homes):
        return _NO_HOME
    if known.needs is Need.MESSAGES and not any(
        column.seen and column.entries and column.kind is ColumnKind.INTERACTION
        for column in snapshot.columns
    ):
        return known.needs.value
    return ""
