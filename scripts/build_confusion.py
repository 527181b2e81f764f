"""Build packs/confusion.txt.gz: which characters are written for which, by sound and by shape.

    python scripts/build_confusion.py --text official/laws_and_reports.txt.xz corpus/*.xz \\
        --shapes char_similar/data

Input: text (which characters are in use, and how often); the packages pypinyin (MIT) for sounds
and char-similar (MIT, its data folder) for components and stroke order; rapidfuzz. All needed
here only. Output: a line for each character that may stand wrongly: itself, then for each kind of
likeness, after a tab, the characters that may be meant, the most usual first: of the same sound,
of a near sound, of a like shape, and such as one is a part of the other (监, 篮).
"""

import argparse
import gzip
import json
from collections import Counter, defaultdict
from itertools import combinations
from pathlib import Path

import numpy as np
from build_ngrams import read_all
from pypinyin import Style, pinyin
from rapidfuzz.distance import Levenshtein
from rapidfuzz.process import cdist

from govsweep.words.normal import traditional

OUTPUT = Path(__file__).parents[1] / "src/govsweep/packs/confusion.txt.gz"
MEANT = 8  # how often a character must stand in the text to be offered
USED = 30  # and one that is a part of another, or has it as one
MOST = {"same": 40, "near": 18, "shape": 30, "part": 30}
LEAST_STROKES = 3  # of a character that counts as a part
TWINS, TWIN = 3, 0.75  # at most so many, so alike
_INITIALS = [("zh", "z"), ("ch", "c"), ("sh", "s"), ("n", "l"), ("f", "h"), ("r", "l")]
_FINALS = [("ang", "an"), ("eng", "en"), ("ing", "in")]


def main() -> None:
    """Collect the likenesses and write them, the most usual characters first."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--text", type=Path, nargs="+", required=True)
    options.add_argument("--shapes", type=Path, required=True)
    chosen = options.parse_args()
    usual = Counter(character for line in read_all(chosen.text) for character in line)
    written = [chr(code) for code in range(0x4E00, 0xA000) if in_gb2312(chr(code))]
    meant = [character for character in written if usual[character] >= MEANT]
    # A form of another standard that an input method or a reader of images gave (劵, 髙, 増).
    foreign = [chr(code) for code in range(0x4E00, 0xA000)]
    foreign = [one for one in foreign if not in_gb2312(one) and one not in traditional()]
    kinds = {
        "same": sharing(written, meant, sounds),
        "near": sharing(written, meant, near_sounds),
        "shape": shapes(written, meant, chosen.shapes) | twins(foreign, meant, chosen.shapes),
        "part": parts([one for one in written if usual[one] >= USED], chosen.shapes),
    }
    rows = []
    for character in (*written, *foreign):
        taken = {character}
        cells = []
        for kind, likeness in kinds.items():
            alike = likeness.get(character, set()) - taken
            offered = sorted(alike, key=lambda one: -usual[one])[: MOST[kind]]
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


def sharing(written: list[str], meant: list[str], features) -> dict[str, set[str]]:  # type: ignore[no-untyped-def]
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


def twins(foreign: list[str], meant: list[str], folder: Path) -> dict[str, set[str]]:
    """For characters of other standards the usual ones of nearly the same strokes."""
    order = json.loads((folder / "char_order.dict").read_text("utf-8"))
    first, second = ([order.get(one, "") for one in some] for some in (foreign, meant))
    likeness = cdist(first, second, scorer=Levenshtein.normalized_similarity, dtype=np.float32)
    return {
        one: {meant[place] for place in np.argsort(-row)[:TWINS] if row[place] >= TWIN}
        for one, row in zip(foreign, likeness, strict=True)
    }


def parts(used: list[str], folder: Path) -> dict[str, set[str]]:
    """Characters of which one is a component of the other, at any depth."""
    made = json.loads((folder / "char_stroke.dict").read_text("utf-8"))
    strokes = json.loads((folder / "char_order.dict").read_text("utf-8"))
    whole = [one for one in used if len(strokes.get(one, "")) >= LEAST_STROKES]
    offered = set(whole)
    found: defaultdict[str, set[str]] = defaultdict(set)
    for one in whole:
        for part in _components(one, made) & offered - {one}:
            found[part].add(one)
            found[one].add(part)
    return found


def _components(character: str, made: dict[str, list[str]]) -> set[str]:
    """All that a character is made of, each part's own parts too."""
    inside: set[str] = set()
    open_ones = [character]
    while open_ones:
        for part in made.get(open_ones.pop(), ()):
            if part not in inside:
                inside.add(part)
                open_ones.append(part)
    return inside


if __name__ == "__main__":
    main()
