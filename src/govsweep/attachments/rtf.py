"""Rich Text Format by its own strict reader: the words that a visitor sees, and no instruction.

Source: Rich Text Format specification 1.9.1 (characters by code page and font, `\\u`, groups).
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from govsweep.attachments.page import Text

_TOKEN = re.compile(
    rb"\\([a-zA-Z]{1,32})(-?\d{1,10})? ?|\\'([0-9a-fA-F]{2})|\\([^a-zA-Z])|([{}])"
    rb"|[\r\n]+|([^\\{}\r\n]+)"
)
_DEEPEST = 1_000  # groups within groups
_SIGNS = {
    "par": "\n", "line": "\n", "sect": "\n", "page": "\n", "row": "\n", "cell": "\n",
    "nestcell": "\n", "nestrow": "\n", "column": "\n", "tab": " ", "emspace": " ", "enspace": " ",
    "emdash": "—", "endash": "–", "bullet": "•", "lquote": "‘", "rquote": "’",
    "ldblquote": "“", "rdblquote": "”",
}  # fmt: skip
_SYMBOLS = {b"~": " ", b"_": "-", b"\\": "\\", b"{": "{", b"}": "}", b"\n": "\n", b"\r": "\n"}
_SILENT = frozenset({
    "colortbl", "stylesheet", "info", "pict", "object", "fldinst", "listtable", "listtext",
    "pntext", "pntxta", "pntxtb", "revtbl", "rsidtbl", "generator", "xmlnstbl", "themedata",
    "datastore", "latentstyles", "nonshppict", "shprslt", "sp", "sn", "sv", "atnid",
    "atnauthor", "atndate", "atnref", "atntime", "atnparent", "bkmkstart", "bkmkend",
    "ftnsep", "ftnsepc", "ftncn", "aftnsep", "aftnsepc", "aftncn", "docvar", "xe", "tc",
    "private", "falt", "panose",
})  # fmt: skip
# What stands beside the running text, by its place; the last of them in an ignorable group.
_ASIDE = {"header": "页眉", "headerl": "页眉", "headerr": "页眉", "headerf": "页眉"}
_ASIDE |= {"footer": "页脚", "footerl": "页脚", "footerr": "页脚", "footerf": "页脚"}
_ASIDE |= {"footnote": "脚注", "annotation": "批注", "shptxt": "文本框"}
_READ_THOUGH_IGNORABLE = frozenset({"shpinst", "annotation", "shppict", "pict"})
_WIDE = {128: "cp932", 129: "cp949", 134: "gb18030", 136: "cp950"}  # by a font's \fcharset
_PAGES = {936: "gb18030", 54936: "gb18030", 950: "cp950", 932: "cp932", 949: "cp949"}
_WESTERN = "cp1252"


@dataclass(frozen=True)
class _GroupState:
    """What a group inherits and its end takes back."""

    silent: bool = False
    fonts: bool = False
    shape: bool = False  # inside a drawn shape only its text is said
    hidden: bool = False
    place: str = ""
    font: int = -1
    skip: int = 1  # characters after a `\u` that stand for it


class _RtfReader:
    def __init__(self) -> None:
        self.texts: dict[str, list[str]] = {"": []}
        self.pictures = 0
        self._state, self._outer = _GroupState(), list[_GroupState]()
        self._bytes, self._high = b"", 0
        self._charsets: dict[int, str] = {}
        self._page, self._default = _WESTERN, -1
        self._ignorable, self._left = False, 0

    def read(self, body: bytes) -> None:
        at = 0
        while at < len(body):
            found = _TOKEN.match(body, at)
            if found is None:
                raise ValueError("no rich text")
            at = found.end()
            word, number, code, symbol, brace, plain = found.groups()
            if code is not None:
                self._byte(bytes([int(code, 16)]))
                continue
            if plain is not None:
                self._byte(plain)
                continue
            if found.group()[:1] in b"\r\n":  # of the file, and not of the text
                continue
            self._flush()
            if brace is not None:
                self._group(brace)
                if not self._outer:
                    return
            elif word is not None:
                value = None if number is None else int(number)
                if word == b"bin":
                    at += max(0, value or 0)
                else:
                    self._word(word.decode(), value)
            elif symbol == b"*":
                self._ignorable = True
            elif symbol is not None:
                self._say(_SYMBOLS.get(symbol, ""))
        raise ValueError("cut off")

    def _group(self, brace: bytes) -> None:
        self._left, self._ignorable = 0, False
        if brace == b"{":
            if len(self._outer) >= _DEEPEST:
                raise ValueError("too deep")
            self._outer.append(self._state)
            return
        ended, self._state = self._state, self._outer.pop()
        if ended.place != self._state.place:
            self.texts[ended.place].append("\n")

    def _word(self, word: str, number: int | None) -> None:
        ignorable, self._ignorable = self._ignorable, False
        if word == "u" and number is not None:
            self._unicode(number)
        elif word in _SIGNS:
            self._say(_SIGNS[word])
        elif word in ("ansicpg", "deff", "f", "fcharset"):
            self._face(word, number or 0)
        elif word == "uc":
            self._set(skip=number or 0)
        elif word in ("v", "deleted"):
            self._set(hidden=number != 0)
        elif word == "plain":
            self._set(hidden=False, font=self._default)
        else:
            self._destination(word, ignorable=ignorable)

    def _destination(self, word: str, *, ignorable: bool) -> None:
        self.pictures += word == "pict" and not self._state.silent
        if word == "fonttbl":
            self._set(fonts=True)
        elif word == "shpinst":
            self._set(shape=True)
        elif word in _ASIDE:
            place = _ASIDE[word]
            self.texts.setdefault(place, [])
            self._set(place=place, shape=False)
        elif word in _SILENT or (ignorable and word not in _READ_THOUGH_IGNORABLE):
            self._set(silent=True)

    def _face(self, word: str, number: int) -> None:
        if word == "ansicpg":
            self._page = _PAGES.get(number, _WESTERN)
        elif word == "deff":
            self._default = number
            self._set(font=number)
        elif word == "f":
            self._set(font=number)
        elif self._state.fonts and number in _WIDE:
            self._charsets[self._state.font] = _WIDE[number]

    def _set(self, **changed: object) -> None:
        self._state = replace(self._state, **changed)  # type: ignore[arg-type]

    def _unicode(self, number: int) -> None:
        unit = number & 0xFFFF
        if 0xD800 <= unit < 0xDC00:
            self._high = unit
        else:
            if 0xDC00 <= unit < 0xE000:
                low, high, self._high = unit, self._high, 0
                unit = 0x10000 + ((high - 0xD800) << 10) + low - 0xDC00 if high else 0xFFFD
            self._say(chr(unit))
        self._left = self._state.skip

    def _byte(self, plain: bytes) -> None:
        passed = min(self._left, len(plain))
        self._left -= passed
        self._bytes += plain[passed:]
        self._ignorable = False

    def _flush(self) -> None:
        if not self._bytes:
            return
        charset = self._charsets.get(self._state.font, self._page)
        text, self._bytes = self._bytes.decode(charset, "replace"), b""
        self._say(text)

    def _say(self, text: str) -> None:
        state = self._state
        if text and not (state.silent or state.fonts or state.shape or state.hidden):
            self.texts[state.place].append(text)


def text(body: bytes) -> Text:
    """The text of an RTF file; raises `ValueError` for one that is cut off."""
    reader = _RtfReader()
    reader.read(body)
    told = (f"有 {reader.pictures} 幅图片，图中文字没有读",) if reader.pictures else ()
    return Text("", _paragraphs(reader.texts), lambda: told)


def _paragraphs(texts: dict[str, list[str]]) -> Iterator[str]:
    for said in texts.values():
        yield from "".join(said).split("\n")
