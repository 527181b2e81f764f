"""The quarterly table of all sites and their outstanding problems (季度汇总表)."""

import csv
import io
from collections.abc import Collection, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import xlsxwriter

from govsweep.facts import Site
from govsweep.findings import Finding, Severity, State
from govsweep.periods import SiteLook
from govsweep.reports import error_rate, figures, labels, letters, media, printed_table
from govsweep.reports.choices import Choices, Office
from govsweep.reports.dates import chinese_day
from govsweep.reports.inert import csv_cell, is_formula, markdown_cell, one_line, xlsx_cell
from govsweep.reports.levels import table as level_table
from govsweep.reports.printed_table import (
    FRAME,
    PrintedTable,
    row_height,
    set_up_page,
    write_heads,
    write_notes,
)
from govsweep.reports.snapshot import Snapshot
from govsweep.reports.unchecked import UNCHECKED, checked_sites, unchecked_in_words, why_unseen
from govsweep.reports.writing import write_bytes
from govsweep.words.error_rate import NO_RATE, ErrorRate

_SHEET = "汇总表"
HEADS = (
    *("序号", "网站名称", "网站标识码", "存在的突出问题", "是否完成整改"),
    *("读到字数", "文字差错率（万分比）"),
)
NOTHING = "无"
_PARTLY = "未发现（没有看完）"  # as far as it was seen
_CLEAN = (NOTHING, _PARTLY)


class CensusRow(NamedTuple):
    """A site in the census."""

    number: int
    name: str
    identifier: str
    problems: str
    mended: str
    characters: str  # that were read; a dash where none was
    error_rate: str  # with its interval; a dash where no text was read

    @property
    def has_problems(self) -> bool:
        """Whether any problem is told of it."""
        return self.problems not in _CLEAN and not self.problems.startswith(f"{UNCHECKED}（")


def title(snapshot: Snapshot) -> str:
    """The heading of the table."""
    return f"{snapshot.period.span.title}政府网站普查情况汇总表"


def rows(snapshot: Snapshot) -> list[CensusRow]:
    """One row a site, in the registry's order; closed sites have left the census."""
    found = figures.by_site(figures.of_period(snapshot))
    rates = error_rate.of_snapshot(snapshot)
    checked = {one.identifier for one in checked_sites(snapshot)}
    return [
        CensusRow(
            number,
            one_line(site.name),
            site.identifier,
            _problems(snapshot, site, found.get(site.identifier, ()), checked),
            _mended(found.get(site.identifier, ())),
            *_error_rate(rates.get(site.identifier)),
        )
        for number, site in enumerate(figures.listed(snapshot), start=1)
    ]


def _error_rate(rate: ErrorRate | None) -> tuple[str, str]:
    """The characters that were read and the errors among them; dashes where nothing was."""
    return (str(rate.characters), rate.cell) if rate else (NO_RATE, NO_RATE)


def _problems(
    snapshot: Snapshot, site: Site, findings: Sequence[Finding], checked: Collection[str]
) -> str:
    """What is said of a site: of one without problems not more than was seen."""
    look = snapshot.period.look_at(site.identifier)
    if findings:
        found_now = look is not None and any(one.sweep == look.sweep for one in findings)
        told = _how_far(look, site.identifier in checked or found_now)
        return "、".join(wordings(findings)) + told
    if look is None or not look.read:
        return f"{UNCHECKED}（{why_unseen(snapshot, site)}）"
    return NOTHING if figures.coverage(look.ledger).whole else _PARTLY


def _how_far(look: SiteLook | None, is_of_now: bool) -> str:
    """What is to be said of a site beside its problems: that there may be others."""
    if look is None or not is_of_now:
        return "（本期未检查，系此前发现）"
    return "（没有看完）" if look.read and not figures.coverage(look.ledger).whole else ""


def notes(snapshot: Snapshot, office: Office | None = None) -> list[str]:
    """What stands below the table: how grave the problems are, by level, and what was not seen.

    Media accounts come out as the office judged them, as they do in every other paper.
    """
    found = figures.by_site(figures.of_period(snapshot))
    grave = sum(any(one.severity is Severity.SERIOUS for one in own) for own in found.values())
    listed = figures.listed(snapshot)
    checked = len(checked_sites(snapshot))
    away = sum(snapshot.period.look_at(site) is None for site in found)
    before = f"（其中{away}个本期没有检查，系此前发现）" if away else ""
    lines = [
        f"合计：网站{len(listed)}个，检查{checked}个，存在突出问题的{len(found)}个{before}，"
        f"其中有严重问题的{grave}个、只有一般问题的{len(found) - grave}个。"
    ]
    levels = _levels(snapshot, found)
    if levels:
        lines.append(f"按层级：{'；'.join(levels)}。")
    if snapshot.media:
        lines.append(f"{media.summary(snapshot, office)}见“政务新媒体”表。")
    if letters.any_read(snapshot):
        lines.append(f"网民留言：{letters.in_words(snapshot)}。")
    told = unchecked_in_words(snapshot)
    if told:
        lines.append(f"未检查的项目：{told}。表中所称“无”不包括这些项目。")
    waiting = [one for one in figures.current(snapshot) if figures.waits(one)]
    if waiting:
        sites = len({one.site for one in waiting})
        lines.append(f"另有{len(waiting)}条疑似或暂扣的等人核实，涉及网站{sites}个，没有列入。")
    return lines


