"""When an article was published: every date the page offers, ranked by how much it is worth."""

import datetime as dt
import re
from enum import IntEnum
from typing import NamedTuple

from govsweep.facts import DateSeen, DateSource, Place
from govsweep.reading import dates
from govsweep.reading.rowdates import whole_date
from govsweep.reading.textdates import answered_on, is_signature, signed_on
from govsweep.reading.tree import HEADINGS, Run, Tree
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
_CONFIDENCE = {
    Rank.PUBLISHED: 0.99,
    Rank.PLAIN: 0.98,
    Rank.REPLY: 0.9,
    Rank.BARE: 0.96,
    Rank.FAR: 0.9,
    Rank.UPDATED: 0.85,
    Rank.META: 0.9,
    Rank.SCRIPT: 0.8,
    Rank.FOOTER: 0.7,
    Rank.ADOPTED: 0.6,
    Rank.WEAK_META: 0.6,
    Rank.SIGNATURE: 0.55,
    Rank.URL: 0.3,
}
_SURE = 0.5
_CONTRADICTED = 0.3  # what is taken off where another date of the same rank differs


_SOURCES = {
    Rank.REPLY: DateSource.REPLY,
    Rank.SIGNATURE: DateSource.SIGNATURE,
    Rank.META: DateSource.META,
    Rank.WEAK_META: DateSource.META,
    Rank.SCRIPT: DateSource.SCRIPT,
    Rank.URL: DateSource.URL,
}
_LONG_AFTER = dt.timedelta(days=60)
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
    "createdate",
    "createtime",
    "create_date",
    "date",
    "dc.date",
)
# A script that tells the day of the visit, or when the page was made.
_OF_TODAY = re.compile(
    r"today|\bnow|current_?(?:date|time)|server_?(?:date|time)|make_?time|"
    r"lunar|calendar|生成|今天|农历|有效|截止",
    re.IGNORECASE,
)
_SIMPLIFIED = str.maketrans("發佈時間開來稿編輯", "发布时间开来稿编辑")
_COUNTED = re.compile(r"统\s*计\s*(?:时\s*间|日\s*期)")  # of figures, unless the headline is near
_SITE = re.compile(r"(?:本|全)?(?:网?站|网页)(?:最[后近])?(?:更新|修改)|(?:更新|修改)本站")
_FOOT = 5  # lines above one of a foot that may be of the foot as well
_FOOT_SIGNS = re.compile(
    r"(?:主办|承办|技术支持)(?:单位)?\s*[:：]|版权所有|copyright|©|ICP备|公网安备|网站标识码",
    re.IGNORECASE,
)
_END = 4  # lines at the end of a body in which its day may be told
_ABOVE = 2  # lines above the headline in which an article's own date may stand
_EDGES = " \u3000[](){}［］（）【】〔〕|｜/·"  # what sets a date off from what stands beside it
_AT_END = re.compile(  # in a heading
    r"\s[\[(（]?(?:19|20)\d\d[-/.]\d{1,2}[-/.]\d{1,2}[\])）]?$|"
    r"[(（]\s*(?:19|20)\d\d年\d{1,2}月\d{1,2}日\s*[)）]$"
)
_MAX_COLUMN = 8  # characters of a column's name
_MAX_UNIT = 20  # characters of a unit's name
_UNIT_LINKED = re.compile(  # behind a date, what unit published
    r"[\d日][\s|｜]+([\u4e00-\u9fff]{1,17}"
    r"(?:局|委|办|办公室|政府|中心|院|部|厅|站|报|网|社|处|队|所|会|镇|乡|街道|馆|校))(?=[\s|｜]|$)"
)
_NO_UNIT = re.compile(
    r"[\d。，；：:、]|至|起|前|止|施行|举行|召开|通过|修[订正]|批准|[公颁]布|星期|周[一二三四五六日]"
)
_VISITS = re.compile(r"^\s*\d{1,7}(?=[\u4e00-\u9fff]{2})|\s\d{1,7}\s*$")  # alone behind an icon
_FIGURES = 12  # lines of a table in which another date is looked for
_TELLS = re.compile("发[布表](?:于|时间|日期)")
_YEAR_ALONE = re.compile(r"((?:19|20)\d\d)\s*年?")
_MONTH_AND_DAY = re.compile(r"(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?")
_YEAR_GLUED = re.compile(  # 202611/03 09:06:21, which styles set apart
    r"((?:19|20)\d\d)(\d{1,2})\s*/\s*(\d{1,2})(?:\s+\d{1,2}:\d\d(?::\d\d)?)?$"
)
_MAX_SPLIT = 20  # characters of a part of a date
_MAX_LINE = 240  # characters of a line between headline and body, and of any other, where its
_MAX_FAR = 120  # dates may bear a label
_MAX_LINKED = 0.4  # the share of links in it


