"""Words for a stretch of time by which a list is cut: 2026年, 十一月, 第三季度, 本年, 最新."""

import datetime as dt
import re
from typing import NamedTuple

from govsweep.chinese_numbers import figure, number
from govsweep.reading.dates import NARROW

_NUMERALS = "一二三四五六七八九十"
_FIGURE = f"[{_NUMERALS[:9]}〇○零0]"
_YEAR = rf"(?:(?P<year>(?:19|20)\d\d)|(?P<worded>二{_FIGURE}{{3}})|(?P<short>\d\d)(?=年))"
_MONTH = rf"(?:1[0-2]|0?[1-9]|[{_NUMERALS}]{{1,2}})"
_PART = r"(?:第?[一二三四1-4]\s*季度?|[上下]半年)"
_CURRENT = (
    r"[今本当][年月周季天日](?:度|份)?|最新|最近|近期|新近|最热|热门|全部|所有|不限|"
    r"近[一二三两半\d]{1,2}个?(?:年|月|周|季度?)"
)
_PAST = r"[去往前历昔旧早][年期史]|历年|以往|以前|更早|早期|上[年月周]|旧闻|归档|存档"
_WHAT = r"(?:发布|信息|动态|内容|公告|新闻|消息|文章|数据|公示|文件)?"
_PERIOD = re.compile(
    rf"{_YEAR}\s*年?\s*度?(?:\s*[-./年]?\s*(?P<month>{_MONTH})\s*月?份?|\s*{_PART})?|"
    rf"{_MONTH}\s*月份?|{_PART}|(?P<past>{_PAST}){_WHAT}|(?:{_CURRENT}){_WHAT}"
)
_TRIMMED = "[]【】()（）〔〕 \u3000·|｜"


class Stretch(NamedTuple):
    """A stretch of time; `end` is None for one that ends now, or that nobody knows the end of."""

    end: dt.date | None
    past: bool = False  # it is over, whenever it ended


def period(text: str) -> Stretch | None:
    """The stretch of time that words tell, and nothing else; None where they tell none."""
    bare = text.translate(NARROW).strip(_TRIMMED)
    match = _PERIOD.fullmatch(bare) if (bare and not bare.isdecimal()) or len(bare) == 4 else None
    if match is None:
        return None
    year = _year(match["year"], match["worded"], match["short"])
    if year is None:
        return Stretch(None, past=match["past"] is not None)
    month = number(match["month"]) if match["month"] else 12
    if month is None or not 1 <= month <= 12:
        return None
    following = dt.date(year + month // 12, month % 12 + 1, 1)
    return Stretch(following - dt.timedelta(days=1))


def _year(plain: str | None, worded: str | None, short: str | None) -> int | None:
    if plain:
        return int(plain)
    if worded:
        return int("".join(str(figure(one) or 0) for one in worded))
    return 2000 + int(short) if short else None


def may_reach_beyond(text: str, newest: dt.date, today: dt.date) -> bool:
    """Whether what is chosen by some words may be later than `newest`.

    A year to come is not offered because something happened in it.
    """
    told = period(text)
    if told is None:
        return True
    if told.end is None:
        return not told.past
    return told.end > newest and (told.end.year <= today.year)
