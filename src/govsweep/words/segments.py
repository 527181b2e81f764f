"""Word boundaries, by jieba's dictionary; loaded when first asked for.

The one module that imports jieba: its import warns (invalid escapes, pkg_resources), it logs to
standard error and keeps a marshalled dictionary in the shared temporary folder. None of this here:
the dictionary is read from the text file that the package ships.
"""

import warnings
from functools import cache, lru_cache
from typing import Any


@cache
def _tokenizer() -> Any:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import jieba  # noqa: PLC0415  (takes a second; most runs never need it)
    jieba.setLogLevel("WARNING")
    tokenizer = jieba.Tokenizer()
    with tokenizer.get_dict_file() as dictionary:
        tokenizer.FREQ, tokenizer.total = tokenizer.gen_pfdict(dictionary)
    tokenizer.initialized = True
    return tokenizer


@lru_cache(maxsize=4096)
def edges(text: str) -> frozenset[int]:
    """The offsets at which words begin or end."""
    places = {0}
    for _, _, end in _tokenizer().tokenize(text, HMM=False):
        places.add(end)
    return frozenset(places)


def cut(text: str) -> list[str]:
    """The words of a text, in order."""
    return [word for word, _, _ in _tokenizer().tokenize(text, HMM=False)]
