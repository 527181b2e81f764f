"""The places of a text that the statistical tiers leave alone."""

import re
from collections.abc import Iterator
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from govsweep.words.evidence import PAD, Scene
from govsweep.words.literals import AllFound
from govsweep.words.ngrams import Places
from govsweep.words.normal import CAPITAL, OPENING, Batch

Mask: TypeAlias = npt.NDArray[np.bool_]
_NUMERALS = re.compile(  # as cheques and grades of builders write them: 伍拾万元整, 贰级
    r"[壹贰叁肆伍陆柒捌玖拾佰仟]+(?=[级等期角分元圆佰仟拾万亿份号楼两])"
)
# The code before the year of a number, shortened as nothing else is: 城管罚决字〔2026〕3号. It is
# looked for from the bracket back, for `re` would try each place where a code may begin.
_YEAR_OF_NUMBER = re.compile(
    r"[〔\[【（(［]\s?(?:19|20)\d\d\s?年?\s?[〕\]】）)］]\s?第?\s?\d{1,8}\s?-?\d{0,4}\s?号"
)
_CODE = re.compile(r"[\u4e00-\u9fff]{1,6}\Z")
_LONGEST_CODE = 6
# Whom a decision addresses, before the day of what was done: 你于2026年9月…
_ADDRESSED = re.compile(
    r"于(?<=[你您我他她]于)(?=\s?(?:\d{1,4}[年月日]|[一二三四五六七八九十〇○]{1,4}[年月日]|[本今去当昨前上同次]))"
)
# One thing after the other: 逐台检查. What sounds like 逐步 or 逐渐 may be a slip.
_EACH = re.compile(
    "逐[个只条件张套项户人名位车台架辆艘栋幢座层口井闸库塘田圈棚摊铺店厂企校岗点站所村镇乡县市区路街"
    "院室柜桥窗楼处单事例案字句段章篇页本册卷期场次批级类种样年月日周时]"
)
# What lists write before or behind the titles of rows: no word of the sentence beside it.
_LABELS = (
    "置顶|固顶|置底|加精|精华|推荐|荐|热|热门|最新|新|转载|转发|代转|转帖|转|原创|首发|独家|公告|公示|通知|通告|"
    "图文|图解|图说|组图|图集|长图|海报|动漫|动画|视频|短视频|微视频|音频|有声|直播|回放|快评|短评|时评|快讯|简讯|"
    "征集中|进行中|已结束|已截止|已反馈|已办结|已废止|废止|失效|修订|全文|摘要|专题|外链"
)
_IN_BRACKETS = rf"[【〖〔﹝\[［（(<〈「『{{]\s*(?:{_LABELS})\s*[】〗〕﹞\]］）)>〉」』}}]"
_BRACKETED = re.compile(_IN_BRACKETS)
_PINNED = "置顶", "固顶"
# Where neither stands, the brackets alone are looked for, which `re` finds by their first mark.
_LABEL = re.compile(
    rf"{_IN_BRACKETS}|"
    r"^\s*(?:置顶|固顶)|(?:置顶|固顶)[\s:：]*$",
    re.MULTILINE,
)
_LONG = 60  # Han characters; a shorter text may well be strange throughout
_UNLIKE = 0.7  # the strangest sentences of 2026's government reports reach 0.69


def exempt(batch: Batch, scene: Scene, found: AllFound) -> Mask:
    """Where known or allowed terms, numerals and labels stand, and texts unlike official prose."""
    masked = np.zeros(len(batch.text), dtype=bool)
    for use in ("known", "allowed"):
        _, starts, ends = found.places(use).T
        length = len(masked) + 1
        depth = np.bincount(starts, minlength=length) - np.bincount(ends, minlength=length)
        masked |= np.cumsum(depth[:-1]) > 0
    for match in _exempted(batch):
        masked[match.start() : match.end()] = True
    for match in _ADDRESSED.finditer(batch.text):
        masked[match.start() - 1 : match.end()] = True  # with the one who is addressed
    for start, end in _codes(batch):
        masked[start:end] = True
    _add_unlike(batch, scene, masked)
    return masked


def _exempted(batch: Batch) -> Iterator[re.Match[str]]:
    """Numerals, labels and what is done to each."""
    text, kinds = batch.text, batch.kinds
    yield from _matches(_NUMERALS, text, np.flatnonzero(kinds & CAPITAL > 0))
    if any(word in text for word in _PINNED):
        yield from _LABEL.finditer(text)
    else:
        yield from _matches(_BRACKETED, text, np.flatnonzero(kinds & OPENING > 0))
    yield from _EACH.finditer(text)


def _matches(pattern: re.Pattern[str], text: str, places: Places) -> Iterator[re.Match[str]]:
    """What a pattern finds that begins in one of these places only: `re` would try each."""
    end = 0
    for place in places.tolist():
        match = pattern.match(text, place) if place >= end else None
        if match:
            end = match.end()
            yield match


def _codes(batch: Batch) -> Iterator[tuple[int, int]]:
    """The code of each number: at most six Han characters before the bracket of its year."""
    text = batch.text
    for match in _matches(_YEAR_OF_NUMBER, text, np.flatnonzero(batch.kinds & OPENING > 0)):
        end = match.start()
        if text[end - 1 : end].isspace():
            end -= 1
        code = _CODE.search(text, max(0, end - _LONGEST_CODE), end)
        if code is not None:
            yield code.span()


def _add_unlike(batch: Batch, scene: Scene, masked: Mask) -> None:
    """Mask the texts that are nothing like official prose: verse, lists of names, noise.

    Where most characters are strange, counts of official text say nothing about any of them.
    """
    edges = [*batch.starts, len(masked)]
    unknown = np.diff(np.searchsorted(scene.strange - PAD, edges))
    for text in np.flatnonzero(unknown > _LONG * _UNLIKE):
        start, end = edges[text : text + 2]
        length = np.count_nonzero(scene.codes[PAD + start : PAD + end] > 2)
        if length >= _LONG and unknown[text] > length * _UNLIKE:
            masked[start:end] = True
