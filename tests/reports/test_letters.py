"""The table of letters, and what papers say of them."""

import csv
import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from govsweep import reports
from govsweep.facts import Letter, LetterState
from govsweep.reports import census, letters
from govsweep.reports.choices import Choices, Office
from govsweep.reports.papers import selfcheck
from govsweep.reports.snapshot import Snapshot
from govsweep.store import StoredHome

Make = Callable[..., Any]


@pytest.fixture
def two_sites(make_site: Make, make_snapshot: Make) -> Snapshot:
    """One site whose letters were read, one whose were not."""
    one, other = make_site(1), make_site(2)
    days = ((3, 3), (3, 4), (4, 6))
    own = tuple(
        Letter(
            f"{one.url}{number}.html", "来信", LetterState.ANSWERED,
            dt.date(2026, 11, asked), dt.date(2026, 11, answered),
        )
        for number, (asked, answered) in enumerate(days)
    )  # fmt: skip
    waits = Letter(f"{one.url}9.html", "来信", LetterState.WAITING, dt.date(2026, 11, 5))
    homes = (
        StoredHome(site=one.identifier, seen=True, letters=(*own, waits)),
        StoredHome(site=other.identifier, seen=True),
    )
    made: Snapshot = make_snapshot(one, other, homes=homes)
    return made


def test_a_row_a_site_and_what_was_not_read_is_unchecked(
    two_sites: Snapshot, tmp_path: Path
) -> None:
    reports.write("letters", two_sites, tmp_path / "留言.csv")
    text = (tmp_path / "留言.csv").read_text("utf-8-sig").splitlines()
    first, second, every = list(csv.DictReader(text))[:3]
    assert (first["来信"], first["办结"], first["办结率"]) == ("4", "3", "75.0%")
    assert (first["平均工作日"], first["最长工作日"], first["逾5个工作日未答复"]) == (
        "1.0",
        "2",
        "1",
    )
    assert (first["1个工作日内"], first["2个工作日内"], first["30天内"]) == ("2", "3", "3")
    assert {second[head] for head in ("来信", "办结", "平均工作日", "30天内")} == {"未检查"}
    assert (every["网站名称"], every["来信"]) == ("合计", "4")
    assert "不等于没有来信" in text[-1]


def test_papers_say_it_in_a_sentence(two_sites: Snapshot) -> None:
    said = "读到1个网站公开的留言，来信4件，办结3件，平均1.0个工作日、最长2个工作日答复"
    assert letters.in_words(two_sites).startswith(said)
    assert f"网民留言：{letters.in_words(two_sites)}。" in census.notes(two_sites)
    site = two_sites.sites[1].identifier
    told = selfcheck.context(two_sites, Choices(office=Office(), site=site))
    assert "未检查" in told["letters"]


def test_where_none_was_read_nothing_is_summed(make_snapshot: Make) -> None:
    table = letters.table(make_snapshot())
    assert [row.name for row in table.rows if row.number is None] == []
    assert "未检查" in letters.in_words(make_snapshot())


def test_as_a_workbook_its_heads_have_room_and_short_values_stand_in_the_middle(
    two_sites: Snapshot, tmp_path: Path
) -> None:
    reports.write("letters", two_sites, tmp_path / "留言.xlsx")
    sheet = openpyxl.load_workbook(tmp_path / "留言.xlsx").active
    heads = [cell.value for cell in sheet[2]]
    assert sheet.row_dimensions[2].height >= 36  # two lines of 1个工作日内
    row = dict(zip(heads, sheet[3], strict=True))
    assert {row[head].alignment.horizontal for head in ("来信", "办结率", "平均工作日")} == {
        "center"
    }
    assert row["网站名称"].alignment.horizontal in (None, "general")
