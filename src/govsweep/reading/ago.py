"""Days that a page tells by how long ago they were: 昨天, 3小时前, 5个月前."""

import re

from govsweep.chinese_numbers import number

_NUMBER = r"(\d{1,3}|[一二两三四五六七八九十百]{1,4}|半|an?|one)"
_MARKS = frozenset("前刚今昨周期aoeAOE")  # each of these words has one
_CLOCK = (
    r"(?:[\s,，]*(?:[上下中]午|凌晨|早上|晚上)?\s*"
    r"\d{1,2}\s*[:：时点]\s*\d{0,2}\s*分?(?:[:：]\d{2})?)?"
)
_WORD = (
    r"(?P<now>刚刚|刚才|方才|just now)|(?P<named>大前天|[今昨前][天日]|[今昨]晚|today|yesterday)|"
    rf"(?P<told>{_NUMBER}\s*(?:个|多)?\s*(?P<unit>秒钟?|分钟?|小时|钟头|天|日|周|星期|礼拜|月|年|"
    r"(?:second|sec|minute|min|hour|day|week|month|year)s?)\s*(?:之|以)?(?:前|ago))|(?P<week>上个?(?:周|星期|礼拜)[一二三四五六日天]?)"
)
_ONLY = re.compile(
    rf"[\[(（【〔]?\s*(?:[发發]?[布佈表]?|更新|发表)?(?:于|時間|时间|日期)?\s*[:：]?\s*(?:{_WORD}){_CLOCK}\s*"
    r"(?:更新|发布|发表)?\s*[\])）】〕]?",
    re.IGNORECASE,
)
_AT_END = re.compile(rf"(?:{_WORD}){_CLOCK}\s*[\])）】〕]?$", re.IGNORECASE)
_NAMED = {"今": 0, "昨": 1, "前": 2, "大": 3, "t": 0, "y": 1}
_DAYS = {"天": 1, "日": 1, "周": 7, "星": 7, "礼": 7, "月": 30, "年": 365}
_ENGLISH = {"d": 1, "w": 7, "y": 365}
_LAST_WEEK = 7  # at least


def days_ago(text: str) -> int | None:
    """How many days ago a text says that something was, where it says nothing else.

    Of a span (5个月前) the least: what is old by that is old.
    """
    match = _ONLY.fullmatch(text) if _may(text) else None
    return _told(match) if match else None


def ends_ago(text: str) -> tuple[int, int] | None:
    """Where in a line the end begins that says so, and how many days ago."""
    match = _AT_END.search(text) if _may(text) else None
    days = _told(match) if match else None
    return None if match is None or days is None else (match.start(), days)


def _may(text: str) -> bool:
    return not _MARKS.isdisjoint(text)


def _told(match: re.Match[str]) -> int | None:
    if match["now"]:
        return 0
    if match["named"]:
        return _NAMED[match["named"][0].lower()]
    if match["week"]:
        return _LAST_WEEK
    unit, written = match["unit"].lower(), match["told"]
    each = _each(unit)
    amount = re.match(_NUMBER, written, re.IGNORECASE)
    told = amount[1].lower() if amount else ""
    if told == "半":
        return each // 2
    many = 1 if told in ("a", "an", "one") else number(told.replace("两", "二"))
    if many is None:
        return None
    return many // 24 if unit[0] in "小钟h" else many * each


def _each(unit: str) -> int:
    """The days of a unit; 0 of those within a day."""
    if unit.startswith("mo"):
        return _DAYS["月"]
    return _ENGLISH.get(unit[0], _DAYS.get(unit[0], 0))
