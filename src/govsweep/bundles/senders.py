"""Whose bundles are taken in: the superior's list of public keys (bundle_keys.csv)."""

import datetime as dt
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Annotated

from pydantic import AfterValidator, BeforeValidator, Field

from govsweep.bundles.content import Manifest, Word
from govsweep.bundles.keys import is_public
from govsweep.clock import BEIJING
from govsweep.errors import InputError
from govsweep.table_fields import TableRow, day_of, refusal
from govsweep.table_rows import ReadTable, read_rows

KEY_HEADERS: Mapping[str, str] = {
    "名称": "name",
    "公钥": "key",
    "起始日期": "since",
    "截止日期": "until",
}


def _key(text: str) -> str:
    if not is_public(text):
        raise refusal(f"“{text}”不是公钥：应为 44 个字符，照原样粘贴")
    return text


def _day(told: object) -> object:
    return day_of(told) if isinstance(told, str) and told else told or None


class Sender(TableRow):
    """A district, its public key, and the days on which the key holds."""

    name: Annotated[Word, Field(min_length=1)]
    key: Annotated[str, AfterValidator(_key)]
    since: Annotated[dt.date | None, BeforeValidator(_day)] = None
    until: Annotated[dt.date | None, BeforeValidator(_day)] = None

    def holds(self, day: dt.date) -> bool:
        """Whether the key holds on a day."""
        return (self.since is None or self.since <= day) and (
            self.until is None or day <= self.until
        )

    def meets(self, begins: dt.date, ends: dt.date) -> bool:
        """Whether the district was to report of a period."""
        return (self.since is None or self.since <= ends) and (
            self.until is None or begins <= self.until
        )


def read_senders(path: Path) -> ReadTable[Sender]:
    """Read bundle_keys.csv; a key stands once, a district may have had several."""

    def wrong(row: Sender) -> tuple[str, str] | None:
        if row.since and row.until and row.since > row.until:
            return "until", "早于起始日期"
        return None

    return read_rows(path, Sender, unique=("key",), headers=KEY_HEADERS, wrong=wrong)


def sender_of(manifest: Manifest, senders: Iterable[Sender]) -> Sender:
    """Who sent a bundle; raises `InputError` for a key that is not known, or not for it."""
    found = next((one for one in senders if one.key == manifest.key), None)
    if found is None:
        raise InputError(
            f"公钥 {manifest.key} 不在名单里（自称“{manifest.name}”）：先与对方核对公钥，再登记",
            "：写进 bundle_keys.csv，再运行 govsweep bundle senders bundle_keys.csv",
        )
    if found.name != manifest.name:
        raise InputError(f"这把公钥是“{found.name}”的，数据包却自称“{manifest.name}”")
    day = manifest.exported_at.astimezone(BEIJING).date()
    if not found.holds(day):
        span = f"{found.since or '……'} 至 {found.until or '……'}"
        raise InputError(f"“{found.name}”的公钥在 {day} 不在有效期内（{span}）")
    return found
