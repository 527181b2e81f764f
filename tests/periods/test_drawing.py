"""Samples of sites: the same by the same seed, other ones by another, none more likely."""

from collections import Counter

import pytest

from govsweep.errors import InputError
from govsweep.periods import SampleSize, drawn, size_of

SITES = [f"51180000{number:02d}" for number in range(1, 42)]


def test_a_seed_draws_the_same_again_whatever_their_order() -> None:
    first = drawn(SITES, SampleSize(count=12), "2026年第4季度")
    assert len(first) == 12
    assert drawn(SITES[::-1], SampleSize(count=12), "2026年第4季度") == first
    assert drawn(SITES, SampleSize(count=12), "2027年第1季度") != first


def test_a_larger_sample_by_the_same_seed_keeps_the_smaller_one() -> None:
    assert drawn(SITES, SampleSize(count=5), "a") < drawn(SITES, SampleSize(count=9), "a")


def test_no_site_is_favoured() -> None:
    """Each of 41 sites is in about 300 of 1,000 samples of 30 %: 13 of 41."""
    counts = Counter(
        site for seed in range(1_000) for site in drawn(SITES, size_of("30%"), str(seed))
    )
    assert sum(counts.values()) == 13_000
    assert 260 < min(counts.values()) <= max(counts.values()) < 375


@pytest.mark.parametrize(
    ("words", "whole", "number"),
    [("12", 41, 12), ("30%", 41, 13), ("30％", 40, 12), ("0.5%", 41, 1), ("100%", 41, 41)],
)
def test_a_size_is_a_number_or_a_share_rounded_up(words: str, whole: int, number: int) -> None:
    assert size_of(words).of(whole) == number


@pytest.mark.parametrize("words", ["", "0", "0%", "101%", "-3", "三个", "30%%", "1e3"])
def test_other_words_are_refused_with_what_would_do(words: str) -> None:
    with pytest.raises(InputError, match=r"不是抽查的个数或比例，应写作 12（个）或 30%"):
        size_of(words)


def test_more_than_there_are_is_refused() -> None:
    with pytest.raises(InputError, match="要抽 42 个网站，登记在运行的只有 41 个"):
        drawn(SITES, size_of("42"), "a")
