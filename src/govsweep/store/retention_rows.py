"""What of old sweeps may go, and what of them must stay.

A sweep is kept for so many nights, and the last one of every site for good. Of older ones stay
the rows that something kept leans on: the facts of pages unchanged since, with the findings seen
on them, and the proof of findings that still stand. Ledgers, decisions, notices and looks at
findings are small and are never dropped; events go by the outbox's own rule.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from functools import partial
from itertools import groupby
from typing import Any, NamedTuple, TypeAlias

from sqlalchemy import (
    Column,
    ColumnElement,
    Connection,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
    and_,
    delete,
    exists,
    func,
    insert,
    literal,
    or_,
    select,
    text,
    true,
    update,
)

from govsweep.errors import InputError
from govsweep.findings import LIVING
from govsweep.store import folding_rows, fulltext_rows
from govsweep.store.connection import batch, steady
from govsweep.store.copying import batches
from govsweep.store.statements import add_plain
from govsweep.store.stored_facts import unpack_hashes
from govsweep.store.sweep_rows import Sweep, newest_sweep, sweeps
from govsweep.tables import (
    block,
    exchange,
    finding,
    folded,
    freeze,
    link,
    page,
    probe,
    script,
    sighting,
    tally,
    view,
)

_BATCH = 500
_PART = 5_000  # rows that go in one transaction
_TIMER_SECONDS = 8 * 86_400  # the timer's probes that judging a week may ask for
Part: TypeAlias = Callable[[], AbstractContextManager[None]]  # a transaction of its own
_LIVING = finding.c.state.in_([one.value for one in LIVING])

# What stays of sweeps that go: pages, and targets of links.
_scratch = MetaData()
_kept_page, _kept_link = (
    Table(
        name,
        _scratch,
        Column("sweep", Integer, primary_key=True, autoincrement=False),
        Column("fingerprint", LargeBinary(16), primary_key=True),
        prefixes=["TEMPORARY"],
    )
    for name in ("kept_page", "kept_link")
)


class Policy(NamedTuple):
    """For how long what is kept."""

    nights: int  # of sweeps with all their facts
    freezes: int = 800  # nights for which papers can be printed as of any day


class Pruned(NamedTuple):
    """What went, or would go, of one table."""

    table: str
    rows: int
    bytes: int  # of its texts and blobs


def prune(connection: Connection, policy: Policy, *, dry_run: bool = False) -> list[Pruned]:
    """Drop what the policy no longer keeps, or only count it.

    On a connection for queries: what goes, goes in parts, and nobody waits for longer than one
    takes. Raises `InputError` while a sweep is open, whose workers know some texts to be stored;
    where one is opened meanwhile, what went is gone, and the rest is for the next time.
    """
    known = sweeps(connection)
    require_closed(known)
    kept = _kept(known, policy.nights)
    gone = [one.id for one in known if one.id not in kept]
    part = None if dry_run else partial(quiet_batch, connection, known)
    _scratch.create_all(connection)
    try:
        if gone:
            _note_what_stays(connection, sorted(kept), gone)
            _note_what_is_folded(connection, gone, _first_kept(known, policy.nights))
        return _summed(_drop(connection, known, sorted(kept), gone, policy, part))
    finally:
        _scratch.drop_all(connection)


def require_closed(known: Sequence[Sweep]) -> None:
    """Raise `InputError` while a sweep is open."""
    if any(one.closed_at is None for one in known):
        raise InputError("巡检正在进行，收尾（govsweep sweep close）之后再清理")


@contextmanager
def quiet_batch(connection: Connection, known: Sequence[Sweep]) -> Iterator[None]:
    """One transaction in which no sweep is open, and none has been since some were `known`.

    Raises `InputError` where one is, or has been.
    """
    with batch(connection):
        if connection.dialect.name == "postgresql":
            connection.execute(text("LOCK TABLE sweep IN SHARE ROW EXCLUSIVE MODE"))
        newest = newest_sweep(connection)
        if newest is not None and newest.id != max((one.id for one in known), default=None):
            raise InputError("清理时开始了巡检：已清理的不再回来，余下的收尾之后再运行一次")
        yield


def _summed(pruned: Iterable[Pruned]) -> list[Pruned]:
    """What went of each table, all sweeps together."""
    found: dict[str, Pruned] = {}
    for one in pruned:
        before = found.get(one.table, Pruned(one.table, 0, 0))
        found[one.table] = Pruned(one.table, before.rows + one.rows, before.bytes + one.bytes)
    return list(found.values())


def _kept(known: list[Sweep], nights: int) -> set[int]:
    """The sweeps of the newest nights, and the last one of every site."""
    last = {identifier: one.id for one in known for identifier in one.sites}
    return _of_newest(known, nights) | set(last.values())


def _of_newest(known: list[Sweep], nights: int) -> set[int]:
    newest = set(sorted({one.night for one in known}, reverse=True)[:nights])
    return {one.id for one in known if one.night in newest}


def _first_kept(known: list[Sweep], nights: int) -> int:
    """The sweep before which all folds go: the last sweep of a site is never folded."""
    return min(_of_newest(known, nights), default=0)


def _note_what_stays(connection: Connection, kept: list[int], gone: list[int]) -> None:
    """Note the rows of sweeps that go on which something leans that stays."""
    proof = (
        select(sighting.c.sweep, sighting.c.page)
        .join(
            finding, and_(finding.c.id == sighting.c.finding, finding.c.sweep == sighting.c.sweep)
        )
        .where(_LIVING, sighting.c.sweep.in_(gone))
        .distinct()
    )
    _note(connection, _kept_page, proof)
    targets = select(finding.c.sweep, finding.c.subject).where(_LIVING, finding.c.sweep.in_(gone))
    wanted = targets.subquery()
    for table, notes, address in (
        (page, _kept_page, page.c.url),
        (link, _kept_link, link.c.target),
    ):
        query = (
            select(table.c.sweep, table.c.fingerprint)
            .join(wanted, and_(wanted.c.sweep == table.c.sweep, wanted.c.subject == address))
            .where(~_noted(notes, table.c.sweep, table.c.fingerprint))
            .distinct()
        )
        _note(connection, notes, query)
    for leaning in (page.c.sweep.in_(kept), _noted(_kept_page, page.c.sweep, page.c.fingerprint)):
        read_in = (
            select(page.c.facts_sweep, page.c.fingerprint)
            .where(
                leaning,
                page.c.facts_sweep.in_(gone),
                ~_noted(_kept_page, page.c.facts_sweep, page.c.fingerprint),
            )
            .distinct()
        )
        _note(connection, _kept_page, read_in)


def _note_what_is_folded(connection: Connection, gone: list[int], first: int) -> None:
    """Note the facts on which rows lean that are folded and stay."""
    if not connection.scalar(select(func.count()).select_from(folded)):
        return
    left = select(page.c.site, page.c.sweep, page.c.fingerprint).where(
        page.c.sweep.in_(gone),
        page.c.facts.is_not(None),
        ~_noted(_kept_page, page.c.sweep, page.c.fingerprint),
    )
    found = connection.execute(left.order_by(page.c.site)).all()
    for site, same in groupby(found, key=lambda one: one[0]):
        leaned = folding_rows.leaned_on(connection, site, since=first)
        rows = [(number, bytes(key)) for _, number, key in same]
        add_plain(connection, _kept_page, [one for one in rows if one in leaned])


def _note(connection: Connection, notes: Table, query: Any) -> None:
    connection.execute(insert(notes).from_select(["sweep", "fingerprint"], query))


def _noted(notes: Table, sweep: Any, fingerprint: Any) -> ColumnElement[bool]:
    alias = notes.alias()
    return exists().where(alias.c.sweep == sweep, alias.c.fingerprint == fingerprint)


def _drop(
    connection: Connection,
    known: list[Sweep],
    kept: list[int],
    gone: list[int],
    policy: Policy,
    part: Part | None,
) -> Iterator[Pruned]:
    yield from _bodies(connection, gone, part)
    for table, where in _what_stays().items():
        yield from _dropped_of_sweeps(connection, table, gone, where, part)
    for where in _old_probes(connection, known, kept, gone):
        yield _dropped(connection, probe, where, part)
    yield _dropped(connection, freeze, _old_freezes(connection, known, policy.freezes), part)
    first = _first_kept(known, policy.nights)
    for where in _old_folds(connection, first):
        yield _dropped(connection, folded, where, part)
    yield _blocks(connection, kept, first, part)


def _what_stays() -> dict[Table, ColumnElement[bool]]:
    """What of the sweeps that go is let go, by table."""
    said = or_(
        _noted(_kept_page, exchange.c.sweep, exchange.c.fingerprint),
        _noted(_kept_link, exchange.c.sweep, exchange.c.fingerprint),
    )
    newest_place = exists().where(
        finding.c.id == sighting.c.finding, finding.c.sweep == sighting.c.sweep
    )
    return {
        sighting: and_(~_noted(_kept_page, sighting.c.sweep, sighting.c.page), ~newest_place),
        exchange: ~said,
        page: ~_noted(_kept_page, page.c.sweep, page.c.fingerprint),
        link: ~_noted(_kept_link, link.c.sweep, link.c.fingerprint),
        view: true(),
        script: true(),
        tally: true(),
    }


def _dropped_of_sweeps(
    connection: Connection,
    table: Table,
    gone: list[int],
    where: ColumnElement[bool],
    part: Part | None,
) -> Iterator[Pruned]:
    """What goes of some sweeps, one after the other."""
    yield Pruned(table.name, 0, 0)
    for number, rows, size in _by_sweep(connection, table, gone, where, _weight(table)):
        _delete(connection, table, and_(table.c.sweep == number, where), rows, part)
        yield Pruned(table.name, rows, int(size))


def _by_sweep(
    connection: Connection,
    table: Table,
    gone: list[int],
    where: ColumnElement[bool],
    weight: tuple[ColumnElement[int], ColumnElement[int]],
) -> Sequence[Any]:
    """The sweeps of which something goes, weighed in one pass: of most, nothing is left."""
    weighed = select(table.c.sweep, *weight).where(table.c.sweep.in_(gone), where)
    return connection.execute(weighed.group_by(table.c.sweep).order_by(table.c.sweep)).all()


def _dropped(
    connection: Connection, table: Table, where: ColumnElement[bool], part: Part | None
) -> Pruned:
    weighed = select(*_weight(table)).select_from(table).where(where)
    rows, size = connection.execute(weighed).one()
    _delete(connection, table, where, rows, part)
    return Pruned(table.name, rows, int(size))


def _weight(table: Table) -> tuple[ColumnElement[int], ColumnElement[int]]:
    """How many rows, and how many bytes of their texts and blobs."""
    sizes = (
        func.coalesce(func.length(one), 0)
        for one in table.columns
        if isinstance(one.type, (LargeBinary, Text))
    )
    return func.count(), func.coalesce(func.sum(sum(sizes, start=literal(0))), 0)


def _delete(
    connection: Connection, table: Table, where: ColumnElement[bool], rows: int, part: Part | None
) -> None:
    if part is not None:
        for own in _parts(table, rows):
            with part():
                connection.execute(delete(table).where(where, own))


def _parts(table: Table, rows: int) -> Iterable[ColumnElement[bool]]:
    """So many rows of one sweep, in parts that are quickly gone."""
    if not rows:
        return ()
    key = next((table.c[name] for name in ("fingerprint", "page") if name in table.c), None)
    return (true(),) if key is None else folding_rows.key_ranges(key, rows, _PART)


def _bodies(connection: Connection, gone: list[int], part: Part | None) -> Iterator[Pruned]:
    """The documents of pages that stay for their facts alone."""
    proven = exists().where(
        sighting.c.finding == finding.c.id,
        sighting.c.sweep == finding.c.sweep,
        sighting.c.page == page.c.fingerprint,
        _LIVING,
    )
    where = and_(
        page.c.body.is_not(None),
        _noted(_kept_page, page.c.sweep, page.c.fingerprint),
        ~proven,
    )
    yield Pruned("page.body", 0, 0)
    weight = func.count(), func.sum(func.length(page.c.body))
    for number, rows, size in _by_sweep(connection, page, gone, where, weight):
        if part is not None:
            with part():
                connection.execute(
                    update(page).where(page.c.sweep == number, where).values(body=None)
                )
        yield Pruned("page.body", rows, size)


def _old_probes(
    connection: Connection, known: list[Sweep], kept: list[int], gone: list[int]
) -> Iterator[ColumnElement[bool]]:
    opened = [one.opened_at.timestamp() for one in known if one.id in kept]
    oldest = min(opened, default=0.0) - _TIMER_SECONDS
    old = or_(probe.c.sweep.in_(gone), and_(probe.c.sweep.is_(None), probe.c.at < oldest))
    for site in connection.scalars(select(probe.c.site).distinct().order_by(probe.c.site)).all():
        yield and_(probe.c.site == site, old)


def _old_folds(connection: Connection, first: int) -> Iterator[ColumnElement[bool]]:
    old = folded.c.last < first
    for site in connection.scalars(select(folded.c.site).where(old).distinct()).all():
        yield and_(folded.c.site == site, old)


def _old_freezes(connection: Connection, known: list[Sweep], nights: int) -> ColumnElement[bool]:
    """Papers' stocks of old days, the last of each quarter and the one still in force left out."""
    rows = connection.execute(select(freeze.c.id, freeze.c.day).order_by(freeze.c.day, freeze.c.id))
    newest = set(sorted({one.night for one in known}, reverse=True)[:nights])
    first = min(newest) if newest else None
    old = [(key, day) for key, day in rows if first is not None and day < first]
    last = {(day.year, (day.month - 1) // 3): key for key, day in old}
    stay = {*last.values(), *(key for key, _ in old[-1:])}
    return freeze.c.id.in_([key for key, _ in old if key not in stay])


def _blocks(connection: Connection, kept: list[int], first: int, part: Part | None) -> Pruned:
    """The texts that no page names any more."""
    doomed: list[bytes] = []
    size = 0
    with steady(connection):
        named = _named(connection, kept, first)
        weighed = select(block.c.hash, func.length(block.c.text).label("size"))
        for rows in batches(connection, weighed, 10_000):
            idle = [row for row in rows if row["hash"] not in named]
            doomed += [row["hash"] for row in idle]
            size += sum(row["size"] for row in idle)
    if part is not None:
        _delete_blocks(connection, doomed, part)
        fulltext_rows.forget_dropped(connection, doomed, part)
    return Pruned("block", len(doomed), size)


def _named(connection: Connection, kept: list[int], first: int) -> set[bytes]:
    """The texts of all pages that stay, the folded ones among them."""
    named: set[bytes] = set()
    stays = or_(page.c.sweep.in_(kept), _noted(_kept_page, page.c.sweep, page.c.fingerprint))
    for rows in batches(connection, select(page.c.facts).where(stays, page.c.facts.is_not(None))):
        for row in rows:
            named.update(unpack_hashes(row["facts"]))
    for facts in folding_rows.folded_facts(connection, since=first):
        named.update(unpack_hashes(facts))
    return named


def _delete_blocks(connection: Connection, doomed: Collection[bytes], part: Part) -> None:
    keys = sorted(doomed)
    for start in range(0, len(keys), _BATCH):
        with part():
            connection.execute(delete(block).where(block.c.hash.in_(keys[start : start + _BATCH])))
