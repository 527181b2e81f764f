"""What is proposed of words that fit their neighbours and not what the sentence is about."""

from collections.abc import Iterator

import numpy as np

from govsweep.words import contextual
from govsweep.words.characters import may_be_either
from govsweep.words.evidence import PAD
from govsweep.words.negative_cache import NegativeCache
from govsweep.words.proposals import Proposal, Reading, Thresholds
from govsweep.words.scoring import shipped
from govsweep.words.surroundings import quoted

_BESIDE = 4  # characters


class ContextTier:
    """Words of two characters written for others of the same sound or shape."""

    def __init__(self, thresholds: Thresholds) -> None:
        self._score = shipped("contextual")
        self._least = {group: thresholds.least(group) for group in contextual.GROUPS}
        self._quiet = NegativeCache(contextual.BEFORE, contextual.AFTER)
        # What stands next to them settles most places, whatever the sentence is about.
        self._settled = NegativeCache(contextual.NEAR_BEFORE, contextual.NEAR_AFTER)

    def proposals(self, reading: Reading) -> Iterator[Proposal]:
        """What should stand instead."""
        scene, batch = reading.scene, reading.batch
        starts = np.array(batch.starts, dtype=np.int64) + PAD
        places, _ = self._settled.new(scene, reading.strange_pairs)
        places, contexts = self._quiet.new(scene, places)
        likes = contextual.like(scene, contextual.unsettled(scene, places))
        self._settled.know(scene, np.setdiff1d(places, likes.places, assume_unique=True))
        found = contextual.slips(scene, likes, starts, self._score, self._least)
        self._quiet.add(places, contexts, [one.place + PAD for one in found])
        for one in found:
            start, end = one.place, one.place + 2
            quote = batch.text[start:end]
            if may_be_either(quote, one.meant) or quoted(batch.text, start, end):
                continue
            # 抗旱抗寒: what stands beside speaks for itself and not for these.
            if one.meant in batch.text[max(0, start - _BESIDE) : end + _BESIDE]:
                continue
            # In a row of short phrases words are shortened: 深学、真查、实改.
            if "、" not in (batch.text[start - 1 : start], batch.text[end : end + 1]):
                reason = f"“{quote}”与“{one.meant}”音近或形近，后者才合前后文所说的事"
                yield Proposal(one.group, start, end, one.meant, one.probability, reason)
