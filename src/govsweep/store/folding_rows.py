"""Old sweeps folded: rows of pages and links packed, many in one, and brought back as they were.

Night after night most rows say the same. Those of sweeps that no later one asks for are folded,
but for the rows that the proof of a finding asks for by itself, and for the facts that a row leans
on which is not folded, and the newest facts of each page. What reads an old sweep as a whole has
it unfolded first; the rows stay folded, too, and are the same.
"""

import enum
from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import groupby, islice, pairwise
from typing import Any, NamedTuple, TypeVar

from sqlalchemy import ColumnElement, Connection, Table, and_, delete, func, or_, select

from govsweep.addresses import canonical, fingerprint
from govsweep.store.copying import Row, batches
from govsweep.store.packed_rows import pack_rows, unpack_rows
from govsweep.store.statements import add_new, insert
from govsweep.store.stored_facts import inflate
from govsweep.store.sweep_rows import Sweep
from govsweep.tables import finding, folded, link, page, sighting, site

HOT_NIGHTS = 14  # whose sweeps are as they were: a later one goes back so many sweeps
_TOGETHER = 10  # sweeps in one fold
_LINKS = 20_000  # rows in one fold
_AT_ONCE = 500
_ALL = ""  # where what is folded is of no site

Key = tuple[int, bytes]  # a sweep and an address
_One = TypeVar("_One")


class FoldKind(enum.StrEnum):
    """What is folded together."""

    PAGES = "pages"  # without facts
    FACTS = "facts"  # pages as they were read, replaced since
    LINKS = "links"


_TABLES = {FoldKind.PAGES: page, FoldKind.FACTS: page, FoldKind.LINKS: link}


class Fold(NamedTuple):
    """Rows to be folded together."""

    kind: FoldKind
    site: str
    last: int  # the sweep with which it is let go
    rows: Sequence[Row]


def folds(
    connection: Connection, known: Sequence[Sweep], hot_nights: int = HOT_NIGHTS
) -> Iterator[Fold]:
    """What can be folded now, a part at a time; each is to be saved before the next is asked for.

    Nothing else may write of closed sweeps meanwhile.
    """
    old = _old(known, hot_nights)
    if not old:
        return
    wanted = _asked_for_alone(connection, old)
    for some in _some(old, _TOGETHER):
        yield from _links(connection, some, wanted)
    for identifier in _sites_of(connection, old):
        for some in _some(old, _TOGETHER):
            rows = _light_rows(connection, identifier, some, wanted)
            if rows:
                yield Fold(FoldKind.PAGES, identifier, some[-1], rows)
        yield from _facts(connection, identifier, [one.id for one in known], old, wanted)


def packed(fold: Fold) -> bytes:
    """The rows in one. Raises `ValueError` where they would not come back the same."""
    table = _TABLES[fold.kind]
    rows = pack_rows(table, fold.rows)
    if sorted(map(_told, unpack_rows(table, rows))) != sorted(map(_told, fold.rows)):
        raise ValueError(f"{fold.kind} of {fold.site}")
    return rows


def save_fold(connection: Connection, fold: Fold, rows: bytes) -> None:
    """Keep what was packed, and take the rows out of their table.

    Raises `ValueError`, for the transaction to be undone, where they are not there any more.
    """
    table = _TABLES[fold.kind]
    connection.execute(
        insert(connection, folded).values(
            kind=fold.kind.value,
            site=fold.site,
            first=min(row["sweep"] for row in fold.rows),
            last=fold.last,
            count=len(fold.rows),
            rows=rows,
        )
    )
    taken = 0
    for number, keys in _by_sweep(fold.rows):
        for some in _some(keys, _AT_ONCE):
            where = and_(table.c.sweep == number, table.c.fingerprint.in_(some))
            taken += connection.execute(delete(table).where(where)).rowcount
    if taken != len(fold.rows):
        raise ValueError(f"{fold.kind} of {fold.site}: {taken}")


def _told(row: Row) -> tuple[Any, ...]:
    """All that a row says, to be compared; of its facts, what they are deflated of."""
    facts = row.get("facts")
    said = {**row, "facts": inflate(facts) if facts is not None else None}
    return (row["sweep"], row["fingerprint"], repr(sorted(said.items())))


def _by_sweep(rows: Iterable[Row]) -> Iterator[tuple[int, list[bytes]]]:
    keys = sorted((row["sweep"], bytes(row["fingerprint"])) for row in rows)
    for number, same in groupby(keys, key=lambda one: one[0]):
        yield number, [key for _, key in same]


