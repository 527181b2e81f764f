"""Text as numbers, and windows of it spoilt as people spoil it: what a network learns to find.

Characters are mistaken by the speller's own lists of sounds and shapes, words of two characters for
others that sound alike, characters are left out, doubled and slipped in; many numbers at once, as
arrays. Everything is drawn from seeded generators.
"""

import random
from collections import defaultdict
from importlib.resources import files
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from govsweep.words import pairs
from govsweep.words.confusions import confusion_rows
from govsweep.words.kinds import points

PACKS = Path(__file__).parents[1] / "src/govsweep/packs"
# A vocabulary is nothing, what was too rare, what is hidden, a digit, a letter, these marks, any
# other mark, and then Han.
MARKS = "，。；：！？、《》（）“”‘’—…·〔〕【】\n"
RARE, MASK, DIGIT, LETTER = 1, 2, 3, 4
OTHER = 5 + len(MARKS)
_ALIKE = str.maketrans(",;:!?()", "，；：！？（）")
LIKENESS = (1.0, 0.15, 0.35, 0.25)  # how often a sound, a near sound, a shape, a part is mistaken
CHOICES, WORD_CHOICES = 64, 32  # drawn beforehand for each character, and for each word
AFTER = 8  # characters by which a window is longer before some are left out
OFTEN_FREE = "的了等和与也将还都就并中上下在后前"  # without which text is often whole, too
Array = npt.NDArray[Any]


class Spoilt(NamedTuple):
    """Windows of one length, with what is wrong in each place."""

    written: Array
    right: Array
    mistaken: Array
    extra: Array
    missing: Array  # whether a character is missing before the place
    lost: Array  # which
    hidden: Array


def numbered(text: str, vocabulary: str) -> Array:
    """The characters as a network with this vocabulary numbers them."""
    table = np.full(0xFFFF, OTHER, dtype=np.int64)
    table[0x4E00:0xA000] = RARE
    table[points(vocabulary)] = np.arange(len(vocabulary))
    table[0x30:0x3A] = table[0xFF10:0xFF1A] = DIGIT
    for first in (0x41, 0x61, 0xFF21, 0xFF41):
        table[first : first + 26] = LETTER
    return table.take(points(text.translate(_ALIKE)), mode="clip")


