"""Lists of what units owe: on which site a row is that names its unit alone."""

import datetime as dt
from pathlib import Path

import pytest

from govsweep.duties import DutyList, read_duties
from govsweep.facts import Site

DAY = dt.date(2026, 11, 20)
UNIT = "清禾县水利局"


def site(number: int, status: str = "running", organizer: str = UNIT) -> Site:
    return Site(
        identifier=f"511812000{number}",
        name=f"{number}号站",
        url=f"http://s{number}.gov.cn/",
        organizer=organizer,
        status=status,
    )


def read(folder: Path, *sites: Site) -> tuple[list[str], list[str]]:
    path = folder / "目录.csv"
    path.write_text(f"单位,编码,名称\n{UNIT},A1,规划计划\n", "utf-8")
    found = read_duties(DutyList.CATALOGUE, path, sites, DAY)
    return [one.site for one in found.duties], [one.reason for one in found.faults]  # type: ignore[union-attr]


@pytest.mark.parametrize("status", ["closed", "moved"])
def test_a_site_that_is_gone_is_none_of_two(tmp_path: Path, status: str) -> None:
    assert read(tmp_path, site(1, status), site(2)) == (["5118120002"], [])


@pytest.mark.parametrize("status", ["running", "suspended"])
def test_of_two_that_are_there_both_are_named(tmp_path: Path, status: str) -> None:
    assert read(tmp_path, site(1), site(2, status), site(3, "closed")) == (
        [],
        [
            f"“{UNIT}”有两个网站：1号站（5118120001）、2号站（5118120002），"
            "看不出在哪个网站：请写栏目网址或网站标识码"
        ],
    )


def test_why_it_is_on_none(tmp_path: Path) -> None:
    for sites, told in (
        ([site(1, "closed")], f"“{UNIT}”的网站已关停或迁移：1号站（5118120001），"),
        ([site(1, organizer="某局")], f"“{UNIT}”不是哪一个网站的主办单位，"),
        ([site(number) for number in range(1, 8)], f"“{UNIT}”有 7 个网站：1号站"),
    ):
        made, (reason,) = read(tmp_path, *sites)
        assert made == [] and reason.startswith(told)
