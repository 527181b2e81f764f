"""What is proposed of whole words: doubled, repeated, swapped, missing characters, and others.

How each fault is found stands in its own module; here what is found becomes a proposal.
"""

import re
from collections.abc import Iterator

import numpy as np

from govsweep.words import collocations, doubling, known_words, surroundings
from govsweep.words.characters import FITS, OF_LANDS, USUAL
from govsweep.words.dictionary import is_seen, is_word, usage
from govsweep.words.doubled import doubled
from govsweep.words.evidence import PAD
from govsweep.words.lookalikes import LookalikePair, lookalikes
from govsweep.words.missing import broken, ends_clause, gaps, is_of_a_word
from govsweep.words.negative_cache import NegativeCache
from govsweep.words.nobodys import NobodysPair, nobodys
from govsweep.words.pairs import GROUPS, PairSlip, odd, slips
from govsweep.words.pieces import contended
from govsweep.words.proposals import Proposal, Reading, Thresholds
from govsweep.words.repeated import again, repeated
from govsweep.words.scoring import shipped
from govsweep.words.swapped import crosswise, swapped
from govsweep.words.truncated import truncated

_DOUBLED = "doubled", "doubled-particle", "doubled-ending"
_MISSING = "missing", "missing-bound"
_CUT = "missing-cut"  # words that lost their edge: no probability is reckoned either
_NOBODYS, _UNSEEN = "speller-nobodys", "speller-nobodys-unseen"
_LOOKALIKE, _LIKELY_LOOKALIKE = "speller-lookalike", "speller-lookalike-likely"
_BESIDE_NAMES = frozenset("“”‘’《》〈〉「」（）()、·")
_UNSURE = 0.6  # and what another tier means goes before
_USED = 7  # level of a run that official text has often
_REPEATED = 0.9  # a form is there or not: no probability is reckoned
_NUMBERED = re.compile(r"20\d\d年|[〔\[（(]20\d\d")  # a document's number
_IDIOMS = collocations.IDIOM, collocations.IDIOM_SHAPE
_COUNTED = collocations.COUNTED, collocations.SOUND
# Characters that terms are written with either of: 帐实相符, 拦砂坝, 旋复花.
_FORM_PAIRS = (
    "帐账 沙砂 粘黏 唯惟 像象 作做 定订 分份 复覆 词辞 坐座 漂飘 勾钩 连联 杆竿 疏舒 症证 碳炭"
)
_FORMS = frozenset(map(frozenset, _FORM_PAIRS.split()))
_POINTING = "同本该每各某此"
_PARTICLES = "的在和与及对为是于"
_KINDS_OF = "名老新旧大小古今主副总正单双多全原"  # before nouns of nearly every meaning
_ORGANS = "局委办厅院站所部处科会队"  # behind what shortens the name of one: 区政数局
_PLACE = re.compile(r".{2,3}[省市县州镇乡]$")


class DoubledTier:
    """Characters that stand twice."""

    def __init__(self, thresholds: Thresholds) -> None:
        self._score, self._thresholds = shipped("doubled"), thresholds

    def proposals(self, reading: Reading) -> Iterator[Proposal]:
        """What should stand once."""
        text, scene = reading.batch.text, reading.scene
        for one in doubled(scene, self._score, self._thresholds.least_of(_DOUBLED)):
            start, end = one.place - 1, one.place + 1
            at = start + PAD
            group = "doubled-ending" if known_words.ending(scene, at) else "doubled"
            if doubling.particle(scene, at):
                group = "doubled-particle"
            told = Proposal(group, start, end, text[one.place], one.probability, "多写了一个字")
            if self._thresholds.is_told(told) and not reading.masked[one.place]:
                yield told


class RepeatedTier:
    """Words, phrases and characters written twice."""

    def __init__(self, thresholds: Thresholds) -> None:
        self._is_told = thresholds.least("repeated") <= _REPEATED

    def proposals(self, reading: Reading) -> Iterator[Proposal]:
        """What should stand once."""
        if not self._is_told:
            return
        text, scene, masked = reading.batch.text, reading.scene, reading.masked
        for one in repeated(scene, masked):
            start, end = one.place - one.length, one.place + one.length
            meant = text[one.place : end]
            if _NUMBERED.match(text, end):
                continue  # a title with its number right behind it: …的公告|公告2026年第5号
            yield Proposal("repeated", start, end, meant, _REPEATED, f"“{meant}”写了两遍")
        for place in again(scene, masked).tolist():
            meant, reason = text[place - 2 : place], f"“{text[place]}”又写了一遍"
            yield Proposal("repeated", place - 2, place + 1, meant, _REPEATED, reason)