def _levels(snapshot: Snapshot, found: Mapping[str, Sequence[Finding]]) -> list[str]:
    """The sites of each level of the registry, in the order in which it names them."""
    levels: dict[str, list[Site]] = {}
    for site in figures.listed(snapshot):
        levels.setdefault(one_line(site.level) or "未填层级", []).append(site)
    if len(levels) == 1 and "未填层级" in levels:
        return []
    return [
        f"{level}{len(sites)}个，有突出问题的{sum(one.identifier in found for one in sites)}个"
        for level, sites in levels.items()
    ]


def wordings(findings: Sequence[Finding]) -> list[str]:
    """How the census names these findings: each wording once, in the order of the codes."""
    ordered = sorted(findings, key=figures.census_order)
    return list(dict.fromkeys(labels.wording(finding) for finding in ordered))


def _mended(findings: Sequence[Finding]) -> str:
    if not findings:
        return ""
    return "是" if all(finding.state is State.FIXED for finding in findings) else "否"


def write_csv(snapshot: Snapshot, path: Path, choices: Choices) -> list[Path]:
    """Write the census as CSV that Excel opens as it is, and its other tables beside it."""
    more = _more(snapshot, choices.office)
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(HEADS)
    for row in rows(snapshot):
        writer.writerow((row.number, *(csv_cell(cell) for cell in row[1:])))
    told = [
        *notes(snapshot, choices.office),
        *printed_table.left_out(_SHEET, [one.sheet for one in more]),
    ]
    writer.writerows(printed_table.noted(told, len(HEADS)))
    write_bytes(path, text.getvalue().encode("utf-8-sig"))
    return printed_table.write_beside(path, more)


def _more(snapshot: Snapshot, office: Office) -> list[PrintedTable[Any]]:
    """The tables that follow the census in a workbook."""
    accounts = media.tables(snapshot, office) if snapshot.media else []
    return [level_table(snapshot), *accounts]


def write_markdown(snapshot: Snapshot, path: Path, choices: Choices) -> None:
    """Write the census as a Markdown table."""
    lines = [f"# {title(snapshot)}", "", _line(HEADS), "|---:|---|---|---|:---:|---:|:---:|"]
    lines += [_line((str(row.number), *map(markdown_cell, row[1:]))) for row in rows(snapshot)]
    below = notes(snapshot, choices.office)
    lines += [line for note in below for line in ("", markdown_cell(note))]
    write_bytes(path, ("\n".join(lines) + "\n").encode())


def _line(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"


def write_xlsx(snapshot: Snapshot, path: Path, choices: Choices) -> None:
    """Write the census as a workbook that is ready to be printed on A4 and signed."""
    name = one_line(choices.office.name or "") or "＿" * 10
    signed = (
        f"填报单位（盖章）：{name}　　　审核：＿＿＿＿＿　　　填表：＿＿＿＿＿　　　"
        f"日期：{chinese_day(snapshot.as_of)}"
    )
    with printed_table.workbook(title(snapshot), snapshot, path) as book:
        _fill(book, snapshot, [*notes(snapshot, choices.office), signed])
        for one in _more(snapshot, choices.office):
            printed_table.add_table(book, one, snapshot)


def _fill(book: xlsxwriter.Workbook, snapshot: Snapshot, below: Sequence[str]) -> None:
    centre = book.add_format(FRAME | {"align": "center"})
    left = book.add_format(FRAME)
    # Stays text even after somebody edits the cell.
    literal = book.add_format(FRAME | {"quote_prefix": True})
    sheet = book.add_worksheet(_SHEET)
    set_up_page(sheet, _WIDTHS, snapshot)
    write_heads(book, sheet, title(snapshot), HEADS, _WIDTHS)
    line = 1
    for line, row in enumerate(rows(snapshot), start=2):
        sheet.set_row(line, _height(row))
        sheet.write_number(line, 0, row.number, centre)
        sheet.write_string(line, 1, xlsx_cell(row.name), literal if is_formula(row.name) else left)
        sheet.write_string(line, 2, row.identifier, centre)
        sheet.write_string(line, 3, row.problems, left)
        sheet.write_string(line, 4, row.mended, centre)
        sheet.write_string(line, 5, row.characters, centre)
        sheet.write_string(line, 6, row.error_rate, centre)
    write_notes(book, sheet, line + 1, below, _WIDTHS)


_WIDTHS = (6, 28, 14, 40, 14, 12, 20)


def _height(row: CensusRow) -> float:
    """Room for the longest cell; not every program finds the height of wrapped text by itself."""
    lines = (
        -(-2 * len(row.name) // _WIDTHS[1]),  # a Chinese character is two digits wide
        -(-2 * len(row.problems) // _WIDTHS[3]),
    )
    return row_height(max(lines))
