"""Papers of one site: none of one that is closed, which is in no figure."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from govsweep import reports
from govsweep.errors import InputError
from govsweep.facts import SiteDuties
from govsweep.reports import TABLES_OF_A_SITE, Choices, unit_months
from govsweep.reports.snapshot import Snapshot
from govsweep.store import StoredHome

Make = Callable[..., Any]
CLOSED = "3609000002"


@pytest.fixture
def city(make_site: Make, make_finding: Make, make_snapshot: Make) -> Snapshot:
    running, closed = make_site(1), make_site(2, status="closed")
    found = (make_finding(of=running), make_finding(of=closed))
    made: Snapshot = make_snapshot(running, closed, findings=found)
    return made


@pytest.mark.parametrize("name", ["selfcheck", "notice", *TABLES_OF_A_SITE])
def test_a_closed_site_has_no_paper_of_its_own(city: Snapshot, tmp_path: Path, name: str) -> None:
    path = tmp_path / f"a{reports.REPORTS[name].ending}"
    with pytest.raises(InputError, match="登记为关停"):
        reports.write(name, city, path, Choices(site=CLOSED))
    assert not path.exists()
    reports.write(name, city, path, Choices(site="3609000001"))
    assert path.exists()


def test_a_district_of_closed_sites_has_none_either(city: Snapshot, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="都已关停"):
        reports.write("selfcheck", city, tmp_path / "a.docx", Choices(district="清源市第2局"))


def test_what_a_closed_site_published_is_in_no_sum(make_site: Make, make_snapshot: Make) -> None:
    running, closed = make_site(1), make_site(2, status="closed")
    homes = tuple(
        StoredHome(site=one.identifier, seen=True, duties=SiteDuties(whole=True))
        for one in (running, closed)
    )
    told = make_snapshot(running, closed, homes=homes)
    assert set(unit_months.kept(told)) == {running.identifier}
