"""Planting: known faults written into copies of pages, by a seed, with a list of what is where."""

import random
import re
from collections.abc import Iterable, Mapping, Sequence
from html import escape, unescape
from typing import NamedTuple

import msgspec
from selectolax.lexbor import LexborHTMLParser

from govsweep.errors import InputError
from govsweep.kit.kinds import NAMES, FaultKind
from govsweep.kit.sentences import RIGHT, WRONG
from govsweep.reading import decode

_PARAGRAPH = re.compile(r"(<p\b[^>]*>)([^<>]{30,})(</p>)", re.IGNORECASE)
_HAN = re.compile("[\u4e00-\u9fff]")
_MARKED = re.compile("【(.*?)】")
_HIDDEN = '[style*="display:none"], [style*="display: none"], [hidden], template, noscript'
_MAY_HIDE = re.compile("display: ?none|hidden|<template|<noscript", re.IGNORECASE)
_ENDS = ("。", "：", "；")
_LEAST = 20  # Chinese characters of a paragraph
_FARM = 12  # links of a hidden block
_PICTURES = "kit-images"
_PICTURE = bytes.fromhex(  # a picture of one pixel
    "47494638396101000100800000ffffff00000021f90401000000002c00000000010001000002024401003b"
)


class GivenPage(NamedTuple):
    """A page as it is, under the address by which tools come to it."""

    url: str
    body: bytes
    content_type: str = "text/html"


class PlantedFault(msgspec.Struct, frozen=True):
    """What was planted where; `fault` is false of what only looks like one."""

    number: int
    kind: FaultKind
    fault: bool
    url: str
    quote: tuple[str, ...]  # what is wrong, as it stands there
    sentence: str  # where it stands


class PlantedPages(NamedTuple):
    """The pages after planting, those that changed, and the list."""

    bodies: Mapping[str, bytes]
    faults: tuple[PlantedFault, ...]
    files: Mapping[str, bytes]  # by their paths from the root: pictures that must be there


