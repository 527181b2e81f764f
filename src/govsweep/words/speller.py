"""The statistical tiers over a batch of texts, and which of what they propose is told.

Each tier proposes with a probability; its group's thresholds, chosen on clean text, say from
where on a proposal is told at all, and from where on it is held for certain.
"""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import NamedTuple

import numpy as np

from govsweep.facts import Mark
from govsweep.rules import Tier, packs
from govsweep.words import collocations, explained
from govsweep.words.confusions import SOUNDS, Candidates, confusions, joined
from govsweep.words.doubled import doubled
from govsweep.words.evidence import (
    PAD,
    WINDOWS,
    WORDS,
    Comparison,
    Scene,
    compare,
    in_phrases,
    plausible,
)
from govsweep.words.exempt import Mask, exempt
from govsweep.words.literals import Found
from govsweep.words.missing import broken, ends_clause, gaps
from govsweep.words.negative_cache import NegativeCache
from govsweep.words.ngrams import Places, official
from govsweep.words.normal import Batch
from govsweep.words.pairs import PairSlip, slips, strange
from govsweep.words.repeated import again, repeated
from govsweep.words.scoring import Score, shipped
from govsweep.words.swapped import swapped

FITS = 3  # a candidate is tried from this level on
USUAL = 6  # and with certain tiers alone from this one on
NAME = 3  # no person's name is longer
PHRASE = 8  # twenty sightings of a run of four
_NUMBERED = re.compile(r"20\d\d年|[〔\[（(]20\d\d")  # a document's number
_PLACE = re.compile(r".{2,3}[省市县州镇乡]$")
# Words that sound alike and are both right in much the same places: counts are no proof.
_EITHER_WORDS = (
    "考查/考察 制定/制订 权利/权力 截止/截至 反映/反应 必须/必需 查看/察看 法制/法治",
    "启用/起用 界限/界线 品味/品位 定金/订金 交代/交待 侦查/侦察 检查/检察 审定/审订",
    "度过/渡过 启示/启事 增殖/增值 质疑/置疑 简洁/简捷 学历/学力 以至/以致 委屈/委曲",
    "事务/事物 推脱/推托 淹没/湮没 营利/盈利 收集/搜集 溶化/融化",
)
_EITHER = frozenset(tuple(pair.split("/")) for line in _EITHER_WORDS for pair in line.split())
_BELOW = 0.999  # what is just not certain
_WATERS = "江河湖溪"
_WHOLE = 4  # characters of a word that no chance makes of others


class Limits(NamedTuple):
    """From which probability on a group's proposals are told, and held for certain."""

    suspected: float
    confirmed: float


class Proposal(NamedTuple):
    """What should stand in a place of the batch's text instead."""

    group: str  # the tier and, after a hyphen, the kind of evidence
    start: int
    end: int
    meant: str
    probability: float
    reason: str

    @property
    def tier(self) -> Tier:
        """The tier that proposes."""
        return Tier(f"typo-{self.group.partition('-')[0]}")


class Flag(NamedTuple):
    """A character that should be another one."""

    place: int  # in the batch's text
    meant: str
    probability: float
    group: str
    start: int  # the word to quote
    end: int

    def moved(self, place: int) -> "Flag":
        """The same of another place that has the same characters around it."""
        shift = place - self.place
        return self._replace(place=place, start=self.start + shift, end=self.end + shift)

    def proposal(self, text: str) -> Proposal:
        """What is proposed for the word around it."""
        quote = text[self.start : self.end]
        inside = self.place - self.start
        right = quote[:inside] + self.meant + quote[inside + 1 :]
        return Proposal(
            self.group, self.start, self.end, right, self.probability, self._reason(quote, right)
        )

    def _reason(self, wrong: str, right: str) -> str:
        if self.group.startswith("lexicon"):
            return f"词典中有“{right}”，没有“{wrong}”"
        if self.group.startswith("phrase"):
            return f"“{right}”是公文常用搭配，“{wrong}”不见于法规和政府工作报告"
        return f"按公文用字统计推断，把握约 {min(self.probability, 0.99):.0%}"


