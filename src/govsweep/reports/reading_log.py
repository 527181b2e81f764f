"""The log of a day's reading (读网记录): each site with what was read of it, by the ledger."""

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from govsweep.facts import PageState, Site
from govsweep.reports import figures, printed_table
from govsweep.reports.choices import Choices, Office
from govsweep.reports.figures import Coverage
from govsweep.reports.inert import one_line
from govsweep.reports.labels import reason_name
from govsweep.reports.printed_table import PrintedTable, TableColumn
from govsweep.reports.snapshot import Snapshot
from govsweep.reports.unread import how_far
from govsweep.roster import roster_days

_MOST_REASONS = 4


class LogRow(NamedTuple):
    """A site in the sweep of the day; without a coverage that sweep did not read it."""

    number: int
    site: Site
    coverage: Coverage | None
    fresh: int  # problems that this sweep was the first to see
    fixed: int  # that it saw to be mended
    unread: str = "当日没有读网"  # what to say without a coverage

    def ended(self, *states: PageState) -> int | str:
        """How many addresses came to these ends."""
        if self.coverage is None:
            return "—"
        return sum(self.coverage.ends[state] for state in states)

    @property
    def result(self) -> str:
        """How reading it went."""
        if self.coverage is None:
            return self.unread
        return how_far(self.coverage)

    @property
    def reasons(self) -> str:
        """Why addresses were not read, the most frequent first."""
        told = self.coverage.reasons[:_MOST_REASONS] if self.coverage is not None else ()
        said = [f"{reason_name(reason)}{count}" for _, reason, count in told]
        if self.coverage is not None and self.coverage.partly:
            said.append(f"只读到一部分的栏目{self.coverage.partly}")
        return "、".join(said)


COLUMNS = (
    TableColumn[LogRow]("序号", 6, lambda row: row.number),
    TableColumn[LogRow]("网站名称", 28, lambda row: one_line(row.site.name)),
    TableColumn[LogRow]("网站标识码", 12, lambda row: row.site.identifier),
    TableColumn[LogRow]("读网情况", 22, lambda row: row.result),
    TableColumn[LogRow]("已知网页", 9, lambda row: row.coverage.known if row.coverage else "—"),
    TableColumn[LogRow]("读取", 8, lambda row: row.ended(PageState.FETCHED, PageState.UNCHANGED)),
    TableColumn[LogRow]("失败", 8, lambda row: row.ended(PageState.FAILED)),
    TableColumn[LogRow]("被拦截", 8, lambda row: row.ended(PageState.BLOCKED)),
    TableColumn[LogRow]("未读", 8, lambda row: row.ended(PageState.CUT, PageState.LEFT)),
    TableColumn[LogRow]("没有读到的原因", 30, lambda row: row.reasons),
    TableColumn[LogRow]("新发现问题", 8, lambda row: row.fresh),
    TableColumn[LogRow]("确认已整改", 8, lambda row: row.fixed),
)


def table(snapshot: Snapshot, office: Office | None = None) -> PrintedTable[LogRow]:
    """A row a site that is listed, of the sweep that the snapshot stands on."""
    sweep = snapshot.sweep
    counted = [one for one in snapshot.findings if figures.counts(one)]
    read_of = figures.coverage_by_site(snapshot.own_ledger)
    rows = []
    for number, site in enumerate(figures.listed(snapshot), start=1):
        here = [one for one in counted if one.site == site.identifier]
        rows.append(
            LogRow(
                number,
                site,
                read_of.get(site.identifier),
                sum(one.first_sweep == sweep.id for one in here),
                sum(one.fixed_sweep == sweep.id for one in here),
                # An earlier sweep of the day may have read it.
                "本次没有读网" if sweep.number > 1 else "当日没有读网",
            )
        )
    asked = [row.coverage for row in rows if row.coverage is not None]
    read = [one for one in asked if one.read]
    whole = sum(one.whole for one in read)
    parts = ((len(read) - whole, "没有读完"), (len(asked) - len(read), "没有读到网页"))
    unread = "".join(f"、{count}个{word}" for count, word in parts if count)
    closed = f"，{sweep.closed_at:%Y-%m-%d %H:%M} 结束" if sweep.closed_at else "，还没有结束"
    balance = "账目平" if sweep.balanced else "账目不平，见 govsweep sweep status"
    notes = (
        f"第{sweep.id}号巡检，{sweep.opened_at:%Y-%m-%d %H:%M} 开始{closed}；"
        f"读完{whole}个{unread}，登记{len(rows)}个；{balance}。"
        "各网站已知网页等于读取、失败、被拦截、未读之和。",
        *_of_day(snapshot, office or Office()),
    )
    return PrintedTable(f"{sweep.night}读网记录", "读网记录", COLUMNS, rows, notes)


def _of_day(snapshot: Snapshot, office: Office) -> Iterator[str]:
    """Why sites were looked at more often that day, how often, and who was on duty."""
    night = snapshot.sweep.night
    (day,) = roster_days(night, night, office.roster or (), office.heightened_spans)
    times = snapshot.sweep.number
    if day.why:
        yield f"{night}为{day.why}，当日巡检{times}次{'，本表只记最后一次' if times > 1 else ''}。"
    elif times > 1:
        yield f"当日巡检{times}次，本表只记最后一次。"
    if day.shifts:
        yield f"值班：{'、'.join(one_line(one.told) for one in day.shifts)}。"
    elif office.roster_refused:
        yield f"值班表里没有读到这一天的人，有误的{office.roster_refused}行没有采用。"
    elif office.roster is not None:
        yield "值班表里这一天没有人。"


def write_xlsx(snapshot: Snapshot, path: Path, choices: Choices) -> None:
    """Write the log as a workbook."""
    printed_table.write_xlsx(table(snapshot, choices.office), snapshot, path)


def write_csv(snapshot: Snapshot, path: Path, choices: Choices) -> None:
    """Write the log as CSV."""
    printed_table.write_csv(table(snapshot, choices.office), path)
