"""Which characters sound or look like one another."""

import re
from functools import cache, lru_cache

from govsweep.rules import packs
from govsweep.words.confusions import confusions

# Sounds that many speakers do not tell apart.
_MERGED = ((r"^([zcs])h", r"\1"), (r"^n(?=[aeiouv])", "l"), (r"ng$", "n"), (r"^f", "h"))


def sound_alike(one: str, other: str) -> bool:
    """Whether two different characters have a reading in common, or nearly so."""
    return one != other and not _sounds().get(one, frozenset()).isdisjoint(
        _sounds().get(other, frozenset())
    )


def alike(one: str, other: str) -> bool:
    """Whether one of two different characters may be written for the other."""
    return sound_alike(one, other) or other in _meant_by(one) or one in _meant_by(other)


def likes(one: str) -> tuple[str, ...]:
    """All characters that may be written for this one."""
    own = _sounds().get(one, frozenset())
    confused = confusions().meant_by(one) | confusions().written_for(one)
    return tuple(
        other
        for other, sounds in _sounds().items()
        if other != one and (other in confused or not own.isdisjoint(sounds))
    )


@cache
def _sounds() -> dict[str, frozenset[str]]:
    spoken, _, _ = (packs() / "sounds.txt").read_text("utf-8").partition("\n\n")
    sounds: dict[str, set[str]] = {}
    for line in spoken.splitlines():
        sound, _, characters = line.partition("\t")
        for pattern, plain in _MERGED:
            sound = re.sub(pattern, plain, sound)
        for character in characters:
            sounds.setdefault(character, set()).add(sound)
    return {character: frozenset(some) for character, some in sounds.items()}


@lru_cache(maxsize=4096)
def _meant_by(written: str) -> frozenset[str]:
    """Those for which a character may be written, whatever their likeness."""
    return confusions().meant_by(written)
