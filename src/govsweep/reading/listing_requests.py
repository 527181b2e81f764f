"""Whether a posted request asks for a list, and changes nothing.

A crawler that posts can write. So nothing is posted because it looks harmless: the request itself
must say that it lists, by what it is called or by the page and size that it asks for, and no word
of it, nor of its fields, may tell to write.
"""

import re
from collections.abc import Iterator
from urllib.parse import parse_qsl, urlsplit

from govsweep.posted import BodyType, Posted
from govsweep.reading.jsonrows import parse
from govsweep.reading.purposes import serves_no_rows

_MAX_BODY = 600  # characters of a body
_WORD = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])")
# What a service that lists is called, in English or in pinyin, with other words around it.
_LISTS = re.compile(
    r"list(?!en)|query|search|find|select|paging|(?<![a-z])page(?:d|able|r)?(?:$|[^a-z])|"
    r"page(?:by|data|info|list)|"
    r"(?:by|for|in|get|load|show|news|article|info|doc|data)page|"
    r"(?:get|load|fetch|show|read)_?(?:all|more|news|info|article|notice|doc|content|data|column|channel|"
    r"catalog|top|hot|new|latest)|liebiao|chaxun|jiansuo|sousuo|fenye",
    re.IGNORECASE,
)
# The names under which a list's service is told which page to give, or how many rows.
_PAGING = re.compile(
    r"(?:cur(?:rent)?_?page|page_?(?:no|num|number|index|current|size|rows|count)|per_?page|"
    r"(?:start|end)_?(?:record|row|index)|i?display(?:start|length))(?:no|num|number|index|size)?",
    re.IGNORECASE,
)
_PAGE = re.compile(r"page|p", re.IGNORECASE)
_SIZE = re.compile(r"rows|limit|size", re.IGNORECASE)
_NUMBER = re.compile(r"\d{1,6}")
# A value that names a service's function (t=getNewsList), whatever its field is called.
_FUNCTION = re.compile(
    r"(?:get|query|find|select|search|load|fetch)\w*(?:list|page)\w*", re.IGNORECASE
)
# Nobody posts to look where any part of an address, or an action, is called so.
_WRITES = re.compile(
    r"add|save|insert|update|del|delete|remove|submit|create|edit|modify|put|set|write|publish|import|"
    r"sync|clear|reset|cancel|like|praise|zan|dianzan|thumb|thumbup|share|collect|favorite|click|hits?|"
    r"visit|incr|increase|increment|record|vote|upload|send|reply|sign|signup|register|apply|subscribe|"
    r"report|pay|login|logout|captcha"
)
# Nor where the service itself is; a folder of it may be (信息公开 lies under /open/ on many sites).
_ACTS = re.compile(
    r"follow|approve|audit|accept|reject|grant|revoke|lock|unlock|bind|unbind|buy|order|donate|drop|"
    r"rename|merge|move|copy|transfer|replace|change|enable|disable|open|close|start|stop|run|call|"
    r"join|book|reserve|claim|receive|answer|comment|message|post|push|backup|restore|leaveword"
)
# Verbs written together with what they change (savemsg, viewadd), or in pinyin.
_CHANGES = re.compile(
    r"(?:do)?(?:save|insert|update|delete|remove|submit|create|modify|regist|(?:un)?subscribe|commit|"
    r"exec|truncate|mark|dolike|send|thumbs?up|add(?!r|it|en)|del(?!ay|eg|iv|ta|ux)|"
    r"baocun|shanchu|tijiao|xinzeng|tianjia|xiugai|toupiao|dianzan|dingyue|zhuce|pingfen|pingjia)[a-z]*|"
    r"[a-z]+(?:add|save|delete|update|insert|submit|vote|zan)|do(?:like|vote|post|zan)|"
    r"post(?:comment|message|msg|data)"
)
# A value that tells to write, whatever its field is called; not the name of a column to sort by.
_TELLS = re.compile(
    r"(?:add|save|insert|update|del|delete|remove|submit|create|edit|modify|drop|truncate|baocun|shanchu|"
    r"tijiao|xinzeng|xiugai)(?:$|\s|[A-Z](?!ime|ate|y\b))",
)
_STATEMENT = re.compile(r"sql|script|exec|eval|cmdline", re.IGNORECASE)
_ACTION = re.compile(r"action|act|method|cmd|command|op|oper|do|func|m", re.IGNORECASE)


def asks_for_a_list(request: Posted) -> bool:
    """Whether a request, its address resolved, lists and changes nothing, by all that it says."""
    if serves_no_rows(request.url) or len(request.body) > _MAX_BODY:
        return False
    parts = urlsplit(request.url)
    told = [*parse_qsl(parts.query, keep_blank_values=True), *_fields(request)]
    names = [
        parts.path.rstrip("/").rpartition("/")[2],
        *(value for name, value in told if _ACTION.fullmatch(name)),
    ]
    if any(_writes(word) for word in _words(f"{parts.path} {parts.query}")) or any(
        _writes(word) or _ACTS.fullmatch(word) for name in names for word in _words(name)
    ):
        return False
    if any(_STATEMENT.fullmatch(name) or _TELLS.match(value) for name, value in told):
        return False
    return (
        any(_LISTS.search(name) for name in names)
        or any(_FUNCTION.fullmatch(value) for _, value in told)
        or _pages(told)
    )


def _words(name: str) -> Iterator[str]:
    return (one.group().lower() for one in _WORD.finditer(name))


def _writes(word: str) -> bool:
    return bool(_WRITES.fullmatch(word) or _CHANGES.fullmatch(word))


def _pages(told: list[tuple[str, str]]) -> bool:
    """Whether the fields say which page, or how many rows, of a list to give.

    `page` alone may be the page that is looked at: it counts beside a size only.
    """
    numbers = {name.rpartition(".")[2] for name, value in told if _NUMBER.fullmatch(value)}
    if any(_PAGING.fullmatch(name) for name in numbers):
        return True
    return all(any(one.fullmatch(name) for name in numbers) for one in (_PAGE, _SIZE))


def _fields(request: Posted) -> Iterator[tuple[str, str]]:
    """The fields of a body with their values, those of inner objects too."""
    if request.type is BodyType.JSON:
        yield from _inner(parse(request.body))
    else:
        yield from parse_qsl(request.body, keep_blank_values=True)


def _inner(value: object) -> Iterator[tuple[str, str]]:
    if isinstance(value, dict):
        for name, one in value.items():
            yield str(name), "" if isinstance(one, dict | list) else str(one)
            yield from _inner(one)
    elif isinstance(value, list):
        for one in value:
            yield from _inner(one)
