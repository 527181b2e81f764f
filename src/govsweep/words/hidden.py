"""Literals into which symbols were set to hide them: 代*开*发*票."""

from collections.abc import Iterable
from itertools import pairwise
from typing import NamedTuple

from govsweep.words.literals import AllFound, Found, Literals
from govsweep.words.normal import Batch, Plain, normalised, squeeze

_SEPARATORS = frozenset(" \n\t|·丨/\\、")  # between words that merely stand side by side


class HiddenText(NamedTuple):
    """A text without the symbols between its Han characters."""

    number: int  # of the text in its batch
    plain: Plain
    source: Plain  # with the symbols
    found: AllFound  # all literals, by use

    def hidden(self, use: str) -> list[Found]:
        """The literals of a use that symbols hid, where no allowed word holds them."""
        allowed = self.found.of("allowed")
        some = [
            one
            for one in self.found.of(use)
            if not any(other.start <= one.start and one.end <= other.end for other in allowed)
        ]
        if not some:
            return []
        source = range(len(self.source.text)) if self.source.back is None else self.source.back
        places = {there: place for place, there in enumerate(source)}
        return [one for one in some if _is_hidden(self._gaps(places, one.start, one.end))]

    def _gaps(self, places: dict[int, int], start: int, end: int) -> list[str]:
        """What stood between the characters of a span before the text was squeezed."""
        back = self.plain.back
        assert back is not None  # noqa: S101 - squeezing leaves a way back
        kept = [places[back[place]] for place in range(start, end)]
        text = self.source.text
        return [text[one + 1 : other] for one, other in pairwise(kept) if other > one + 1]


class HiddenTexts:
    """The texts of a batch in which symbols may hide one of these literals."""

    def __init__(self, literals: Iterable[str]) -> None:
        # The neighbours in these literals: a gap between any others may stay as it is.
        self._joints = {pair for one in normalised([*literals]) for pair in pairwise(one)}

    def find(self, batch: Batch, literals: Literals) -> list[HiddenText]:
        """Each such text without its symbols, with the literals that stand in it then."""
        found = []
        for number in sorted(self._numbers(batch)):
            plain = batch.plains[number]
            tight = squeeze(plain)
            if tight is not None:
                found.append(HiddenText(number, tight, plain, literals.find(tight.text)))
        return found

    def _numbers(self, batch: Batch) -> set[int]:
        found = set()
        if batch.text.count("\n") >= len(batch.plains):
            found = {number for number, plain in enumerate(batch.plains) if "\n" in plain.text}
        for before, after in batch.gaps():
            number, _ = batch.locate(before)
            is_joint = (batch.text[before], batch.text[after]) in self._joints
            if is_joint or batch.plains[number].back is not None:
                found.add(number)
        return found


def _is_hidden(gaps: list[str]) -> bool:
    """Whether symbols were set into a word to hide it, and do not just part two words."""
    if not gaps:  # it was found in the text as it stands
        return False
    return len(gaps) > 1 or not _SEPARATORS.issuperset(gaps[0])
