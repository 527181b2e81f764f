"""The table of interpretations (政策解读关联情况表): whether documents and they are linked."""

from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from govsweep.indicators import Measure
from govsweep.reports import figures, printed_table
from govsweep.reports.inert import one_line, visible
from govsweep.reports.printed_table import PrintedTable, TableColumn
from govsweep.reports.snapshot import Snapshot
from govsweep.reports.unchecked import UNCHECKED
from govsweep.store import StoredHome

_PAGES = 5  # addresses that a row names


class LinkageRow(NamedTuple):
    """A site, or all sites together: documents that were looked at, and how many are linked."""

    name: str
    identifier: str
    interpreted: tuple[int, int]  # documents that need an interpretation, and those that lead to it
    led_back: tuple[int, int]  # interpretations, and those that lead back to their document
    unlinked: tuple[str, ...] = ()  # addresses of some that are not linked

    @property
    def asked(self) -> int:
        """How many places were looked at."""
        return self.interpreted[0] + self.led_back[0]

    @property
    def linked(self) -> int:
        """In how many of them the link is there."""
        return self.interpreted[1] + self.led_back[1]

    @property
    def share(self) -> str:
        """The share that is linked (解读关联度); of a site without any document it is not known."""
        return f"{self.linked / self.asked:.1%}" if self.asked else UNCHECKED


def rows(snapshot: Snapshot) -> list[LinkageRow]:
    """A row a listed site, in the registry's order."""
    homes = {one.site: one for one in snapshot.homes}
    return [
        _row(one_line(site.name), site.identifier, homes.get(site.identifier))
        for site in figures.listed(snapshot)
    ]


def of_all(snapshot: Snapshot) -> LinkageRow | None:
    """All sites together; None where no document was looked at."""
    return _sum(rows(snapshot))


def _sum(sites: Iterable[LinkageRow]) -> LinkageRow | None:
    told = [one for one in sites if one.asked]
    if not told:
        return None
    return LinkageRow(
        "合计",
        "",
        (sum(one.interpreted[0] for one in told), sum(one.interpreted[1] for one in told)),
        (sum(one.led_back[0] for one in told), sum(one.led_back[1] for one in told)),
    )


def _row(name: str, identifier: str, home: StoredHome | None) -> LinkageRow:
    told = {one.topic: one for one in (home.survey if home is not None else ())}
    pairs = [told.get(topic) for topic in (Measure.INTERPRETED, Measure.LINKED_BACK)]
    interpreted, led_back = (
        (one.asked, one.asked - one.bad) if one is not None else (0, 0) for one in pairs
    )
    pages = (url for one in pairs if one is not None for url in one.pages)
    return LinkageRow(name, identifier, interpreted, led_back, tuple(dict.fromkeys(pages))[:_PAGES])


COLUMNS = (
    TableColumn[LinkageRow]("网站名称", 28, lambda row: row.name),
    TableColumn[LinkageRow]("网站标识码", 12, lambda row: row.identifier),
    TableColumn[LinkageRow]("抽查文件（件）", 16, lambda row: row.interpreted[0]),
    TableColumn[LinkageRow]("关联解读（件）", 16, lambda row: row.interpreted[1]),
    TableColumn[LinkageRow]("抽查解读（件）", 16, lambda row: row.led_back[0]),
    TableColumn[LinkageRow]("关联文件（件）", 16, lambda row: row.led_back[1]),
    TableColumn[LinkageRow]("关联率", 10, lambda row: row.share),
    TableColumn[LinkageRow]("没有关联的", 60, lambda row: "、".join(map(visible, row.unlinked))),
)
_NOTES = (
    "关联率是两项关联的件数占两项抽查的件数；抽查的件按网站和检查指标的抽样办法抽取。",
    f"“{UNCHECKED}”：没有读到应当解读的政策文件和解读，不等于没有关联。",
)


def table(snapshot: Snapshot) -> PrintedTable[LinkageRow]:
    """The same, to print, the sum last."""
    told = rows(snapshot)
    if (every := _sum(told)) is not None:
        told.append(every)
    title = f"{snapshot.period.span.title}政策解读关联情况表"
    return PrintedTable(title, "解读关联", COLUMNS, told, _NOTES)


def write_xlsx(snapshot: Snapshot, path: Path) -> None:
    """Write the table as a workbook."""
    printed_table.write_xlsx(table(snapshot), snapshot, path)


def write_csv(snapshot: Snapshot, path: Path) -> None:
    """Write the table as CSV."""
    printed_table.write_csv(table(snapshot), path)