class Publication(NamedTuple):
    """The date of publication, where it was read, how sure, and all candidates as evidence."""

    rank: Rank
    published: dt.datetime | None
    source: DateSource | None
    seen: tuple[DateSeen, ...]
    confidence: float = 0.0


def publication(
    tree: Tree,
    places: list[Place],
    url: str,
    lines: range,
    body: range,
    listed: frozenset[int],
    day: dt.date | None,
) -> Publication:
    """Rank the dates of an article.

    `lines` are the runs between its headline and its body, `body` those of the body, `listed`
    those of lists beside it.
    """
    found = [
        *_labelled(tree, places, lines, body, listed),
        *_of_meta(tree),
        *_of_scripts(tree),
        *_of_text(tree, places, body, listed),
        *_of_url(url),
    ]
    limit = dt.datetime.combine(day, dt.time.max) + dt.timedelta(days=1) if day else None
    kept = [one for one in found if limit is None or one[1] <= limit]
    kept.sort(key=lambda one: one[0])  # stable: the first of a rank wins
    seen: dict[tuple[DateSource, dt.datetime], None] = {}
    for rank, value in kept:
        seen[_SOURCES.get(rank, DateSource.LABEL), value] = None
    evidence = tuple(DateSeen(source, value) for source, value in seen)
    rank = kept[0][0] if kept else Rank.URL
    sure = _confidence(kept)
    best = evidence[0] if sure >= _SURE else None
    return Publication(
        rank,
        best.value if best else None,
        best.source if best else None,
        evidence[:20],
        sure if best else 0.0,
    )


def _confidence(kept: list[tuple[Rank, dt.datetime]]) -> float:
    """How sure the best of the ranked dates is the day of publication."""
    if not kept:
        return 0.0
    rank, best = kept[0]
    others = {value.date() for one, value in kept if one is rank} - {best.date()}
    if rank is Rank.SIGNATURE:  # of a text that others wrote, where the address tells a later day
        others |= {value.date() for _, value in kept if value - best > _LONG_AFTER}
    doubted = bool(others) and rank not in (Rank.PUBLISHED, Rank.PLAIN, Rank.BARE)
    return _CONFIDENCE[rank] - _CONTRADICTED * doubted


class _DateLine(NamedTuple):
    text: str
    before: str  # a short line before it: a label may stand in a box of its own
    place: Place
    linked: int


