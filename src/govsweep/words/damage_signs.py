"""The signs of damage to a text: what each looks like, and how often it must stand on a page."""

import re
from collections.abc import Callable
from typing import NamedTuple
from urllib.parse import unquote

from govsweep.words.alike import all_sounds, sounds_of
from govsweep.words.character_classes import han
from govsweep.words.normal import traditional

STOPS = "，；：、,;。"
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
_LETTERS = "abcdefghijklmnopqrstuvwxyz"
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
_OF_ENCODING = re.compile("乱码|字符集|字符编码|编码(?:转换|错误)|[“「‘]锟斤拷[”」’]")
_LISTING = re.compile(
    r"#include\s*<|\bprintf\(|\bfunction\s*\(|\bv-(?:if|for|bind|on|model)=|编程|C语言|Python|前端",
    re.IGNORECASE,
)
_DOUBLED = re.compile(r"([，；：、,;])\1(?![，；：、,;])|(?<!。)。。(?!。)")
_FOREIGN = "锛銆鐨涓浠鍦" + "".join(map(chr, range(0xA1, 0x100)))
_TONES = "āáǎàōóǒòēéěèīíǐìūúǔùǖǘǚǜ"
_RUN, _FEW = 6, 3  # characters of a run of Latin letters, and those it needs more than
_RUN_READ = 12  # characters of a run that is text if they make text in GBK
_OWN = "\ue000-\uf8ff"  # characters that every font draws as it likes
_ESCAPES = re.compile(r"(?:\\u[0-9a-f]{4}){3,}", re.IGNORECASE)
# The sign stands first, as `re` looks for it fast.
_PERCENT = re.compile(r"%(?<![A-Za-z0-9_/=?&.%:-]%)[0-9a-f]{2}(?:%[0-9a-f]{2}){5,}", re.IGNORECASE)
_UNDRAWN = re.compile(rf"[\u4e00-\u9fff，、](?:[{_OWN}]{{1,3}}[\u4e00-\u9fff，、]{{1,12}}){{3,}}")
_LOST = re.compile(r"(?:[\u4e00-\u9fff，。、]{1,5}\?{1,2}){5,}(?=[\u4e00-\u9fff，。、])")
_SPELT = re.compile(
    r"(?<=[\u4e00-\u9fff，。、；：])([a-z]{2,24}(?: [a-z]{2,6}){0,3})([\u4e00-\u9fff]{1,4})"
)
# In brackets, where a word should stand: 认真（shenhe），.
_INSTEAD = re.compile(r"[\u4e00-\u9fff]{0,6}[（(]([a-z]{3,24}(?: [a-z]{1,6}){0,4})[)）]")
_LEAST_INSTEAD = 3  # words
_FOREIGN_WORD = -100  # outweighs them: a page that gives foreign words in brackets is a glossary
_LEAST_SPELT = 3  # characters whose sounds stand before them


def _weigh_misread(shown: str) -> int:
    """One sign again and again is a blank to be filled in, or leads to a page number."""
    if len(shown) >= _RUN and len(set(shown)) <= _FEW:
        return 0
    read = shown.encode("latin-1", "ignore").decode("gbk", "ignore")
    return 3 if len(shown) >= _RUN_READ and _share_of_han(read) >= 0.5 else 1


def _share_of_han(text: str) -> float:
    return sum(map(han, text)) / max(len(text), 1)


def _weigh_percent(shown: str) -> int:
    return int(_share_of_han(unquote(shown, errors="ignore")) >= 0.5)


def _weigh_spelt(shown: str) -> int:
    """How many characters follow their own sounds: qiangdiao强调."""
    letters = "".join(re.findall("[a-z]", shown))
    spelt = ""
    for count, one in enumerate(re.findall(r"[\u4e00-\u9fff]", shown), start=1):
        sound = next((s for s in sounds_of(one) if letters.startswith(spelt + s)), "")
        spelt += sound
        if not sound or spelt == letters:
            return count if sound else 0
    return 0