class Spoiler:
    """The lists, made ready for windows of these numbers."""

    def __init__(self, vocabulary: str, counts: Array, first: int) -> None:
        self._first, self._size = first, len(vocabulary)
        self._number = {one: number for number, one in enumerate(vocabulary)}
        self._pull = (counts + 30.0) ** 0.4
        self._pull[:first] = 0
        self._chance = np.random.default_rng(3)
        self._instead, self._has = self._characters()
        self._word_keys, self._words = self._homophones()
        share = np.cumsum(np.where(np.arange(self._size) < first, 0, counts) ** 0.6)
        drawn = np.searchsorted(share / share[-1], self._chance.random(200_000))
        self._any = drawn.clip(first, self._size - 1)
        self._free = np.zeros(self._size, dtype=bool)
        self._free[[self._number[one] for one in OFTEN_FREE if one in self._number]] = True

    def _characters(self) -> tuple[Array, Array]:
        """For each character some that are written for it, as often as they are likely."""
        weights: defaultdict[int, list[tuple[int, float]]] = defaultdict(list)
        for row in confusion_rows().splitlines():
            written, *cells = row.split("\t")
            if written not in self._number:
                continue
            number = self._number[written]
            for cell, share in zip(cells, LIKENESS, strict=False):
                for meant in cell:
                    if meant in self._number and meant != written:
                        weights[self._number[meant]].append((number, share * self._pull[number]))
        instead = np.zeros((self._size, CHOICES), dtype=np.int64)
        has = np.zeros(self._size, dtype=bool)
        for meant, some in weights.items():
            ones, pulls = map(np.array, zip(*some, strict=True))
            if meant >= self._first and pulls.sum() > 0:
                instead[meant] = self._chance.choice(ones, CHOICES, p=pulls / pulls.sum())
                has[meant] = True
        return instead, has

    def _homophones(self) -> tuple[Array, Array]:
        """For words of two characters some that sound the same or nearly so, as numbers."""
        spoken, words = (PACKS / "sounds.txt").read_text("utf-8").split("\n\n")
        of_sound = dict(line.split("\t") for line in spoken.splitlines())
        sounds = defaultdict(list)
        for sound, characters in of_sound.items():
            for character in characters:
                sounds[character].append(sound)
        same, near = defaultdict(list), defaultdict(list)
        for row in files("jieba").joinpath("dict.txt").read_text("utf-8").splitlines():
            word, frequency, _ = row.split(" ")
            known = all(one in sounds and one in self._number for one in word)
            if len(word) == 2 and int(frequency) >= 3 and known:
                pull = (int(frequency) + 5) ** 0.4
                for first in sounds[word[0]][:2]:
                    for second in sounds[word[1]][:2]:
                        same[first, second].append((word, pull))
                key = tuple(pairs.blurred(sounds[one][0]) for one in word)
                near[key].append((word, pull / 2))
        chance = random.Random(3)
        made = {}
        for word in sorted({*words.split()}):
            if len(word) == 2 and all(one in self._number and one in sounds for one in word):
                key = sounds[word[0]][0], sounds[word[1]][0]
                like = [*same[key], *near[tuple(map(pairs.blurred, key))]]
                others = [one for one in like if one[0] != word]
                made[word] = [
                    self._drawn(others, chance)
                    if others and chance.random() < 0.7
                    else "".join(
                        self._alike(one, of_sound[sound], chance)
                        for one, sound in zip(word, key, strict=True)
                    )
                    for _ in range(WORD_CHOICES)
                ]
        numbers = {
            self._number[word[0]] * self._size + self._number[word[1]]: [
                [self._number[one] for one in other] for other in others
            ]
            for word, others in made.items()
        }
        keys = sorted(numbers)
        return np.array(keys), np.array([numbers[key] for key in keys])

    def _alike(self, one: str, characters: str, chance: random.Random) -> str:
        like = [other for other in characters if other != one and other in self._number]
        pulls = [(other, float(self._pull[self._number[other]])) for other in like]
        return self._drawn(pulls, chance) if pulls else one

    @staticmethod
    def _drawn(weighted: list[tuple[str, float]], chance: random.Random) -> str:
        ones, pulls = zip(*weighted, strict=True)
        return str(chance.choices(ones, pulls)[0])

    def spoil(self, right: Array, length: int, chance: np.random.Generator) -> Spoilt:
        """Windows of this length; what comes in is longer by `AFTER`. Two in five stay clean."""
        count = len(right)
        kind = chance.random(count)
        rate = np.where(kind < 0.4, 0, chance.uniform(0.016, 0.12, count))[:, None]
        written = self._mistaken(right, rate, chance)
        moved = (kind > 0.4) & (chance.random(count) < 0.6)
        rate = np.where(moved, chance.uniform(0.01, 0.05, count), 0)[:, None]
        times, left_out = self._times(right, rate, chance)
        source = np.repeat(np.arange(right.size), times.ravel())
        second = np.concatenate([[False], source[1:] == source[:-1]])
        starts = np.concatenate([[0], np.cumsum(times.sum(1))[:-1]])
        taken = starts[:, None] + np.arange(length)
        place, extra = source[taken], second[taken]
        now, meant = written.ravel()[place], right.ravel()[place]
        now = np.where(extra, self._slipped_in(now, meant, chance), now)
        before = np.maximum(place - 1, 0)
        missing = left_out.ravel()[before] & ~extra & (np.arange(length) > 0)
        hidden = (chance.random(now.shape) < 0.05) & (meant >= self._first) & ~extra
        mistaken = (now != meant) & ~extra & ~hidden
        lost = np.where(missing, right.ravel()[before], 0)
        return Spoilt(
            np.where(hidden, MASK, now), meant, mistaken, extra, missing, lost, hidden
        )  # fmt: skip

    def _mistaken(self, right: Array, rate: Array, chance: np.random.Generator) -> Array:
        written = right.copy()
        key = right[:, :-1] * self._size + right[:, 1:]
        row = np.searchsorted(self._word_keys, key).clip(0, len(self._word_keys) - 1)
        chosen = (self._word_keys[row] == key) & (chance.random(key.shape) < rate * 0.55)
        chosen[:, 1:] &= ~chosen[:, :-1]
        line, place = np.nonzero(chosen)
        word = self._words[row[line, place], chance.integers(0, WORD_CHOICES, len(line))]
        written[line, place], written[line, place + 1] = word.T
        single = self._has[right] & (chance.random(right.shape) < rate * 0.6) & (written == right)
        other = self._instead[right, chance.integers(0, CHOICES, right.shape)]
        return np.where(single, other, written)

    def _times(self, right: Array, rate: Array, chance: np.random.Generator) -> tuple[Array, Array]:
        """How many times each character is written, and which are left out."""
        is_han = right >= self._first
        seldom = self._free[right] & (chance.random(right.shape) < 0.9)
        left_out = is_han & ~seldom & (chance.random(right.shape) < rate * 0.6)
        left_out[:, 0] = False
        left_out[:, 1:] &= ~left_out[:, :-1]
        doubled = is_han & (chance.random(right.shape) < rate * 0.4) & ~left_out
        left_out &= left_out.cumsum(1) <= AFTER
        return np.where(left_out, 0, np.where(doubled, 2, 1)), left_out

    def _slipped_in(self, now: Array, right: Array, chance: np.random.Generator) -> Array:
        """What stands where one character too many is: the same again, one like it, any."""
        how = chance.random(now.shape)
        alike = self._instead[right, chance.integers(0, CHOICES, now.shape)]
        anything = self._any[chance.integers(0, len(self._any), now.shape)]
        other = np.where((how < 0.65) & self._has[right], alike, anything)
        return np.where(how < 0.45, now, other)
