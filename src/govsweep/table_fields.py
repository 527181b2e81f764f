"""What cells of the office's tables may hold, and how one that is wrong is refused.

Every table is read row by row into a model (`govsweep.table_rows.read_rows`); its validators raise
refusals, whose words are shown to the office as they are.
"""

import datetime as dt
import re

from pydantic import BaseModel, ConfigDict, ValidationInfo
from pydantic_core import PydanticCustomError

from govsweep.addresses import host, href

# As people write a day, and as a workbook shows one.
DAY = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?(?: 00:00:00)?")
_EXAMPLE = "应写作 2026-11-20"


class TableRow(BaseModel):
    """A row of a table; columns that nobody knows are left out."""

    model_config = ConfigDict(frozen=True, str_strip_whitespace=True, extra="ignore")


def refusal(reason: str) -> PydanticCustomError:
    """What a validator raises to say why a cell is refused."""
    return PydanticCustomError("govsweep", "{reason}", {"reason": reason})


def address_of(text: object) -> str:
    """The address of a cell, with scheme and host; raises a refusal."""
    address = href(text) if isinstance(text, str) else ""
    if not address or not host(address):
        raise refusal(f"“{text}”不是网址：应以 http:// 或 https:// 开头，并有主机名")
    return address


def day_of(text: object, impossible: str = "历法上没有这一天") -> dt.date:
    """The day of a cell; raises a refusal, with what is said of a day that no calendar has."""
    match = DAY.fullmatch(text) if isinstance(text, str) else None
    if match is None:
        raise refusal(f"“{text}”不是日期：{_EXAMPLE}")
    try:
        return dt.date(*map(int, match.groups()))
    except ValueError:
        raise refusal(f"“{text}”不是日期：{impossible}") from None


def until_today(day: dt.date, text: object, info: ValidationInfo) -> dt.date:
    """A day that is not to come, by the day that is the context; raises a refusal."""
    if isinstance(info.context, dt.date) and day > info.context:
        raise refusal(f"“{text}”还没有到")
    return day


def past_day(text: object, info: ValidationInfo) -> dt.date:
    """The day of a cell that tells of what has been; raises a refusal."""
    return until_today(day_of(text, _EXAMPLE), text, info)
