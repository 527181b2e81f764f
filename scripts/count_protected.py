"""How official text surrounds the protected strings: python scripts/count_protected.py TEXT...

Writes packs/protected_edges.csv: how often each string stands in the texts (a sentence a line),
and which other characters stand beside what is left of it without its first or last one.
Prints whatever the guard would call, most frequent first: what is right of it belongs into
packs/protected_allowed.txt, by hand.
"""

import csv
import sys
from collections import Counter
from pathlib import Path

from ahocorasick_rs import AhoCorasick

from govsweep.rules import load_rules, packs
from govsweep.words.literals import Literals
from govsweep.words.normal import Batch, normalise
from govsweep.words.protected import ProtectedNames
from govsweep.words.protected_edges import RARE

AT_ONCE = 2_000


def main(paths: list[str]) -> None:
    """Count, write, and print what is called."""
    rules = load_rules()
    texts = list(
        dict.fromkeys(normalise(one.text).text for one in rules.protected if not one.title)
    )
    shown, counts = Counter[tuple[str, str]](), Counter[tuple[str, str]]()
    for path in paths:
        lines = Path(path).read_text("utf-8").splitlines()
        for first in range(0, len(lines), AT_ONCE):
            counts.update(counted(lines[first : first + AT_ONCE], texts))
    write(texts, counts)
    guard = ProtectedNames(rules)
    for path in paths:
        shown.update(called(path, guard))
    for (written, meant), count in shown.most_common():
        print(count, written, meant, sep="\t")


def counted(lines: list[str], texts: list[str]) -> Counter[tuple[str, str]]:
    """How often what is left of each string stands in the lines, and beside which character.

    The character comes first in a key where it stands before the rest, and last behind it.
    """
    heads = {text[:-1] for text in texts}
    tails = {text[1:] for text in texts}
    wanted = sorted(heads | tails)
    automaton = AhoCorasick(wanted)
    whole = normalise("\n".join(["", *lines, ""])).text
    counts = Counter[tuple[str, str]]()
    for index, start, end in automaton.find_matches_as_indexes(whole, overlapping=True):
        if wanted[index] in tails:
            counts[whole[start - 1], wanted[index]] += 1
        if wanted[index] in heads:
            counts[wanted[index], whole[end]] += 1
    return counts


def write(texts: list[str], counts: Counter[tuple[str, str]]) -> None:
    """A row for each string; other characters as often as they stand there, unless too many."""
    before: dict[str, str] = {}
    after: dict[str, str] = {}
    for (one, other), count in counts.items():
        if len(one) == 1:
            before[other] = before.get(other, "") + one * count
        if len(other) == 1:
            after[one] = after.get(one, "") + other * count
    with (packs() / "protected_edges.csv").open("w", encoding="utf-8", newline="") as lines:
        rows = csv.writer(lines, lineterminator="\n")
        rows.writerow(("text", "count", "before", "after"))
        for text in texts:
            count = counts[text[:-1], text[-1]]
            found = before.get(text[1:], ""), after.get(text[:-1], "")
            others = [
                one.replace(edge, "").replace("\n", " ")
                for one, edge in zip(found, (text[0], text[-1]), strict=True)
            ]
            rows.writerow(
                (text, count, *(one if len(one) * RARE <= count else "…" for one in others))
            )


def called(path: str, guard: ProtectedNames) -> Counter[tuple[str, str]]:
    """What the guard calls, with its surroundings and what it should be."""
    literals = Literals(guard.literals)
    shown = Counter[tuple[str, str]]()
    lines = Path(path).read_text("utf-8").splitlines()
    for first in range(0, len(lines), AT_ONCE):
        batch = Batch.of(lines[first : first + AT_ONCE])
        for index, mark in guard.marks(batch, literals.find(batch.text)):
            text = lines[first + index]
            around = text[max(0, mark.start - 6) : mark.end + 6]
            shown[f"{text[mark.start : mark.end]}\t{around}", mark.suggestion] += 1
    return shown


if __name__ == "__main__":
    main(sys.argv[1:])
