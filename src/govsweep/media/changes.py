"""What a register changes of accounts that are known, and where it is older than what is known."""

import datetime as dt
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, NamedTuple

import msgspec

from govsweep.facts import MediaAccount, MediaStatus
from govsweep.media.naming import identifier, plain_handle
from govsweep.media.register import HEADERS, MEDIA_STATUSES, MediaRow, read_media
from govsweep.table_rows import ReadTable, lacking_fields

_ORDER = tuple(MediaStatus)
_KEPT = {  # what an account keeps of which a table has no column, under its heads
    "status": "状态",
    "addresses": "主页网址",
    "opened": "开设日期",
    "interactive": "互动功能",
    "max_age_days": "更新期限",
}


class MediaChange(NamedTuple):
    """An account by the fields that changed, under their heads and in words."""

    identifier: str
    name: str
    before: Mapping[str, str]
    after: Mapping[str, str]

    @property
    def told(self) -> str:
        """What changed, in a clause."""
        fields = (
            f"{head} {old or '空'}→{self.after[head] or '空'}" for head, old in self.before.items()
        )
        return f"{self.name}：{'，'.join(fields)}"


class MediaSaved(NamedTuple):
    """What became of accounts that were registered."""

    new: tuple[str, ...] = ()  # identifiers
    changed: tuple[MediaChange, ...] = ()
    same: int = 0


def compared(before: Iterable[MediaAccount], after: Iterable[MediaAccount]) -> MediaSaved:
    """How accounts stand now beside how they stood; those that were not there are new."""
    known = {one.identifier: one for one in before}
    new, changed, same = [], [], 0
    for one in after:
        there = known.get(one.identifier)
        if there is None:
            new.append(one.identifier)
            continue
        old, now = _in_words(there), _in_words(one)
        unlike = [head for head in now if old[head] != now[head]]
        same += not unlike
        if unlike:
            own = ({head: facts[head] for head in unlike} for facts in (old, now))
            changed.append(MediaChange(one.identifier, there.shown_name, *own))
    return MediaSaved(tuple(new), tuple(changed), same)


def _in_words(one: MediaAccount) -> dict[str, str]:
    interactive = {None: "", True: "有", False: "无"}[one.interactive]
    history = "、".join(f"{own.day} {MEDIA_STATUSES[own.status]}" for own in one.history)
    return {
        "名称": one.name,
        "主办单位": one.organizer,
        "状态": MEDIA_STATUSES[one.status],
        "状态的日期": history,
        "主页网址": " ".join(one.addresses),
        "开设日期": str(one.opened or ""),
        "互动功能": interactive,
        "更新期限": f"{one.max_age_days}天",
    }


def leads_back(before: MediaStatus, to: MediaStatus) -> bool:
    """Whether a status takes back a step of a cancellation."""
    return _ORDER.index(to) < _ORDER.index(before)


class KnownStatuses:
    """The statuses in which accounts stand: a row that is older than one of them is refused."""

    def __init__(self, known: Iterable[MediaAccount]) -> None:
        """Take the accounts that are registered."""
        self._known = {one.identifier: one for one in known}
        self._handles = {
            (one.platform, plain_handle(one.platform, one.handle)): one.handle
            for one in self._known.values()
        }
        self.kept: set[str] = set()  # the accounts whose rows were refused
        self.lacking: tuple[str, ...] = ()  # the fields of which the rows say nothing
        self._kept_fields: set[str] = set()

    def read(self, path: Path, today: dt.date) -> ReadTable[MediaRow]:
        """Read a register, without the rows that are older than what is known."""
        self.lacking = lacking_fields(path, MediaRow, HEADERS)
        return read_media(path, today, self.refused)

    def account(self, row: MediaRow, today: dt.date) -> MediaAccount:
        """The account of a row; one that is known keeps the fields of which rows say nothing."""
        account = self.registered(row).account(today)
        known = self._known.get(account.identifier)
        if known is None:
            return account
        own: dict[str, Any] = {
            name: getattr(known, name)
            for name in _KEPT
            if name in self.lacking and getattr(known, name) != getattr(account, name)
        }
        self._kept_fields |= own.keys()
        if "status" in own:
            own["history"] = ()  # of days that a row says of another status
        if "addresses" in own:
            own["url"] = known.url
        return msgspec.structs.replace(account, **own)

    @property
    def told_kept(self) -> str:
        """Which fields accounts kept, in a line; "" where none did."""
        heads = "、".join(head for name, head in _KEPT.items() if name in self._kept_fields)
        return f"表里没有这几列，保留原值的字段：{heads}" if heads else ""

    def registered(self, row: MediaRow) -> MediaRow:
        """A row with its account's handle as it is registered, where case alone is another."""
        if identifier(row.platform, row.handle) in self._known:
            return row
        same = self._handles.get((row.platform, plain_handle(row.platform, row.handle)))
        return row.model_copy(update={"handle": same}) if same else row

    def refused(self, row: MediaRow) -> tuple[str, str] | None:
        """The field and the reason for which a row would undo what it does not know of."""
        one = self._known.get(identifier(row.platform, self.registered(row).handle))
        if one is None or one.status is row.status or one.changed_on is None:
            return None
        if "status" in self.lacking:
            return None
        if row.since is not None and row.since > one.changed_on:
            return None  # it tells of something later
        past = any(own.status is row.status for own in one.history)
        if not (past or leads_back(one.status, row.status)):
            return None
        self.kept.add(one.identifier)
        now, wanted = MEDIA_STATUSES[one.status], MEDIA_STATUSES[row.status]
        return (
            "status",
            f"登记里自 {one.changed_on} 起是“{now}”，表里的“{wanted}”没有写明更晚的日期，"
            "这一行没有登记；确要改回的，先改状态并写明原因",
        )
