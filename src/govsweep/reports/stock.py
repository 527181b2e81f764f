"""What papers of a day are written from, kept as it was known, so that they never change.

A stock is taken whenever a sweep is closed or judged again. What is in it is what the store said
then; papers of that day, and of the days until the next stock, are written from it.
"""

import datetime as dt
import zlib
from collections.abc import Iterable
from typing import Any

import msgspec

from govsweep.clock import BEIJING
from govsweep.facts import Duties, Fact, MediaAccount, Site
from govsweep.findings import Finding
from govsweep.periods import LedgerCount
from govsweep.reports.snapshot import SweepRow, TrendRow
from govsweep.store import StoredColumn, StoredHome, StoredMedia
from govsweep.suspects import Suspect

KEPT_DAYS = 400  # a finding unchanged for longer, and standing no more, is in no paper


class Stock(Fact, frozen=True, kw_only=True):
    """What the store said of a sweep; new fields go to the end, with a default."""

    sweep: SweepRow
    sites: tuple[Site, ...]
    columns: tuple[StoredColumn, ...]
    ledger: tuple[LedgerCount, ...]
    crashes: int
    earlier: tuple[TrendRow, ...]
    checks: tuple[str, ...]
    days: dict[int, dt.date]
    homes: tuple[StoredHome, ...] = ()
    characters: dict[str, int] = {}  # by site
    own: TrendRow | None = None  # its own sweep, as later papers show it beside theirs
    findings: msgspec.Raw = msgspec.Raw()
    media: tuple[MediaAccount, ...] = ()
    posts: tuple[StoredMedia, ...] = ()
    duties: Duties = Duties()
    suspects: tuple[Suspect, ...] = ()


# A finding with all its fields, also those that are not exported. Those added later need a default.
_Kept = msgspec.defstruct(
    "_Kept",
    [
        (name, field.annotation)
        if field.is_required()
        else (name, field.annotation, field.get_default())
        for name, field in Finding.model_fields.items()
    ],
    kw_only=True,
)
_encoder = msgspec.msgpack.Encoder()
_stocks = msgspec.msgpack.Decoder(Stock)
_findings = msgspec.msgpack.Decoder(list[_Kept])  # type: ignore[valid-type]


def kept(findings: Iterable[Finding]) -> msgspec.Raw:
    """Findings as a stock has them."""
    names = tuple(Finding.model_fields)
    return msgspec.Raw(
        _encoder.encode([{name: getattr(one, name) for name in names} for one in findings])
    )


def findings_of(stock: Stock) -> list[Finding]:
    """The findings of a stock."""
    return [_finding(msgspec.structs.asdict(one)) for one in _findings.decode(stock.findings)]


def _finding(fields: dict[str, Any]) -> Finding:
    return Finding.model_construct(**{name: _local(value) for name, value in fields.items()})


def _local(value: Any) -> Any:
    """Instants are kept without their zone; papers have them in Beijing time."""
    return value.astimezone(BEIJING) if isinstance(value, dt.datetime) else value


def pack(stock: Stock) -> bytes:
    """A stock as it is stored."""
    return zlib.compress(_encoder.encode(stock))


def unpack(stored: bytes) -> Stock:
    """The stock again."""
    return _stocks.decode(zlib.decompress(stored))
