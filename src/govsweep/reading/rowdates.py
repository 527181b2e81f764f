"""The dates of list rows: whole, in two parts, or month and day only."""

import datetime as dt
import re
from functools import lru_cache
from typing import NamedTuple

from govsweep.chinese_numbers import number
from govsweep.reading.ago import days_ago, ends_ago
from govsweep.reading.dates import EVENT, FULL, MONTHS, TERM, WHEN, moment, narrow

_OPEN, _SHUT = r"[\[(（【〔［<《]?\s*", r"\s*[\])）】〕］>》]?"
_YEAR_LAST = re.compile(
    r"(?<!\d)(\d{1,2})\s*[-./月]\s*(\d{1,2})日?\s*[-.,，/|]?\s*((?:19|20)\d\d)年?(?!\d)"
)
_DAY_FIRST = re.compile(
    r"(?<![\d\-./])(\d{1,2})日?\s*[,，/|]?\s*((?:19|20)\d\d)\s*[-./年]\s*(\d{1,2})月?(?![\d\-./])"
)
_MONTH_DAY = re.compile(
    r"(?<![\d\-./:：年])(\d{1,2})\s*[-./月]\s*(\d{1,2})\s*日?(?![\d\-./:：%％])"
)
_TWO = re.compile(r"(\d{1,2})\s*[-./]\s*(\d{1,2})(?![\d\-./])")
_SHORT_YEAR = re.compile(
    r"(?<![\d\-.])(?<!\d/)(\d\d)\s*[-./]\s*(\d{1,2})\s*[-./]\s*(\d{1,2})(?![\d\-./])"
)
_ONLY = re.compile(
    rf"{_OPEN}(?:[发發][布佈表]|更新|公开|添加|上传)?(?:[时時][间間]|日期|更新|于)?\s*[:：]?\s*(\d[\d\-./年月日时分:：∶\s]*\d[月日秒分]?){_SHUT}"
)
_DAY_LAST = re.compile(
    r"((?:19|20)\d\d)\s*[-./年]\s*(?:(\d{1,2})月?\s+(\d{1,2})|(\d\d)(\d\d))日?(?!\d)"
)
_DAY_MONTH_YEAR = re.compile(  # 18 over 11月 over 2026
    r"(?<![\d\-./年])(\d{1,2})日?\s*[/|\s]\s*(\d{1,2})月\s*[,，/|\s]\s*((?:19|20)\d\d)(?!\d)"
)
_DAY_BEFORE_MONTH = re.compile(r"(?<![\d\-./年])(\d{1,2})日?\s*[/|\s]\s*(\d{1,2})月(?!\s*\d)")
_MONTHS = [f"{one}月" for one in (*"一二三四五六七八九十", "十一", "十二")]
_WORDED_MONTH = re.compile(
    r"(?<=[\d日\s/|])\s*([一二三四五六七八九十]{1,2}月)$"
)  # under a day: 18 十一月
_WEEKDAY = re.compile(
    r"(?<=[\d日号])[\s,，]*[(（]?\s*(?:星期|周|礼拜)[一二三四五六日天]\s*[)）]?\s*$"
)
_BETWEEN = re.compile(r"(?<=\d)(?:\s*[|｜]\s*|T)(?=\d)")  # 21 | 2026-11, 2026-11-21T09:30
_NUMERALS = "一二三四五六七八九十"
_WORDED_DAY = re.compile(rf"^([{_NUMERALS}]{{1,2}})月([{_NUMERALS}廿卅]{{1,3}})[日号]")
_NAMED = "(Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]{0,6}\\.?"
_ENGLISH_DAY = re.compile(rf"^(?:{_NAMED}\s*(\d{{1,2}})|(\d{{1,2}})\s*{_NAMED})$", re.IGNORECASE)
_COMPACT = re.compile(
    rf"\s*{_OPEN}((?:19|20)\d\d)\s*(0[1-9]|1[0-2])\s*(0[1-9]|[12]\d|3[01]){_SHUT}\s*"
)
_GLUED = r"(\d{1,4}[-./]\d{1,2}(?:[-./]\d{1,2})?(?:\s+\d{1,2}[:：]\d{1,2}(?:[:：]\d{1,2})?)?)"
_BEFORE = r"\[(（【〔［\s|·—\-"  # a search begins where they begin: a long rule is read once
# A date in characters at either end is mostly part of the title: 2021年5月12日疫情通报.
_AT_END = re.compile(
    rf"(?<![{_BEFORE}])[{_BEFORE}]*(?<![\d.\-]){_GLUED}\s*[\])）】〕］]?\s*$|"
    r"\s+((?:19|20)\d\d年\d{1,2}月\d{1,2}日)\s*$"
)
_AT_START = re.compile(
    rf"^\s*[\[(（【〔［]?\s*{_GLUED}\s*[\])）】〕］]?[\s·|]*(?=\D)|"
    r"^((?:19|20)\d\d年\d{1,2}月\d{1,2}日)\s+(?!\d{1,2}[:：])"
)
_MONTH_FIRST = re.compile(
    r"(?:[01]\d[-./][0-3]\d|[0-3]\d/[01]\d)\s+(?=[\u4e00-\u9fff])(?![年月日])"
)
_EDGE = re.compile(r"^[\[(（【〔［\s]*\d|[\d日][\s\])）】〕］]*$")
_LABELLED = re.compile(r"(发布|发表|公开)?(?:更新|添加)?(?:时\s*间|日\s*期)\s*[:：]\s*(?=\d)")
# The date of what a row tells of, not that of the row: where another stands beside it.
_EVENT_BEFORE = re.compile(rf"(?:{EVENT}{WHEN}|{TERM})[至到]?\s*[:：]?\s*$")
# The same before the label of a line of a row: 培训时间：, 开庭日期：
_EVENT_LABEL = re.compile(rf"{EVENT}{WHEN}\s*[:：]")
_LEADING = re.compile(rf"\s*{_OPEN}{FULL.pattern}(?:{_SHUT})(?<=[\])）】〕］>》\s])(?=\S)")
_TRAILING = re.compile(
    rf"(?:[\[(（【〔［]|[\s。…])\s*(?:{FULL.pattern}|\d\d-\d\d-\d\d)\s*[\])）】〕］]?\s*$"
)
_BRACKETS = "[(（【〔［])）】〕］"


