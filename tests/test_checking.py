"""The registration of checks: what a check must say of itself."""

import subprocess
import sys
from collections.abc import Iterator

import pytest

from govsweep.checking import Theme, check, checks, places
from govsweep.facts import Page, Site
from govsweep.findings import Fault, Severity


def judge(page: Page) -> Iterator[Fault]:
    """标题里有“你好”。"""
    yield from ()


@pytest.mark.parametrize(
    ("words", "complaint"),
    [
        ({}, "needs a name"),
        ({"severity": Severity.MINOR, "name": "标题问好"}, "has a wording"),
        ({"name": "标题问好", "wording": "标题不规范"}, "has a wording"),
        ({"severity": Severity.MINOR, "wording": "存在错别字"}, "has a theme"),
        (
            {"severity": Severity.MINOR, "wording": "存在错别字", "theme": Theme.CONTENT},
            "the code typo is taken",
        ),
    ],
    ids=["no name", "counts without a wording", "a notice with one", "no theme", "a taken code"],
)
def test_what_cannot_be_printed_is_not_registered(words: dict[str, object], complaint: str) -> None:
    known = dict(checks())
    with pytest.raises(ValueError, match=complaint):
        check("typo", **words)(judge)  # type: ignore[arg-type]
    assert checks() == known


def test_they_stand_in_the_order_of_the_census() -> None:
    order = [(one.rank, one.code) for one in checks().values()]
    assert order == sorted(order)
    assert [*places()] == [*checks()]
    assert places()["site-unreachable"] == 0


def test_a_variant_without_a_wording_of_its_own_has_the_checks() -> None:
    stale = checks()["stale-column"]
    assert stale.worded("news") == "动态栏目更新不及时"
    assert stale.worded("static") == stale.worded("") == stale.wording == "栏目更新不及时"


def test_only_what_counts_has_a_theme() -> None:
    assert {one.theme for one in checks().values() if not one.wording} == {Theme.OTHER}


def test_one_that_judges_what_nobody_is_asked_about_is_not_registered() -> None:
    def of_a_site(site: Site) -> Iterator[Fault]:
        yield from ()

    with pytest.raises(ValueError, match="of one of the types Page, Column, Link,"):
        check("odd-site", name="怪网站")(of_a_site)
    assert "odd-site" not in checks()


def test_nothing_is_loaded_before_somebody_asks() -> None:
    program = (
        "import sys, govsweep.checking, govsweep.findings, govsweep.reports.labels;"
        "print([name for name in sys.modules if name.startswith('govsweep.checks')])"
    )
    told = subprocess.run([sys.executable, "-c", program], capture_output=True, check=True)
    assert told.stdout.decode().strip() == "[]"


def test_every_check_says_what_a_unit_is_to_do() -> None:
    for code, one in checks().items():
        assert one.remedy and not {"。", "；", "\n"} & set(one.remedy), code
    assert checks()["dead-link"].remedy == "更正或删除链接"
