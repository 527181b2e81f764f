"""What was perhaps meant by a word that is none of the known ones."""

from collections.abc import Iterable
from difflib import get_close_matches

from govsweep.errors import InputError


def unknown(word: str, known: Iterable[str], *, listed: bool = True) -> str:
    """That a word is none of the known ones, with those that are near or, of few, all."""
    words = list(dict.fromkeys(known))
    if meant := perhaps(word, words):
        return f"没有“{word}”{meant}"
    return f"没有“{word}”，可写：{'、'.join(words)}" if listed else f"没有“{word}”"


def perhaps(word: str, known: Iterable[str]) -> str:
    """What was perhaps meant, in a clause; "" where nothing known is near."""
    near = get_close_matches(word, list(dict.fromkeys(known)), cutoff=0.5)
    return f"，是不是 {'、'.join(near)}" if near else ""


def require_sites(wanted: Iterable[str], registered: Iterable[str]) -> None:
    """Raise `InputError` for identifiers that no registered site has."""
    known = list(registered)
    for one in dict.fromkeys(wanted):
        if one not in known:
            raise InputError(f"没有登记的网站标识码：{unknown(one, known, listed=False)}")
