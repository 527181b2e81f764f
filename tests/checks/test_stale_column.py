"""stale-column speaks when a duty is broken, and only then."""

import datetime as dt
from collections.abc import Callable

import pytest

from govsweep.checks.stale_column import stale_column
from govsweep.facts import Column, ColumnKind, Context, Entry
from govsweep.findings import Certainty

DAY = dt.date(2026, 11, 20)


@pytest.fixture
def a_column(a_context: Callable[..., Context]) -> Callable[..., Column]:
    def make(**words: object) -> Column:
        given: dict[str, object] = {
            "url": "http://www.qinghe.gov.cn/news/",
            "name": "政务动态",
            "kind": ColumnKind.NEWS,
            "context": a_context(DAY),
            "max_age_days": 14,
            "newest": DAY - dt.timedelta(days=15),
            "entries": 10,
            "dated": 10,
        }
        return Column(**(given | words))  # type: ignore[arg-type]

    return make


def test_a_day_over_the_limit_is_a_fault(a_column: Callable[..., Column]) -> None:
    (fault,) = stale_column(a_column())
    assert (fault.subject, fault.variant) == ("http://www.qinghe.gov.cn/news/", "news")
    assert "政务动态" in fault.message
    assert "15 天" in fault.message


@pytest.mark.parametrize(
    "words",
    [
        {"newest": DAY - dt.timedelta(days=14)},
        {"max_age_days": None},
        {"newest": None},
        {"seen": False},
        {"dated": 4},
    ],
    ids=["on the limit", "no duty", "undated", "not seen", "most rows undated"],
)
def test_it_is_quiet(a_column: Callable[..., Column], words: dict[str, object]) -> None:
    assert list(stale_column(a_column(**words))) == []


LAWS = (
    "清禾市古树名木保护条例",
    "清禾市园林管理办法（2021年修订）",
    "《中华人民共和国种子法》",
    "关于印发《清禾市园林管理办法》的通知",
)


@pytest.mark.parametrize(
    ("titles", "certainty"),
    [
        (LAWS, Certainty.SUSPECTED),
        (LAWS[2:], Certainty.CONFIRMED),
        ((), Certainty.CONFIRMED),
    ],
    ids=["most of them", "one of two", "rows that nobody kept"],
)
def test_a_collection_of_laws_waits_for_a_person(
    a_column: Callable[..., Column], titles: tuple[str, ...], certainty: Certainty
) -> None:
    rows = tuple(Entry(one, f"http://www.qinghe.gov.cn/{at}") for at, one in enumerate(titles))
    (fault,) = stale_column(a_column(kind=ColumnKind.POLICY, rows=rows))
    assert fault.certainty is certainty
    assert ("多年才有一部" in fault.message) == (certainty is Certainty.SUSPECTED)


@pytest.mark.parametrize(
    ("age", "certainty"), [(451, Certainty.SUSPECTED), (731, Certainty.CONFIRMED)]
)
def test_of_what_is_due_yearly_the_second_year_left_out_is_certain(
    a_column: Callable[..., Column], age: int, certainty: Certainty
) -> None:
    newest = DAY - dt.timedelta(days=age)
    yearly = a_column(kind=ColumnKind.YEARLY, max_age_days=450, newest=newest)
    (fault,) = stale_column(yearly)
    assert (fault.certainty, fault.variant) == (certainty, "yearly")
