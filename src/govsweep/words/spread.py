"""Texts whose letters stand apart, without the spaces between these: 习 近 平."""

import re
from itertools import chain
from typing import NamedTuple

from govsweep.words.normal import Batch, Plain

_HAN = "[\u4e00-\u9fff]"
# From a space on: `re` looks fast for one literal character.
_APART = re.compile(rf" (?<={_HAN} ) ?{_HAN} {{1,2}}{_HAN} {{1,2}}{_HAN}")
_RUN = re.compile(rf"{_HAN}(?: {{1,2}}{_HAN}(?!{_HAN})){{2,}}(?: {{1,2}}{_HAN})?")
_SPACES = re.compile(" +")


class Spread(NamedTuple):
    """The texts without the spaces in their runs of single characters, and their numbers."""

    numbers: list[int]
    batch: Batch


def without_spaces(batch: Batch) -> Spread | None:
    """The texts that have such runs; None where none has."""
    if not _APART.search(batch.text):
        return None
    closed = [
        (number, _closed(plain))
        for number, plain in enumerate(batch.plains)
        if _APART.search(plain.text)
    ]
    return Spread([number for number, _ in closed], Batch([plain for _, plain in closed]))


def _closed(plain: Plain) -> Plain:
    gaps = [
        (run.start() + gap.start(), run.start() + gap.end())
        for run in _RUN.finditer(plain.text)
        for gap in _SPACES.finditer(run.group())
    ]
    edges = [0, *chain.from_iterable(gaps), len(plain.text)]
    kept = list(zip(edges[::2], edges[1::2], strict=True))
    source = range(len(plain.text)) if plain.back is None else plain.back
    back = tuple(chain.from_iterable(source[start:end] for start, end in kept))
    text = "".join([plain.text[start:end] for start, end in kept])
    return Plain(text, back, plain.traditional)
