"""Literals into which symbols were set to hide them: 代*开*发*票."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import Any

from govsweep.words.literals import Found, Literals
from govsweep.words.normal import Batch, Plain, normalise, squeeze

_SEPARATORS = frozenset(" \n\t|·丨/\\、")  # between words that merely stand side by side


class HiddenLiterals:
    """Literals that are looked for in texts without the symbols between their Han characters."""

    def __init__(self, entries: Sequence[tuple[str, str, Any]], allowed: Iterable[str]) -> None:
        """`entries` all of one use; `allowed` words hide nothing."""
        self._use = entries[0][0] if entries else ""
        self._literals = Literals([*entries, *(("allowed", word, None) for word in allowed)])
        # The neighbours in these literals: a gap between any others may stay as it is.
        self._joints = {
            pair for _, literal, _ in entries for pair in pairwise(normalise(literal).text)
        }

    def find(self, batch: Batch) -> Iterator[tuple[int, Plain, list[Found]]]:
        """Each text in which some are hidden: its number, the text without symbols, the places."""
        for index in self._texts(batch):
            plain = batch.plains[index]
            tight = squeeze(plain)
            if tight is None:
                continue
            found = self._literals.find(tight.text)
            allowed = found.get("allowed", ())
            hidden = [
                one
                for one in found.get(self._use, ())
                if not any(other.start <= one.start and one.end <= other.end for other in allowed)
                and _is_hidden(_gaps(plain, tight, one.start, one.end))
            ]
            if hidden:
                yield index, tight, hidden

    def _texts(self, batch: Batch) -> set[int]:
        """The texts in which symbols may hide a literal."""
        found = set()
        if batch.text.count("\n") >= len(batch.plains):
            found = {index for index, plain in enumerate(batch.plains) if "\n" in plain.text}
        for before, after in batch.gaps():
            index, _ = batch.locate(before)
            is_joint = (batch.text[before], batch.text[after]) in self._joints
            if is_joint or batch.plains[index].back is not None:
                found.add(index)
        return found


def _gaps(plain: Plain, tight: Plain, start: int, end: int) -> list[str]:
    """What stood between the characters of a span before the text was squeezed."""
    source = range(len(plain.text)) if plain.back is None else plain.back
    places = {there: place for place, there in enumerate(source)}
    assert tight.back is not None  # noqa: S101 - squeezing leaves a way back
    kept = [places[tight.back[place]] for place in range(start, end)]
    return [plain.text[one + 1 : other] for one, other in pairwise(kept) if other > one + 1]


def _is_hidden(gaps: list[str]) -> bool:
    """Whether symbols were set into a word to hide it, and do not just part two words."""
    if not gaps:  # it was found in the text as it stands
        return False
    return len(gaps) > 1 or not _SEPARATORS.issuperset(gaps[0])
