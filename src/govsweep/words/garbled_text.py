"""Damage to a page's text: decoded wrongly, mangled by a machine, or shown as markup.

Serious damage silences the word rules: what they would say of such a text is noise.
"""

import re
from collections.abc import Callable, Iterator
from functools import cache, lru_cache
from itertools import chain
from typing import NamedTuple

import numpy as np

from govsweep.facts import Block, Page, Place
from govsweep.findings import CONTEXT
from govsweep.words.kinds import KindTable
from govsweep.words.normal import normalise, traditional

_READ = (Place.TITLE, Place.MAIN)

_REPLACED = re.compile("\ufffd+")
_CLASSIC = re.compile("锟斤拷|烫烫烫|屯屯屯|锘锟")
# UTF-8 read as GBK (，。的一), as Latin-1, and GBK read as Latin-1.
_MISREAD = re.compile(
    r"锛[\u4e00-\u9fff€]|銆[\u4e00-\u9fff€]|鐨勩|鐨勮|涓€|浠ュ|鍦ㄤ|"
    r"ï¼[\u0080-\u00bfŒšŸž]|ã€[\u0080-\u00bf‚]|ä¸[\u0080-\u00bf]|çš„|æ˜¯|"
    r"[\u00a1-\u00ff]{6,}"
)
_QUESTIONS = re.compile(r"(?<![A-Za-z0-9=&/])\?{3,}(?![A-Za-z0-9=&/])")
_PINYIN = re.compile(r"[\u4e00-\u9fff][(（][a-zü]*[āáǎàōóǒòēéěèīíǐìūúǔùǖǘǚǜ][a-zü]*[)）]")
# The same without such marks: characters that begin most others when UTF-8 is read as GBK.
_LEADS = "鍏鍒鍔鍙鍚鍥鍦瀛瀹瀵鎴鎵鎶鎸鏀鏂鏃鏄鏈鏉鐢鐨绗绠绯缁缃鑳鑷琛瑕璁璇璐璧閫閮閲闂闄"
_LED = re.compile(rf"[{_LEADS}][\u4e00-\u9fff€]{{7,}}")
_MARKUP = re.compile(
    r"<!--\[if [^\n<>]{1,40}>|</?(?:xml|w:\w+)\b[^<>\n]{0,300}/?>|"
    r"</?(?:p|span|div|br|font|td|tr|tbody|table|strong|img|o:p|st1:\w+)\b[^<>\n]{0,300}/?>|"
    r"&(?:nbsp|lt|gt|quot|ldquo|rdquo|mdash);|&#x?[0-9a-f]{2,6};|"
    r"(?:mso-[a-z\-]+|font-family|text-indent|line-height)\s*:[^;<>]{1,60};|@font-face\s*\{",
    re.IGNORECASE,
)
_OF_CODE = re.compile(r"代码|标签|脚本|插件|网页(?:中|里|的)|HTML(?![^<>]*>)")
_DOUBLED = re.compile(r"([，；：、,;])\1(?![，；：、,;])|(?<!。)。。(?!。)")
_FOREIGN = "锛銆鐨涓浠鍦" + "".join(map(chr, range(0xA1, 0x100)))
_TONES = "āáǎàōóǒòēéěèīíǐìūúǔùǖǘǚǜ"
_STOPS = "，；：、,;。"
_RUN, _FEW = 6, 3  # characters of a run of Latin letters, and those it needs more than
_TELLING, _STOP = 1, 2  # kinds of characters: hints at damage, and what may stand twice


def _is_misread(text: str) -> bool:
    """Whether characters make others, half as many again, once they are read as UTF-8."""
    read = text.encode("gbk", "ignore").decode("utf-8", "ignore")
    return sum("\u4e00" <= one <= "\u9fff" for one in read) * 2 >= len(text)


class GarbledText(NamedTuple):
    """What is wrong with a page's text, and where it shows first."""

    kind: str
    message: str
    advice: str
    quote: str = ""
    before: str = ""
    after: str = ""
    serious: bool = True  # the word rules keep silent


class _Sign(NamedTuple):
    """A sign of damage: what it looks like and how often it must stand on a page."""

    kind: str
    message: str
    advice: str
    hint: frozenset[str]  # characters without which the costly pattern need not be tried
    pattern: re.Pattern[str]
    least: int
    serious: bool = True
    weigh: Callable[[str], int] = lambda _: 1
    unless: re.Pattern[str] | None = None  # a block that has it speaks of what looks like damage


