"""The form of what people have to judge, to be filled in: CSV that Excel opens as it is."""

import csv
import io
from collections.abc import Iterable
from pathlib import Path

from govsweep.assess import Assessment, Outcome
from govsweep.errors import InputError
from govsweep.reports.assessing import basis, result_name
from govsweep.reports.inert import csv_cell
from govsweep.reports.judgement_form import HEADS
from govsweep.reports.writing import write_bytes

_LINKS = 5  # a row


def write_blank_form(assessments: Iterable[Assessment], path: Path) -> int:
    """Write what is undecided, what holds a verdict up first; gives the number of lines.

    Raises `InputError` where the file is named as something else.
    """
    if path.suffix.lower() not in ("", ".csv"):
        raise InputError(f"{path}：待填的判定表只能写成 .csv 文件，请更改文件名的后缀")
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(HEADS)
    number = 0
    for one in assessments:
        holding = {outcome.row.id for outcome in one.holding}
        undecided = [outcome for outcome in one.judged if outcome.result.undecided]
        for outcome in sorted(undecided, key=lambda row: row.row.id not in holding):
            writer.writerow(map(csv_cell, _line(one, outcome, holds=outcome.row.id in holding)))
            number += 1
    write_bytes(path, text.getvalue().encode("utf-8-sig"))
    return number


def _line(one: Assessment, outcome: Outcome, *, holds: bool) -> tuple[str, ...]:
    links = outcome.evidence.columns[:_LINKS] or (one.site.url,)
    return (
        one.site.identifier,
        one.site.name,
        outcome.row.id,
        outcome.row.name,
        "是" if holds else "否",
        result_name(outcome),
        basis(outcome),
        outcome.row.rule,
        "\n".join(links),
        "",
        "",
        "",
    )
