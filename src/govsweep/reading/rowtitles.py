"""The titles of list rows: by a link's lines and its tooltip, without the date glued to them."""

import re
from functools import lru_cache

from govsweep.reading.lines import Line, Named
from govsweep.reading.rowdates import labelled_date, only_date, row_date, split_title
from govsweep.reading.tree import Reference
from govsweep.reading.wording import clean_title, is_function

_LEAST_LINE = 2  # characters of each line of a title over two
_MAX_TITLE = 60  # of both
_LEAST_BADGED = 8  # characters of a title behind a badge
_LEAST_SUMMARY = 10  # characters behind a title
_MAX_DATE = 24  # characters at the end of a summary that may be the date of its row
_REMEMBERED = 300  # characters of a link's text and its tooltip
# 标题：…  作者：…  发布时间：…, as some systems write into every tooltip
_TOLD = re.compile(
    r"\s*(?:文章|信息|新闻)?标\s*题\s*[:：]\s*(?P<title>.+?)\s*"
    r"(?:(?:作\s*者|来\s*源|点\s*击\s*数?|(?:发布|发表|更新|添加|录入)?(?:时\s*间|日\s*期))\s*[:：].*)?"
)
# The number of the letter, in the same link right behind its name.
_NUMBERED = re.compile(
    r"(?:(.*[知告定见法则划案函示复报令])[\u4e00-\u9fff]{2,10}[〔\[（(]20\d\d[〕\]）)]第?\d{1,4}号|"
    r"(.*的(公告|通告))\3?20\d\d年第\d{1,4}号)$"
)
_ISSUER = re.compile(r"[\u4e00-\u9fff]{2,24}[府室会局厅委办部院]")
_CUT = re.compile(r"(?:\.{2,}|…+|。。+)\s*$")


# What systems add behind the title in a tooltip.
_ADDED = re.compile(
    r"\s+(?:作\s*者|来\s*源|点\s*击\s*数?|(?:发布|发表|更新|添加|录入)?(?:时\s*间|日\s*期))\s*[:：].*"
)
_UNIT = re.compile(
    r".{0,4}[省市县区州].{1,8}[局委办部厅会院所队]|.{2,4}(?:日报|晚报|新闻网|发布|社)"
)


def row_title(link: Reference, line: Line, *, broken: bool = False) -> Named:
    """The title that a link gives its row, by its lines and its tooltip; `line` is where it stands.

    In a `broken` link nothing but <br> parts the lines.

    Most links fill a line and bear no other tooltip: what the line is called is told by itself.
    """
    text, tooltip = link.text, link.title
    if text == line.text and (not tooltip or tooltip == text) and len(link.parts) < 2:
        named = line.named
        if named is None:
            named = line.named = _named.__wrapped__(text, "")
        return named
    if len(link.parts) > 1:
        own = [part for part in link.parts if only_date(part) is None and not is_function(part)]
        if broken and _is_one(own):
            text = "".join(own)
        else:
            text = next((part for part in own if len(part) >= 5), max(own, key=len, default=text))
    short = len(text) + len(tooltip) <= _REMEMBERED
    return _named(text, tooltip) if short else _named.__wrapped__(text, tooltip)


@lru_cache(maxsize=16_384)
def _named(text: str, tooltip: str) -> Named:
    """The title of a row, by a link's text and its tooltip, and the date glued to it."""
    text = clean_title(text)
    given, told = _given(" ".join(tooltip.split()))
    if given and given != text:
        shown = _CUT.sub("", split_title(text)[0])
        whole = not shown or (len(given) >= len(shown) and given.startswith(shown))
        if whole or _leaves_out_issuer(shown, given) or _is_badged(shown, given):
            return given[:300], split_title(text)[1] or told
        if len(given) >= _LEAST_BADGED and given in text:
            before, _, behind = text.partition(given)
            date = row_date(before) or row_date(behind[-_MAX_DATE:])
            if date or len(behind) >= _LEAST_SUMMARY:
                return given[:300], date or told
    title, glued = split_title(text)
    title = clean_title(title)
    if title[-1:] == "号":
        title = _NUMBERED.sub(lambda one: one[1] or one[2], title)
    return title[:300], glued or told


def _is_one(lines: list[str]) -> bool:
    """Whether two lines are one title, not a title with its summary or its unit below."""
    if len(lines) != 2 or min(map(len, lines)) < _LEAST_LINE or sum(map(len, lines)) > _MAX_TITLE:
        return False
    closed = any(mark in "".join(lines) for mark in "。…；") or ":" in lines[1] or "：" in lines[1]
    return not closed and _UNIT.fullmatch(lines[1]) is None


def _leaves_out_issuer(shown: str, given: str) -> bool:
    """Whether a link shows a title without the unit that issued it: 关于……的通知."""
    if not shown.startswith("关于") or not given.endswith(shown):
        return False
    return _ISSUER.fullmatch(given[: -len(shown)]) is not None


def _is_badged(shown: str, given: str) -> bool:
    """Whether a link shows a word of one or two characters before the title: 热, 置顶."""
    return any(
        len(shown) - badge >= _LEAST_BADGED
        and shown[:badge].isalpha()
        and given.startswith(shown[badge:])
        for badge in (1, 2)
    )


def _given(tooltip: str) -> Named:
    """The title that a tooltip tells, and the date where it tells that as well."""
    match = _TOLD.fullmatch(tooltip) if "题" in tooltip[:8] else None
    if match is None:
        added = _ADDED.search(tooltip)
        if added is None:
            return clean_title(tooltip), None
        return clean_title(tooltip[: added.start()]), labelled_date(added.group())
    return clean_title(match["title"]), labelled_date(tooltip)