def _old(known: Sequence[Sweep], hot_nights: int) -> list[int]:
    """The sweeps that no later one asks for: not of the newest nights, nor the last of any site."""
    newest = sorted({one.night for one in known}, reverse=True)[:hot_nights]
    numbers = {one.id for one in known if one.night in newest}
    numbers |= set({identifier: one.id for one in known for identifier in one.sites}.values())
    return [one.id for one in known if one.id not in numbers and one.closed_at is not None]


def _sites_of(connection: Connection, old: Sequence[int]) -> list[str]:
    """The sites of pages; one that led to a foreign host is no site's."""
    query = select(page.c.site).where(page.c.sweep.in_(old)).distinct()
    return sorted(connection.scalars(query))


def _asked_for_alone(connection: Connection, old: Sequence[int]) -> set[Key]:
    """The rows for which the proof of findings asks: see `evidence_rows`."""
    own = and_(finding.c.id == sighting.c.finding, finding.c.sweep == sighting.c.sweep)
    seen = select(sighting.c.sweep, sighting.c.page).join(finding, own)
    numbers = set(old)
    keys = {(number, bytes(key)) for number, key in connection.execute(seen) if number in numbers}
    told = (
        select(finding.c.sweep, finding.c.url, finding.c.subject, site.c.url)
        .join(site, site.c.identifier == finding.c.site, isouter=True)
        .where(finding.c.sweep.in_(old))
    )
    for number, url, subject, home in connection.execute(told):
        target = canonical(subject)
        named = (url, home, target and subject, target)
        keys.update((number, fingerprint(one)) for one in named if one)
    return keys


def _rows(connection: Connection, table: Table, where: ColumnElement[bool]) -> Iterator[Row]:
    yield from map(dict, connection.execute(select(table).where(where)).mappings())


def _light_rows(
    connection: Connection, identifier: str, numbers: Sequence[int], wanted: Collection[Key]
) -> list[Row]:
    where = and_(
        page.c.sweep.in_(numbers),
        page.c.site == identifier,
        page.c.facts.is_(None),
        page.c.body.is_(None),
    )
    return [row for row in _rows(connection, page, where) if _key(row) not in wanted]


def _links(
    connection: Connection, numbers: Sequence[int], wanted: Collection[Key]
) -> Iterator[Fold]:
    count = connection.scalar(
        select(func.count()).select_from(link).where(link.c.sweep.in_(numbers))
    )
    for part in key_ranges(link.c.fingerprint, count or 0, _LINKS):
        found = _rows(connection, link, and_(link.c.sweep.in_(numbers), part))
        rows = [row for row in found if _key(row) not in wanted]
        if rows:
            yield Fold(FoldKind.LINKS, _ALL, numbers[-1], rows)


