"""Cross-review: a sample, and how often reviewers agreed."""

import csv
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from govsweep.bundles import (
    SAMPLE_HEADS,
    BundleFindingState,
    Review,
    SampleItem,
    SiteCoverage,
    Verdict,
    agreement,
    agreement_by_draw,
    drawn_items,
    items_of,
    read_reviews,
)
from govsweep.errors import InputError

Make = Callable[..., Any]


@pytest.fixture
def items(make_site: Make, make_finding: Make) -> list[SampleItem]:
    """Four problems on a site, four clean sites; what cannot be reviewed is none of them."""
    sites = [
        make_site(1, problems=5, fixed=1),
        *(make_site(number) for number in (2, 3, 4, 5)),
        make_site(6, coverage=SiteCoverage.PARTLY),
    ]
    found = [make_finding(number) for number in (1, 2, 3, 4)]
    return items_of("东江县", sites, [*found, make_finding(9, state=BundleFindingState.FIXED)])


def test_standing_problems_and_clean_sites_can_be_reviewed(items: list[SampleItem]) -> None:
    assert [bool(one.finding) for one in items] == [True] * 4 + [False] * 4


def test_a_seed_draws_the_same_half_and_half(items: list[SampleItem]) -> None:
    drawn = drawn_items(items, 4, "甲")
    assert sum(one.finding is not None for one in drawn) == 2
    assert drawn_items(items[::-1], 4, "甲") == drawn
    assert any(drawn_items(items, 4, seed) != drawn for seed in "乙丙丁")


def test_where_one_half_is_short_the_other_fills_it(items: list[SampleItem]) -> None:
    assert len(drawn_items(items, 8, "甲")) == 8
    assert len(drawn_items(items[:4], 3, "甲")) == 3
    with pytest.raises(InputError, match="可抽的只有 8 项"):
        drawn_items(items, 9, "甲")


def filled_in(path: Path, *rows: tuple[str, str]) -> Path:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, SAMPLE_HEADS)
        writer.writeheader()
        writer.writerows({"编号": number, "复核结论": verdict} for number, verdict in rows)
    return path


def test_a_form_is_read(items: list[SampleItem], tmp_path: Path) -> None:
    rows = [(items[0].number, "属实"), (items[1].number, "误报"), (items[2].number, "")]
    read = read_reviews(filled_in(tmp_path / "抽查表.csv", *rows), items)
    assert [one.verdict for one in read.reviews] == [Verdict.TRUE, Verdict.FALSE_ALARM]
    assert (read.left, read.faults) == (1, [])


def test_an_empty_form_is_told(items: list[SampleItem], tmp_path: Path) -> None:
    with pytest.raises(InputError, match="没有填"):
        read_reviews(filled_in(tmp_path / "抽查表.csv", (items[0].number, "")), items)


def test_wrong_lines_are_named(items: list[SampleItem], tmp_path: Path) -> None:
    rows = [
        ("F-" + "f" * 32, "属实"),
        (items[0].number, "漏报"),
        (items[-1].number, "误报"),
        (items[1].number, "对"),
        (items[2].number, "属实"),
        (items[2].number, "误报"),
    ]
    read = read_reviews(filled_in(tmp_path / "抽查表.csv", *rows), items)
    assert [one.line for one in read.faults] == [2, 3, 4, 5, 7]
    told = "\n".join(map(str, read.faults))
    for words in ("不在这个时段", "属实、误报", "属实（确无问题）、漏报", "不是复核结论", "重复"):
        assert words in told
    assert len(read.reviews) == 1


def test_agreement_is_told_with_its_interval() -> None:
    said = [
        *(Review("东江县", f"{n:032x}", Verdict.TRUE) for n in range(9)),
        Review("西江县", "f" * 32, Verdict.FALSE_ALARM),
    ]
    assert agreement(said) == [
        "问题属实：9/10，90.0%（95% 区间 59.6%～98.2%），误报 1 项",
        "未发现问题的网站确无问题：没有复核",
        "合计一致：9/10，90.0%（95% 区间 59.6%～98.2%）",
        "东江县一致：9/9，100.0%（95% 区间 70.1%～100.0%）",
        "西江县一致：0/1，0.0%（95% 区间 0.0%～79.3%）",
    ]


def reviewed(sender: str, draw: str, *bundles: int, verdict: Verdict = Verdict.TRUE) -> Review:
    return Review(sender, "f" * 32, verdict, draw=draw, bundles=bundles)


def test_one_draw_is_told_as_it_is() -> None:
    said = [reviewed("东江县", "甲", 3)]
    assert agreement_by_draw(said, {"东江县": (3,)}) == agreement(said)
    assert agreement_by_draw([], {}) == agreement([])


def test_what_was_said_of_bundles_that_are_gone_counts_nowhere_and_is_named() -> None:
    stays = [reviewed("东江县", "甲", 1, 4)]
    gone = [
        reviewed("东江县", "甲", 1, 2, verdict=Verdict.FALSE_ALARM),
        reviewed("西江县", "甲", 3),
        reviewed("西江县", "乙"),
    ]
    *lines, told = agreement_by_draw([*stays, *gone], {"东江县": (1, 4, 5)})
    assert lines == agreement(stays)
    assert told == "所属数据包已撤出或已被替换，不计在内：东江县 1 项、西江县 2 项"


def test_draws_are_told_apart() -> None:
    first = [reviewed("东江县", "甲", 3)]
    other = [reviewed("东江县", "", 3, verdict=Verdict.FALSE_ALARM)]
    assert agreement_by_draw([*first, *other], {"东江县": (3,)}) == [
        "共 2 次抽样，分别计，不相加",
        "种子“甲”的抽样，复核 1 项：",
        *agreement(first),
        "没有注明种子的抽样，复核 1 项：",
        *agreement(other),
    ]


def test_a_form_tells_its_draw_and_its_bundles(items: list[SampleItem], tmp_path: Path) -> None:
    path = tmp_path / "抽查表.csv"
    drawn_from = [one._replace(bundles=(3, 12)) for one in items]

    def read(bundles: tuple[int, ...]) -> tuple[list[tuple[str, tuple[int, ...]]], list[str]]:
        current = [one._replace(bundles=bundles) for one in items]
        found = read_reviews(path, current)
        return [(one.draw, one.bundles) for one in found.reviews], [*map(str, found.faults)]

    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(SAMPLE_HEADS)
        cells = dict(zip(SAMPLE_HEADS, drawn_from[0].cells("2026-11"), strict=True))
        writer.writerow((cells | {"复核结论": "属实"}).values())
    assert read((3, 12)) == read((3, 12, 15)) == ([("2026-11", (3, 12))], [])
    said, (fault,) = read((3, 15))
    assert said == [] and "第 2 行，字段 数据包：抽自 12 号数据包，它已撤出或已被替换" in fault


def test_a_form_of_before_is_of_what_is_there(items: list[SampleItem], tmp_path: Path) -> None:
    path = filled_in(tmp_path / "抽查表.csv", (items[0].number, "属实"))
    (said,) = read_reviews(path, [one._replace(bundles=(7,)) for one in items]).reviews
    assert (said.draw, said.bundles) == ("", (7,))
