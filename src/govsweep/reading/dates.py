"""Dates as Chinese pages write them, and which of them is the date of publication."""

import datetime as dt
import re
from collections.abc import Iterator
from typing import NamedTuple

from govsweep.chinese_numbers import figure, number

FIRST_YEAR = 1990
_SEPARATOR = r"\s*[-./年－—–_]\s*"
_CLOCK = (
    r"(?:\s*T?\s*(\d{1,2})\s*[:：∶﹕时點点]\s*(\d{1,2})(?:\s*[:：∶﹕分]\s*(\d{1,2}))?\s*[分秒]?)?"
)
FULL = re.compile(
    r"((?:19|20)(?<![\d.]\d\d)\d{2})"  # so begun, a search looks at nothing but ones and twos
    + _SEPARATOR
    + r"(\d{1,2})\s*[-./月－—–_]\s*(\d{1,2})(?!\d(?!\d:))\s*日?"
    + _CLOCK
)
_JAVA = re.compile(
    r"\b(Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)\w*\s+(\d{1,2})\s+(\d\d):(\d\d):(\d\d)"
    r"\s+\w+\s+((?:19|20)\d\d)\b"
)
MONTHS = "JanFebMarAprMayJunJulAugSepOctNovDec"
_NAMED = r"(Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]{0,6}\.?"
_ENGLISH = re.compile(  # Nov 3, 2026; 3 Nov. 2026; Nov. 2026 under the day in large figures
    rf"\b{_NAMED}\s*(\d{{1,2}})(?:st|nd|rd|th)?\s*,?\s+((?:19|20)\d\d)(?!\d)|"
    rf"(?<!\d)(\d{{1,2}})(?:st|nd|rd|th)?[\s,/\-]*{_NAMED}[\s,/\-]*((?:19|20)\d\d)(?!\d)",
    re.IGNORECASE,
)
_LETTER = re.compile(r"(?:an|eb|ar|pr|ay|un|ul|ug|ep|ct|ov|ec|AN|EB|AR|PR|AY|UN|UL|UG|EP|CT|OV|EC)")
_COMPACT = re.compile(r"(?<!\d)((?:19|20)\d\d)(\d\d)(\d\d)(?:(\d\d)(\d\d)(\d\d)?)?(?!\d)")
_TOLD = re.compile(r"[:：]\s*((?:19|20)\d\d)(\d\d)(\d\d)(?!\d)")  # 发布时间：20240105
_TOLD_SHORT = re.compile(
    r"[:：]\s*([0-3]\d)[-/.](\d{1,2})[-/.](\d{1,2})(?![\d\-/.])"
)  # 时间：24-01-05
NARROW = {  # full-width figures and letters
    wide: wide - 0xFEE0
    for first, last in ("０９", "ＡＺ", "ａｚ")
    for wide in range(ord(first), ord(last) + 1)
}
_WIDE_MARK = re.compile(r"(?<=\d)[－．／：](?=\d)")
_NARROW_MARKS = {"－": "-", "．": ".", "／": "/", "：": ":"}
_NUMERALS = "一二三四五六七八九十"
_WORDED = re.compile(  # 二〇二六年十一月三日
    rf"([一二][〇○Ｏ零{_NUMERALS[:9]}]{{3}})年([{_NUMERALS}]{{1,2}})月([{_NUMERALS}廿卅]{{1,3}})[日号]"
)
_NO_DAY = 99  # nor a month of any year
_EPOCH = re.compile(r"\d{10}(?:\d{3})?")
_URL_DATES = (
    re.compile(r"/t((?:19|20)\d\d)(\d\d)(\d\d)_"),
    re.compile(r"/((?:19|20)\d\d)[/-](\d{1,2})[/-](\d{1,2})/"),
    re.compile(r"/((?:19|20)\d\d)-?(\d\d)/(\d\d)/"),
    re.compile(r"/((?:19|20)\d\d)-?(\d\d)-?(\d\d)/"),
    re.compile(r"/((?:19|20)\d\d)/(\d\d)(\d\d)/"),
    re.compile(r"[/_]((?:20)\d\d)(\d\d)(\d\d)(?=[_/.\d])"),
)

WHEN = r"(?:时\s*间|日\s*期)"
# What the date behind it is of, where that is not the page's own day: of a term (截止11月3日) ...
_TERMS = "截止 截至 结束 开标 报名 到期 实施 施行 生效 成文 有效期"
# ... and what is so only where it is said to be a time: 培训时间, 处罚决定日期.
_OCCASIONS = (
    "会议 活动 培训 考试 面试 笔试 比赛 演出 展览 讲座 开庭 举办 举行 召开 报到 "
    "开始 起始 起止 征集 公示 投标 评审 交易 开工 施工 竣工 停水 停电 "
    "办理 受理 服务 接待 工作 上班 开放 营业 领取 缴费 登记 申请 "
    "来信 写信 回复 答复 办结 处理 处罚 决定 认定 签订 核准 发证 立案 "
    "印发 发文 生成 成立 出生 失效 废止 有效 截"
)
TERM = f"(?:{_TERMS.replace(' ', '|')})"
EVENT = f"(?:{_TERMS.replace(' ', '|')}|{_OCCASIONS.replace(' ', '|')})"


