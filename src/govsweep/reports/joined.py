"""The table of all levels (各级汇总表): own figures, those that were sent, and their sum."""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from govsweep.bundles import BundleFigures, BundleSite, SiteCoverage, figures_of
from govsweep.reports import printed_table
from govsweep.reports.bundling import own_sites
from govsweep.reports.joining import Joined, joined
from govsweep.reports.printed_table import PrintedTable, TableColumn
from govsweep.reports.snapshot import Snapshot

OWN, SUM, NOT_SENT = "本级", "合计", "未上报"
_NAMED = 10


class JoinedRow(NamedTuple):
    """A district's figures; None where it sent nothing."""

    name: str
    figures: BundleFigures | None
    data_of: str = ""  # the day up to which it was known
    note: str = ""


def rows(snapshot: Snapshot) -> list[JoinedRow]:
    """The level's own sites, then each sender's by district, who sent nothing, and the sum."""
    whole = joined(own_sites(snapshot), snapshot.bundles, snapshot.senders)
    counted = [*whole.own, *(one for sites in whole.sent.values() for one in sites)]
    return [
        JoinedRow(OWN, figures_of(whole.own), str(snapshot.as_of), _unseen(whole.own)),
        *_sent(snapshot, whole),
        *(JoinedRow(name, None, note=NOT_SENT) for name in whole.missing),
        JoinedRow(SUM, figures_of(counted), str(snapshot.as_of), _lacking(whole)),
    ]


def _sent(snapshot: Snapshot, whole: Joined) -> Iterator[JoinedRow]:
    for bundle in snapshot.bundles:
        sites = whole.sent[bundle.sender]
        day = str(bundle.manifest.as_of)
        twice = whole.twice[bundle.sender]
        note = f"另有 {twice} 个网站本级已检查，计入本级" if twice else ""
        for number, (district, own) in enumerate(_by_district(sites, bundle.sender)):
            name = bundle.sender
            if district != bundle.sender:
                name = f"{bundle.sender}/{district}"
            told = "；".join(one for one in ("" if number else note, _unseen(own)) if one)
            yield JoinedRow(name, figures_of(own), day, told)


def _by_district(sites: Iterable[BundleSite], sender: str) -> list[tuple[str, list[BundleSite]]]:
    groups: dict[str, list[BundleSite]] = {sender: []}
    for one in sites:
        groups.setdefault(one.district, []).append(one)
    return [(name, own) for name, own in groups.items() if own or name == sender]


def _unseen(sites: Sequence[BundleSite]) -> str:
    names = [one.name for one in sites if one.coverage is SiteCoverage.NONE]
    more = f"等 {len(names)} 个" if names[_NAMED:] else ""
    return f"未检查：{'、'.join(names[:_NAMED])}{more}" if names else ""


def _lacking(whole: Joined) -> str:
    return f"不含未上报的：{'、'.join(whole.missing)}" if whole.missing else ""


def _cell(field: str) -> TableColumn[JoinedRow]:
    heads = {
        "sites": "网站（个）",
        "checked": "检查（个）",
        "troubled": "有突出问题（个）",
        "problems": "问题（条）",
        "fixed": "已整改（条）",
        "known": "已知网页（个）",
        "read": "读到网页（个）",
    }

    def cell(row: JoinedRow) -> int | None:
        return getattr(row.figures, field) if row.figures is not None else None

    return TableColumn[JoinedRow](heads[field], 13, cell)


COLUMNS = (
    TableColumn[JoinedRow]("地区", 22, lambda row: row.name),
    *map(_cell, ("sites", "checked", "troubled", "problems", "fixed", "known", "read")),
    TableColumn[JoinedRow]("数据截至", 12, lambda row: row.data_of),
    TableColumn[JoinedRow]("说明", 40, lambda row: row.note),
)
_NOTES = (
    "下级的数字来自其签名的数据包，照上报时的情况；未上报的留空，不当作零。",
    "一个网站只计一次：本级检查过的计入本级，没有检查而下级检查过的计入下级。",
)


def table(snapshot: Snapshot) -> PrintedTable[JoinedRow]:
    """The same, to print."""
    title = f"{snapshot.period.span.title}政府网站检查各级汇总表"
    return PrintedTable(title, "各级汇总", COLUMNS, rows(snapshot), _NOTES)


def write_xlsx(snapshot: Snapshot, path: Path) -> None:
    """Write the table as a workbook."""
    printed_table.write_xlsx(table(snapshot), snapshot, path)


def write_csv(snapshot: Snapshot, path: Path) -> None:
    """Write the table as CSV."""
    printed_table.write_csv(table(snapshot), path)
