"""What papers tell of the catalogue: how this year compares with the last."""

import datetime as dt
from collections.abc import Callable, Iterable

import pytest

from govsweep.facts import (
    Adoption,
    CatalogueItem,
    Duties,
    DutySeen,
    DutyState,
    Entrance,
    Published,
    Quota,
    Site,
    SiteDuties,
)
from govsweep.findings import Finding, State
from govsweep.reports.duties import entrances_in_words, unlisted
from govsweep.reports.duty_lines import (
    CatalogueLine,
    EntranceLine,
    catalogue,
    entrances,
    quotas,
)

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


DAY = dt.date(2026, 11, 20)
SITE = "3609000001"
QUOTA = Quota(unit="某局", site=SITE, number=2, column="工作动态")
PIECE = Published("某局", "工作动态", "http://a.gov.cn/", dt.date(2026, 11, 1), 3)


def line(seen: SiteDuties | None) -> CatalogueLine:
    kept = {} if seen is None else {SITE: seen}
    return catalogue(Duties(catalogue=(ITEM,)), kept, [], DAY)[0]


@pytest.mark.parametrize(
    ("seen", "state", "why"),
    [
        (None, "未检查", "这个网站本期没有读到"),
        (
            SiteDuties(whole=True),
            "未检查",
            "在这个网站最近一次巡检之后导入，下次巡检时检查",
        ),
        (
            SiteDuties(whole=True, items=(DutySeen(ITEM.key, DutyState.MET, asked="别的"),)),
            "未检查",
            "在这个网站最近一次巡检之后改过，下次巡检时检查",
        ),
        (
            SiteDuties(whole=True, items=(DutySeen(ITEM.key, DutyState.UNKNOWN, why="shell"),)),
            "未检查",
            "列表靠脚本显示，没有读到",
        ),
        (
            SiteDuties(whole=True, items=(DutySeen(ITEM.key, DutyState.UNKNOWN, why="left"),)),
            "未检查",
            "网页留待下次",
        ),
        (
            SiteDuties(whole=True, items=(DutySeen(ITEM.key, DutyState.MET, asked=ITEM.asked),)),
            "正常",
            "",
        ),
        (SiteDuties(whole=True, items=(DutySeen(ITEM.key, DutyState.MET),)), "正常", ""),
    ],
)
def test_why_nothing_is_known_of_an_item(seen: SiteDuties | None, state: str, why: str) -> None:
    assert (line(seen).state, line(seen).why) == (state, why)


@pytest.mark.parametrize(
    ("seen", "posted", "why"),
    [
        (None, None, "这个网站本期没有读到"),
        (SiteDuties(whole=True, published=(PIECE,)), 3, ""),  # by a version that kept no more
        (SiteDuties(whole=True, published=(PIECE,), quotas=()), 3, ""),  # its unit was known
        (
            SiteDuties(whole=True, quotas=()),
            None,
            "在这个网站最近一次巡检之后导入，下次巡检时检查",
        ),
        (
            SiteDuties(
                whole=True, quotas=(DutySeen(QUOTA.key, DutyState.UNKNOWN, why="没有读到网站"),)
            ),
            None,
            "没有读到网站",
        ),
        (SiteDuties(whole=True, quotas=(DutySeen(QUOTA.key, DutyState.MET),)), 0, ""),
    ],
)
def test_a_quota_that_was_not_seen_is_not_nought(
    seen: SiteDuties | None, posted: int | None, why: str
) -> None:
    (found,) = quotas(Duties(quotas=(QUOTA,)), {} if seen is None else {SITE: seen}, DAY)
    assert (found.posted, found.why) == (posted, why)


def test_a_list_without_a_row_of_a_part_is_not_called_missing() -> None:
    whole = Duties(
        catalogue=(ITEM,),
        quotas=(QUOTA,),
        adoptions=(Adoption(unit="某局", month=dt.date(2026, 11, 1), number=1),),
    )
    part = whole.only(["3609000002"], lambda unit: unit == "别的局")
    assert part.cut == ("catalogue", "quotas", "adoptions")
    assert unlisted("catalogue", part) == "公开目录里没有这里的项"
    assert unlisted("quotas", whole, "别的局") == "发布任务里没有这里的项"
    assert unlisted("quotas", Duties(), "别的局") == "没有导入发布任务"
    assert whole.only([SITE], lambda _: True).cut == ()


BY_PERSON = "已挂1处（其中人工核定1处）"
ENTRANCE = Entrance(name="百项堵点", url="http://www.gov.cn/duwen/")


def entrance_line(
    seen: DutySeen, findings: Iterable[Finding], site: Site
) -> tuple[EntranceLine, str]:
    here = {site.identifier: SiteDuties(whole=True, entrances=(seen,))}
    lines = entrances(Duties(entrances=(ENTRANCE,)), here, [site], DAY, findings)
    return lines[0], entrances_in_words(lines)


@pytest.mark.parametrize(
    ("seen", "changes", "told", "counted"),
    [
        (
            DutyState.ABSENT,
            {},
            "已挂（人工核定）",
            "核对1处，已挂1处（其中人工核定1处），未检查0处",
        ),
        (DutyState.ABSENT, {"state": State.OPEN}, "没有", "核对1处，已挂0处，未检查0处"),
        (DutyState.ABSENT, {"subject": "督查"}, "没有", "核对1处，已挂0处，未检查0处"),
        (DutyState.ABSENT, {"site": "5118000002"}, "没有", "核对1处，已挂0处，未检查0处"),
        (DutyState.MET, {}, "已挂", "核对1处，已挂1处，未检查0处"),  # hung since
        (DutyState.UNKNOWN, {}, "未检查", "核对0处，已挂0处，未检查1处"),
    ],
)
def test_an_entrance_is_there_whose_finding_a_person_dismissed(
    seen: DutyState,
    changes: dict[str, object],
    told: str,
    counted: str,
    a_finding: Callable[..., Finding],
    a_site: Callable[..., Site],
) -> None:
    words = {"subject": ENTRANCE.name, "state": State.DISMISSED} | changes
    found = a_finding("mandatory-entrance", **words)
    line, sentence = entrance_line(DutySeen(ENTRANCE.name, seen), [found], a_site())
    assert line.state == told
    assert sentence == f"应挂1处，{counted}。"


def test_an_entrance_with_no_finding_stands_as_it_was_seen(a_site: Callable[..., Site]) -> None:
    line, _ = entrance_line(DutySeen(ENTRANCE.name, DutyState.ABSENT), [], a_site())
    assert line.state == "没有"