def plant(
    pages: Iterable[GivenPage], kinds: Sequence[FaultKind], *, each: int, seed: int
) -> PlantedPages:
    """Plant `each` faults of every kind, and half as many that only look like them, a page each.

    The same pages and the same seed give the same. Raises `InputError` where too few pages have a
    paragraph to plant in.
    """
    chance = random.Random(seed)
    usable = [page for page in sorted(pages) if _has_room(page)]
    wanted = [(kind, True) for kind in kinds for _ in range(each)]
    wanted += [(kind, False) for kind in kinds if kind in RIGHT for _ in range(max(1, each // 2))]
    if len(usable) < each or not usable:
        raise InputError(
            f"能植入的网页只有 {len(usable)} 个（要有一段 {_LEAST} 个汉字以上的正文），"
            f"每种 {each} 处至少要 {each} 个：减少 --each，或多给一些网页"
        )
    chance.shuffle(usable)
    bodies: dict[str, bytes] = {}
    faults: list[PlantedFault] = []
    numbers: dict[tuple[FaultKind, bool], int] = {}
    for number, (kind, wrong) in enumerate(wanted, start=1):
        page = usable[(number - 1) % len(usable)]
        turn = numbers.get((kind, wrong), 0)
        numbers[kind, wrong] = turn + 1
        body, quote, sentence = _planted(
            page._replace(body=bodies.get(page.url, page.body)), kind, wrong, turn, chance
        )
        bodies[page.url] = body
        faults.append(PlantedFault(number, kind, wrong, page.url, quote, sentence))
    shown = [one.quote[0] for one in faults if one.kind is FaultKind.NAMELESS_PICTURE]
    return PlantedPages(bodies, tuple(faults), {f"{_PICTURES}/{name}": _PICTURE for name in shown})


def _text(page: GivenPage) -> tuple[str, str]:
    decoded = decode(page.body, page.content_type)
    return decoded.text, decoded.charset


def _room(text: str) -> list[re.Match[str]]:
    """Paragraphs of running text that a visitor sees.

    One that stands in a hidden box too, an edition for telephones, is left alone: nobody could say
    which of the two was planted in.
    """
    found = [
        one
        for one in _PARAGRAPH.finditer(text)
        if len(_HAN.findall(one.group(2))) >= _LEAST and one.group(2).rstrip().endswith(_ENDS)
    ]
    boxes = LexborHTMLParser(text).css(_HIDDEN) if found and _MAY_HIDE.search(text) else ()
    hidden = "".join("".join(box.text().split()) for box in boxes)
    return [one for one in found if "".join(unescape(one.group(2)).split()) not in hidden]


def _has_room(page: GivenPage) -> bool:
    return bool(_room(_text(page)[0]))


def _planted(
    page: GivenPage, kind: FaultKind, wrong: bool, turn: int, chance: random.Random
) -> tuple[bytes, tuple[str, ...], str]:
    """The page with one more planting, what is wrong, and the sentence or the markup of it."""
    text, charset = _text(page)
    place = chance.choice(_room(text))
    if kind in WRONG:
        sentences = WRONG[kind] if wrong else RIGHT[kind]
        marked = sentences[turn % len(sentences)]
        sentence = _MARKED.sub(r"\1", marked)
        quote = tuple(_MARKED.findall(marked)) or (sentence,)
        at = place.end(2) - len(place.group(2).lstrip())  # what ends a paragraph stays its end
        text = text[:at] + escape(sentence, quote=False) + text[at:]
    else:
        quote, sentence = _MARKUP[kind](turn)
        end = text.lower().rfind("</body>")
        at = end if kind is FaultKind.HIDDEN_LINK and end >= 0 else place.end()
        text = text[:at] + sentence + text[at:]
    return text.encode(charset or "utf-8", "xmlcharrefreplace"), quote, sentence


def _hidden(turn: int) -> tuple[tuple[str, ...], str]:
    hosts = [f"www.kit{turn:02d}{number:02d}-yule.com" for number in range(_FARM)]
    links = "".join(f'<a href="http://{host}/">娱乐城{n}</a>' for n, host in enumerate(hosts))
    styles = ("display:none", "position:absolute;left:-9999px", "visibility:hidden")
    return tuple(hosts), f'<div style="{styles[turn % len(styles)]}">{links}</div>'


def _dead_link(turn: int) -> tuple[tuple[str, ...], str]:
    path = f"/kit/{turn:03d}/fujian.{('html', 'doc', 'pdf')[turn % 3]}"
    return (path,), f'<p><a href="{path}">附件{turn + 1}</a></p>'


def _dead_image(turn: int) -> tuple[tuple[str, ...], str]:
    path = f"/kit/{turn:03d}/tupian.jpg"
    return (path,), f'<p><img src="{path}" alt="现场图片"></p>'


def _nameless(turn: int) -> tuple[tuple[str, ...], str]:
    name = f"changjing{turn:03d}.gif"
    return (name,), f'<p><img src="/{_PICTURES}/{name}" width="300" height="200"></p>'


_MARKUP = {
    FaultKind.HIDDEN_LINK: _hidden,
    FaultKind.DEAD_LINK: _dead_link,
    FaultKind.DEAD_IMAGE: _dead_image,
    FaultKind.NAMELESS_PICTURE: _nameless,
}


def kinds_wanted(told: str) -> tuple[FaultKind, ...]:
    """The kinds of a list parted by commas, by code or name; all for none.

    Raises `InputError` for one that is not known.
    """
    if not told.strip():
        return tuple(FaultKind)
    by_name = {names.name: kind for kind, names in NAMES.items()}
    found = []
    for one in re.split("[,，、]", told):
        name = one.strip()
        if name not in by_name and name not in set(FaultKind):
            raise InputError(f"没有这种问题“{name}”；可选：{'、'.join(by_name)}，或它们的代码")
        found.append(by_name[name] if name in by_name else FaultKind(name))
    return tuple(dict.fromkeys(found))
