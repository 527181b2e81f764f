"""The full-text index as rows: kept up by what each sweep read anew, site by site."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from sqlalchemy import Connection, delete, func, select

from govsweep.facts import PageState
from govsweep.store import folding_rows
from govsweep.store.statements import add_plain, among, rows_among, upsert
from govsweep.store.stored_facts import unpack_dated
from govsweep.store.sweep_rows import sweeps
from govsweep.tables import block, page, posting, searched_site, searched_text

if TYPE_CHECKING:
    from govsweep.fulltext.postings import Posting

_BATCH = 5_000
_NUMBERS = select(searched_text.c.hash, searched_text.c.number)
_TEXTS = select(block.c.hash, block.c.text)
_GONE = (404, 410)
_READ, _SAME = PageState.FETCHED.value, PageState.UNCHANGED.value


class DueSite(NamedTuple):
    """A site as a sweep saw it, of which the index knows nothing yet."""

    site: str
    sweep: int


class SiteReading(NamedTuple):
    """What a sweep saw of a site's pages."""

    due: DueSite
    read: Mapping[bytes, tuple[Sequence[bytes], int]]  # the hashes of its texts, and its day
    same: set[bytes]
    gone: set[bytes]


def due(connection: Connection) -> list[DueSite]:
    """What closed sweeps saw that is not in the index yet, sweep by sweep."""
    known = select(searched_site.c.site, searched_site.c.sweep)
    marks: dict[str, int] = dict(connection.execute(known).all())
    return [
        DueSite(site, one.id)
        for one in sweeps(connection)
        if one.closed_at is not None and not one.is_look_again
        for site in one.sites
        if one.id > marks.get(site, 0)
    ]


def reading(connection: Connection, one: DueSite) -> SiteReading:
    """What a sweep saw of a site's pages."""
    found = SiteReading(one, {}, set(), set())
    read: dict[bytes, tuple[Sequence[bytes], int]] = {}
    hashes: dict[bytes, bytes] = {}  # what many pages share is held once
    for key, state, status, facts in _rows(connection, one):
        if facts and state == _READ:
            texts, day = unpack_dated(facts)
            own = tuple(hashes.setdefault(key_, key_) for key_ in texts)
            read[bytes(key)] = (own, day.toordinal() if day else 0)
        elif state == _SAME:
            found.same.add(bytes(key))
        elif status in _GONE:
            found.gone.add(bytes(key))
    return found._replace(read=read)


def _rows(connection: Connection, one: DueSite) -> Iterator[tuple[bytes, str, int | None, bytes]]:
    yield from connection.execute(
        select(page.c.fingerprint, page.c.state, page.c.status, page.c.facts).where(
            page.c.sweep == one.sweep, page.c.site == one.site
        )
    ).all()
    for row in folding_rows.folded_pages(connection, one.sweep, one.site):
        yield row["fingerprint"], row["state"], row["status"], row["facts"]


def number_texts(connection: Connection, hashes: Collection[bytes]) -> dict[bytes, int]:
    """The numbers of stored texts; those that have none yet are added to the index."""
    first = text_count(connection)
    known = rows_among(connection, _NUMBERS, searched_text.c.hash, hashes) if first else ()
    numbers: dict[bytes, int] = dict(known)
    news = (one for one in hashes if one not in numbers)
    found = rows_among(connection, _TEXTS, block.c.hash, news)
    texts: dict[bytes, str] = dict(found)
    fresh = {key: number for number, key in enumerate(texts, first)}
    add_plain(connection, searched_text, [(number, key) for key, number in fresh.items()])
    _add_postings(connection, first, list(texts.values()))
    return numbers | fresh


def text_count(connection: Connection) -> int:
    """How many texts have been numbered; some may be gone since."""
    newest = connection.scalar(select(func.max(searched_text.c.number)))
    return 0 if newest is None else newest + 1


def _add_postings(connection: Connection, first: int, texts: Sequence[str]) -> None:
    from govsweep.fulltext.postings import CHUNK, postings  # noqa: PLC0415 - NumPy is slow to load

    start = 0
    while start < len(texts):
        end = start + CHUNK - (first + start) % CHUNK
        _add_to_chunk(connection, list(postings(first + start, texts[start:end])))
        start = end