# Places whose candidates are tried together: they fit into a processor's cache, all would not.
_AT_ONCE = 512
_REPEATED = 0.9  # a form is there or not: no probability is reckoned
CHARACTER_GROUPS = (
    "lexicon",
    "lexicon-sound",
    "lexicon-crossed",
    "phrase",
    "phrase-crossed",
    "speller-sound",
    "speller-sound-alone",
    "speller-shape",
    "speller-sound-word",
    "speller-sound-whole",
    "speller-shape-word",
    "speller-crossed",
    "speller-name",
    "speller-quoted",
    "speller-bare",
)
# Told below the threshold of their own group where two characters between whole words are none.
PIECE_GROUPS = ("speller-piece", "collocation-piece")


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
            collocations.collocations()
        self._suspected = suspected
        self._limits = limits or shipped_limits()
        pairs = [group for group in self._limits if group.startswith("homophone")]
        self._least_of_pairs = min(map(self._least, pairs))
        self._least_of_characters = min(map(self._least, (*CHARACTER_GROUPS, "speller-piece")))
        self._score = score or shipped("speller")
        self._doubled = shipped("doubled")
        self._slips = shipped("pairs")
        self._missing = shipped("missing")
        self._collocations = shipped("collocations")
        self.literals = [("known", term, None) for term in terms()]
        self._table = official()
        self._confusions = confusions()
        # Official text says the same again and again: what was quiet once is quiet again.
        self._quiet = NegativeCache()
        self._quiet_pairs = NegativeCache(after=5)
        self._quiet_gaps = NegativeCache()
        self._quiet_collocations = NegativeCache(before=6, after=6)

    def marks(self, batch: Batch, found: dict[str, list[Found]]) -> Iterator[tuple[int, Mark]]:
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
                    confirmed=one.probability >= self._limits[one.group].confirmed,
                    reason=one.reason,
                    score=min(one.probability, 0.999),
                ),
            )

    def proposals(self, batch: Batch, found: dict[str, list[Found]]) -> Iterator[Proposal]:
        """What is told of a batch's texts."""
        scene = Scene(batch.text, self._table)
        masked = exempt(batch, scene, found)
        if self._suspected:
            yield from self._doubled_proposals(batch, scene, masked)
            yield from self._repeated_proposals(batch, scene, masked)
            yield from self._swapped_proposals(batch, scene, masked)
            yield from self._missing_proposals(batch, scene, masked)
        yield from self._slip_proposals(batch, scene, masked)
        for flag in self.flags(scene, masked):
            one = flag.proposal(batch.text)
            if explained.quoted(batch.text, one.start, one.end):
                one = one._replace(group="speller-quoted")
            if _may_be_either(batch.text[one.start : one.end], one.meant):
                one = one._replace(probability=min(one.probability, self._uncertain(one.group)))
            if one.probability >= self._least(one.group):
                yield one
        if self._suspected:
            yield from self._collocation_proposals(batch, scene, masked)

    def _uncertain(self, group: str) -> float:
        """The highest probability that is not certain."""
        return _BELOW * self._limits[group].confirmed

    def _least(self, group: str) -> float:
        limits = self._limits[group]
        return limits.suspected if self._suspected else limits.confirmed

    def _doubled_proposals(self, batch: Batch, scene: Scene, masked: Mask) -> Iterator[Proposal]:
        groups = "doubled", "doubled-particle", "doubled-ending"
        for one in doubled(scene, self._doubled, min(map(self._least, groups))):
            start, end = one.place - 1, one.place + 1
            meant = batch.text[one.place]
            at = start + PAD
            group = "doubled-ending" if explained.ending(scene, at) else "doubled"
            if explained.particle(scene, at):
                group = "doubled-particle"
            if one.probability >= self._least(group) and not masked[one.place]:
                yield Proposal(group, start, end, meant, one.probability, "多写了一个字")

    def _swapped_proposals(self, batch: Batch, scene: Scene, masked: Mask) -> Iterator[Proposal]:
        if self._limits["swapped"].suspected > _REPEATED:
            return
        for one in swapped(scene, masked):
            start, end = one.place, one.place + 2
            if not explained.quoted(batch.text, start, end):
                reason = f"“{one.meant}”两字颠倒"
                yield Proposal("swapped", start, end, one.meant, _REPEATED, reason)

    def _repeated_proposals(self, batch: Batch, scene: Scene, masked: Mask) -> Iterator[Proposal]:
        if self._limits["repeated"].suspected > _REPEATED:
            return
        for one in repeated(scene, masked):
            start, end = one.place - one.length, one.place + one.length
            meant = batch.text[one.place : end]
            if _NUMBERED.match(batch.text, end):
                continue  # a title with its number right behind it: …的公告|公告2026年第5号
            yield Proposal("repeated", start, end, meant, _REPEATED, f"“{meant}”写了两遍")
        for place in again(scene, masked).tolist():
            meant = batch.text[place - 2 : place]
            reason = f"“{batch.text[place]}”又写了一遍"
            yield Proposal("repeated", place - 2, place + 1, meant, _REPEATED, reason)

    def _missing_proposals(self, batch: Batch, scene: Scene, masked: Mask) -> Iterator[Proposal]:
        places, contexts = self._quiet_gaps.new(scene, broken(scene, masked))
        least = min(self._least("missing"), self._least("missing-bound"))
        found = gaps(scene, places, self._missing, least)
        self._quiet_gaps.add(places, contexts, [gap.place + PAD for gap in found])
        for gap in found:
            text, place = batch.text, gap.place
            at = np.array([place - 1, place]) + PAD
            group = "missing-bound" if explained.left_alone(scene, at).any() else "missing"
            if gap.probability < min(self._least("missing"), self._least(group)):
                continue
            if not ends_clause(text, place) or explained.quoted(text, place, place):
                continue
            start = gap.place - 1 if scene.codes[gap.place + PAD - 1] > 2 else gap.place
            end = gap.place + 1 if scene.codes[gap.place + PAD] > 2 else gap.place
            written = batch.text[start:end]
            inside = gap.place - start
            meant = written[:inside] + gap.meant + written[inside:]
            reason = f"像是漏了“{gap.meant}”字"
            yield Proposal(group, start, end, meant, gap.probability, reason)

    def _collocation_proposals(
        self, batch: Batch, scene: Scene, masked: Mask
    ) -> Iterator[Proposal]:
        least = {group: self._least(group) for group in collocations.GROUPS}
        places = collocations.strange(scene, masked)
        places, contexts = self._quiet_collocations.new(scene, places)
        found = collocations.slips(scene, places, self._collocations, least)
        self._quiet_collocations.add(places, contexts, [one.place + PAD for one in found])
        for one in found:
            quote = batch.text[one.start : one.end]
            if not explained.quoted(batch.text, one.start, one.end):
                inside = one.place - one.start
                right = quote[:inside] + one.meant + quote[inside + 1 :]
                reason = f"“{right}”是公文常用词语，“{quote}”从未见于公文"
                sure = one.probability
                if _PLACE.search(right):  # another place may well be called so
                    sure = min(sure, self._uncertain(one.group))
                yield Proposal(one.group, one.start, one.end, right, sure, reason)

    def _slip_proposals(self, batch: Batch, scene: Scene, masked: Mask) -> Iterator[Proposal]:
        best: dict[int, PairSlip] = {}
        places, contexts = self._quiet_pairs.new(scene, strange(scene, masked))
        least, fits = self._least_of_pairs, FITS if self._suspected else USUAL
        for slip in slips(scene, places, self._slips, least, fits):
            if slip.probability > best.get(slip.place, slip._replace(probability=0)).probability:
                best[slip.place] = slip
        self._quiet_pairs.add(places, contexts, [place + PAD for place in best])
        for slip in best.values():
            start, end = slip.place, slip.place + 2
            is_quoted = explained.quoted(batch.text, start, end)
            if slip.probability >= self._least(slip.group) and not is_quoted:
                sound = "音近" if slip.group == "homophone-near" else "同音"
                reason = f"“{batch.text[start:end]}”与“{slip.meant}”{sound}，后者才合上下文"
                yield Proposal(slip.group, start, end, slip.meant, slip.probability, reason)

    def flags(self, scene: Scene, masked: Mask) -> list[Flag]:
        """The characters of a text that should be others, the surest first."""
        places = scene.strange
        places = places[~masked[places - PAD] & ~explained.measured(scene, places)]
        places, contexts = self._quiet.new(scene, places)
        contexts, first, same = np.unique(contexts, return_index=True, return_inverse=True)
        models = places[first]
        loud = self._loud(scene, models)
        self._quiet.add(models, contexts, loud)
        again = np.isin(models, [*loud])[same]
        return _apart(
            flag.moved(int(place) - PAD)
            for place, model in zip(places[again], models[same[again]], strict=True)
            for flag in loud[int(model)]
        )

    def _loud(self, scene: Scene, places: Places) -> dict[int, list[Flag]]:
        """The places among these of which there is something to tell."""
        fits = FITS if self._suspected else USUAL
        pieces = self._least("speller-piece")
        tried = joined(
            [
                plausible(scene, self._confusions.of(scene.codes, some), fits)
                for some in np.split(places, range(_AT_ONCE, len(places), _AT_ONCE))
            ]
        )
        if not self._suspected:
            tried = in_phrases(scene, tried)
        loud: dict[int, list[Flag]] = {}
        if len(tried.places):
            compared = compare(scene, tried)
            probability = self._score(compared.features(scene, tried))
            rows = np.flatnonzero(probability >= min(self._least_of_characters, pieces))
            # Below the other groups' thresholds only pieces are told: most are turned away at once.
            low = probability[rows] < self._least_of_characters
            where, meant = tried.places[rows[low]], tried.meant[rows[low]]
            low[low] = ~explained.completed(scene, where, meant)
            for row in rows[~low]:
                flag = _flag(scene, tried, compared, int(row), float(probability[row]))
                if flag.probability < self._least(flag.group) and flag.group != "speller-name":
                    flag = _of_piece(scene, flag)
                if flag.probability >= self._least(flag.group):
                    loud.setdefault(flag.place + PAD, []).append(flag)
        return loud


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
    is_word = bool(compared.written_words[:, row].any())
    tier = "speller"
    if not is_word and not _is_edge(compared, row, length, offset):
        if length >= 3:
            tier = "lexicon"
        elif compared.best[4][0][row] >= PHRASE and not compared.best[3][1][row]:
            tier = "phrase"
    if not length:
        length, offset = 2, _better_neighbour(scene, compared, tried.places[row], row)
    start = place - offset
    group = tier
    last = chr(int(scene.codes[start + length - 1 + PAD]))
    at = tried.places[row : row + 1]
    is_name, is_land = explained.character(scene, at)[0], explained.land(scene, at)[0]
    is_name |= offset < length - 1 and explained.ends_place(last)
    is_name |= chr(int(scene.codes[place + 1 + PAD])) in _WATERS  # 章江上游
    is_name |= (offset, length) == (0, 2) and explained.joins(last)
    is_name |= all(
        map(explained.joins, (chr(int(scene.codes[place + PAD])), chr(int(tried.meant[row]))))
    )
    is_name |= not (scene.codes[start + PAD - 1] or scene.codes[start + length + PAD])  # a label
    if is_land or (is_name and not (tier == "lexicon" and length > NAME)):
        group = "speller-name"
    elif explained.crossed(scene, start + PAD, start + length + PAD, place + PAD):
        group = f"{tier}-crossed"
    else:
        group = _kind(scene, tried, compared, row, tier, is_word=is_word, length=length)
    return Flag(place, chr(int(tried.meant[row])), probability, group, start, start + length)


