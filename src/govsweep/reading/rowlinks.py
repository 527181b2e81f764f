"""Which links may name the row of a list, and which of a line does."""

import re
from collections.abc import Sequence
from functools import lru_cache

from govsweep.facts import Place
from govsweep.reading.rowdates import only_date
from govsweep.reading.tree import Reference, Run, Tree
from govsweep.reading.wording import is_function

_LEAST_TITLE = 4  # characters of a link that leads nowhere and yet names a row
_CONTROL = re.compile(
    r"(?:展开|收起|分享|点赞|评论|收藏|复制|刷新|下载|播放|提交|重置|显示|隐藏|切换|打开|选择|清空|扫码|关注|预览|"
    r"全部|全文|附件|我要|点我|立即|在线|加载|换一[批组换]|大|小|中|标签|按钮|[+\-×])+.{0,2}"
)
# What a link beside a row does with its file: no row itself.
_ON_FILE = re.compile(
    r"(?:附件|点击|点此|立即|在线|全文|文件|表格|模板|样表|word|pdf|docx?|xlsx?|excel)?\s*(?:版|格式)?\s*"
    r"(?:下载|预览|查看)",
    re.IGNORECASE,
)
_MAX_ON_FILE = 10  # characters
# What explains the document of a row, in a cell of its own.
EXPLAINS = re.compile(
    r"(?:文字|图片|图文|图表|视频|音频|动漫|专家|部门|媒体|政策|相关|负责人|领导)?(?:解读|图解|问答)|"
    r"一图读懂|政策原文|(?:相关|关联)文件"
)
# What stands before who wrote an article.
_BYLINE = re.compile(
    r"(?:(?:^|[\s|·])由|作者[:：]?|发布[者人][:：]?|撰稿[:：]?|编辑[:：]|\bby)\s*\Z", re.IGNORECASE
)
# What leads to the whole of a row's text, and may repeat its title behind that.
GOES_ON = re.compile(
    r"继续阅读|阅读(?:更多|全文|原文)|查看(?:更多|全文|详情)|了解(?:更多|详情)|(?:continue|read)\s+(?:more|reading)",
    re.IGNORECASE,
)
_CATEGORY = re.compile(r"\s*[\[【(（〔［].{0,12}[\])】)）〕］]\s*")
# Python 3.11 looks members of enumerations up slowly.
_NAVIGATION = Place.NAVIGATION
_FOOTER = Place.FOOTER


def tell_apart(links: list[Reference], targets: list[str], urls: list[str]) -> None:
    """Give each link that leads nowhere and yet names a row a target of its own, any other none."""
    for number, url in enumerate(urls):
        if not url:
            link = links[number]
            targets[number] = f"\0{number}" if leads_nowhere(link) and _names_row(link) else ""


def leads_nowhere(link: Reference) -> bool:
    """Whether a link opens something that only its scripts know."""
    target = link.target.lstrip()
    return not target or target[0] == "#" or target[:11].lower() == "javascript:"


def _names_row(link: Reference) -> bool:
    text = link.text
    if len(text) < (2 if link.title else _LEAST_TITLE) or _CATEGORY.fullmatch(text):
        return False
    if text.startswith(("http:", "https:", "www.")):
        return False  # the address of a result, shown below its title
    return not is_function(text) and not (len(text) < 8 and _CONTROL.fullmatch(text))


def is_menu(link: Reference, place: Place) -> bool:
    """Whether a link outside a page's main part is one of a menu or a footer, and names no row."""
    if place is _NAVIGATION:
        return len(link.text) < 6 and not link.title
    return place is _FOOTER


@lru_cache(maxsize=16_384)
def can_name(title: str) -> bool:
    """Whether a title, by itself, may be that of a row."""
    if not title or is_function(title) or acts_on_file(title) or GOES_ON.match(title):
        return False
    return only_date(title) is None  # 发布于 <a>2026年11月3日</a>: the same row once more


def acts_on_file(text: str) -> bool:
    """Whether a link's words say what it does with a row's file: 下载, 在线预览."""
    return len(text) <= _MAX_ON_FILE and _ON_FILE.fullmatch(text) is not None


def is_source(run: Run, link: Reference) -> bool:
    """Whether a link is that of an article's source: 来源：…, not of a row with its source."""
    at = run.text.find("来源", 0, 40)
    return at >= 0 and run.text.find(link.text) >= at


def is_author(run: Run, link: Reference) -> bool:
    """Whether a link is that of who wrote an article, beside its day: 由 admin, 作者：办公室."""
    before = run.text.partition(link.text)[0] if link.text else ""
    return _BYLINE.search(before) is not None or "/author/" in link.target


def is_whole(link: Reference) -> bool:
    """Whether a link's tooltip is its text, which may be cut, as a whole."""
    shown = link.text.rstrip(".… ")
    return len(link.title) >= len(shown) > 0 and link.title.startswith(shown)


def title_link(tree: Tree, run: Run, targets: list[str]) -> int:
    """The link of a line that names its row: the longest that is no category in brackets.

    A date names none that leads to where other words of its line lead.
    """
    numbers: Sequence[int] = range(run.first_link, run.last_link)
    if any(map(targets.__getitem__, numbers)):
        numbers = [one for one in numbers if targets[one]]
    best = max(numbers, key=lambda one: _weight(tree.links[one]))
    if only_date(tree.links[best].text):
        words = (one for one in numbers if targets[one] == targets[best] and one != best)
        return next(words, best)
    return best


def _weight(link: Reference) -> tuple[bool, int]:
    return not _CATEGORY.fullmatch(link.text), len(link.title or link.text)