def _facts(
    connection: Connection,
    identifier: str,
    known: Sequence[int],
    old: Sequence[int],
    wanted: Collection[Key],
) -> Iterator[Fold]:
    replaced = _replaced(connection, identifier, known, old)
    by_end: dict[int, list[Key]] = {}
    for key in sorted(replaced, key=_address):  # versions of a page together
        if key not in wanted:
            by_end.setdefault(replaced[key] // _TOGETHER, []).append(key)
    for keys in by_end.values():
        for some in _some(keys, _AT_ONCE):
            same = groupby(sorted(some), key=lambda one: one[0])
            where = or_(
                *(
                    and_(page.c.sweep == number, page.c.fingerprint.in_(list(map(_address, own))))
                    for number, own in same
                )
            )
            rows = list(_rows(connection, page, and_(where, page.c.body.is_(None))))
            if rows:
                last = max(replaced[one] for one in some)
                yield Fold(FoldKind.FACTS, identifier, last, rows)


def _replaced(
    connection: Connection, identifier: str, known: Sequence[int], old: Sequence[int]
) -> dict[Key, int]:
    """Facts of a site's old sweeps on which no row leans, and the last sweep that may have.

    That is the one before the page was read anew; those that nobody replaced are not among them.
    """
    own = and_(page.c.sweep.in_(known), page.c.site == identifier)  # found by an index
    read = connection.execute(
        select(page.c.fingerprint, page.c.sweep)
        .where(own, page.c.facts.is_not(None))
        .order_by(page.c.fingerprint, page.c.sweep)
    ).all()
    numbers = set(old)
    replaced = {
        (number, bytes(key)): following - 1
        for (key, number), (after, following) in pairwise(read)
        if key == after and number in numbers
    }
    leaning = select(page.c.facts_sweep, page.c.fingerprint).where(
        own, page.c.facts_sweep.is_not(None)
    )
    for number, key in connection.execute(leaning):
        replaced.pop((number, bytes(key)), None)
    return replaced


def _address(key: Key) -> bytes:
    return key[1]


def _key(row: Row) -> Key:
    return row["sweep"], bytes(row["fingerprint"])


def key_ranges(
    column: ColumnElement[bytes], count: int, size: int
) -> Iterator[ColumnElement[bool]]:
    """Parts of so many rows whose keys are hashes, of about a size each."""
    parts = min(256, max(1, -(-count // size)))
    bounds = [bytes([part * 256 // parts]) for part in range(1, parts)]
    for low, high in zip([None, *bounds], [*bounds, None], strict=True):
        above = column >= low if low is not None else column.is_not(None)
        yield and_(above, column < high) if high is not None else above


def _some(many: Iterable[_One], size: int) -> Iterator[list[_One]]:
    left = iter(many)
    while some := list(islice(left, size)):
        yield some


def covering(connection: Connection, number: int) -> list[int]:
    """The folds in which rows of a sweep may be."""
    query = select(folded.c.id).where(folded.c.first <= number, folded.c.last >= number)
    return sorted(connection.scalars(query))


def unfold(connection: Connection, fold: int, number: int) -> None:
    """Bring back the rows of a sweep that are in a fold; they stay in it, too."""
    row = connection.execute(select(folded).where(folded.c.id == fold)).mappings().one()
    table = _TABLES[FoldKind(row["kind"])]
    rows = unpack_rows(table, row["rows"])
    add_new(connection, table, [one for one in rows if one["sweep"] == number])


def unfold_facts(connection: Connection, number: int) -> None:
    """Bring back the facts on which rows of a sweep lean."""
    told = page.alias()
    there = and_(told.c.sweep == page.c.facts_sweep, told.c.fingerprint == page.c.fingerprint)
    missing = (
        select(page.c.site, page.c.facts_sweep, page.c.fingerprint)
        .join(told, there, isouter=True)
        .where(page.c.sweep == number, page.c.facts_sweep.is_not(None), told.c.sweep.is_(None))
        .order_by(page.c.site)
    )
    found = connection.execute(missing).all()
    for identifier, same in groupby(found, key=lambda one: one[0]):
        keys = {(sweep, bytes(key)) for _, sweep, key in same}
        add_new(connection, page, _folded_facts(connection, identifier, keys))


def _folded_facts(connection: Connection, identifier: str, keys: set[Key]) -> list[Row]:
    query = select(folded.c.rows).where(
        folded.c.kind == FoldKind.FACTS.value,
        folded.c.site == identifier,
        folded.c.first <= max(number for number, _ in keys),
    )
    found: dict[Key, Row] = {}
    for packed in connection.scalars(query).all():
        found |= {_key(row): row for row in unpack_rows(page, packed) if _key(row) in keys}
    return list(found.values())


def folded_pages(connection: Connection, number: int, identifier: str) -> Iterator[Row]:
    """The rows of a site's pages in a sweep that are folded, and are not unfolded."""
    own = and_(folded.c.site == identifier, folded.c.kind != FoldKind.LINKS.value)
    query = select(folded.c.rows).where(own, folded.c.first <= number, folded.c.last >= number)
    for packed in connection.scalars(query).all():
        yield from (row for row in unpack_rows(page, packed) if row["sweep"] == number)


def leaned_on(connection: Connection, identifier: str, since: int) -> set[Key]:
    """The facts on which folded rows of a site lean, of sweeps from one on."""
    query = select(folded.c.rows).where(
        folded.c.kind == FoldKind.PAGES.value,
        folded.c.site == identifier,
        folded.c.last >= since,
    )
    return {
        (row["facts_sweep"], row["fingerprint"])
        for packed in connection.scalars(query).all()
        for row in unpack_rows(page, packed)
        if row["facts_sweep"] is not None
    }


def folded_facts(connection: Connection, since: int) -> Iterator[bytes]:
    """The facts of pages, as they are stored, in folds that are kept for sweeps from one on."""
    own = and_(folded.c.kind == FoldKind.FACTS.value, folded.c.last >= since)
    query = select(folded.c.rows).where(own)
    for rows in batches(connection, query, 50):
        for one in rows:
            yield from (row["facts"] for row in unpack_rows(page, one["rows"]))
