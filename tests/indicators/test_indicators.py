"""The indicators as data: both editions are whole, and a wrong file is told where it is wrong."""

from collections import Counter
from decimal import Decimal
from importlib import resources
from pathlib import Path

import pytest

from govsweep.checking import checks
from govsweep.errors import InputError
from govsweep.indicators import (
    EDITIONS,
    Automatable,
    Confidence,
    Indicators,
    Part,
    load_indicators,
    read_indicators,
)

OURS = resources.files("govsweep.indicators")


def text(edition: str = "2019") -> str:
    return OURS.joinpath(f"{edition}.toml").read_text("utf-8")


def points_by_theme(indicators: Indicators, part: Part) -> dict[str, Decimal]:
    total: Counter[str] = Counter()
    for group in indicators.group:
        if group.part is part:
            total[group.theme] += group.cap
    return dict(total)


class TestEdition2019:
    def test_the_parts_have_all_their_rows(self) -> None:
        parts = Counter(group.part for group, _ in load_indicators("2019").rows())
        assert parts == {
            Part.VETO: 21, Part.DEDUCT: 55, Part.BONUS: 19, Part.GUIDELINE: 16, Part.ANNUAL: 3,
        }  # fmt: skip

    def test_a_hundred_points_are_taken_and_thirty_given(self) -> None:
        indicators = load_indicators("2019")
        taken = points_by_theme(indicators, Part.DEDUCT)
        given = points_by_theme(indicators, Part.BONUS)
        assert taken == {"发布解读": 31, "办事服务": 25, "互动交流": 23, "功能设计": 21}
        assert sum(taken.values()) == 100
        assert sum(given.values()) == indicators.scoring.bonus_most == 30

    def test_without_services_four_thirds_make_a_hundred_of_the_rest(self) -> None:
        scoring = load_indicators("2019").scoring
        rest = 100 - points_by_theme(load_indicators("2019"), Part.DEDUCT)["办事服务"]
        assert rest * scoring.without_services.multiply / scoring.without_services.divide == 100

    def test_limits_of_the_vetoes(self) -> None:
        limits = {row.id: row.limit for group, row in load_indicators("2019").rows()}
        assert limits["V19-S4-1"] == limits["V19-S4-3"] == 5
        assert limits["V19-S4-2"] == 10

    def test_a_rows_words_keep_their_sureness(self) -> None:
        rows = {row.id: row for _, row in load_indicators("2019").rows()}
        assert rows["V19-S2"].automatable is Automatable.FULL
        assert rows["V19-S2"].confidence is Confidence.OFFICIAL
        assert rows["V19-M2-2"].confidence is Confidence.UNCONFIRMED


class TestEdition2015:
    def test_the_parts_have_all_their_rows(self) -> None:
        parts = Counter(group.part for group, _ in load_indicators("2015").rows())
        assert parts == {Part.VETO: 7, Part.DEDUCT: 16}

    def test_there_is_no_bonus_and_no_ceiling(self) -> None:
        indicators = load_indicators("2015")
        assert indicators.scoring.bonus_above is None
        assert all(group.cap is None for group in indicators.group)

    def test_points_that_nobody_confirmed_are_not_invented(self) -> None:
        unpointed = {
            row.id for group, row in load_indicators("2015").rows()
            if group.part is Part.DEDUCT and row.points is None
        }  # fmt: skip
        assert unpointed == {"D15-4d", "D15-8", "D15-9", "D15-10"}


@pytest.mark.parametrize("edition", EDITIONS)
class TestEveryEdition:
    def test_what_it_is_judged_by_is_a_check(self, edition: str) -> None:
        named = {code for _, row in load_indicators(edition).rows() for code in row.codes}
        assert named
        assert named <= set(checks())

    def test_every_row_has_its_document(self, edition: str) -> None:
        indicators = load_indicators(edition)
        assert all("号" in indicators.clause_of(group) for group in indicators.group)

    def test_no_person_alone_judges_what_a_machine_judges(self, edition: str) -> None:
        for _, row in load_indicators(edition).rows():
            assert not (row.by_machine and row.automatable is Automatable.MANUAL), row.id


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('codes = ["stale-home"]', 'codes = ["old-home"]', "V19-S3，codes：没有检查项"),
        ('kinds = ["policy"]\nonce', 'kinds = ["polcy"]\nonce', "指标 D19-05b，kinds"),
        ("limit = 10", "limit = 0", "指标 V19-S4-2，limit"),
        ("older_than = 365", "older = 365", "指标 V19-S4-2，older"),
        ("points = 7", "points = 8", "D19-16 的 points 超过本行上限 7"),
        ("cap = 7", "cap = 9", "“互动交流”各行上限合计 .* 分，应为 23 分"),
        ('id = "D19-17"', 'id = "D19-16"', "D19-16：id 重复"),
        ('confidence = "U"', 'confidence = "X"', "指标 V19-M2-2，confidence"),
        ("fail_below = 60", "", "scoring，fail_below"),
        ('edition = "2019"', "edition = ", "不是有效的 TOML：第 17 行"),
        ('names = "领导|负责人|班子"', 'names = "领导|("', "指标 D19-03a，shown，names：正则"),
    ],
)  # fmt: skip
def test_a_wrong_file_is_told_where_it_is_wrong(
    old: str, new: str, message: str, tmp_path: Path
) -> None:
    assert old in text()
    path = tmp_path / "own.toml"
    path.write_text(text().replace(old, new), "utf-8")
    with pytest.raises(InputError, match=rf"own\.toml.*{message}"):
        read_indicators(path)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"none\.toml 无法读取：没有这个文件"):
        read_indicators(tmp_path / "none.toml")


def test_an_unknown_edition_names_the_setting() -> None:
    with pytest.raises(InputError, match=r"GOVSWEEP_INDICATORS.*2019、2015"):
        load_indicators("2024")
