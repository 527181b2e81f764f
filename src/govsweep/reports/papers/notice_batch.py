"""The list of notices that were written at once: what goes to whom, by when, in which file."""

import datetime as dt
import re
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from govsweep.facts import Subject
from govsweep.findings import Severity
from govsweep.reports import printed_table
from govsweep.reports.papers.notice import NoticeDraft
from govsweep.reports.printed_table import PrintedTable, TableColumn
from govsweep.reports.snapshot import Snapshot
from govsweep.store import Notice

LIST = "通知书清单"
_UNFIT = re.compile(r'[\\/:*?"<>|\s\x00-\x1f\x7f]+')
_LONGEST = 60  # characters of a name in a file's name; file systems count 255 bytes


def file_name(notice: Notice) -> str:
    """What the file of a notice is called."""
    return f"{fit(notice.number)}-{fit(notice.owner)}.docx"


def fit(name: str) -> str:
    """A name as part of a file's name."""
    return _UNFIT.sub("_", name).strip("._")[:_LONGEST] or "_"


class WrittenNotice(NamedTuple):
    """A notice of several, and its file."""

    number: str
    site: Subject
    draft: NoticeDraft
    due: dt.date
    file: str

    @property
    def serious(self) -> int:
        """How many of its findings are serious."""
        return sum(one.severity is Severity.SERIOUS for one in self.draft.findings)


def write_list(
    snapshot: Snapshot, rows: Sequence[WrittenNotice], path: Path, *, issued: bool
) -> None:
    """Write the list as a workbook, with room for who received which."""
    lines = list(enumerate(rows, start=1))
    columns = (
        TableColumn[tuple[int, WrittenNotice]]("序号", 6, lambda row: row[0]),
        TableColumn[tuple[int, WrittenNotice]]("编号", 24, lambda row: row[1].number),
        TableColumn[tuple[int, WrittenNotice]]("网站名称", 26, lambda row: row[1].site.shown_name),
        TableColumn[tuple[int, WrittenNotice]](
            "网站标识码", 12, lambda row: row[1].site.identifier
        ),
        TableColumn[tuple[int, WrittenNotice]]("责任单位", 24, lambda row: row[1].draft.owner),
        TableColumn[tuple[int, WrittenNotice]]("问题数", 8, lambda row: len(row[1].draft.findings)),
        TableColumn[tuple[int, WrittenNotice]]("其中严重", 9, lambda row: row[1].serious),
        TableColumn[tuple[int, WrittenNotice]]("整改期限", 11, lambda row: row[1].due),
        TableColumn[tuple[int, WrittenNotice]]("文件", 36, lambda row: row[1].file),
        TableColumn[tuple[int, WrittenNotice]]("签收人", 10, lambda _: None),
        TableColumn[tuple[int, WrittenNotice]]("签收日期", 11, lambda _: None),
    )
    title = "整改通知书清单" if issued else "整改通知书清单（预览，尚未签发）"
    printed_table.write_xlsx(PrintedTable(title, LIST, columns, lines), snapshot, path)
