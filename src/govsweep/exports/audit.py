"""The audit as CSV: who did what, when, why, and what was before and after."""

import csv
import io
import json
from collections.abc import Iterable

from govsweep.accounts import AuditEntry
from govsweep.accounts.audit import ACT_NAMES
from govsweep.reports.inert import csv_cell

_HEADS = ("序号", "时间", "姓名", "身份", "来自", "操作", "对象", "理由", "之前", "之后")


def as_csv(entries: Iterable[AuditEntry]) -> str:
    """Entries as CSV, safe to open in a spreadsheet."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(_HEADS)
    for one in entries:
        words = (
            *(str(one.id), one.at.isoformat(timespec="seconds"), one.by.name, one.by.capacity),
            *(one.by.address, ACT_NAMES[one.act], one.subject, one.reason),
            *(json.dumps(facts, ensure_ascii=False) for facts in (one.before, one.after)),
        )
        writer.writerow([csv_cell(word) for word in words])
    return out.getvalue()
