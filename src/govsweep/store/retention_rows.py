"""What of old sweeps may go, and what of them must stay.

A sweep is kept for so many nights, and the last one of every site for good. Of older ones stay
the rows that something kept leans on: the facts of pages unchanged since, with the findings seen
on them, and the proof of findings that still stand. Ledgers, decisions, notices and looks at
findings are small and are never dropped; events go by the outbox's own rule.
"""

from collections.abc import Collection, Iterator
from typing import Any, NamedTuple

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
    update,
)

from govsweep.errors import InputError
from govsweep.findings import LIVING
from govsweep.store import fulltext_rows
from govsweep.store.copying import batches
from govsweep.store.stored_facts import unpack_hashes
from govsweep.store.sweep_rows import Sweep, sweeps
from govsweep.tables import (
    block,
    exchange,
    finding,
    freeze,
    link,
    page,
    probe,
    sighting,
    tally,
    view,
)

_BATCH = 500
_TIMER_SECONDS = 8 * 86_400  # the timer's probes that judging a week may ask for
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

    Raises `InputError` while a sweep is open: its workers know some texts to be stored.
    """
    if connection.dialect.name == "postgresql" and not dry_run:
        connection.execute(text("LOCK TABLE sweep IN SHARE ROW EXCLUSIVE MODE"))
    known = sweeps(connection)
    if any(one.closed_at is None for one in known):
        raise InputError("巡检正在进行，收尾（govsweep sweep close）之后再清理")
    kept = _kept(known, policy.nights)
    gone = [one.id for one in known if one.id not in kept]
    _scratch.create_all(connection)
    try:
        if gone:
            _note_what_stays(connection, sorted(kept), gone)
        return list(_drop(connection, known, sorted(kept), gone, policy, dry_run=dry_run))
    finally:
        _scratch.drop_all(connection)


def _kept(known: list[Sweep], nights: int) -> set[int]:
    """The sweeps of the newest nights, and the last one of every site."""
    newest = set(sorted({one.night for one in known}, reverse=True)[:nights])
    last = {identifier: one.id for one in known for identifier in one.sites}
    return {one.id for one in known if one.night in newest} | set(last.values())


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
    *,
    dry_run: bool,
) -> Iterator[Pruned]:
    stays = _noted(_kept_page, page.c.sweep, page.c.fingerprint)
    said = or_(
        _noted(_kept_page, exchange.c.sweep, exchange.c.fingerprint),
        _noted(_kept_link, exchange.c.sweep, exchange.c.fingerprint),
    )
    newest_place = exists().where(
        finding.c.id == sighting.c.finding, finding.c.sweep == sighting.c.sweep
    )
    carried = _noted(_kept_page, sighting.c.sweep, sighting.c.page)
    yield from _bodies(connection, gone, dry_run=dry_run)
    for table, where in (
        (sighting, and_(sighting.c.sweep.in_(gone), ~carried, ~newest_place)),
        (exchange, and_(exchange.c.sweep.in_(gone), ~said)),
        (page, and_(page.c.sweep.in_(gone), ~stays)),
        (
            link,
            and_(link.c.sweep.in_(gone), ~_noted(_kept_link, link.c.sweep, link.c.fingerprint)),
        ),
        (view, view.c.sweep.in_(gone)),
        (tally, tally.c.sweep.in_(gone)),
        (probe, _old_probes(known, kept, gone)),
        (freeze, _old_freezes(connection, known, policy.freezes)),
    ):
        yield _dropped(connection, table, where, dry_run=dry_run)
    yield _blocks(connection, kept, dry_run=dry_run)


def _dropped(
    connection: Connection, table: Table, where: ColumnElement[bool], *, dry_run: bool
) -> Pruned:
    weight = sum(
        (
            func.coalesce(func.length(one), 0)
            for one in table.columns
            if isinstance(one.type, (LargeBinary, Text))
        ),
        start=literal(0),
    )
    rows, size = connection.execute(
        select(func.count(), func.coalesce(func.sum(weight), 0)).select_from(table).where(where)
    ).one()
    if rows and not dry_run:
        connection.execute(delete(table).where(where))
    return Pruned(table.name, rows, int(size))


def _bodies(connection: Connection, gone: list[int], *, dry_run: bool) -> Iterator[Pruned]:
    """The documents of pages that stay for their facts alone."""
    proven = exists().where(
        sighting.c.finding == finding.c.id,
        sighting.c.sweep == finding.c.sweep,
        sighting.c.page == page.c.fingerprint,
        _LIVING,
    )
    where = and_(
        page.c.sweep.in_(gone),
        page.c.body.is_not(None),
        _noted(_kept_page, page.c.sweep, page.c.fingerprint),
        ~proven,
    )
    rows, size = connection.execute(
        select(func.count(), func.coalesce(func.sum(func.length(page.c.body)), 0)).where(where)
    ).one()
    if rows and not dry_run:
        connection.execute(update(page).where(where).values(body=None))
    yield Pruned("page.body", rows, int(size))


def _old_probes(known: list[Sweep], kept: list[int], gone: list[int]) -> ColumnElement[bool]:
    opened = [one.opened_at.timestamp() for one in known if one.id in kept]
    oldest = min(opened, default=0.0) - _TIMER_SECONDS
    return or_(probe.c.sweep.in_(gone), and_(probe.c.sweep.is_(None), probe.c.at < oldest))


def _old_freezes(connection: Connection, known: list[Sweep], nights: int) -> ColumnElement[bool]:
    """Papers' stocks of old days, the last of each quarter and the one still in force left out."""
    rows = connection.execute(select(freeze.c.id, freeze.c.day).order_by(freeze.c.day, freeze.c.id))
    newest = set(sorted({one.night for one in known}, reverse=True)[:nights])
    first = min(newest) if newest else None
    old = [(key, day) for key, day in rows if first is not None and day < first]
    last = {(day.year, (day.month - 1) // 3): key for key, day in old}
    stay = {*last.values(), *(key for key, _ in old[-1:])}
    return freeze.c.id.in_([key for key, _ in old if key not in stay])


def _blocks(connection: Connection, kept: list[int], *, dry_run: bool) -> Pruned:
    """The texts that no page names any more."""
    named: set[bytes] = set()
    stays = or_(page.c.sweep.in_(kept), _noted(_kept_page, page.c.sweep, page.c.fingerprint))
    for rows in batches(connection, select(page.c.facts).where(stays, page.c.facts.is_not(None))):
        for row in rows:
            named.update(unpack_hashes(row["facts"]))
    doomed: list[bytes] = []
    size = 0
    weighed = select(block.c.hash, func.length(block.c.text).label("size"))
    for rows in batches(connection, weighed, 10_000):
        idle = [row for row in rows if row["hash"] not in named]
        doomed += [row["hash"] for row in idle]
        size += sum(row["size"] for row in idle)
    if not dry_run:
        _delete_blocks(connection, doomed)
        fulltext_rows.forget_dropped(connection, doomed)
    return Pruned("block", len(doomed), size)


def _delete_blocks(connection: Connection, doomed: Collection[bytes]) -> None:
    keys = sorted(doomed)
    for start in range(0, len(keys), _BATCH):
        connection.execute(delete(block).where(block.c.hash.in_(keys[start : start + _BATCH])))
