"""The statistical tiers: a character that is strange in its place, and one that fits.

Where no run of three characters around a Han character is known from official text, the
characters that sound or look like it are tried. What counts for them is weighed into one
probability; the kind of evidence names the tier.
"""

from collections.abc import Collection, Iterable, Iterator
from functools import cache
from typing import NamedTuple

import numpy as np

from govsweep.facts import Mark
from govsweep.rules import packs
from govsweep.words.confusions import Candidates, confusions
from govsweep.words.doubled import CONFIRMED as CONFIRMED_DOUBLED
from govsweep.words.doubled import doubled
from govsweep.words.evidence import PAD, WORDS, Comparison, Scene, compare, in_phrases, plausible
from govsweep.words.exempt import SEEN, Mask, exempt
from govsweep.words.literals import Found
from govsweep.words.ngrams import Places, official
from govsweep.words.normal import Batch
from govsweep.words.pairs import PairSlip, slips, strange
from govsweep.words.quiet import Quiet
from govsweep.words.scoring import Score, shipped

FITS = 3  # a candidate is tried from this level on
SOLID = 6  # and may be certain from this one on, where nothing is known of what is written


class SpellerTier(NamedTuple):
    """A kind of evidence, and from which probability on it is told, and held for certain."""

    name: str
    suspected: float
    confirmed: float


LEXICON = SpellerTier("lexicon", 0.30, 0.93)
PHRASE = SpellerTier("phrase", 0.30, 0.93)
HOMOPHONE = SpellerTier("homophone", 0.85, 0.97)
SPELLER = SpellerTier("speller", 0.85, 0.965)


class Flag(NamedTuple):
    """A character that should be another one."""

    place: int  # in the batch's text
    meant: str
    probability: float
    tier: SpellerTier
    start: int  # the word to quote
    end: int
    solid: bool  # nothing around the written character is known, and much around the meant one

    @property
    def confirmed(self) -> bool:
        """Whether it is certain."""
        return self.solid and self.probability >= self.tier.confirmed

    def moved(self, place: int) -> "Flag":
        """The same of another place that has the same characters around it."""
        shift = place - self.place
        return self._replace(place=place, start=self.start + shift, end=self.end + shift)


class Speller:
    """The statistical tiers over a batch of texts."""

    def __init__(self, score: Score | None = None, *, suspected: bool = True) -> None:
        self._suspected = suspected
        self._score = score or shipped("speller")
        self._doubled = shipped("doubled")
        self._slips = shipped("pairs")
        self.literals = [("known", term, None) for term in terms()]
        self._table = official()
        self._confusions = confusions()
        # Official text says the same again and again: what was quiet once is quiet again.
        self._quiet = Quiet()
        self._quiet_pairs = Quiet()

    def marks(self, batch: Batch, found: dict[str, list[Found]]) -> Iterator[tuple[int, Mark]]:
        """Each mark with the number of its text."""
        scene = Scene(batch.text, self._table)
        masked = exempt(batch, scene, found)
        if self._suspected:
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
                    confirmed=flag.confirmed,
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
        best: dict[int, PairSlip] = {}
        least, fits = HOMOPHONE.suspected, FITS
        if not self._suspected:
            least, fits = HOMOPHONE.confirmed, SOLID
        places = strange(scene, masked)
        contexts = scene.contexts(places, columns=2)
        new = ~self._quiet_pairs.holds(contexts)
        places, contexts = places[new], contexts[new]
        for slip in slips(scene, places, self._slips, least, fits):
            if slip.probability > best.get(slip.place, slip._replace(probability=0)).probability:
                best[slip.place] = slip
        self._quiet_pairs.add(contexts[~_are_among(places - PAD, best)])
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
        places = scene.strange(SEEN if self._suspected else 0)
        places = places[~masked[places - PAD]]
        contexts = scene.contexts(places)
        new = ~self._quiet.holds(contexts)
        places, contexts = places[new], contexts[new]
        contexts, first, same = np.unique(contexts, return_index=True, return_inverse=True)
        models = places[first]
        loud = self._loud(scene, models)
        told = _are_among(models, loud)
        self._quiet.add(contexts[~told])
        again = told[same]
        return _apart(
            flag.moved(int(place) - PAD)
            for place, model in zip(places[again], models[same[again]], strict=True)
            for flag in loud[int(model)]
        )

    def _loud(self, scene: Scene, places: Places) -> dict[int, list[Flag]]:
        """The places among these of which there is something to tell."""
        fits = FITS if self._suspected else SOLID
        tried = plausible(scene, self._confusions.of(scene.codes, places), fits)
        if not self._suspected:
            tried = in_phrases(scene, tried)
        loud: dict[int, list[Flag]] = {}
        if len(tried.places):
            compared = compare(scene, tried)
            probability = self._score(compared.features(scene, tried))
            for row in np.flatnonzero(probability >= SUSPECTED):
                flag = _flag(scene, tried, compared, int(row), float(probability[row]))
                if flag.probability >= flag.tier.suspected:
                    loud.setdefault(flag.place + PAD, []).append(flag)
        return loud


SUSPECTED = min(tier.suspected for tier in (LEXICON, PHRASE, SPELLER))


def _are_among(places: Places, some: Collection[int]) -> Mask:
    """Which of the places are among some others, of which there are mostly none."""
    return np.isin(places, [*some]) if some else np.zeros(len(places), dtype=bool)


def _apart(flags: Iterable[Flag]) -> list[Flag]:
    """The surest first, and none beside a surer one."""
    chosen: list[Flag] = []
    taken: set[int] = set()
    for flag in sorted(flags, key=lambda flag: (-flag.probability, flag.place)):
        if flag.place not in taken:
            chosen.append(flag)
            taken.update(range(flag.place - 2, flag.place + 3))
    return chosen


def _flag(
    scene: Scene, tried: Candidates, compared: Comparison, row: int, probability: float
) -> Flag:
    place = int(tried.places[row]) - PAD
    words = compared.meant_words[:, row]
    spans = [span for span, level in zip(WORDS.spans, words, strict=True) if level]
    length, offset = max(spans, default=(0, 0))
    tier = SPELLER
    if not compared.written_words[:, row].any() and not _is_edge(compared, row, length, offset):
        if length >= 3:
            tier = LEXICON
        elif compared.best[4][0][row] >= PHRASE_LEVEL and not compared.best[3][1][row]:
            tier = PHRASE
    if not length:
        length, offset = 2, _better_neighbour(scene, compared, tried.places[row], row)
    start = place - offset
    run_meant, run_written = (best[row] for best in compared.best[3])
    phrase = compared.best[4][0][row]
    solid = bool(run_meant >= SOLID and phrase and not run_written)
    return Flag(place, chr(int(tried.meant[row])), probability, tier, start, start + length, solid)


def _better_neighbour(scene: Scene, compared: Comparison, place: int, row: int) -> int:
    """1 to quote the character before the place with it, 0 for the one behind."""
    if scene.codes[place - 1] <= 2 or scene.codes[place + 1] <= 2:
        return int(scene.codes[place - 1] > 2)
    return int(compared.meant[1, row] > compared.meant[0, row])


PHRASE_LEVEL = 8  # twenty sightings of a run of four


def _is_edge(compared: Comparison, row: int, length: int, offset: int) -> bool:
    """Whether the place ends a word whose rest is a word too, and so may begin another."""
    if length < 3 or 0 < offset < length - 1:
        return False
    rest = length - 3 if offset else length - 1  # words of two or three before, then after it
    return bool(compared.beside[rest, row])


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
