"""What units owe, by the office's own lists: 目录.csv, 任务.csv, 采用.csv and 必挂.csv."""

from govsweep.duties.lists import Duty, DutyList, ReadDuties, heads_of, read_duties, strange_units
from govsweep.duties.progress import QuotaOutlook, QuotaProgress, counts_for, progress

__all__ = [
    "Duty",
    "DutyList",
    "QuotaOutlook",
    "QuotaProgress",
    "ReadDuties",
    "counts_for",
    "heads_of",
    "progress",
    "read_duties",
    "strange_units",
]
