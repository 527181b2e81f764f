"""Write packs/thresholds.json: from which probability on each group of proposals is told.

    python scripts/choose_thresholds.py --clean corpus/clean/*.xz --pairs typos/*.dev.tsv

Input: clean text that neither counts nor weights saw, where every proposal is a false alarm; and
pairs of a wrong and a right sentence, which tell what a group is good for. All groups together may
raise so many false alarms in 10,000 clean characters, held for certain and told at all; the
thresholds are those that find most for it. Half of what is wished for is allowed, since other text
overruns what was chosen here. Groups of which the pairs hold no errors have a share of their own;
so have pieces between whole words, which are told below the thresholds of the other groups.
"""

import argparse
import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from build_ngrams import read

from govsweep.words import collocations, contextual
from govsweep.words.characters import CHARACTER_GROUPS, PIECE
from govsweep.words.literals import Literals
from govsweep.words.normal import Batch
from govsweep.words.pairs import GROUPS
from govsweep.words.proposals import Limits, Proposal
from govsweep.words.speller import Speller

OUTPUT = Path(__file__).parents[1] / "src/govsweep/packs/thresholds.json"
CERTAIN, TOLD = 0.06, 0.1  # false alarms in 10,000 clean characters, halved
OWN = {
    "doubled": 0.02,
    "missing": 0.05,
    "collocation": 0.03,
    "collocation-sound": 0.04,
    "collocation-idiom": 0.015,
    "collocation-idiom-shape": 0.01,
}
PIECE_GROUPS = PIECE, collocations.PIECE
PIECES = 0.008  # of each of their groups
# Of a term of the trade, which has one spelling, next to nothing is enough: in 2.7 million clean
# characters three proposals were false, and none more down to .02.
TERMS = Limits(0.04, 2.0)
HOMOPHONES = GROUPS
CERTAIN_COLLOCATIONS = (
    collocations.SOUND, collocations.COUNTED, collocations.IDIOM, collocations.IDIOM_SHAPE
)  # fmt: skip
NEVER_CERTAIN = ("speller-name", "speller-quoted", "homophone-near")
# A form is there or not: no probability is reckoned.
FORMS = (
    "repeated", "swapped", "missing-cut", "speller-nobodys", "speller-nobodys-unseen",
    "speller-lookalike", "speller-lookalike-likely",
)  # fmt: skip
LEAST, MOST, NEVER = 0.3, 0.9995, 2.0
SURE = 0.86  # nothing below is held for certain, however well it did
# What is told of a collocation is more often a new phrase; a word of the dictionary that sounds so,
# and a character that goes with neither neighbour say more than others.
SURE_OF = {
    "collocation": 0.99, "collocation-sound": 0.95, "lexicon-sound": 0.75,
    "speller-sound-alone": 0.7,
}  # fmt: skip
AT_ONCE = 200
Floats = npt.NDArray[np.float64]


class GroupScores(NamedTuple):
    """The probabilities of a group's proposals."""

    true: Floats
    false: Floats  # on clean text

    def limit(self, price: float, lowest: float) -> float:
        """The threshold at which what is found, less false alarms at this price, is most."""
        cuts = np.unique([MOST, *self.true[self.true >= lowest], *self.false[self.false >= lowest]])
        cuts = cuts[cuts <= MOST]
        worth = [(self.true >= cut).sum() - price * (self.false >= cut).sum() for cut in cuts]
        best = int(np.argmax(worth))
        if worth[best] <= 0:
            return NEVER
        # Halfway to the false alarm below it: the text at hand is but a sample.
        below = self.false[self.false < cuts[best]]
        floor = max(lowest, float(below.max()) if len(below) else lowest)
        return float((cuts[best] + floor) / 2)

    def sparing(self, allowed: int) -> float:
        """The threshold at which so many false alarms are left."""
        false = np.sort(self.false)[::-1]
        return max(LEAST, float(false[allowed]) if len(false) > allowed else 0.5)


