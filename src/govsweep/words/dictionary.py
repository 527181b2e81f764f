"""Whether characters make a word, by the dictionary that the counts of official text hold."""

from functools import lru_cache

import numpy as np

from govsweep.words.ngrams import BASE, encode, keys, official, proof_keys, word_keys

_WHOLE = (1 << 64) - 1


@lru_cache(maxsize=65_536)
def is_word(text: str) -> bool:
    """Whether the dictionary holds this word of two to four characters."""
    key = 1
    for code in encode(text).tolist():
        key = (key * int(BASE) + code) & _WHOLE
    run = np.array([key], dtype=np.uint64)
    both = [word_keys(run), *([proof_keys(run)] if len(text) > 2 else [])]
    return bool((official().levels(np.concatenate(both)) > 0).all())


@lru_cache(maxsize=65_536)
def is_seen(text: str) -> bool:
    """Whether official text has this run of two to five characters."""
    return bool(official().levels(keys(encode(text), len(text)))[0])
