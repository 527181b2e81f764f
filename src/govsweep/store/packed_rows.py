"""Many rows of pages or links in one blob: what stays the same night after night is said once."""

import datetime as dt
import lzma
import math
import sys
from array import array
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import msgspec
from sqlalchemy import Date, Table

from govsweep.store.copying import Row
from govsweep.store.stored_facts import deflate, inflate

_TIMES = ("at", "elapsed")  # another each night, or nearly so
_PRESET = 3  # of LZMA: half of its default's time for a tenth more
_DOUBLE = 8


class _Packed(msgspec.Struct, array_like=True):
    names: list[str]
    said: list[list[Any]]  # the values of these, once for all sweeps that say the same
    sweeps: list[list[int]]
    times: list[bytes]  # doubles for each row, in this order; NaN: none


_encoder = msgspec.msgpack.Encoder()
_decoder = msgspec.msgpack.Decoder(_Packed)


def pack_rows(table: Table, rows: Iterable[Row]) -> bytes:
    """Rows of a table, versions of a page side by side, packed."""
    names = [str(one.name) for one in table.columns if one.name not in ("sweep", *_TIMES)]
    alike: dict[tuple[Any, ...], list[Row]] = {}
    for row in rows:
        alike.setdefault(tuple(row[name] for name in names), []).append(row)
    place = names.index("fingerprint")
    ordered = sorted(alike.items(), key=lambda one: (one[0][place], one[1][0]["sweep"]))
    packed = _Packed(
        names,
        [_bare(names, values) for values, _ in ordered],
        [[row["sweep"] for row in same] for _, same in ordered],
        [_doubles(row[name] for _, same in ordered for row in same) for name in _TIMES],
    )
    return lzma.compress(_encoder.encode(packed), preset=_PRESET)


def unpack_rows(table: Table, stored: bytes, *, light: bool = False) -> Iterator[Row]:
    """The rows again, in the order of their pages; `light`, with their facts inflated still."""
    packed = _decoder.decode(lzma.decompress(stored))
    dates = [one.name for one in table.columns if isinstance(one.type, Date)]
    times = zip(*(_floats(one) for one in packed.times), strict=True)
    for values, sweeps in zip(packed.said, packed.sweeps, strict=True):
        said = dict(zip(packed.names, values, strict=True))
        if said.get("facts") is not None and not light:
            said["facts"] = deflate(said["facts"])
        for name in dates:
            said[name] = dt.date.fromisoformat(said[name]) if said[name] else None
        for number, own in zip(sweeps, times, strict=False):
            yield {"sweep": number, **said, **dict(zip(_TIMES, own, strict=True))}


def _bare(names: Sequence[str], values: tuple[Any, ...]) -> list[Any]:
    """Values with their facts inflated: beside those of the version before they take little."""
    facts = [name == "facts" for name in names]
    return [
        inflate(value) if packed and value is not None else value
        for packed, value in zip(facts, values, strict=True)
    ]


def _doubles(values: Iterable[float | None]) -> bytes:
    """Numbers byte by byte of each: those alike lie together."""
    numbers = array("d", (math.nan if one is None else one for one in values))
    if sys.byteorder == "big":
        numbers.byteswap()
    plain = numbers.tobytes()
    return b"".join(plain[place::_DOUBLE] for place in range(_DOUBLE))


def _floats(stored: bytes) -> list[float | None]:
    plain = bytearray(len(stored))
    count = len(stored) // _DOUBLE
    for place in range(_DOUBLE):
        plain[place::_DOUBLE] = stored[place * count : (place + 1) * count]
    numbers = array("d", bytes(plain))
    if sys.byteorder == "big":
        numbers.byteswap()
    return [None if math.isnan(one) else one for one in numbers]
