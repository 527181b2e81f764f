"""The statistical tiers: a character that is strange in its place, and one that fits.

Where no run of three characters around a Han character is known from official text, the
characters that sound or look like it are tried. What counts for them is weighed into one
probability; the kind of evidence names the tier.
"""

from collections.abc import Iterator
from functools import cache
from typing import NamedTuple, TypeAlias

import numpy as np

from govsweep.facts import Mark
from govsweep.rules import packs
from govsweep.words.doubled import CONFIRMED as CONFIRMED_DOUBLED
from govsweep.words.doubled import doubled
from govsweep.words.evidence import PAD, WORDS, Candidates, Comparison, Scene, confusions
from govsweep.words.ngrams import official
from govsweep.words.normal import Batch
from govsweep.words.pairs import Slip, slips
from govsweep.words.scoring import Score, shipped
from govsweep.words.written import Literals

Mask: TypeAlias = np.ndarray[tuple[int], np.dtype[np.bool_]]
SEEN = 1  # a place is strange up to this level of its runs of three
FITS = 3  # a candidate is tried from this level on


class Tier(NamedTuple):
    """A kind of evidence, and from which probability on it is told, and held for certain."""

    name: str
    suspected: float
    confirmed: float


LEXICON = Tier("lexicon", 0.30, 0.93)
PHRASE = Tier("phrase", 0.30, 0.85)
HOMOPHONE = Tier("homophone", 0.70, 0.99)
SPELLER = Tier("speller", 0.55, 0.97)


class Flag(NamedTuple):
    """A character that should be another one."""

    place: int  # in the batch's text
    meant: str
    probability: float
    tier: Tier
    start: int  # the word to quote
    end: int


class Speller:
    """The statistical tiers over a batch of texts."""

    def __init__(self, score: Score | None = None, allowed: frozenset[str] = frozenset()) -> None:
        self._score = score or shipped("speller")
        self._doubled = shipped("doubled")
        self._slips = shipped("pairs")
        self._known = Literals((term, True) for term in (*terms(), *allowed))
        self._table = official()
        self._confusions = confusions()

    def marks(self, batch: Batch) -> Iterator[tuple[int, Mark]]:
        """Each mark with the number of its text."""
        scene = Scene(batch.text, self._table)
        masked = self._masked(batch.text)
        yield from self._doubled_marks(batch, scene, masked)
        yield from self._slip_marks(batch, scene, masked)
        for flag in self.flags(scene, masked):
            index, place = batch.locate(flag.place)
            plain = batch.plains[index]
            if plain.mostly_traditional:
                continue
            shift = flag.place - place
            start, end = plain.span(flag.start - shift, flag.end - shift)
            quote = batch.text[flag.start : flag.end]
            inside = flag.place - flag.start
            right = quote[:inside] + flag.meant + quote[inside + 1 :]
            yield (
                index,
                Mark(
                    rule=f"typo-{flag.tier.name}",
                    check="typo",
                    start=start,
                    end=end,
                    suggestion=right,
                    confirmed=flag.probability >= flag.tier.confirmed,
                    reason=_reason(flag, quote, right),
                    score=min(flag.probability, 0.999),
                ),
            )

    def _doubled_marks(
        self, batch: Batch, scene: Scene, masked: Mask
    ) -> Iterator[tuple[int, Mark]]:
        for one in doubled(scene, self._doubled):
            index, place = batch.locate(one.place)
            plain = batch.plains[index]
            if not plain.mostly_traditional and not masked[one.place]:
                start, end = plain.span(place - 1, place + 1)
                yield (
                    index,
                    Mark(
                        rule="typo-doubled",
                        check="typo",
                        start=start,
                        end=end,
                        suggestion=plain.text[place],
                        confirmed=one.probability >= CONFIRMED_DOUBLED,
                        reason="多写了一个字",
                        score=min(one.probability, 0.999),
                    ),
                )

    def _slip_marks(self, batch: Batch, scene: Scene, masked: Mask) -> Iterator[tuple[int, Mark]]:
        best: dict[int, Slip] = {}
        for slip in slips(scene, masked, self._slips, HOMOPHONE.suspected):
            if slip.probability > best.get(slip.place, slip._replace(probability=0)).probability:
                best[slip.place] = slip
        for slip in best.values():
            index, place = batch.locate(slip.place)
            plain = batch.plains[index]
            if not plain.mostly_traditional:
                start, end = plain.span(place, place + 2)
                wrong = plain.text[place : place + 2]
                yield (
                    index,
                    Mark(
                        rule="typo-homophone",
                        check="typo",
                        start=start,
                        end=end,
                        suggestion=slip.meant,
                        confirmed=slip.usual and slip.probability >= HOMOPHONE.confirmed,
                        reason=f"“{wrong}”与“{slip.meant}”同音，后者才合上下文",
                        score=min(slip.probability, 0.999),
                    ),
                )

    def flags(self, scene: Scene, masked: Mask) -> list[Flag]:
        """The characters of a text that should be others, the surest first."""
        places = scene.strange(SEEN)
        places = places[~masked[places - PAD]]
        tried = scene.plausible(self._confusions.of(scene.codes, places), FITS)
        if not len(tried.places):
            return []
        compared = scene.compare(tried)
        probability = self._score(compared.features(scene, tried))
        chosen: list[Flag] = []
        for row in np.argsort(-probability):
            if probability[row] < SUSPECTED:
                break
            flag = _flag(tried, compared, int(row), float(probability[row]))
            if probability[row] >= flag.tier.suspected and not any(
                abs(flag.place - other.place) <= 2 for other in chosen
            ):
                chosen.append(flag)
        return chosen

    def _masked(self, text: str) -> Mask:
        """The places inside known terms and the office's allowed words."""
        masked = np.zeros(len(text), dtype=bool)
        for _, start, end in self._known.find(text):
            masked[start:end] = True
        return masked


