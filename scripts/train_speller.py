"""Train speller.npz, pairs.npz, collocations.npz, doubled.npz, missing.npz: weights of the tiers.

    python scripts/train_speller.py --text official/laws_and_reports.txt.xz corpus/*.xz \\
        --pairs typos/*.train.tsv --leave-out typos/*.tsv official/*.txt

Input: the text of `build_ngrams.py`; pairs of a wrong and a right sentence; scikit-learn. The end
of each file is held out of one set of counts and its beginning out of another, so that the models
learn from text of another day that the counts never saw; errors are made in it by sound and
shape, seeded. The sets of `--leave-out` are in no count.
"""

import argparse
import random
import tempfile
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from importlib.resources import files
from pathlib import Path
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from build_ngrams import build, read, shingles_of, without
from sklearn.neural_network import MLPClassifier

from govsweep.words import collocations, doubled, missing, pairs
from govsweep.words.characters import FITS
from govsweep.words.confusions import confusion_rows, confusions
from govsweep.words.evidence import PAD, Scene, compare, plausible
from govsweep.words.ngrams import Floats, Ngrams, encode

PACKS = Path(__file__).parents[1] / "src/govsweep/packs"
# Of each text one part in so many is held out at either end; the speller learns from a wider part
# too, with counts of less, and the models of both are averaged.
SHARES = {"speller": (60, 20)}
SHARE = 60
AT_ONCE = 400
# How often a sound, a near sound, a shape is mistaken, or a part for the whole.
LIKENESS = (1.0, 0.15, 0.35, 0.25)
NEAR = 0.2  # of the words mistaken for others those of a near sound

Lines = list[tuple[str, str]]  # written, right


class Examples(NamedTuple):
    """Rows of features, and whether each is what was meant."""

    rows: Floats
    right: npt.NDArray[np.bool_]
    weight: float


class Slips:
    """Errors as they are made: by sound, by shape, by a word of the same sound."""

    def __init__(self, lines: Iterable[str], chance: random.Random) -> None:
        self._chance = chance
        self._usual = Counter(character for line in lines for character in line)
        self._written = defaultdict(list)
        for row in confusion_rows().splitlines():
            character, *cells = row.split("\t")
            for cell, share in zip(cells, LIKENESS, strict=False):
                for meant in cell:
                    self._written[meant].append((character, share * self._pull(character)))
        spoken, words = (PACKS / "sounds.txt").read_text("utf-8").split("\n\n")
        self._words = set(words.split())
        self._spoken = dict(line.split("\t") for line in spoken.splitlines())
        self._sounds = defaultdict(list)
        for sound, characters in self._spoken.items():
            for character in characters:
                self._sounds[character].append(sound)
        self._homophones = defaultdict(list)
        self._near = defaultdict(list)
        for row in files("jieba").joinpath("dict.txt").read_text("utf-8").splitlines():
            word, frequency, _ = row.split(" ")
            if len(word) == 2 and int(frequency) >= 3 and {*word} <= self._sounds.keys():
                key = self._sounds[word[0]][0], self._sounds[word[1]][0]
                self._homophones[key].append((word, (int(frequency) + 5) ** 0.4))
                self._near[tuple(map(pairs.blurred, key))].append(self._homophones[key][-1])

    def _pull(self, character: str) -> float:
        return float((self._usual[character] + 30) ** 0.4)

    def characters(self, line: str, rate: float) -> str:
        """The line with some characters mistaken."""
        made = list(line)
        for place, character in enumerate(made):
            if character in self._written and self._chance.random() < rate:
                made[place] = self._drawn(self._written[character])
        return "".join(made)

    def words(self, line: str, rate: float) -> str:
        """The line with some words of two characters mistaken."""
        made = list(line)
        place = 0
        while place < len(made) - 1:
            word = made[place] + made[place + 1]
            if word in self._words and self._chance.random() < rate:
                made[place : place + 2] = self._homophone(word)
                place += 1
            place += 1
        return "".join(made)

    def _homophone(self, word: str) -> str:
        key = self._chance.choice(self._sounds[word[0]]), self._chance.choice(self._sounds[word[1]])
        like = self._homophones[key]
        if self._chance.random() < NEAR:
            like = self._near[tuple(map(pairs.blurred, key))]
        real = [(one, pull) for one, pull in like if one[0] != word[0] and one[1] != word[1]]
        if real and self._chance.random() < 0.7:
            return self._drawn(real)
        made = ""
        for sound, right in zip(key, word, strict=True):
            others = [(one, self._pull(one)) for one in self._spoken[sound] if one != right]
            made += self._drawn(others) if others else right
        return made

    def _drawn(self, weighted: list[tuple[str, float]]) -> str:
        ones, pulls = zip(*weighted, strict=True)
        return str(self._chance.choices(ones, pulls)[0])


