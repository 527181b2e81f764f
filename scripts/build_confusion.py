"""Build packs/confusion.txt.gz: which characters are written for which, by sound and by shape.

    python scripts/build_confusion.py --text laws_and_reports.txt.xz --shapes char_similar/data

Input: official text (which characters are in use, and how often); the packages pypinyin (MIT) for
sounds and char-similar (MIT, its data folder) for components and stroke order; rapidfuzz. All
needed here only. Output: a line for each character that may stand wrongly: itself, then for each
kind of likeness, after a tab, the characters that may be meant, the most usual first.
"""

import argparse
import gzip
import json
from collections import Counter, defaultdict
from itertools import combinations
from pathlib import Path

import numpy as np
from build_ngrams import read
from pypinyin import Style, pinyin
from rapidfuzz.distance import Levenshtein
from rapidfuzz.process import cdist

OUTPUT = Path(__file__).parents[1] / "src/govsweep/packs/confusion.txt.gz"
MEANT = 8  # how often a character must stand in the text to be offered
MOST = {"same": 40, "near": 18, "shape": 30}
_INITIALS = [("zh", "z"), ("ch", "c"), ("sh", "s"), ("n", "l"), ("f", "h"), ("r", "l")]
_FINALS = [("ang", "an"), ("eng", "en"), ("ing", "in")]


def main() -> None:
    """Collect the likenesses and write them, the most usual characters first."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--text", type=Path, required=True)
    options.add_argument("--shapes", type=Path, required=True)
    chosen = options.parse_args()
    usual = Counter(character for line in read(chosen.text) for character in line)
    written = [chr(code) for code in range(0x4E00, 0xA000) if in_gb2312(chr(code))]
    meant = [character for character in written if usual[character] >= MEANT]
    kinds = {
        "same": alike(written, meant, sounds),
        "near": alike(written, meant, near_sounds),
        "shape": shapes(written, meant, chosen.shapes),
    }
    rows = []
    for character in written:
        taken = {character}
        cells = []
        for kind, likeness in kinds.items():
            offered = sorted(likeness[character] - taken, key=lambda one: -usual[one])[: MOST[kind]]
            taken.update(offered)
            cells.append("".join(offered))
        if any(cells):
            rows.append("\t".join((character, *cells)))
    OUTPUT.write_bytes(gzip.compress(("\n".join(rows) + "\n").encode(), mtime=0))
    print(len(rows), OUTPUT.stat().st_size)


def in_gb2312(character: str) -> bool:
    """Whether a character stands in GB 2312."""
    try:
        character.encode("gb2312")
    except UnicodeEncodeError:
        return False
    return True


def sounds(character: str) -> set[str]:
    """Every reading of a character, without its tone."""
    (readings,) = pinyin(character, style=Style.NORMAL, heteronym=True)
    return {reading.replace("ü", "v") for reading in readings}


def near_sounds(character: str) -> set[str]:
    """Readings with what dialects confuse made one."""
    return {_blurred(reading) for reading in sounds(character)}


def _blurred(reading: str) -> str:
    for one, other in _INITIALS:
        if reading.startswith(one):
            reading = other + reading[len(one) :]
            break
    for one, other in _FINALS:
        if reading.endswith(one):
            return reading[: -len(one)] + other
    return reading


def alike(written: list[str], meant: list[str], features) -> dict[str, set[str]]:  # type: ignore[no-untyped-def]
    """Characters that share a feature."""
    owners = defaultdict(set)
    for character in meant:
        for feature in features(character):
            owners[feature].add(character)
    return {one: {c for feature in features(one) for c in owners[feature]} for one in written}


def shapes(written: list[str], meant: list[str], folder: Path) -> dict[str, set[str]]:
    """Characters of nearly the same strokes, or that differ in one component only."""
    order = json.loads((folder / "char_order.dict").read_text("utf-8"))
    parts = json.loads((folder / "char_stroke.dict").read_text("utf-8"))
    corners = json.loads((folder / "char_fourangle.dict").read_text("utf-8"))
    strokes = [order.get(character, "") for character in written]
    likeness = cdist(strokes, strokes, scorer=Levenshtein.normalized_similarity, dtype=np.float32)
    found: dict[str, set[str]] = {character: set() for character in written}
    offered = set(meant)
    for first, second in combinations(range(len(written)), 2):
        score = likeness[first, second]
        if score < 0.4:
            continue
        one, other = written[first], written[second]
        shared = Counter(parts.get(one, ())) & Counter(parts.get(other, ()))
        sizes = len(parts.get(one, ())), len(parts.get(other, ()))
        kin = shared.total() >= max(sizes) - 1 > 0 or shared.total() == min(sizes) > 1
        corner = sum(
            a == b for a, b in zip(corners.get(one, ""), corners.get(other, ""), strict=False)
        )
        if score >= 0.8 or (kin and score >= 0.5) or (corner >= 3 and score >= 0.7):
            if other in offered:
                found[one].add(other)
            if one in offered:
                found[other].add(one)
    return found


if __name__ == "__main__":
    main()
