"""What a document is for: told by its structure; its address is a weak hint only."""

import re
from typing import NamedTuple

from govsweep.facts import DateSource, PageKind
from govsweep.reading.cms import systems
from govsweep.reading.date_ranks import Rank
from govsweep.reading.headline import parts_of_title, site_name
from govsweep.reading.publication import Publication
from govsweep.reading.tree import Tree
from govsweep.reading.wording import says_nothing

_ARTICLE_URL = re.compile(
    r"/t(?:19|20)\d{6}_|/m?post_\d|/art/\d{4}/|/art_\w+|/info/\d+/\d+\.htm|/contents?/(?:\d+/)?(?:\w+_)?\d+\.|"
    r"/(?:19|20)\d{2}-?\d{2}-?/?\d{2}/\w|[?&](?:newsid|articleid|infoid|id|aid)=|/\d+\.s?html?$|[0-9a-f]{32}\.|"
    r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}",
    re.IGNORECASE,
)
_LIST_URL = re.compile(
    r"/$|/(?:index|list|default|moreinfo|more|column|node)(?:[_\-]?\d+)*\.\w+$|/col/col\d+|/channels/|/plus/list|"
    r"[?&](?:channelid|columnid|classid|catid|cid)=",
    re.IGNORECASE,
)
_TOOLS = re.compile(
    r"打印本?[页文]|关闭(?:窗口|本页|页面)|字[体号]\s*[:：]|浏览次数|点击数|阅读次数|访问次数|责任编辑|分享到|稿源|"
    r"上一[篇条]|下一[篇条]"
)
_ROOT = re.compile(r"https?://[^/?#]+/?(?:(?:index|default|home|main)\.\w{2,5})?", re.IGNORECASE)
_SHALLOW = re.compile(
    r"https?://[^/?#]+/(?:\w+/)?(?:(?:index|default|home|main)\.\w{2,5})?", re.IGNORECASE
)
_PAGING = re.compile(r"createPage\w*\s*\(|\bPager\s*\(|jpage\(")
# A pattern of many beginnings is tried at every character: the plain words are looked for first.
_PAGING_WORDS = ("createPage", "Pager", "jpage(")
_SHELL_WORDS = (
    "{{", "v-for=", ":controller=", "ng-repeat", "ng-app", "ng-bind",
    "ms-for", "ms-repeat", "ms-controller",
)  # fmt: skip
_SHELL = re.compile(
    r"\{\{[^{}]{1,80}\}\}|\bng-(?:repeat|app|bind)\b|\bms-(?:for|repeat|controller)\b|\bv-for=|:controller="
)
# Attributes of a table that a library fills.
_FILLED = ("easyui-datagrid", 'data-toggle="table"', "lay-data=", "data-ajax=")
# What draws charts or shows documents by its script: nobody can say that such a page is empty.
_DRAWS = (
    "<canvas",
    "echarts.init(",
    "Highcharts.chart(",
    "PDFObject.embed(",
    "pdfjsLib.",
    "FlexPaper",
)
_SHOWS = re.compile(  # a document in the page itself
    r"<(?:embed|object)\b[^>]{0,300}\.(?:pdf|docx?|xlsx?|pptx?)\b", re.IGNORECASE
)
_EMPTY_SHELL = re.compile(r"<div id=[\"']?(?:app|root)[\"']?>\s*</div>")
_LINK = re.compile(r"<a\s[^>]{0,500}>", re.IGNORECASE)
_MAX_SHELL = 200_000
_LEAST = 2.5  # weight of what a page is taken for
_OF_TOOLS = 1.5  # what the tools of an article weigh
# Python 3.11 looks members of enumerations up slowly.
_LIST = PageKind.LIST
_OTHER = PageKind.OTHER
_ARTICLE = PageKind.ARTICLE


class Shape(NamedTuple):
    """What the kind is told from."""

    rows: int  # in the largest group
    dated: int  # dated rows of all groups
    body: int  # characters of running text in the body
    text: int  # characters of the body outside links, short lines too
    headed: bool  # a headline stands in the page
    filled: bool  # the body holds pictures, frames or attachments
    paged: bool
    column: bool  # a tag or a breadcrumb names a column