def _kind(
    scene: Scene,
    tried: Candidates,
    compared: Comparison,
    row: int,
    tier: str,
    *,
    is_word: bool,
    length: int,
) -> str:
    """The group of what is no name and crosses no known words, by its kind of evidence.

    A sound says more than a shape; so do a word of four characters that is whole again, and a
    character that stands with neither of its neighbours anywhere.
    """
    is_sound = tried.kinds[row] < SOUNDS
    if tier != "speller":
        return "lexicon-sound" if tier == "lexicon" and is_sound else tier
    if not compared.best[4][0][row]:
        return "speller-bare"
    group = "speller-sound" if is_sound else "speller-shape"
    if is_word:
        return "speller-sound-whole" if is_sound and length == _WHOLE else f"{group}-word"
    return "speller-sound-alone" if is_sound and _is_alone(scene, tried, compared, row) else group


def _is_alone(scene: Scene, tried: Candidates, compared: Comparison, row: int) -> bool:
    """Whether no run of two with the written character is known."""
    place = int(tried.places[row])
    sides = (place - 1, WINDOWS.rows[2, 1]), (place + 1, WINDOWS.rows[2, 0])
    return all(
        scene.codes[beside] <= 2 or not compared.written[window, row] for beside, window in sides
    )


def _of_piece(scene: Scene, flag: Flag) -> Flag:
    """The flag among those of pieces, where it is one."""
    at, meant = np.array([flag.place + PAD]), np.array([ord(flag.meant)], dtype=np.uint64)
    is_one = explained.completed(scene, at, meant)[0]
    return flag._replace(group="speller-piece") if is_one else flag