def _labelled(
    tree: Tree, places: list[Place], lines: range, body: range, listed: frozenset[int]
) -> list[tuple[Rank, dt.datetime]]:
    found = []
    runs = tree.runs
    start, stop = lines.start, lines.stop
    for number, run in enumerate(runs):
        near = start <= number < stop
        if not near and (number in listed or not _may_tell(run)):
            continue
        length = len(run.text)
        told_far = (
            run.linked
            and not near
            and length <= _MAX_FAR
            and "发" in run.text
            and _TELLS.search(run.text)
        )
        linked = _linked(tree, run) if run.linked and (near or told_far) else run.linked
        filed = near and 0 < number - lines.start - _ABOVE <= 2 and _is_filed(tree, number)
        if (linked > _MAX_LINKED * length or length > _MAX_FAR) and not near:
            continue  # a row of a list; a paragraph of a text
        if number in listed and not (filed or (near and _UNIT_LINKED.search(run.text))):
            continue
        told = run.line.dates()
        if not told:
            split = _split(tree, places, number) if near and length <= _MAX_SPLIT else None
            if split:
                found.append((Rank.BARE, split))
            continue
        above = runs[number - 1].text if number else ""
        before = above if len(above) <= 12 else ""
        line = _DateLine(run.text, before, places[run.box.number], 0 if filed else linked)
        for seen in told[:4]:
            rank = _rank(line, seen, near)
            if rank is None and near and 0 < number - lines.start - _ABOVE <= 2:
                rank = _under_the_headline(line, seen)
            if rank is None and number - lines.start == _ABOVE and run.box.tag in HEADINGS:
                rank = Rank.BARE if seen.start and _is_set_off(tree, run.text) else None
            if rank is Rank.BARE and (
                _is_figure(tree, number) or is_signature(tree, lines.start + _ABOVE, number)
            ):
                rank = None
            if rank is not None and not near:
                rank = _far(tree, rank, number, body)
            if rank is not None:
                found.append((rank, seen.value))
    return found


def _may_tell(run: Run) -> bool:
    """Whether a line far from the headline may tell the article's day, as next to none does."""
    length = len(run.text)
    if length > _MAX_FAR:
        return False
    if run.linked > _MAX_LINKED * length and not ("发" in run.text and _TELLS.search(run.text)):
        return False  # a row of a list
    return bool(run.line.dates())


def _linked(tree: Tree, run: Run) -> int:
    """Characters of a line that are links, without those that are dates: an article's own."""
    links = tree.links[run.first_link : run.last_link]
    dated = (len(link.text) for link in links if not dates.FULL.sub("", link.text).strip())
    return max(0, run.linked - sum(dated))


def _is_figure(tree: Tree, number: int) -> bool:
    """Whether a date fills a cell of a table in which other rows have dates as well."""
    run = tree.runs[number]
    row = run.box.parent
    if row is None or row.parent is None or not _fills_cell(run):
        return False
    above = tree.runs[max(row.parent.first_run, row.first_run - _FIGURES) : row.first_run]
    below = tree.runs[row.last_run : min(row.parent.last_run, row.last_run + _FIGURES)]
    return any(_fills_cell(one) and one.line.dates() for one in (*above, *below))


def _fills_cell(run: Run) -> bool:
    """Whether a short line is all that a cell of a table holds."""
    box = run.box
    return box.tag == "td" and len(run.text) <= _MAX_SPLIT and box.last_run - box.first_run == 1


def _is_set_off(tree: Tree, heading: str) -> bool:
    """Whether a heading ends in a date that is no part of the headline."""
    return _AT_END.search(heading) is not None and heading[-8:] not in tree.title


def _is_filed(tree: Tree, number: int) -> bool:
    """Whether a date stands beside the link of the column that an article is filed under.

    Below a title that is a link it is that of a row.
    """
    run = tree.runs[number]
    if run.last_link - run.first_link != 1 or (number and tree.runs[number - 1].linked):
        return False
    link = tree.links[run.first_link]
    return 2 <= len(link.text) <= _MAX_COLUMN and not any(map(str.isdigit, link.target))


def _under_the_headline(line: _DateLine, seen: dates.Seen) -> Rank | None:
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


def _links_a_unit(line: _DateLine, seen: dates.Seen) -> bool:
    """Whether all that is a link in a line is the name of the unit behind its date."""
    unit = _UNIT_LINKED.search(line.text, seen.end - 1)
    return unit is not None and line.linked == len(unit[1])


def _far(tree: Tree, rank: Rank, number: int, body: range) -> Rank | None:
    """What a labelled date is worth that stands far from the headline: none within the text."""
    if rank is Rank.UPDATED:
        return None if _is_of_site(tree, number) else rank
    if rank is not Rank.PUBLISHED:
        return rank
    text = tree.runs[number].text
    if "。" in text or _COUNTED.search(text):
        return None
    inside = body.start + 1 < number < body.stop - _END
    return Rank.FOOTER if inside else Rank.FAR


