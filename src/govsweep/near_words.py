"""What was perhaps meant by a word that is none of the known ones."""

from collections.abc import Iterable
from difflib import get_close_matches

from govsweep.errors import InputError

_ALIKE = str.maketrans("帐", "账")  # that people write for one another
_SHORT = 2  # characters


def unknown(word: str, known: Iterable[str], *, listed: bool = True) -> str:
    """That a word is none of the known ones, with those that are near or, of few, all."""
    words = list(dict.fromkeys(known))
    if meant := perhaps(word, words):
        return f"没有“{word}”{meant}"
    return f"没有“{word}”，可写：{'、'.join(words)}" if listed else f"没有“{word}”"


def perhaps(word: str, known: Iterable[str]) -> str:
    """What was perhaps meant, in a clause; "" where nothing known is near."""
    alike = {one.translate(_ALIKE): one for one in known}
    wanted = word.translate(_ALIKE)
    # Of a word of two characters, one that is another is a half.
    cutoff = 0.5 if len(word) > _SHORT else 0.3
    near = [alike[one] for one in get_close_matches(wanted, list(alike), cutoff=cutoff)]
    return f"，是不是 {'、'.join(near)}" if near else ""


def require_sites(wanted: Iterable[str], registered: Iterable[str]) -> None:
    """Raise `InputError` for identifiers that no registered site has."""
    known = list(registered)
    for one in dict.fromkeys(wanted):
        if one not in known:
            raise InputError(f"没有登记的网站标识码：{unknown(one, known, listed=False)}")