def _better_neighbour(scene: Scene, compared: Comparison, place: int, row: int) -> int:
    """1 to quote the character before the place with it, 0 for the one behind."""
    if scene.codes[place - 1] <= 2 or scene.codes[place + 1] <= 2:
        return int(scene.codes[place - 1] > 2)
    return int(compared.meant[1, row] > compared.meant[0, row])


def _is_edge(compared: Comparison, row: int, length: int, offset: int) -> bool:
    """Whether the place ends a word whose rest is a word too, and so may begin another."""
    if length < 3 or 0 < offset < length - 1:
        return False
    rest = length - 3 if offset else length - 1  # words of two or three before, then after it
    return bool(compared.beside[rest, row])


def _may_be_either(wrong: str, right: str) -> bool:
    """Whether all that differs is one of two words that are both right in such a place."""
    return any(
        (one, other) in _EITHER or (other, one) in _EITHER
        for at in range(len(right) - 1)
        if (one := wrong[at : at + 2]) != (other := right[at : at + 2])
    )


@cache
def shipped_limits() -> dict[str, Limits]:
    """The thresholds that ship, as `scripts/choose_thresholds.py` chose them."""
    document = json.loads((packs() / "thresholds.json").read_text("utf-8"))
    return {group: Limits(*limits) for group, limits in document["groups"].items()}


@cache
def terms() -> tuple[str, ...]:
    """Terms of recent official text that no dictionary holds yet."""
    lines = (packs() / "terms.txt").read_text("utf-8").splitlines()
    return tuple(word for line in lines if not line.startswith("#") for word in line.split())
