"""The sketch of a page's structure: its containers and what they are called, without its words."""

from govsweep.reading.sketch import sketch
from govsweep.reading.tree import Tree

_MOST = 2_000  # containers; what follows repeats


def structure(tree: Tree) -> bytes:
    """Eight bytes of which few bits differ where few containers do; b"" where there are none.

    Each kind of container counts once: how many rows a list has says nothing of the template.
    """
    kinds = dict.fromkeys(
        f"{one.parent.tag if one.parent else ''}{one.tag}{one.name}" for one in tree.boxes[:_MOST]
    )
    return sketch("".join(kinds))[:8]
