"""What an article is called: by tag, by the style of a line, by the document's title."""

import re
from functools import lru_cache
from typing import NamedTuple

from govsweep.facts import Place
from govsweep.reading import dates
from govsweep.reading.tree import HEADINGS, Box, Run, Tree
from govsweep.reading.wording import META_LINE, clean_title, is_function

_SEPARATORS = re.compile(
    r"\s*(?:[_|｜»>›]|\s[-–—]+\s|[-–—]{1,2}(?=[\u4e00-\u9fff])|(?<=[\u4e00-\u9fff])[-–—]+)\s*"
)
_STYLED = re.compile(
    r"(?:^|[\s_\-])(?:\w*title\w*|tit\w{0,3}|bt(?!-[a-z])|biaoti|headline|\w+_tit\w*|arti\w*_?t\w*|h1|wzbt|"
    r"conttit|tt|bt_?title)(?=$|[\s_\-\d])"
)
_PLACEHOLDER = re.compile(
    r"(?:文章标题|标题|栏目名称|网站名称|政府网站标识码|网站标识码|无|null|undefined|\W*)"
)
_SITE = re.compile(
    r"(?:门户网站|政府网站?|人民政府(?:门户网站)?|信息网|政务网|公众网|官方?网站?|网站|网)$"
)
_UNIT = re.compile(  # a window title that is whose site it is, and nothing else
    r"[\u4e00-\u9fff]{4,20}(?:局|委员会|[政省市区县府]办|办公室|厅|人民政府|大学|学院|学校|中学|小学|医院|法院|检察院|协会|"
    r"联合会|总工会|研究[院所]|图书馆|博物馆|党校|集团|中心)"
)
_TAG = re.compile(r"<[^<>]{0,200}>")
_DATED = re.compile(
    r"(.{6,120}?)[\s　\[【（(]*(?:(?:发布|更新|发表)?(?:时间|日期)\s*[:：]\s*)?"
    r"(?:19|20)\d\d[-年./]\d{1,2}[-月./]\d{1,2}(?P<rest>.{0,80})"
)
_SET_OFF = re.compile(
    r"\s[\[(（]?(?:19|20)\d\d[-/.]\d{1,2}[-/.]\d{1,2}[\])）]?$|"
    r"[(（]\s*(?:19|20)\d\d年\d{1,2}月\d{1,2}日\s*[)）]$"
)
_NAME_LABEL = re.compile(
    r"(?:信息|文件|公文|公开)?\s*(?:标\s*题|名\s*称)\s*[:：]?|"
    r"(?:来信|信件|问题|留言|咨询|诉求|提问)\s*(?:标题|主题|名称)\s*[:：]?"
)
_LED = re.compile(
    r"(?:访谈|本期|信息|文件|公文|信件|来信)?\s*(?:标\s*题|主\s*题)\s*[:：]\s*(?=.{4})"
)
_OF_LETTER = re.compile(  # words of sources and tools in it are those of a title: 关于发布…的公告
    r"关于.{4}|.{4,}(?:通知|公告|公示|通报|通告|意见|办法|方案|规定|规程|细则|决定|报告|批复|函)\s*$"
)
# What sort of explanation a page is, and not of what: it stands above the headline.
_GENRE = re.compile(
    r"[【\[]?(?:政策|文件|法规|文字|图文|图片|视频|音频|动漫|漫画|专家|媒体|部门|简明|重点|系列|深度|权威|在线|政府|本市|我市|相关|一张?图)*"
    r"(?:图解|图说|解读|解析|释义|问答|读懂|看懂|速览)(?:政策|文件|法规|系列|图解|解读)*[】\]]?\s*[|｜:：·—-]*"
)
_SET_APART = ("center", "td", "th", "div", "p")  # what holds a headline without a style
_MAX_COLUMN = 8  # characters of a column's name in a window title
_MAX_GENRE = 16  # characters
_LEAST_HEADLINE = 10  # of the headline that stands beside it
_FIELDS = 4  # cells below a headline in the first row of its table
_MAX_FIELD = 8  # characters of a field's name
_MAX_BADGE = 4
_LEAST_PART = 4  # characters of each line of one over two lines
_CERTAIN = 5.0  # points of a line that needs no neighbours to be the headline
_ASIDE = re.compile(r"位置|您在这里|^首页")
_DAY = re.compile(  # alone in its line: that of the visit, or the article's own
    r"(?:今天是)?[:：\s]*(?:19|20)\d\d[-年./]\d{1,2}[-月./]\d{1,2}日?[\s\d:：]*(?:星期.|周.)?[\s\d:：]*"
)
# Python 3.11 looks members of enumerations up slowly.
_MAIN = Place.MAIN
_FOOTER = Place.FOOTER
_HIDDEN = Place.HIDDEN
_NAVIGATION = Place.NAVIGATION


