"""The search that a page offers: what a visitor's browser would ask for, given the words."""

import re
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from typing import NamedTuple
from urllib.parse import urlencode

from selectolax.lexbor import LexborHTMLParser, LexborNode

from govsweep.addresses import absolute, canonical, host
from govsweep.facts import Entry, Page, Place
from govsweep.reading.decode import decode

_SEARCH = re.compile(
    r"搜\s*索|检\s*索|查\s*找|全文|关键[字词]|search|keyword|query|sousuo|jsearch", re.IGNORECASE
)
_OTHER = re.compile("登录|注册|密码|订阅|login|password|email", re.IGNORECASE)
_TEXT = ("", "text", "search")
_SHORTEST, _LONGEST = 8, 60  # characters of a title that is searched for
_ELIDED = re.compile(r"…|\.{2,}$")
_LOOKED = 400_000  # characters of a page
_PART = 5  # characters of a word by which a title is looked for
_LINE = 120  # characters of a line of classes
_APART = re.compile(r"[\s|｜、/]+|(?<=[)）])")
_CLASS = re.compile(
    r"(全部|综合|全站|新闻(?:资讯|动态|信息)?|资讯|要闻|动态|政务(?:公开|动态|信息|服务)?|(?:政府)?信息公开|"
    r"政策(?:文件|法规|解读)?|文件|公文|(?:通知|公示)?公告(?:公示)?|(?:办事)?服务|办事(?:指南)?|互动(?:交流)?|"
    r"解读|图片|视频|附件|网站|专题)\s*(?:[（(]?\s*\d{1,7}\s*(?:条|[)）])?)?"
)


class SearchForm(NamedTuple):
    """A form that is sent with GET."""

    action: str
    field: str
    fixed: tuple[tuple[str, str], ...]  # what it sends besides the words
    charset: str

    def address(self, words: str) -> str:
        """What a browser asks for where a visitor writes these words."""
        fields = [*self.fixed, (self.field, words)]
        query = urlencode(fields, encoding=self.charset, errors="xmlcharrefreplace")
        return f"{self.action.partition('#')[0].partition('?')[0]}?{query}"


def search_form(body: bytes, *, url: str, content_type: str = "") -> SearchForm | None:
    """The search form of a page; None where it has none, or one that only scripts can send."""
    decoded = decode(body, content_type)
    own = decoded.query_charset  # without what GB 18030 has beyond GBK, as browsers spell it
    for form in LexborHTMLParser(decoded.text[:_LOOKED]).css("form"):
        said = f"{form.attributes} {form.text()} {' '.join(map(_words, form.css('input,button')))}"
        fields = [one for one in form.css("input") if _kind(one) in _TEXT]
        if not _SEARCH.search(said) or _OTHER.search(said) or len(fields) != 1:
            continue
        field = fields[0].attributes.get("name") or ""
        charset = _accepted(form) or own
        method = (form.attributes.get("method") or "get").lower()
        # One that sends to its own page is completed by scripts.
        action = absolute(url, form.attributes.get("action") or "", charset)
        if field and method == "get" and action and canonical(action) != canonical(url):
            return SearchForm(action, field, tuple(_fixed(form)), charset)
    return None


def _accepted(form: LexborNode) -> str:
    """The charset that a form says it is sent in, if Python knows it by the same name."""
    named = (form.attributes.get("accept-charset") or "").split(None, 1)[:1]
    return next((one.lower() for one in named if one.lower() in ("utf-8", "gbk", "big5")), "")


def _kind(field: LexborNode) -> str:
    return (field.attributes.get("type") or "").lower()


def _words(field: LexborNode) -> str:
    told = field.attributes
    return " ".join(told.get(name) or "" for name in ("name", "value", "placeholder", "title"))


def _fixed(form: LexborNode) -> Iterator[tuple[str, str]]:
    for one in form.css("input"):
        name, value = one.attributes.get("name"), one.attributes.get("value") or ""
        kind = _kind(one)
        if name and (kind == "hidden" or (kind == "radio" and "checked" in one.attributes)):
            yield name, value
    for one in form.css("select"):
        name = one.attributes.get("name")
        chosen = one.css_first("option[selected]") or one.css_first("option")
        if name and chosen is not None:
            yield name, chosen.attributes.get("value") or chosen.text(strip=True)


def searchable(rows: Sequence[Entry], hosts: Collection[str], most: int) -> list[Entry]:
    """Rows whose whole titles stand there and that lead to pages of these hosts."""
    fit = {
        row.title: row
        for row in rows
        if _SHORTEST <= len(row.title) <= _LONGEST
        and not _ELIDED.search(row.title)
        and host(row.url) in hosts
    }
    return list(fit.values())[:most]


def in_parts(title: str) -> str:
    """Two words by which somebody looks for a title who does not have it whole."""
    text = "".join(title.split())
    half = len(text) // 2
    return f"{text[half : half + _PART]} {text[:_PART]}"


def shows_classes(page: Page, home: Page) -> bool:
    """Whether results stand by class (新闻 12、政策 3); what the home page names is a menu."""
    menus = Counter(_classes(home))
    return len([one for one, times in Counter(_classes(page)).items() if times > menus[one]]) >= 2


def _classes(page: Page) -> Iterator[str]:
    lines = (block.text for block in page.blocks if len(block.text) <= _LINE)
    words = (word for line in lines for word in _APART.split(line))
    return (match.group(1) for word in words if (match := _CLASS.fullmatch(word)))


def finds(page: Page, row: Entry) -> bool:
    """Whether a page has a link in sight to what was searched for.

    One result alone stands among what surrounds a page: where links stand tells nothing. What a
    search shows to any words was not found by it (ask for words that nobody wrote).
    """
    wanted, title = canonical(row.url), "".join(row.title.split())
    return any(
        one.place in (Place.MAIN, Place.NAVIGATION)
        and (canonical(one.target) == wanted or title in "".join(one.text.split()))
        for one in page.anchors
    )
