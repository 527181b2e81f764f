"""When an article was published: every date the page offers, ranked by how much it is worth."""

import datetime as dt
import re
from enum import IntEnum
from typing import NamedTuple

from govsweep.facts import DateSeen, DateSource, Place
from govsweep.reading import dates
from govsweep.reading.tree import Tree
from govsweep.reading.wording import META_LINE


class Rank(IntEnum):
    """How much a date is worth as the date of publication, best first."""

    PUBLISHED = 0  # 发布时间：
    PLAIN = 1  # 时间： 日期：
    BARE = 2  # under the headline, without a label
    UPDATED = 3  # 最后更新： 生成日期：
    META = 4
    SCRIPT = 5
    FOOTER = 6  # 发布日期： in what looks like a footer
    ADOPTED = 7  # 成文日期：
    WEAK_META = 8
    URL = 9


_SOURCES = {
    Rank.META: DateSource.META,
    Rank.WEAK_META: DateSource.META,
    Rank.SCRIPT: DateSource.SCRIPT,
    Rank.URL: DateSource.URL,
}
_GAP = r"[\s　]*"


_PUBLISHERS = "发布 发表 公开 发稿 上传 录入 添加 刊发 刊登 统计 文章 信息 编辑 创建 加入"


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
    rf"(?:(?P<published>{_PUBLISHED}|发布(?=[:：]))|(?P<updated>{_UPDATED})|(?P<adopted>{_ADOPTED})|"
    rf"(?<![\u4e00-\u9fff])(?P<plain>{_PLAIN}|(?i:date|time)))"
    r"[\s　\]】）)>]*(?:[:：∶﹕][\s　\[【（(]*)?$"
)
_LABEL_END = re.compile(r"[间期于新布eE][\s　\]】）)>]*(?:[:：∶﹕][\s　\[【（(]*)?$")
_RANKS = {
    "published": Rank.PUBLISHED,
    "updated": Rank.UPDATED,
    "adopted": Rank.ADOPTED,
    "plain": Rank.PLAIN,
}
_OTHER_LABEL = re.compile(r"([\u4e00-\u9fff]{1,6}(?:时间|日期))[\s　\]】）)]*[:：∶﹕]?\s*$")
# Labels of dates that are the event's, the rule's or the letter's, not the page's.
_EVENT = re.compile(
    r"会议|开标|截|截止|活动|报名|办理|实施|施行|生效|失效|回复|答复|来信|写信|受理|征集|开始|结束|起始|起止|公示|"
    r"工作|上班|出生|成立|举行|举办|考试|面试|开放|营业|有效|废止|到期|处理|处罚|认定|签订|发证|核准|决定|立案|竣工|开工|评审|交易|投标|登记|申请|印发|成文|发文"
)
_EDITED = re.compile(r"编辑|来源|责编|审核|作者|供稿")
_NOW = re.compile(r"今天|今日|现在|当前|农历")
_SCRIPT = re.compile(
    r"(?:pub|fbsj|fbrq|release|doc_?rel|article_?(?:date|time)|news_?(?:date|time)|"
    r"create_?(?:date|time)|show_?(?:date|time))\w*[\"']?\s*[=:]\s*[\"']([^\"'\n]{8,40})[\"']",
    re.IGNORECASE,
)
# Any name will do where the script writes it for the visitor to see.
_WRITTEN = re.compile(r"[\"']\s*((?:19|20)\d\d[-/年][^\"'\n]{3,30})[\"']")
_WRITES = re.compile(r"document\.write|innerHTML|\.(?:html|text)\(")
_META = (
    "pubdate",
    "publishdate",
    "publish_date",
    "publish-date",
    "pub_date",
    "publishtime",
    "publish_time",
    "pubtime",
    "article:published_time",
    "og:published_time",
    "og:release_date",
    "datepublished",
    "dc.date.issued",
    "firstpublishedtime",
    "weibo: article:create_at",
)
_WEAK_META = (
    "maketime",
    "createdate",
    "createtime",
    "create_date",
    "others",
    "date",
    "dc.date",
    "lastmodified",
    "article:modified_time",
)
_MAX_LINE = 240  # characters of a line between headline and body, and of any other, where its
_MAX_FAR = 120  # dates may bear a label
_MAX_LINKED = 0.4  # the share of links in it


class Publication(NamedTuple):
    """The date of publication, where it was read, and all candidates as evidence."""

    rank: Rank
    published: dt.datetime | None
    source: DateSource | None
    seen: tuple[DateSeen, ...]


