"""A set of fingerprints says of each whether it was taken in, and takes little room."""

import sys

from govsweep.addresses import fingerprint
from govsweep.spiders.fingerprints import Fingerprints

MANY = 20_000


def some(count: int) -> list[bytes]:
    return [fingerprint(f"http://www.qinghe.gov.cn/{number}.html") for number in range(count)]


def test_what_was_taken_in_is_held_and_nothing_else() -> None:
    known, strange = some(2 * MANY)[::2], some(2 * MANY)[1::2]
    held = Fingerprints()
    for key in known:
        held.add(key)
    assert all(key in held for key in known)
    assert not any(key in held for key in strange)
    assert len(held) == MANY


def test_taken_in_twice_it_counts_once() -> None:
    held = Fingerprints()
    for key in some(3_000) * 2:
        held.add(key)
    assert len(held) == 3_000


def test_an_empty_set_holds_nothing() -> None:
    assert some(1)[0] not in Fingerprints()


def test_it_takes_some_ten_bytes_for_each() -> None:
    held = Fingerprints()
    for key in some(MANY):
        held.add(key)
    new = sum(map(sys.getsizeof, held._new)) + sys.getsizeof(held._new)
    assert (sys.getsizeof(held._sorted) + new) / MANY < 20
