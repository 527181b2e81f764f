"""The places of a text that the statistical tiers leave alone."""

import re
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from govsweep.words.evidence import PAD, Scene
from govsweep.words.literals import Found
from govsweep.words.normal import Batch

Mask: TypeAlias = npt.NDArray[np.bool_]
_NUMERALS = re.compile(  # as cheques and grades of builders write them: 伍拾万元整, 贰级
    r"[壹贰叁肆伍陆柒捌玖拾佰仟]+(?=[级等期角分元圆佰仟拾万亿份号楼两])"
)
_LONG = 60  # Han characters; a shorter text may well be strange throughout
_UNLIKE = 0.7  # the strangest sentences of 2026's government reports reach 0.69


def exempt(batch: Batch, scene: Scene, found: dict[str, list[Found]]) -> Mask:
    """Where known or allowed terms and numerals stand, and texts unlike official prose."""
    masked = np.zeros(len(batch.text), dtype=bool)
    for use in ("known", "allowed"):
        for one in found.get(use, ()):
            masked[one.start : one.end] = True
    for match in _NUMERALS.finditer(batch.text):
        masked[match.start() : match.end()] = True
    _add_unlike(batch, scene, masked)
    return masked


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