class RowDate(NamedTuple):
    """A row's date; year 0 where the row shows none, month 0 where it tells only how long ago."""

    year: int
    month: int
    day: int
    shown: str
    ago: int = 0  # days, where its month is 0

    @property
    def unparted(self) -> bool:
        """Whether it is eight figures in a row, which may as well be the number of a letter."""
        return self.shown.isdigit()


def row_date(text: str) -> RowDate | None:
    """The date in the part of a row that is not its title."""
    text = narrow(text)
    whole = FULL.search(text)
    if whole:
        if _EVENT_BEFORE.search(text, 0, whole.start()):
            own = (one for one in FULL.finditer(text, whole.end()) if not _is_event(text, one))
            whole = next(own, whole)
        return _dated(whole.group(1), whole.group(2), whole.group(3), whole.group())
    match = _DAY_LAST.search(text)
    if match:
        year, month, day = filter(None, match.groups())
        return _dated(year, month, day, match.group())
    match = _DAY_FIRST.search(text)
    if match:
        return _dated(match.group(2), match.group(3), match.group(1), match.group())
    match = _YEAR_LAST.search(text)
    if match:
        one, two, year = match.groups()
        return _dated(year, one, two, match.group()) or _dated(year, two, one, match.group())
    match = _SHORT_YEAR.search(text)
    if match:
        return _dated("20" + match.group(1), match.group(2), match.group(3), match.group())
    match = _DAY_MONTH_YEAR.search(text)
    if match:
        return _dated(match.group(3), match.group(2), match.group(1), match.group())
    match = _DAY_BEFORE_MONTH.search(text)
    if match:
        return _dated("", match.group(2), match.group(1), match.group())
    match = _MONTH_DAY.search(text)
    if match:
        one, two, shown = match.group(1), match.group(2), match.group()
        date = _dated("", one, two, shown)
        return _dated("", two, one, shown) if date is None and "/" in shown else date
    match = _COMPACT.fullmatch(text)
    if match:
        return _dated(match.group(1), match.group(2), match.group(3), match.group())
    ago = days_ago(text.strip())
    return None if ago is None else RowDate(0, 0, 0, text.strip(), ago)


def _is_event(text: str, date: re.Match[str]) -> bool:
    return _EVENT_BEFORE.search(text, max(0, date.start() - 12), date.start()) is not None


def labelled_date(text: str) -> RowDate | None:
    """The date that a line of a row calls its own, with source and visits beside it.

    Where it tells several (成文日期, 发布日期) that of publication is meant.
    """
    labels = list(_LABELLED.finditer(text))
    if not labels:
        return None
    own = [one for one in labels if not _EVENT_BEFORE.search(text, 0, one.end())]
    match = next((one for one in labels if one.group(1)), (own or labels)[0])
    return row_date(text[match.end() : match.end() + 24])


def tells_of_event(text: str) -> bool:
    """Whether all the dates that a line labels are those of what its row tells of."""
    events = len(_EVENT_LABEL.findall(text))
    return events > 0 and events == len(_LABELLED.findall(text))


def edge_date(text: str) -> RowDate | None:
    """The whole date at either end of a row's summary, set off from it."""
    match = _LEADING.match(text) or _TRAILING.search(text)
    date = row_date(match.group()) if match else None
    return date if date and date.year else None


