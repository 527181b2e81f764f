"""The list of problems (问题台账): each finding, its unit, its notice, what became of it."""

import datetime as dt
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from govsweep.findings import Finding, State
from govsweep.reports import figures, printed_table
from govsweep.reports.excerpts import excerpt
from govsweep.reports.inert import visible
from govsweep.reports.labels import CERTAINTIES, SEVERITIES, STATES, check_name
from govsweep.reports.printed_table import PrintedTable, TableColumn
from govsweep.reports.snapshot import Snapshot
from govsweep.reports.unchecked import names_of, unchecked_in_words, unchecked_sites
from govsweep.store import Notice


class ListedProblem(NamedTuple):
    """A finding with the latest notice that names it."""

    number: int
    finding: Finding
    notice: Notice | None
    late: bool
    first: dt.date  # as all papers tell these days
    last: dt.date
    fixed: dt.date | None
    told: bool  # papers of the period speak of it and count it


_PRINTED = (  # what a unit is handed
    TableColumn[ListedProblem]("序号", 6, lambda row: row.number),
    TableColumn[ListedProblem]("编号", 10, lambda row: row.finding.short_id),
    TableColumn[ListedProblem]("网站名称", 16, lambda row: row.finding.site_name),
    TableColumn[ListedProblem]("责任单位", 16, lambda row: row.finding.owner),
    TableColumn[ListedProblem]("问题", 12, lambda row: check_name(row.finding.check)),
    TableColumn[ListedProblem]("网址", 28, lambda row: visible(row.finding.url)),
    TableColumn[ListedProblem]("问题说明", 34, lambda row: row.finding.message),
    TableColumn[ListedProblem]("修改建议", 14, lambda row: row.finding.suggestion),
    TableColumn[ListedProblem]("把握", 6, lambda row: CERTAINTIES[row.finding.certainty]),
    TableColumn[ListedProblem]("首次发现", 11, lambda row: row.first),
    TableColumn[ListedProblem]("状态", 10, lambda row: _state(row.finding)),
    TableColumn[ListedProblem](
        "整改期限", 11, lambda row: row.notice.last_due if row.notice else None
    ),
    TableColumn[ListedProblem]("逾期", 6, lambda row: "逾期" if row.late else None),
)
_FOLDED = (
    TableColumn[ListedProblem]("网站标识码", 12, lambda row: row.finding.site),
    TableColumn[ListedProblem]("程度", 8, lambda row: SEVERITIES[row.finding.severity]),
    TableColumn[ListedProblem]("栏目", 14, lambda row: row.finding.column),
    TableColumn[ListedProblem]("原文", 30, lambda row: excerpt(row.finding)),
    TableColumn[ListedProblem]("页面数", 8, lambda row: row.finding.sightings),
    TableColumn[ListedProblem]("最近看到", 11, lambda row: row.last),
    TableColumn[ListedProblem]("复发次数", 8, lambda row: row.finding.relapses),
    TableColumn[ListedProblem]("通知书", 16, lambda row: row.notice.number if row.notice else None),
    TableColumn[ListedProblem]("通知日期", 11, lambda row: row.notice.day if row.notice else None),
    TableColumn[ListedProblem]("整改日期", 11, lambda row: row.fixed),
    TableColumn[ListedProblem]("计入公文", 6, lambda row: "是" if row.told else None),
)


def table(snapshot: Snapshot) -> PrintedTable[ListedProblem]:
    """All findings by site, in the registry's order, as the census names them."""
    places = {site.identifier: place for place, site in enumerate(snapshot.subjects)}
    found = sorted(
        (one for one in snapshot.findings if one.site in places),
        key=lambda one: (places[one.site], figures.census_order(one)),
    )
    notices = _latest(snapshot)
    late = {one.id for one in figures.overdue(snapshot)}
    told = {one.id for one in (*figures.of_period(snapshot), *figures.of_media(snapshot))}
    rows = [
        ListedProblem(
            number,
            one,
            notices.get(one.id),
            one.id in late,
            *figures.days_of(snapshot, one),
            figures.fixed_on(snapshot, one),
            one.id in told,
        )
        for number, one in enumerate(found, start=1)
    ]
    columns, notes = (*_PRINTED, *_FOLDED), tuple(_notes(snapshot))
    return PrintedTable("网站问题台账", "问题台账", columns, rows, notes, len(_PRINTED))


def _notes(snapshot: Snapshot) -> Iterator[str]:
    """What papers count, and what is not told: no row is not the same as no problem."""
    yield _counted(snapshot)
    if told := unchecked_in_words(snapshot):
        yield f"未检查的项目：{told}。表中没有这些项目，不等于没有问题。"
    if unseen := names_of(unchecked_sites(snapshot)):
        yield f"未检查的网站（{len(unseen)}个）：{'、'.join(unseen)}。"


def _counted(snapshot: Snapshot) -> str:
    sites = figures.of_period(snapshot)
    fixed = sum(one.state is State.FIXED for one in sites)
    words = f"计入{snapshot.period.span.title}公文的：网站问题{len(sites)}条，已整改{fixed}条"
    if snapshot.media:
        media = figures.of_media(snapshot)
        fixed = sum(one.state is State.FIXED for one in media)
        words += f"；新媒体账号问题{len(media)}条，已整改{fixed}条"
    return f"{words}。"


def write_xlsx(snapshot: Snapshot, path: Path) -> None:
    """Write the list as a workbook."""
    printed_table.write_xlsx(table(snapshot), snapshot, path)


def write_csv(snapshot: Snapshot, path: Path) -> None:
    """Write the list as CSV."""
    printed_table.write_csv(table(snapshot), path)


def _latest(snapshot: Snapshot) -> Mapping[str, Notice]:
    return {finding: notice for notice in snapshot.notices for finding in notice.findings}


def _state(finding: Finding) -> str:
    """The state; what is held back for a look counts nowhere yet, and says so."""
    if finding.part_of:
        return f"{STATES[finding.state]}（属于{finding.part_of[:8]}）"
    return f"{STATES[finding.state]}（待核）" if finding.held is not None else STATES[finding.state]
