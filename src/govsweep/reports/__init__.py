"""Reports: one frozen snapshot, written down for a reader.

Every report is a pure function of the snapshot, so no two papers of one day disagree, and the
same snapshot gives the same bytes today and in a year.
"""

from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple, TypeAlias

from govsweep.errors import InputError
from govsweep.reports import census, dashboard
from govsweep.reports.snapshot import Snapshot

Writer: TypeAlias = Callable[[Snapshot, Path], None]


class Report(NamedTuple):
    """A report: what it is called, and who writes it by the ending of the path."""

    title: str
    writers: dict[str, Writer]

    @property
    def ending(self) -> str:
        """The ending that is used where the user names no path."""
        return next(iter(self.writers))


REPORTS: dict[str, Report] = {
    "census": Report("季度普查情况汇总表", census.WRITERS),
    "dashboard": Report("巡检总览网页", {".html": dashboard.write_html}),
}


def write(name: str, snapshot: Snapshot, path: Path) -> None:
    """Write a report; the ending of the path chooses its format."""
    if name not in REPORTS:
        raise InputError(f"没有名为“{name}”的报告，可选：{'、'.join(REPORTS)}")
    writers = REPORTS[name].writers
    writer = writers.get(path.suffix.lower())
    if writer is None:
        endings = "、".join(writers)
        raise InputError(f"{path}：报告 {name} 只能写成 {endings} 文件，请更改文件名的后缀")
    writer(snapshot, path)
