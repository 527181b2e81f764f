"""What a bulletin names under a theme: the gravest open problems first, mended ones as such."""

from collections.abc import Callable
from typing import Any

from govsweep.findings import State
from govsweep.reports.papers.themes import themes

Make = Callable[..., Any]


def names(count: int, make_site: Make) -> dict[str, str]:
    return {site.identifier: site.name for site in map(make_site, range(1, count + 1))}


def test_few_problems_are_all_named_and_what_is_mended_is_said_to_be(
    make_site: Make, make_finding: Make
) -> None:
    found = [
        make_finding(subject="甲", message="甲错。", state=State.FIXED),
        make_finding(subject="乙", message="乙错。"),
    ]
    (theme,) = themes(found, names(1, make_site))
    assert [one["message"] for one in theme["examples"]] == ["乙错", "甲错（已整改）"]
    assert theme["more"].endswith("具体如下。")


def test_what_has_come_back_is_said_to_have(make_site: Make, make_finding: Make) -> None:
    found = [
        make_finding(subject="甲", message="甲错。", state=State.RELAPSED, relapses=1),
        make_finding(subject="乙", message="乙错。", state=State.NOTIFIED, relapses=1),
        make_finding(subject="丙", message="丙错。", state=State.FIXED, relapses=1),
        make_finding(subject="丁", message="丁错。"),
    ]
    (theme,) = themes(found, names(1, make_site))
    told = ["甲错（复发）", "乙错（复发）", "丁错", "丙错（已整改）"]
    assert [one["message"] for one in theme["examples"]] == told
    assert next(one["whole"] for one in theme["examples"]) == "甲错。（复发）"


def test_of_many_each_site_is_named_and_the_rest_is_counted(
    make_site: Make, make_finding: Make
) -> None:
    found = [
        make_finding(of=make_site(site), subject=f"{site}-{number}")
        for site in (1, 2)
        for number in range(10)
    ]
    (theme,) = themes(found, names(2, make_site))
    assert len({one["site"] for one in theme["examples"]}) == len(theme["examples"]) == 2
    assert "另有18条分别通知责任单位" in theme["more"]


def test_without_problems_there_is_no_theme() -> None:
    assert themes([], {}) == []
