"""What was read of scripts, once for each address, as the last sweep that tested it saw it."""

from collections.abc import Collection, Iterable

from sqlalchemy import Connection, select

from govsweep.facts import ScriptFacts, Visit
from govsweep.store.statements import rows_among, upsert
from govsweep.store.stored_facts import pack_script, unpack_script
from govsweep.tables import script


def save(connection: Connection, number: int, visits: Iterable[Visit]) -> None:
    """Keep what a sweep read of scripts."""
    rows = [
        {"fingerprint": one.fingerprint, "sweep": number, "facts": pack_script(one.script)}
        for one in visits
        if one.script is not None
    ]
    upsert(connection, script, rows)


def scripts(
    connection: Connection, number: int, fingerprints: Collection[bytes]
) -> dict[bytes, ScriptFacts]:
    """What a sweep, or a later one, read of some scripts; what it did not read is left out."""
    query = select(script.c.fingerprint, script.c.facts, script.c.sweep)
    found = rows_among(connection, query, script.c.fingerprint, fingerprints)
    return {key: unpack_script(facts) for key, facts, sweep in found if sweep >= number}