class SwappedTier:
    """Two neighbours that changed places."""

    def __init__(self, thresholds: Thresholds) -> None:
        self._is_told = thresholds.least("swapped") <= _REPEATED

    def proposals(self, reading: Reading) -> Iterator[Proposal]:
        """What should stand the other way round."""
        if not self._is_told:
            return
        scene, masked = reading.scene, reading.masked
        for one in (*swapped(scene, masked), *crosswise(scene, masked)):
            start, end = one.place, one.place + len(one.meant)
            if not surroundings.quoted(reading.batch.text, start, end):
                reason = f"“{one.meant}”两字颠倒"
                yield Proposal("swapped", start, end, one.meant, _REPEATED, reason)


class OddPairTier:
    """Two characters that nobody writes together, for a usual word of the same sound or shape."""

    def __init__(self, thresholds: Thresholds) -> None:
        self._thresholds = thresholds
        self._is_told = thresholds.least(_NOBODYS) <= _UNSURE
        self._quiet = NegativeCache(before=5, after=6)

    def proposals(self, reading: Reading) -> Iterator[Proposal]:
        """What should stand instead."""
        scene, text = reading.scene, reading.batch.text
        places, contexts = self._quiet.new(scene, odd(scene, reading.masked))
        sounding = nobodys(scene, places) if self._is_told else []
        looking = lookalikes(scene, places)
        loud = [one.place + PAD for some in (sounding, looking) for one in some]
        self._quiet.add(places, contexts, loud)
        yield from filter(None, (_of_sound(text, one) for one in sounding))
        of_shape = filter(None, (_of_shape(text, one) for one in looking))
        yield from filter(self._thresholds.is_told, of_shape)


def _of_sound(text: str, one: NobodysPair) -> Proposal | None:
    """What is proposed for a pair, a word of the same sound: 拍买."""
    start, end = one.place, one.place + 2
    # In a row of short phrases words are shortened, too: 深学、真查、实改.
    is_listed = "、" in (text[start - 1 : start], text[end : end + 1])
    if is_listed or surroundings.quoted(text, start, end):
        return None
    reason = f"“{text[start:end]}”从未见于公文，与“{one.meant}”同音"
    group = _UNSEEN if one.unseen else _NOBODYS
    # Between marks alone a rare word, as of a prescription, fits as badly as a slip: （烊化）.
    told = Proposal(group, start, end, one.meant, _UNSURE, reason)
    return told._replace(doubtful=not one.backed or _is_formed(text[start:end], one.meant))


def _is_formed(pair: str, meant: str) -> bool:
    """Whether a pair may be formed as nouns and names are, of a part that is meant too, or of none.

    So are 名题 beside 命题, 老秤 beside 老城, 贡水, a river, beside 供水, and 政数|局: no list has
    them all.
    """
    if pair[1] == meant[1]:
        return pair[0] in _KINDS_OF or pair[1] in OF_LANDS
    return pair[1] in _ORGANS or (pair[0] == meant[0] and pair[0] in _KINDS_OF)


def _of_shape(text: str, one: LookalikePair) -> Proposal | None:
    """What is proposed for a pair, a word of nearly the same shape: 抗早, 幅射."""
    start, end = one.place, one.place + 2
    # Beside a mark of a quotation, a bracket or a list stand names and short forms.
    is_apart = {text[start - 1 : start], text[end : end + 1]}.isdisjoint(_BESIDE_NAMES)
    if not is_apart or surroundings.quoted(text, start, end):
        return None
    seen = "从未" if one.sure else "几乎不"
    reason = f"“{text[start:end]}”{seen}见于公文，与“{one.meant}”形近"
    told = Proposal(_LOOKALIKE, start, end, one.meant, _REPEATED, reason)
    return told if one.sure else told._replace(group=_LIKELY_LOOKALIKE, doubtful=True)


class MissingTier:
    """Characters that were left out."""

    def __init__(self, thresholds: Thresholds) -> None:
        self._score, self._thresholds = shipped("missing"), thresholds
        self._quiet = NegativeCache()

    def proposals(self, reading: Reading) -> Iterator[Proposal]:
        """What should stand with one character more."""
        told = [*self._of_counts(reading)]
        yield from told
        if self._thresholds.least(_CUT) > _REPEATED:
            return
        ends = {one.end for one in told}
        for cut in truncated(reading.scene, reading.masked):
            if _is_between_words(reading.batch.text, cut.place):
                one = _completed(reading, _CUT, cut.place, cut.meant, _REPEATED)
                if one.end not in ends:
                    yield one

    def _of_counts(self, reading: Reading) -> Iterator[Proposal]:
        """Where a usual run of characters would be whole with another one."""
        scene, text, least = reading.scene, reading.batch.text, self._thresholds.least
        places, contexts = self._quiet.new(scene, broken(scene, reading.masked))
        found = gaps(scene, places, self._score, self._thresholds.least_of(_MISSING))
        self._quiet.add(places, contexts, [gap.place + PAD for gap in found])
        for gap in found:
            place = gap.place
            at = np.array([place - 1, place]) + PAD
            group = "missing-bound" if known_words.left_alone(scene, at).any() else "missing"
            # What stands alone is told sooner, and never later.
            if gap.probability < min(least("missing"), least(group)):
                continue
            if is_of_a_word(text, place, gap.meant):
                continue
            if _is_between_words(text, place):
                yield _completed(reading, group, place, gap.meant, gap.probability)


