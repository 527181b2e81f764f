"""Build packs/truncated.txt.gz: runs of three that hardly ever stand without a fourth character.

    python scripts/build_truncated.py --text official/laws_and_reports.txt.xz corpus/*.xz

Input: wide text. Output: runs of four, the most usual first, of which the first three hardly ever
stand but before a character that makes a word with the third (信息公开, 信息公布); the fourth is
the most usual of these.
"""

import argparse
import gzip
from pathlib import Path

import numpy as np
import numpy.typing as npt
from build_ngrams import read_all

from govsweep.words.ngrams import POWERS, Codes, Places, encode, official, word_keys

OUTPUT = Path(__file__).parents[1] / "src/govsweep/packs/truncated.txt.gz"
LEAST, ALONE = 40, 0.004  # how often a run of three stands, and which part of that alone at most
_BITS, _ONE = np.uint64(16), np.uint64(0xFFFF)


def main() -> None:
    """Count the runs and write them."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--text", type=Path, nargs="+", required=True)
    codes = encode("\n".join(read_all(options.parse_args().text)))
    found = _bound(*np.unique(_runs(codes), return_counts=True))
    OUTPUT.write_bytes(gzip.compress(" ".join(found).encode(), 9, mtime=0))
    print(len(found), OUTPUT.stat().st_size)


def _runs(codes: Codes) -> Codes:
    """All runs of three Han characters with whatever stands behind them, sixteen bits each."""
    count = len(codes) - 3
    run = np.zeros(count, dtype=np.uint64)
    for offset in range(4):
        run = run << _BITS | codes[offset : offset + count]
    return np.asarray(run[np.all([codes[at : at + count] > 2 for at in range(3)], axis=0)])


def _bound(runs: Codes, counts: Places) -> list[str]:
    """The runs whose first three characters hardly ever go without a fourth of their word."""
    kept = runs >> _BITS
    first = np.flatnonzero(np.append(True, kept[1:] != kept[:-1]))
    total = np.add.reduceat(counts, first)
    one = [runs >> np.uint64(shift) & _ONE for shift in (48, 32, 16, 0)]
    joined = np.any([_is_word(one[start:]) for start in (0, 1, 2)], axis=0)
    alone = np.add.reduceat(np.where(joined, 0, counts), first)
    whole = [characters[first] for characters in one[:3]]
    ends = _is_word(whole) | _is_word(whole[1:])
    chosen = (total >= LEAST) & (alone <= ALONE * total) & ~ends
    found = []
    last = np.append(first[1:], len(runs))
    for start, end, times in zip(first[chosen], last[chosen], total[chosen], strict=True):
        best = start + int(np.argmax(np.where(joined[start:end], counts[start:end], 0)))
        found.append((int(times), _text(int(runs[best]))))
    return [text for _, text in sorted(found, key=lambda one: (-one[0], one[1]))]


def _is_word(characters: list[Codes]) -> npt.NDArray[np.bool_]:
    key = np.full(len(characters[0]), POWERS[len(characters)], dtype=np.uint64)
    for place, one in enumerate(characters):
        key += one * POWERS[len(characters) - 1 - place]
    return np.asarray(official().levels(word_keys(key)) > 0)


def _text(run: int) -> str:
    return "".join(chr(run >> shift & 0xFFFF) for shift in (48, 32, 16, 0))


if __name__ == "__main__":
    main()
