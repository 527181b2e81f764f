"""What was perhaps meant by a word that is none of the known ones."""

from collections.abc import Iterable
from difflib import get_close_matches

from govsweep.errors import InputError


def unknown(word: str, known: Iterable[str], *, listed: bool = True) -> str:
    """That a word is none of the known ones, with those that are near or, of few, all."""
    words = list(dict.fromkeys(known))
    near = get_close_matches(word, words, cutoff=0.5)
    if near:
        return f"没有“{word}”，是不是 {'、'.join(near)}"
    return f"没有“{word}”，可写：{'、'.join(words)}" if listed else f"没有“{word}”"


def require_sites(wanted: Iterable[str], registered: Iterable[str]) -> None:
    """Raise `InputError` for identifiers that no registered site has."""
    known = list(registered)
    for one in dict.fromkeys(wanted):
        if one not in known:
            raise InputError(f"没有登记的网站标识码：{unknown(one, known, listed=False)}")
