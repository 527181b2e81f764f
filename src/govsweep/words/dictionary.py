"""Whether characters make a word, by the dictionary that the counts of official text hold."""

from collections.abc import Iterable
from functools import lru_cache

import numpy as np

from govsweep.rules import packs
from govsweep.words.ngrams import BASE, POWERS, encode, keys, official, proof_keys, word_keys

_WHOLE = (1 << 64) - 1


def listed(name: str) -> tuple[str, ...]:
    """The words of a list of the package: some on each line, with lines of remarks."""
    lines = (packs() / name).read_text("utf-8").splitlines()
    return tuple(word for line in lines if not line.startswith("#") for word in line.split())


@lru_cache(maxsize=65_536)
def is_word(text: str) -> bool:
    """Whether the dictionary holds this word of two to four characters."""
    key = 1
    for code in encode(text).tolist():
        key = (key * int(BASE) + code) & _WHOLE
    run = np.array([key], dtype=np.uint64)
    both = [word_keys(run), *([proof_keys(run)] if len(text) > 2 else [])]
    return bool((official().levels(np.concatenate(both)) > 0).all())


def words_among(texts: Iterable[str]) -> set[str]:
    """Those of many texts of two to four characters that are words: all are looked up at once."""
    by_length: dict[int, list[str]] = {}
    for text in dict.fromkeys(texts):
        by_length.setdefault(len(text), []).append(text)
    return {one for length, some in by_length.items() for one in _words_of(some, length)}


def _words_of(texts: list[str], length: int) -> list[str]:
    codes = encode("".join(texts)).reshape(-1, length)
    run = (codes * POWERS[length - 1 :: -1]).sum(axis=1, dtype=np.uint64) + POWERS[length]
    found = official().levels(word_keys(run)) > 0
    if length > 2:
        found &= official().levels(proof_keys(run)) > 0
    return [texts[at] for at in np.flatnonzero(found)]


@lru_cache(maxsize=65_536)
def usage(text: str) -> int:
    """How usual a run of two to five characters is in official text, by the table's levels."""
    return int(official().levels(keys(encode(text), len(text)))[0])


def is_seen(text: str) -> bool:
    """Whether official text has this run of two to five characters."""
    return usage(text) > 0
