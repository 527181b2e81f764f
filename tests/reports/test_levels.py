"""Totals by level: 市、县、部门."""

from collections.abc import Callable
from typing import Any

from govsweep.findings import State
from govsweep.reports.levels import LevelRow, levels, table

Make = Callable[..., Any]


def test_a_row_a_level_and_the_sum(
    make_site: Make, make_finding: Make, make_snapshot: Make
) -> None:
    portal = make_site(1, level="市级", kind="政府门户网站")
    bureau = make_site(2, level="市级", kind="部门网站")
    county = make_site(3, level="县级", kind="政府门户网站")
    found = (
        make_finding(of=bureau),
        make_finding(of=bureau, subject="另一个", state=State.FIXED),
    )
    rows = levels(make_snapshot(portal, bureau, county, findings=found))
    assert rows[0] == LevelRow("市级政府门户", 1, 1, 0, 0, 0)
    assert [row.name for row in rows] == ["市级政府门户", "市级部门", "县级政府门户", "合计"]
    assert (rows[1].troubled, rows[1].problems) == (1, rows[-1].problems)
    assert rows[-1].sites == 3


def test_a_closed_site_is_of_no_level(make_site: Make, make_snapshot: Make) -> None:
    rows = levels(make_snapshot(make_site(1), make_site(2, status="closed")))
    assert [(row.name, row.sites) for row in rows] == [("未填层级", 1), ("合计", 1)]
    assert table(make_snapshot()).sheet == "分层级"
