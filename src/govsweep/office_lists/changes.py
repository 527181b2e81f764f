"""What an edit changes of a list."""

from collections.abc import Mapping, Sequence

import msgspec

ListCells = Mapping[str, str]  # a row's cells by head, the empty ones left out


class RowEdit(msgspec.Struct, frozen=True, kw_only=True):
    """A row that is added (nothing before), removed (nothing after) or changed."""

    before: ListCells = {}
    after: ListCells = {}


class ListChanges(msgspec.Struct, frozen=True, kw_only=True):
    """What an edit changes."""

    added: tuple[RowEdit, ...] = ()
    changed: tuple[RowEdit, ...] = ()
    removed: tuple[RowEdit, ...] = ()
    moved: int = 0  # rows that stand elsewhere among those that stay
    same: int = 0

    @property
    def rows(self) -> tuple[RowEdit, ...]:
        """All that are written anew or removed."""
        return self.added + self.changed + self.removed

    @property
    def told(self) -> dict[str, int]:
        """How many of each."""
        counts = {name: len(getattr(self, name)) for name in ("added", "changed", "removed")}
        return counts | ({"moved": self.moved} if self.moved else {})

    def __bool__(self) -> bool:
        return bool(self.rows or self.moved)


def changes_of(
    before: Sequence[ListCells], after: Sequence[tuple[ListCells, int | None]]
) -> ListChanges:
    """Compare rows with those that each of them was, by its place, or was not."""
    stays = [origin for _, origin in after if origin is not None]
    return ListChanges(
        added=tuple(RowEdit(after=cells) for cells, origin in after if origin is None),
        changed=tuple(
            RowEdit(before=before[origin], after=cells)
            for cells, origin in after
            if origin is not None and cells != before[origin]
        ),
        removed=tuple(
            RowEdit(before=cells) for place, cells in enumerate(before) if place not in set(stays)
        ),
        moved=sum(one != two for one, two in zip(stays, sorted(stays), strict=True)),
        same=sum(origin is not None and cells == before[origin] for cells, origin in after),
    )
