"""Write packs/cards.json: what each tier of the word rules reaches on named sets.

    CARDS_DATA=folder python scripts/cards.py

The folder holds `typos/*.tsv` (wrong, tab, right), `official/*.txt` and `corpus/clean/*.xz` (clean
sentences; what is flagged there is a false alarm), and `real/` (saved pages; what is raised there
is held against the labels of `real_pages.py`). Every input is named with its hash. Doubled and
missing characters are also measured on the clean sentences with one character doubled or left out
in each (seeded). The written rules are listed with their hits on each set and on the official text
that the folder holds compressed.
"""

import json
import lzma
import os
import random
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable
from hashlib import sha256
from pathlib import Path
from typing import Any

from build_ngrams import read
from real_pages import CHECKS, labels, raised

from govsweep.facts import Mark
from govsweep.proportions import interval
from govsweep.rules import Tier, load_rules
from govsweep.words import Matcher
from govsweep.words.cards import TIERS, tier_of

OUTPUT = Path(__file__).parents[1] / "src/govsweep/packs/cards.json"
SEED = 20190401
_AT_ONCE = 200


def main() -> None:
    """Measure and write."""
    folder = os.environ.get("CARDS_DATA")
    if not folder:
        sys.exit("CARDS_DATA must name the folder that holds typos/ and official/")
    matcher = Matcher(load_rules())
    typos = sorted(Path(folder, "typos").glob("*.dev.tsv"))
    clean = sorted(Path(folder, "official").glob("*.dev.txt"))
    later = sorted(Path(folder, "corpus/clean").glob("*.xz"))
    card = {
        "rules": matcher.version,
        "inputs": [_named(path) for path in (*typos, *clean, *later)],
        "sets": [_measured(matcher, path) for path in (*typos, *clean, *later)],
        "real": _real(matcher, Path(folder, "real")),
        "doubled": _spoilt(matcher, clean, Tier.DOUBLED),
        "missing": _spoilt(matcher, clean, Tier.MISSING),
        "written": _written(
            matcher, sorted([*Path(folder, "typos").iterdir(), *Path(folder, "official").iterdir()])
        ),
    }
    OUTPUT.write_text(json.dumps(card, ensure_ascii=False, indent=1) + "\n", "utf-8")
    print(f"{OUTPUT}: {len(card['sets'])} sets")


def read_as_it_stands(path: Path) -> list[str]:
    """The lines of a text, compressed or not, in their own case."""
    body = path.read_bytes()
    return (lzma.decompress(body) if path.suffix == ".xz" else body).decode().splitlines()


def _named(path: Path) -> dict[str, str]:
    return {"name": path.name, "sha256": sha256(path.read_bytes()).hexdigest()}


def _marks(matcher: Matcher, texts: list[str]) -> Iterable[tuple[Mark, ...]]:
    for first in range(0, len(texts), _AT_ONCE):
        yield from matcher.marks_of(texts[first : first + _AT_ONCE])


def _measured(matcher: Matcher, path: Path) -> dict[str, Any]:
    rows = [line.split("\t") for line in read_as_it_stands(path)]
    wrong, right = [row[0] for row in rows], [row[-1] for row in rows]
    told = Told()
    errors = 0
    for number, marks in enumerate(_marks(matcher, wrong)):
        places = _differing(wrong[number], right[number])
        errors += len(places)
        for mark in marks:
            if mark.check in CHECKS:
                hit = [(number, place) for place in places if mark.start <= place < mark.end]
                told.add(mark, true=bool(hit), found=hit)
    characters = sum(map(len, wrong))
    return {
        "name": path.name,
        "characters": characters,
        "errors": errors,
        "tiers": told.figures(characters, errors),
    }


class Told:
    """What was told, true or not, by tier."""

    def __init__(self) -> None:
        self._flags: defaultdict[str, list[bool]] = defaultdict(list)
        self._found: defaultdict[str, set[tuple[int, int]]] = defaultdict(set)

    def add(self, mark: Mark, *, true: bool, found: Iterable[tuple[int, int]] = ()) -> None:
        """Count a mark in all that it belongs to, with the errors that it found."""
        tiers = ["all", "confirmed" if mark.confirmed else "suspected", tier_of(mark)]
        if not mark.confirmed:
            tiers.append(f"{tier_of(mark)}?")
        for tier in tiers:
            self._flags[tier].append(true)
            self._found[tier].update(found)

    def figures(self, characters: int, errors: int) -> dict[str, Any]:
        """The figures of every tier; a question mark stands for what it only suspects."""
        figures = {}
        for tier in (*TIERS, *(f"{tier}?" for tier in TIERS)):
            true, told = sum(self._flags[tier]), len(self._flags[tier])
            figures[tier] = {
                "flags": told,
                "true": true,
                "interval": interval(true, told),
                "recall": round(len(self._found[tier]) / errors, 4) if errors else None,
                "false_per_10k": round((told - true) / max(1, characters) * 1e4, 3),
            }
        return figures


def _real(matcher: Matcher, folder: Path) -> dict[str, Any]:
    """What is raised on real pages; what nobody labelled counts as false."""
    characters, found = raised(folder, matcher)
    known = labels()
    told = Told()
    for one in found:
        told.add(one.mark, true=known.get(one.key, False))
    return {
        "pages": len(list((folder / "html").glob("*.html"))),
        "characters": characters,
        "unlabelled": sum(one.key not in known for one in found),
        "tiers": told.figures(characters, 0),
    }


def _differing(wrong: str, right: str) -> list[int]:
    if len(wrong) != len(right):
        return []
    return [place for place, pair in enumerate(zip(wrong, right, strict=True)) if len({*pair}) > 1]


def _spoilt(matcher: Matcher, clean: list[Path], tier: Tier) -> dict[str, Any]:
    """What a tier finds of clean sentences in each of which a character is doubled, or left out."""
    chance = random.Random(SEED)
    lines = [line for path in clean for line in path.read_text("utf-8").splitlines()]
    spoilt = []
    for line in lines:
        han = [place for place, one in enumerate(line) if "\u4e00" <= one <= "\u9fff"]
        if len(line) > 8 and han:
            place = chance.choice(han)
            rest = line[place:] if tier is Tier.DOUBLED else line[place + 1 :]
            spoilt.append((place, line[: place + (tier is Tier.DOUBLED)] + rest))
    found = sum(
        any(mark.rule == tier and mark.start <= place <= mark.end for mark in marks)
        for (place, _), marks in zip(
            spoilt, _marks(matcher, [text for _, text in spoilt]), strict=True
        )
    )
    false = sum(mark.rule == tier for marks in _marks(matcher, lines) for mark in marks)
    return {
        "seed": SEED,
        "sentences": len(spoilt),
        "recall": round(found / len(spoilt), 4) if spoilt else None,
        "false_per_10k": round(false / max(1, sum(map(len, lines))) * 1e4, 3),
    }


def _written(matcher: Matcher, paths: list[Path]) -> dict[str, dict[str, int]]:
    """The hits of each written rule, by file."""
    counts: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for path in paths:
        if path.suffix in (".tsv", ".txt", ".xz"):
            texts = [line.split("\t")[0] for line in read(path)]
            for marks in _marks(matcher, texts):
                for mark in marks:
                    if tier_of(mark) == "written":
                        counts[mark.rule][path.name] += 1
    return {rule: dict(counts[rule]) for rule in sorted(counts)}


if __name__ == "__main__":
    main()
