"""The list of notices (通知书台账): what was issued to whom, by when, and what came of it."""

import dataclasses
from collections.abc import Iterable, Sequence
from enum import StrEnum
from pathlib import Path
from typing import NamedTuple

from govsweep.facts import Subject
from govsweep.findings import Finding, State
from govsweep.lifecycle import StepKind
from govsweep.reports import figures, printed_table
from govsweep.reports.printed_table import PrintedTable, TableColumn
from govsweep.reports.snapshot import Snapshot
from govsweep.store import Notice


class NoticeProgress(StrEnum):
    """What the office has still to do about a notice, as it is printed."""

    LATE = "逾期未整改"
    UNDER_WAY = "整改中"
    DONE = "办结"  # nothing it names stands any more
    CLOSED = "结案"  # by the office, whatever still stands


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

    def count_of(self, kind: StepKind) -> int:
        """How many times the office did this about it."""
        return sum(one.kind is kind for one in self.notice.steps)

    @property
    def outcome(self) -> "NoticeProgress":
        """What the office has still to do about it."""
        if self.notice.is_closed:
            return NoticeProgress.CLOSED
        if self.late:
            return NoticeProgress.LATE
        is_over = self.count(State.FIXED, *figures.PUT_ASIDE) == len(self.findings)
        return NoticeProgress.DONE if is_over else NoticeProgress.UNDER_WAY


COLUMNS = (
    TableColumn[IssuedNotice]("序号", 6, lambda row: row.number),
    TableColumn[IssuedNotice]("文号", 20, lambda row: row.notice.number),
    TableColumn[IssuedNotice]("网站名称", 24, lambda row: row.site_name),
    TableColumn[IssuedNotice]("网站标识码", 12, lambda row: row.notice.site),
    TableColumn[IssuedNotice]("责任单位", 20, lambda row: row.notice.owner),
    TableColumn[IssuedNotice]("签发日期", 11, lambda row: row.notice.day),
    TableColumn[IssuedNotice]("整改期限", 11, lambda row: row.notice.last_due),
    TableColumn[IssuedNotice]("催办", 6, lambda row: row.count_of(StepKind.REMINDED)),
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
    late = {one.id for one in figures.overdue(snapshot)}
    return printed(listed(snapshot.notices, snapshot.subjects, snapshot.findings, late))


def listed(
    notices: Iterable[Notice], sites: Iterable[Subject], findings: Iterable[Finding], late: set[str]
) -> list[IssuedNotice]:
    """Notices with their findings, of which those in `late` are overdue."""
    names = {site.identifier: site.shown_name for site in sites}
    found = {one.id: one for one in findings}
    return [
        IssuedNotice(
            number,
            one,
            names.get(one.site, one.site),
            [found[key] for key in one.findings if key in found],
            len(late.intersection(one.findings)),
        )
        for number, one in enumerate(notices, start=1)
    ]


def printed(rows: Sequence[IssuedNotice]) -> PrintedTable[IssuedNotice]:
    """The list to be printed."""
    return PrintedTable("整改通知书台账", "通知书台账", COLUMNS, rows)


def write_xlsx(snapshot: Snapshot, path: Path) -> None:
    """Write the list as a workbook, its foot dated by the newest that it tells.

    A notice has the day on which it is issued, which is later than the night of what it is about.
    """
    told = [*(one.day for one in snapshot.notices), snapshot.as_of]
    dated = dataclasses.replace(snapshot, as_of=max(told))
    printed_table.write_xlsx(table(snapshot), dated, path)


def write_csv(snapshot: Snapshot, path: Path) -> None:
    """Write the list as CSV."""
    printed_table.write_csv(table(snapshot), path)
