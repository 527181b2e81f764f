"""Keys that may be known: every known one, and hardly any other."""

import numpy as np

from govsweep.words.bloom import BloomFilter


def test_every_known_key_may_be_known_and_hardly_any_other() -> None:
    keys = np.random.default_rng(1).integers(1, 1 << 63, 2_000, dtype=np.uint64)
    known = BloomFilter(keys[:1_000], bits=12)
    assert known.may_hold(keys[:1_000]).all()
    assert known.may_hold(keys[1_000:]).mean() < 0.1


def test_without_keys_nothing_may_be_known() -> None:
    nothing = np.zeros(0, dtype=np.uint64)
    assert not BloomFilter(nothing).may_hold(np.arange(99, dtype=np.uint64)).any()
    assert BloomFilter(nothing).may_hold(nothing).shape == (0,)
