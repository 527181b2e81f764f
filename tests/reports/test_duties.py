"""What papers tell of the catalogue: how this year compares with the last."""

import pytest

from govsweep.facts import CatalogueItem, DutySeen, DutyState
from govsweep.reports.duties import CatalogueLine

ITEM = CatalogueItem(unit="某局", code="A05", name="机构职能", site="3609000001")
MET, UNKNOWN = (DutySeen("a", one) for one in (DutyState.MET, DutyState.UNKNOWN))


@pytest.mark.parametrize(
    ("seen", "this_year", "last_year", "told"),
    [
        (MET, 6, 4, "+50.0%"),
        (MET, 3, 4, "-25.0%"),
        (MET, 6, 0, "—"),  # there is nothing to compare with
        (MET, None, None, "—"),  # a page that holds no dated pieces
        (UNKNOWN, None, None, "未检查"),
        (None, None, None, "未检查"),
    ],
)
def test_growth_is_told_of_what_was_seen_and_is_counted(
    seen: DutySeen | None, this_year: int | None, last_year: int | None, told: str
) -> None:
    assert CatalogueLine(ITEM, "某网", seen, this_year, last_year).growth == told
