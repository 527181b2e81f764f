"""Train packs/contextual.npz: the weights by which words out of place are scored.

    python scripts/train_contextual.py --clean corpus/clean/*.xz

Input: clean text that no count saw; scikit-learn. Errors are made in it, seeded: a word of two
characters written for another of the same sound, or one of its characters for one that sounds or
looks the same. Of every forty lines the first twenty train one model and the others another; both
are averaged. Each is measured on the lines that it did not see: printed is for how many false
alarms which part of the errors is found from which probability on, a group a line.
"""

import argparse
import random
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import numpy as np
from build_ngrams import read
from train_speller import PACKS, Examples, Layers, learnt, write

from govsweep.words import contextual, lookalikes, pairs
from govsweep.words.contexts import BITS, contexts
from govsweep.words.evidence import PAD, Scene
from govsweep.words.ngrams import Floats, official
from govsweep.words.normal import Batch
from govsweep.words.segments import cut

AT_ONCE = 300
BLOCK = 20  # lines that go to one model, and then to the other
MADE = 40_000  # lines with an error in each
BOTH, SOUND = 0.65, 0.7  # shares: both characters; of the rest those of the same sound
WIDTH, SEEDS, ALPHA = 24, 3, 1.0
ALLOWED = (3, 6, 10, 15, 25, 40)  # false alarms


class Line(NamedTuple):
    """A line, its number in the clean text, and what is wrong in it, if anything is."""

    number: int
    text: str
    place: int = -1
    meant: str = ""


class Judged(NamedTuple):
    """Candidates: of which line, their features, groups, and whether each is what was meant."""

    numbers: np.ndarray
    rows: Floats
    groups: np.ndarray
    right: np.ndarray


def main() -> None:
    """Make errors, train, measure, write."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--clean", type=Path, nargs="+", required=True)
    lines = [line for path in options.parse_args().clean for line in read(path)]
    clean = _judged([Line(number, line) for number, line in enumerate(lines)])
    made = [*_spoilt(lines, random.Random(9))]
    wrong = _judged(made)
    models = [_model(clean, wrong, half) for half in (0, 1)]
    _tell(models, clean, wrong, len(made))
    write(PACKS / "contextual.npz", [one for some in models for one in some])


def _half(numbers: np.ndarray) -> np.ndarray:
    return np.asarray(numbers // BLOCK % 2)


def _model(clean: Judged, wrong: Judged, half: int) -> list[Layers]:
    examples = []
    for some, weight in ((clean, 2.0), (wrong, 1.0)):
        chosen = _half(some.numbers) == half
        examples.append(Examples(some.rows[chosen], some.right[chosen], weight))
    return learnt(examples, WIDTH, SEEDS, ALPHA)


def _spoilt(lines: list[str], chance: random.Random) -> Iterator[Line]:
    """Lines with one error in each, where a word allows it."""
    usual = Counter(character for line in lines for character in line)
    spoken = (PACKS / "sounds.txt").read_text("utf-8").split("\n\n")[0]
    sounds: defaultdict[str, list[str]] = defaultdict(list)
    alike: defaultdict[str, list[str]] = defaultdict(list)
    for row in spoken.splitlines():
        characters = row.partition("\t")[2]
        for character in characters:
            sounds[character].append(characters)
    for one, other in zip(*(part.tolist() for part in lookalikes.pairs()), strict=True):
        alike[chr(other)].append(chr(one))
    spoken_words = _by_sound(sounds)
    for number in chance.sample(range(len(lines)), min(MADE, len(lines))):
        line, words, at = lines[number], [], 0
        for word in cut(line):
            if len(word) == 2 and all("\u4e00" <= one <= "\u9fff" for one in word):
                words.append((at, word))
            at += len(word)
        if not words:
            continue
        place, word = chance.choice(words)
        if chance.random() < BOTH:
            others = [one for one in spoken_words[_sound(word, sounds)] if one != word]
            written = chance.choice(others) if others else ""
        else:
            side = chance.randrange(2)
            same = "".join(sounds[word[side]]) if chance.random() < SOUND else alike[word[side]]
            some = [one for one in same if one != word[side]]
            weights = [(usual[one] + 5) ** 0.6 for one in some]
            written = chance.choices(some, weights)[0] if some else ""
            written = written and word[:side] + written + word[side + 1 :]
        if written:
            yield Line(number, line[:place] + written + line[place + 2 :], place, word)


def _by_sound(sounds: dict[str, list[str]]) -> defaultdict[tuple[str, ...], list[str]]:
    """The words that wide text has, by their sound."""
    found: defaultdict[tuple[str, ...], list[str]] = defaultdict(list)
    first, second = contexts().characters(np.arange(len(contexts())))
    for one, other in zip(first.tolist(), second.tolist(), strict=True):
        word = chr(one) + chr(other)
        if {*word} <= sounds.keys():
            found[_sound(word, sounds)].append(word)
    return found


def _sound(word: str, sounds: dict[str, list[str]]) -> tuple[str, ...]:
    return tuple(sounds[one][0] if sounds[one] else one for one in word)


def _judged(lines: list[Line]) -> Judged:
    parts = []
    for first in range(0, len(lines), AT_ONCE):
        some = lines[first : first + AT_ONCE]
        batch = Batch.of([line.text for line in some])
        scene = Scene(batch.text, official())
        starts = np.array(batch.starts) + PAD
        places = pairs.strange(scene, np.zeros(len(batch.text), dtype=bool))
        found = contextual.tried(scene, contextual.like(scene, places), starts)
        if found is None:
            continue
        which = np.searchsorted(starts, found.places, side="right") - 1
        meant = found.first << BITS | found.second
        wanted = [ord(one.meant[0]) << 16 | ord(one.meant[1]) if one.meant else 0 for one in some]
        off = found.places - starts[which] - np.array([line.place for line in some])[which]
        right = (off == 0) & (meant == np.array(wanted, dtype=np.uint64)[which])
        groups = [contextual.group(scene, found, row) for row in range(len(right))]
        # What else is said of a spoilt line says nothing.
        kept = (np.abs(off) <= 2) | np.array([not line.meant for line in some])[which]
        numbers = np.array([line.number for line in some])[which]
        columns = numbers, found.features(scene), np.array(groups), right
        parts.append([column[kept] for column in columns])
    return Judged(*(np.concatenate(columns) for columns in zip(*parts, strict=True)))


def _tell(models: list[list[Layers]], clean: Judged, wrong: Judged, made: int) -> None:
    """Print what is found for how many false alarms."""
    false, true = (_unseen(models, some) for some in (clean, wrong))
    for group in contextual.GROUPS:
        least = np.sort(false[clean.groups == group])[::-1]
        for allowed in ALLOWED:
            if allowed < len(least):
                found = (true > least[allowed]) & wrong.right & (wrong.groups == group)
                print(f"{group:24} {allowed:3} {least[allowed]:.4f} {found.sum()} of {made}")


def _unseen(models: list[list[Layers]], some: Judged) -> Floats:
    """The probabilities by the model that did not see each line."""
    odds = np.array([np.mean([_odds(one, some.rows) for one in model], axis=0) for model in models])
    return np.asarray(1 / (1 + np.exp(-odds[1 - _half(some.numbers), np.arange(odds.shape[1])])))


def _odds(model: Layers, rows: Floats) -> Floats:
    inner = np.maximum(rows @ model.hidden + model.hidden_bias, 0)
    return np.asarray(inner @ model.out + model.out_bias)


if __name__ == "__main__":
    main()
