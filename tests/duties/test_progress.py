"""How far a quota is, and whether it will be met."""

import datetime as dt

import pytest

from govsweep.duties import QuotaOutlook, progress
from govsweep.facts import Published, Quota, QuotaSpan

DAY = dt.date(2026, 11, 15)
UNIT = "清禾市水利局"


def published(**months: int) -> list[Published]:
    """Pieces by month: m2026_11=3."""
    return [
        Published(UNIT, "工作动态", "u", dt.date(int(one[1:5]), int(one[6:]), 1), number)
        for one, number in months.items()
    ]


def quota(number: int, span: QuotaSpan = QuotaSpan.MONTH, **words: object) -> Quota:
    return Quota(unit=UNIT, site="5118000001", number=number, span=span, **words)  # type: ignore[arg-type]


EVEN = published(m2026_08=10, m2026_09=10, m2026_10=10, m2026_11=4)


@pytest.mark.parametrize(
    ("number", "outlook"),
    [(4, QuotaOutlook.DONE), (9, QuotaOutlook.LIKELY), (20, QuotaOutlook.UNLIKELY)],
)
def test_by_the_three_months_before(number: int, outlook: QuotaOutlook) -> None:
    told = progress(quota(number), EVEN, DAY)
    assert (told.posted, told.outlook) == (4, outlook)


def test_half_a_month_that_is_left_brings_half_of_it() -> None:
    assert progress(quota(20), EVEN, DAY).expected == "9"


def test_uneven_months_leave_it_open() -> None:
    uneven = published(m2026_08=2, m2026_09=40, m2026_10=10, m2026_11=1)
    told = progress(quota(12), uneven, DAY)
    assert (told.outlook, told.expected) == (QuotaOutlook.OPEN, "2～21")


def test_too_little_is_known_to_foretell() -> None:
    young = published(m2026_10=10, m2026_11=4)
    assert progress(quota(20), young, DAY).outlook is QuotaOutlook.TOO_LITTLE
    assert progress(quota(20), [], DAY).outlook is QuotaOutlook.TOO_LITTLE
    sparse = published(m2026_08=1, m2026_11=1)
    assert progress(quota(20), sparse, DAY).outlook is QuotaOutlook.TOO_LITTLE


def test_what_was_not_seen_is_not_foretold() -> None:
    told = progress(quota(20), None, DAY)
    assert (told.posted, told.outlook) == (None, QuotaOutlook.UNSEEN)


def test_a_quarter_and_a_year_count_from_their_first_day() -> None:
    assert progress(quota(99, QuotaSpan.QUARTER), EVEN, DAY).posted == 14
    assert progress(quota(99, QuotaSpan.YEAR), EVEN, DAY).posted == 34
    assert progress(quota(99, QuotaSpan.QUARTER), EVEN, DAY).ends == dt.date(2026, 12, 31)


def test_only_its_own_column_counts() -> None:
    assert progress(quota(9, column="通知公告"), EVEN, DAY).posted == 0
    assert progress(quota(9, column="工作动态"), EVEN, DAY).posted == 4
    assert progress(quota(9, url="v"), EVEN, DAY).posted == 0


@pytest.mark.parametrize("span", QuotaSpan)
def test_one_that_has_not_begun_is_not_judged(span: QuotaSpan) -> None:
    later = quota(1, span, since=dt.date(2027, 11, 1))
    for seen in (EVEN, None):
        told = progress(later, seen, DAY)
        assert (told.outlook, told.posted, told.begins) == (
            QuotaOutlook.NOT_BEGUN, None, dt.date(2027, 11, 1),
        )  # fmt: skip
    assert progress(quota(1, span, since=DAY), EVEN, DAY).outlook is not QuotaOutlook.NOT_BEGUN


def test_one_that_begins_within_its_span_counts_from_that_day() -> None:
    quarter = quota(99, QuotaSpan.QUARTER, since=dt.date(2026, 11, 1))
    told = progress(quarter, EVEN, DAY)
    assert (told.begins, told.posted) == (dt.date(2026, 11, 1), 4)
    month = quota(99, since=dt.date(2026, 11, 10))
    told = progress(month, EVEN, DAY, since=3)
    assert (told.begins, told.ends, told.posted) == (
        dt.date(2026, 11, 10), dt.date(2026, 11, 30), 3,
    )  # fmt: skip
    assert progress(month, EVEN, dt.date(2026, 12, 2)).begins == dt.date(2026, 12, 1)


@pytest.mark.parametrize(
    "url", ["http://a.cn/gzdt", "http://a.cn/gzdt/", "http://a.cn/gzdt/index.html"]
)
def test_a_folder_with_and_without_its_slash(url: str) -> None:
    own = [Published(UNIT, "工作动态", "http://a.cn/gzdt/", dt.date(2026, 11, 1), 4)]
    assert progress(quota(9, url=url), own, DAY).posted == 4
    assert progress(quota(9, url="http://a.cn/gz"), own, DAY).posted == 0
