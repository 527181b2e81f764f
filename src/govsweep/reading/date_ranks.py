"""What a date in a line of a page is worth as the day of publication, by the words beside it."""

import re
from enum import IntEnum
from typing import NamedTuple

from govsweep.facts import Place
from govsweep.reading import dates
from govsweep.reading.wording import META_LINE

# Python 3.11 looks members of enumerations up slowly.
_MAIN = Place.MAIN
_FOOTER = Place.FOOTER
_HIDDEN = Place.HIDDEN


class Rank(IntEnum):
    """How much a date is worth as the date of publication, best first."""

    PUBLISHED = 0  # 发布时间：
    PLAIN = 1  # 时间： 日期：
    REPLY = 2  # 答复时间： of the answer to a letter
    BARE = 3  # under the headline, without a label
    FAR = 4  # 发布时间： elsewhere on the page, not in the text of its body
    UPDATED = 5  # 最后更新： 生成日期：
    META = 6
    SCRIPT = 7
    FOOTER = 8  # 发布日期： in what looks like a footer
    ADOPTED = 9  # 成文日期：
    WEAK_META = 10
    SIGNATURE = 11  # below the unit's name that ends a text
    URL = 12


# How sure a date of a rank is the day of publication; what is less sure than `_SURE` is none.


_GAP = r"[\s　]*"
_PUBLISHERS = "发布 发表 公开 上网 发稿 上传 录入 添加 刊发 刊登 统计 文章 信息 编辑 创建 加入"


def _spaced(*words: str) -> str:
    return "|".join(_GAP.join(word) for word in words)


_PUBLISHED = _spaced(
    *(f"{what}{when}" for what in _PUBLISHERS.split() for when in ("时间", "日期")),
    *("发布于", "发表于", "时间发布", "日间"),
)
_UPDATED = _spaced(
    "更新时间",
    "更新日期",
    "最后更新",
    "最近更新",
    "修改时间",
    "修改日期",
    "生成日期",
    "生成时间",
    "更新于",
)
_ADOPTED = _spaced(
    "成文日期", "成文时间", "发文日期", "发文时间", "印发日期", "印发时间", "制定日期"
)
_PLAIN = _spaced("时间", "日期")
_LABEL = re.compile(
    rf"(?:(?P<published>{_PUBLISHED}|发布(?=[:：])|(?i:published(?:\s+on)?|posted(?:\s+on)?|released))|"
    rf"(?P<updated>{_UPDATED}|(?i:updated(?:\s+(?:on|at))?))|(?P<adopted>{_ADOPTED})|"
    rf"(?<![\u4e00-\u9fff])(?P<plain>{_PLAIN}|(?i:date|time)))"
    r"[\s　\]】）)>]*(?:[:：∶﹕][\s　\[【（(]*)?$"
)
_LABEL_END = re.compile(r"[间期于新布eEdDnN][\s　\]】）)>]*(?:[:：∶﹕][\s　\[【（(]*)?$")
_RANKS = {
    "published": Rank.PUBLISHED,
    "updated": Rank.UPDATED,
    "adopted": Rank.ADOPTED,
    "plain": Rank.PLAIN,
}
_ENTERED = re.compile("创建|录入|上传|添加|编辑|加入")
_PUBLISHED_TOO = re.compile("发布(?:时间|日期)")
_EVENT = re.compile(dates.EVENT)
_OTHER_LABEL = re.compile(r"([\u4e00-\u9fff]{1,6}(?:时间|日期))[\s　\]】）)]*[:：∶﹕]?\s*$")
_EDITED = re.compile(r"编辑|来源|责编|审核|作者|供稿")
_BYLINE = re.compile(r"(?:由|作者|by)\s*[:：]?\s*\S{1,20}(?:\s*(?:发布|发表))?", re.IGNORECASE)
_RESPONSIBLE = re.compile(r"^[\s\[【(（]*(?:责任编辑|责\s*编|编\s*辑|审\s*核)\s*[:：]")
_MAX_SIGNED = 60  # characters of the line that tells editor and day below an article
_NOW = re.compile(r"今天|今日|现在|当前|农历")
_SIMPLIFIED = str.maketrans("發佈時間開來稿編輯", "发布时间开来稿编辑")
_COUNTED = re.compile(r"统\s*计\s*(?:时\s*间|日\s*期)")  # of figures, unless the headline is near
_EDGES = " \u3000[](){}［］（）【】〔〕|｜/·"  # what sets a date off from what stands beside it
_MAX_UNIT = 20  # characters of a unit's name
_UNIT_LINKED = re.compile(  # behind a date, what unit published
    r"[\d日][\s|｜]+([\u4e00-\u9fff]{1,17}"
    r"(?:局|委|办|办公室|政府|中心|院|部|厅|站|报|网|社|处|队|所|会|镇|乡|街道|馆|校))(?=[\s|｜]|$)"
)
_NO_UNIT = re.compile(
    r"[\d。，；：:、]|至|起|前|止|施行|举行|召开|通过|修[订正]|批准|[公颁]布|星期|周[一二三四五六日]"
)
_VISITS = re.compile(r"^\s*\d{1,7}(?=[\u4e00-\u9fff]{2})|\s\d{1,7}\s*$")  # alone behind an icon
_MAX_LINE = 240  # characters of a line between headline and body, and of any other, where its
MAX_FAR = 120  # dates may bear a label


