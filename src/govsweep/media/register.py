"""The register of media accounts: the office's own CSV or XLSX, row by row (新媒体登记表)."""

import datetime as dt
import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Annotated

from pydantic import (
    BeforeValidator,
    Field,
    ValidationError,
    ValidationInfo,
    field_validator,
)

from govsweep import reasons
from govsweep.addresses import host, href
from govsweep.errors import InputError
from govsweep.facts import MediaAccount, MediaStatus, Platform, StatusChange
from govsweep.media.naming import PLATFORM_WORDS, PLATFORMS, identifier, plain_handle
from govsweep.table_fields import TableRow, day_of, refusal, until_today
from govsweep.table_rows import ReadTable, read_rows

HEADERS: Mapping[str, str] = {
    "平台": "platform",
    "账号": "handle",
    "帐号": "handle",
    "账号ID": "handle",
    "帐号ID": "handle",
    "账号id": "handle",
    "ID": "handle",
    "微信号": "handle",
    "名称": "name",
    "账号名称": "name",
    "帐号名称": "name",
    "主办单位": "organizer",
    "单位": "organizer",
    "状态": "status",
    "主页网址": "addresses",
    "网址": "addresses",
    "链接": "addresses",
    "开设日期": "opened",
    "申请注销日期": "cancelling_on",
    "注销日期": "cancelled_on",
    "互动功能": "interactive",
    "更新期限": "max_age_days",
    "更新期限（天）": "max_age_days",
}
MEDIA_STATUSES: Mapping[MediaStatus, str] = {
    MediaStatus.RUNNING: "运行",
    MediaStatus.CANCELLING: "注销中",
    MediaStatus.CANCELLED: "已注销",
}
_STATUS_WORDS = {
    **{word: one for one, word in MEDIA_STATUSES.items()},
    **{one.value: one for one in MediaStatus},
    "正常": MediaStatus.RUNNING,
    "正常运行": MediaStatus.RUNNING,
    "在用": MediaStatus.RUNNING,
    "拟注销": MediaStatus.CANCELLING,
    "待注销": MediaStatus.CANCELLING,
    "注销": MediaStatus.CANCELLED,
}
_INTERACTIVE = {"有": True, "是": True, "无": False, "没有": False, "否": False}
_NAMES = {field: head for head, field in reversed(list(HEADERS.items()))}
_BETWEEN = re.compile(r"[\s;；]+")


def _platform(text: object) -> object:
    if isinstance(text, str):
        known = PLATFORM_WORDS.get(text) or PLATFORM_WORDS.get(text.lower())
        if known is None:
            raise refusal(f"“{text}”不是认得的平台：应为 {'、'.join(PLATFORMS.values())} 之一")
        return known
    return text


def _handle(text: object) -> object:
    if not isinstance(text, str):
        return text
    text = unicodedata.normalize("NFKC", text).strip()
    if re.fullmatch(r"\d(\.\d+)?[eE]\+?\d+", text):
        raise refusal(
            f"“{text}”是表格软件改写过的数，后几位已经丢失：请把这一列设为文本，重新填写账号"
        )
    if len(text) > 100 or any(mark.isspace() for mark in text):
        raise refusal("账号是平台上的编号（微信号、微博UID、抖音号），至多 100 个字符，没有空格")
    return text


def _status(text: object) -> object:
    known = _STATUS_WORDS.get(text) if isinstance(text, str) else None
    if known is None:
        raise refusal(f"“{text}”不是账号状态：应为 {'、'.join(MEDIA_STATUSES.values())} 之一")
    return known


def _day(text: object, info: ValidationInfo) -> object:
    return until_today(day_of(text), text, info)


def _addresses(text: object) -> object:
    found = []
    for one in _BETWEEN.split(text) if isinstance(text, str) else ():
        address = href(one) if one.startswith(("http://", "https://")) else ""
        if not address or not host(address):
            raise refusal(f"“{one}”不是网址：应以 http:// 或 https:// 开头，几个用空格或分号隔开")
        found.append(address)
    return tuple(found)


def _interactive(text: object) -> object:
    if isinstance(text, str) and text in _INTERACTIVE:
        return _INTERACTIVE[text]
    raise refusal(f"“{text}”应为 有 或 无；没有核查过的不填")


