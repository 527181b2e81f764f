"""What was judged lately, by the hash of its text."""

from collections.abc import Iterable
from typing import TypeAlias

from govsweep.facts import Block, Mark

Marks: TypeAlias = tuple[Mark, ...]


class MarkCache:
    """The marks of texts in two halves: when the newer is full, the older is forgotten whole.

    What is asked for comes into the newer half, so that a template is never forgotten; to note
    the order of all that is asked for would take longer and twice the room.
    """

    def __init__(self, capacity: int) -> None:
        self.newer: dict[bytes, Marks] = {}
        self._older: dict[bytes, Marks] = {}
        self._half = capacity // 2

    def __len__(self) -> int:
        return len(self.newer) + len(self._older)

    def unknown(self, blocks: Iterable[Block]) -> dict[bytes, str]:
        """The texts not known, by their hash; all others are in the newer half afterwards."""
        if len(self.newer) > self._half:
            self.newer, self._older = {}, self.newer
        newer, older = self.newer, self._older
        unknown: dict[bytes, str] = {}
        for block in [block for block in blocks if block.hash not in newer]:
            marks = older.pop(block.hash, None)
            if marks is not None:
                newer[block.hash] = marks
            elif block.hash not in newer:
                unknown[block.hash] = block.text
        return unknown