def publication(
    tree: Tree,
    places: list[Place],
    url: str,
    lines: range,
    listed: frozenset[int],
    day: dt.date | None,
) -> Publication:
    """Rank the dates of an article.

    `lines` are the runs between its headline and its body, `listed` those of lists beside it.
    """
    found = [
        *_labelled(tree, places, lines, listed),
        *_of_meta(tree),
        *_of_scripts(tree),
        *_of_url(url),
    ]
    limit = dt.datetime.combine(day, dt.time.max) + dt.timedelta(days=1) if day else None
    kept = [one for one in found if limit is None or one[1] <= limit]
    kept.sort(key=lambda one: one[0])  # stable: the first of a rank wins
    seen: dict[tuple[DateSource, dt.datetime], None] = {}
    for rank, value in kept:
        seen[_SOURCES.get(rank, DateSource.LABEL), value] = None
    evidence = tuple(DateSeen(source, value) for source, value in seen)
    best = evidence[0] if evidence and evidence[0].source is not DateSource.URL else None
    rank = kept[0][0] if kept else Rank.URL
    return Publication(
        rank, best.value if best else None, best.source if best else None, evidence[:20]
    )


class _DateLine(NamedTuple):
    text: str
    before: str  # a short line before it: a label may stand in a box of its own
    place: Place
    linked: int


def _labelled(
    tree: Tree, places: list[Place], lines: range, listed: frozenset[int]
) -> list[tuple[Rank, dt.datetime]]:
    found = []
    runs = tree.runs
    for number, run in enumerate(runs):
        length = len(run.text)
        if run.linked > _MAX_LINKED * length or (length > _MAX_FAR and number not in lines):
            continue  # a row of a list; a paragraph of a text
        told = run.line.dates()
        if not told or number in listed:
            continue
        above = runs[number - 1].text if number else ""
        before = above if len(above) <= 12 else ""
        line = _DateLine(run.text, before, places[run.box.number], run.linked)
        for seen in told[:4]:
            rank = _rank(line, seen, number in lines)
            if rank is not None:
                found.append((rank, seen.value))
    return found


def _rank(line: _DateLine, seen: dates.Seen, near: bool) -> Rank | None:
    """What a date in a line is worth; None for a date that is not the page's own."""
    ahead = line.text[max(0, seen.start - 20) : seen.start]
    if not ahead.strip():
        ahead = line.before
    label = None
    if len(line.text) <= (_MAX_LINE if near else _MAX_FAR) and _LABEL_END.search(ahead[-8:]):
        label = _LABEL.search(ahead)
    if label:
        rank = _RANKS[label.lastgroup or "plain"]
        if line.place in (Place.FOOTER, Place.HIDDEN):
            return Rank.FOOTER if rank is Rank.PUBLISHED else None
        if near or rank is not Rank.PLAIN:
            return rank
        return Rank.FOOTER if len(line.text) <= 60 and _EDITED.search(line.text) else None
    if (
        not near
        or line.place is not Place.MAIN
        or line.linked > 0.2 * len(line.text)
        or _NOW.search(line.text)
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
    if seen.start == 0 and seen.clocked and len(rest) <= 20:
        return Rank.BARE  # with the editor's name behind it
    if len(rest) <= 2 or (
        len(line.text) <= _MAX_LINE and META_LINE.search(rest) and "。" not in rest
    ):
        return Rank.BARE
    return None


def _of_meta(tree: Tree) -> list[tuple[Rank, dt.datetime]]:
    found = []
    for rank, names in ((Rank.META, _META), (Rank.WEAK_META, _WEAK_META)):
        for name in names:
            content = tree.meta.get(name)
            value = dates.of_value(content) if content else None
            if value:
                found.append((rank, value))
    return found


def _of_scripts(tree: Tree) -> list[tuple[Rank, dt.datetime]]:
    found = []
    for text, _ in tree.scripts:
        if "19" not in text and "20" not in text:
            continue
        patterns = (_SCRIPT, _WRITTEN) if _WRITES.search(text) else (_SCRIPT,)
        values = (
            dates.of_value(match.group(1))
            for pattern in patterns
            for match in pattern.finditer(text[:20_000])
        )
        value = next(filter(None, values), None)
        if value:
            found.append((Rank.SCRIPT, value))
    return found


def _of_url(url: str) -> list[tuple[Rank, dt.datetime]]:
    value = dates.of_url(url)
    return [(Rank.URL, value)] if value else []
