"""Write packs/cards.json: what each tier of the word rules reaches on named sets.

    CARDS_DATA=folder python scripts/cards.py

The folder holds `typos/*.tsv` (wrong, tab, right) and `official/*.txt` (clean sentences; what is
flagged there is a false alarm). Every input is named with its hash. Doubled characters are also
measured on the clean sentences with one character doubled in each (seeded). The written rules are
listed with their hits on each set and on the official text that the folder holds compressed.
"""

import json
import os
import random
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable
from hashlib import sha256
from pathlib import Path
from typing import Any

from build_ngrams import read

from govsweep.facts import Mark
from govsweep.rules import load_rules
from govsweep.words import Matcher
from govsweep.words.cards import TIERS, interval, tier_of

OUTPUT = Path(__file__).parents[1] / "src/govsweep/packs/cards.json"
SEED = 20190401
_AT_ONCE = 200
_CHECKS = ("typo", "serious-expression")


def main() -> None:
    """Measure and write."""
    folder = os.environ.get("CARDS_DATA")
    if not folder:
        sys.exit("CARDS_DATA must name the folder that holds typos/ and official/")
    matcher = Matcher(load_rules())
    typos = sorted(Path(folder, "typos").glob("*.dev.tsv"))
    clean = sorted(Path(folder, "official").glob("*.dev.txt"))
    card = {
        "rules": matcher.version,
        "inputs": [_named(path) for path in (*typos, *clean)],
        "sets": [_measured(matcher, path) for path in (*typos, *clean)],
        "doubled": _doubled(matcher, clean),
        "written": _written(matcher, sorted(Path(folder).rglob("*.*"))),
    }
    OUTPUT.write_text(json.dumps(card, ensure_ascii=False, indent=1) + "\n", "utf-8")
    print(f"{OUTPUT}: {len(card['sets'])} sets")


def _named(path: Path) -> dict[str, str]:
    return {"name": path.name, "sha256": sha256(path.read_bytes()).hexdigest()}


def _marks(matcher: Matcher, texts: list[str]) -> Iterable[tuple[Mark, ...]]:
    for first in range(0, len(texts), _AT_ONCE):
        yield from matcher.marks_of(texts[first : first + _AT_ONCE])


def _measured(matcher: Matcher, path: Path) -> dict[str, Any]:
    rows = [line.split("\t") for line in path.read_text("utf-8").splitlines()]
    wrong, right = [row[0] for row in rows], [row[-1] for row in rows]
    flags: defaultdict[str, list[bool]] = defaultdict(list)
    found: defaultdict[str, set[tuple[int, int]]] = defaultdict(set)
    errors = 0
    for number, marks in enumerate(_marks(matcher, wrong)):
        places = _differing(wrong[number], right[number])
        errors += len(places)
        for mark in marks:
            if mark.check in _CHECKS:
                hit = [place for place in places if mark.start <= place < mark.end]
                certainty = "confirmed" if mark.confirmed else "suspected"
                tiers = ["all", certainty, tier_of(mark)]
                if not mark.confirmed:
                    tiers.append(f"{tier_of(mark)}?")
                for tier in tiers:
                    flags[tier].append(bool(hit))
                    found[tier].update((number, place) for place in hit)
    characters = sum(map(len, wrong))
    figures = {}
    for tier in (*TIERS, *(f"{tier}?" for tier in TIERS)):
        true, told = sum(flags[tier]), len(flags[tier])
        figures[tier] = {
            "flags": told,
            "true": true,
            "interval": interval(true, told),
            "recall": round(len(found[tier]) / errors, 4) if errors else None,
            "false_per_10k": round((told - true) / characters * 1e4, 3),
        }
    return {"name": path.name, "characters": characters, "errors": errors, "tiers": figures}


def _differing(wrong: str, right: str) -> list[int]:
    if len(wrong) != len(right):
        return []
    return [place for place, pair in enumerate(zip(wrong, right, strict=True)) if len({*pair}) > 1]


def _doubled(matcher: Matcher, clean: list[Path]) -> dict[str, Any]:
    chance = random.Random(SEED)
    lines = [line for path in clean for line in path.read_text("utf-8").splitlines()]
    spoilt = []
    for line in lines:
        han = [place for place, one in enumerate(line) if "\u4e00" <= one <= "\u9fff"]
        if len(line) > 8 and han:
            place = chance.choice(han)
            spoilt.append((place, line[: place + 1] + line[place:]))
    found = sum(
        any(mark.rule == "typo-doubled" and mark.start <= place < mark.end for mark in marks)
        for (place, _), marks in zip(
            spoilt, _marks(matcher, [text for _, text in spoilt]), strict=True
        )
    )
    false = sum(mark.rule == "typo-doubled" for marks in _marks(matcher, lines) for mark in marks)
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