def only_date(text: str) -> RowDate | None:
    """The date of a text that is nothing else."""
    return _only_date(text) if len(text) <= 40 else None


def whole_date(text: str) -> dt.datetime | None:
    """The day, with its year, of a text that is nothing but a date, whatever its order."""
    date = only_date(text)
    return moment(str(date.year), str(date.month), str(date.day)) if date and date.year else None


@lru_cache(maxsize=4_096)
def _only_date(text: str) -> RowDate | None:
    text = _plain(text)
    return row_date(text) if _ONLY.fullmatch(text) or days_ago(text) is not None else None


def _plain(text: str) -> str:
    """A date of a line of its own in figures, without its weekday and what parts its boxes."""
    text = narrow(text)
    if "月" in text:
        text = _WORDED_MONTH.sub(lambda one: f" {_MONTHS.index(one[1]) + 1}月", text)
        text = _WORDED_DAY.sub(lambda one: f"{number(one[1])}月{number(one[2])}日", text)
    elif text.isascii() and not text.isdecimal():
        text = _ENGLISH_DAY.sub(_month_and_day, text)
    if "周" in text or "星期" in text or "礼拜" in text:
        text = _WEEKDAY.sub("", text)
    return _BETWEEN.sub(" ", text)


def _month_and_day(match: re.Match[str]) -> str:
    name, day = match.group(1, 2) if match.group(1) else match.group(4, 3)
    return f"{MONTHS.index(name.capitalize()) // 3 + 1}-{day}"


def split_title(text: str) -> tuple[str, RowDate | None]:
    """A title without the date glued to its end or its beginning, and that date."""
    if not _EDGE.search(text):
        return _split_ago(text)
    plain = narrow(text)
    if len(plain) != len(text):
        plain = text  # a date in words, which as such is part of a title
    for pattern in (_AT_END, _AT_START):
        match = pattern.search(plain)
        if match is None:
            continue
        date = row_date(match.group(match.lastindex or 1))
        edges = match.group().strip()
        bracketed = edges[:1] in _BRACKETS or edges[-1:] in _BRACKETS
        apart = match.group()[:1] == " " or _MONTH_FIRST.match(plain)
        if date and (date.year or bracketed or apart):
            rest = (text[: match.start()] + " " + text[match.end() :]).strip()
            if rest:
                return rest, date
    return text, None


def _split_ago(text: str) -> tuple[str, RowDate | None]:
    """A title without how long ago it was, set off at its end: 会议召开 昨天."""
    found = ends_ago(text)
    if found is None or not text[found[0] - 1 : found[0]].isspace():
        return text, None
    start, days = found
    return text[:start].rstrip(), RowDate(0, 0, 0, text[start:], days)


def _dated(year: str, month: str, day: str, shown: str) -> RowDate | None:
    number = int(year) if year else 0
    exists = moment(str(number or 2000), month, day)  # 2000 has a 29 February
    return RowDate(number, int(month), int(day), shown.strip()) if exists else None


def resolve(dates: list[RowDate | None], day: dt.date | None) -> list[dt.date | None]:
    """Give rows that show no year the latest year that fits.

    Without a day of reading the newest whole date of the list must serve, and where there is
    none the year stays unknown.
    """
    dates = _day_first(dates)
    known = [_date(one.year, one) for one in dates if one and one.year]
    whole = [one for one in known if one]
    anchor = day or max(whole, default=None)
    return [_resolved(one, anchor, day) for one in dates]


def _day_first(dates: list[RowDate | None]) -> list[RowDate | None]:
    """Read all dates of a list day first (18/11 2026), where some can be read in no other way."""
    shown = [_TWO.match(one.shown) if one else None for one in dates]
    firsts = [int(one.group(1)) for one in shown if one]
    seconds = [int(one.group(2)) for one in shown if one]
    if max(firsts, default=0) <= 12 or max(seconds) > 12:
        return dates
    return [
        one._replace(month=int(two.group(2)), day=int(two.group(1))) if one and two else one
        for one, two in zip(dates, shown, strict=True)
    ]


def _resolved(one: RowDate | None, anchor: dt.date | None, day: dt.date | None) -> dt.date | None:
    if one is None:
        return None
    limit = day + dt.timedelta(days=1) if day else None
    if not one.month:
        return day - dt.timedelta(days=one.ago) if day else None
    if one.year:
        value = _date(one.year, one)
        return value if value and (limit is None or value <= limit) else None
    if anchor is None:
        return None
    latest = anchor + dt.timedelta(days=1)
    for year in range(latest.year, latest.year - 5, -1):
        value = _date(year, one)
        if value and value <= latest:
            return value
    return None


def _date(year: int, one: RowDate) -> dt.date | None:
    try:
        return dt.date(year, one.month, one.day)
    except ValueError:
        return None
