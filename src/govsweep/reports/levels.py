"""Totals by level (市、县、部门): the sites of each, and how they come out."""

from typing import NamedTuple

from govsweep.facts import Site
from govsweep.findings import State
from govsweep.reports import figures
from govsweep.reports.inert import one_line
from govsweep.reports.printed_table import PrintedTable, TableColumn
from govsweep.reports.snapshot import Snapshot
from govsweep.reports.unchecked import checked_sites

_UNSAID = "未填层级"


class LevelRow(NamedTuple):
    """The sites of a level and kind, or all of them."""

    name: str
    sites: int
    checked: int  # as the bulletin counts them: one that can't be opened was checked, too
    troubled: int
    problems: int
    fixed: int


def levels(snapshot: Snapshot) -> list[LevelRow]:
    """A row a level and kind, in the order in which the registry names them; the sum last."""
    groups: dict[str, list[Site]] = {}
    listed = figures.listed(snapshot)
    for site in listed:
        groups.setdefault(_group(site), []).append(site)
    rows = [_row(snapshot, name, sites) for name, sites in groups.items()]
    return [*rows, _row(snapshot, "合计", listed)]


def _group(site: Site) -> str:
    level = one_line(site.level) or _UNSAID
    if site.is_portal:
        return f"{level}政府门户"
    return f"{level}部门" if "部门" in site.kind else level


def _row(snapshot: Snapshot, name: str, sites: list[Site]) -> LevelRow:
    own = {one.identifier for one in sites}
    found = [one for one in figures.of_period(snapshot) if one.site in own]
    return LevelRow(
        name,
        len(sites),
        sum(one.identifier in own for one in checked_sites(snapshot)),
        len({one.site for one in found}),
        len(found),
        sum(one.state is State.FIXED for one in found),
    )


def table(snapshot: Snapshot) -> PrintedTable[LevelRow]:
    """The same, to print."""
    columns = (
        TableColumn[LevelRow]("层级", 24, lambda row: row.name),
        TableColumn[LevelRow]("网站（个）", 12, lambda row: row.sites),
        TableColumn[LevelRow]("检查（个）", 12, lambda row: row.checked),
        TableColumn[LevelRow]("有突出问题（个）", 16, lambda row: row.troubled),
        TableColumn[LevelRow]("问题（条）", 12, lambda row: row.problems),
        TableColumn[LevelRow]("已整改（条）", 12, lambda row: row.fixed),
    )
    title = f"{snapshot.period.span.title}政府网站分层级统计表"
    note = "层级和类型照登记表；没有检查到的网站不作结论。"
    return PrintedTable(title, "分层级", columns, levels(snapshot), (note,))