def main() -> None:
    """Hold out, make errors, train, write."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--text", type=Path, nargs="+", required=True)
    options.add_argument("--pairs", type=Path, nargs="+", required=True)
    options.add_argument("--leave-out", type=Path, nargs="*", default=[])
    options.add_argument("--output", type=Path, default=PACKS)
    options.add_argument("--only", nargs="+", choices=PLANS)
    chosen = options.parse_args()
    banned = shingles_of(chosen.leave_out)
    texts = [list(without(read(path), banned)) for path in chosen.text]
    chance = random.Random(7)
    slips = Slips((line for text in texts for line in text), chance)
    real = [pair for path in chosen.pairs for pair in _aligned(path)]
    folds: dict[tuple[int, bool], Fold] = {}
    for name in chosen.only or PLANS:
        models = []
        for share in SHARES.get(name, (SHARE,)):
            # One set of counts is enough for collocations.
            ends = [(share, True)] if name == "collocations" else [(share, True), (share, False)]
            for end in ends:
                if end not in folds:
                    folds[end] = _fold(texts, share, at_end=end[1])
            models += learnt(*PLANS[name]([folds[end] for end in ends], real, slips, chance))
        write(chosen.output / f"{name}.npz", models)


Fold = tuple[Ngrams, list[str]]
Plan = tuple[list[Examples], int, int]


def _fold(texts: list[list[str]], share: int, *, at_end: bool) -> Fold:
    """Counts without the lines at one end of each text, and those lines."""
    held: set[str] = set()
    for text in texts:
        some = len(text) // share
        held.update(text[-some:] if at_end else text[:some])
    held.discard("")
    kept = dict.fromkeys(line for text in texts for line in text if line not in held)
    with tempfile.TemporaryDirectory() as folder:
        build(kept, Path(folder, "ngrams.bin"))
        table = Ngrams(Path(folder, "ngrams.bin"))
    lines = sorted(held)
    random.Random(len(lines)).shuffle(lines)
    print(f"held out: {len(lines):,} lines, {sum(map(len, lines)):,} characters", flush=True)
    return table, lines


def _aligned(path: Path) -> Iterator[tuple[str, str]]:
    for line in read(path):
        wrong, right = line.split("\t")
        if len(wrong) == len(right):
            yield wrong, right


def _clean(lines: list[str]) -> Lines:
    return [(line, line) for line in lines]


def _speller(folds: list[Fold], real: Lines, slips: Slips, chance: random.Random) -> Plan:
    def spoilt(lines: list[str], rate: float) -> Lines:
        return [(slips.characters(line, rate), line) for line in lines]

    plan = []
    for table, held in folds:
        third = len(held) // 3
        plan += [
            (_clean(held), table, 1.5),
            (spoilt(held[:third], 0.035), table, 1.0),
            (spoilt(held[third : 2 * third], 0.025), table, 1.0),
            (real, table, 2.0),
        ]
    return [_judged(*one, _character_rows) for one in plan], 64, 3


def _pairs(folds: list[Fold], real: Lines, slips: Slips, chance: random.Random) -> Plan:
    plan = []
    for table, held in folds:
        half = len(held) // 2
        plan += [
            (_clean(held), table, 3.0),
            ([(slips.words(line, 0.05), line) for line in held], table, 1.0),
            ([(slips.characters(line, 0.03), line) for line in held[:half]], table, 1.0),
            (real, table, 3.0),
        ]
    return [_judged(*one, _word_rows) for one in plan], 48, 3


def _collocations(folds: list[Fold], real: Lines, slips: Slips, chance: random.Random) -> Plan:
    table, held = folds[0]
    plan = [
        (_clean(held), table, 2.0),
        ([(slips.characters(line, 0.02), line) for line in held], table, 1.0),
        (real, table, 3.0),
    ]
    return [_judged(*one, _collocation_rows) for one in plan], 24, 3


def _doubled(folds: list[Fold], real: Lines, slips: Slips, chance: random.Random) -> Plan:
    clean, twice = [], []
    for table, held in folds:
        for line in held:
            scene = Scene(line, table)
            clean.append(doubled.features(scene, doubled.places(scene)))
            han = [place for place, one in enumerate(line) if "\u4e00" <= one <= "\u9fff"]
            if len(han) >= 6 and chance.random() < 0.4:
                at = chance.choice(han)
                scene = Scene(line[: at + 1] + line[at:], table)
                places = doubled.places(scene)
                twice.append(doubled.features(scene, places[places == at + PAD]))
    examples = [
        Examples(np.concatenate(rows), np.full(sum(map(len, rows)), right), weight)
        for rows, right, weight in ((clean, False, 4.0), (twice, True, 1.0))
    ]
    return examples, 16, 2


def _missing(folds: list[Fold], real: Lines, slips: Slips, chance: random.Random) -> Plan:
    clean, cut = [], []
    for table, held in folds:
        for first in range(0, len(held), AT_ONCE):
            lines = held[first : first + AT_ONCE]
            clean.append(_gap_rows(lines, [set() for _ in lines], table))
            places = [_dropped(line, chance) for line in lines]
            short = [line[:at] + line[at + 1 :] for line, at in zip(lines, places, strict=True)]
            lost = [{(at, line[at])} for line, at in zip(lines, places, strict=True)]
            rows, right = _gap_rows(short, lost, table)
            # What else is said of a spoilt line may well come of the same loss.
            cut.append((rows[right], right[right]))
    return (
        [
            Examples(
                np.concatenate([r for r, _ in some]), np.concatenate([r for _, r in some]), weight
            )
            for some, weight in ((clean, 3.0), (cut, 1.0))
        ],
        48,
        3,
    )


def _dropped(line: str, chance: random.Random) -> int:
    return chance.choice([at for at, one in enumerate(line) if "\u4e00" <= one <= "\u9fff"] or [0])


def _gap_rows(
    lines: list[str], lost: list[set[tuple[int, str]]], table: Ngrams
) -> tuple[Floats, npt.NDArray[np.bool_]]:
    """What is tried in the lines, and whether it is what each has lost."""
    text = "\n".join(lines)
    scene = Scene(text, table)
    starts = np.cumsum([0, *(len(line) + 1 for line in lines)])[:-1]
    told = {(start + at, one) for start, some in zip(starts, lost, strict=True) for at, one in some}
    tried = missing.tried(scene, missing.broken(scene, np.zeros(len(text), dtype=bool)))
    if tried is None:
        return np.zeros((0, 0), dtype=np.float32), np.zeros(0, dtype=bool)
    places = (tried.places - PAD).tolist()
    right = [one in told for one in zip(places, map(chr, tried.meant.tolist()), strict=True)]
    return tried.features(), np.array(right, dtype=bool)


Rows = Callable[[Scene, str, str], tuple[Floats, npt.NDArray[np.bool_]] | None]


def _judged(lines: Lines, table: Ngrams, weight: float, rows: Rows) -> Examples:
    parts = []
    for first in range(0, len(lines), AT_ONCE):
        written = "\n".join(one for one, _ in lines[first : first + AT_ONCE])
        right = "\n".join(other for _, other in lines[first : first + AT_ONCE])
        found = rows(Scene(written, table), written, right)
        if found is not None:
            parts.append(found)
    return Examples(
        np.concatenate([one for one, _ in parts]), np.concatenate([one for _, one in parts]), weight
    )


def _character_rows(
    scene: Scene, written: str, right: str
) -> tuple[Floats, npt.NDArray[np.bool_]] | None:
    tried = plausible(scene, confusions().of(scene.codes, scene.strange), FITS)
    if not len(tried.places):
        return None
    place = tried.places - PAD
    meant, wrong = encode(right)[place], encode(written)[place]
    rows = compare(scene, tried).features(scene, tried)
    return rows, (meant == tried.meant) & (meant != wrong)


def _collocation_rows(
    scene: Scene, written: str, right: str
) -> tuple[Floats, npt.NDArray[np.bool_]] | None:
    tried = collocations.tried(scene, scene.strange)
    if not len(tried.places):
        return None
    place = tried.places - PAD
    meant, wrong = encode(right)[place], encode(written)[place]
    return tried.features(scene), (meant == tried.meant) & (meant != wrong)


def _word_rows(
    scene: Scene, written: str, right: str
) -> tuple[Floats, npt.NDArray[np.bool_]] | None:
    places = pairs.strange(scene, np.zeros(len(written), dtype=bool))
    tried = pairs.tried(scene, places)
    if tried is None:
        return None
    place = tried.places - PAD
    meant, wrong = encode(right), encode(written)
    correct = np.ones(len(place), dtype=bool)
    for column in (0, 1):
        correct &= meant[place + column] == tried.meant[:, column]
        correct &= meant[place + column] != wrong[place + column]
    return tried.features(scene), correct


class Layers(NamedTuple):
    """The weights of a network of one hidden layer, for features as they come."""

    hidden: Floats
    hidden_bias: Floats
    out: Floats
    out_bias: float


def learnt(examples: list[Examples], width: int, seeds: int, alpha: float = 3e-3) -> list[Layers]:
    """A network for each seed."""
    rows = np.concatenate([one.rows for one in examples])
    right = np.concatenate([one.right for one in examples])
    weight = np.concatenate([np.full(len(one.right), one.weight) for one in examples])
    batch, turns = (2048, 10) if len(right) > 300_000 else (200, 20)
    middle, spread = rows.mean(0), rows.std(0)
    # What never varies tells nothing, and its weight must not drown the others in rounding.
    spread[spread < 1e-4] = np.inf
    print(f"{len(right):,} examples, {int(right.sum()):,} right", flush=True)
    layers = []
    for seed in range(seeds):
        chance = np.random.default_rng(seed)
        repeated = np.repeat(
            np.arange(len(weight)), np.floor(weight + chance.random(len(weight))).astype(int)
        )
        chance.shuffle(repeated)
        model = MLPClassifier(
            (width,), alpha=alpha, max_iter=turns, batch_size=batch, learning_rate_init=1.5e-3,
            random_state=seed,
        )  # fmt: skip
        model.fit(((rows - middle) / spread)[repeated], right[repeated])
        layers.append(
            Layers(
                model.coefs_[0] / spread[:, np.newaxis],
                model.intercepts_[0] - (middle / spread) @ model.coefs_[0],
                model.coefs_[1][:, 0],
                float(model.intercepts_[1][0]),
            )
        )
    return layers


def write(path: Path, models: list[Layers]) -> None:
    """Write the networks side by side: their log odds are averaged."""
    np.savez(
        path,
        hidden=np.concatenate([one.hidden for one in models], axis=1).astype(np.float32),
        hidden_bias=np.concatenate([one.hidden_bias for one in models]).astype(np.float32),
        out=np.concatenate([one.out for one in models]).astype(np.float32) / len(models),
        out_bias=np.float32(sum(one.out_bias for one in models) / len(models)),
    )
    print(f"{path.name}: {len(models)} networks", flush=True)


PLANS = {
    "speller": _speller,
    "pairs": _pairs,
    "collocations": _collocations,
    "doubled": _doubled,
    "missing": _missing,
}

if __name__ == "__main__":
    main()
