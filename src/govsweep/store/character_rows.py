"""How many characters were read, as rows: what an error rate is a share of."""

from collections.abc import Collection

from sqlalchemy import Connection, bindparam, func, select

from govsweep.store.connection import upsert
from govsweep.tables import block, character_count

_SOME = 500
# Texts are kept with single spaces between their words; a space is no character of the text.
_CHARACTERS = select(func.sum(func.length(func.replace(block.c.text, " ", "")))).where(
    block.c.hash.in_(bindparam("hashes", expanding=True))
)


def count_characters(connection: Connection, texts: Collection[bytes]) -> int:
    """How many characters texts have together, white space left out; they are named by hash."""
    named = list(texts)
    return sum(
        connection.scalar(_CHARACTERS, {"hashes": named[start : start + _SOME]}) or 0
        for start in range(0, len(named), _SOME)
    )


def save_characters(connection: Connection, number: int, site: str, characters: int) -> None:
    """Keep how many characters a sweep read on a site; settled again, it is replaced."""
    row = {"sweep": number, "site": site, "characters": characters}
    upsert(connection, character_count, [row])


def characters(connection: Connection, number: int) -> dict[str, int]:
    """How many characters a sweep read, by site; empty where an older release settled it."""
    query = select(character_count.c.site, character_count.c.characters)
    return dict(connection.execute(query.where(character_count.c.sweep == number)).all())