def main() -> None:
    """Measure, choose, write."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--clean", type=Path, nargs="+", required=True)
    options.add_argument("--pairs", type=Path, nargs="+", required=True)
    chosen = options.parse_args()
    clean = [line for path in chosen.clean for line in read(path)]
    characters = sum(map(len, clean))
    seen = measured(clean, [line for path in chosen.pairs for line in read(path)])
    for name in OWN:
        seen.setdefault(name, GroupScores(np.zeros(0), np.zeros(0)))
    groups = [group for group in (*CHARACTER_GROUPS, *HOMOPHONES) if group in seen]
    certain = within(
        {
            group: seen[group]
            for group in (*groups, *CERTAIN_COLLOCATIONS)
            if group not in NEVER_CERTAIN
        },
        CERTAIN * characters / 1e4, SURE,
    )  # fmt: skip
    told = within({group: seen[group] for group in groups}, TOLD * characters / 1e4, LEAST)
    limits = {
        group: Limits(min(told[group], certain.get(group, NEVER)), certain.get(group, NEVER))
        for group in groups
    }
    for group in (*CHARACTER_GROUPS, *HOMOPHONES):
        limits.setdefault(group, Limits(NEVER, NEVER))
    for name, share in OWN.items():
        limits[name] = Limits(
            seen[name].sparing(int(share * characters / 1e4)), certain.get(name, NEVER)
        )
    for name in FORMS:
        limits[name] = Limits(0.5, NEVER)
    # A particle of no word twice in a row was never right in 2.8 million clean characters, nor the
    # end of a word from .93 on; beside what never stands alone a missing character needs less: .02
    # false in 10,000 characters more.
    limits["doubled-particle"] = Limits(0.65, NEVER)
    limits["doubled-ending"] = Limits(0.93, NEVER)
    limits["missing-bound"] = Limits(0.94, NEVER)
    limits[collocations.TERM] = TERMS
    # Of fixed phrases three proposals from .85 on were false in 3.4 million clean characters, and a
    # play upon words below; of pairs that stand beside each other nowhere one was.
    limits[collocations.IDIOM] = limits[collocations.IDIOM]._replace(confirmed=0.85)
    limits["speller-nobodys-unseen"] = Limits(0.5, 0.5)
    # What `train_contextual.py` printed: .05 false in 10,000 characters, of all three together.
    limits.update(zip(contextual.GROUPS, map(Limits, (0.85, 0.8, 0.86), (NEVER,) * 3), strict=True))
    limits["speller-lookalike"] = Limits(0.5, 0.5)  # false nowhere in 3.4 million clean characters
    pieces = measured(
        clean, [], {**limits, **{group: Limits(LEAST, NEVER) for group in PIECE_GROUPS}}
    )
    for name in PIECE_GROUPS:
        seen[name] = pieces.get(name, GroupScores(np.zeros(0), np.zeros(0)))
        limits[name] = Limits(seen[name].sparing(int(PIECES * characters / 1e4)), NEVER)
    rows = {group: [round(float(limit) + 5e-5, 4) for limit in limits[group]] for group in limits}
    OUTPUT.write_text(json.dumps({"groups": rows}, indent=1) + "\n", "utf-8")
    for group, (suspected, confirmed) in rows.items():
        one = seen.get(group, GroupScores(np.zeros(0), np.zeros(0)))
        print(
            f"{group:20} {suspected:.4f} {confirmed:.4f}"
            f"  found {(one.true >= confirmed).sum()} + {(one.true >= suspected).sum()}"
            f"  false {(one.false >= confirmed).sum()} + {(one.false >= suspected).sum()}"
        )
    print(f"{characters:,} clean characters")


def within(seen: dict[str, GroupScores], allowed: float, lowest: float) -> dict[str, float]:
    """The thresholds of all groups at the lowest price that keeps to the false alarms allowed."""
    for price in np.geomspace(0.05, 50, 200):
        limits = {
            group: one.limit(price, SURE_OF.get(group, lowest) if lowest == SURE else lowest)
            for group, one in seen.items()
        }
        false = sum((seen[group].false >= limit).sum() for group, limit in limits.items())
        if false <= allowed:
            break
    return limits


def measured(
    clean: list[str], pairs: list[str], limits: Mapping[str, Limits] | None = None
) -> dict[str, GroupScores]:
    """What every group proposes, on clean text and on pairs, from these thresholds on or all."""
    groups = (
        *CHARACTER_GROUPS, *HOMOPHONES, *OWN, *PIECE_GROUPS, collocations.TERM, *FORMS,
        "doubled-particle", "doubled-ending", "missing-bound", *contextual.GROUPS,
    )  # fmt: skip
    speller = Speller(limits=limits or {group: Limits(LEAST, NEVER) for group in groups})
    true, false = defaultdict(list), defaultdict(list)
    for _, one in proposals(speller, clean):
        false[one.group].append(one.probability)
    rows = [row for row in (line.split("\t") for line in pairs) if len(row[0]) == len(row[1])]
    for number, one in proposals(speller, [row[0] for row in rows]):
        wrong, right = rows[number]
        hit = any(wrong[place] != right[place] for place in range(one.start, one.end))
        if hit:  # what else such a sentence holds nobody marked, and it is often a slip, too
            true[one.group].append(one.probability)
    return {
        group: GroupScores(np.array(true[group]), np.array(false[group]))
        for group in {*true, *false}
    }


def proposals(speller: Speller, lines: list[str]) -> Iterable[tuple[int, Proposal]]:
    """What is proposed for each line, with the line's number and places in it."""
    literals = Literals(speller.literals)
    for first in range(0, len(lines), AT_ONCE):
        batch = Batch.of(lines[first : first + AT_ONCE])
        for one in speller.proposals(batch, literals.find(batch.text)):
            index, place = batch.locate(one.start)
            yield (
                first + index,
                one._replace(start=place, end=place + one.end - one.start),
            )


if __name__ == "__main__":
    main()
