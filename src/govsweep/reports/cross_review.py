"""Cross-review (交叉复核) of a period: what of it can be reviewed, and the form to fill in."""

import csv
import datetime as dt
import io
from collections.abc import Iterable

from govsweep.bundles import SAMPLE_HEADS, SampleItem, agreement_by_draw, items_of
from govsweep.errors import InputError
from govsweep.periods import Span
from govsweep.reports.inert import csv_cell
from govsweep.reports.sent import sent_of
from govsweep.store import Store


def items_of_period(store: Store, span: Span, day: dt.date) -> list[SampleItem]:
    """What others sent of a period and can be reviewed; raises `InputError` where nothing can."""
    items = [
        item
        for one in sent_of(store, span, day, findings=True)
        for item in items_of(one.sender, one.sites, one.findings, one.bundles)
    ]
    if not items:
        raise InputError(f"{span.title}没有导入过数据包，或其中没有可以复核的")
    return items


def agreement_of_period(store: Store, span: Span, day: dt.date) -> list[str]:
    """How often reviewers agreed with what is in force of a period, in lines."""
    current = {one.sender: one.bundles for one in sent_of(store, span, day)}
    return agreement_by_draw(store.bundles.reviews(span.begins, span.ends), current)


def sample_form(drawn: Iterable[SampleItem], seed: str) -> bytes:
    """The form of a sample that a seed drew: CSV that Excel opens as it is."""
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(SAMPLE_HEADS)
    writer.writerows([*map(csv_cell, one.cells(seed))] for one in drawn)
    return text.getvalue().encode("utf-8-sig")
