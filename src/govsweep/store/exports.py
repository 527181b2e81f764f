"""What exports have given: which findings changed since is told by it.

Instants cannot tell: machines whose clocks lie minutes apart write them, and what was written
first may be committed last. So each export compares every finding with what was exported of it
before, and numbers those that differ by its own round.
"""

import secrets
from collections.abc import Mapping
from typing import NamedTuple

from sqlalchemy import Connection, delete, func, insert, select

from govsweep.store.alone import one_at_a_time
from govsweep.store.repository import Reads, Repository, Writes
from govsweep.store.statements import upsert
from govsweep.tables import export_round, exported, finding


class ExportRound(NamedTuple):
    """An export; what it gave and what those before it gave is known of it."""

    number: int
    mark: str


def note_exported(connection: Connection, contents: Mapping[str, bytes]) -> ExportRound:
    """Number the findings whose content differs from what was last exported.

    `contents` has the hash of each by its key. Gives the newest round, a new one where any differs.
    """
    one_at_a_time(connection, "export")
    query = select(exported.c.finding, exported.c.content)
    known: dict[str, bytes] = dict(connection.execute(query).all())
    differing = [key for key in sorted(contents) if known.get(key) != contents[key]]
    newest = _newest(connection)
    if newest is not None and not differing:
        return newest
    mark = secrets.token_hex(8)
    connection.execute(insert(export_round).values(mark=mark))
    number = connection.execute(select(func.max(export_round.c.id))).scalar_one()
    rows = [{"finding": one, "content": contents[one], "round": number} for one in differing]
    upsert(connection, exported, rows)
    connection.execute(delete(exported).where(exported.c.finding.not_in(select(finding.c.id))))
    return ExportRound(number, mark)


def _newest(connection: Connection) -> ExportRound | None:
    query = select(export_round).order_by(export_round.c.id.desc()).limit(1)
    row = connection.execute(query).one_or_none()
    return ExportRound(*row) if row is not None else None


def changed_since(connection: Connection, last: ExportRound) -> frozenset[str] | None:
    """The findings that changed in later rounds; None where this database knows no such round."""
    known = select(export_round.c.mark).where(export_round.c.id == last.number)
    if connection.scalar(known) != last.mark:
        return None
    later = select(exported.c.finding).where(exported.c.round > last.number)
    return frozenset(connection.execute(later).scalars())


class ExportRepository(Repository):
    """What other systems were given of findings, by exports that go on where the last ended."""

    note = Writes(note_exported)
    changed_since = Reads(changed_since)
