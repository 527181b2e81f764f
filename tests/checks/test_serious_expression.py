"""serious-expression guards names and formulas, and knows when an office was renamed."""

import datetime as dt
from collections.abc import Callable

import pytest

from govsweep.checks.serious_expression import serious_expression
from govsweep.facts import Page
from govsweep.findings import Certainty
from govsweep.rules import load_rules
from govsweep.words import Matcher, join


@pytest.fixture(scope="module")
def matcher() -> Matcher:
    return Matcher(load_rules())


def test_the_name_of_the_state_one_edit_away(matcher: Matcher, a_page: Callable[..., Page]) -> None:
    (fault,) = serious_expression(join(a_page("依照《中华人民共合国宪法》"), matcher))
    assert (fault.quote, fault.suggestion) == ("中华人民共合国宪法", "中华人民共和国宪法")
    assert fault.certainty is Certainty.CONFIRMED


@pytest.mark.parametrize(
    ("text", "year", "told"),
    [
        ("请到市工商行政管理局办理", 2024, 1),
        ("请到市工商行政管理局办理", 2016, 0),
        ("请到市工商行政管理局办理", None, 0),
        ("原市工商行政管理局职责划入市场监督管理局", 2024, 0),
        ("时任市工商行政管理局局长", 2024, 0),
        ("据“市工商行政管理局”公章", 2024, 0),
    ],
    ids=["after the reform", "before it", "undated", "former", "then in office", "quoted"],
)
def test_an_old_name_by_the_date_of_the_page(
    matcher: Matcher, a_page: Callable[..., Page], text: str, year: int | None, told: int
) -> None:
    published = dt.datetime(year, 5, 1) if year else None
    faults = list(serious_expression(join(a_page(text, published=published), matcher)))
    assert [fault.certainty for fault in faults] == [Certainty.SUSPECTED] * told


def test_a_sites_own_name_is_never_told(
    matcher: Matcher, a_page: Callable[..., Page], a_context: Callable[..., object]
) -> None:
    page = a_page(
        "清禾市工商行政管理局公告",
        published=dt.datetime(2024, 5, 1),
        context=a_context(organizer="清禾市工商行政管理局"),
    )
    assert list(serious_expression(join(page, matcher))) == []


@pytest.mark.parametrize(
    ("text", "told"),
    [("出口日本、台湾等国家", 1), ("出口日本、台湾等国家和地区", 0), ("内地与香港更紧密经贸", 0)],
)
def test_regions_are_not_listed_as_countries(
    matcher: Matcher, a_page: Callable[..., Page], text: str, told: int
) -> None:
    assert len(list(serious_expression(join(a_page(text), matcher)))) == told
