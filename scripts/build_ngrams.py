"""Build packs/ngrams.bin: counts of character n-grams of wide text, and a dictionary's words.

    python scripts/build_ngrams.py --text official/laws_and_reports.txt.xz corpus/*.xz \\
        --leave-out typos/*.tsv official/*.txt

Input: text, a sentence a line, each sentence counted once (laws, regulations, work reports, which
are outside copyright in China; broadcast news, balanced text, judgments, abstracts, institutions'
sites, commentary, of which only these counts are made), and the dictionary of the package jieba
(MIT). Sentences that share ten Han characters in a row with a file of `--leave-out` are not
counted, so that what is measured on those files is not flattered. Output: see
`govsweep.words.ngrams`.
"""

import argparse
import lzma
import re
from collections.abc import Iterable, Iterator
from importlib.resources import files
from pathlib import Path

import numpy as np
import numpy.typing as npt

from govsweep.words.ngrams import (
    LONGEST,
    SLOT_BITS,
    STEPS,
    USUAL,
    USUAL_BITS,
    Codes,
    encode,
    keys,
    proof_keys,
    slots,
    usual_bits,
    word_keys,
)

OUTPUT = Path(__file__).parents[1] / "src/govsweep/packs/ngrams.bin"
SHINGLE = 10
FEWEST = {1: 1, 2: 2, 3: 3, 4: 3, 5: 6}  # an n-gram of this length is kept from this count on
WORD_FREQUENCY = 3
ROUNDS = 500
_FOREIGN = re.compile(r"[^\u4e00-\u9fff]+")


def main() -> None:
    """Count, choose, pack."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--text", type=Path, nargs="+", required=True)
    options.add_argument("--leave-out", type=Path, nargs="*", default=[])
    options.add_argument("--output", type=Path, default=OUTPUT)
    chosen = options.parse_args()
    build(without(read_all(chosen.text), shingles_of(chosen.leave_out)), chosen.output)


def build(lines: Iterable[str], output: Path) -> None:
    """Count the lines' n-grams and write the table."""
    codes = encode("\n".join(lines))
    parts = [counted(codes, length) for length in range(1, LONGEST + 1)]
    parts.append(words())
    key = np.concatenate([one for one, _ in parts])
    level = np.concatenate([one for _, one in parts])
    triples, how_usual = parts[2]
    usual = np.zeros((1 << USUAL_BITS) // 8, dtype=np.uint8)
    bit = usual_bits(triples[how_usual >= USUAL])
    np.bitwise_or.at(usual, bit >> 3, np.uint8(1) << (bit & 7).astype(np.uint8))
    table = packed(key, level)
    taken = table > 0
    held = table[taken].astype("<u2")
    output.write_bytes(usual.tobytes() + np.packbits(taken).tobytes() + held.tobytes())
    print(f"{len(key):,} entries, {output.stat().st_size:,} bytes")


def read(path: Path) -> Iterator[str]:
    """The lines of a text, compressed or not."""
    with lzma.open(path, "rt", encoding="utf-8") if path.suffix == ".xz" else path.open() as lines:
        for line in lines:
            yield line.rstrip("\n").lower()


def read_all(paths: Iterable[Path]) -> Iterator[str]:
    """The distinct lines of several texts."""
    seen: set[str] = set()
    for path in paths:
        for line in read(path):
            if line not in seen:
                seen.add(line)
                yield line


def shingles(line: str) -> set[str]:
    """Every run of ten Han characters, other characters left out."""
    han = _FOREIGN.sub("", line)
    return {han[place : place + SHINGLE] for place in range(len(han) - SHINGLE + 1)}


def shingles_of(paths: Iterable[Path]) -> set[str]:
    """The runs of the files' right sentences: the last field of each line."""
    return {run for path in paths for line in read(path) for run in shingles(line.split("\t")[-1])}


def without(lines: Iterable[str], banned: set[str]) -> Iterator[str]:
    """The lines that share no run with the banned."""
    return (line for line in lines if shingles(line).isdisjoint(banned))


def counted(codes: Codes, length: int) -> tuple[Codes, npt.NDArray[np.uint16]]:
    """The n-grams of this length that are kept, and their levels.

    Up to three characters one end may be the edge of a clause (0); otherwise all are Han.
    """
    key = keys(codes, length)
    here = [codes[offset : offset + len(key)] for offset in range(length)]
    inner = here[1:-1] if 1 < length <= 3 else here
    good = np.ones(len(key), dtype=bool)
    for one in inner:
        good &= one > 2
    if 1 < length <= 3:
        good &= (here[0] > 2) | (here[-1] > 2)
    key = key[good]
    key.sort()
    first = np.flatnonzero(np.concatenate([[True], key[1:] != key[:-1]]))
    count = np.diff(first, append=len(key))
    kept = count >= FEWEST[length]
    return key[first[kept]], level_of(count[kept])


def words() -> tuple[Codes, npt.NDArray[np.uint16]]:
    """The dictionary's words of up to five characters."""
    dictionary = files("jieba").joinpath("dict.txt").read_text("utf-8")
    found: dict[int, tuple[list[str], list[int]]] = {
        length: ([], []) for length in range(1, LONGEST + 1)
    }
    for row in dictionary.splitlines():
        word, frequency, _ = row.split(" ")
        if len(word) in found and int(frequency) >= WORD_FREQUENCY and not _FOREIGN.search(word):
            found[len(word)][0].append(word)
            found[len(word)][1].append(int(frequency))
    key = [keys(encode("".join(known)), length)[::length] for length, (known, _) in found.items()]
    frequencies = np.concatenate([np.array(counts) for _, counts in found.values()])
    level = level_of(frequencies)
    short = sum(len(found[length][0]) for length in (1, 2))
    every = np.concatenate(key)
    return (
        np.concatenate([word_keys(every), proof_keys(every[short:])]),
        np.concatenate([level, level[short:]]),
    )


def level_of(count: npt.NDArray[np.int64]) -> npt.NDArray[np.uint16]:
    """The level of each count."""
    return np.searchsorted(np.array(STEPS), count, side="right").astype(np.uint16)


def packed(key: Codes, level: npt.NDArray[np.uint16]) -> npt.NDArray[np.uint16]:
    """A table in which each key has one of its two slots, by pushing others to theirs."""
    first, second, prints = slots(key)
    owner = np.full(1 << SLOT_BITS, -1, dtype=np.int64)
    waiting = np.arange(len(key))
    at_second = np.zeros(len(key), dtype=bool)
    for _ in range(ROUNDS):
        slot = np.where(at_second[waiting], second[waiting], first[waiting])
        before = owner[slot]
        owner[slot] = waiting
        pushed = np.concatenate([np.unique(before[before >= 0]), waiting[owner[slot] != waiting]])
        at_second[pushed] = ~at_second[pushed]
        waiting = pushed
    if len(waiting) * 100 > len(key):
        raise SystemExit(f"no slot for {len(waiting)} of {len(key)} n-grams: keep fewer")
    print(f"{len(waiting)} of {len(key)} n-grams found no slot and are left out")
    for slot in (first[waiting], second[waiting]):
        rarer = level[owner[slot]] < level[waiting]
        owner[slot[rarer]] = waiting[rarer]
    table = np.zeros(1 << SLOT_BITS, dtype=np.uint16)
    held = owner >= 0
    table[held] = (prints[owner[held]] << 4) | level[owner[held]]
    return table


if __name__ == "__main__":
    main()
