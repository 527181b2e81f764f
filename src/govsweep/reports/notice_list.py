"""The list of notices (通知书台账): what was issued to whom, by when, and what came of it."""

from pathlib import Path
from typing import NamedTuple

from govsweep.findings import Finding, State
from govsweep.reports import figures, printed_table
from govsweep.reports.printed_table import PrintedTable, TableColumn
from govsweep.reports.snapshot import Snapshot
from govsweep.store import Notice


class IssuedNotice(NamedTuple):
    """A notice with its findings as they stand."""

    number: int
    notice: Notice
    site_name: str
    findings: list[Finding]
    late: int  # of its findings, those that are overdue

    def count(self, *states: State) -> int:
        """How many of its findings are in one of these states."""
        return sum(one.state in states for one in self.findings)

    @property
    def outcome(self) -> str:
        """What the office has still to do about it."""
        if self.late:
            return "逾期未整改"
        is_over = self.count(State.FIXED, *figures.PUT_ASIDE) == len(self.findings)
        return "办结" if is_over else "整改中"


COLUMNS = (
    TableColumn[IssuedNotice]("序号", 6, lambda row: row.number),
    TableColumn[IssuedNotice]("文号", 20, lambda row: row.notice.number),
    TableColumn[IssuedNotice]("网站名称", 24, lambda row: row.site_name),
    TableColumn[IssuedNotice]("网站标识码", 12, lambda row: row.notice.site),
    TableColumn[IssuedNotice]("责任单位", 20, lambda row: row.notice.owner),
    TableColumn[IssuedNotice]("签发日期", 11, lambda row: row.notice.day),
    TableColumn[IssuedNotice]("整改期限", 11, lambda row: row.notice.due),
    TableColumn[IssuedNotice]("问题数", 8, lambda row: len(row.findings)),
    TableColumn[IssuedNotice]("已整改", 8, lambda row: row.count(State.FIXED)),
    TableColumn[IssuedNotice]("未整改", 8, lambda row: row.count(State.NOTIFIED, State.OPEN)),
    TableColumn[IssuedNotice]("复发", 8, lambda row: row.count(State.RELAPSED)),
    TableColumn[IssuedNotice]("驳回或撤回", 10, lambda row: row.count(*figures.PUT_ASIDE)),
    TableColumn[IssuedNotice]("逾期", 8, lambda row: row.late),
    TableColumn[IssuedNotice]("办理情况", 12, lambda row: row.outcome),
)


def table(snapshot: Snapshot) -> PrintedTable[IssuedNotice]:
    """All notices, the oldest first."""
    names = {site.identifier: site.name for site in snapshot.sites}
    found = {one.id: one for one in snapshot.findings}
    late = {one.id for one in figures.overdue(snapshot)}
    rows = [
        IssuedNotice(
            number,
            one,
            names.get(one.site, one.site),
            [found[key] for key in one.findings if key in found],
            len(late.intersection(one.findings)),
        )
        for number, one in enumerate(snapshot.notices, start=1)
    ]
    return PrintedTable("整改通知书台账", "通知书台账", COLUMNS, rows)


def write_xlsx(snapshot: Snapshot, path: Path) -> None:
    """Write the list as a workbook."""
    printed_table.write_xlsx(table(snapshot), snapshot, path)


def write_csv(snapshot: Snapshot, path: Path) -> None:
    """Write the list as CSV."""
    printed_table.write_csv(table(snapshot), path)
