"""blank-column speaks of a column that was seen and shows nothing."""

from collections.abc import Callable

import pytest

from govsweep.checks.blank_column import blank_column
from govsweep.facts import Column, ColumnKind, Context


@pytest.mark.parametrize(
    ("words", "faults"),
    [({"entries": 0}, 1), ({"entries": 1}, 0), ({"entries": 0, "seen": False}, 0)],
    ids=["no entry", "an entry", "not seen"],
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
