"""The heads of a list's columns that nobody reads."""

from collections.abc import Collection, Iterator, Sequence

from govsweep.near_words import perhaps
from govsweep.rules.model import ListTrouble

_OF_THE_OFFICE = frozenset({"序号", "编号", "备注"})  # columns that an office keeps for itself
HEAD = "表头"  # the field of such a trouble


def unknown_heads(
    file: str, line: int, header: Sequence[str], known: Collection[str]
) -> Iterator[ListTrouble]:
    """What is said of each, with the head that was perhaps meant."""
    for head in header:
        if head and head not in known and head not in _OF_THE_OFFICE:
            meant = perhaps(head, sorted(set(known) - set(header)))
            yield ListTrouble(file, line, HEAD, f"“{head}”一列没有用到{meant}")