class Headline(NamedTuple):
    """The headline and the number of the run it stands in (-1 where it stands in none)."""

    text: str
    run: int


def meta_value(tree: Tree, name: str) -> str:
    """A tag's content, unless it is a placeholder that nobody filled."""
    content = tree.meta.get(name, "")
    return "" if not content or _is_placeholder(content) else content


@lru_cache(maxsize=256)
def _is_placeholder(content: str) -> bool:
    return _PLACEHOLDER.fullmatch(content) is not None


def site_name(tree: Tree) -> str:
    """The site's own name, as its tag says."""
    return meta_value(tree, "sitename")


def parts_of_title(tree: Tree) -> list[str]:
    """The parts of the <title> between separators, without the site's name."""
    return list(_own_parts(tree.title, site_name(tree)))


@lru_cache(maxsize=64)  # one page asks for those of its own title again and again
def _own_parts(title: str, site: str) -> tuple[str, ...]:
    return tuple(one for one in _parts(title) if one and one != site and not _is_site(one))


@lru_cache(maxsize=64)
def _parts(title: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in _SEPARATORS.split(title))


def _is_site(text: str) -> bool:
    return len(text) <= 30 and bool(_SITE.search(text))


def headline(tree: Tree, places: list[Place], first: int, end: int) -> Headline:
    """An article's headline: by tag, else the run before `end` that looks most like one.

    `first` is the first run of its body.
    """
    tagged = clean_title(_TAG.sub("", meta_value(tree, "articletitle")))
    if tagged in (site_name(tree), meta_value(tree, "columnname")):
        tagged = ""
    names = _site_names(tree)
    linked = {link.text for link in tree.links if 2 <= len(link.text) <= _MAX_COLUMN}
    whole, key = _squeezed(tree.title), _squeezed(tagged)
    best, most, before = -1, 2.0, ""
    for number, run in enumerate(tree.runs[:end]):
        label, before = before, run.text
        if not 2 <= len(run.text) <= 200 or _is_link(run):
            continue
        if run.text in names or _is_kicker(tree, places, number):
            continue
        points = _points(run, places[run.box.number], whole, key)
        if points > 0.5 and run.text in linked:
            points -= 4.0  # menus or the breadcrumb lead there: the column's name
        if 0.5 < points < _CERTAIN and _heads_meta(tree, number):
            points += 1.5
        if points > 0 and run.box.tag in ("th", "td") and _heads_table(tree, run):
            points += 2.0
        points += 4.0 * _is_called_title(label, run.text)
        if points > most:
            best, most = number, points
    if tagged and not (best >= 0 and _is_cut(tagged, tree.runs[best].text)):
        return Headline(tagged, best)
    if best >= 0:
        return Headline(_lines(tree, best), best)
    above = _above_the_date(tree, places, end)
    if above >= 0:
        return Headline(clean_title(tree.runs[above].text), above)
    parts = parts_of_title(tree)
    last = _above_the_body(tree, places, first)
    if parts and not (last >= 0 and _is_kind(parts[0]) and tree.runs[last].box.tag in _SET_APART):
        return Headline(_own_part(parts), -1)
    return Headline(clean_title(tree.runs[last].text) if last >= 0 else "", last)


def _is_kicker(tree: Tree, places: list[Place], number: int) -> bool:
    """Whether a line says only that a page explains something, and the next one may be its title.

    That bears the style of one, or heads the line with the date.
    """
    text = tree.runs[number].text
    if len(text) > _MAX_GENRE or not _GENRE.fullmatch(text):
        return False
    below = tree.runs[number + 1 : number + 2]
    if not below or places[below[0].box.number] is not _MAIN:
        return False
    plain = 5 <= len(below[0].text) <= 100 and not below[0].linked
    if not plain or below[0].text.endswith(("。", "：", ":")) or META_LINE.search(below[0].text):
        return False
    return _style_points(below[0].box) >= 2.0 or _heads_meta(tree, number + 1)


