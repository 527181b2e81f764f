"""Train a network that reads characters in context: a second score for what counts propose.

    python scripts/train_ranker.py --text corpus/*.xz --pairs typos/*.train.tsv \\
        --leave-out typos/*.dev.tsv official/*.dev.txt corpus/clean/*.xz \\
        --minutes 55 --output characters.npz

Input: wide text, a sentence a line, weighed by file so that official text prevails; pairs of a
wrong and a right sentence for the last third. Sentences that share ten Han characters in a row
with a file of `--leave-out` are not read. Needs torch, and two cores for an hour or more: the rate
falls with the time that is left. Seeded, but how many steps there is time for is the machine's to
say. Every input is printed with its hash. Weights are written every few minutes. The package does
not ship them: docs/second-score.md has what they were found to be worth.
"""

import argparse
import random
import time
from collections import Counter
from collections.abc import Iterable
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

import numpy as np
import torch
from build_ngrams import read, shingles, shingles_of, without
from character_network import CharacterNetwork, write
from spoiling import AFTER, MARKS, OTHER, Spoiler, Spoilt, numbered
from torch import Tensor
from torch.nn import functional

# How many times a file's characters are read where another's are read once.
SHARES = {
    "sites": 4, "reports": 3, "laws": 0.4, "xwlb_old": 0.9, "xwlb_new": 1.2, "general": 0.7,
    "judgment": 0.4, "bedtime": 0.2,
}  # fmt: skip
LENGTH, AT_ONCE = 64, 64
FEWEST, MOST, RUNS = 8, 6_500, 48_000  # of a character's count, of characters, of runs of two
MUON, ADAM = 0.012, 0.003  # rates
WARM, FALLS, PAIRED = 50, 0.68, 0.6  # steps; parts of the time from which on
EVERY = 240  # seconds between weights that are written


class Text(NamedTuple):
    """What is read: numbers by file, and what they stand for."""

    files: list[np.ndarray]
    shares: np.ndarray
    vocabulary: str
    counts: np.ndarray
    runs: np.ndarray


