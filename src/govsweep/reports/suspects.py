"""The register of suspected counterfeits (假冒网站线索台账): each with its steps."""

from pathlib import Path
from typing import Any, NamedTuple

from govsweep.reports import printed_table
from govsweep.reports.inert import one_line, visible
from govsweep.reports.printed_table import PrintedTable, TableColumn
from govsweep.reports.snapshot import Snapshot
from govsweep.suspects import Stage, Suspect, SuspectFigures, figures

_NOTES = (
    "线索来自巡检（登记网站的链接通向的站外主机）和本单位登记的线索；一律先核实，待核实的不是定论。",
    "“能否打开”是最近一次访问的情况，每周至少一次；空白为还没有访问过。",
)


class SuspectLine(NamedTuple):
    """A suspect as the table prints it."""

    number: int
    suspect: Suspect
    imitated: str

    @property
    def answers(self) -> str:
        """Whether it answered when it was asked last."""
        if self.suspect.answered is None:
            return ""
        return f"{'能' if self.suspect.answered else '不能'}（{self.suspect.asked}）"

    def day(self, stage: Stage) -> str:
        """The last day on which it came to a stage."""
        days = [one.day for one in self.suspect.steps if one.stage is stage]
        return str(days[-1]) if days else ""

    @property
    def notes(self) -> str:
        """What was noted at its steps."""
        return "；".join(
            f"{one.day} {one.stage.word}：{one_line(one.note)}"
            for one in self.suspect.steps
            if one.note
        )


COLUMNS = (  # the last two are folded in print
    TableColumn[SuspectLine]("序号", 6, lambda row: row.number),
    TableColumn[SuspectLine]("网址", 30, lambda row: visible(row.suspect.url)),
    TableColumn[SuspectLine]("自称", 20, lambda row: one_line(row.suspect.name)),
    TableColumn[SuspectLine]("被冒用网站", 22, lambda row: row.imitated),
    TableColumn[SuspectLine]("理由", 28, lambda row: one_line(row.suspect.reason)),
    TableColumn[SuspectLine]("发现", 11, lambda row: str(row.suspect.found)),
    TableColumn[SuspectLine]("阶段", 8, lambda row: row.suspect.stage.word),
    TableColumn[SuspectLine]("核实", 11, lambda row: row.day(Stage.VERIFIED)),
    TableColumn[SuspectLine]("报备", 11, lambda row: row.day(Stage.REPORTED)),
    TableColumn[SuspectLine]("处置", 11, lambda row: row.day(Stage.HANDLED)),
    TableColumn[SuspectLine]("能否打开", 16, lambda row: row.answers),
    TableColumn[SuspectLine]("来源", 10, lambda row: one_line(row.suspect.source)),
    TableColumn[SuspectLine]("说明", 40, lambda row: row.notes),
)


def table(snapshot: Snapshot) -> PrintedTable[SuspectLine]:
    """A row a suspect, the newest first."""
    names = {site.identifier: one_line(site.name) for site in snapshot.sites}
    rows = [
        SuspectLine(number, one, names.get(one.site, ""))
        for number, one in enumerate(snapshot.suspects, start=1)
    ]
    notes = (*snapshot.unswept, *_NOTES)
    return PrintedTable("假冒网站线索台账", "假冒线索", COLUMNS, rows, notes, len(COLUMNS) - 2)


def write_xlsx(snapshot: Snapshot, path: Path) -> None:
    """Write the table as a workbook."""
    printed_table.write_xlsx(table(snapshot), snapshot, path)


def write_csv(snapshot: Snapshot, path: Path) -> None:
    """Write the table as CSV."""
    printed_table.write_csv(table(snapshot), path)


def period_figures(snapshot: Snapshot) -> SuspectFigures:
    """The figures of a snapshot's period."""
    span = snapshot.period.span
    return figures(snapshot.suspects, span.begins, min(span.ends, snapshot.as_of))


def in_words(snapshot: Snapshot) -> str:
    """The figures in a sentence; "" where there never was a suspect."""
    told = period_figures(snapshot)
    if not told.total and not told.by_stage:
        return ""
    stages = told.by_stage
    return (
        f"假冒网站方面，本期新增线索{told.found_since}条；"
        f"至{snapshot.as_of.month}月{snapshot.as_of.day}日，"
        f"经核实的假冒网站{told.counterfeits}个，其中已报备{stages.get(Stage.REPORTED, 0)}个、"
        f"已处置{stages.get(Stage.HANDLED, 0)}个（本期处置{told.handled_since}个），"
        f"仍能打开{told.answering}个；待核实{stages.get(Stage.FOUND, 0)}条，"
        f"排除{stages.get(Stage.CLEARED, 0)}条。"
    )


def paper_words(snapshot: Snapshot) -> dict[str, Any]:
    """What papers say of counterfeits."""
    return {"suspects_told": in_words(snapshot)}
