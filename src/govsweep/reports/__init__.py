"""Reports: one frozen snapshot, written down for a reader.

Every report is a pure function of the snapshot, so no two papers of one day disagree, and the
same snapshot gives the same bytes today and in a year.
"""

from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import NamedTuple, TypeAlias

from govsweep.errors import InputError
from govsweep.reports.choices import Choices, Office, read_office
from govsweep.reports.district import narrowed
from govsweep.reports.one_site import of_chosen_site
from govsweep.reports.snapshot import Snapshot
from govsweep.reports.writing import is_stream

__all__ = ["REPORTS", "TABLES_OF_A_SITE", "Choices", "Office", "Report", "read_office", "write"]

# Gives the files that it wrote beside the one that was asked for, if any.
Writer: TypeAlias = Callable[[Snapshot, Path, Choices], list[Path] | None]


class Report(NamedTuple):
    """A report: what it is called, and who writes it by the ending of the path."""

    title: str
    writers: dict[str, Writer]
    note: str = ""  # what the command's help adds to its formats

    @property
    def ending(self) -> str:
        """The ending that is used where the user names no path."""
        return next(iter(self.writers))


# The libraries of each format are slow to load, and loaded only when one is written.


def _loaded(module: str) -> ModuleType:
    return import_module(f"govsweep.reports.{module}")


def _plain(module: str, name: str) -> Writer:
    """A writer that leaves the user no choices."""

    def write(snapshot: Snapshot, path: Path, _: Choices) -> list[Path] | None:
        made: list[Path] | None = getattr(_loaded(module), name)(snapshot, path)
        return made

    return write


def _chosen(module: str, name: str) -> Writer:
    """A writer that heeds what the user chose."""

    def write(snapshot: Snapshot, path: Path, choices: Choices) -> list[Path] | None:
        made: list[Path] | None = getattr(_loaded(module), name)(snapshot, path, choices)
        return made

    return write


def _table(module: str) -> dict[str, Writer]:
    """A list to print and to filter."""
    return {".xlsx": _plain(module, "write_xlsx"), ".csv": _plain(module, "write_csv")}


def _paper(name: str) -> dict[str, Writer]:
    """A paper in Word."""
    return {".docx": _chosen(f"papers.{name}", "write_docx")}


REPORTS: dict[str, Report] = {
    "census": Report(
        "季度普查情况汇总表",
        {
            ".xlsx": _chosen("census", "write_xlsx"),
            ".csv": _chosen("census", "write_csv"),
            ".md": _chosen("census", "write_markdown"),
        },
    ),
    "bulletin": Report("通报", _paper("bulletin")),
    "notice": Report(
        "整改通知书",
        _paper("notice"),
        "，用 --site 指明网站，或用 --all-open 全部；加 --issue 签发，不加是预览",
    ),
    "selfcheck": Report("自查报告", _paper("selfcheck")),
    "brief": Report(
        "一页简报",
        _paper("brief") | {".html": _chosen("papers.brief", "write_html")},
        "，给领导看，只有一页",
    ),
    "media": Report(
        "政务新媒体汇总表",
        {".xlsx": _chosen("media", "write_xlsx"), ".csv": _chosen("media", "write_csv")},
    ),
    "problems": Report("问题台账", _table("problem_list")),
    "accessibility": Report("无障碍、移动端和IPv6检测报告", _table("accessibility")),
    "notices": Report("整改通知书台账", _table("notice_list")),
    "duties": Report(
        "信息公开和发布任务情况表",
        {".xlsx": _chosen("duties", "write_xlsx"), ".csv": _chosen("duties", "write_csv")},
        "，用 --owner 指明单位，出它自己的自查表",
    ),
    "levels": Report(
        "各级汇总表",
        {".xlsx": _chosen("joined", "write_xlsx"), ".csv": _chosen("joined", "write_csv")},
        "，本级和下级上报的合计",
    ),
    "letters": Report("网民留言办理情况表", _table("letters")),
    "interpretations": Report("政策解读关联情况表", _table("interpretations")),
    "reading": Report(
        "读网记录",
        {
            ".xlsx": _chosen("reading_log", "write_xlsx"),
            ".csv": _chosen("reading_log", "write_csv"),
        },
        "，最近一次巡检的；--as-of 指明哪一天",
    ),
    "suspects": Report("假冒网站线索台账", _table("suspects")),
    "trends": Report(
        "网站问题趋势",
        {".xlsx": _chosen("trends", "write_xlsx"), ".csv": _chosen("trends", "write_csv")},
    ),
    "dashboard": Report(
        "巡检总览网页", {".html": _chosen("dashboard", "write_html")}, "，一个文件"
    ),
}


# What the self-check of one site names as the source of its figures.
TABLES_OF_A_SITE = (
    *("census", "problems", "duties", "letters", "interpretations", "accessibility"),
)


def write(name: str, snapshot: Snapshot, path: Path, choices: Choices | None = None) -> list[Path]:
    """Write a report; the ending of the path chooses its format, of a device or pipe if it has one.

    Gives the files that were written beside the one that was asked for.

    Raises `InputError` where the report is not known, or cannot be written there.
    """
    if name not in REPORTS:
        raise InputError(f"没有名为“{name}”的报告，可选：{'、'.join(REPORTS)}")
    writers = REPORTS[name].writers
    ending = path.suffix.lower()
    if not ending and is_stream(path):
        ending = REPORTS[name].ending
    writer = writers.get(ending)
    if writer is None:
        endings = "、".join(writers)
        raise InputError(f"{path}：报告 {name} 只能写成 {endings} 文件，请更改文件名的后缀")
    choices = choices or Choices()
    if choices.district:
        snapshot, choices = narrowed(snapshot, choices)
    elif name in TABLES_OF_A_SITE:
        snapshot, choices = of_chosen_site(snapshot, choices)
    return writer(snapshot, path, choices) or []