def _heads_table(tree: Tree, run: Run) -> bool:
    """Whether a line fills the first row of a table whose other rows tell fields and values."""
    row = run.box.parent
    holder = row.parent if row else None
    if row is None or holder is None or row.last_run - row.first_run != 1:
        return False
    below = tree.runs[row.last_run : min(holder.last_run, row.last_run + _FIELDS)]
    cells = [one for one in below if one.box.tag in ("th", "td") and not one.linked]
    rows = {one.box.parent.number for one in cells if one.box.parent}
    told = len(cells) == _FIELDS and len(rows) < _FIELDS and len(cells[0].text) <= _MAX_FIELD
    return told and row.first_run == holder.first_run


def _is_link(run: Run) -> bool:
    """Whether most of a line is a link, but for the day of the row that it is."""
    if not run.linked:
        return False
    beside = sum(one.end - one.start for one in run.line.dates())
    return run.linked * 2 > len(run.text) - beside


def _is_called_title(label: str, text: str) -> bool:
    """Whether a line calls itself the title, or the one before it does so: 信件标题."""
    return (len(label) <= 10 and _NAME_LABEL.fullmatch(label) is not None) or _is_led(text)


def _is_kind(part: str) -> bool:
    """Whether a window title tells what sort of page it is, and not what it is about: 公告."""
    return len(part) <= _MAX_COLUMN - 4


def _is_led(text: str) -> bool:
    """Whether a line calls itself the title: 标题：路灯不亮."""
    return "题" in text[:8] and text[-1] not in ":：" and _LED.match(text) is not None


def _own_part(parts: list[str]) -> str:
    """The part of a window title that is the headline: the first, unless that names a column."""
    if len(parts[0]) <= _MAX_COLUMN:
        longer = (one for one in parts[1:] if len(one) >= _LEAST_HEADLINE)
        return next(longer, parts[0])
    return parts[0]


def _heads_meta(tree: Tree, number: int) -> bool:
    """Whether the line that tells date and source stands right below a line."""
    below = tree.runs[number + 1 : number + 3]
    if len(tree.runs[number].text) <= _MAX_COLUMN and below and _is_headline_like(below[0]):
        return False  # the column's name above the headline
    return any(
        len(one.text) <= 200 and one.line.dates() and len(one.text) - one.linked > 0
        and (META_LINE.search(one.text) or one.line.dates()[0].start < 4)
        for one in below
    )  # fmt: skip


def _is_headline_like(run: Run) -> bool:
    plain = len(run.text) >= _LEAST_HEADLINE and not run.linked and not run.line.dates()
    return plain and _style_points(run.box) >= 2.0


def _is_cut(tagged: str, shown: str) -> bool:
    """Whether a tag holds the beginning of the headline that the page shows.

    A quotation mark that stands in a title as it is ends the tag's attribute.
    """
    if shown.startswith(tagged) and shown[len(tagged) :].lstrip().startswith(('"', "'")):
        return True
    cut = tagged.rstrip(".…")
    return len(cut) >= 6 and cut != tagged and shown.startswith(cut)


def _above_the_body(tree: Tree, places: list[Place], first: int) -> int:
    """The last line above the first paragraph that could be its headline; -1 for none."""
    for number in range(first - 1, max(-1, first - 6), -1):
        run = tree.runs[number]
        if places[run.box.number] is not _MAIN or run.linked or not 5 <= len(run.text) <= 80:
            continue
        if not (_ASIDE.search(run.text) or META_LINE.search(run.text) or dates.find(run.text)):
            return -1 if run.text.endswith(("。", "：", ":", "；")) else number
    return -1


def _site_names(tree: Tree) -> frozenset[str]:
    """What the site calls itself: no headline, even where it stands in the first h1."""
    own = set(parts_of_title(tree))
    named = not own or _UNIT.fullmatch(tree.title)
    return frozenset(
        (set(_parts(tree.title)) - own) | {site_name(tree)} | ({tree.title} if named else set())
    )


def _above_the_date(tree: Tree, places: list[Place], end: int) -> int:
    """The line above the one that tells date and source, where nothing else marks a headline."""
    for number, run in enumerate(tree.runs[:end]):
        if len(run.text) > 200 or places[run.box.number] is not _MAIN:
            continue
        if not (META_LINE.search(run.text) and dates.find(run.text)):
            continue
        for above in range(number - 1, max(-1, number - 4), -1):
            text = tree.runs[above].text
            plain = not tree.runs[above].linked and not _ASIDE.search(text)
            if plain and 5 <= len(text) <= 100 and not text.endswith(("。", "：", ":")):
                return above
        break
    return -1


