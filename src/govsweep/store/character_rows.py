"""How many characters were read, as rows: what an error rate is a share of."""

from collections.abc import Collection

from sqlalchemy import Connection, func, select

from govsweep.store.connection import rows_among, upsert
from govsweep.tables import block, character_count

# Texts are kept with single spaces between their words; a space is no character of the text.
_CHARACTERS = select(func.sum(func.length(func.replace(block.c.text, " ", ""))))


def count_characters(connection: Connection, texts: Collection[bytes]) -> int:
    """How many characters texts have together, white space left out; they are named by hash."""
    return sum(
        number or 0 for (number,) in rows_among(connection, _CHARACTERS, block.c.hash, texts)
    )


def save_characters(connection: Connection, number: int, site: str, characters: int) -> None:
    """Keep how many characters a sweep read on a site; settled again, it is replaced."""
    row = {"sweep": number, "site": site, "characters": characters}
    upsert(connection, character_count, [row])


def characters(connection: Connection, number: int) -> dict[str, int]:
    """How many characters a sweep read, by site; empty where an older release settled it."""
    query = select(character_count.c.site, character_count.c.characters)
    return dict(connection.execute(query.where(character_count.c.sweep == number)).all())