def _add_to_chunk(connection: Connection, added: "Sequence[Posting]") -> None:
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql(
            "INSERT INTO posting (key, texts) VALUES (?, ?) ON CONFLICT (key) "
            # What is concatenated is a text to SQLite, whatever its bytes.
            "DO UPDATE SET texts = CAST(texts || excluded.texts AS BLOB)",
            list(added),
        )
        return
    connection.exec_driver_sql(
        "INSERT INTO posting (key, texts) "
        "SELECT * FROM unnest(%(keys)s::bigint[], %(texts)s::bytea[]) "
        "ON CONFLICT (key) DO UPDATE SET texts = posting.texts || excluded.texts",
        {"keys": [one.key for one in added], "texts": [one.texts for one in added]},
    )


def keep_sites(
    connection: Connection, readings: Sequence[SiteReading], numbers: Mapping[bytes, int]
) -> None:
    """Let the index know what sweeps saw of sites; `numbers` has every text that they name."""
    from govsweep.fulltext.postings import PageTexts, SiteTexts  # noqa: PLC0415 - as above

    sites: dict[str, SiteTexts] = {}
    marks: dict[str, int] = {}
    for one in readings:
        site, sweep = one.due
        own = sites.get(site) or SiteTexts(_stored(connection, site))
        pages = {
            key: PageTexts(sweep, day, [numbers[text_] for text_ in texts if text_ in numbers])
            for key, (texts, day) in one.read.items()
        }
        sites[site] = own.changed(pages, one.same, one.gone, sweep)
        marks[site] = sweep
    rows = [
        {"site": site, "sweep": marks[site], "pages": own.stored()} for site, own in sites.items()
    ]
    upsert(connection, searched_site, rows)


def _stored(connection: Connection, site: str) -> bytes:
    query = select(searched_site.c.pages).where(searched_site.c.site == site)
    return connection.scalar(query) or b""


def forget_dropped(
    connection: Connection,
    dropped: Collection[bytes],
    part: Callable[[], AbstractContextManager[None]],
) -> None:
    """Take out of the index the texts that were dropped, and the pages that are not kept any more.

    Some at a time, each in a `part` of its own. Where most of what it holds is of dropped texts,
    it is emptied, to be made anew.
    """
    for some in _some(sorted(dropped)):
        with part():
            connection.execute(
                delete(searched_text).where(among(connection, searched_text.c.hash, some))
            )
    left = connection.scalar(select(func.count()).select_from(searched_text)) or 0
    if left * 2 < text_count(connection):
        with part():
            for table in (searched_text, posting, searched_site):
                connection.execute(delete(table))
        return
    for site, sweep in connection.execute(
        select(searched_site.c.site, searched_site.c.sweep)
    ).all():
        with part():
            _forget_pages(connection, site, sweep)


def _forget_pages(connection: Connection, site: str, sweep: int) -> None:
    from govsweep.fulltext.postings import SiteTexts  # noqa: PLC0415 - as above

    own = SiteTexts(_stored(connection, site))
    named: dict[int, set[bytes]] = {}
    for one in own.pages:
        named.setdefault(one.sweep, set()).add(one.key)
    gone: set[bytes] = set()
    for number, keys in named.items():
        gone |= keys - _kept(connection, number, keys)
    if gone:
        pages = own.changed({}, set(), gone, sweep).stored()
        upsert(connection, searched_site, [{"site": site, "sweep": sweep, "pages": pages}])


def _kept(connection: Connection, number: int, keys: Collection[bytes]) -> set[bytes]:
    """Those of some pages whose facts a sweep still holds."""
    kept: set[bytes] = set()
    for some in _some(keys):
        query = select(page.c.fingerprint).where(page.c.facts.is_not(None))
        query = query.where(page.c.sweep == number, among(connection, page.c.fingerprint, some))
        kept.update(bytes(key) for key in connection.scalars(query))
    return kept


def _some(keys: Iterable[bytes]) -> Iterator[list[bytes]]:
    left = iter(keys)
    while some := list(islice(left, _BATCH)):
        yield some