class DateLine(NamedTuple):
    """A line with a date, and what is known of where it stands."""

    text: str
    before: str  # a short line before it: a label may stand in a box of its own
    place: Place
    linked: int


def rank_of(line: DateLine, seen: dates.Seen, near: bool) -> Rank | None:
    """What a date in a line is worth; None for a date that is not the page's own."""
    ahead = line.text[max(0, seen.start - 20) : seen.start].translate(_SIMPLIFIED)
    if not ahead.strip():
        ahead = line.before
    label = None
    if len(line.text) <= (_MAX_LINE if near else MAX_FAR) and _LABEL_END.search(ahead[-8:]):
        label = _LABEL.search(ahead)
    if label:
        rank = _rank_by_label(label, line.text)
        if line.place in (_FOOTER, _HIDDEN):
            return Rank.FOOTER if rank is Rank.PUBLISHED else None
        if near or rank is not Rank.PLAIN:
            return rank
        return Rank.FOOTER if len(line.text) <= 60 and _EDITED.search(line.text) else None
    if not near and _is_signed_off(line, seen):
        return Rank.FOOTER
    if (
        not near
        or line.place is not _MAIN
        or (line.linked > 0.2 * len(line.text) and not _links_a_unit(line, seen))
        or _NOW.search(line.text)
        or not (
            line.text[seen.start].isascii() or line.text[seen.start].isdigit()
        )  # in words it is a signature
    ):
        return None
    if "星期" in line.text and not META_LINE.search(line.text):
        return None  # the day of the visit
    if ahead is line.before and ahead.endswith((":", "：")):
        return None  # a cell that says what else the date is
    other = _OTHER_LABEL.search(ahead)
    if other:
        return None if _EVENT.search(other.group(1)) else Rank.UPDATED
    rest = (line.text[: seen.start] + line.text[seen.end :]).strip()
    alone = seen.clocked and len(rest) <= 20
    if seen.start == 0 and (alone or _BYLINE.fullmatch(dates.FULL.sub("", rest).strip())):
        return Rank.BARE  # with the editor's name behind it
    if len(rest) <= 2 or (
        len(line.text) <= _MAX_LINE and META_LINE.search(rest) and "。" not in rest
    ):
        return Rank.BARE
    return None


def tells_unit(text: str) -> bool:
    """Whether the name of a unit stands behind a date in a line."""
    return _UNIT_LINKED.search(text) is not None


def counts(text: str) -> bool:
    """Whether a line tells the day of figures: 统计时间."""
    return _COUNTED.search(text) is not None


def _rank_by_label(label: re.Match[str], line: str) -> Rank:
    """What a label is worth; where a line tells both, it was entered before it was published."""
    if _ENTERED.match(label.group()) and _PUBLISHED_TOO.search(line):
        return Rank.UPDATED
    return _RANKS[label.lastgroup or "plain"]


def _is_signed_off(line: DateLine, seen: dates.Seen) -> bool:
    """Whether a date stands behind the editor's name, in the line that ends an article."""
    rest = line.text[: seen.start] + line.text[seen.end :]
    told = line.place is _MAIN and not line.linked and len(line.text) <= _MAX_SIGNED
    return told and _RESPONSIBLE.search(rest) is not None and not _COUNTED.search(rest)


def rank_under_headline(line: DateLine, seen: dates.Seen) -> Rank | None:
    """What a date right under the headline is worth, with the name of a unit beside it."""
    if line.place is not _MAIN or _NOW.search(line.text):
        return None
    if line.linked and not _links_a_unit(line, seen):
        return None
    before = line.text[: seen.start].strip(_EDGES)
    rest = _VISITS.sub("", line.text[seen.end :]).strip(_EDGES)
    unit = before or rest
    lone = not (before and rest) and len(unit) <= _MAX_UNIT and not _NO_UNIT.search(unit)
    return Rank.BARE if lone else None


def _links_a_unit(line: DateLine, seen: dates.Seen) -> bool:
    """Whether all that is a link in a line is the name of the unit behind its date."""
    unit = _UNIT_LINKED.search(line.text, seen.end - 1)
    return unit is not None and line.linked == len(unit[1])