def kind_of_page(tree: Tree, url: str, shape: Shape, dated: Publication) -> PageKind:
    """Article, list or other, by weighing what the page shows."""
    article = _as_article(tree, url, shape, dated)
    list_ = _as_list(url, shape)
    if article < max(list_, _LEAST) <= article + _OF_TOOLS and _has_tools(tree):
        article += _OF_TOOLS  # all lines are looked through only where that decides
    if max(article, list_) < _LEAST:
        empty = shape.column and not shape.dated and _says_nothing(tree)
        return _LIST if empty else _OTHER
    return _ARTICLE if article >= list_ else _LIST


def is_article(url: str) -> bool:
    """Whether an address is of the sort that articles have."""
    return bool(_ARTICLE_URL.search(url))


def looks_like_home(tree: Tree, url: str, groups: int, breadcrumb: bool) -> bool:
    """Whether this is a site's first page: by its address, or by many lists under its name."""
    if tree.meta.get("articletitle"):
        return False
    if _ROOT.fullmatch(url):
        return True
    if breadcrumb:
        return False
    if groups and len(tree.links) >= 60 and _names_site_alone(tree) and _SHALLOW.fullmatch(url):
        return True
    return groups >= 5 and len(tree.links) >= 80 and bool(tree.title) and not parts_of_title(tree)


def _names_site_alone(tree: Tree) -> bool:
    """Whether the tags of a page name its site and no column."""
    return site_name(tree) == tree.title != "" and not tree.meta.get("columnname")


def _as_article(tree: Tree, url: str, shape: Shape, dated: Publication) -> float:
    weight = 3.0 * bool(tree.meta.get("articletitle")) + 2.0 * bool(tree.meta.get("pubdate"))
    if dated.rank <= Rank.FAR:
        weight += 8  # dates of rows are not among these
    elif dated.source is not None:
        weight += 2 if dated.source is DateSource.LABEL else 1
    if shape.body >= 400:
        weight += 3
    elif shape.body >= 120:
        weight += 2
    elif shape.body >= 40 or shape.filled:
        weight += 0.5
    weight += shape.headed and shape.body >= 40
    return weight + is_article(url)


def _has_tools(tree: Tree) -> bool:
    """Whether a page has the tools of an article: to print it, to pass it on, to read the next."""
    lines = "\n".join([run.text for run in tree.runs if len(run.text) < 120])
    return _TOOLS.search(lines) is not None


def _says_nothing(tree: Tree) -> bool:
    """Whether a page says that its list is empty."""
    return any(says_nothing(run.text) for run in tree.runs)


def _as_list(url: str, shape: Shape) -> float:
    weight = (
        2.0 * (shape.rows >= 5)
        + 0.4 * min(shape.dated, 10)
        + 1.5 * (shape.dated >= 3)
        + 1.5 * shape.paged
    )
    weight += bool(_LIST_URL.search(url))
    weight += shape.body < 120
    if not (shape.rows or shape.paged or (shape.column and shape.text < 20)):
        return min(weight, 1.0)
    return weight + 0.5 * (shape.column or shape.rows >= 2)


def is_paged(tree: Tree, more: tuple[str, ...]) -> bool:
    """Whether the page has the controls of a list, even where there is one page only."""
    return bool(more) or any(
        any(word in text for word in _PAGING_WORDS) and _PAGING.search(text)
        for text, _ in tree.scripts
    )


def is_shell(html: str, rows: int, body: int) -> bool:
    """Whether a page shows nothing until its scripts have run."""
    if rows or body >= 200:
        return False
    html = html[:_MAX_SHELL]
    if any(word in html for system in systems() for word in system.shell):
        scripted = _LINK.sub("", html)  # a menu may lead to an application on the same host
        if any(word in scripted for system in systems() for word in system.shell):
            return True
    if any(word in html for word in (*_DRAWS, *_FILLED)):
        return True
    worded = any(word in html for word in _SHELL_WORDS) and _SHELL.search(html)
    return bool(worded or _EMPTY_SHELL.search(html) or _SHOWS.search(html))