def main() -> None:
    """Read, train, write."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--text", type=Path, nargs="+", required=True)
    options.add_argument("--pairs", type=Path, nargs="*", default=[])
    options.add_argument("--leave-out", type=Path, nargs="*", default=[])
    options.add_argument("--minutes", type=float, default=55)
    options.add_argument("--output", type=Path, required=True)
    chosen = options.parse_args()
    for path in (*chosen.text, *chosen.pairs, *chosen.leave_out):
        print(path.name, sha256(path.read_bytes()).hexdigest())
    banned = shingles_of(chosen.leave_out)
    text = prepared(chosen.text, banned)
    pairs = paired((line for path in chosen.pairs for line in read(path)), banned, text.vocabulary)
    train(text, pairs, chosen.minutes * 60, chosen.output)


def prepared(paths: list[Path], banned: set[str]) -> Text:
    """The files as numbers; sentences follow one another with or without a new line."""
    chance = random.Random(5)
    texts = [
        "".join(
            line + ("\n" if chance.random() < 0.4 else "") for line in without(read(path), banned)
        )
        for path in paths
    ]
    counts = Counter[str]()
    for text in texts:
        counts.update(text)
    han = [one for one, count in counts.most_common() if is_han(one) and count >= FEWEST][:MOST]
    vocabulary = "".join(["\0\1\2", "0a", MARKS, "\3", *han])
    files = [numbered(text, vocabulary) for text in texts]
    size = len(vocabulary)
    pairs = np.zeros(size * size, dtype=np.float32)
    shares = [SHARES.get(path.name.partition(".")[0], 1) for path in paths]
    for file, share in zip(files, shares, strict=True):
        key = file[:-1] * size + file[1:]
        pairs += np.bincount(key, minlength=size * size) * np.float32(min(1, share))
    table = pairs.reshape(size, size)
    table[: OTHER + 1] = 0
    table[:, : OTHER + 1] = 0
    runs = np.sort(np.argpartition(-pairs, RUNS)[:RUNS])
    weights = np.array([share * len(file) for share, file in zip(shares, files, strict=True)])
    seen = np.array([counts[one] for one in vocabulary])
    return Text(files, weights / weights.sum(), vocabulary, seen, runs)


def is_han(character: str) -> bool:
    """Whether a character is Han."""
    return "\u4e00" <= character <= "\u9fff"


def paired(lines: Iterable[str], banned: set[str], vocabulary: str) -> list[np.ndarray]:
    """Windows of wrong and right characters; what is shorter has nothing around it."""
    chance = np.random.default_rng(2)
    rows = []
    for line in lines:
        wrong, right = line.split("\t")[:2]
        if len(wrong) != len(right) or not shingles(right).isdisjoint(banned):
            continue
        both = np.array([numbered(one, vocabulary) for one in (wrong, right)])
        for first in range(0, both.shape[1], LENGTH):
            part = both[:, first : first + LENGTH]
            room = LENGTH - part.shape[1]
            before = chance.integers(0, room + 1)
            rows.append(np.pad(part, ((0, 0), (before, room - before))))
    return rows


def train(text: Text, pairs: list[np.ndarray], seconds: float, output: Path) -> None:
    """Train for so long."""
    torch.manual_seed(1)
    chance = np.random.default_rng(11)
    spoiler = Spoiler(text.vocabulary, text.counts, OTHER + 1)
    net = CharacterNetwork(len(text.vocabulary), torch.from_numpy(text.runs))
    matrices = net.matrices()
    others = {*net.parameters()} - {*matrices}
    adam = torch.optim.AdamW(others, betas=(0.9, 0.98), weight_decay=0.0)
    momenta = [torch.zeros_like(one) for one in matrices]
    average = {name: one.detach().clone() for name, one in net.named_parameters()}
    begun = written = time.monotonic()
    step = 0
    while (spent := (time.monotonic() - begun) / seconds) < 1:
        rate = min(1, (step + 1) / WARM) * min(1, max(0.02, (1 - spent) / (1 - FALLS)))
        spoilt = drawn(text, spoiler, pairs if spent > PAIRED else [], chance)
        with torch.autocast("cpu", torch.bfloat16):
            wrong = loss(net, spoilt)
        net.zero_grad(set_to_none=False)
        wrong.backward()
        torch.nn.utils.clip_grad_norm_(others, 1.0)
        adam.param_groups[0]["lr"] = ADAM * rate
        adam.step()
        with torch.no_grad():
            for matrix, momentum in zip(matrices, momenta, strict=True):
                turn(matrix, momentum, MUON * rate)
            keep = min(0.997, 1 - 2 / (step + 7))
            for name, one in net.named_parameters():
                average[name].lerp_(one, 1 - keep)
        step += 1
        if time.monotonic() - written > EVERY or spent > 1 - 1e-3:
            print(f"step {step}, {step * LENGTH * AT_ONCE:,} characters, loss {wrong:.4f}")
            write(average, text.vocabulary, text.runs, output)
            written = time.monotonic()
    write(average, text.vocabulary, text.runs, output)


def turn(matrix: Tensor, momentum: Tensor, rate: float) -> None:
    """Muon: a step whose directions all weigh the same."""
    momentum.mul_(0.95).add_(matrix.grad)
    step = matrix.grad + 0.95 * momentum
    step = (step / (step.norm() + 1e-7)).bfloat16()
    tall = step.shape[0] > step.shape[1]
    step = step.T.contiguous() if tall else step
    for _ in range(5):
        square = step @ step.T
        step = 3.4445 * step + (-4.7750 * square + 2.0315 * square @ square) @ step
    step = (step.T if tall else step).float()
    size = max(1, matrix.shape[0] / matrix.shape[1]) ** 0.5
    matrix.mul_(1 - 0.02 * rate).add_(step, alpha=-rate * size)


def drawn(
    text: Text, spoiler: Spoiler, pairs: list[np.ndarray], chance: np.random.Generator
) -> Spoilt:
    """Windows from anywhere, spoilt; in one of eight people's own slips, where there are any."""
    which = chance.choice(len(text.files), AT_ONCE, p=text.shares)
    windows = []
    for file in which:
        first = chance.integers(0, len(text.files[file]) - LENGTH - AFTER)
        windows.append(text.files[file][first : first + LENGTH + AFTER])
    spoilt = spoiler.spoil(np.array(windows), LENGTH, chance)
    if pairs:
        for row in range(AT_ONCE // 8):
            wrong, right = pairs[chance.integers(0, len(pairs))]
            spoilt.written[row], spoilt.right[row] = wrong, right
            spoilt.mistaken[row] = wrong != right
            for other in (spoilt.extra, spoilt.missing, spoilt.hidden, spoilt.lost):
                other[row] = 0
    return spoilt


def loss(net: CharacterNetwork, spoilt: Spoilt) -> Tensor:
    """How far the network is from all that is wrong, and from what should stand there."""
    written, right = torch.from_numpy(spoilt.written), torch.from_numpy(spoilt.right)
    state, odds = net(written)
    faults = np.stack([spoilt.mistaken, spoilt.extra, spoilt.missing], -1)
    wrong = functional.binary_cross_entropy_with_logits(
        odds.float(), torch.from_numpy(faults).float(), reduction="none"
    )
    seen = torch.from_numpy((spoilt.written > OTHER) & ~spoilt.hidden).float()
    told = [(wrong[..., 0] * seen).mean(), (wrong[..., 1] * seen).mean(), wrong[..., 2].mean()]
    some = torch.from_numpy(spoilt.mistaken | spoilt.hidden) | (torch.rand(written.shape) < 0.05)
    some &= (right > OTHER) & ~torch.from_numpy(spoilt.extra)
    guess = functional.cross_entropy(net.guessed(net.instead, state[some]), right[some])
    total = 4 * told[0] + 2 * told[1] + 2 * told[2] + guess * some.float().mean() / 0.24
    gaps = torch.from_numpy(spoilt.missing)
    if gaps.any():
        lost = torch.from_numpy(spoilt.lost)[gaps]
        total = total + 0.1 * functional.cross_entropy(net.guessed(net.between, state[gaps]), lost)
    return total


if __name__ == "__main__":
    main()
