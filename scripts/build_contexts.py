"""Build packs/contexts.npz: which pairs of characters stand near words of two, and how often.

    python scripts/build_contexts.py --text official/laws_and_reports.txt.xz corpus/*.xz

Input: wide text, and the dictionary of jieba. Output: each of its words of two characters that the
text has often enough, with the pairs that stand within its line, two to eleven characters off,
more often than they do elsewhere: by how much, as a logarithm, in eighths.
"""

import argparse
from importlib.resources import files
from pathlib import Path
from typing import NamedTuple

import numpy as np
from build_ngrams import read_all

from govsweep.words.contexts import AROUND, BITS, FINE
from govsweep.words.ngrams import Codes, Floats, Places, encode

OUTPUT = Path(__file__).parents[1] / "src/govsweep/packs/contexts.npz"
OFTEN, USUAL = 80, 150  # sightings of a word, and of a pair that stands near words
LOOKED_AT = 1_200  # sightings of a word whose surroundings are counted
DOUBT = 60.0  # sightings of anything, as it stands everywhere, that are added to those counted
SEEN, MORE, BEST = 3, 0.8, 5.0  # least sightings of a pair near a word, least and most logarithm
KEPT = 70  # pairs of a word
_FREQUENCY = 3  # of a word in the dictionary
_AT_ONCE = 4_000_000


class Text(NamedTuple):
    """A text as numbers of its words and of its usual pairs, with its lines."""

    words: Places
    pairs: Places
    lines: Places
    share: Floats  # of all pairs, each


def main() -> None:
    """Count, and write."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--text", type=Path, nargs="+", required=True)
    lines = [*read_all(options.parse_args().text)]
    codes = encode("\n".join(lines))
    lengths = np.array([len(line) + 1 for line in lines])
    runs = codes[:-1] << BITS | codes[1:]
    found, counts = np.unique(runs[(codes[:-1] > 2) & (codes[1:] > 2)], return_counts=True)
    words = np.intersect1d(found[counts >= OFTEN], _dictionary())
    times = counts[np.searchsorted(found, words)]
    usual = counts >= USUAL
    pairs = found[usual]
    text = Text(
        _numbers(runs, words),
        _numbers(runs, pairs),
        np.repeat(np.arange(len(lines)), lengths)[: len(runs)],
        counts[usual] / counts[usual].sum(),
    )
    near, weights = _counted(text, len(words))
    np.savez_compressed(
        OUTPUT,
        words=words.astype(np.uint32),
        logs=np.log1p(times).astype(np.float16),
        counts=np.array([len(some) for some in near], dtype=np.uint8),
        pairs=pairs.astype(np.uint32),
        near=np.concatenate(near).astype(np.uint16),
        weights=np.concatenate(weights).astype(np.uint8),
    )
    print(len(words), len(pairs), sum(map(len, near)), OUTPUT.stat().st_size)


def _dictionary() -> Codes:
    rows = files("jieba").joinpath("dict.txt").read_text("utf-8").splitlines()
    some = (row.split(" ")[:2] for row in rows)
    text = "".join(word for word, often in some if len(word) == 2 and int(often) >= _FREQUENCY)
    first, second = encode(text).reshape(-1, 2).T
    return np.unique(first << BITS | second)


def _numbers(runs: Codes, known: Codes) -> Places:
    """The number of each run among those known, part by part; -1 for any other."""
    numbers = np.full(len(runs), -1, dtype=np.int32)
    for start in range(0, len(runs), _AT_ONCE):
        some = runs[start : start + _AT_ONCE]
        row = np.searchsorted(known, some)
        same = known.take(row, mode="clip") == some
        numbers[start : start + _AT_ONCE] = np.where(same, row, -1)
    return numbers


def _counted(text: Text, words: int) -> tuple[list[Places], list[Floats]]:
    """For each word the pairs that stand near it, and their weights."""
    order = np.argsort(text.words, kind="stable")
    first, last = (np.searchsorted(text.words[order], np.arange(words), side) for side in _SIDES)
    chance = np.random.default_rng(3)
    near, weights = [], []
    for start, end in zip(first, last, strict=True):
        places = order[start:end]
        if len(places) > LOOKED_AT:
            places = chance.choice(places, LOOKED_AT, replace=False)
        some, weight = _of_word(text, places)
        near.append(some)
        weights.append(weight)
    return near, weights


def _of_word(text: Text, places: Places) -> tuple[Places, Floats]:
    at = np.clip(places[:, np.newaxis] + AROUND, 0, len(text.pairs) - 1)
    pairs = text.pairs[at]
    known = (pairs >= 0) & (text.lines[at] == text.lines[places][:, np.newaxis])
    row, _ = np.nonzero(known)
    once = np.unique(row * len(text.share) + pairs[known]) % len(text.share)
    seen = np.bincount(once, minlength=len(text.share))
    more = np.log((seen + DOUBT * text.share) / (seen.sum() + DOUBT) / text.share)
    some = np.flatnonzero((seen >= SEEN) & (more > MORE))
    some = np.sort(some[np.argsort(-(seen * more)[some], kind="stable")[:KEPT]])
    return some, np.round(np.minimum(more[some], BEST) * FINE)


_SIDES = "left", "right"


if __name__ == "__main__":
    main()
