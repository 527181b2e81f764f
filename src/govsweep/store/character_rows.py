"""How many characters were read, as rows: what an error rate is a share of."""

from collections.abc import Collection

from sqlalchemy import Connection, and_, bindparam, func, or_, select

from govsweep.facts import PageState
from govsweep.store.statements import rows_among, upsert
from govsweep.tables import block, character_count, page

# Texts are kept with single spaces between their words; a space is no character of the text.
_CHARACTERS = select(func.sum(func.length(func.replace(block.c.text, " ", ""))))
_READ = (PageState.FETCHED.value, PageState.UNCHANGED.value)
_before = page.alias()
_LAST = (
    select(character_count.c.sweep, character_count.c.characters)
    .where(
        character_count.c.site == bindparam("site"), character_count.c.sweep < bindparam("number")
    )
    .order_by(character_count.c.sweep.desc())
    .limit(1)
)
_WITH_FACTS = (
    page.c.sweep == bindparam("number"),
    page.c.site == bindparam("site"),
    page.c.state.in_(_READ),
    or_(page.c.facts.is_not(None), page.c.facts_sweep.is_not(None)),
)
_AS_BEFORE = and_(
    _before.c.sweep == bindparam("last"),
    _before.c.fingerprint == page.c.fingerprint,
    _before.c.state.in_(_READ),
    func.coalesce(_before.c.facts_sweep, _before.c.sweep) == page.c.facts_sweep,
)
_PAGES = select(func.count()).select_from(page).where(*_WITH_FACTS)
_SAME = (
    select(func.count(), func.count(_before.c.fingerprint))
    .select_from(page.outerjoin(_before, _AS_BEFORE))
    .where(*_WITH_FACTS)
)


def count_characters(
    connection: Connection, number: int, site: str, texts: Collection[bytes]
) -> int:
    """How many characters a site's texts have together, white space left out.

    They are named by hash, and counted only where the sweep saw other pages than the one before.
    """
    last = connection.execute(_LAST, {"site": site, "number": number}).one_or_none()
    if last is not None and _saw_the_same(connection, number, site, last.sweep):
        return int(last.characters)
    return sum(
        number or 0 for (number,) in rows_among(connection, _CHARACTERS, block.c.hash, texts)
    )


def _saw_the_same(connection: Connection, number: int, site: str, last: int) -> bool:
    """Whether two sweeps read the same facts on a site, and nothing else."""
    named = {"number": number, "site": site}
    pages, same = connection.execute(_SAME, named | {"last": last}).one()
    return pages == same == connection.scalar(_PAGES, named | {"number": last})


def save_characters(connection: Connection, number: int, site: str, characters: int) -> None:
    """Keep how many characters a sweep read on a site; settled again, it is replaced."""
    row = {"sweep": number, "site": site, "characters": characters}
    upsert(connection, character_count, [row])


def characters(connection: Connection, number: int) -> dict[str, int]:
    """How many characters a sweep read, by site; empty where an older release settled it."""
    query = select(character_count.c.site, character_count.c.characters)
    return dict(connection.execute(query.where(character_count.c.sweep == number)).all())
