"""The registration of checks: what a check must say of itself."""

import subprocess
import sys
from collections.abc import Iterator

import pytest

from govsweep.checking import Theme, check, checks, places
from govsweep.facts import Page
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
        ({"severity": Severity.MINOR, "wording": "存在错别字"}, "the code typo is taken"),
    ],
    ids=["no name", "counts without a wording", "a notice with one", "a code that is taken"],
)
def test_what_cannot_be_printed_is_not_registered(words: dict[str, object], complaint: str) -> None:
    known = dict(checks())
    with pytest.raises(ValueError, match=complaint):
        check("typo", **words)(judge)  # type: ignore[arg-type]
    assert checks() == known


def test_they_stand_in_the_order_of_the_census() -> None:
    ranks = [one.rank for one in checks().values()]
    assert ranks == sorted(ranks) and len(set(ranks)) == len(ranks)
    assert [*places()] == [*checks()]
    assert places()["site-unreachable"] == 0


def test_a_variant_without_a_wording_of_its_own_has_the_checks() -> None:
    stale = checks()["stale-column"]
    assert stale.worded("news") == "动态栏目更新不及时"
    assert stale.worded("static") == stale.worded("") == stale.wording == "栏目更新不及时"


def test_what_counts_has_its_theme() -> None:
    themed = {code for code, one in checks().items() if one.theme is not Theme.OTHER}
    assert themed == {code for code, one in checks().items() if one.wording}


def test_nothing_is_loaded_before_somebody_asks() -> None:
    program = (
        "import sys, govsweep.checking, govsweep.findings, govsweep.reports.labels;"
        "print([name for name in sys.modules if name.startswith('govsweep.checks')])"
    )
    told = subprocess.run([sys.executable, "-c", program], capture_output=True, check=True)
    assert told.stdout.decode().strip() == "[]"