_Day = Annotated[dt.date | None, BeforeValidator(_day)]


class MediaRow(TableRow):
    """A row of the register of media accounts."""

    platform: Annotated[Platform, BeforeValidator(_platform)]
    handle: Annotated[str, BeforeValidator(_handle), Field(min_length=1)]
    name: Annotated[str, Field(min_length=1, max_length=200)]
    organizer: Annotated[str, Field(min_length=1, max_length=200)]
    status: Annotated[MediaStatus, BeforeValidator(_status)] = MediaStatus.RUNNING
    addresses: Annotated[tuple[str, ...], BeforeValidator(_addresses)] = ()
    opened: _Day = None
    cancelling_on: _Day = None
    cancelled_on: _Day = None
    interactive: Annotated[bool | None, BeforeValidator(_interactive)] = None
    max_age_days: int = Field(default=14, ge=1, le=3_650)

    @field_validator("cancelling_on", "cancelled_on")
    @classmethod
    def _after_what_came_before(cls, day: dt.date | None, info: ValidationInfo) -> dt.date | None:
        for field in ("opened", "cancelling_on"):
            earlier = info.data.get(field)
            if field != info.field_name and day and earlier and day < earlier:
                raise refusal(f"{day} 早于{_NAMES[field]} {earlier}")
        return day

    def account(self, today: dt.date) -> MediaAccount:
        """The account it registers; where no day is given of its status, it is of `today`."""
        key = identifier(self.platform, self.handle)
        return MediaAccount(
            identifier=key,
            name=self.name,
            url=self.addresses[0] if self.addresses else f"media:{self.platform}/{self.handle}",
            organizer=self.organizer,
            platform=self.platform,
            handle=self.handle,
            addresses=self.addresses,
            status=self.status,
            opened=self.opened,
            interactive=self.interactive,
            max_age_days=self.max_age_days,
            history=tuple(self._history(today)),
        )

    @property
    def since(self) -> dt.date | None:
        """The day from which it says that the account stands so; None where it gives none."""
        return self._days[self.status]

    @property
    def _days(self) -> Mapping[MediaStatus, dt.date | None]:
        return {
            MediaStatus.RUNNING: self.opened,
            MediaStatus.CANCELLING: self.cancelling_on,
            MediaStatus.CANCELLED: self.cancelled_on,
        }

    def _history(self, today: dt.date) -> Iterator[StatusChange]:
        days = self._days
        for status in MediaStatus:
            day = days[status]
            if status is self.status:
                yield StatusChange(day or today, status)
                return
            if day is not None:
                yield StatusChange(day, status)


def media_row(fields: Mapping[str, str], today: dt.date | None = None) -> MediaRow:
    """A row of what somebody wrote into fields; raises `InputError` naming those that are wrong.

    Days after `today` are wrong, where it is given.
    """
    written = {name: text for name, text in fields.items() if text}
    try:
        return MediaRow.model_validate(written, context=today)
    except ValidationError as error:
        told = (
            f"{_NAMES.get(str(one.place[0]), one.place[0])}：{one.reason}"
            for one in reasons.of_fields(error)
        )
        raise InputError("；".join(told)) from error


def read_media(
    path: Path,
    today: dt.date | None = None,
    wrong: Callable[[MediaRow], tuple[str, str] | None] = lambda _: None,
) -> ReadTable[MediaRow]:
    """Read a register of media accounts; on a platform a handle must stand once.

    Rows with days after `today` are refused, where it is given, and those of which `wrong` names a
    field and a reason.
    """
    handles: dict[tuple[Platform, str], str] = {}

    def refused(row: MediaRow) -> tuple[str, str] | None:
        first = handles.setdefault(
            (row.platform, plain_handle(row.platform, row.handle)), row.handle
        )
        if first != row.handle:
            return "handle", f"与前面的“{first}”是同一个账号：微信号不分大小写"
        return wrong(row)

    return read_rows(
        path,
        MediaRow,
        unique=("handle",),
        within="platform",
        headers=HEADERS,
        wrong=refused,
        context=today,
    )