def _is_of_site(tree: Tree, number: int) -> bool:
    """Whether an update is the whole site's, as a template tells it among what a foot says."""
    told = tree.runs[max(0, number - _FOOT) : number + 1]
    return _SITE.search(tree.runs[number].text) is not None or any(
        len(one.text) <= _MAX_FAR and _FOOT_SIGNS.search(one.text) for one in told
    )


def _split(tree: Tree, places: list[Place], number: int) -> dt.datetime | None:
    """A date whose day stands apart from its month and year, in one line or in two."""
    run = tree.runs[number]
    if places[run.box.number] is not _MAIN or run.linked or not run.text[:1].isdigit():
        return None
    value = whole_date(run.text) or _below_its_year(tree, number)
    if value is None and number + 1 < len(tree.runs):
        after = tree.runs[number + 1]
        parted = after.text[:1].isdigit() and not after.line.dates()
        if parted and len(after.text) <= _MAX_SPLIT:
            value = whole_date(f"{run.text} {after.text}")
    return value


def _below_its_year(tree: Tree, number: int) -> dt.datetime | None:
    """A month and a day below the line of their year, or right behind it: 2026, 11/03."""
    text = tree.runs[number].text
    glued = _YEAR_GLUED.match(text)
    if glued:
        return dates.moment(*glued.groups())
    year = _YEAR_ALONE.fullmatch(tree.runs[number - 1].text) if number else None
    day = _MONTH_AND_DAY.fullmatch(text) if year else None
    return dates.moment(year[1], *day.groups()) if year and day else None


def _rank(line: _DateLine, seen: dates.Seen, near: bool) -> Rank | None:
    """What a date in a line is worth; None for a date that is not the page's own."""
    ahead = line.text[max(0, seen.start - 20) : seen.start].translate(_SIMPLIFIED)
    if not ahead.strip():
        ahead = line.before
    label = None
    if len(line.text) <= (_MAX_LINE if near else _MAX_FAR) and _LABEL_END.search(ahead[-8:]):
        label = _LABEL.search(ahead)
    if label:
        rank = _rank_of(label, line.text)
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


def _rank_of(label: re.Match[str], line: str) -> Rank:
    """What a label is worth; where a line tells both, it was entered before it was published."""
    if _ENTERED.match(label.group()) and _PUBLISHED_TOO.search(line):
        return Rank.UPDATED
    return _RANKS[label.lastgroup or "plain"]


def _is_signed_off(line: _DateLine, seen: dates.Seen) -> bool:
    """Whether a date stands behind the editor's name, in the line that ends an article."""
    rest = line.text[: seen.start] + line.text[seen.end :]
    told = line.place is _MAIN and not line.linked and len(line.text) <= _MAX_SIGNED
    return told and _RESPONSIBLE.search(rest) is not None and not _COUNTED.search(rest)


def _of_meta(tree: Tree) -> list[tuple[Rank, dt.datetime]]:
    found = []
    for rank, names in ((Rank.META, _META), (Rank.WEAK_META, _WEAK_META)):
        for name in names:
            content = tree.meta.get(name)
            value = dates.of_value(content) if content else None
            if value and content and "生成" not in content:
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
            if not _OF_TODAY.search(text, max(0, match.start() - 60), match.end())
        )
        value = next(filter(None, values), None)
        if value:
            found.append((Rank.SCRIPT, value))
    return found


def _of_text(
    tree: Tree, places: list[Place], body: range, listed: frozenset[int]
) -> list[tuple[Rank, dt.datetime]]:
    told = (
        (Rank.REPLY, answered_on(tree, places, listed)),
        (Rank.SIGNATURE, signed_on(tree, places, body)),
    )
    return [(rank, value) for rank, value in told if value]


def _of_url(url: str) -> list[tuple[Rank, dt.datetime]]:
    value = dates.of_url(url)
    return [(Rank.URL, value)] if value else []