_any = frozenset[str]
_AGAIN = "用正确的编码重新发布"
_RESTORE = "从原稿恢复文字"
_SIGNS = (
    _Sign("replaced", "文字中有无法显示的替换符", _AGAIN, _any("\ufffd"), _REPLACED, 2),
    _Sign("classic", "文字因编码转换错误成为乱码", _AGAIN, _any("锟烫屯锘"), _CLASSIC, 1),
    _Sign(
        "misread",
        "文字按错误的编码解读，成为乱码",
        _AGAIN,
        _any(_FOREIGN),
        _MISREAD,
        3,
        True,
        lambda shown: len(shown) < _RUN or len(set(shown)) > _FEW,
    ),  # one sign again and again is a blank to be filled in, or leads to a page number
    _Sign(
        "misread",
        "文字按错误的编码解读，成为乱码",
        _AGAIN,
        _any(_LEADS),
        _LED,
        1,
        True,
        _is_misread,
    ),
    _Sign("questions", "文字变成了连串的问号", _RESTORE, _any("?"), _QUESTIONS, 8, True, len),
    _Sign(
        "pinyin",
        "文字中夹有括注拼音，像是机器转换留下的",
        _RESTORE,
        _any(_TONES),
        _PINYIN,
        3,
        True,
        lambda shown: shown[0] in traditional(),
    ),  # the readings of place names are none
    _Sign(
        "markup",
        "网页代码被当作文字显示",
        "清除粘贴带入的代码",
        _any("<&{;"),
        _MARKUP,
        2,
        False,
        unless=_OF_CODE,
    ),
)
_PAIRED = _Sign("doubled", "标点符号成对重复", "删去多余的标点", _any(), _DOUBLED, 3, False)


def find_garbled_text(page: Page) -> GarbledText | None:
    """The gravest damage of a page; None where its text is whole."""
    return next(_found(page), None)


def is_garbled(page: Page) -> bool:
    """Whether the page's text is too damaged for word rules to speak of it."""
    found = find_garbled_text(page)
    return found is not None and found.serious


def _found(page: Page) -> Iterator[GarbledText]:
    if not page.decoded_well:
        yield GarbledText("undecodable", "网页文字无法按任何中文编码读出", "检查网页编码")
    if _declared_wrongly(page):
        yield GarbledText(
            f"charset {page.declared_charset} {page.charset}",
            f"网页声明的编码是 {page.declared_charset}，实际是 GBK，浏览器显示为乱码",
            "把声明的编码改为与文件一致",
            quote=f"charset={page.declared_charset}",
        )
    found = _in_text(_Same(page.blocks))
    if found:
        yield found


class _Same(NamedTuple):
    """Blocks that are told from others by being the same ones: they are dear to compare."""

    blocks: tuple[Block, ...]

    def __hash__(self) -> int:
        return id(self.blocks)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and self.blocks is other.blocks


@lru_cache(maxsize=1)  # the word rules ask for it, and right after them the check
def _in_text(read: _Same) -> GarbledText | None:
    """The gravest damage in the words of a page."""
    blocks = [block for block in read.blocks if block.place in _READ]
    whole = "\n".join([block.text for block in blocks])
    kinds = _kinds().of(whole)
    telling = {whole[place] for place in np.flatnonzero(kinds & _TELLING > 0).tolist()}
    signs = [sign for sign in _SIGNS if not telling.isdisjoint(sign.hint)]
    stops = kinds & _STOP
    together = np.flatnonzero(stops[:-1] & stops[1:] > 0).tolist()
    if any(whole[place] == whole[place + 1] for place in together):
        signs.append(_PAIRED)
    for sign in signs:
        found = _shown(sign, blocks)
        if found:
            return found
    if not traditional().keys().isdisjoint(telling) and _is_converted(blocks):
        return GarbledText(
            "traditional", "简体网页中夹有整段繁体字", "从原稿恢复文字", serious=False
        )
    return None


@cache
def _kinds() -> KindTable:
    """The characters that hint at damage, so that a whole text is searched for all at once."""
    hints = "".join(chain(traditional(), *(sign.hint for sign in _SIGNS)))
    return KindTable({_TELLING: f"[{re.escape(hints)}]", _STOP: f"[{_STOPS}]"})


def _declared_wrongly(page: Page) -> bool:
    """GBK bytes under a UTF-8 label: what a browser believes and shows broken."""
    label = page.declared_charset.lower().replace("-", "").replace("_", "")
    return label == "utf8" and page.charset.lower().startswith("gb")


def _shown(sign: _Sign, blocks: list[Block]) -> GarbledText | None:
    count = 0
    first: tuple[Block, re.Match[str]] | None = None
    for block in blocks:
        if sign.unless is not None and sign.unless.search(block.text):
            continue
        for match in sign.pattern.finditer(block.text):
            first = first or (block, match)
            count += sign.weigh(match.group())
    if first is None or count < sign.least:
        return None
    block, match = first
    return GarbledText(
        sign.kind,
        sign.message,
        sign.advice,
        quote=match.group()[:60],
        before=block.text[max(0, match.start() - CONTEXT) : match.start()],
        after=block.text[match.end() : match.end() + CONTEXT],
        serious=sign.serious,
    )


def _is_converted(blocks: list[Block]) -> bool:
    """Whether some paragraphs are traditional on a page that is otherwise plain."""
    long = [normalise(block.text) for block in blocks if len(block.text) > 30]
    changed = sum(plain.mostly_traditional for plain in long)
    return 0 < changed * 2 < len(long)
