"""Single characters that should be others, by all that counts of official text say of them."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

import numpy as np

from govsweep.words import character_classes, explained, known_words, name_signs, surroundings
from govsweep.words.confusions import SOUNDS, Candidates, confusions, joined
from govsweep.words.dictionary import is_word, usage
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
from govsweep.words.exempt import Mask
from govsweep.words.negative_cache import NegativeCache
from govsweep.words.ngrams import Places, encode
from govsweep.words.pieces import contended
from govsweep.words.proposals import Proposal, Reading, Thresholds
from govsweep.words.scoring import Score

FITS = 3  # a candidate is tried from this level on
USUAL = 6  # and with certain tiers alone from this one on
NAME = 3  # no person's name is longer
PHRASE = 8  # twenty sightings of a run of four
# Words that sound alike and are both right in much the same places: counts are no proof.
_EITHER_WORDS = (
    "考查/考察 制定/制订 权利/权力 截止/截至 反映/反应 必须/必需 查看/察看 法制/法治",
    "启用/起用 界限/界线 品味/品位 定金/订金 交代/交待 侦查/侦察 检查/检察 审定/审订",
    "度过/渡过 启示/启事 增殖/增值 质疑/置疑 简洁/简捷 学历/学力 以至/以致 委屈/委曲",
    "事务/事物 推脱/推托 淹没/湮没 营利/盈利 收集/搜集 溶化/融化 走近/走进 今日/近日",
    "试行/实行 施行/实行 中止/终止 情境/情景 基于/给予 寄予/给予 防治/防止 更佳/更加",
    "联通/连通 抒写/书写 重拾/重视 适时/实时 督察/督查 截止/截至 他们/她们 保送/报送",
    "试用/适用 试用/使用 标识/表示 急需/继续",
)
_EITHER = frozenset(tuple(pair.split("/")) for line in _EITHER_WORDS for pair in line.split())
_WATERS = "江河湖溪"
OF_LANDS = "水江河湖海溪泉山岭峰岛湾"  # behind the names of what lies on maps
# Of these each is as right as the next: what an office of one level writes, all others do, too.
_SERIES = ("国省市县区州盟旗镇乡村", "东南西北", "春夏秋冬", "年季月旬周日期", "上中下", "高中低")
_SEEN = 2  # level of a run that official text has, if only by chance
_PLAIN = 0.97  # probability from which on that says nothing
_WHOLE = 4  # characters of a word that no chance makes of others
# Places whose candidates are tried together: they fit into a processor's cache, all would not.
_AT_ONCE = 512
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
PIECE = "speller-piece"


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


class CharacterTier:
    """Single characters of a text that should be others."""

    def __init__(self, score: Score, thresholds: Thresholds) -> None:
        self._score, self._thresholds = score, thresholds
        self._least_of_all = thresholds.least_of((*CHARACTER_GROUPS, PIECE))
        self._least_of_groups = thresholds.least_of(CHARACTER_GROUPS)
        self._confusions = confusions()
        # Official text says the same again and again: what was quiet once is quiet again.
        self._quiet = NegativeCache()

    def proposals(self, reading: Reading) -> Iterator[Proposal]:
        """What should stand instead."""
        text = reading.batch.text
        for flag in self.flags(reading.scene, reading.masked):
            one = contended(reading, flag.proposal(text), flag.place, flag.meant)
            if surroundings.quoted(text, one.start, one.end):
                one = one._replace(group="speller-quoted")
            if _are_of_a_series(text[one.start : one.end], one.meant):
                continue
            if _may_be_meant(text, one):
                one = one._replace(doubtful=True)
            if self._thresholds.is_told(one):
                yield one

    def flags(self, scene: Scene, masked: Mask) -> list[Flag]:
        """The characters of a text that should be others, the surest first."""
        places = scene.strange
        places, contexts = self._quiet.new(scene, places[~masked[places - PAD]])
        contexts, first, same = np.unique(contexts, return_index=True, return_inverse=True)
        models = places[first]
        loud = self._loud(scene, models[~explained.measured(scene, models)])
        self._quiet.add(models, contexts, loud)
        if not loud:
            return []
        again = np.isin(models, [*loud])[same]
        return _apart(
            flag.moved(int(place) - PAD)
            for place, model in zip(places[again], models[same[again]], strict=True)
            for flag in loud[int(model)]
        )

    def _loud(self, scene: Scene, places: Places) -> dict[int, list[Flag]]:
        """The places among these of which there is something to tell."""
        suspected = self._thresholds.suspected
        fits = FITS if suspected else USUAL
        tried = joined(
            [
                plausible(scene, self._confusions.of(scene.codes, some), fits)
                for some in np.split(places, range(_AT_ONCE, len(places), _AT_ONCE))
            ]
        )
        if not suspected:
            tried = in_phrases(scene, tried)
        loud: dict[int, list[Flag]] = {}
        if len(tried.places):
            compared = compare(scene, tried)
            probability = self._score(compared.features(scene, tried))
            rows = np.flatnonzero(probability >= self._least_of_all)
            # Below the other groups' thresholds only pieces are told: most are turned away at once.
            low = probability[rows] < self._least_of_groups
            where, meant = tried.places[rows[low]], tried.meant[rows[low]]
            low[low] = ~known_words.completed(scene, where, meant)
            for row in rows[~low]:
                flag = _flag(scene, tried, compared, int(row), float(probability[row]))
                if (
                    flag.probability < self._thresholds.least(flag.group)
                    and flag.group != "speller-name"
                ):
                    flag = _of_piece(scene, flag)
                if flag.probability >= self._thresholds.least(flag.group):
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
    is_name, is_land = name_signs.character(scene, at)[0], name_signs.land(scene, at)[0]
    is_name |= offset < length - 1 and character_classes.ends_place(last)
    written, behind = (chr(int(scene.codes[place + step + PAD])) for step in (0, 1))
    is_name |= behind in _WATERS  # 章江上游
    # Slips hit upon usual characters; names of the land keep rare ones: 沄水, 岷山.
    is_name |= behind in OF_LANDS and character_classes.rare(written)
    is_name |= (offset, length) == (0, 2) and character_classes.joins(last)
    is_name |= all(map(character_classes.joins, (written, chr(int(tried.meant[row])))))
    is_name |= not (scene.codes[start + PAD - 1] or scene.codes[start + length + PAD])  # a label
    if is_land or (is_name and not (tier == "lexicon" and length > NAME)):
        group = "speller-name"
    elif known_words.crossed(scene, start + PAD, start + length + PAD, place + PAD):
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
    is_one = known_words.completed(scene, at, meant)[0]
    return flag._replace(group=PIECE) if is_one else flag


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


def _may_be_meant(text: str, one: Proposal) -> bool:
    """Whether what is written may be as right as what counts say is meant.

    Rare words stand in lists (易位、错位), where what fits beside them says little, and what is
    spelt by its sound throughout is a name: 阿睦尔.
    """
    quote = text[one.start : one.end]
    is_listed = "、" in (text[max(0, one.start - 1) : one.start], text[one.end : one.end + 1])
    return (
        may_be_either(quote, one.meant)
        or (is_listed and is_word(quote))
        or _is_seen_at_an_end(text, one)
        or bool(character_classes.foreign(encode(quote)).all())
    )


def _is_seen_at_an_end(text: str, one: Proposal) -> bool:
    """Whether a pair that official text has stands beside a mark: 适当的开度，.

    One neighbour alone then speaks for the word that is more usual.
    """
    if not one.group.startswith("phrase") or one.probability >= _PLAIN:
        return False
    quote = text[one.start : one.end]
    at_an_end = not surroundings.between_characters(text, one.start, one.end)
    return len(quote) == 2 and usage(quote) >= _SEEN and at_an_end


def _are_of_a_series(wrong: str, right: str) -> bool:
    """Whether all that differs is one of a series for another: 本县 is no slip for 本省."""
    differing = [(one, other) for one, other in zip(wrong, right, strict=False) if one != other]
    return len(wrong) == len(right) and all(
        any(one in series and other in series for series in _SERIES) for one, other in differing
    )


def may_be_either(wrong: str, right: str) -> bool:
    """Whether all that differs is one of two words that are both right in such a place."""
    return any(
        (one, other) in _EITHER or (other, one) in _EITHER
        for at in range(len(right) - 1)
        if (one := wrong[at : at + 2]) != (other := right[at : at + 2])
    )