def _weigh_instead(shown: str) -> int:
    """Whether letters in brackets spell a word that stands nowhere, rather than one before them."""
    before, _, letters = shown[:-1].replace("(", "（").partition("（")
    sounds = [one for part in letters.split() for one in _syllables(part)]
    if not sounds:
        return _FOREIGN_WORD
    read = before[-len(sounds) :]
    is_reading = len(read) == len(sounds) and all(
        sound in sounds_of(one) for one, sound in zip(read, sounds, strict=True)
    )
    return int(len(sounds) > 1 and not is_reading)


def _syllables(letters: str) -> list[str]:
    """Letters as the sounds of characters, the longest first; [] where they are none."""
    if not letters:
        return []
    for length in range(min(6, len(letters)), 0, -1):
        sound, rest = letters[:length], letters[length:]
        if sound in all_sounds() and (not rest or (later := _syllables(rest))):
            return [sound, *(later if rest else ())]
    return []


def _is_misread(text: str) -> bool:
    """Whether characters make others, half as many again, once they are read as UTF-8."""
    read = text.encode("gbk", "ignore").decode("utf-8", "ignore")
    return sum(map(han, read)) * 2 >= len(text)


class Sign(NamedTuple):
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
    not_among: re.Pattern[str] | None = None  # nor does a page of which one block has this


_any = frozenset[str]
_AGAIN = "用正确的编码重新发布"
_RESTORE = "从原稿恢复文字"
SIGNS = (
    Sign("replaced", "文字中有无法显示的替换符", _AGAIN, _any("\ufffd"), _REPLACED, 2),
    Sign(
        "classic",
        "文字因编码转换错误成为乱码",
        _AGAIN,
        _any("锟烫屯锘"),
        _CLASSIC,
        1,
        not_among=_OF_ENCODING,
    ),
    Sign(
        "misread",
        "文字按错误的编码解读，成为乱码",
        _AGAIN,
        _any(_FOREIGN),
        _MISREAD,
        3,
        True,
        _weigh_misread,
    ),  # one sign again and again is a blank to be filled in, or leads to a page number
    Sign(
        "misread",
        "文字按错误的编码解读，成为乱码",
        _AGAIN,
        _any(_LEADS),
        _LED,
        1,
        True,
        _is_misread,
    ),
    Sign(
        "escapes",
        "文字变成了 \\u 开头的编码",
        _AGAIN,
        _any("\\"),
        _ESCAPES,
        1,
        True,
        unless=_OF_CODE,
    ),
    Sign(
        "percent",
        "文字变成了网址编码（%E4%BC…）",
        _AGAIN,
        _any("%"),
        _PERCENT,
        1,
        True,
        _weigh_percent,
    ),
    Sign(
        "undrawn",
        "文字中夹有字库里没有的字符",
        _RESTORE,
        _any(map(chr, range(0xE000, 0xF900))),
        _UNDRAWN,
        1,
    ),
    Sign("lost", "文字中的许多字变成了问号", _RESTORE, _any("?"), _LOST, 1),
    Sign(
        "spelt",
        "文字前面夹有它的拼音",
        _RESTORE,
        _any(_LETTERS),
        _SPELT,
        _LEAST_SPELT,
        True,
        _weigh_spelt,
    ),
    Sign("questions", "文字变成了连串的问号", _RESTORE, _any("?"), _QUESTIONS, 8, True, len),
    Sign(
        "pinyin",
        "文字中夹有括注拼音，像是机器转换留下的",
        _RESTORE,
        _any(_TONES),
        _PINYIN,
        3,
        True,
        lambda shown: shown[0] in traditional(),
    ),  # the readings of place names are none
    Sign(
        "spelt",
        "文字中有几处只剩括号里的拼音",
        _RESTORE,
        _any("(（"),
        _INSTEAD,
        _LEAST_INSTEAD,
        False,
        _weigh_instead,
    ),
    Sign(
        "markup",
        "网页代码被当作文字显示",
        "清除粘贴带入的代码",
        _any("<&{;"),
        _MARKUP,
        2,
        False,
        unless=_OF_CODE,
        not_among=_LISTING,
    ),
)
PAIRED = Sign("doubled", "标点符号成对重复", "删去多余的标点", _any(), _DOUBLED, 3, False)
