"""Which characters sound or look like one another."""

import re
from functools import cache

from govsweep.rules import packs
from govsweep.words.confusions import confusion_rows

# Sounds that many speakers do not tell apart.
_MERGED = ((r"^([zcs])h", r"\1"), (r"^n(?=[aeiouv])", "l"), (r"ng$", "n"), (r"^f", "h"))


def sound_alike(one: str, other: str) -> bool:
    """Whether two different characters have a reading in common, or nearly so."""
    return one != other and not _sounds().get(one, frozenset()).isdisjoint(
        _sounds().get(other, frozenset())
    )


def alike(one: str, other: str) -> bool:
    """Whether one of two different characters may be written for the other."""
    shapes = _shapes()
    return sound_alike(one, other) or other in shapes.get(one, "") or one in shapes.get(other, "")


def likes(one: str) -> tuple[str, ...]:
    """All characters that may be written for this one."""
    return tuple(other for other in _sounds() if other != one and alike(other, one))


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


@cache
def _shapes() -> dict[str, str]:
    """For each character those that it may be written for, whatever their likeness."""
    return {row[0]: row[1:].replace("\t", "") for row in confusion_rows().splitlines()}