def _points(run: Run, place: Place, whole: str, tagged: str) -> float:
    """How much a line looks like the headline."""
    text = run.text if run.box.tag not in HEADINGS else _undated(run.text, whole)
    if place in (_FOOTER, _HIDDEN) or is_function(text):
        return -9.0
    if len(text) < 60 and (_ASIDE.search(text) or (text[0] in "12今" and _DAY.fullmatch(text))):
        return -9.0
    key = _squeezed(text)
    points = _style_points(run.box) + min(len(text), 24) / 24
    if place is _NAVIGATION:
        points -= 2.0
    if tagged and (key == tagged or (len(key) >= 6 and key in tagged)):
        points += 8.0
    if whole and len(key) >= 4:
        if whole.startswith(key):  # a short one may as well be the column's name
            points += 3.0 + min(len(key), 20) / 10 if len(key) > _MAX_COLUMN else 2.0
        elif key in whole:
            points += 1.0
    if len(text) < 5:
        points -= 1.5
    if text.startswith(("——", "--")):  # what stands below a headline
        points -= 1.5
    if text.endswith(("。", "：", ":", "；", "！")) or "来源" in text[:4]:
        points -= 1.5
    if META_LINE.search(text) and dates.find(text):
        points -= 4.0
    return points


def _style_points(box: Box) -> float:
    points = 0.0
    current: Box | None = box
    for _ in range(3):
        if current is None:
            break
        if current.tag == "h1":
            return max(points, 3.0)
        if current.tag in HEADINGS:
            points = max(points, 2.0)
        if current.name and _is_styled(current.name):
            points = max(points, 2.5)
        current = current.parent
    return points


@lru_cache(maxsize=16_384)
def _is_styled(name: str) -> bool:
    return bool(_STYLED.search(name))


def _lines(tree: Tree, number: int) -> str:
    """A headline with all lines of its element, where that holds nothing but them."""
    joined = _joined(tree, number)
    if joined:
        return joined
    box = tree.runs[number].box
    runs = tree.runs[box.first_run : box.last_run]
    set_apart = _style_points(box) >= 2.0 or _stands_above_meta(tree, box)
    if 1 < len(runs) <= 3 and set_apart and not any(map(_is_beside, runs)):
        return clean_title("".join(run.text for run in runs))
    text = clean_title(_undated(tree.runs[number].text, _squeezed(tree.title)))
    led = _LED.match(text)
    return _without_badge(tree, text[led.end() :] if led else text)


def _is_beside(run: Run) -> bool:
    """Whether a line in a headline's box is none of its lines: its date, its source, its tools."""
    if run.linked or dates.find(run.text):
        return True
    return META_LINE.search(run.text) is not None and not _OF_LETTER.match(run.text)


def _stands_above_meta(tree: Tree, box: Box) -> bool:
    """Whether a paragraph or a cell, without a style that tells, heads the line with the date."""
    return box.tag in ("p", "center", "td") and _heads_meta(tree, box.last_run - 1)


def _without_badge(tree: Tree, text: str) -> str:
    """A headline without the label that stands before it in its element: 热点, 图文."""
    for part in parts_of_title(tree):
        badge = len(text) - len(part)
        if len(part) >= _LEAST_HEADLINE and 0 < badge <= _MAX_BADGE and text.endswith(part):
            return part
    return text


def _joined(tree: Tree, number: int) -> str:
    """A headline over two lines, as the window title begins with both; "" for one line."""
    title = _squeezed(tree.title)
    for first in (number, number - 1):
        pair = tree.runs[first : first + 2] if first >= 0 else []
        parts = [_squeezed(run.text) for run in pair]
        told = len(parts) == 2 and min(map(len, parts)) >= _LEAST_PART
        if told and not any(run.linked for run in pair) and title.startswith("".join(parts)):
            return clean_title("".join(run.text for run in pair))
    return ""


def _undated(text: str, window: str) -> str:
    """A line without the date and the source that one element may hold behind a headline.

    What the window's title repeats is the headline's own: 空气质量日报（2026年11月3日）.
    """
    if "19" not in text and "20" not in text:
        return text
    match = _DATED.fullmatch(text)
    if (
        match
        and _squeezed(text)[-8:] not in window
        and (META_LINE.search(match["rest"]) or _SET_OFF.search(text))
    ):
        return match.group(1)
    return text


def _squeezed(text: str) -> str:
    return "".join(text.split())
