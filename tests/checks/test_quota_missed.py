"""quota-missed: which quotas of a span that is over were missed."""

import datetime as dt
from collections.abc import Callable

import pytest

from govsweep.checks.quota_missed import quota_missed
from govsweep.facts import Context, Quota, QuotaLook
from govsweep.findings import Certainty


@pytest.fixture
def look(a_context: Callable[..., Context]) -> Callable[..., QuotaLook]:
    def make(posted: int | None, **words: object) -> QuotaLook:
        return QuotaLook(
            context=a_context(),
            quota=Quota(unit="清禾市水利局", site="5118000001", number=5, column="工作动态"),
            begins=dt.date(2026, 10, 1),
            ends=dt.date(2026, 10, 31),
            posted=posted,
            **words,  # type: ignore[arg-type]
        )

    return make


def test_fewer_than_asked_for(look: Callable[..., QuotaLook]) -> None:
    (fault,) = quota_missed(look(4))
    assert fault.message == (
        "清禾市水利局在栏目“工作动态”上月（2026-10-01 至 2026-10-31）发布4条，任务是5条"
    )
    assert fault.certainty is Certainty.CONFIRMED


def test_a_list_that_was_not_read_to_its_end_is_suspected(look: Callable[..., QuotaLook]) -> None:
    (fault,) = quota_missed(look(4, sure=False))
    assert fault.certainty is Certainty.SUSPECTED


def test_as_many_as_asked_for(look: Callable[..., QuotaLook]) -> None:
    assert list(quota_missed(look(5))) == []


def test_undated_ones_may_be_what_lacks(look: Callable[..., QuotaLook]) -> None:
    assert list(quota_missed(look(4, undated=1))) == []


def test_a_column_that_was_not_seen(look: Callable[..., QuotaLook]) -> None:
    assert list(quota_missed(look(None))) == []
