"""Damage to a page's text: decoded wrongly, mangled by a machine, or shown as markup.

Serious damage silences the word rules: what they would say of such a text is noise.
"""

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from itertools import chain
from typing import NamedTuple

import numpy as np

from govsweep.facts import Block, Page, Place
from govsweep.findings import CONTEXT
from govsweep.words.damage_signs import PAIRED, SIGNS, STOPS, Sign
from govsweep.words.kinds import KindTable
from govsweep.words.normal import normalise, traditional

_READ = (Place.TITLE, Place.MAIN)
_HAN = re.compile("[\u4e00-\u9fff]")
_LEAST_HAN = 30  # characters that were decoded as what they are
_TELLING, _STOP = 1, 2  # kinds of characters: hints at damage, and what may stand twice


class GarbledText(NamedTuple):
    """What is wrong with a page's text, and where it shows first."""

    kind: str
    message: str
    advice: str
    quote: str = ""
    before: str = ""
    after: str = ""
    serious: bool = True  # the word rules keep silent


def find_garbled_text(page: Page) -> GarbledText | None:
    """The gravest damage of a page; None where its text is whole."""
    return next(_found(page), None)


def is_garbled(page: Page) -> bool:
    """Whether the page's text is too damaged for word rules to speak of it."""
    return any(found.serious for found in _found(page))


def _found(page: Page) -> Iterator[GarbledText]:
    if not page.decoded_well:
        yield GarbledText("undecodable", "网页文字无法按任何中文编码读出", "检查网页编码")
    if _is_misread(page):
        yield GarbledText(
            f"charset {page.declared_charset} {page.charset}",
            f"网页编码声明有误：服务器和网页都声明为 {page.declared_charset}，"
            "实际是 UTF-8，浏览器显示为乱码",
            "把声明的编码改为与文件一致",
            quote=f"charset={page.declared_charset}",
            serious=False,
        )
    if _declared_wrongly(page):
        yield GarbledText(
            f"charset {page.declared_charset} {page.charset}",
            f"网页声明的编码是 {page.declared_charset}，实际是 GBK，浏览器显示为乱码",
            "把声明的编码改为与文件一致",
            quote=f"charset={page.declared_charset}",
            serious=False,  # it was read as what it is
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
    signs = [sign for sign in SIGNS if not telling.isdisjoint(sign.hint)]
    stops = kinds & _STOP
    together = np.flatnonzero(stops[:-1] & stops[1:] > 0).tolist()
    if any(whole[place] == whole[place + 1] for place in together):
        signs.append(PAIRED)
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
    hints = "".join(chain(traditional(), *(sign.hint for sign in SIGNS)))
    return KindTable({_TELLING: f"[{re.escape(hints)}]", _STOP: f"[{STOPS}]"})


def _declared_wrongly(page: Page) -> bool:
    """GBK bytes under a UTF-8 label: what a browser believes and shows broken."""
    label = page.declared_charset.lower().replace("-", "").replace("_", "")
    return label == "utf8" and page.charset.lower().startswith("gb")


def _is_misread(page: Page) -> bool:
    """UTF-8 bytes that both the answer and the page call GBK, with more than a few words."""
    if not page.twice_declared or page.charset != "utf-8" or page.attachment is not None:
        return False
    is_gbk = page.declared_charset.lower().startswith(("gb", "x-gbk"))
    words = sum(len(_HAN.findall(block.text)) for block in page.blocks) if is_gbk else 0
    return words >= _LEAST_HAN


def _shown(sign: Sign, blocks: list[Block]) -> GarbledText | None:
    if sign.not_among is not None and any(sign.not_among.search(one.text) for one in blocks):
        return None
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
