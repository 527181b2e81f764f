"""media-stale: which accounts are silent too long, as far as their posts are known."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest

from govsweep.checks.media_stale import media_stale
from govsweep.facts import Context, DaySpan, MediaAccount, MediaLook, MediaStatus
from govsweep.findings import Certainty

DAY = dt.date(2026, 11, 20)


def ago(days: int) -> dt.date:
    return DAY - dt.timedelta(days=days)


@pytest.fixture
def look(a_media_account: Callable[..., MediaAccount]) -> Callable[..., MediaLook]:
    def make(
        newest: int | None,
        *,
        published: int | None = None,
        through: int = 0,
        since: int = 60,
        **words: Any,
    ) -> MediaLook:
        newest_day = ago(newest) if newest is not None else None
        account = a_media_account(**words)
        return MediaLook(
            account=account,
            context=Context(site=account, day=DAY),
            spans=(DaySpan(ago(since), ago(through)),),
            newest=newest_day,
            published=ago(published) if published is not None else newest_day,
        )

    return make


def test_fifteen_days_without_a_post(look: Callable[..., MediaLook]) -> None:
    (fault,) = media_stale(look(15))
    assert fault.message == "截至 2026-11-20，已超过 14 天没有更新，最近一次是 2026-11-05"


def test_fourteen_days_are_within_two_weeks(look: Callable[..., MediaLook]) -> None:
    assert list(media_stale(look(14))) == []


def test_the_silence_is_counted_to_the_last_day_that_is_known(
    look: Callable[..., MediaLook],
) -> None:
    assert list(media_stale(look(20, through=6))) == []  # 14 days, and then nobody knows
    (fault,) = media_stale(look(20, through=5))
    assert "截至 2026-11-15" in fault.message


def test_what_is_known_up_to_a_day_too_long_past_tells_nothing(
    look: Callable[..., MediaLook],
) -> None:
    assert list(media_stale(look(50, through=15))) == []


def test_no_post_at_all(look: Callable[..., MediaLook]) -> None:
    (fault,) = media_stale(look(None))
    assert "以来没有仍在的发布" in fault.message


def test_no_post_in_the_few_days_that_are_known(look: Callable[..., MediaLook]) -> None:
    assert list(media_stale(look(None, since=14))) == []


def test_a_post_within_two_weeks_that_was_deleted_since(look: Callable[..., MediaLook]) -> None:
    for there in (None, 40):  # days ago
        (fault,) = media_stale(look(there, published=3))
        assert fault.certainty is Certainty.SUSPECTED
        assert fault.message == (
            "截至 2026-11-20，14 天内发布过（最近一次是 2026-11-17），后来删除了，没有仍在的发布"
        )


def test_a_post_of_longer_ago_that_was_deleted_since(look: Callable[..., MediaLook]) -> None:
    (fault,) = media_stale(look(None, published=15))
    assert fault.certainty is Certainty.CONFIRMED
    assert fault.message.endswith("没有更新，最近一次是 2026-11-05，后来删除了")


def test_a_deleted_post_beside_one_that_stands(look: Callable[..., MediaLook]) -> None:
    assert list(media_stale(look(14, published=3))) == []


def test_a_post_of_after_the_last_day_that_is_known_is_one(look: Callable[..., MediaLook]) -> None:
    assert list(media_stale(look(3, through=5))) == []
    (fault,) = media_stale(look(None, published=3, through=5))
    assert fault.certainty is Certainty.SUSPECTED


def test_an_account_just_opened(look: Callable[..., MediaLook]) -> None:
    assert list(media_stale(look(None, opened=ago(10)))) == []


def test_nothing_was_imported(a_media_account: Callable[..., MediaAccount]) -> None:
    account = a_media_account()
    assert (
        list(media_stale(MediaLook(account=account, context=Context(site=account, day=DAY)))) == []
    )


@pytest.mark.parametrize("status", [MediaStatus.CANCELLING, MediaStatus.CANCELLED])
def test_an_account_that_is_given_up(look: Callable[..., MediaLook], status: MediaStatus) -> None:
    assert list(media_stale(look(50, status=status))) == []


def test_a_stricter_term_of_the_register(look: Callable[..., MediaLook]) -> None:
    assert len(list(media_stale(look(11, max_age_days=10)))) == 1