SUSPECTED = min(tier.suspected for tier in (LEXICON, PHRASE, SPELLER))


def _flag(tried: Candidates, compared: Comparison, row: int, probability: float) -> Flag:
    place = int(tried.places[row]) - PAD
    words = compared.meant_words[:, row]
    spans = [span for span, level in zip(WORDS, words, strict=True) if level]
    length, offset = max(spans, default=(0, 0))
    tier = SPELLER
    if not compared.written_words[:, row].any() and not _is_edge(compared, row, length, offset):
        if length >= 3:
            tier = LEXICON
        elif compared.best(4)[0][row] >= PHRASE_LEVEL and not compared.best(3)[1][row]:
            tier = PHRASE
    if not length:
        length, offset = 2, int(compared.meant[1, row] > compared.meant[0, row])
    start = place - offset
    return Flag(place, chr(int(tried.meant[row])), probability, tier, start, start + length)


PHRASE_LEVEL = 8  # twenty sightings of a run of four


def _is_edge(compared: Comparison, row: int, length: int, offset: int) -> bool:
    """Whether the place ends a word whose rest is a word too, and so may begin another."""
    if length < 3 or 0 < offset < length - 1:
        return False
    rest = length - 3 if offset else length - 1  # words of two or three before, then after it
    return bool(compared.others[rest, row])


def _reason(flag: Flag, wrong: str, right: str) -> str:
    if flag.tier is LEXICON:
        return f"词典中有“{right}”，没有“{wrong}”"
    if flag.tier is PHRASE:
        return f"“{right}”是公文常用搭配，“{wrong}”不见于法规和政府工作报告"
    return f"按公文用字统计推断，把握约 {flag.probability:.0%}"


@cache
def terms() -> tuple[str, ...]:
    """Terms of recent official text that no dictionary holds yet."""
    lines = (packs() / "terms.txt").read_text("utf-8").splitlines()
    return tuple(word for line in lines if not line.startswith("#") for word in line.split())
