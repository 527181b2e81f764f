"""Edits of a list: a row, or a whole table; the file that they make, and what changes."""

from collections import Counter, defaultdict, deque
from collections.abc import Iterable, Mapping, Sequence

import msgspec

from govsweep.errors import InputError
from govsweep.kept_files import digest_of
from govsweep.office_lists.changes import ListCells, ListChanges, changes_of
from govsweep.office_lists.examined import examine
from govsweep.office_lists.layout import ListLayout, ListRecord, lay_out

_NONE: Mapping[int, Sequence[ListCells]] = {}
_Wanted = tuple[ListCells, int | None]  # cells, and the place of the row that they were


class ListEdit(msgspec.Struct, frozen=True, kw_only=True):
    """The file that an edit makes, and what it changes."""

    body: bytes
    changes: ListChanges

    @property
    def digest(self) -> str:
        """What tells the file that it makes from any other."""
        return digest_of(self.body)


def with_row(
    name: str, there: ListLayout, cells: Mapping[str, str], line: int | None = None
) -> ListEdit:
    """The list with the row of a line changed, or with a row more at its end.

    Raises `InputError` where the loader would refuse the row.
    """
    place = _place(there, line) if line is not None else None
    wanted = _as_they_are(there)
    row = {head: cell for head, cell in cells.items() if cell}
    if place is None:
        wanted.append((row, None))
    else:
        kept = {
            head: cell for head, cell in there.records[place].cells.items() if head not in cells
        }
        wanted[place] = (kept | row, place)
    return _edit(name, there, wanted)


def without_row(name: str, there: ListLayout, line: int) -> ListEdit:
    """The list without the row of a line."""
    wanted = _as_they_are(there)
    del wanted[_place(there, line)]
    return _edit(name, there, wanted)


def import_rows(
    name: str,
    there: ListLayout,
    rows: Sequence[ListCells],
    heads: Sequence[str],
    *,
    whole: bool,
    refused: Mapping[int, Sequence[ListCells]] = _NONE,
) -> ListEdit:
    """The list as a table says; where it is not the `whole` list, rows that it lacks stay.

    Cells of columns that the table has not at all stay too, and rows of which the table has a
    line that was `refused`, by how many good rows stand before it.
    """
    known: defaultdict[tuple[str, ...], deque[int]] = defaultdict(deque)
    for place, one in enumerate(there.records):
        known[_key(there, one.cells)].append(place)
    told = {_key(there, cells) for cells in rows}
    wanted: list[_Wanted] = []
    for number in range(len(rows) + 1):
        for key in (_key(there, cells) for cells in refused.get(number, ())):
            if known[key] and key not in told:
                origin = known[key].popleft()
                wanted.append((there.records[origin].cells, origin))
        if number < len(rows):
            same = known[_key(there, rows[number])]
            wanted.append(_told(there, rows[number], heads, same.popleft() if same else None))
    if not whole:
        own = {origin: cells for cells, origin in wanted if origin is not None}
        stay = [(own.get(origin or 0, cells), origin) for cells, origin in _as_they_are(there)]
        wanted = [*stay, *(one for one in wanted if one[1] is None)]
    return _edit(name, there, wanted)


def _told(there: ListLayout, cells: ListCells, heads: Sequence[str], origin: int | None) -> _Wanted:
    old = there.records[origin].cells if origin is not None else {}
    kept = {head: cell for head, cell in old.items() if head not in heads}
    return {**kept, **cells}, origin


def _as_they_are(there: ListLayout) -> list[_Wanted]:
    return [(one.cells, place) for place, one in enumerate(there.records)]


def _place(there: ListLayout, line: int) -> int:
    found = next((place for place, one in enumerate(there.records) if one.line == line), None)
    if found is None:
        raise InputError(f"第 {line} 行现在不是一行词语，请看现在的词表")
    return found


def _key(there: ListLayout, cells: ListCells) -> tuple[str, ...]:
    return tuple(cells.get(head, "") for head in there.kind.keys)


def _edit(name: str, there: ListLayout, wanted: Sequence[_Wanted]) -> ListEdit:
    body = _body(there, wanted)
    read = lay_out(name, body)
    if [one.cells for one in read.records] != [cells for cells, _ in wanted]:
        raise InputError(_unfit(there))
    _check(name, there, body, read)
    return ListEdit(body=body, changes=changes_of([one.cells for one in there.records], wanted))


def _unfit(there: ListLayout) -> str:
    more = "；一格里也不能有空格和逗号" if there.plain else ""
    return f"有一格写进词表会读成别的：以 # 开头的行不读{more}"


def _body(there: ListLayout, wanted: Sequence[_Wanted]) -> bytes:
    more = _more_heads(there, wanted)
    heads = (*there.heads, *more)
    header = there.written(heads) if more and there.header else there.header
    parts = [there.top, header]
    leads = dict(_leads(there, wanted))
    for place, (cells, origin) in enumerate(wanted):
        raw = ""
        if origin is not None and there.records[origin].cells == cells:
            raw = there.records[origin].raw
        parts += [leads.get(place, ""), raw or there.written([cells.get(one, "") for one in heads])]
    parts.append(leads.get(len(wanted), "") + there.tail)
    return there.encoded("".join(_ended(parts, there.ends)))


def _more_heads(there: ListLayout, wanted: Sequence[_Wanted]) -> list[str]:
    """Heads of the kind that rows want and the list has not."""
    used = {head for cells, _ in wanted for head in cells}
    unknown = used - {*there.heads, *there.kind.heads}
    if unknown:
        raise InputError(f"这种词表没有{'、'.join(sorted(unknown))}")
    return [head for head in there.kind.heads if head in used and head not in there.heads]


def _leads(there: ListLayout, wanted: Sequence[_Wanted]) -> Iterable[tuple[int, str]]:
    """What stands before each row; before a row that goes, before that which comes after it."""
    places = {origin: place for place, (_, origin) in enumerate(wanted) if origin is not None}
    held = ""
    for origin, one in enumerate(there.records):
        held += one.lead
        if origin in places:
            yield places[origin], held
            held = ""
    yield len(wanted), held


def _ended(parts: Iterable[str], ends: str) -> Iterable[str]:
    """Parts, each with an end of line, however the last line of a file was left."""
    some = [one for one in parts if one]
    for place, one in enumerate(some):
        last = place == len(some) - 1
        yield one if last or one.endswith(("\r", "\n")) else f"{one}{ends}"


def _check(name: str, there: ListLayout, body: bytes, read: ListLayout) -> None:
    """Raise `InputError` for a row that the loader refuses and was not there, refused, before."""
    troubles = examine(name, body).troubles
    if not troubles:
        return
    heads = {one.reason for one in examine(name, _body(there, _as_they_are(there))).troubles}
    before = Counter(one.raw.strip() for one in _refused(name, there, there.records))
    lines = {one.line: one for one in read.records}
    for trouble in troubles:
        row = lines.get(trouble.line)
        if row is None and trouble.reason in heads:  # of the header, and it was there before
            continue
        raw = row.raw.strip() if row is not None else ""
        if before[raw] > 0:
            before[raw] -= 1
            continue
        raise InputError(f"{trouble.field}：{trouble.reason}")


def _refused(name: str, there: ListLayout, records: Sequence[ListRecord]) -> Iterable[ListRecord]:
    body = _body(there, _as_they_are(there))
    lines = {one.line: one for one in records}
    for trouble in examine(name, body).troubles:
        if trouble.line in lines:
            yield lines[trouble.line]