class Seen(NamedTuple):
    """A date in a text, and where in it."""

    value: dt.datetime
    start: int
    end: int
    clocked: bool  # the time of day stands beside it


def moment(*parts: str | None) -> dt.datetime | None:
    """A moment of year, month, day and what is known of the clock; None for none that exists."""
    numbers = [int(part) for part in parts if part]
    if len(numbers) < 3 or numbers[0] < FIRST_YEAR:
        return None
    try:
        return dt.datetime(*numbers)  # type: ignore[arg-type]
    except ValueError:
        try:
            return dt.datetime(numbers[0], numbers[1], numbers[2])
        except ValueError:
            return None


def narrow(text: str) -> str:
    """A text whose dates are in plain digits: full-width ones, Chinese words, English months."""
    if max(text, default="") >= "０" and any("０" <= one <= "９" for one in text):
        text = text.translate(NARROW)
        text = _WIDE_MARK.sub(lambda one: _NARROW_MARKS[one[0]], text)
    if "年" in text and "月" in text and ("一" in text or "二" in text):
        text = _WORDED.sub(_in_digits, text)
    if "20" in text and _LETTER.search(text):
        text = _ENGLISH.sub(_in_figures, text)
    return text


def _in_figures(match: re.Match[str]) -> str:
    name, day, year = match.group(1, 2, 3) if match.group(1) else match.group(5, 4, 6)
    return f"{year}-{MONTHS.index(name.capitalize()) // 3 + 1:02}-{day}"


def _in_digits(match: re.Match[str]) -> str:
    year, month, day = _parts_of(match)
    return f"{year}年{month}月{day}日"


def _parts_of(match: re.Match[str]) -> tuple[str, str, str]:
    year = "".join(str(figure(one)) for one in match.group(1))
    month, day = (number(match.group(part)) or _NO_DAY for part in (2, 3))
    return year, str(month), str(day)


def find(text: str, start: int = 0) -> Seen | None:
    """The first whole date in a text."""
    if "20" not in text and "19" not in text:
        return None
    for match in FULL.finditer(text, start):
        value = moment(*match.groups())
        if value:
            return Seen(value, match.start(), match.end(), match.group(4) is not None)
    return None


def find_all(text: str) -> tuple[Seen, ...]:
    """Every whole date in a text."""
    if "20" not in text and "19" not in text and "２０" not in text:
        return _worded(text) if "年" in text and "月" in text else _short(text)
    if "２" in text:
        text = text.translate(NARROW)
    found: list[Seen] = []
    for match in FULL.finditer(text):
        value = moment(*match.groups())
        if value:
            clocked = match.group(4) is not None
            found.append(Seen(value, match.start(), match.end(), clocked))
    if not found:
        told = _TOLD.search(text)
        value = moment(*told.groups()) if told else None
        if told and value:
            found.append(Seen(value, told.start(1), told.end(), clocked=False))
        elif _LETTER.search(text):
            found.extend(_english(text))
    return tuple(found)


def _english(text: str) -> Iterator[Seen]:
    for match in _ENGLISH.finditer(text):
        value = moment(*_in_figures(match).split("-"))
        if value:
            yield Seen(value, match.start(), match.end(), clocked=False)


def _short(text: str) -> tuple[Seen, ...]:
    """A date behind a label whose year has two figures."""
    told = _TOLD_SHORT.search(text)
    value = moment(f"20{told[1]}", told[2], told[3]) if told else None
    return (Seen(value, told.start(1), told.end(), clocked=False),) if told and value else ()


def _worded(text: str) -> tuple[Seen, ...]:
    values = ((one, moment(*_parts_of(one))) for one in _WORDED.finditer(text))
    return tuple(Seen(value, one.start(), one.end(), False) for one, value in values if value)


def of_value(text: str) -> dt.datetime | None:
    """The date of a machine's field: also without separators, as Java prints it, or as an epoch."""
    seen = find(text)
    if seen:
        return seen.value
    java = _JAVA.search(text)
    if java:
        name, day, hour, minute, second, year = java.groups()
        return moment(year, str(MONTHS.index(name) // 3 + 1), day, hour, minute, second)
    compact = _COMPACT.search(text)
    if compact:
        return moment(*compact.groups())
    return _epoch(text.strip())


def _epoch(text: str) -> dt.datetime | None:
    if not _EPOCH.fullmatch(text):
        return None
    zone = dt.timezone(dt.timedelta(hours=8))  # Chinese servers mean their own time
    value = dt.datetime.fromtimestamp(int(text[:10]), zone).replace(tzinfo=None)
    return value if value.year >= FIRST_YEAR else None


def of_url(url: str) -> dt.datetime | None:
    """The date that an address carries."""
    for pattern in _URL_DATES:
        match = pattern.search(url)
        if match:
            value = moment(*match.groups())
            if value:
                return value
    return None
