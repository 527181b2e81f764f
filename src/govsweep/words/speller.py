"""The statistical tiers over a batch of texts."""

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Protocol

from govsweep.facts import Mark
from govsweep.words.characters import CharacterTier
from govsweep.words.collocations import collocations
from govsweep.words.context_tier import ContextTier
from govsweep.words.dictionary import listed
from govsweep.words.evidence import Scene
from govsweep.words.exempt import exempt
from govsweep.words.literals import AllFound
from govsweep.words.names_around import is_name, is_well_known, person
from govsweep.words.ngrams import official
from govsweep.words.normal import Batch
from govsweep.words.old_language import is_of_old
from govsweep.words.place_names import is_of_place
from govsweep.words.proposals import Limits, Proposal, Reading, Thresholds
from govsweep.words.scoring import Score, shipped
from govsweep.words.spelling_tiers import (
    CollocationTier,
    DoubledTier,
    MissingTier,
    OddPairTier,
    PairTier,
    RepeatedTier,
    SwappedTier,
)
from govsweep.words.surroundings import closes_list
from govsweep.words.verse import Verse, verse

_MOST = 0.999  # no count is proof
_OFTEN = 4  # places of a text in which the same is looked at


class SpellingTier(Protocol):
    """One way in which words are misspelt."""

    def proposals(self, reading: Reading) -> Iterator[Proposal]:
        """What should stand instead."""


class Speller:
    """The statistical tiers over a batch of texts."""

    def __init__(
        self,
        score: Score | None = None,
        *,
        suspected: bool = True,
        limits: Mapping[str, Limits] | None = None,
    ) -> None:
        if suspected:
            # What takes the most room for a moment comes first, when little else is there.
            collocations()
        self._thresholds = Thresholds(limits, suspected=suspected)
        self.literals = [("known", term, None) for term in terms()]
        self._table = official()
        self._tiers = self._made(score or shipped("speller"))

    def _made(self, score: Score) -> list[SpellingTier]:
        """The tiers in the order in which they speak."""
        some = self._thresholds
        certain: list[SpellingTier] = [PairTier(some), CharacterTier(score, some)]
        if not some.suspected:
            return certain
        return [
            DoubledTier(some),
            RepeatedTier(some),
            SwappedTier(some),
            MissingTier(some),
            *certain,
            OddPairTier(some),
            CollocationTier(some),
            ContextTier(some),
        ]

    def marks(self, batch: Batch, found: AllFound) -> Iterator[tuple[int, Mark]]:
        """Each mark with the number of its text."""
        for one in self.proposals(batch, found):
            index, place = batch.locate(one.start)
            plain = batch.plains[index]
            if plain.mostly_traditional:
                continue
            start, end = plain.span(place, place + one.end - one.start)
            yield (
                index,
                Mark(
                    rule=one.tier,
                    check="typo",
                    start=start,
                    end=end,
                    suggestion=one.meant,
                    confirmed=self._thresholds.is_certain(one),
                    reason=one.reason,
                    score=min(one.probability, _MOST),
                ),
            )

    def proposals(self, batch: Batch, found: AllFound) -> Iterator[Proposal]:
        """What is told of a batch's texts."""
        scene = Scene(batch.text, self._table)
        reading = Reading(batch, scene, exempt(batch, scene, found))
        for tier in self._tiers:
            for one in tier.proposals(reading):
                metre = verse(batch.text, one.start, one.end)
                if metre is Verse.CERTAIN or _is_right(batch.text, one):
                    continue
                if metre is Verse.PERHAPS:
                    yield one._replace(doubtful=True)
                    continue
                name = person(batch.text, one.start, one.end)
                if name is None:
                    yield one
                elif is_well_known(_corrected(batch.text, one, *name)):
                    yield one._replace(doubtful=True)  # or somebody else has nearly this name


def _is_right(text: str, one: Proposal) -> bool:
    """Whether what stands around it makes right what no count of official text knows."""
    return (
        closes_list(text, one.start, one.meant)
        or is_of_old(text, one.start, one.end)
        or any(
            is_of_place(text, start, end, one.meant) or is_name(text, start, end)
            for start, end in _same(text, one.start, one.end)
        )
    )


def _corrected(text: str, one: Proposal, first: int, last: int) -> str:
    """A stretch of the text as it would read."""
    return text[first : one.start] + one.meant + text[one.end : last]


def _same(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """A span, and where else its text has the same: what is a name once is one again."""
    yield start, end
    first, last = text.rfind("\n", 0, start) + 1, text.find("\n", end)
    written, at = text[start:end], first
    for _ in range(_OFTEN):
        at = text.find(written, at, last if last >= 0 else len(text))
        if at < 0:
            return
        if at != start:
            yield at, at + len(written)
        at += 1


@cache
def terms() -> tuple[str, ...]:
    """Terms of recent official text and of trades that no dictionary holds, and old sayings."""
    return (*listed("terms.txt"), *listed("trades.txt"), *listed("classics.txt"))
