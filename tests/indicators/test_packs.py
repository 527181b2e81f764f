"""Packs of rules: a province's over a national one, by date, and what is wrong with a file."""

import datetime as dt
from decimal import Decimal
from pathlib import Path

import pytest

from govsweep.errors import InputError
from govsweep.indicators import (
    Indicators,
    in_force,
    load_indicators,
    load_pack,
    pack_in_force,
    read_indicators,
)

HEAD = 'edition = "某省"\nover = "2019"\ntitle = "某省指标"\nclause = "某府〔2024〕1号"\n'


def read(tmp_path: Path, content: str) -> Path:
    path = tmp_path / "某省.toml"
    path.write_text(HEAD + content, "utf-8")
    return path


def test_rows_are_changed_left_out_and_added(tmp_path: Path) -> None:
    pack = load_pack(
        str(
            read(
                tmp_path,
                'since = 2024-01-01\ndrop = ["G17-14"]\n[[change]]\nid = "V19-S4-3"\nlimit = 3\n'
                '[[group]]\npart = "guideline"\nscope = "site"\ntheme = "本省"\nname = "入口"\n'
                '[[group.row]]\nid = "P-1"\nname = "必挂入口"\nrule = "首页有入口。"\n'
                'automatable = "manual"\nconfidence = "A"\n',
            )
        )
    )
    national = load_indicators("2019")
    ours = {row.id: (group, row) for group, row in pack.rows()}
    theirs = {row.id: row for _, row in national.rows()}
    assert set(ours) ^ set(theirs) == {"G17-14", "P-1"}
    assert (ours["V19-S4-3"][1].limit, theirs["V19-S4-3"].limit) == (3, 5)
    assert pack.clause_of(ours["P-1"][0]) == "某府〔2024〕1号"
    assert pack.clause_of(ours["V19-S2"][0]) == "国办秘函〔2019〕19号"
    assert (pack.since, pack.over) == (dt.date(2024, 1, 1), "2019")
    assert pack.scoring.fail_below == Decimal(60)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ('drop = ["V20-1"]\n', "drop：2019 版没有指标“V20-1”"),
        ('[[change]]\nid = "V20-1"\n', "change：2019 版没有指标“V20-1”"),
        ('[[change]]\nid = "V19-S4-3"\nlimit = 0\n', "指标 V19-S4-3，limit"),
        ('dropped = ["V19-S2"]\n', "dropped：没有这个字段"),
        ('drop = ["D19-26"]\n', "各行上限合计 19 分，应为 21 分"),
    ],
)
def test_a_wrong_one_is_told_where(content: str, message: str, tmp_path: Path) -> None:
    with pytest.raises(InputError) as raised:
        read_indicators(read(tmp_path, content))
    assert message in str(raised.value)
    assert "某省.toml" in str(raised.value)


def test_no_pack_of_that_name() -> None:
    with pytest.raises(InputError, match="没有“2020”版考核指标，可写：2019、2015、四川、辽宁"):
        load_pack("2020")


@pytest.mark.parametrize("province", ["四川", "辽宁"])
def test_a_province_whose_text_is_not_known_changes_nothing_and_says_so(province: str) -> None:
    pack = load_pack(province)
    assert "正文没有见到" in pack.missing
    assert [row for _, row in pack.rows()] == [row for _, row in load_indicators("2019").rows()]


@pytest.mark.parametrize(
    ("day", "edition"),
    [
        ((2014, 1, 1), "2015"),
        ((2019, 3, 31), "2015"),
        ((2019, 4, 1), "2019"),
        ((2026, 11, 20), "2019"),
    ],
)
def test_the_national_one_in_force(day: tuple[int, int, int], edition: str) -> None:
    assert in_force(dt.date(*day)) == edition


BORDER = (  # two packs of one province, the second laid over the first's time
    'since = 2024-01-01\nuntil = 2026-12-31\n[[change]]\nid = "V19-S4-3"\nlimit = 3\n',
    'since = 2026-10-01\n[[change]]\nid = "V19-S4-3"\nlimit = 2\n',
)


def own(tmp_path: Path, *contents: str) -> list[Indicators]:
    packs = []
    for number, content in enumerate(contents):
        path = tmp_path / f"{number}.toml"
        path.write_text(HEAD.replace("某省", f"某省{number}") + content, "utf-8")
        packs.append(read_indicators(path))
    return packs


@pytest.mark.parametrize(
    ("day", "edition"),
    [
        ((2019, 3, 31), "2015"),
        ((2023, 12, 31), "2019"),
        ((2024, 1, 1), "某省0"),
        ((2026, 9, 30), "某省0"),
        ((2026, 10, 1), "某省1"),  # the later one, though the first has not ended
        ((2027, 1, 1), "某省1"),
    ],
)
def test_of_all_packs_the_one_in_force_that_began_last(
    day: tuple[int, int, int], edition: str, tmp_path: Path
) -> None:
    assert pack_in_force(dt.date(*day), own(tmp_path, *BORDER)).edition == edition


def test_one_that_has_ended_leaves_the_day_to_the_national_one(tmp_path: Path) -> None:
    (first,) = own(tmp_path, BORDER[0])
    assert pack_in_force(dt.date(2027, 1, 1), [first]).edition == "2019"


def test_one_without_a_date_is_never_chosen_by_date(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"“四川”版没有写施行日期（since）.*--pack"):
        pack_in_force(dt.date(2026, 11, 20), [load_pack("四川")])
    with pytest.raises(InputError, match="since 2027-01-02 晚于 until 2027-01-01"):
        own(tmp_path, "since = 2027-01-02\nuntil = 2027-01-01\n")
