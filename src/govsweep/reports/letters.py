"""The table of letters (网民留言办理情况表): how many came to each site and how fast they went."""

from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from govsweep.facts import Letter, Site
from govsweep.letters import LetterFigures
from govsweep.letters import figures as figures_of
from govsweep.reports import figures, printed_table
from govsweep.reports.inert import one_line
from govsweep.reports.printed_table import PrintedTable, TableColumn
from govsweep.reports.snapshot import Snapshot
from govsweep.reports.unchecked import UNCHECKED

_NOT_READ = "没有读到写明时间的留言"
_EVERY = "合计"


class LettersRow(NamedTuple):
    """A site with the letters that came to it in the period, or all sites together."""

    number: int | None  # None: all together
    name: str
    identifier: str
    figures: LetterFigures | None  # None: no letter of the period was read

    def told(self, field: str) -> str | int:
        """One of the figures; of a site of which none was read it says so."""
        if self.figures is None:
            return UNCHECKED
        value = getattr(self.figures, field)
        return "—" if value is None else value if isinstance(value, int) else str(value)

    def within(self, place: int) -> str | int:
        """How many answers took no longer than one of the usual terms, shortest first."""
        if self.figures is None:
            return UNCHECKED
        return (*self.figures.within, *self.figures.within_days)[place]

    @property
    def share(self) -> str:
        """The share of letters that were answered."""
        if self.figures is None:
            return UNCHECKED
        return f"{self.figures.answered / self.figures.received:.1%}"


COLUMNS = (
    TableColumn[LettersRow]("序号", 6, lambda row: row.number),
    TableColumn[LettersRow]("网站名称", 26, lambda row: row.name),
    TableColumn[LettersRow]("网站标识码", 12, lambda row: row.identifier),
    TableColumn[LettersRow]("来信", 8, lambda row: row.told("received")),
    TableColumn[LettersRow]("办结", 8, lambda row: row.told("answered")),
    TableColumn[LettersRow]("办结率", 9, lambda row: row.share),
    TableColumn[LettersRow]("平均工作日", 8, lambda row: row.told("average")),
    TableColumn[LettersRow]("最长工作日", 8, lambda row: row.told("longest")),
    TableColumn[LettersRow]("1个工作日内", 8, lambda row: row.within(0)),
    TableColumn[LettersRow]("2个工作日内", 8, lambda row: row.within(1)),
    TableColumn[LettersRow]("3个工作日内", 8, lambda row: row.within(2)),
    TableColumn[LettersRow]("5个工作日内", 8, lambda row: row.within(3)),
    TableColumn[LettersRow]("30天内", 8, lambda row: row.within(4)),
    TableColumn[LettersRow]("90天内", 8, lambda row: row.within(5)),
    TableColumn[LettersRow]("逾5个工作日未答复", 9, lambda row: row.told("overdue")),
    TableColumn[LettersRow]("看不出是否答复", 9, lambda row: row.told("unclear")),
    TableColumn[LettersRow]("疑似敷衍", 8, lambda row: row.told("empty")),
)
_NOTES = (
    "按网站公开的留言统计：来信为提交时间在本期之内的；时长从提交次日起按工作日计，当日答复的为0；"
    "没有公开答复日期的不计入时长。没有公开的留言不在其内。",
    f"“{UNCHECKED}”：{_NOT_READ}，不等于没有来信。",
)


def table(snapshot: Snapshot) -> PrintedTable[LettersRow]:
    """A row a site in the registry's order, and all of them together."""
    rows = [
        LettersRow(number, one_line(site.name), site.identifier, _figures(snapshot, own))
        for number, (site, own) in enumerate(_by_site(snapshot), start=1)
    ]
    every = _figures(snapshot, _all(snapshot))
    if every is not None:
        rows.append(LettersRow(None, _EVERY, "", every))
    return PrintedTable(
        f"{snapshot.period.span.title}网民留言办理情况表", "留言办理", COLUMNS, rows, _NOTES
    )


def in_words(snapshot: Snapshot) -> str:
    """The letters of all sites of a snapshot in a sentence, without its stop."""
    told = _figures(snapshot, _all(snapshot))
    if told is None:
        return f"网站公开的留言{UNCHECKED}（本期{_NOT_READ}）"
    sites = sum(_figures(snapshot, own) is not None for _, own in _by_site(snapshot))
    return f"读到{sites}个网站公开的留言，{told.in_words}"


def figures_of_all(snapshot: Snapshot) -> LetterFigures | None:
    """The figures of all sites together; None where no letter of the period was read."""
    return _figures(snapshot, _all(snapshot))


def any_read(snapshot: Snapshot) -> bool:
    """Whether any letter of the period was read on any site."""
    return _figures(snapshot, _all(snapshot)) is not None


def write_xlsx(snapshot: Snapshot, path: Path) -> None:
    """Write the table as a workbook."""
    printed_table.write_xlsx(table(snapshot), snapshot, path)


def write_csv(snapshot: Snapshot, path: Path) -> None:
    """Write the table as CSV."""
    printed_table.write_csv(table(snapshot), path)


def _by_site(snapshot: Snapshot) -> list[tuple[Site, tuple[Letter, ...]]]:
    kept = {home.site: home.letters for home in snapshot.homes}
    return [(site, kept.get(site.identifier, ())) for site in figures.listed(snapshot)]


def _all(snapshot: Snapshot) -> list[Letter]:
    return [letter for _, own in _by_site(snapshot) for letter in own]


def _figures(snapshot: Snapshot, letters: Iterable[Letter]) -> LetterFigures | None:
    span = snapshot.period.span
    last = min(span.ends, snapshot.as_of)
    return figures_of(letters, span.begins, last, snapshot.as_of)
