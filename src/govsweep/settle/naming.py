"""Names and addresses of list pages: what menus call them, which is a further page of which."""

import re
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

_FUNCTION = re.compile(
    r"(?:更\s*多|more|详细|详情|查看|进入|首\s*页|主\s*页|末\s*页|尾\s*页|返回|上一?[页篇条月年周日天]|"
    r"下一?[页篇条月年周日天]|打印|关闭|登录|注册|退出|搜索|检索|设为首页|加入收藏|收藏本站|简体|繁体|english|"
    r"(?:进入)?(?:关怀|长者|老年|无障碍)(?:模式|版|浏览|阅读)?|适老化|无障碍浏览|网站地图|手机版|移动版|点击|跳转|"
    r"[第共]?\d+[页条]?|\W)+",
    re.IGNORECASE,
)
_CHOICE = re.compile(  # 2026年, 2026年3月, 三月, 上半年, 第二季度, A
    r"(?:(?:19|20)\d\d\s*年?\s*度?)?\s*(?:(?:1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九])\s*月份?|"
    r"第?[一二三四1-4]\s*季度|[上下]半年)?|(?:19|20)\d\d[-./]\d{1,2}|[A-Z]"
)
_LONGEST_NAME = 20
_INDEX = re.compile(r"/(?:index|default|list|main)\.(?:s?html?|aspx?|jsp|php)$", re.IGNORECASE)
_NUMBERED = re.compile(r"^(.*?)[_-](\d{1,3})(\.\w{2,5})$")
_NUMBER_ONLY = re.compile(r"^(\d{1,3})(\.\w{2,5})$")
_PAGE_WORDS = frozenset(
    [
        *("page", "pageno", "pageindex", "pagenum", "pagenumber", "currentpage", "curpage"),
        *("page_no", "pn", "p", "pg", "startrecord", "endrecord", "perpage", "offset", "start"),
        *("totalresult", "totalpage"),
    ]
)
_FIRST_NAMES = ("", "index", "list", "moreinfo", "more", "default")


def is_name(text: str) -> bool:
    """Whether a link's words can be a column's name."""
    return 2 <= len(text) <= _LONGEST_NAME and _FUNCTION.fullmatch(text) is None


def is_choice(text: str) -> bool:
    """Whether a link's words are a year, a month or a letter by which a list is cut."""
    bare = text.strip("[]【】()（） ")
    return bare != "" and _CHOICE.fullmatch(bare) is not None


def alias(url: str) -> str:
    """What the addresses of one page share, whatever the scheme, www and the index file."""
    rest = url.partition("://")[2].removeprefix("www.")
    return _INDEX.sub("/", rest)


def folder_alias(url: str) -> str:
    """The same, whether or not the address of a folder ends as one: an office drops the slash."""
    return alias(url).rstrip("/")


def first_pages(url: str) -> tuple[str, ...]:
    """Where a list begins, by likelihood, if this is the address of one of its further pages."""
    parts = urlsplit(url)
    if parts.query:
        pairs = parse_qsl(parts.query, keep_blank_values=True)
        kept = [(name, value) for name, value in pairs if name.lower() not in _PAGE_WORDS]
        if len(kept) == len(pairs):
            return ()
        return (urlunsplit(parts._replace(query=urlencode(kept))),)
    folder, _, name = parts.path.rpartition("/")
    found: list[str] = []
    numbered, number_only = _NUMBERED.match(name), _NUMBER_ONLY.match(name)
    if numbered and int(numbered.group(2)):
        stem, ending = numbered.group(1), numbered.group(3)
        found.append(f"{folder}/{stem}{ending}")
        deeper = _NUMBERED.match(stem + ending)  # list_5_2.html
        if deeper or stem.lower() in _FIRST_NAMES:
            found += [f"{folder}/"] + [f"{folder}/{one}{ending}" for one in _FIRST_NAMES if one]
        if deeper:
            found.append(f"{folder}/{deeper.group(1)}_{deeper.group(2)}_1{ending}")
    elif number_only and int(number_only.group(1)) > 1:
        ending = number_only.group(2)
        found = [f"{folder}{ending}", f"{folder}/", f"{folder}/1{ending}"]
        found += [f"{folder}/{one}{ending}" for one in _FIRST_NAMES if one]
    return tuple(urlunsplit(parts._replace(path=path)) for path in found)
