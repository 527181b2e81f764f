"""blank-column speaks of a column that was seen and shows nothing."""

from collections.abc import Callable

import pytest

from govsweep.checks.blank_column import blank_column
from govsweep.facts import Column, ColumnKind, Context
from govsweep.findings import Certainty


@pytest.mark.parametrize(
    ("words", "faults"),
    [
        ({"entries": 0}, 1),
        ({"entries": 1}, 0),
        ({"entries": 0, "seen": False}, 0),
        ({"entries": 0, "answered_none": True}, 1),
        ({"entries": 0, "partly": True}, 1),
    ],
    ids=["no entry", "an entry", "not seen", "none by its service's word", "maybe filled"],
)
def test_blank_column(
    a_context: Callable[..., Context], words: dict[str, object], faults: int
) -> None:
    column = Column(
        url="http://www.qinghe.gov.cn/x/",
        name="规划计划",
        kind=ColumnKind.POLICY,
        context=a_context(),
        **words,  # type: ignore[arg-type]
    )
    found = list(blank_column(column))
    assert len(found) == faults
    assert all(fault.subject == column.url for fault in found)
    sure = Certainty.SUSPECTED if column.answered_none or column.partly else Certainty.CONFIRMED
    assert all(fault.certainty is sure for fault in found)