def _is_between_words(text: str, place: int) -> bool:
    """Whether neither a quotation nor an odd mark explains what stands around a place."""
    return ends_clause(text, place) and not surroundings.quoted(text, place, place)


def _completed(
    reading: Reading, group: str, place: int, meant: str, probability: float
) -> Proposal:
    """What stands around a place, with the character that is missing there."""
    text, codes = reading.batch.text, reading.scene.codes
    start = place - 1 if codes[place + PAD - 1] > 2 else place
    end = place + 1 if codes[place + PAD] > 2 else place
    whole = text[start:place] + meant + text[place:end]
    return Proposal(group, start, end, whole, probability, f"像是漏了“{meant}”字")


class CollocationTier:
    """Usual words and phrases one of whose characters was written for another."""

    def __init__(self, thresholds: Thresholds) -> None:
        self._score = shipped("collocations")
        self._least = {group: thresholds.least(group) for group in collocations.GROUPS}
        self._quiet = NegativeCache(before=6, after=6)

    def proposals(self, reading: Reading) -> Iterator[Proposal]:
        """What should stand instead."""
        scene, text = reading.scene, reading.batch.text
        places = collocations.strange(scene, reading.masked)
        places, contexts = self._quiet.new(scene, places)
        found = collocations.slips(scene, places, self._score, self._least)
        self._quiet.add(places, contexts, [one.place + PAD for one in found])
        for one in found:
            if surroundings.quoted(text, one.start, one.end):
                continue
            quote = text[one.start : one.end]
            # 同|柜, 该|柜: what points to a thing goes with any.
            if quote[0] in _POINTING and one.place > one.start and len(quote) == 2:
                continue
            # Of a particle and a word the word alone says as much: 的|菇娘, a berry.
            if quote[0] in _PARTICLES and one.group in _COUNTED:
                continue
            inside = one.place - one.start
            if one.group == collocations.TERM and {quote[inside], one.meant} in _FORMS:
                continue
            right = quote[:inside] + one.meant + quote[inside + 1 :]
            reason = f"“{right}”是公文常用词语，“{quote}”从未见于公文"
            told = Proposal(one.group, one.start, one.end, right, one.probability, reason)
            # Another place may well be called so, and 见所未见 is as good as 前所未见; dictionaries
            # of words, though, hold wrong idioms too. On an idiom that no count knows people play:
            # 闻汛而动, of a flood.
            doubtful = _PLACE.search(right) or (
                one.group in _IDIOMS and (is_word(quote) or not is_seen(right))
            )
            told = told._replace(doubtful=bool(doubtful))
            yield contended(reading, told, one.place, one.meant)


class PairTier:
    """Words of two characters written for others of the same sound."""

    def __init__(self, thresholds: Thresholds) -> None:
        self._score, self._thresholds = shipped("pairs"), thresholds
        self._least = thresholds.least_of(GROUPS)
        self._fits = FITS if thresholds.suspected else USUAL
        self._quiet = NegativeCache(after=5)

    def proposals(self, reading: Reading) -> Iterator[Proposal]:
        """What should stand instead."""
        scene, text = reading.scene, reading.batch.text
        places, contexts = self._quiet.new(scene, reading.strange_pairs)
        best: dict[int, PairSlip] = {}
        for slip in slips(scene, places, self._score, self._least, self._fits):
            if slip.probability > best.get(slip.place, slip._replace(probability=0)).probability:
                best[slip.place] = slip
        self._quiet.add(places, contexts, [place + PAD for place in best])
        for slip in best.values():
            start, end = slip.place, slip.place + 2
            sound = "音近" if slip.group == "homophone-near" else "同音"
            reason = f"“{text[start:end]}”与“{slip.meant}”{sound}，后者才合上下文"
            told = Proposal(slip.group, start, end, slip.meant, slip.probability, reason)
            doubtful = _stands_in_a_list(text, start, end) or _is_used_so(text, start)
            told = told._replace(doubtful=doubtful)
            if self._thresholds.is_told(told) and not surroundings.quoted(text, start, end):
                yield told


def _is_used_so(text: str, start: int) -> bool:
    """Whether two characters that are no word are used so all the same: 肩扛, 宜|静养."""
    written, crossing = text[start : start + 2], text[start + 1 : start + 3]
    return not is_word(written) and (usage(written) >= _USED or is_word(crossing))


def _stands_in_a_list(text: str, start: int, end: int) -> bool:
    """Whether words of one side alone speak against these: a term of a list, a word at an end.

    Rare words stand so, and what would fit beside the one neighbour says little: 有医士、护士.
    """
    if "、" in (text[max(0, start - 1) : start], text[end : end + 1]):
        return True
    return is_word(text[start:end]) and not surroundings.between_characters(text, start, end)
