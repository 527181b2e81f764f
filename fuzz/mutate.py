"""Mutations that know what they change: markup, tables, archives.

The engine's own mutations of bytes come first; these are for what bytes flipped at random seldom
reach: an element moved or repeated, a date of another year, a text in another charset, a member
of an archive changed inside its packing.
"""

import io
import random
import re
import zipfile
from collections.abc import Callable

Bytes = Callable[[bytes, int], bytes]  # the engine's own mutation, of some bytes to at most so many

_TOKEN = re.compile(rb"(<[^<>]{0,400}>|[,\n\t;])")
_NUMBER = re.compile(rb"\d{1,4}")
_TAG_NAMES = (
    "div p a li ul ol table tr td th h1 h2 span font b i script style select option iframe form "
    "meta title head body input textarea noscript template svg math object marquee center base "
    "frameset area dl dt dd article section footer header time"
)
_TAGS = _TAG_NAMES.split()
_ATTRIBUTES = (
    ' href="/art/2026/1.html"', " href='javascript:void(0)'", ' href="http://javascript:void(0)"',
    ' href="http://[::1"', ' href="//b.cn:99999/"', ' onclick="window.open(\'/y\')"',
    ' style="display:none"', ' style="position:absolute;left:-999px"', ' class="footer"',
    ' class="title"', ' id="content"', ' name="PubDate" content="2026-11-01 08:00"',
    ' name="SiteIDCode" content="5118000001"', ' name="ColumnName" content="通知公告"',
    ' http-equiv="refresh" content="0;url=/z"', ' http-equiv="content-type" content="charset=gbk"',
    ' charset="gb2312"', ' src="//b.cn/a.js"', ' content', " a=b c=d e=f", ' title="某县召开会议"',
)  # fmt: skip
_TEXTS = (
    "发布时间：2026-10-30 10:08 来源：本站", "[01-03]", "(2026-11-31)", "2026年2月29日",
    "9999-12-31",
    "0000-00-00", "2026-11-20 25:61", "某县召开安全生产工作会议部署今冬明春重点任务",
    "当前位置：首页 > 通知公告 > 正文", "京ICP备12345678号-1 主办：某县", "网站标识码：5118000001",
    "document.write('<a href=/q>某县招商引资推介会举行</a>')",
    "createPageHTML(9, 0, 'index', 'html')",
    "createPageHTML(999999999, 0, '../', '')", "共 102 条 当前第 1 / 11 页", "{{ title }}",
    "<![CDATA[", "]]>", "<!--", "-->", "<record>", "</record>", "<datastore>",
    "&#20013;&#xd800;&amp",
    "&nbsp;" * 20, "\u200b", "\u202e", "\ufeff", "\x00", "𠀀", "²", "٣",
    "尾页", "下一页", "更多&gt;&gt;",
    "location.href='/x'", "setTimeout(\"location='/y'\",0)", '{"data":{"html":"<li>"}}',
    '{"articles":[{"title":"\\ud800","url":"/1.html","date":1e400}]}', "错误,正确", "敏感词",
    "identifier,name,url", '"', "'", "=1+1",
)  # fmt: skip
_CHARSETS = ("utf-8", "gb18030", "big5", "utf-16", "utf-16-be")


class Mutator:
    """Makes of one input another; the same seed makes the same."""

    def __init__(self, flip: Bytes, others: tuple[bytes, ...]) -> None:
        """`flip` is the engine's own mutation; `others` are inputs to take parts from."""
        self._flip = flip
        self._others = others

    def __call__(self, data: bytes, longest: int, seed: int) -> bytes:
        """One to four changes."""
        chance = random.Random(seed)
        if chance.random() < 0.4:
            return self._flip(data, longest)
        head, body = data[:1], data[1:]
        if body[:2] == b"PK" and (packed := self._inside(body, longest, chance)):
            return (head + packed)[:longest]
        for _ in range(chance.randint(1, 4)):
            body = chance.choice(_CHANGES)(body, chance, self._others)
        return (head + body)[:longest]

    def _inside(self, archive: bytes, longest: int, chance: random.Random) -> bytes:
        """The archive with one member changed and packed again; none where it is broken."""
        try:
            with zipfile.ZipFile(io.BytesIO(archive)) as packed:
                members = {name: packed.read(name) for name in packed.namelist()}
            name = chance.choice(sorted(members))
            if chance.random() < 0.5:
                members[name] = self._flip(members[name], longest)
            else:
                members[name] = chance.choice(_CHANGES)(members[name], chance, self._others)
            memory = io.BytesIO()
            with zipfile.ZipFile(memory, "w", zipfile.ZIP_DEFLATED) as packed:
                for name, content in members.items():
                    packed.writestr(name, content)
        except Exception:
            return b""
        return memory.getvalue()


_Change = Callable[[bytes, random.Random, tuple[bytes, ...]], bytes]


def _insert(body: bytes, chance: random.Random, _: tuple[bytes, ...]) -> bytes:
    """A tag or a text that means something to a reader."""
    tag = chance.choice(_TAGS)
    attributes = "".join(chance.choices(_ATTRIBUTES, k=chance.randint(0, 2)))
    new = chance.choice((f"<{tag}{attributes}>", f"</{tag}>", chance.choice(_TEXTS)))
    at = _border(body, chance)
    return body[:at] + new.encode("utf-8", "surrogatepass") + body[at:]


def _repeat(body: bytes, chance: random.Random, _: tuple[bytes, ...]) -> bytes:
    start, end = _slice(body, chance)
    return body[:end] + body[start:end] * chance.choice((1, 2, 5, 20, 100)) + body[end:]


def _drop(body: bytes, chance: random.Random, _: tuple[bytes, ...]) -> bytes:
    start, end = _slice(body, chance)
    return body[:start] + body[end:]


def _move(body: bytes, chance: random.Random, _: tuple[bytes, ...]) -> bytes:
    start, end = _slice(body, chance)
    rest = body[:start] + body[end:]
    at = _border(rest, chance)
    return rest[:at] + body[start:end] + rest[at:]


def _graft(body: bytes, chance: random.Random, others: tuple[bytes, ...]) -> bytes:
    """A part of another input, set in."""
    other = chance.choice(others)[1:] if others else b""
    start, end = _slice(other, chance)
    at = _border(body, chance)
    return body[:at] + other[start:end] + body[at:]


def _renumber(body: bytes, chance: random.Random, _: tuple[bytes, ...]) -> bytes:
    numbers = list(_NUMBER.finditer(body))
    if not numbers:
        return body
    old = chance.choice(numbers)
    new = chance.choice((b"0", b"1", b"13", b"32", b"1899", b"2026", b"2027", b"9999", b"-1"))
    return body[: old.start()] + new + body[old.end() :]


def _recode(body: bytes, chance: random.Random, _: tuple[bytes, ...]) -> bytes:
    return body.decode("utf-8", "replace").encode(chance.choice(_CHARSETS), "replace")


_CHANGES: tuple[_Change, ...] = (
    _insert, _insert, _insert, _repeat, _drop, _move, _graft, _renumber, _recode,
)  # fmt: skip


def _borders(body: bytes) -> list[int]:
    return [0, *(found.end() for found in _TOKEN.finditer(body)), len(body)]


def _border(body: bytes, chance: random.Random) -> int:
    return chance.choice(_borders(body))


def _slice(body: bytes, chance: random.Random) -> tuple[int, int]:
    """A part of some tokens."""
    borders = _borders(body)
    first = chance.randrange(len(borders))
    last = min(len(borders) - 1, first + chance.choice((1, 1, 2, 4, 10, 30)))
    return borders[first], borders[last]
