"""Which characters sound or look like one another."""

from functools import cache, lru_cache

from govsweep.rules import packs
from govsweep.words.confusions import confusions

# Sounds that many speakers do not tell apart.
_MERGED = (("zh", "z"), ("ch", "c"), ("sh", "s"), ("n", "l"), ("f", "h"))
_VOWELS = tuple("aeiouv")  # before which an n begins a sound


def sound_alike(one: str, other: str) -> bool:
    """Whether two different characters have a reading in common, or nearly so."""
    return one != other and not _sounds().get(one, frozenset()).isdisjoint(
        _sounds().get(other, frozenset())
    )


def alike(one: str, other: str) -> bool:
    """Whether one of two different characters may be written for the other."""
    return sound_alike(one, other) or other in _meant_by(one) or one in _meant_by(other)


def likes(one: str) -> tuple[str, ...]:
    """All characters that may be written for this one, in the order of the list of sounds."""
    sounds, places = _sounds(), _places()
    found = {other for sound in sounds.get(one, ()) for other in _of_sound()[sound]}
    found |= places.keys() & (confusions().meant_by(one) | confusions().written_for(one))
    return tuple(sorted(found - {one}, key=places.__getitem__))


@cache
def _places() -> dict[str, int]:
    return {character: place for place, character in enumerate(_sounds())}


@cache
def _of_sound() -> dict[str, list[str]]:
    """The characters of each sound."""
    spoken: dict[str, list[str]] = {}
    for character, sounds in _sounds().items():
        for sound in sounds:
            spoken.setdefault(sound, []).append(character)
    return spoken


def sounds_of(one: str) -> frozenset[str]:
    """How a character may be pronounced, in letters without tones."""
    return _spoken().get(one, frozenset())


@cache
def all_sounds() -> frozenset[str]:
    """Every way in which a character may be pronounced."""
    return frozenset().union(*_spoken().values())


@cache
def _spoken() -> dict[str, frozenset[str]]:
    spoken, _, _ = (packs() / "sounds.txt").read_text("utf-8").partition("\n\n")
    sounds: dict[str, set[str]] = {}
    for line in spoken.splitlines():
        sound, _, characters = line.partition("\t")
        for character in characters:
            sounds.setdefault(character, set()).add(sound)
    return {character: frozenset(some) for character, some in sounds.items()}


@cache
def _sounds() -> dict[str, frozenset[str]]:
    return {one: frozenset(map(_merged, some)) for one, some in _spoken().items()}


def _merged(sound: str) -> str:
    """A sound with what many do not tell apart made one."""
    for one, other in _MERGED:
        if sound.startswith(one) and (one != "n" or sound[1:2] in _VOWELS):
            sound = other + sound[len(one) :]
            break
    return sound[:-1] if sound.endswith("ng") else sound


@lru_cache(maxsize=4096)
def _meant_by(written: str) -> frozenset[str]:
    """Those for which a character may be written, whatever their likeness."""
    return confusions().meant_by(written)
